"""What a copy tells its readers of how it was made, from the states of its units alone.

A note of a few sentences: whether a machine translated the text, how much of it a person
reviewed, what stands in it untranslated or out of date, and where the original is.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dragoman import languages
from dragoman.inline.escape import escaped
from dragoman.publishing.messages import Messages, messages
from dragoman.publishing.original import Original
from dragoman.publishing.verdict import Share
from dragoman.typography.bidi import isolated
from dragoman.typography.dates import long_date


@dataclass(frozen=True, slots=True)
class DisclosureNote:
    """The sentences, and the place of the original among them."""

    language: str
    """That of the sentences: the readers', or English where there is no catalog for it."""

    sentences: tuple[str, ...]
    original: str = ""
    """A line with `%(title)s` where the title stands."""

    source: Original | None = None


def note(share: Share, original: Original, locale: str) -> DisclosureNote:
    """Return all that is to be told of a copy."""
    said = messages(locale)
    return DisclosureNote(
        said.language,
        (*_made(said, share), *_responsible(said, share), *warnings(share, said)),
        line_on(said, original, locale),
        original,
    )


def warning(share: Share, locale: str) -> DisclosureNote | None:
    """Return what must be told even where no disclosure is wanted, if there is anything."""
    said = messages(locale)
    sentences = tuple(warnings(share, said))
    return DisclosureNote(said.language, sentences) if sentences else None


def warnings(share: Share, said: Messages) -> Iterator[str]:
    """Yield what is amiss with the text."""
    if share.stale:
        yield said.ngettext(
            "The original has changed since: %(count)s sentence here follows its earlier version.",
            "The original has changed since: %(count)s sentences here follow its earlier version.",
            share.stale,
        ) % {"count": said.number(share.stale)}
    if share.kept:
        yield said.gettext("Passages that are not translated yet stand in the original language.")


def _responsible(said: Messages, share: Share) -> Iterator[str]:
    """Yield who answers for the text, if readers are told."""
    if share.answers:
        yield said.gettext("Responsible for this text: %(name)s.") % {"name": share.answers}


def note_of_change(said: Messages, day: str, locale: str) -> tuple[str, ...]:
    """Return the sentences on an original that changed; `day` is that of the version translated.

    `day` is written as `2027-03-09`, and empty where it is not known.
    """
    changed = said.gettext("The original has changed since it was translated.")
    if not day:
        return (changed,)
    written = long_date(date.fromisoformat(day), readers(said, locale))
    return changed, dated(said.gettext("This text follows the version of %(date)s."), written)


def dated(message: str, day: str) -> str:
    """Return a sentence with the day in it: one that ends in `г.` needs no second full stop."""
    return (message % {"date": day}).replace("..", ".")


def readers(said: Messages, locale: str) -> str:
    """Return the locale whose conventions a message follows: the readers', if it is in theirs."""
    return locale if said.language == languages.language(locale) else said.language


def _made(said: Messages, share: Share) -> Iterator[str]:
    """Yield how the text was made, and what of that nobody knows."""
    yield _machine(said, share)
    if not share.unknown:
        return
    if share.unknown < share.sentences:
        yield said.ngettext(
            "It is not known whether a machine or a person translated %(count)s sentence of it.",
            "It is not known whether a machine or a person translated %(count)s sentences of it.",
            share.unknown,
        ) % {"count": said.number(share.unknown)}
    else:
        yield said.gettext("It is not known whether a machine or a person made it.")
    if not share.engines:
        yield _review(said, share)


def _machine(said: Messages, share: Share) -> str:
    if not share.engines:
        return said.gettext("This text is a translation.")
    if not share.reviewed:
        return said.gettext(
            "This text was translated by a machine. It has not been reviewed by a person."
        )
    if share.reviewed == share.sentences:
        return said.gettext("This text was translated by a machine and reviewed by a person.")
    return said.ngettext(
        "This text was translated by a machine. "
        "A person has reviewed %(done)s of its %(count)s sentence.",
        "This text was translated by a machine. "
        "A person has reviewed %(done)s of its %(count)s sentences.",
        share.sentences,
    ) % {"done": said.number(share.reviewed), "count": said.number(share.sentences)}


