"""The messages of checks and of the desk as templates, to be translated for the review page.

In each list the special ones stand before those that fit more. Parts whose names begin with
`count` are written with the digits of the language.
"""

from __future__ import annotations

from collections.abc import Callable

Gettext = Callable[[str], str]


def phrases(gettext: Gettext) -> tuple[str, ...]:
    """Return all templates as `gettext` gives them, in one order whatever the language."""
    return (
        *_of_models(gettext),
        *_of_the_desk(gettext),
        *_of_language(gettext),
        *_of_values(gettext),
        *_of_marks(gettext),
        *_of_anything(gettext),
    )


def _of_models(gettext: Gettext) -> tuple[str, ...]:
    return (
        gettext("the model failed on this text"),
        gettext("the model gave no text"),
        gettext("the model is only guessing"),
        gettext("the model did not stop: the text is truncated or repeats itself"),
        gettext("the model does not know what was lost: %(what)s"),
        gettext("%(count)s × the model had no symbol for what it meant"),
        gettext("the model invented a placeholder; it was removed"),
        gettext("too long for the model: translated in %(count)s parts"),
        gettext("did not come through whole: translated in %(count)s parts"),
        gettext("no rescue helped: %(reasons)s"),
        gettext("it may be a name, or left in the source language"),
        gettext("the translation holds “%(what)s”, which stands for nothing"),
        gettext("the translation lost “%(what)s”; check where it stands"),
        gettext("the translation repeated “%(what)s”; check where it stands"),
        gettext("check where “%(what)s” stands in the target"),
        gettext("the markup differs from the source (%(what)s)"),
        gettext("the suggestion is of a sentence that differs (%(what)s)"),
        gettext("%(engine)s, the better engine here, makes something else of it"),
    )


def _of_the_desk(gettext: Gettext) -> tuple[str, ...]:
    return (
        gettext("the source changed, and the translation did not"),
        gettext("the source changed (%(what)s)"),
        gettext("other sentences stand around it now; see whether its translation belongs here"),
        gettext("two people changed this sentence differently; both versions are in note"),
        gettext("there is no translation"),
        gettext("there is no translation yet"),
        gettext("there is no translation yet. Write it below %(place)s, or run: %(command)s"),
        gettext("needs work"),
        gettext("needs work: %(note)s"),
        gettext("approved as the machine wrote it"),
        gettext("two engines agree to %(count)s"),
        gettext("the model's confidence is %(count)s"),
        gettext("the model's confidence is %(count)s; people kept %(countkept)s of such text"),
        gettext("there is nothing to undo in this visit"),
        gettext("a translation is at work already"),
        gettext("Wait for its end, or stop it."),
        gettext("this is not an article of this visit"),
        gettext("Load the page again."),
        gettext("the article no longer holds this segment"),
        gettext("the article changed just now; look again"),
        gettext("the article changed since this review file was brought up to date"),
        gettext("Nothing was saved. First run: %(command)s"),
        gettext("there is no such review file yet"),
        gettext("Make it: %(command)s"),
    )


def _of_language(gettext: Gettext) -> tuple[str, ...]:
    return (
        gettext("the text is left in the source language"),
        gettext("left in the source language: “%(what)s”"),
        gettext("“%(what)s” is left in the source language"),
        gettext("unexpected in this text: “%(what)s”"),
        gettext("this looks like another language (%(what)s)"),
        gettext("“%(what)s” comes %(count)s times in a row"),
        gettext("“%(what)s” comes %(count)s times"),
        gettext("much shorter than usual: %(count)s letters for %(countof)s; %(rest)s"),
        gettext("much shorter than usual: %(count)s letters for %(countof)s, and %(rest)s"),
        gettext("much longer than usual: %(count)s letters for %(countof)s"),
        gettext(
            "%(count)s characters, of which %(countread)s can be read in their time; shorten it"
        ),
        gettext("Arabic %(name)s %(letter)s instead of Persian %(other)s, %(count)s ×"),
        gettext("Persian %(name)s %(letter)s instead of Arabic %(other)s, %(count)s ×"),
        gettext("i with a dot above it instead of %(letter)s, %(count)s ×"),
        gettext("the form %(letter)s (%(code)s) for display, %(count)s ×"),
        gettext("%(language)s letters without their marks: “%(what)s”"),
        gettext("%(language)s letters without their marks"),
        gettext("“%(what)s” has Latin and Cyrillic letters"),
        gettext("“%(what)s” is %(wanted)s in the glossary, not so in the target"),
        gettext("“%(what)s” is forbidden for “%(term)s”; write %(wanted)s"),
        gettext("“%(what)s” is forbidden for “%(term)s”"),
        gettext("translated as “%(what)s” in %(where)s"),
        gettext("the same translation as for “%(what)s” in %(where)s"),
    )


