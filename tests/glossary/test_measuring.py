"""The figures of tools/measure_terms.py on a text that can be counted by hand."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.processes import python

TOOL = Path(__file__).parents[2] / "tools" / "measure_terms.py"


def test_what_is_held_and_what_is_not_is_counted(tmp_path: Path) -> None:
    source, reference = tmp_path / "source", tmp_path / "reference"
    source.write_text("He left Kenya for Spain.\nIt rained.\nPeru won.\nIn Chad\n", "utf-8")
    reference.write_text("Из Кении в Испанию.\nШёл дождь.\nПеру победило.\nТам\n", "utf-8")
    words = [*python(), str(TOOL), "--to", "ru", "--alarms", str(source), str(reference)]
    told = subprocess.run(words, capture_output=True, encoding="utf-8", check=True).stdout
    assert "none: Chad → Чад\n    In Chad\n    Там\n" in told
    assert "ru: 4 terms in 4 sentences; held 75.0%, forms known 100.0%; " in told
    assert "alarms on 25.00% of the references; exchanged: recall 100.0%" in told
