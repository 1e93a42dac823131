"""reprocess: the ledger made anew from what it stores, in place, whole or not at all."""

from pathlib import Path

import polars as pl
import pytest

from flows.failures import RunFailedError
from warehouse.checks import CheckFailedError
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


def test_what_fails_a_check_when_made_anew_keeps_its_rows_and_costs_no_other(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.reprocess import newsledger_reprocess

    monkeypatch.setenv("NEWSLEDGER_ANNOTATOR", "tests.flows.readers:some_misplaced_words")
    monkeypatch.setattr("tests.flows.readers.FATAL", "ferry")
    monkeypatch.setattr("flows.reprocess.pipeline_version", lambda: "another")
    before = rows("tokens")
    newsledger_reprocess("annotate", "ledger")
    assert rows("tokens").sort(pl.all()).equals(before.sort(pl.all()))
    versions = dict(rows("documents").select("source_id", "pipeline_version").iter_rows())
    assert {source for source, version in versions.items() if version != "another"} == {"w1"}
    refused = read_published(ledger, "rejects").select("source_id", "stage", "reason").collect()
    assert refused.rows() == [("w1", "resolve", "failed")]
    assert verify(ledger).findings == []


def test_a_check_that_fails_for_most_stops_the_remaking(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.reprocess import newsledger_reprocess

    monkeypatch.setenv("NEWSLEDGER_ANNOTATOR", "tests.flows.readers:misplaced_words")
    before = rows("documents")
    with pytest.raises(CheckFailedError, match="of tokens"):
        newsledger_reprocess("annotate", "ledger")
    assert rows("documents").equals(before)


def test_no_such_stage_is_told(ledger: Path) -> None:
    from flows.reprocess import newsledger_reprocess

    with pytest.raises(RunFailedError, match="no stage parse"):
        newsledger_reprocess("parse", "ledger")
