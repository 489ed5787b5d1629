"""Write docs/checks.md: what each check looks for, as `dragoman check --explain` says it."""

from __future__ import annotations

from pathlib import Path

from dragoman.report.explanation import page

PAGE = Path(__file__).parent.parent / "docs" / "checks.md"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
