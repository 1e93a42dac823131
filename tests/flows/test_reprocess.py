"""reprocess: the ledger made anew from what it stores, in place, whole or not at all."""

from pathlib import Path

import polars as pl
import pytest

from flows.failures import RunFailedError
from warehouse.state import outdated, read_published
from warehouse.verification import verify

WORDS = "tests.flows.readers:words"
TABLES = ("documents", "edits", "sentences", "tokens", "mentions", "quotations", "facts", "entities", "rejects")


@pytest.fixture
def ledger(prefect_server: str, inbox: Path) -> Path:
    from flows.build import newsledger_run

    newsledger_run(sources=["inbox"], warehouse="ledger", annotator=WORDS)
    return Path("ledger")


def rows(table: str) -> pl.DataFrame:
    return read_published(Path("ledger"), table).collect().drop("run_id", strict=False)


@pytest.mark.parametrize("stage", ["clean", "segment", "annotate", "extract", "resolve"])
def test_the_same_rules_give_the_same_rows(ledger: Path, stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.reprocess import newsledger_reprocess

    monkeypatch.setenv("NEWSLEDGER_ANNOTATOR", WORDS)
    before = {table: rows(table) for table in TABLES}
    newsledger_reprocess(stage, "ledger", 2)
    for table, frame in before.items():
        assert rows(table).sort(pl.all()).equals(frame.sort(pl.all())), table
    assert verify(ledger).findings == []
    runs = read_published(ledger, "runs").sort("started_at").collect()
    assert runs["status"].to_list() == ["published", "reprocessed"]


def test_rows_of_other_rules_are_told_and_mended(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.reprocess import newsledger_reprocess

    monkeypatch.setenv("NEWSLEDGER_ANNOTATOR", WORDS)
    monkeypatch.setattr("flows.reprocess.pipeline_version", lambda: "another")
    assert outdated(ledger, "another") == 5
    newsledger_reprocess("extract", "ledger")
    assert outdated(ledger, "another") == 0


def test_what_cannot_be_made_anew_keeps_its_rows(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.reprocess import newsledger_reprocess

    monkeypatch.setenv("NEWSLEDGER_ANNOTATOR", "tests.flows.readers:fragile_words")
    monkeypatch.setattr("tests.flows.readers.FATAL", "e")
    before = {table: rows(table) for table in ("documents", "sentences", "tokens", "facts")}
    newsledger_reprocess("annotate", "ledger")
    for table, frame in before.items():
        assert rows(table).sort(pl.all()).equals(frame.sort(pl.all())), table
    assert read_published(ledger, "rejects").filter(pl.col("stage") == "annotate").collect().height > 0


def test_no_such_stage_is_told(ledger: Path) -> None:
    from flows.reprocess import newsledger_reprocess

    with pytest.raises(RunFailedError, match="no stage parse"):
        newsledger_reprocess("parse", "ledger")
