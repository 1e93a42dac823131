"""Rows that change have their own files written anew, and no others."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.warehouse.conftest import frame
from warehouse import layout, manifest, merging, publish, state
from warehouse.compaction import compact
from warehouse.manifest import Publication
from warehouse.revision import revised

NONE = pl.Series(dtype=pl.String)


def entities(**counts: int) -> pl.DataFrame:
    return frame("entities", [
        {"entity_id": name, "name": name, "entity_type": "person", "aliases": [], "mention_count": count,
         "document_count": count} for name, count in counts.items()
    ])  # fmt: skip


@pytest.fixture
def ledger(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(merging.LARGEST, "entities", 2)
    publish.create(warehouse)
    revise(warehouse, entities(a=9, b=8, c=1, d=1, e=1))
    return warehouse


def revise(warehouse: Path, anew: pl.DataFrame, gone: pl.Series = NONE) -> Publication:
    there = manifest.newest(warehouse)
    others = [file for file in there.files if file.table != "entities"]
    files = (*others, *revised(warehouse, there, there.number + 1, "entities", anew, gone))
    publication = there._replace(number=there.number + 1, files=files)
    manifest.commit(warehouse, publication)
    return publication


def by_file(warehouse: Path) -> list[list[str]]:
    files = manifest.newest(warehouse).of("entities")
    return [pl.read_parquet(warehouse / file.path)["entity_id"].to_list() for file in files]


def test_rows_fill_files_in_their_order(ledger: Path) -> None:
    assert by_file(ledger) == [["a", "b"], ["c", "d"], ["e"]]


def test_a_row_that_changes_stays_in_its_file_and_others_are_not_written_again(ledger: Path) -> None:
    before = manifest.newest(ledger).of("entities")
    after = revise(ledger, entities(b=10, f=1, g=1)).of("entities")
    assert by_file(ledger) == [["a", "b"], ["c", "d"], ["e", "f"], ["g"]]
    assert [file.slot for file in after[:3]] == [file.slot for file in before]
    assert after[1] == before[1]
    found = state.scan(ledger, "entities", manifest.newest(ledger)).collect()
    assert_frame_equal(found.sort("entity_id"), entities(a=9, b=10, c=1, d=1, e=1, f=1, g=1))


def test_rows_that_are_no_more_leave_their_files(ledger: Path) -> None:
    revise(ledger, entities(a=10), pl.Series(["b", "c", "d"]))
    assert by_file(ledger) == [["a"], ["e"]]
    revise(ledger, entities(), pl.Series(["a", "e"]))
    assert by_file(ledger) == [[]]


def test_compaction_fills_the_files_again_in_their_order(ledger: Path) -> None:
    revise(ledger, entities(), pl.Series(["b", "c"]))
    assert by_file(ledger) == [["a"], ["d"], ["e"]]
    compact(ledger)
    assert by_file(ledger) == [["a", "d"], ["e"]]
    assert {path.name for path in (ledger / "entities").iterdir()} == {
        file.slot for file in manifest.newest(ledger).of("entities")
    }
    assert all(layout.SLOT.fullmatch(file.slot) for file in manifest.newest(ledger).files)
