"""Apply the rules of a locale to a text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman import inline
from dragoman.inline import NO_NAMES, Names
from dragoman.model import Syntax
from dragoman.typography.passage import Passage
from dragoman.typography.rules import RULES, Rule
from dragoman.typography.settings import Typography
from dragoman.typography.shield import shield, unshield

ROUNDS = 6
"""How often the rules are applied to what they made before a text is left as it was. Real text
is stable after the first round; what never comes to rest is no text that rules understand."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A text after the rules."""

    text: str

    rules: tuple[str, ...] = ()
    """Names of the rules that changed something, in the order of the table."""


def finish(
    text: str,
    locale: str,
    syntax: Syntax = Syntax.PLAIN,
    style: Typography | None = None,
    *,
    source: str = "",
    source_language: str = "en",
    names: Names = NO_NAMES,
) -> Finished:
    """Apply every rule that is on in the locale.

    With `source`, the sentence that the text translates, rules that must know what was meant
    apply too. Finishing what was finished changes nothing. Spans and their number stay: a rule
    that would make or break markup is not applied. `names` stay as they are.
    """
    rules = [rule for rule in RULES if rule.applies(locale, style or Typography())]
    plain = inline.plain(source, syntax) if source else ""
    before, used = text, set[str]()
    for _ in range(ROUNDS):
        after = before
        for rule in rules:
            changed = _applied(rule, Passage(after, locale, plain, source_language), syntax, names)
            if changed != after:
                used.add(rule.name)
                after = changed
        if after == before:
            return Finished(after, tuple(rule.name for rule in rules if rule.name in used))
        before = after
    return Finished(text)


def _applied(rule: Rule, passage: Passage, syntax: Syntax, names: Names) -> str:
    text = passage.text
    shown, hidden = shield(text, syntax, names)
    changed = rule.apply(replace(passage, text=shown))
    if changed == shown:
        return text
    result = unshield(changed, hidden)
    before, after = (inline.inventory(each, syntax, names) for each in (text, result))
    return result if after == before else text
