"""Read a review file from its bytes."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman import review
from dragoman.errors import ArticleError, ReviewError, StoreError, typed
from dragoman.formats import encoding
from dragoman.model import Catalog, Segment


def no_review(path: str, article: str, locale: str) -> StoreError:
    """Return the error for a review file that is wanted and was not made yet."""
    return StoreError(
        "there is no such review file yet",
        path=path,
        advice=f"Make it: dragoman translate {typed(article)} --to {locale}",
    )


def read_review(data: bytes, path: str, last: str | None = None) -> Catalog:
    """Return what a review file holds. `last` is the last sentence of its article, if known.

    Raises `ReviewError` for a file that cannot be understood, and for one that is cut off.
    """
    return _read_parts(data, path, (), last)[0]


def read_parts(
    data: bytes, path: str, segments: Sequence[Segment]
) -> tuple[Catalog, review.ReviewParts | None]:
    """Return what the review file of an article holds, and its parts where it can be had in parts.

    Raises as `read_review` does.
    """
    return _read_parts(data, path, segments, segments[-1].source if segments else None)


def _read_parts(
    data: bytes, path: str, segments: Sequence[Segment], last: str | None
) -> tuple[Catalog, review.ReviewParts | None]:
    parts = review.cut(data, path, segments)
    if parts is not None and not parts.sheath.unended:
        review.refuse_begun(data, path, parts.catalog)
        return parts.catalog, parts
    text = decoded(data, path)
    try:
        catalog = review.parse(text, path) if parts is None else parts.catalog
    except ReviewError as error:
        raise (review.torn_error(text, path) if review.is_torn(text, error) else error) from None
    review.refuse_torn(text, path, catalog, last)
    return catalog, parts


def decoded(data: bytes, path: str) -> str:
    """Return the text of a review file. Raises `ReviewError` if it is not UTF-8."""
    try:
        encoding.refuse_others(path, data)
        return data.decode("utf-8")
    except ArticleError as error:
        raise ReviewError(error.problem, path=path, advice=_SAVE) from None
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.end == len(data):
            raise review.torn_error(
                data[: error.start].decode("utf-8"), path, "its last character is not UTF-8"
            ) from None
        start = data.rfind(b"\n", 0, error.start) + 1
        raise ReviewError(
            f"the file is not UTF-8 text: a character here is the byte 0x{data[error.start]:02x}",
            path=path,
            line=data.count(b"\n", 0, error.start) + 1,
            column=len(data[start : error.start].decode("utf-8")) + 1,
            excerpt=data[start : error.start + 40].decode("utf-8", "replace").splitlines()[0],
            advice=_SAVE,
        ) from None


_SAVE = (
    "Save it as plain text in the encoding UTF-8 in your editor, or restore it from a backup. "
    "The file was left as it is."
)
