"""Compacting a warehouse: the many files that frequent runs leave become few, sorted by document."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import polars as pl

from warehouse import layout, manifest, merging, showing
from warehouse.manifest import Publication, PublishedFile
from warehouse.recovery import writing


class Compaction(NamedTuple):
    """What became of the files of a warehouse."""

    publication: int
    files_before: int
    files_after: int
    forgotten: int
    """Earlier publications that are kept no longer."""


def compact(warehouse: Path, *, retention: manifest.Retention | None = None, timeout: float = 0) -> Compaction:
    """Write each table's rows anew into as few files as hold them, and publish that; no row changes.

    Within a file rows are sorted by document and place, and files follow each other so too, so that the statistics of a
    file tell a reader of one document which to skip. Earlier publications keep their files while they are kept,
    which ``retention`` says if it is given.

    Raises
    ------
    warehouse.lock.WriterBusyError
        When a run writes to the warehouse for longer than ``timeout`` seconds.
    warehouse.manifest.NoWarehouseError
        When there is no warehouse in the folder.
    """
    manifest.newest(warehouse)
    with writing(warehouse, purpose="newsledger compact", timeout=timeout):
        previous = manifest.newest(warehouse)
        number = previous.number + 1
        listed: list[PublishedFile] = []
        for table in layout.STORED_TABLES:
            there = previous.of(table)
            listed.extend(there if len(there) < 2 else _together(warehouse, number, table, there))
        before, after = len(previous.files), len(listed)
        if after == before:
            return Compaction(previous.number, before, after, _forgotten(warehouse, retention))
        publication = Publication(number, previous.run_id, datetime.now(UTC), tuple(listed))
        manifest.commit(warehouse, publication)
        showing.show(warehouse, publication)
        return Compaction(number, before, after, _forgotten(warehouse, retention))


def _forgotten(warehouse: Path, retention: manifest.Retention | None) -> int:
    return len(manifest.forget(warehouse, retention)) if retention else 0


def _together(warehouse: Path, number: int, table: str, files: list[PublishedFile]) -> list[PublishedFile]:
    """A table's rows in files of up to as many rows as its files may have; documents are not cut apart."""
    paths = [warehouse / file.path for file in files]
    rows = pl.concat([layout.fitted(table, pl.read_parquet(path, glob=False)) for path in paths])
    if "doc_id" not in rows.columns:
        return [merging.store(warehouse, number, table, rows, f"{table}-{number:06d}.parquet")]
    ordered = rows.sort("doc_id", maintain_order=True)
    # A document's rows go with its first one.
    placed = ordered.with_row_index("_row").with_columns(
        _file=pl.col("_row").first().over("doc_id") // merging.largest(table)
    )
    parts = placed.drop("_row").partition_by("_file", include_key=False, maintain_order=True)
    return [
        merging.store(warehouse, number, table, frame, f"{table}-{number:06d}{f'-{place}' if place else ''}.parquet")
        for place, frame in enumerate(parts)
    ]
