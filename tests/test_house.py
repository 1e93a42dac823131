"""The house is in order: style, types, and which room may import which."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("flows", "transforms", "warehouse")
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
}
# What builds the weights reads treebanks; it is no part of the pipeline.
PIPELINE = [name for name in MODULES if "training" not in name.split(".")]


@pytest.mark.parametrize("command", [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]], ids=" ".join)
def test_the_tool_finds_nothing(command: list[str]) -> None:
    found = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("module", PIPELINE)
def test_a_room_imports_what_it_may(module: str) -> None:
    room = module.split(".")[0]
    imported = set(_imported(module))
    rooms = {name for name in imported if name.split(".")[0] in ROOMS and name.split(".")[0] != room}
    if room == "warehouse":
        assert rooms == set()
    if room == "transforms":
        assert {name for name in rooms if not name.startswith(("warehouse.tables", "warehouse.columns"))} == set()
    tools = {name.split(".")[0] for name in imported}
    if room != "flows":
        assert not tools & {"prefect", "typer", "rich"}
    if room == "transforms":
        assert not tools & {"duckdb", "time", "random", "tempfile", "subprocess"}


def test_nothing_imports_in_a_circle() -> None:
    graph = {name: {each for each in _imported(name, at_start=True) if each in MODULES} for name in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as cycle:
        pytest.fail(" → ".join(cycle.args[1]))


def test_commands_that_need_no_prefect_do_not_load_it() -> None:
    reading = "import flows.cli, flows.terminal, flows.failures, warehouse.query, warehouse.state, sys"
    asked = subprocess.run(
        [sys.executable, "-c", f"{reading}; print('prefect' in sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert asked.stdout.strip() == "False"


def test_the_lock_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "==" in lock
    assert not [line for line in lock.splitlines() if "://" in line or line.startswith("-")]


def _imported(module: str, *, at_start: bool = False) -> Iterator[str]:
    """Name the modules that a module imports: those it imports when it is loaded, or all."""
    tree = ast.parse(MODULES[module].read_text("utf-8"))
    for node in tree.body if at_start else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                submodule = f"{node.module}.{alias.name}"
                yield submodule if submodule in MODULES else node.module
