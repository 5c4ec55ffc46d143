"""How the package is built and laid out: its wheel, the order of its rooms, its word lists."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import quotes
from quotes.errors import QuotesError
from quotes.parsing.sentences import tokenize
from quotes.resources import lexicon, lexicon_lines

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "quotes"
MODULES = sorted(path.relative_to(ROOT) for path in PACKAGE.rglob("*.py"))

# Imports go up these lists only: a room, or a stage of parsing, knows those before it.
ROOMS = (
    "models", "errors", "resources", "words", "terms", "showing", "reading", "parsing", "people",
    "store", "filtering", "records", "roster", "searching", "citing", "review", "site", "cli",
)  # fmt: skip
STAGES = (
    "vocabulary", "sentences", "quotations", "mentions", "layout", "descriptions", "features",
    "unspoken", "attribution", "assembly", "reported_features", "grammar", "reported", "clauses",
    "names", "forms", "phrases", "cast", "dialogue", "labels", "turns", "introductions", "issuers",
    "pronouns", "references", "speakers", "dates", "venue_phrases", "places", "venue_nouns",
    "channels", "localities", "venues", "scene", "occasion_features", "occasions", "confidence",
    "pipeline", "alternatives",
)  # fmt: skip

LONGEST_MODULE = 450
LONGEST_FUNCTION = 60


def source(module: Path) -> str:
    return (ROOT / module).read_text(encoding="utf-8")


def tree(module: Path) -> ast.Module:
    return ast.parse(source(module))


def dotted(module: Path) -> str:
    """The name that a module is imported by."""
    return ".".join(module.with_suffix("").parts).removesuffix(".__init__")


# The wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The wheel, built from the source distribution, as an index would get it."""
    folder = tmp_path_factory.mktemp("dist")
    build(ROOT, "sdist", folder)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        if hasattr(tarfile, "data_filter"):  # Python 3.11.4 or later
            archive.extraction_filter = tarfile.data_filter
        archive.extractall(folder)
    build(next(path for path in folder.iterdir() if path.is_dir()), "wheel", folder)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as built:
        yield built


def build(root: Path, target: str, folder: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", folder],
        cwd=root,
        check=True,
        capture_output=True,
        timeout=60,
    )


@pytest.mark.parametrize("name", ["schema.sql", "datasette-metadata.json"])
def test_wheel_holds_the_files_of_the_root(wheel: zipfile.ZipFile, name: str) -> None:
    assert wheel.read(f"quotes/data/{name}") == (ROOT / name).read_bytes()


def test_wheel_holds_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    here = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    shipped = {name for name in wheel.namelist() if name.startswith("quotes/")}
    assert shipped == here | {"quotes/data/schema.sql", "quotes/data/datasette-metadata.json"}
    needed = {
        "quotes/py.typed", "quotes/parsing/weights.tsv", "quotes/parsing/occasions.tsv",
        "quotes/site/static/site.css", "quotes/site/templates/quotes/base.html",
    }  # fmt: skip
    assert needed < shipped
    assert all(wheel.read(name) == (ROOT / name).read_bytes() for name in here)


def test_wheel_holds_nothing_but_the_package(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"quotes"}


def test_root_files_have_no_copy_in_the_checkout() -> None:
    assert not (PACKAGE / "data").exists()


def test_no_table_is_created_outside_the_schema() -> None:
    creates = re.compile(r"create\s+(?:virtual\s+)?table", re.IGNORECASE)
    assert [module for module in MODULES if creates.search(source(module))] == []


def test_version_is_the_projects() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert quotes.__version__ == project["version"]


# The modules


def imported(module: Path) -> Iterator[str]:
    """What a module imports from this package, wherever in it: "parsing.layout.Layout"."""
    for node in ast.walk(tree(module)):
        names = []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        yield from (name.removeprefix("quotes.") for name in names if name.startswith("quotes."))


def goes_up(module: Path, name: str) -> bool:
    """Whether a module may import this name of the package."""
    room, stage = module.parts[1].removesuffix(".py"), module.stem
    first, *rest = name.split(".")
    if first == "__version__":
        return True
    if first == room == "parsing":
        return STAGES.index(rest[0]) < STAGES.index(stage)
    return ROOMS.index(first) <= ROOMS.index(room)


