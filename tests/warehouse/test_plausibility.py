"""plausibility: what is odd is told of by name, and stops nothing."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.warehouse.conftest import Frames, articles, run_start
from warehouse import publish
from warehouse.checks.plausibility import FEWEST_DOCUMENTS, doubts
from warehouse.recovery import writing
from warehouse.staging import begin_run, stage_batch
from warehouse.verification import verify

MANY = range(FEWEST_DOCUMENTS)


def add(warehouse: Path, run_id: str, frames: Frames) -> list[tuple[str, str]]:
    with writing(warehouse, purpose="tests"):
        begin_run(warehouse, run_start(run_id))
        stage_batch(warehouse, run_id, 0, frames)
        publish.publish(warehouse, run_id)
    found = doubts(warehouse, run_id)
    assert verify(warehouse).findings == []
    assert verify(warehouse).doubts == found
    return [(doubt.check, doubt.table) for doubt in found]


def sound(numbers: range, run_id: str) -> Frames:
    """Articles whose speakers are known to the ledger."""
    frames = articles(numbers, run_id)
    known = frames["quotations"].with_columns(speaker_entity_id=pl.lit("mayor"))
    referents = frames["documents"].select(
        "doc_id", entity_id=pl.lit("mayor"), canonical_name=pl.lit("Mayor"), entity_type=pl.lit("person"),
        country_code=pl.lit(None, pl.String), latitude=pl.lit(None, pl.Float64), longitude=pl.lit(None, pl.Float64),
        geonames_id=pl.lit(None, pl.Int64),
    )  # fmt: skip
    return frames | {"quotations": known, "referents": referents}


def test_what_is_as_before_is_not_odd(warehouse: Path) -> None:
    assert add(warehouse, "r1", sound(MANY, "r1")) == []
    assert add(warehouse, "r2", sound(range(100, 100 + len(MANY)), "r2")) == []
    assert doubts(warehouse, "r1") == []


def test_speakers_that_nobody_knows_are_odd(warehouse: Path) -> None:
    assert add(warehouse, "r1", articles(MANY, "r1")) == [("speakers_are_resolved", "quotations")]


def test_documents_without_facts_and_tables_with_few_rows_are_odd(warehouse: Path) -> None:
    add(warehouse, "r1", sound(MANY, "r1"))
    frames = sound(range(100, 100 + len(MANY)), "r2")
    assert add(warehouse, "r2", frames | {"facts": frames["facts"].clear()}) == [
        ("rows_are_as_many_as_before", "facts"),
        ("documents_have_facts", "documents"),
    ]


@pytest.mark.parametrize(("column", "table"), [("published_on", "documents"), ("begins", "facts")])
@pytest.mark.parametrize("day", [date(2999, 1, 1), date(101, 1, 1)])
def test_dates_outside_reason_are_odd(warehouse: Path, column: str, table: str, day: date) -> None:
    frames = sound(range(2), "r1")
    frames[table] = frames[table].with_columns(pl.lit(day).alias(column))
    assert ("dates_are_reasonable", table) in add(warehouse, "r1", frames)


def test_few_documents_say_little(warehouse: Path) -> None:
    frames = sound(range(2), "r1")
    assert add(warehouse, "r1", frames | {"facts": frames["facts"].clear()}) == []
