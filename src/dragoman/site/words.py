"""What the pages say beside the articles, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.publishing.disclosure import readers
from dragoman.publishing.messages import messages


def words(locale: str) -> Mapping[str, str]:
    """Return the words of the templates by name; `language` is the one that they are in."""
    found = messages(locale)
    return {
        "language": found.language,
        "locale": readers(found, locale),
        "skip": found.gettext("Skip to the text"),
        "languages": found.gettext("Languages"),
        "feed": found.gettext("Subscribe to the feed"),
        "pages": found.gettext("Pages"),
        "newer": found.gettext("Newer articles"),
        "withdrawn_title": found.gettext("This article was withdrawn"),
        "withdrawn": found.gettext("The newsroom withdrew this article."),
        "withdrawn_on": found.gettext("The newsroom withdrew this article on %(date)s."),
        "about_translation": found.gettext("About this translation"),
        "changed_since": found.gettext("The original has changed since it was translated."),
        "updated": found.gettext("Updated"),
        "older": found.gettext("Older articles"),
    }