@pytest.mark.parametrize(
    ("module", "name", "allowed"),
    [
        pytest.param("quotes/store/ingest.py", "models.Quote", True, id="an earlier room"),
        pytest.param("quotes/store/ingest.py", "store.identity.mint", True, id="its own room"),
        pytest.param("quotes/store/ingest.py", "records.find_quote", False, id="a later room"),
        pytest.param("quotes/words.py", "cli.main", False, id="a later room, from a module"),
        pytest.param("quotes/parsing/dates.py", "parsing.names.x", True, id="an earlier stage"),
        pytest.param("quotes/parsing/dates.py", "parsing.pipeline.parse", False, id="a later one"),
    ],
)
def test_order_of_imports_is_understood(module: str, name: str, allowed: bool) -> None:
    assert goes_up(Path(module), name) is allowed


def test_imports_go_up() -> None:
    inside = [module for module in MODULES if module.parts[1].removesuffix(".py") in ROOMS]
    assert [
        f"{module} imports {name}"
        for module in inside
        for name in imported(module)
        if not goes_up(module, name)
    ] == []


def test_every_room_and_stage_has_its_place() -> None:
    rooms = {path.parts[1].removesuffix(".py") for path in MODULES} - {"__init__", "__main__"}
    assert rooms == set(ROOMS)
    stages = {path.stem for path in MODULES if path.parent.name == "parsing"} - {"__init__"}
    assert stages == set(STAGES)


def test_modules_say_what_they_are() -> None:
    assert [module for module in MODULES if not ast.get_docstring(tree(module))] == []


def test_modules_and_functions_are_short() -> None:
    lengths = {str(module): len(source(module).splitlines()) for module in MODULES}
    assert {name: n for name, n in lengths.items() if n > LONGEST_MODULE} == {}
    functions = {
        f"{module}: {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: n for name, n in functions.items() if n > LONGEST_FUNCTION} == {}


def test_public_names_are_documented() -> None:
    assert [
        f"{module}: {node.name}"
        for module in MODULES
        for node in tree(module).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ] == []


@pytest.mark.parametrize("module", [m for m in MODULES if m.stem != "__main__"], ids=str)
def test_module_keeps_its_word(module: Path) -> None:
    loaded = importlib.import_module(dotted(module))
    assert [name for name in getattr(loaded, "__all__", ()) if not hasattr(loaded, name)] == []
    assert doctest.testmod(loaded).failed == 0, "an example in a docstring"


# The word lists

LEXICONS = PACKAGE / "parsing" / "lexicons"
LISTS = sorted(path.stem for path in LEXICONS.glob("*.txt"))
# Found by patterns in the text as it is printed, and not word by word.
IN_PATTERNS = {"audiences", "outlet_words", "outlets", "places", "platforms", "venue_nouns"}


@pytest.mark.parametrize("name", LISTS)
def test_word_list_is_sound(name: str) -> None:
    entries = lexicon(name)  # raises where an entry stands twice
    assert len(entries) == len(lexicon_lines(name)) > 0
    assert all(entry == " ".join(entry.split()) for entry in entries)


@pytest.mark.parametrize("name", [name for name in LISTS if name not in IN_PATTERNS])
def test_every_entry_can_match(name: str) -> None:
    ending = "." if name == "abbreviations" else ""
    words = " ".join(lexicon_lines(name)).split()
    assert [word for word in words if not is_one_word(word + ending)] == []


def is_one_word(entry: str) -> bool:
    """Whether the parser sees an entry as one word, or does when it is printed as titles are."""
    printed = (entry, entry.capitalize())
    return any(tokenize(f"{word} Doe").lower[0] == entry for word in printed)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_used_and_explained(name: str) -> None:
    assert any(re.search(f"""["']{name}["']""", source(module)) for module in MODULES)
    assert f"| `{name}` |" in (LEXICONS / "README.md").read_text(encoding="utf-8")


def test_repeated_entry_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.resources.lexicon_lines", lambda name: ("mayor", "Mayor"))
    with pytest.raises(QuotesError, match="'Mayor' stands twice"):
        lexicon.__wrapped__("role_nouns")
