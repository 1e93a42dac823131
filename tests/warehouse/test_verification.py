"""verify: a sound ledger is sound; a damaged, lost, hidden or senseless file is named."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from warehouse import manifest, merging, publish, showing
from warehouse.lock import writer_lock
from warehouse.verification import verify

Stage = Callable[..., None]


@pytest.fixture
def ledger(warehouse: Path, stage: Stage) -> Path:
    stage("r1", range(3), range(3, 5))
    with writer_lock(warehouse, purpose="tests"):
        publish.publish(warehouse, "r1")
    return warehouse


def stored(ledger: Path, table: str) -> Path:
    return ledger / manifest.newest(ledger).of(table)[-1].path


def found(ledger: Path) -> list[tuple[str, str]]:
    return [(finding.check, finding.where.split("/")[0]) for finding in verify(ledger).findings]


def test_a_sound_ledger_has_no_findings(ledger: Path) -> None:
    verified = verify(ledger)
    assert verified.findings == []
    assert (verified.publication, verified.documents) == (1, 5)


def test_one_byte_that_changed_is_found(ledger: Path) -> None:
    path = stored(ledger, "facts")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    [finding] = verify(ledger).findings
    assert (finding.check, finding.where) == ("file_is_whole", path.relative_to(ledger).as_posix())


def test_a_lost_file_is_named(ledger: Path) -> None:
    stored(ledger, "tokens").unlink()
    assert ("file_is_there", ".newsledger") in found(ledger)


def test_a_file_that_readers_do_not_see_is_named(ledger: Path) -> None:
    next((ledger / "facts").glob("*.parquet")).unlink()
    assert found(ledger) == [("file_is_shown", "facts")]


def test_rows_that_break_a_rule_are_found_though_the_file_is_whole(ledger: Path) -> None:
    publication = manifest.newest(ledger)
    facts = pl.read_parquet(stored(ledger, "facts"))
    moved = facts.with_columns(pl.col("predicate_start") + 1)
    [old] = publication.of("facts")
    new = merging.store(ledger, 2, "facts", moved, old.slot)
    files = tuple(new if file == old else file for file in publication.files)
    manifest.commit(ledger, publication._replace(number=2, files=files))
    assert found(ledger) == [("predicate|span_equals_text", "facts")]


def test_a_document_of_no_ledger_is_found(ledger: Path) -> None:
    publication = manifest.newest(ledger)
    [old] = publication.of("documents")
    fewer = pl.read_parquet(ledger / old.path).head(4)
    new = merging.store(ledger, 2, "documents", fewer, old.slot)
    files = tuple(new if file == old else file for file in publication.files)
    manifest.commit(ledger, publication._replace(number=2, files=files))
    assert ("rows_of_documents", "sentences") in found(ledger)


def test_an_entity_that_is_in_two_files_is_found(ledger: Path) -> None:
    publication = manifest.newest(ledger)
    [old] = publication.of("events")
    row = pl.DataFrame(
        [{"event_id": "e", "event_type": "assault", "fact_ids": [], "document_count": 1, "source_count": 1,
          "is_disputed": False}], schema=pl.read_parquet(ledger / old.path).schema,
    )  # fmt: skip
    twice = [merging.store(ledger, 2, "events", row, slot) for slot in (old.slot, "events-000002.parquet")]
    files = (*(file for file in publication.files if file != old), *twice)
    manifest.commit(ledger, publication._replace(number=2, files=files))
    showing.show(ledger, manifest.newest(ledger))
    assert found(ledger) == [("event_id|unique", "events")]


def test_an_event_of_no_kind_is_found(ledger: Path) -> None:
    publication = manifest.newest(ledger)
    [old] = publication.of("events")
    row = pl.DataFrame(
        [{"event_id": "e", "fact_ids": [], "document_count": 1, "source_count": 1, "is_disputed": False}],
        schema=pl.read_parquet(ledger / old.path).schema,
    )
    new = merging.store(ledger, 2, "events", row, old.slot)
    files = tuple(new if file == old else file for file in publication.files)
    manifest.commit(ledger, publication._replace(number=2, files=files))
    showing.show(ledger, manifest.newest(ledger))
    assert found(ledger) == [("event_type|nullability", "events")]
