"""compact: many files become few, no row changes, and earlier publications stay readable."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.warehouse.conftest import articles, run_start
from warehouse import manifest, merging, publish
from warehouse.compaction import compact
from warehouse.lock import writer_lock
from warehouse.query import ask
from warehouse.recovery import writing
from warehouse.staging import begin_run, stage_batch
from warehouse.tables import TABLES
from warehouse.verification import verify

Stage = Callable[..., None]


@pytest.fixture
def scattered(warehouse: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(merging, "SMALL_FILE", 1)
    for number in range(4):
        stage(f"r{number}", [number])
        with writer_lock(warehouse, purpose="tests"):
            publish.publish(warehouse, f"r{number}")
    return warehouse


def rows(warehouse: Path) -> dict[str, pl.DataFrame]:
    return {table: pl.read_parquet(warehouse / table / "*.parquet").sort(pl.all()) for table in ("facts", "tokens")}


def test_rows_stay_and_files_become_few(scattered: Path) -> None:
    before = rows(scattered)
    assert len(manifest.newest(scattered).of("facts")) == 4
    done = compact(scattered)
    assert (len(manifest.newest(scattered).of("facts")), done.files_after) == (1, len(manifest.newest(scattered).files))
    after = rows(scattered)
    assert all(after[table].equals(before[table]) for table in before)
    assert verify(scattered).findings == []
    facts = pl.read_parquet(scattered / manifest.newest(scattered).of("facts")[0].path)
    assert facts["doc_id"].is_sorted()


def test_there_is_nothing_to_compact_twice(scattered: Path) -> None:
    first = compact(scattered)
    second = compact(scattered)
    assert (second.publication, second.files_before, second.files_after) == (
        first.publication, first.files_after, first.files_after,
    )  # fmt: skip


def test_earlier_runs_can_still_be_asked(scattered: Path) -> None:
    compact(scattered)
    counted = [ask(scattered, "SELECT count(*) FROM facts", as_of=f"r{n}").item() for n in (0, 3)]
    assert counted == [1, 4]


def test_publications_that_are_kept_no_longer_are_forgotten(scattered: Path) -> None:
    assert compact(scattered, retention=manifest.Retention(2)).forgotten == 4
    assert manifest.numbers(scattered) == [4, 5]
    assert compact(scattered, retention=manifest.Retention(1)).forgotten == 1
    listed = {scattered / file.path for file in manifest.newest(scattered).files}
    assert set((scattered / ".newsledger" / "files").rglob("*.parquet")) == listed


def test_documents_are_not_cut_apart(scattered: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "LARGE_FILE", 2)
    compact(scattered)
    files = manifest.newest(scattered).of("tokens")
    assert len(files) > 1
    ids = [set(pl.read_parquet(scattered / file.path)["doc_id"]) for file in files]
    assert sum(map(len, ids)) == len(set().union(*ids)) == 4
    assert set(TABLES) <= {file.table for file in manifest.newest(scattered).files}


def test_what_tells_the_day_is_cut_by_day(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "SMALL_FILE", 1)
    with writing(warehouse, purpose="tests"):
        for number, days in enumerate(([3, 1], [None, 2])):
            begin_run(warehouse, run_start(f"r{number}"))
            frames = articles([2 * number, 2 * number + 1], f"r{number}")
            published_on = pl.Series("published_on", [day and date(2024, 5, day) for day in days], pl.Date)
            frames["documents"] = frames["documents"].with_columns(published_on)
            stage_batch(warehouse, f"r{number}", 0, frames)
            publish.publish(warehouse, f"r{number}")
    before = pl.read_parquet(warehouse / "facts" / "*.parquet").sort("fact_id")
    monkeypatch.setattr(merging, "LARGE_FILE", 2)
    compact(warehouse)
    files = [pl.read_parquet(warehouse / file.path) for file in manifest.newest(warehouse).of("facts")]
    assert [file["told_on"].to_list() for file in files] == [
        [None, date(2024, 5, 1)], [date(2024, 5, 2), date(2024, 5, 3)],
    ]  # fmt: skip
    assert pl.concat(files).sort("fact_id").equals(before)
    assert verify(warehouse).findings == []