def _review(said: Messages, share: Share) -> str:
    if not share.reviewed:
        return said.gettext("It has not been reviewed by a person.")
    if share.reviewed == share.sentences:
        return said.gettext("A person has reviewed it.")
    return said.ngettext(
        "A person has reviewed %(done)s of its %(count)s sentence.",
        "A person has reviewed %(done)s of its %(count)s sentences.",
        share.sentences,
    ) % {"done": said.number(share.reviewed), "count": said.number(share.sentences)}


def line_on(said: Messages, original: Original, locale: str) -> str:
    """Return the line on the original, the title left open."""
    reader = readers(said, locale)
    name = languages.name_in(original.language, reader)
    if not original.title and not original.address:
        return said.gettext("Original language: %(language)s") % {"language": name}
    hole = "%(title)s"
    if original.day is None:
        return said.gettext("Original (%(language)s): %(title)s") % {
            "language": name,
            "title": hole,
        }
    return said.gettext("Original (%(language)s): %(title)s, %(date)s") % {
        "language": name,
        "title": hole,
        "date": long_date(original.day, reader),
    }


def in_text(note: DisclosureNote, locale: str, *, marks: bool) -> str:
    """Write the note as lines of plain text."""
    del locale
    lines = [" ".join(note.sentences)]
    source = note.source
    if source is not None:
        title = source.title or source.address
        rtl = marks and languages.is_rtl(note.language)
        shown = isolated(title) if rtl and not languages.is_rtl(source.language) else title
        lines.append(note.original.replace("%(title)s", shown))
        if source.address and source.title:
            lines[-1] += f" — {isolated(source.address) if rtl else source.address}"
    return "\n".join(lines)


def in_markdown(note: DisclosureNote, locale: str, *, marks: bool) -> str:
    """Write the note as a paragraph of Markdown."""
    text = " ".join(note.sentences)
    source = note.source
    if source is not None:
        title = escaped(source.title or source.address, {}, wary=True)
        rtl = marks and languages.is_rtl(note.language)
        if rtl and not languages.is_rtl(source.language):
            title = isolated(title)
        if source.address:
            title = f"[{title}](<{source.address}>)"
        text += f" {note.original.replace('%(title)s', title)}"
    return _in_language(text, note, locale)


def in_html(note: DisclosureNote, locale: str, *, marks: bool) -> str:
    """Write the note as an `aside`."""
    del marks
    parts = [f"<p>{html.escape(' '.join(note.sentences), quote=False)}</p>"]
    source = note.source
    if source is not None:
        direction = languages.direction(source.language)
        title = html.escape(source.title or source.address, quote=False)
        title = f'<cite lang="{source.language}" dir="{direction}">{title}</cite>'
        if source.address:
            title = f'<a href="{html.escape(source.address)}">{title}</a>'
        line = html.escape(note.original, quote=False).replace("%(title)s", title)
        parts.append(f"<p>{line}</p>")
    language = locale if languages.language(locale) == note.language else note.language
    attributes = f'lang="{language}" dir="{languages.direction(language)}"'
    return f'<aside class="translation-note" {attributes}>{"".join(parts)}</aside>'


def _in_language(text: str, note: DisclosureNote, locale: str) -> str:
    """Let a note that is not in the readers' language say so."""
    if languages.language(locale) == note.language:
        return text
    direction = languages.direction(note.language)
    return f'<span lang="{note.language}" dir="{direction}">{text}</span>'


WAYS = {"Markdown": in_markdown, "HTML": in_html, "WordPress": in_html}
"""How a note is written in each format that is not plain text."""
