"""What holds for every text."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.inline import (
    InlineSpan,
    SpanKind,
    inventory,
    mask,
    masks,
    plain,
    project,
    project_pieces,
    spans,
    split,
)
from dragoman.model import Severity, Syntax
from tests.inline.sentences import HTML_SENTENCES, SCRAPS, SENTENCES, TARGETS

USUAL = settings().max_examples
"""The cases of a law, fewer in `make quick`."""

SYNTAXES = st.sampled_from(Syntax)
TEXTS = SENTENCES | SCRAPS | st.text(max_size=60)


@given(TEXTS, SYNTAXES)
def test_spans_are_nested_and_in_order(text: str, syntax: Syntax) -> None:
    found = spans(text, syntax)
    assert list(found) == sorted(found, key=lambda span: (span.start, -span.end))
    outer: list[InlineSpan] = []
    for span in found:
        assert 0 <= span.start <= span.inner_start <= span.inner_end <= span.end <= len(text)
        assert span.start < span.end
        while outer and outer[-1].end <= span.start:
            outer.pop()
        if outer:
            assert outer[-1].kind.wrapping
            assert outer[-1].inner_start <= span.start
            assert span.end <= outer[-1].inner_end
        outer.append(span)


@given(TEXTS, SYNTAXES, st.sampled_from(["en", "ru", "fa"]))
def test_segments_cover_the_text_and_divide_no_span(
    text: str, syntax: Syntax, language: str
) -> None:
    pairs = list(split(text, syntax, language))
    assert "".join(text[start:end] for start, end in pairs) == text
    assert all(start < end for start, end in pairs)
    cuts = [start for start, _ in pairs]
    assert not any(span.start < cut < span.end for span in spans(text, syntax) for cut in cuts)


@given(TEXTS, SYNTAXES)
def test_plain_text_reads_without_markup(text: str, syntax: Syntax) -> None:
    shown = plain(text, syntax)
    if syntax is Syntax.PLAIN:
        assert shown == text
    letters = [c for c in shown if c.isalnum()]
    if "&" not in text:
        assert len(letters) <= sum(c.isalnum() for c in text)


@given(TEXTS, SYNTAXES)
def test_each_item_has_one_mask(text: str, syntax: Syntax) -> None:
    masked = mask(text, syntax)
    protected = [span for span in spans(text, syntax) if span.kind.protected]
    assert list(masked.items) == [text[span.start : span.end] for span in protected]
    for number in range(1, len(masked.items) + 1):
        assert masked.form.mask(number) in masked.plain
    assert len(set(masked.requests)) == len(masked.requests)


@given(SENTENCES)
def test_an_unchanged_sentence_keeps_its_markup(source: str) -> None:
    masked = mask(source, Syntax.MARKDOWN)
    same = project(masked, {request: request for request in masked.requests})
    assert same.complete
    assert not [f for f in same.findings if f.severity is Severity.ERROR]
    assert inventory(same.text, Syntax.MARKDOWN) == inventory(source, Syntax.MARKDOWN)
    # Only the spaces beside an image or a tag may differ.
    before, after = (plain(text, Syntax.MARKDOWN).split() for text in (source, same.text))
    assert "".join(after) == "".join(before)


WELL_FORMED = st.one_of(
    st.tuples(SENTENCES, st.just(Syntax.MARKDOWN)), st.tuples(HTML_SENTENCES, st.just(Syntax.HTML))
)


@given(
    WELL_FORMED,
    TARGETS,
    st.lists(TARGETS, min_size=12, max_size=12),
    st.booleans(),
    st.sampled_from([masks.words, masks.brackets]),
)
@settings(max_examples=5 * USUAL)
def test_no_translation_loses_or_doubles_a_span(
    given: tuple[str, Syntax],
    target: str,
    others: list[str],
    pieces: bool,
    forms: Callable[[str], masks.Form],
) -> None:
    source, syntax = given
    masked = mask(source, syntax, forms=forms)
    wanted = [*(masked.pieces if pieces else ()), *masked.requests]
    texts = (target, *others, *("слово" for _ in wanted))
    translated = dict(zip(wanted, texts, strict=False))
    projection = project_pieces(masked, translated) if pieces else project(masked, translated)
    assert inventory(projection.text, syntax) == inventory(source, syntax)
    assert "markup" not in {finding.check for finding in projection.findings}
    assert (
        projection.complete
        or any(f.check == "verbatim" for f in projection.findings)
        or (not masked.items)
    )
    if pieces:
        assert projection.complete


@given(TEXTS, SCRAPS | st.text(max_size=40), SYNTAXES)
@settings(max_examples=4 * USUAL)
def test_what_is_not_kept_is_an_error(source: str, target: str, syntax: Syntax) -> None:
    masked = mask(source, syntax)
    translated = dict.fromkeys((*masked.requests, *masked.pieces), target)
    for projection in (project(masked, translated), project_pieces(masked, translated)):
        kept = inventory(projection.text, syntax) == inventory(source, syntax)
        errors = {f.check for f in projection.findings if f.severity is Severity.ERROR}
        assert kept != ("markup" in errors)


@given(SENTENCES, TARGETS)
def test_words_of_the_translation_stay(source: str, target: str) -> None:
    """Markup goes in between; no letter of the translation is lost, and none changes place."""
    masked = mask(source, Syntax.MARKDOWN)
    clean = target.replace("XQ", "").replace("xq", "")
    translated = {masked.plain: clean}
    projection = project(masked, translated)
    if masked.plain not in masked.requests:
        return
    words = [c for c in plain(clean, Syntax.PLAIN) if c.isalpha()]
    shown = iter(plain(projection.text, Syntax.MARKDOWN))
    assert all(letter in shown for letter in words)


@given(TEXTS, SYNTAXES)
@example("■ One", Syntax.PLAIN)
def test_wrapping_spans_are_the_only_ones_that_hold_others(text: str, syntax: Syntax) -> None:
    kinds = {span.kind for span in spans(text, syntax)}
    if syntax is Syntax.PLAIN:
        assert all(kind.protected or kind is SpanKind.EMOJI for kind in kinds)
    assert all(kind.protected + kind.wrapping + kind.point == 1 for kind in SpanKind)


@pytest.mark.parametrize(
    "scrap",
    [
        "[",
        "*",
        "**a ",
        "`a",
        "<b>",
        "![",
        "a@",
        "a.",
        "{",
        "[^1]",
        "](",
        "\\",
        "[a](",
        "_a*",
        "<!--",
        "a.rtf___",
    ],
)
def test_hostile_text_takes_no_long_time(scrap: str) -> None:
    text = (scrap * 8000)[:8000]
    start = time.process_time()
    spans(text, Syntax.MARKDOWN)
    deque(split(text, Syntax.MARKDOWN, "en"), maxlen=0)
    assert time.process_time() - start < 5
