"""Comparing models on what people wrote, and letting people choose by eye."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import project, workflow
from dragoman.engines import create
from dragoman.errors import DragomanError
from dragoman.preview.blind import Pairing, blind, counted
from dragoman.workflow import comparison
from dragoman.workflow.comparison import surely_better
from tests import real
from tests.conftest import Run
from tests.packages import package_folder

SENTENCES = (
    ("The ferry leaves the harbour at nine.", "O ferry parte do porto às nove."),
    ("The school opens again in May.", "A escola reabre em maio."),
    ("Three farmers sold their land.", "Três agricultores venderam as suas terras."),
    ("The mayor did not answer.", "O presidente da câmara não respondeu."),
    ("Rain fell for two days.", "Choveu durante dois dias."),
    ("The bridge is closed to trucks.", "A ponte está fechada a camiões."),
    (
        "A new library was built near the park.",
        "Foi construída uma nova biblioteca perto do parque.",
    ),
    ("The team won the final.", "A equipa venceu a final."),
    ("Bread costs more than last year.", "O pão custa mais do que no ano passado."),
    ("Nobody was hurt in the fire.", "Ninguém ficou ferido no incêndio."),
)
DATES = tuple(
    (f"The market on {day} March was full.", f"O mercado de {day} de março estava cheio.")
    for day in range(1, 16)
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom with two models and 25 sentences that people translated."""
    root = tmp_path_factory.mktemp("compare")
    real.install(root / "models")
    package_folder(root / "models", target="pt")
    (root / "seeds").mkdir()
    every = (*SENTENCES, *DATES)
    text = "\n\n".join(source for source, _ in every)
    (root / "seeds" / "a.txt").write_text(text + "\n\nThe last one.\n", encoding="utf-8")
    settings = "targets: [pt]\nmodels: models\n"
    (root / "dragoman.yaml").write_text(settings, encoding="utf-8")
    scope = workflow.Scope(project.find(root), (), (), root)
    workflow.translate(scope, create("pseudo"))
    file = root / "locales" / "pt" / "a.txt.yaml"
    made = file.read_text(encoding="utf-8").replace("status: draft", "status: approved")
    for source, target in every:
        pattern = rf"({re.escape(source)}\n  target: \|-\n    ).*"
        made, count = re.subn(pattern, rf"\g<1>{target}", made)
        assert count == 1, source
    file.write_text(made, encoding="utf-8")
    return root


def test_the_real_model_is_kept(
    room: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(room)
    page = tmp_path / "choose.html"
    result = run("models", "compare", "--to", "pt", "--page", str(page), "--json")
    assert result.exit_code == 0, result.output
    (found,) = json.loads(result.stdout)["comparisons"]
    assert (found["sentences"], found["left_out"]) == (25, 1)
    rows = {row["model"]: row for row in found["models"]}
    firefox, argos = "firefox en-pt tiny 2.0", "argos en-pt 1.5"
    pairs = {f"{firefox}, second opinion {argos}", f"{argos}, second opinion {firefox}"}
    assert rows.keys() == {firefox, argos} | pairs
    assert rows[firefox]["chrf"] > rows[argos]["chrf"] + 30
    assert rows[firefox]["ter"] < rows[argos]["ter"]
    assert rows[argos]["findings"] > rows[firefox]["findings"]
    assert rows[argos]["broken"] > 0 == rows[firefox]["broken"]
    (kept,) = (row for row in found["models"] if row["keep"])
    assert firefox in kept["model"]
    assert "chrF behind" in rows[argos]["why"]
    text = page.read_text(encoding="utf-8")
    assert "firefox" not in text
    assert "argos" not in text
    assert "default-src 'none'" in text
    key = json.loads(comparison.key_of(page).read_text(encoding="utf-8"))
    assert set(key["models"]) == {firefox, argos}
    choices = {
        str(number): "right" if swapped else "left" for number, swapped in enumerate(key["swapped"])
    }
    saved = tmp_path / "choices.json"
    saved.write_text(json.dumps({"schema": 1, "key": key["key"], "choices": choices}), "utf-8")
    said = run("models", "compare", "--page", str(page), "--judged", str(saved)).stdout
    assert said.splitlines()[0] == f"{len(choices):4} × {key['models'][0]}"
    saved.write_text(json.dumps({"key": "another", "choices": {}}), encoding="utf-8")
    with pytest.raises(DragomanError, match="of another page"):
        comparison.judged(saved, comparison.key_of(page))


def test_too_little_text_and_too_few_models_are_told(
    room: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(room)
    result = run("models", "compare", "--to", "fa")
    assert result.exit_code == 1
    assert "fa: people wrote or changed 0 approved sentences" in result.stderr
    result = run("models", "compare", "--to", "pt", "--models", "demo")
    assert result.exit_code == 1
    assert "no model translates into pt" in result.stderr


@given(st.lists(st.floats(0, 100), min_size=2), st.floats(0.5, 20))
def test_what_is_better_everywhere_is_surely_better(scores: list[float], more: float) -> None:
    higher = [score + more for score in scores]
    assert surely_better(higher, scores)
    assert not surely_better(scores, higher)
    assert not surely_better(scores, scores)


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1)


@given(st.lists(st.builds(Pairing, texts, texts, texts), min_size=1, max_size=8), st.data())
def test_votes_come_back_to_whose_text_it_was(choices: list[Pairing], data: st.DataObject) -> None:
    page, key = blind(choices, ("a", "b"), "en", "fa")
    assert page == blind(choices, ("a", "b"), "en", "fa")[0]
    held = json.loads(key)
    votes = [data.draw(st.sampled_from(["one", "other", "same"])) for _ in choices]
    said = {}
    for number, (vote, swap) in enumerate(zip(votes, held["swapped"], strict=True)):
        side = {"one": swap, "other": not swap}.get(vote)
        said[str(number)] = "same" if side is None else "right" if side else "left"
    found = counted({"key": held["key"], "choices": said}, held)
    assert SimpleNamespace(one=found.for_one, other=found.for_other, same=found.alike) == (
        SimpleNamespace(**{vote: votes.count(vote) for vote in ("one", "other", "same")})
    )
    assert (
        "<script>alert"
        not in blind([Pairing("<script>alert", "a", "b")], ("a", "b"), "en", "fa")[0]
    )
