"""Cores are counted as a container allows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.machine import cores


@pytest.fixture
def eight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda process: set(range(8)), raising=False)


@pytest.mark.usefixtures("eight")
@pytest.mark.parametrize(
    ("quota", "expected"),
    [
        ("max 100000", 8),
        ("200000 100000", 2),
        ("150000 100000", 2),
        ("50000 100000", 1),
        ("1600000 100000", 8),
        ("100000 0", 8),
        ("", 8),
        ("x y z", 8),
        ("٣ ٤", 8),
    ],
)
def test_the_quota_of_a_container_counts(quota: str, expected: int, tmp_path: Path) -> None:
    (tmp_path / "cpu.max").write_text(quota, encoding="utf-8")
    assert cores(tmp_path) == expected


@pytest.mark.usefixtures("eight")
@pytest.mark.parametrize(("quota", "expected"), [("-1", 8), ("300000", 3), ("", 8)])
def test_so_does_that_of_an_older_system(quota: str, expected: int, tmp_path: Path) -> None:
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text(f"{quota}\n", encoding="ascii")
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000\n", encoding="ascii")
    assert cores(tmp_path) == expected


@pytest.mark.usefixtures("eight")
def test_elsewhere_all_cores_count(tmp_path: Path) -> None:
    assert cores(tmp_path / "absent") == 8
