"""The README says what is so: its questions run, its links lead somewhere, it names every table."""

import re
from pathlib import Path

import duckdb
import pytest

from warehouse import catalogue, layout
from warehouse.tables import TABLES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
QUESTIONS = re.findall(r"```sql\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def ledger_without_rows() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:")
    for table in TABLES:
        rows = layout.empty(table).to_arrow()
        connection.register("rows", rows)
        connection.execute(f"CREATE TABLE {table} AS FROM rows")
        connection.unregister("rows")
    statements = [statement for _, statement in catalogue.current_views()]
    for statement in [*statements, *(statement for statement, _ in catalogue.shipped_views())]:
        connection.execute(statement)
    return connection


def test_there_are_five_questions() -> None:
    assert len(QUESTIONS) == 5


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda text: text.splitlines()[0].lstrip("- "))
def test_a_question_runs(question: str, ledger_without_rows: duckdb.DuckDBPyConnection) -> None:
    assert ledger_without_rows.execute(question).fetchall() == []


def test_every_link_inside_the_repository_leads_somewhere() -> None:
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", README) if "://" not in target]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_every_table_is_named() -> None:
    assert [table for table in TABLES if f"`{table}`" not in README] == []


def test_the_number_of_samples_is_right() -> None:
    files = list((ROOT / "seeds").iterdir())
    articles = sum(path.read_bytes().count(b"\n") if path.suffix == ".jsonl" else 1 for path in files)
    assert (len(files), articles) == (16, 20)
    assert "sixteen files" in README
    assert "twenty articles" in README
