"""What the checks are for: for `dragoman check --explain`, and for `docs/checks.md`."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from dragoman.checks import About, explained, known
from dragoman.errors import DragomanError, named

ALL = "all"

HEAD = """\
# The checks

Made from `src/dragoman/checks/data/about.yaml` by `make docs`. An error keeps a segment out of
the export, a warning does not. `dragoman check --explain NAME` prints what stands here.

In a segment of a review file, `ignore: [name]` dismisses a finding for good. In `dragoman.yaml`,
`checks:` switches a check off, or makes it a warning or an error, for all locales or for one:

```yaml
checks:
  terminal: false
  ar: {name_missing: off}
  number_missing: error
```
"""


def show(name: str) -> None:
    """Print one check, or the list of all.

    Raises `DragomanError` for a name that no check has.
    """
    about = explained()
    if name == ALL:
        width = max(map(len, about))
        for each in about.values():
            print(f"{each.name:{width}}  {each.severity.value:7}  {each.what}")
        return
    own = known(name)
    if own not in about:
        near = get_close_matches(own, about, 1)
        raise DragomanError(
            f"`{name}` is not a check",
            advice=(f"Did you mean `{near[0]}`? " if near else "")
            + f"`dragoman check --explain {ALL}` lists them.",
        )
    print("\n".join(_told(about[own])))


def _told(about: About) -> Iterator[str]:
    yield f"{about.name} ({about.severity.value})"
    yield ""
    yield about.what
    yield about.why
    if about.example is not None:
        yield ""
        for number, row in enumerate(about.example.glossary.splitlines()):
            yield f"{'' if number else 'glossary':9}  {row}"
        yield f"source     {about.example.source}"
        yield f"found      {named(about.example.wrong)}  [{about.example.locale}]"
        yield f"all right  {about.example.right}"
    yield ""
    yield f"Known false alarms: {about.false_alarms}"
    if about.fix:
        yield f"Put right by: the typographic rule `{about.fix}` (dragoman finish)."
    yield f"Type of issue (ITS 2.0): {about.issue_type}"
    yield f"Dismissed in a segment by: ignore: [{about.name}]"


def page() -> str:
    """Return the list of all checks as a Markdown page."""
    parts = [HEAD]
    for each in explained().values():
        parts.append(f"\n## {each.name}\n\n{each.what} {each.why}\n\n")
        if each.example is not None:
            locale = each.example.locale
            if each.example.glossary:
                glossary = "; ".join(map(_code, map(str.strip, each.example.glossary.splitlines())))
                parts.append(f"- Glossary: {glossary}\n")
            parts.append(f"- Source: {_code(each.example.source)}\n")
            parts.append(f"- Found ({locale}): {_code(named(each.example.wrong))}\n")
            parts.append(f"- All right ({locale}): {_code(each.example.right)}\n")
        parts.append(f"- Known false alarms: {each.false_alarms}\n")
        if each.fix:
            parts.append(f"- Put right by the typographic rule `{each.fix}`\n")
        parts.append(f"- Severity: {each.severity.value}; ITS 2.0 type: `{each.issue_type}`\n")
    return "".join(parts)


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    pad = " " if fence == "``" else ""
    return f"{fence}{pad}{text}{pad}{fence}"
