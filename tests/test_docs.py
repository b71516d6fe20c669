"""The documentation is true: its examples run, its tables hold what the program has."""

from __future__ import annotations

import doctest
import re
import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.official import official

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def blocks(path: Path, language: str) -> list[tuple[int, str]]:
    """The fenced blocks of a page in a language, with the line each begins on."""
    text = path.read_text(encoding="utf-8")
    found = re.finditer(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [(text.count("\n", 0, match.start()) + 1, match[1]) for match in found]


def test_the_examples_for_python_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    name = official()
    parser, runner, names = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.ELLIPSIS), {}
    told: list[str] = []
    examples = 0
    for line, block in blocks(DOCS / "python.md", "pycon"):
        source = block.replace('spacy.load("en_core_web_sm")', f'spacy.load("{name}")')
        test = parser.get_doctest(source, names, "python.md", str(DOCS / "python.md"), line)
        runner.run(test, out=told.append, clear_globs=False)
        names = test.globs
        examples += len(test.examples)
    assert not runner.failures, "".join(told)
    assert examples > 15


def test_the_readmes_example_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    [(_, program)] = blocks(ROOT / "README.md", "python")
    exec(compile(program, "README.md", "exec"), {})
    assert len(capsys.readouterr().out.splitlines()) > 3


@pytest.mark.parametrize(
    "page", sorted([*DOCS.glob("**/*.md"), *ROOT.glob("*.md")]), ids=lambda page: page.name
)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("name", runpy.run_path(str(DOCS / "make.py"))["PAGES"])
def test_pages_made_from_the_program_are_as_it_is(name: str) -> None:
    page = runpy.run_path(str(DOCS / "make.py"))["PAGES"][name]
    assert (DOCS / name).read_text(encoding="utf-8") == page(), "stale: run python docs/make.py"


@pytest.mark.skipif(shutil.which("git") is None, reason="git applies the diffs")
@pytest.mark.parametrize(
    "patch",
    [pytest.param(block, id=f"line {line}") for line, block in blocks(ROOT / "CONTRIBUTING.md", "diff")],
)
def test_the_diffs_for_contributors_still_apply(patch: str) -> None:
    done = subprocess.run(
        ["git", "apply", "--check", "-"], input=patch, capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["docs/rooms.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "docs/accuracy.md"])
def test_paths_that_pages_name_are_there(name: str) -> None:
    text = re.sub(r"^```diff.*?^```$", "", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    named = set(re.findall(r"\b(?:tui|tests|docs|training|benchmarks)/[\w./-]*\w/?", text))
    assert not {path for path in named if not (ROOT / path).exists()}


def test_every_room_and_folder_has_its_place_on_the_page() -> None:
    text = (DOCS / "rooms.md").read_text(encoding="utf-8")
    for room in ("domain", "sources", "nlp", "library", "export", "app"):
        for folder in (ROOT / "tui" / room).iterdir():
            if (folder / "__init__.py").exists():
                assert re.search(rf"`{folder.name}/?`", text), folder
