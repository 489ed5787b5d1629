"""What the pages say beside the articles, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.publishing.messages import messages


def words(locale: str) -> Mapping[str, str]:
    """Return the words of the templates by name; `language` is the one that they are in."""
    found = messages(locale)
    return {
        "language": found.language,
        "skip": found.gettext("Skip to the text"),
        "languages": found.gettext("Languages"),
        "feed": found.gettext("Subscribe to the feed"),
        "pages": found.gettext("Pages"),
        "newer": found.gettext("Newer articles"),
        "older": found.gettext("Older articles"),
    }
