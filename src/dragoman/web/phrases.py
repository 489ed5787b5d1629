"""The messages of checks and of the desk as templates, to be translated for the review page.

In each list the special ones stand before those that fit more. Parts whose names begin with
`count` are written with the digits of the language, and codes in those that begin with `language`
by what it calls the language.
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.web.error_phrases import errors

Gettext = Callable[[str], str]


def phrases(gettext: Gettext) -> tuple[str, ...]:
    """Return all templates as `gettext` gives them, in one order whatever the language."""
    return (
        *_of_models(gettext),
        *_of_the_desk(gettext),
        *_of_language(gettext),
        *_of_values(gettext),
        *_of_marks(gettext),
        *_of_files(gettext),
        *_of_keys(gettext),
        *_of_advice(gettext),
        *_of_runs(gettext),
        *_of_anything(gettext),
        *errors(gettext),
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
        gettext("Wait until it ends, or stop it."),
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
        gettext("%(what)s is in the source, another time in the target"),
        gettext("the century is %(what)s in the source, %(other)s in the target"),
        gettext("%(what)s is turned round: %(other)s"),
        gettext("%(one)s and %(two)s changed places: %(what)s and %(other)s"),
        gettext("%(one)s and %(two)s changed places"),
        gettext("the target says no, the source does not"),
        gettext("“%(what)s” is in the source, and nothing in the target says so"),
        gettext("“%(what)s” is in the source, and nothing in the target says no"),
        gettext("“%(what)s” is in the source, and nothing in that sentence says no"),
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
        gettext("quotation marks stand round the whole text, and the source has none"),
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


def _of_files(gettext: Gettext) -> tuple[str, ...]:
    """What stands in a review file that a person edited, and should not."""
    return (
        gettext("a tab stands where only spaces may"),
        gettext("this line came along when the text was copied"),
        gettext("the line is indented with a tab"),
        gettext("the line is indented with a no-break space or an invisible mark"),
        gettext("this line is not indented as far as the text of %(place)s above"),
        gettext(
            "this line and %(count)s below it are not indented as far as the text of %(place)s "
            "above"
        ),
        gettext("a backslash has a meaning between double quotation marks"),
        gettext("a quotation mark opens here and is never closed"),
        gettext("this quotation mark ends the text that began with one, and more text follows"),
        gettext("the %(what)s, which %(name)s keeps at the end of the file, is damaged"),
        gettext("a no-break space or an invisible mark stands where a space belongs"),
        gettext("an entry does not begin with a dash and a space"),
        gettext(
            "text follows on the line of %(what)s or %(other)s, which say that it stands below"
        ),
        gettext(
            "text on the key's own line begins with a character that has a meaning in "
            "%(name)s: %(sign)s"
        ),
        gettext("text on the key's own line begins with a sign that %(name)s drops: %(sign)s"),
        gettext("a second file begins here, at a line of three dashes or after one of three dots"),
        gettext("this line is indented differently from the keys around it"),
        gettext("a colon stands in text that is written on the key's own line"),
        gettext("this line is neither a key nor indented as far as the text it belongs to"),
        gettext("two versions of this file were merged and not yet reconciled (%(what)s)"),
        gettext("this is not valid %(name)s (%(what)s)"),
        gettext("the file is empty"),
        gettext("the article is gone"),
    )


def _of_keys(gettext: Gettext) -> tuple[str, ...]:
    """What is wrong with the keys of a review file."""
    return (
        gettext("the colon after %(place)s is not the one of %(name)s"),
        gettext("there is no colon after %(place)s"),
        gettext("there is no space after %(place)s"),
        gettext("%(place)s is given twice in one segment"),
        gettext("%(place)s is given twice"),
        gettext("%(place)s is not a status"),
        gettext("%(place)s is not a list"),
        gettext("this line has a colon and stands where keys do, and it reads like a sentence"),
        gettext("%(place)s holds a list or keys where text belongs"),
        gettext("%(place)s is not a key, and %(other)s is missing"),
        gettext("this is not a review file: it does not begin with keys such as %(place)s"),
    )


def _of_advice(gettext: Gettext) -> tuple[str, ...]:
    """What to do about such a file."""
    return (
        gettext("Type spaces instead."),
        gettext("Delete it."),
        gettext("Delete it, and the one like it at the end of the file, too."),
        gettext("Replace the tab by ordinary spaces: two before a key, four before text."),
        gettext("Delete what stands before the first letter and type ordinary spaces."),
        gettext("Write %(count)s spaces before it, as before all lines of that text."),
        gettext(
            "Write %(what)s after the key and put the text on the next line, indented by four "
            "spaces."
        ),
        gettext("Put the text on the next line, indented by four spaces."),
        gettext("Give it as many spaces as the line %(place)s above or below it."),
        gettext("Compare the line with its neighbours."),
        gettext("Write %(place)s, then a space, then the rest."),
        gettext("Delete it, and type an ordinary space."),
        gettext("Choose the right version, and delete the lines %(one)s, %(other)s and %(sign)s."),
        gettext("Write %(place)s with the plain dash of the keyboard (%(sign)s) and one space."),
        gettext("Each segment begins with a dash: %(place)s."),
        gettext("Restore it from a backup, or delete it and run: %(command)s"),
        gettext("Restore the file, or move it away and run %(command)s again."),
        gettext("If it is part of the text above it, write four spaces before it."),
        gettext("If it is a remark of yours, write %(sign)s before it."),
        gettext("Keep only one."),
        gettext("Use one of: %(what)s."),
        gettext("Did you mean %(what)s?"),
        gettext(
            "Undo the change to it. If nobody can, delete its lines: whether a machine or a "
            "person made the text is then unknown, who accepted it is forgotten, and readers are "
            "told so."
        ),
        gettext("The file was left as it is."),
        gettext("%(count)s more are told when these are gone."),
    )


def _of_runs(gettext: Gettext) -> tuple[str, ...]:
    """What a translation that the page started warns of."""
    return (
        gettext("%(path)s: finished translations cannot be kept here (%(what)s)"),
        gettext(
            "The run goes on without. The file holds nothing else: delete it when no run is on."
        ),
        gettext(
            "Sentences of “%(language)s” are divided by general rules: Dragoman knows few or none "
            "of its abbreviations. Look over where they are cut."
        ),
        gettext(
            "%(locale)s is translated by a model for %(other)s (%(name)s): no other one is "
            "installed"
        ),
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
