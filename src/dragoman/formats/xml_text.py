"""Let a library judge a text that must be XML."""

from __future__ import annotations

from xml.parsers import expat

from dragoman.errors import ArticleError


def judge(parser: expat.XMLParserType, text: str, path: str, again: str) -> None:
    """Give the whole text to a parser, whose handlers may refuse it.

    Raises ArticleError where it is no XML; `again` says how to get the file anew.
    """
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        raise ArticleError(
            f"the XML cannot be read: {expat.errors.messages[error.code]}",
            path=path,
            line=error.lineno,
            advice=f"{again}: it is cut off or was changed by hand.",
        ) from error
