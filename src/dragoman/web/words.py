"""What the page says, in the reviewer's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dragoman.publishing.messages import FALLBACK, available, messages


def chosen(asked: str | None, accepted: str) -> str:
    """Return the page's language: the one asked for, else what the browser prefers, else English.

    `accepted` is the browser's `Accept-Language`.
    """
    known = available()
    wishes = [asked or "", *(part.partition(";")[0] for part in accepted.split(","))]
    for wish in wishes:
        language = wish.strip().lower().partition("-")[0]
        if language in known:
            return language
    return FALLBACK


def numbers(language: str) -> Callable[[int], str]:
    """Return what writes a number with the digits of the language."""
    return messages(language).number


def words(language: str) -> Mapping[str, str]:
    """Return the words of the page by name."""
    gettext = messages(language).gettext
    return {
        "title": gettext("Review"),
        "home": gettext("All articles"),
        "article": gettext("Article"),
        "language": gettext("Language"),
        "segments": gettext("Segments"),
        "done": gettext("Done"),
        "findings": gettext("Findings"),
        "risk": gettext("At risk"),
        "none": gettext("There is nothing to review yet. Run: %(command)s")
        % {"command": "dragoman translate"},
        "source": gettext("Source"),
        "translation": gettext("Translation"),
        "note": gettext("Note"),
        "filter": gettext("Show"),
        "all": gettext("All segments"),
        "open": gettext("Not done"),
        "withFindings": gettext("With findings"),
        "machine": gettext("Machine text"),
        "edited": gettext("Edited"),
        "byRisk": gettext("Riskiest first"),
        "inOrder": gettext("In reading order"),
        "order": gettext("Order"),
        "search": gettext("Search"),
        "replaceBy": gettext("Replace with"),
        "approveShown": gettext("Approve what is shown"),
        "sure": gettext("Are you sure?"),
        "approve": gettext("Approve"),
        "reviewed": gettext("Reviewed"),
        "needsWork": gettext("Needs work"),
        "omit": gettext("Omit"),
        "save": gettext("Save"),
        "undo": gettext("Undo"),
        "next": gettext("Next"),
        "previous": gettext("Previous"),
        "keys": gettext("Keys"),
        "close": gettext("Close"),
        "dismiss": gettext("Dismiss this finding"),
        "restore": gettext("Show this finding again"),
        "terms": gettext("Terms"),
        "memory": gettext("Translation memory"),
        "suggestion": gettext("Suggestion"),
        "machineText": gettext("Machine version"),
        "use": gettext("Use"),
        "insert": gettext("Insert"),
        "copySource": gettext("Copy the source"),
        "typography": gettext("With the typography of this language"),
        "markup": gettext("Markup and protected text"),
        "invisible": gettext("Show invisible characters"),
        "changed": gettext("The source changed"),
        "was": gettext("Old source"),
        "conflict": gettext("This segment was changed elsewhere. Both versions are here."),
        "yours": gettext("Yours"),
        "theirs": gettext("On the disk"),
        "keepYours": gettext("Keep mine"),
        "keepTheirs": gettext("Keep the other"),
        "saved": gettext("Saved"),
        "saving": gettext("Saving"),
        "unsaved": gettext("Not saved yet"),
        "lost": gettext(
            "The program on this machine does not answer. Your text is kept in this page."
        ),
        "found": gettext("Unsaved text of an earlier visit was found."),
        "reload": gettext("The files changed on the disk; the page is up to date again."),
        "nothing": gettext("No segment matches."),
        "forced": gettext("Approve all the same"),
        "by": gettext("by"),
        "changedLast": gettext("Last accepted"),
        "changedSince": gettext("Accepted since"),
        "translate": gettext("Translate"),
        "translateAll": gettext("Translate all that is new"),
        "stop": gettext("Stop"),
        "running": gettext("Translating"),
        "ran": gettext("The translation is done."),
        "stopped": gettext("Stopped. What was finished is saved."),
        "failed": gettext("The translation ended with problems."),
        "preview": gettext("Preview"),
        "previewOf": gettext("Preview of the localized page"),
        "wordings": gettext("Other wordings"),
        "wordings.beam": gettext("the engine"),
        "wordings.engine": gettext("second opinion"),
        "wordings.memory": gettext("memory"),
        "noWordings": gettext("There is no other wording."),
        "searching": gettext("One moment"),
        "history": gettext("History"),
        "noHistory": gettext("Nothing is known of earlier versions."),
        "reviewer": gettext("Reviewer"),
        "anybody": gettext("Anybody"),
        "anyDay": gettext("Any day"),
        "errors": gettext("Errors"),
        "warnings": gettext("Warnings"),
        "memoryText": gettext("From the memory"),
        "human": gettext("Written by a person"),
        "unknownOrigin": gettext("Of unknown origin"),
        "findReplace": gettext("Search and replace"),
        "find": gettext("Find"),
        "wholeWords": gettext("Whole words"),
        "sameCase": gettext("Same capitals"),
        "where": gettext("Where"),
        "thisArticle": gettext("In this article"),
        "allLocale": gettext("In all articles of this language"),
        "replaceChosen": gettext("Replace what is chosen"),
        "replaced": gettext("Replaced"),
        "notReplaced": gettext("Changed elsewhere, and left"),
        "approving": gettext("Would be approved"),
        "unedited": gettext("As the machine wrote them"),
        "refused": gettext("Refused"),
        "left": gettext("Left as they are"),
        "nothingToApprove": gettext("Nothing here can be approved."),
        "completion": gettext("Complete while typing"),
        "block.heading": gettext("heading"),
        "block.paragraph": gettext("paragraph"),
        "block.list item": gettext("list item"),
        "block.table cell": gettext("table cell"),
        "block.quotation": gettext("quotation"),
        "block.footnote": gettext("footnote"),
        "block.front matter": gettext("front matter"),
        "key.preview": gettext("show the preview"),
        "key.wordings": gettext("other wordings and the second opinion"),
        "key.wording": gettext("use a wording by its number"),
        "key.complete": gettext("take the completion"),
        "key.history": gettext("history of the segment"),
        "status.new": gettext("new"),
        "status.draft": gettext("draft"),
        "status.needs-work": gettext("needs work"),
        "status.stale": gettext("stale"),
        "status.reviewed": gettext("reviewed"),
        "status.approved": gettext("approved"),
        "status.omit": gettext("omitted"),
        "key.approve": gettext("approve and go on"),
        "key.reviewed": gettext("mark as reviewed and go on"),
        "key.save": gettext("save"),
        "key.needsWork": gettext("needs work: write the note"),
        "key.omit": gettext("leave out of the copy"),
        "key.undo": gettext("undo the last change of this visit"),
        "key.move": gettext("next or previous segment"),
        "key.copy": gettext("copy the source"),
        "key.token": gettext("insert the next missing markup"),
        "key.term": gettext("insert a term by its number"),
        "key.memory": gettext("use what the memory has"),
        "key.typography": gettext("use the typography of this language"),
        "key.half": gettext("insert a half space (ZWNJ)"),
        "key.hard": gettext("insert a no-break space"),
        "key.search": gettext("search"),
        "key.help": gettext("this list"),
    }
