"""What is said of locales."""

from __future__ import annotations

import pytest

from dragoman import languages


@pytest.mark.parametrize(
    ("tag", "broader"),
    [
        ("ar", None),
        ("ar-EG", "ar"),
        ("fa-AF", "fa"),
        ("ru-KZ", "ru"),
        ("pt-BR", "pt"),
        ("sr-RS", "sr"),
        ("sr-Latn", None),
        ("sr-Latn-RS", None),
        ("uz-Cyrl", None),
        ("zh-SG", "zh"),
        ("zh-TW", None),
        ("zh-Hans", "zh"),
    ],
)
def test_a_region_has_a_broader_language_if_it_uses_its_script(
    tag: str, broader: str | None
) -> None:
    assert languages.broader(tag) == broader
