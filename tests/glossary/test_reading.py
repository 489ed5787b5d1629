"""What people may write into glossary.yaml, and what they are told."""

from __future__ import annotations

import pytest

from dragoman import glossary
from dragoman.errors import GlossaryError
from dragoman.glossary import PartOfSpeech, Term
from dragoman.workflow.init import GLOSSARY_SAMPLE


def test_an_entry_has_all_its_keys() -> None:
    text = """\
# ours
- term: relief truck
  part-of-speech: noun
  case-sensitive: no
  RU: грузовик   с помощью
  ar_eg: [شاحنة إغاثة, "قافلة: إغاثة"]
  fa:
  no: hjelpebil
  forbidden:
    ru: [фура, трак]
  note: |
    Not a military truck.
- {term: Dragoman, do-not-translate: true}
"""
    assert glossary.parse(text).terms == (
        Term(
            "relief truck",
            {
                "ru": ("грузовик с помощью",),
                "ar-EG": ("شاحنة إغاثة", "قافلة: إغاثة"),
                "no": ("hjelpebil",),
            },
            {"ru": ("фура", "трак")},
            case_sensitive=False,
            part_of_speech=PartOfSpeech.NOUN,
            note="Not a military truck.",
        ),
        Term("Dragoman", keep=True),
    )
    assert [term.line for term in glossary.parse(text).terms] == [2, 13]


@pytest.mark.parametrize("text", ["", "\ufeff# only a comment\n", GLOSSARY_SAMPLE])
def test_a_glossary_may_be_empty(text: str) -> None:
    assert glossary.parse(text).terms == ()


def test_the_sample_holds_once_its_marks_are_taken_away() -> None:
    lines = GLOSSARY_SAMPLE.splitlines()
    text = "\n".join(line.removeprefix("# ") for line in lines if not line.startswith("# The"))
    assert [term.text for term in glossary.parse(text).terms] == ["relief truck", "Dragoman", "US"]


WRONG = [
    ("term: x\n", 1, "is not a list of terms"),
    ("- x\n", 1, "is not a list of `key: value` lines"),
    ("- ru: да\n", 1, "has no `term`"),
    ("- term:\n  ru: да\n", 1, "`term` holds no word"),
    ("- term: [a, b]\n", 1, "`term` has a wrong value"),
    ("- term: x\n  note: y\n  nots: z\n", 3, "Did you mean `note`?"),
    ("- term: x\n  xx: y\n", 2, "`xx` is neither a key nor a locale"),
    ("- term: x\n  ru: a\n  RU: b\n", 3, "`RU` is given twice in one entry"),
    ("- term: x\n  ru: {a: b}\n", 2, "`ru` has a wrong value"),
    ("- term: x\n  ru: [a, '']\n", 2, "has an empty form"),
    ("- term: x\n  ru: [a, a]\n", 2, "has a form twice"),
    ("- term: x\n  case-sensitive: maybe\n", 2, "Use true or false"),
    ("- term: x\n  part-of-speech: thing\n", 2, "Use one of: noun, proper-noun"),
    ("- term: x\n  forbidden: фура\n", 2, "does not say in which language"),
    ("- term: x\n  forbidden: {zz9: фура}\n", 2, "`zz9` is not a known locale"),
    ("- term: x\n  ru: a\n  forbidden: {ru: a}\n", 1, "both a translation and forbidden"),
    ("- term: x\n  do-not-translate: true\n  ru: a\n", 1, "not to be translated and has"),
    ("- term: x\n\n- term: x\n  ru: a\n", 3, "stands in line 1 already"),
    ("- term: x\n  ru: 12: часы\n", 2, "into quotation marks"),
    ("- term: x\n\tru: a\n", 2, "ordinary spaces"),
    ("- term: @x\n", 1, "has a meaning in YAML"),
    ('- term: x\n  ru: "y\n  fa: z\n', 2, "a quotation mark opens here"),
    ("- term: x\n ru: y\n", 2, "indented differently from the keys around it"),
    ("- term: x\n  ru: a\n    fa: b\n", 3, "indented differently from the keys around it"),
    ("<<<<<<< HEAD\n- term: x\n=======\n- term: y\n>>>>>>> b\n", 1, "git's conflict marks"),
    ("- term: x\n  ru: a\x07b\n", 2, "no text file should hold"),
    ("- term: x\n  ru: *y\n", 2, "has a meaning in YAML"),
    ("- term: x\n---\n- term: y\n", 2, "three dashes"),
    ("- term: x\n  Persian: y\n", 2, "Did you mean `fa`?"),
]


@pytest.mark.parametrize(("text", "line", "told"), WRONG)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, told: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        glossary.parse(text)
    assert caught.value.line == line
    assert told in str(caught.value)


def test_every_mistake_is_told_at_once() -> None:
    broken = [text for text, line, _ in WRONG if text.startswith("- ") and "---" not in text]
    whole = [text for text in broken if "part-of-speech: thing" in text or "nots" in text]
    text = "".join(each.replace("term: x", f"term: x{n}") for n, each in enumerate(broken))
    with pytest.raises(GlossaryError) as caught:
        glossary.parse(text)
    assert len(caught.value.every) >= len(broken)
    assert len({mistake.line for mistake in caught.value.every}) >= len(broken)
    with pytest.raises(GlossaryError) as caught:
        glossary.parse("".join(whole) + "- term: x\n  ru: [a, a]\n")
    assert [mistake.line for mistake in caught.value.every] == [3, 5, 7]


def test_two_parts_of_speech_are_two_terms() -> None:
    text = "- {term: lead, part-of-speech: noun}\n- {term: lead, part-of-speech: verb}\n"
    assert len(glossary.parse(text).terms) == 2


def test_a_regional_locale_falls_back_to_its_language() -> None:
    term = Term("x", {"ar": ("أ",), "ar-EG": ("ب",)}, {"ar": ("ب", "ج")})
    assert term.renderings("ar-SA") == ("أ",)
    assert term.renderings("ar-EG") == ("ب",)
    assert term.unwanted("ar-SA") == ("ب", "ج")
    assert term.unwanted("ar-EG") == ("ج",)
    assert term.renderings("fa") == ()