def _of_values(gettext: Gettext) -> tuple[str, ...]:
    return (
        gettext("%(what)s is less than zero in the source, not in the target"),
        gettext("the digit groups of %(what)s are reversed: %(other)s"),
        gettext("a number has the decimal or thousands marks of English"),
        gettext("%(what)s makes another amount than %(other)s in the target"),
        gettext("the date in the Persian calendar is another day"),
        gettext("%(what)s is in the source, another half of the day in the target"),
        gettext("%(what)s is in the source, and nothing in the target says that it is not a.m."),
        gettext("%(one)s and %(two)s changed places: %(what)s and %(other)s"),
        gettext("the target says no, the source does not"),
        gettext("“%(what)s” is in the source, and nothing in the target says so"),
        gettext("“%(what)s” is in the source, and nothing in the target says no"),
        gettext("the source says no %(count)s times, the target fewer"),
        gettext("none of %(count)s facts of the source is in the target; %(rest)s"),
        gettext("the target has other facts than the source; is it another sentence's?"),
    )


def _of_marks(gettext: Gettext) -> tuple[str, ...]:
    return (
        gettext("%(mark)s turns the letters behind it around"),
        gettext("%(mark)s is not ended by %(end)s"),
        gettext("the source closes a quotation, the target has no quotation mark"),
        gettext("the source has quotation marks, the target has none"),
        gettext("%(reasons)s; the source closes the quotation, the target only opens it"),
        gettext("an odd number of marks: %(what)s"),
        gettext("%(count)s × %(open)s and %(countclosed)s × %(closed)s"),
        gettext("the source has brackets, the target has none"),
        gettext("the target has brackets, the source has none"),
        gettext("the source ends in a question mark, the target does not"),
        gettext("the source ends in “%(what)s”, the target in no such mark"),
        gettext("the target ends in a full stop, the source does not"),
        gettext("the tag %(what)s has no partner"),
        gettext("a %(sign)s begins a tag that does not end; write %(what)s for the sign"),
        gettext("%(what)s stands in the text: its partner is missing"),
        gettext("%(what)s at the start stands in the text"),
        gettext("%(what)s is not a character"),
        gettext("%(what)s stands for nothing; it was meant for the engine only"),
        gettext("“%(what)s” stands for nothing; take it out"),
        gettext("“%(what)s” is part of the text; a comment begins at the first column"),
        gettext("the blank line becomes a space, since the text stands on one line; take it out"),
        gettext("the quotation is missing"),
        gettext("the brackets are missing"),
        gettext("the end is missing"),
        gettext("much too short"),
        gettext("much too short, %(reasons)s"),
    )


def _of_anything(gettext: Gettext) -> tuple[str, ...]:
    return (
        gettext("the link to %(what)s is in the source and not in the target"),
        gettext("the link to %(what)s is in the target more often than in the source"),
        gettext("the image %(what)s is in the source and not in the target"),
        gettext("the image %(what)s is in the target more often than in the source"),
        gettext("footnote %(what)s is in the source and not in the target"),
        gettext("footnote %(what)s is in the target more often than in the source"),
        gettext("the tag %(what)s is in the source and not in the target"),
        gettext("the tag %(what)s is in the target more often than in the source"),
        gettext("%(what)s is in the source and not in the target"),
        gettext("%(what)s is in the target more often than in the source"),
        gettext("%(what)s is in the target and not in the source"),
        gettext("%(what)s is in the source, not in the target"),
        gettext("%(what)s is in the source, %(other)s in the target"),
        gettext("%(what)s in the source, %(other)s in the target"),
        gettext("“%(what)s” instead of “%(other)s”"),
        gettext("%(what)s became %(other)s"),
    )
