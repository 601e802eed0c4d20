"""The order of the modules, the purity of the core, and the shape that the code holds."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

import cyberflag

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "cyberflag"
MODULES = sorted(PACKAGE.rglob("*.py"))
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CORE = {
    *("issues", "grid", "reference", "words", "observations", "sums", "tables", "layouts", "evidence"),
    *("passages", "prose", "replies", "decisions", "returns"),
}
HEAVY_OR_SCREEN = {"click", "rich", "pandas", "openpyxl", "python_calamine"}
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc", "core", "lib"}
LONGEST_FUNCTION, LONGEST_FILE = 50, 350


def called(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def part(path: Path) -> str:
    """The module of the map that a file belongs to; empty for the package's own `__init__`."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py").removesuffix("__init__")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def imported(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """The first names of what is imported from other packages."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def layers() -> list[str]:
    (contract,) = SETTINGS["tool"]["importlinter"]["contracts"]
    return [str(layer) for layer in contract["layers"]]


def test_each_module_imports_only_from_those_above_it() -> None:
    command = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    done = subprocess.run([sys.executable, "-c", command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_map_in_the_docstring_is_the_order_that_is_enforced() -> None:
    listed = re.findall(r"^([a-z_]+) {2,}\S", cyberflag.__doc__ or "", re.M)
    assert listed == list(reversed(layers()))


def test_every_module_is_on_the_map() -> None:
    assert {part(path) for path in MODULES} - {""} == set(layers())


def test_public_names_are_there() -> None:
    assert all(getattr(cyberflag, name) for name in cyberflag.__all__)
    with pytest.raises(AttributeError):
        _ = cyberflag.nothing_of_the_kind


@pytest.mark.parametrize("path", MODULES, ids=called)
def test_names_say_something(path: Path) -> None:
    assert not SAYS_NOTHING & {*path.with_suffix("").relative_to(PACKAGE).parts}


@pytest.mark.parametrize("path", [path for path in MODULES if part(path) in CORE], ids=called)
def test_the_core_knows_nothing_of_screen_and_files(path: Path) -> None:
    assert not HEAVY_OR_SCREEN & set(imported(iter(ast.walk(tree(path)))))


@pytest.mark.parametrize("path", MODULES, ids=called)
def test_files_and_functions_are_short(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= LONGEST_FILE
    long = [f.name for f in functions(path) if (f.end_lineno or 0) - f.lineno + 1 > LONGEST_FUNCTION]
    assert not long


@pytest.mark.parametrize("path", MODULES, ids=called)
def test_no_import_is_for_the_type_checker_alone(path: Path) -> None:
    assert "TYPE_CHECKING" not in {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name)}


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [(["--help"], {"click"}), (["--version"], {"click"}), (["report", "--help"], {"click"})],
    ids=" ".join,
)
def test_help_loads_nothing_heavy(arguments: list[str], allowed: set[str]) -> None:
    code = f"""
import json, sys
sys.argv = ["cyberflag", *{arguments!r}]
from cyberflag.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(json.dumps(sorted(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert loaded & (HEAVY_OR_SCREEN | {"lxml", "docx", "pdfplumber"}) <= allowed


def test_importing_the_package_costs_nothing() -> None:
    code = "import sys; before = set(sys.modules); import cyberflag; print(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert [name for name in done.stdout.split() if name.startswith("cyberflag.")] == []


def test_the_version_stands_in_one_place() -> None:
    assert cyberflag.__version__ == metadata.version("cyberflag")
    assert "version" in SETTINGS["project"]["dynamic"]
