"""Random glossaries, as people might write them."""

from __future__ import annotations

from hypothesis import strategies as st

from dragoman.glossary import Glossary, PartOfSpeech, Term
from tests.strategies import sentences


def _visible(text: str) -> str:
    """What any file can hold: no control characters, single spaces."""
    return " ".join("".join(each for each in text if each == " " or each.isprintable()).split())


texts = sentences.map(_visible).filter(bool)
words = texts.filter(lambda each: any(map(str.isalnum, each)))
forms = st.lists(words, min_size=1, max_size=3, unique=True).map(tuple)
by_locale = st.dictionaries(st.sampled_from(["ru", "fa", "ar-EG", "no"]), forms, max_size=3)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    keep = draw(st.booleans())
    translations = {} if keep else draw(by_locale)
    forbidden = {
        locale: left
        for locale, found in draw(by_locale).items()
        if (left := tuple(form for form in found if form not in translations.get(locale, ())))
    }
    return Term(
        draw(words),
        translations,
        forbidden,
        keep,
        draw(st.sampled_from([None, True, False])),
        draw(st.sampled_from([None, *PartOfSpeech])),
        draw(st.one_of(st.just(""), texts, st.just("two\n\nlines"))),
    )


glossaries = st.lists(terms(), max_size=4, unique_by=lambda each: each.key).map(
    lambda found: Glossary(tuple(found))
)
