"""Articles that are renamed, moved or split keep their reviews."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import engines, project, review, workflow
from dragoman.model import Status
from dragoman.workflow import Scope
from tests.conftest import Run
from tests.processes import python
from tests.workflow.test_decide import DRIVER, every_file

Tree = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def reviewed(newsroom: Path, run: Run) -> Path:
    """A newsroom in which people approved a text of their own and wrote comments."""
    assert run("translate").exit_code == 0
    file = newsroom / "locales/fa/flood.md.yaml"
    text = file.read_text("utf-8").replace("- id:", "# Mira: سلام\n- id:", 1)
    file.write_text(re.sub(r"(    )\[.*64.*\]", r"\1۶۴ کامیون رفت.", text), "utf-8")
    assert run("approve", ".", "--force").exit_code == 0
    assert run("export").exit_code == 0
    return newsroom


def approved(file: Path) -> list[tuple[str, str]]:
    units = review.parse(file.read_text("utf-8"), str(file)).units
    return [(unit.source, unit.target) for unit in units if unit.status is Status.APPROVED]


@pytest.mark.parametrize("new", ["high-water.md", "2027/flood.md", "flood.markdown"])
def test_a_renamed_article_keeps_its_review(reviewed: Path, run: Run, new: str) -> None:
    old = {each: reviewed / f"locales/{each}/flood.md.yaml" for each in ("ru", "fa")}
    before = {each: file.read_text("utf-8") for each, file in old.items()}
    (reviewed / "seeds" / new).parent.mkdir(exist_ok=True)
    (reviewed / "seeds/flood.md").rename(reviewed / "seeds" / new)
    dry = run("translate", "--dry-run")
    assert "flood.md" in dry.stdout
    assert old["fa"].exists()
    result = run("translate")
    assert (result.exit_code, result.stderr) == (0, "")
    for locale, text in before.items():
        file = reviewed / f"locales/{locale}/{new}.yaml"
        assert file.read_text("utf-8") == text.replace("article: flood.md\n", f"article: {new}\n")
        assert not old[locale].exists()
        assert f"locales/{locale}/{new}.yaml: the review of flood.md" in result.stdout
    assert "Nothing to do" in run("translate").stdout


def test_an_article_that_was_renamed_and_edited_keeps_what_stayed(reviewed: Path, run: Run) -> None:
    text = (reviewed / "seeds/flood.md").read_text("utf-8").replace("64 trucks", "65 trucks")
    (reviewed / "seeds/flood.md").unlink()
    (reviewed / "seeds/new.md").write_text(text + "\nThe end.\n", "utf-8")
    assert run("translate").exit_code == 0
    file = reviewed / "locales/fa/new.md.yaml"
    units = review.parse(file.read_text("utf-8"), "f").units
    kinds = {unit.source: unit.status for unit in units}
    assert kinds["Trucks reach the valley"] is Status.APPROVED
    assert kinds["The convoy of 65 trucks left at 6:30 a.m. on Monday."] is Status.STALE
    assert kinds["The end."] is Status.DRAFT
    assert "# Mira: سلام" in file.read_text("utf-8")


def test_a_copy_of_an_article_is_no_rename(reviewed: Path, run: Run, tree: Tree) -> None:
    before = tree(reviewed)
    shutil.copy(reviewed / "seeds/flood.md", reviewed / "seeds/copy.md")
    result = run("translate")
    assert "the review of" not in result.stdout
    after = tree(reviewed)
    assert {name: after[name] for name in before} == before
    assert approved(reviewed / "locales/fa/copy.md.yaml") == []


def test_another_article_that_shares_a_sentence_is_no_rename(reviewed: Path, run: Run) -> None:
    (reviewed / "seeds/flood.md").unlink()
    (reviewed / "seeds/other.md").write_text(
        "# Trucks reach the valley\n\nQuite another story began there. Nobody expected it.\n"
    )
    result = run("translate")
    assert "the review of" not in result.stdout
    assert (reviewed / "locales/fa/flood.md.yaml").exists()
    for command in ("translate", "status", "check", "export"):
        result = run(command)
        assert "flood.md is gone, so no command reads this review file" in result.stderr
        assert "nor those in fa" in result.stderr
        assert "dragoman mv flood.md" in result.stderr
        assert result.exit_code == (1 if command == "export" else 0)
    assert "flood.md is gone" in json.loads(run("status", "--json").stdout)["notices"][0]["problem"]


def test_an_article_that_was_split_in_two_keeps_all(newsroom: Path, run: Run) -> None:
    halves = ["One fell. Two ran away.\n\nThree sang.\n", "Four slept well. Five woke up.\n"]
    (newsroom / "seeds/whole.txt").write_text("\n".join(halves))
    run("translate", "whole.txt")
    file = newsroom / "locales/fa/whole.txt.yaml"
    text = file.read_text("utf-8").replace("- id:", "# remark\n- id:")
    file.write_text(text, "utf-8")
    run("approve", "whole.txt", "--force")
    every = approved(file)
    assert len(every) == 5
    (newsroom / "seeds/whole.txt").unlink()
    for number, half in enumerate(halves):
        (newsroom / f"seeds/part-{number}.txt").write_text(half)
    result = run("translate")
    assert result.exit_code == 0
    parts = [newsroom / f"locales/fa/part-{number}.txt.yaml" for number in (0, 1)]
    assert [each for part in parts for each in approved(part)] == every
    assert sum(part.read_text("utf-8").count("# remark") for part in parts) == 5
    assert not file.exists()
    assert "3 segments of the review of whole.txt" in result.stdout
    assert "retired" not in "".join(part.read_text("utf-8") for part in parts)


STORY = "She left.\n\nDid Anna come?\n\nWhat of the storm?\n\nEnd of it.\n"
TAIL = STORY.partition("\n\n")[2]


def twins(newsroom: Path, run: Run, *texts: str) -> None:
    """Two articles of the same sentences, whose texts are approved; equal ones if one is given."""
    for number, name in enumerate(("one.txt", "two.txt")):
        (newsroom / "seeds" / name).write_text(STORY)
        assert run("translate", name, "--to", "fa").exit_code == 0
        file = newsroom / f"locales/fa/{name}.yaml"
        typed = re.sub(
            r"(?m)^(  target: \|-\n    ).*$", rf"\1{texts[number]}", file.read_text("utf-8")
        )
        file.write_text(typed, "utf-8")
        run("approve", name, "--force")


def texts(newsroom: Path, name: str) -> list[tuple[str, str]]:
    units = review.parse((newsroom / f"locales/fa/{name}.yaml").read_text("utf-8"), name).units
    return [(unit.status.value, unit.target) for unit in units]


def cut(newsroom: Path, *names: str) -> None:
    """Leave of articles their first sentence, and make their rest a new one."""
    for name in names:
        (newsroom / "seeds" / name).write_text(STORY.replace(TAIL, ""))
    (newsroom / "seeds/new.txt").write_text(TAIL)


def test_texts_of_twins_of_which_one_is_gone_and_one_was_split_are_stale(
    newsroom: Path, run: Run
) -> None:
    twins(newsroom, run, "اول", "دوم")
    cut(newsroom, "one.txt")
    (newsroom / "seeds/two.txt").unlink()
    result = run("translate", "--to", "fa")
    assert texts(newsroom, "new.txt") == [("stale", "دوم")] * 3
    assert "3 texts became stale: another article lost the same sentences" in result.stdout
    assert run("export", "new.txt", "--to", "fa").exit_code == 1
    run("approve", "new.txt", "--to", "fa", "--stale", "--force")
    assert run("translate", "--to", "fa").exit_code == 0


def test_texts_of_twins_that_were_both_split_are_stale(newsroom: Path, run: Run) -> None:
    twins(newsroom, run, "اول", "دوم")
    cut(newsroom, "one.txt", "two.txt")
    run("translate", "--to", "fa")
    assert texts(newsroom, "new.txt") == [("stale", "اول")] * 3


def test_equal_texts_of_twins_stay_approved(newsroom: Path, run: Run) -> None:
    twins(newsroom, run, "یکی", "یکی")
    cut(newsroom, "one.txt", "two.txt")
    run("translate", "--to", "fa")
    assert texts(newsroom, "new.txt") == [("approved", "یکی")] * 3


@pytest.mark.parametrize(
    ("moved", "fate"),
    [
        ("She left.\n\nDid Anna come?\n\nNo road is open.\n", ["approved"] * 3),
        ("Did Anna come?\n\nNo road is open.\n\nShe left.\n", ["approved", "approved", "stale"]),
    ],
)
def test_of_equal_sentences_one_goes_along_surely_where_its_neighbours_do(
    newsroom: Path, run: Run, moved: str, fate: list[str]
) -> None:
    file = newsroom / "locales/fa/whole.txt.yaml"
    (newsroom / "seeds/whole.txt").write_text(
        "She left.\n\nShe left.\n\nDid Anna come?\n\nNo road is open.\n"
    )
    assert run("translate", "whole.txt", "--to", "fa").exit_code == 0
    words = iter(["یک", "دو", "سه", "چهار"])
    text = file.read_text("utf-8")
    text = re.sub(r"(?m)^(  target: \|-\n    ).*$", lambda found: found[1] + next(words), text)
    file.write_text(text, "utf-8")
    run("approve", "whole.txt", "--to", "fa", "--force")
    (newsroom / "seeds/whole.txt").write_text("She left.\n")
    (newsroom / "seeds/new.txt").write_text(moved)
    assert run("translate", "--to", "fa").exit_code == 0
    assert [status for status, _ in texts(newsroom, "new.txt")] == fate


def test_a_twin_that_only_moved_to_another_folder_keeps_its_own(newsroom: Path, run: Run) -> None:
    twins(newsroom, run, "اول", "دوم")
    (newsroom / "seeds/old").mkdir()
    for name in ("one.txt", "two.txt"):
        (newsroom / "seeds" / name).rename(newsroom / "seeds/old" / name)
    assert run("translate", "--to", "fa").exit_code == 0
    assert texts(newsroom, "old/one.txt") == [("approved", "اول")] * 4
    assert texts(newsroom, "old/two.txt") == [("approved", "دوم")] * 4


def test_what_a_split_article_lost_goes_before_what_is_less_like_it(
    newsroom: Path, run: Run
) -> None:
    twins(newsroom, run, "اول", "دوم")
    (newsroom / "seeds/two.txt").write_text(STORY.replace("End of it.", "It was late at night."))
    run("translate", "two.txt", "--to", "fa")
    run("approve", "two.txt", "--to", "fa", "--stale", "--force")
    cut(newsroom, "one.txt")
    (newsroom / "seeds/two.txt").unlink()
    run("translate", "--to", "fa")
    assert texts(newsroom, "new.txt") == [("approved", "اول")] * 3


def test_mv_moves_all_that_belongs_to_an_article(reviewed: Path, run: Run) -> None:
    every = approved(reviewed / "locales/fa/flood.md.yaml")
    result = run("mv", "flood.md", "water/high.md")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "seeds/flood.md → seeds/water/high.md" in result.stdout
    assert approved(reviewed / "locales/fa/water/high.md.yaml") == every
    assert not (reviewed / "locales/ru/flood.md.yaml").exists()
    manifest = json.loads((reviewed / "output/.dragoman-manifest.json").read_text("utf-8"))
    assert {each["article"] for each in manifest["files"].values()} == {
        "water/high.md",
        "sky/comet.txt",
    }
    assert run("translate").exit_code == 0
    assert run("export", "--prune").exit_code == 0
    assert (reviewed / "output/fa/water/high.md").exists()
    assert not (reviewed / "output/fa/flood.md").exists()


@pytest.mark.parametrize("names", [("flood.md", "new.md"), ("seeds/flood.md", "seeds/new.md")])
def test_mv_follows_an_article_that_was_moved_by_hand(
    reviewed: Path, run: Run, names: tuple[str, str]
) -> None:
    every = approved(reviewed / "locales/fa/flood.md.yaml")
    (reviewed / "seeds/flood.md").rename(reviewed / "seeds/new.md")
    assert run("mv", *names).exit_code == 0
    assert approved(reviewed / "locales/fa/new.md.yaml") == every


def test_mv_takes_the_place_of_drafts_and_of_no_work(reviewed: Path, run: Run) -> None:
    file = reviewed / "locales/fa/flood.md.yaml"
    whole = file.read_bytes()
    every = approved(file)
    # As if a run had not known the two for one.
    (reviewed / "seeds/flood.md").rename(reviewed / "seeds/new.md")
    file.unlink()
    run("translate")
    file.write_bytes(whole)
    drafts = reviewed / "locales/fa/new.md.yaml"
    assert run("mv", "flood.md", "new.md").exit_code == 0
    assert approved(drafts) == every
    before = drafts.read_bytes()
    other = whole.replace("۶۴ کامیون رفت.".encode(), "کامیون‌ها رفتند.".encode())
    assert other != whole
    file.write_bytes(other)
    result = run("mv", "flood.md", "new.md")
    assert result.exit_code == 1
    assert "people worked on this review file" in result.stderr
    assert (file.read_bytes(), drafts.read_bytes()) == (other, before)
    file.write_bytes(whole)
    assert run("mv", "flood.md", "new.md").exit_code == 0
    assert (file.exists(), drafts.read_bytes()) == (False, before)


def test_mv_moves_a_folder_and_into_one(reviewed: Path, run: Run) -> None:
    assert run("mv", "sky", "space/2027").exit_code == 0
    assert (reviewed / "seeds/space/2027/comet.txt").exists()
    assert approved(reviewed / "locales/fa/space/2027/comet.txt.yaml")
    assert run("mv", "flood.md", "space").exit_code == 0
    assert approved(reviewed / "locales/ru/space/flood.md.yaml")
    assert "Nothing to do" in run("translate").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("flood.md", "sky/comet.txt"), "there is an article of that name already"),
        (("gone.md", "new.md"), "there is no such article"),
        (("flood.md", "../flood.md"), "not a path of an article"),
        (("flood.md", "flood.md"), "there is no such article"),
    ],
)
def test_mv_refuses(
    reviewed: Path, run: Run, tree: Tree, words: tuple[str, str], said: str
) -> None:
    before = tree(reviewed)
    result = run("mv", *words)
    assert (result.exit_code, tree(reviewed)) == (1, before)
    assert said in result.stderr


def test_killed_before_any_step_of_mv_the_next_run_completes_it(
    reviewed: Path, run: Run, tree: Tree, tmp_path: Path
) -> None:
    work = tmp_path / "killed"
    work.mkdir()
    words = ["mv", "flood.md", "new.md"]
    driver = [*python(), "-c", textwrap.dedent(DRIVER), str(reviewed), str(work), *words]
    done = subprocess.run(driver, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    *killed, last = sorted(work.iterdir())
    assert len(killed) > 5
    new = {name: data for name, data in tree(last).items() if name.startswith("locales")}
    every = approved(reviewed / "locales/fa/flood.md.yaml")
    begun: list[dict[str, bytes]] = []
    for root in killed:
        if (left := every_file(root)) in begun:
            continue
        begun.append(left)
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(root)
            if (root / "seeds/flood.md").exists():
                assert run(*words).exit_code == 0
            assert run("translate").exit_code == 0
        assert approved(root / "locales/fa/new.md.yaml") == every
        found = {name for name in tree(root) if name.startswith("locales")}
        assert found == set(new)


SENTENCES = [f"Sentence number {word} is here." for word in ("one", "two", "three", "four")]
NAMES = ["a.txt", "b.txt", "c/a.txt"]


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 3)), max_size=6))
def test_renames_and_edits_lose_and_misplace_no_word(
    tmp_path_factory: pytest.TempPathFactory, life: list[tuple[str, int]]
) -> None:
    root = tmp_path_factory.mktemp("newsroom")
    (root / "seeds/c").mkdir(parents=True)
    (root / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n", encoding="utf-8")
    here = "a.txt"
    sentences = list(SENTENCES)

    def translate() -> None:
        (root / "seeds" / here).write_text(" ".join(sentences) + "\n", "utf-8")
        scope = Scope(project.find(root), (), (), root)
        report = workflow.translate(scope, engines.create("pseudo", "demo", None))
        assert report.problems == []

    translate()
    file = root / "locales/fa/a.txt.yaml"
    text = file.read_text("utf-8").replace("status: draft", "status: approved")
    file.write_text(re.sub(r"(    )\[.*?(one|two|three|four)?.*\]", r"\1mine", text), "utf-8")
    for name, number in life:
        (root / "seeds" / here).unlink()
        here = name
        if number < 2:
            sentences = [*sentences[1:], sentences[0]]
        translate()
        (only,) = (root / "locales").rglob("*.yaml")
        assert only == root / "locales/fa" / f"{here}.yaml"
        units = review.parse(only.read_text("utf-8"), "f").units
        assert len(units) == len(SENTENCES)
        assert all(unit.target == "mine" for unit in units)


def test_mv_enters_the_new_name_wherever_the_newsroom_wrote_it(reviewed: Path, run: Run) -> None:
    settings = reviewed / "dragoman.yaml"
    with settings.open("a", encoding="utf-8") as file:
        file.write(
            "articles:  # ours\n  flood.md:   # mine\n    publish: {accept: reviewed}\n"
            '  "fl*": {publish: {expiry: 2999-01-01}}\n'
        )
    run("withdraw", "flood.md", "--reason", "Wrong.", "--by", "Mira")
    result = run("mv", "flood.md", "news/high: water.md")
    assert result.exit_code == 0, result.output
    text = settings.read_text("utf-8")
    assert '  "news/high: water.md":   # mine\n    publish: {accept: reviewed}\n' in text
    assert '  "fl*": {publish' in text
    gone = (reviewed / "withdrawn.yaml").read_text("utf-8")
    assert '"news/high: water.md":\n  since:' in gone
    assert "flood.md" not in gone
    assert "what `fl*` says of flood.md does not hold for news/high: water.md" in result.stdout
    held = json.loads(run("export", "--json").stdout)["files"]
    assert {each["result"] for each in held if "high" in each["article"]} == {"held"}


LONG = {
    "a": "The river rose in the night.\n\nShe left.\n\nThe bridge at Lorven was closed at noon.\n",
    "b": "The school sent the children home.\n\nShe left.\n\nThe mayor thanked the volunteers.\n",
}


@pytest.fixture
def long(newsroom: Path, run: Run) -> Path:
    """A newsroom with an approved article, whose equal sentences have texts of their own."""
    (newsroom / "seeds/long.txt").write_text(f"{LONG['a']}\n{LONG['b']}", "utf-8")
    run("translate", "long.txt")
    for locale in ("ru", "fa"):
        file = newsroom / f"locales/{locale}/long.txt.yaml"
        text = file.read_text("utf-8")
        for name in ("первая", "вторая"):
            text = re.sub(r"(source: \|-\n +She left\.\n +target: \|-\n +)(\[.*\])", rf"\1{name}",
                          text, count=1)  # fmt: skip
        file.write_text(text.replace("- id:", "# Mira\n- id:", 1), "utf-8")
    run("approve", "long.txt", "--force")
    return newsroom


def divide(newsroom: Path, keeps: str, gives: str, heading: str = "") -> None:
    (newsroom / "seeds/long.txt").write_text(LONG[keeps], "utf-8")
    (newsroom / "seeds/part.txt").write_text(f"{heading}{LONG[gives]}", "utf-8")


@pytest.mark.parametrize(("keeps", "gives"), [("a", "b"), ("b", "a")])
@pytest.mark.parametrize("heading", ["", "Another part of it\n\n"])
@pytest.mark.parametrize("looked", [False, True])
def test_what_an_article_lost_to_a_new_one_goes_there(
    long: Path, run: Run, keeps: str, gives: str, heading: str, looked: bool
) -> None:
    before = dict(approved(long / "locales/fa/long.txt.yaml"))
    divide(long, keeps, gives, heading)
    if looked:
        run("status")
    assert "3 segments of the review of long.txt would go" in run("translate", "--dry-run").stdout
    result = run("translate")
    assert "locales/fa/part.txt.yaml: 3 segments of the review of long.txt went" in result.stdout
    twins = {"a": "первая", "b": "вторая"}
    for name, part in (("long.txt", keeps), ("part.txt", gives)):
        wanted = [line for line in LONG[part].split("\n") if line]
        file = long / f"locales/fa/{name}.yaml"
        found = dict(approved(file))
        assert list(found) == wanted
        assert found["She left."] == twins[part]
        assert all(found[each] == before[each] for each in wanted if each != "She left.")
        assert not review.parse(file.read_text("utf-8"), name).retired
        assert ("# Mira" in file.read_text("utf-8")) == (part == "a")
    assert "Nothing to do" in run("translate").stdout


def test_a_new_article_that_shares_little_takes_nothing(long: Path, run: Run) -> None:
    (long / "seeds/long.txt").write_text(LONG["a"], "utf-8")
    (long / "seeds/part.txt").write_text(
        "The school sent the children home.\n\nQuite another story began there that day.\n\n"
        "Nobody expected it, least of all the baker.\n",
        "utf-8",
    )
    result = run("translate")
    assert "the review of" not in result.stdout
    retired = review.parse((long / "locales/fa/long.txt.yaml").read_text("utf-8"), "f").retired
    assert {unit.source for unit in retired} >= {"The school sent the children home."}


def test_one_sentence_that_was_lost_is_no_part(long: Path, run: Run) -> None:
    text = f"{LONG['a']}\n{LONG['b']}".replace("The mayor thanked the volunteers.\n", "")
    (long / "seeds/long.txt").write_text(text, "utf-8")
    (long / "seeds/part.txt").write_text("The mayor thanked the volunteers.\n", "utf-8")
    assert "the review of" not in run("translate").stdout
    assert approved(long / "locales/fa/part.txt.yaml") == []


def newsroom_of_one(newsroom: Path, run: Run, article: str) -> None:
    """Make an article of which each sentence is approved with a text of its own."""
    (newsroom / "seeds/whole.txt").write_text(article, "utf-8")
    run("translate", "whole.txt", "--to", "fa")
    file = newsroom / "locales/fa/whole.txt.yaml"
    numbers = iter(range(99))
    text = re.sub(
        r"(?m)^(  target: \|-\n    ).*$", lambda found: f"{found[1]}متن {next(numbers)}",
        file.read_text("utf-8"),
    )  # fmt: skip
    file.write_text(text, "utf-8")
    run("approve", "whole.txt", "--to", "fa", "--force")


SCENE = "She left.\n\nShe left.\n\nDid Anna come?\n\nWhat of the storm?\n\nEnd of it.\n"


def test_an_equal_sentence_lands_among_its_own_neighbours_or_is_looked_at_again(
    newsroom: Path, run: Run
) -> None:
    newsroom_of_one(newsroom, run, SCENE)
    (newsroom / "seeds/whole.txt").write_text("She left.\n\nDid Anna come?\n", "utf-8")
    (newsroom / "seeds/new.txt").write_text(
        "She left.\n\nWhat of the storm?\n\nEnd of it.\n\nShe left.\n\nDid Anna come?\n", "utf-8"
    )
    run("translate", "--to", "fa")
    assert [status for status, _ in texts(newsroom, "whole.txt")] == ["stale", "approved"]
    first, *others = texts(newsroom, "new.txt")
    assert first[0] == "stale"
    assert [status for status, _ in others] == ["approved", "approved", "draft", "draft"]


def test_of_a_renamed_article_a_sentence_among_other_neighbours_is_looked_at_again(
    newsroom: Path, run: Run
) -> None:
    newsroom_of_one(newsroom, run, SCENE)
    (newsroom / "seeds/whole.txt").rename(newsroom / "seeds/new.txt")
    (newsroom / "seeds/new.txt").write_text(
        "Yes.\n\nDid Anna come?\n\nNo road.\n\nWhat of the storm?\n\nEnd of it.\n", "utf-8"
    )
    assert "1 text became stale" in run("translate", "--to", "fa").stdout
    statuses = [status for status, _ in texts(newsroom, "new.txt")]
    assert statuses == ["draft", "stale", "draft", "approved", "approved"]


def test_a_passage_whose_sentences_were_no_neighbours_is_looked_at_before_it_is_written(
    newsroom: Path, run: Run
) -> None:
    (newsroom / "seeds/new.txt").write_text("She left.\n\nShe left.\n\nDid Anna come?\n", "utf-8")
    run("translate", "new.txt", "--to", "fa")
    newsroom_of_one(newsroom, run, SCENE)
    file = newsroom / "locales/fa/whole.txt.yaml"
    units = review.parse(file.read_text("utf-8"), "x").units
    file.write_text(  # Only the first and the third were worked on.
        file.read_text("utf-8")
        .replace(units[1].target, "[Šĥé ļéƒť. ···]")
        .replace(
            f"- id: {units[1].id}\n  status: approved", f"- id: {units[1].id}\n  status: draft"
        ),
        "utf-8",
    )
    (newsroom / "seeds/whole.txt").write_text("What of the storm?\n\nEnd of it.\n", "utf-8")
    said = run("translate", "--to", "fa").stdout
    assert (
        "2 segments of the review of whole.txt went with the article; 1 text became stale" in said
    )
    assert [status for status, _ in texts(newsroom, "new.txt")] == ["draft", "stale", "approved"]


def test_what_came_along_without_its_neighbours_is_looked_at_again(long: Path, run: Run) -> None:
    (long / "seeds/long.txt").write_text("The river rose in the night.\n\nShe left.\n", "utf-8")
    (long / "seeds/part.txt").write_text(
        "The school sent the children home.\n\nThe mayor thanked the volunteers.\n", "utf-8"
    )
    assert "2 texts became stale" in run("translate").stdout
    assert approved(long / "locales/fa/part.txt.yaml") == []
    statuses = re.findall("  status: (.*)", (long / "locales/fa/part.txt.yaml").read_text("utf-8"))
    assert statuses == ["stale", "stale"]


def test_an_article_may_be_divided_in_three(long: Path, run: Run) -> None:
    (long / "seeds/long.txt").write_text("She left.\n\nThe bridge at Lorven was closed at noon.\n")
    (long / "seeds/one.txt").write_text(
        "The school sent the children home.\n\nShe left.\n", "utf-8"
    )
    (long / "seeds/two.txt").write_text(
        "The mayor thanked the volunteers.\n\nThe river rose in the night.\n", "utf-8"
    )
    run("translate")
    names = ("long", "one", "two")
    counts = [len(approved(long / f"locales/fa/{name}.txt.yaml")) for name in names]
    assert sum(counts) == 6


def statuses(file: Path) -> dict[str, tuple[str, str]]:
    units = review.parse(file.read_text("utf-8"), str(file)).units
    return {unit.source: (unit.status.value, unit.target) for unit in units}


A, B = LONG["a"], LONG["b"]
END = "The last boat came home at dawn.\n"


@pytest.mark.parametrize("first", ["Another story began by the sea.\n\n", ""])
def test_what_was_cut_in_one_run_and_put_elsewhere_in_a_later_one_is_found_again(
    long: Path, run: Run, first: str
) -> None:
    file, other = long / "locales/fa/long.txt.yaml", long / "locales/fa/other.txt.yaml"
    before = dict(approved(file))
    if first:
        (long / "seeds/other.txt").write_text(first, "utf-8")
    (long / "seeds/long.txt").write_text(A, "utf-8")
    run("translate")
    assert "вторая" in file.read_text("utf-8")
    (long / "seeds/other.txt").write_text(first + B, "utf-8")
    dry = run("translate", "--dry-run").stdout
    assert "locales/fa/other.txt.yaml: 3 segments of the review of long.txt would go" in dry
    result = run("translate")
    assert "locales/fa/other.txt.yaml: 3 segments of the review of long.txt went" in result.stdout
    assert (result.exit_code, result.stderr) == (0, "")
    found = statuses(other)
    for sentence in filter(None, B.split("\n")):
        text = "вторая" if sentence == "She left." else before[sentence]
        assert found[sentence] == ("approved", text)
    assert "retired" not in file.read_text("utf-8") + other.read_text("utf-8")
    assert statuses(file)["She left."] == ("approved", "первая")
    assert "Nothing to do" in run("translate").stdout


@pytest.mark.parametrize("cut", ["in the same run", "in a run before"])
@pytest.mark.parametrize("between", [(), ("status",), ("translate", "--to", "fa", "other.txt")])
def test_what_moved_while_work_was_shared_comes_along_in_the_next_run(
    long: Path, run: Run, tree: Tree, cut: str, between: tuple[str, ...]
) -> None:
    first = "Another story began by the sea.\n\n"
    (long / "seeds/other.txt").write_text(first, "utf-8")
    run("translate")
    (long / "seeds/long.txt").write_text(A, "utf-8")
    if cut == "in a run before":
        run("translate", "--claim")
    (long / "seeds/other.txt").write_text(first + B, "utf-8")
    before = tree(long)
    run("translate")
    after = tree(long)
    for path, data in before.items():
        (long / path).write_bytes(data)
    shutil.rmtree(long / ".dragoman")
    assert run("translate", "--claim").exit_code == 0
    assert tree(long) != after
    if between:
        assert run(*between).exit_code == 0
    dry = run("translate", "--dry-run").stdout
    assert "locales/fa/other.txt.yaml: 3 segments of the review of long.txt would go" in dry
    assert "3 segments of the review of long.txt went" in run("translate").stdout
    assert tree(long) == after
    assert "Nothing to do" in run("translate").stdout
    assert not (long / ".dragoman/work/shared").exists()


def test_a_passage_goes_from_one_article_to_another_in_one_run(long: Path, run: Run) -> None:
    (long / "seeds/other.txt").write_text("Another story began by the sea.\n", "utf-8")
    run("translate")
    (long / "seeds/long.txt").write_text(B, "utf-8")
    (long / "seeds/other.txt").write_text(f"{A}\nAnother story began by the sea.\n", "utf-8")
    run("translate")
    file, other = long / "locales/fa/long.txt.yaml", long / "locales/fa/other.txt.yaml"
    assert [status for status, _ in statuses(other).values()] == ["approved"] * 3 + ["draft"]
    assert statuses(other)["She left."] == ("approved", "первая")
    assert "# Mira" in other.read_text("utf-8")
    assert "retired" not in file.read_text("utf-8") + other.read_text("utf-8")


def test_a_single_sentence_goes_along_as_a_draft_alone(long: Path, run: Run) -> None:
    before = dict(approved(long / "locales/fa/long.txt.yaml"))
    sentence = "The mayor thanked the volunteers."
    (long / "seeds/long.txt").write_text(f"{A}\n{B}".replace(f"\n{sentence}\n", ""), "utf-8")
    run("translate")
    (long / "seeds/other.txt").write_text(f"Quite another story.\n\n{sentence}\n\n{END}", "utf-8")
    run("translate")
    assert statuses(long / "locales/fa/other.txt.yaml")[sentence] == ("draft", before[sentence])
    file = long / "locales/fa/long.txt.yaml"
    assert [unit.source for unit in review.parse(file.read_text("utf-8"), "f").retired] == [
        sentence
    ]


@pytest.mark.parametrize("new", ["long.txt", "both.txt"])
def test_two_articles_that_became_one_keep_their_reviews(long: Path, run: Run, new: str) -> None:
    (long / "seeds/tail.txt").write_text(f"The sea was calm.\n\n{END}\nShe left.\n", "utf-8")
    run("translate")
    tail = long / "locales/fa/tail.txt.yaml"
    text = re.sub(
        r"(source: \|-\n +She left\.\n +target: \|-\n +).*", r"\1третья", tail.read_text("utf-8")
    )
    tail.write_text(text.replace("- id:", "# Ali\n- id:", 1), "utf-8")
    run("approve", "tail.txt", "--force")
    before = dict(approved(long / "locales/fa/long.txt.yaml")) | dict(approved(tail))
    whole = f"{A}\n{B}\n" + (long / "seeds/tail.txt").read_text("utf-8")
    (long / "seeds/tail.txt").unlink()
    (long / "seeds/long.txt").unlink()
    (long / "seeds" / new).write_text(whole, "utf-8")
    result = run("translate")
    assert (result.exit_code, result.stderr) == (0, "")
    file = long / f"locales/fa/{new}.yaml"
    assert f"locales/fa/{new}.yaml: the review of tail.txt went" in result.stdout
    units = review.parse(file.read_text("utf-8"), "f").units
    assert [unit.status.value for unit in units] == ["approved"] * 9
    texts = [unit.target for unit in units if unit.source == "She left."]
    assert texts == ["первая", "вторая", "третья"]
    assert all(unit.target == before[unit.source] for unit in units if unit.source != "She left.")
    assert file.read_text("utf-8").count("# Ali") == file.read_text("utf-8").count("# Mira") == 1
    assert not tail.exists()
    assert "Nothing to do" in run("translate").stdout


def test_mv_makes_two_reviews_one_where_a_run_made_drafts_already(long: Path, run: Run) -> None:
    (long / "seeds/tail.txt").write_text(f"The sea was calm.\n\n{END}", "utf-8")
    run("translate")
    run("approve", "tail.txt", "--force")
    before = dict(approved(long / "locales/fa/tail.txt.yaml"))
    (long / "seeds/long.txt").write_text(f"{A}\n{B}\nThe sea was calm.\n\n{END}", "utf-8")
    run("translate")
    (long / "seeds/tail.txt").unlink()
    assert "dragoman mv tail.txt NEW-NAME" in run("translate").stderr
    assert run("mv", "tail.txt", "long.txt").exit_code == 0
    assert run("translate").stderr == ""
    found = statuses(long / "locales/fa/long.txt.yaml")
    assert {status for status, _ in found.values()} == {"approved"}
    assert {sentence: found[sentence][1] for sentence in before} == before


def test_mv_keeps_equal_sentences_of_two_articles_that_became_one_apart(
    long: Path, run: Run
) -> None:
    tail = "The sea was calm.\n\nShe left.\n\nNobody slept that night.\n"
    (long / "seeds/tail.txt").write_text(tail, "utf-8")
    run("translate")
    file, other = long / "locales/fa/long.txt.yaml", long / "locales/fa/tail.txt.yaml"
    pattern = r"(source: \|-\n +She left\.\n +target: \|-\n +).*"
    other.write_text(re.sub(pattern, r"\1третья", other.read_text("utf-8")), "utf-8")
    run("approve", "tail.txt", "--force")
    (long / "seeds/long.txt").write_text(f"{A}\n{B}\n{tail}", "utf-8")
    run("translate")
    (long / "seeds/tail.txt").unlink()
    assert run("mv", "tail.txt", "long.txt").exit_code == 0
    assert run("translate").exit_code == 0
    units = review.parse(file.read_text("utf-8"), "f").units
    texts = [unit.target for unit in units if unit.source == "She left."]
    assert texts == ["первая", "вторая", "третья"]
    assert {unit.status for unit in units} == {Status.APPROVED}
    assert "retired" not in file.read_text("utf-8")


@pytest.mark.parametrize("name", ["earlier.txt", "z.txt"])
def test_a_passage_that_was_put_elsewhere_first_and_cut_later_takes_its_review_along(
    long: Path, run: Run, name: str
) -> None:
    before = dict(approved(long / "locales/fa/long.txt.yaml"))
    (long / "seeds" / name).write_text(f"Another story.\n\n{A}\n{END}", "utf-8")
    run("translate")
    file = long / f"locales/fa/{name}.yaml"
    assert approved(file) == []
    (long / "seeds/long.txt").write_text(B, "utf-8")
    assert (
        f"{name}.yaml: 3 segments of the review of long.txt would go"
        in run("translate", "--dry-run").stdout
    )
    result = run("translate")
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"{name}.yaml: 3 segments of the review of long.txt went" in result.stdout
    wanted = [line for line in A.split("\n") if line]
    assert [source for source, _ in approved(file)] == wanted
    assert dict(approved(file))["She left."] == "первая"
    assert dict(approved(file))[wanted[0]] == before[wanted[0]]
    assert "# Mira" in file.read_text("utf-8")
    assert "Nothing to do" in run("translate").stdout


def test_a_passage_that_stands_in_several_articles_goes_to_none(long: Path, run: Run) -> None:
    for name in ("one.txt", "two.txt"):
        (long / "seeds" / name).write_text(f"Another story, {name}.\n\n{A}", "utf-8")
    run("translate")
    (long / "seeds/long.txt").write_text(B, "utf-8")
    assert "the review of" not in run("translate").stdout


PASSAGES = {
    "a.txt": [
        "The river rose.",
        "She left.",
        "The bridge was closed.",
        "Nobody slept.",
        "It rained.",
    ],
    "b.txt": ["The school was shut.", "She left.", "The mayor spoke.", "A dog barked."],
    "c.txt": [],
}
MOVES = st.lists(
    st.tuples(
        st.sampled_from(sorted(PASSAGES)),
        st.integers(0, 5),
        st.integers(1, 4),
        st.sampled_from(sorted(PASSAGES)),
        st.integers(0, 5),
        st.sampled_from(["cut, run, paste", "paste, run, cut", "both"]),
    ),
    max_size=4,
)


@settings(max_examples=10)
@given(MOVES)
def test_passages_that_wander_lose_and_misplace_no_word(
    tmp_path_factory: pytest.TempPathFactory,
    moves: list[tuple[str, int, int, str, int, str]],
) -> None:
    root = tmp_path_factory.mktemp("newsroom")
    (root / "seeds").mkdir()
    (root / "dragoman.yaml").write_text("targets: [fa]\nengine: pseudo\n", encoding="utf-8")
    articles = {name: list(sentences) for name, sentences in PASSAGES.items()}

    def translate() -> None:
        for name, sentences in articles.items():
            path = root / "seeds" / name
            if sentences:
                path.write_text("\n\n".join(sentences) + "\n", "utf-8")
            else:
                path.unlink(missing_ok=True)
        scope = Scope(project.find(root), (), (), root)
        assert workflow.translate(scope, engines.create("pseudo", "demo", None)).problems == []

    def files() -> list[Path]:
        return sorted((root / "locales").rglob("*.yaml"))

    translate()
    given: dict[str, str] = {}
    for file in files():
        text = file.read_text("utf-8").replace("status: draft", "status: approved")
        for unit in review.parse(text, "f").units:
            given[mine := f"mine {len(given)}."] = unit.source
            text = text.replace(f"    {unit.target}\n", f"    {mine}\n", 1)
        file.write_text(text, "utf-8")
    translate()
    for old, start, count, new, place, how in moves:
        passage = articles[old][start : start + count]
        if not how.startswith("paste"):
            del articles[old][start : start + count]
        if how.startswith("cut"):
            translate()
        articles[new][place:place] = passage
        if how.startswith("paste"):
            translate()
            if old != new:
                del articles[old][start : start + count]
            else:
                del articles[new][place : place + len(passage)]
        translate()
        units = [review.parse(file.read_text("utf-8"), "f") for file in files()]
        every = [unit for each in units for unit in (*each.units, *each.retired)]
        assert {unit.target for unit in every} >= given.keys()
        for each in units:
            for unit in each.units:
                if unit.status is Status.APPROVED:
                    assert given[unit.target] == unit.source
        before = {file: file.read_bytes() for file in files()}
        translate()
        assert {file: file.read_bytes() for file in files()} == before


def test_a_passage_that_two_articles_lost_with_other_texts_is_doubted(long: Path, run: Run) -> None:
    (long / "seeds/twin.txt").write_text(f"{B}\nThe twin ended.\n", "utf-8")
    run("translate")
    twin = long / "locales/fa/twin.txt.yaml"
    pattern = r"(source: \|-\n +The mayor .*\n +target: \|-\n +).*"
    twin.write_text(re.sub(pattern, r"\1دیگر", twin.read_text("utf-8")), "utf-8")
    run("approve", "twin.txt", "--force")
    (long / "seeds/long.txt").write_text(A, "utf-8")
    (long / "seeds/twin.txt").write_text("The twin ended.\n", "utf-8")
    run("translate")
    (long / "seeds/part.txt").write_text(B, "utf-8")
    assert "other texts" in run("translate").stdout
    found = statuses(long / "locales/fa/part.txt.yaml")
    assert found["The mayor thanked the volunteers."][0] == "stale"
    assert found["The school sent the children home."][0] == "approved"
