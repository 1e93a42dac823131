"""Compacting a warehouse: the many files that frequent runs leave become few, sorted by document."""

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import polars as pl

from warehouse import layout, manifest, merging, showing, state
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
            listed.extend(there if _are_few(table, there) else _together(warehouse, number, table, there))
        before, after = len(previous.files), len(listed)
        if after == before:
            return Compaction(previous.number, before, after, _forgotten(warehouse, retention))
        publication = Publication(number, previous.run_id, datetime.now(UTC), tuple(listed), previous.columns)
        manifest.commit(warehouse, publication)
        showing.show(warehouse, publication)
        return Compaction(number, before, after, _forgotten(warehouse, retention))


def _forgotten(warehouse: Path, retention: manifest.Retention | None) -> int:
    return len(manifest.forget(warehouse, retention)) if retention else 0


def _are_few(table: str, there: list[PublishedFile]) -> bool:
    """Whether a table's files are as few as can be, and none is larger than one whose rows change should be."""
    if table == "tallies":  # few by themselves, and summed when they are put together
        return True
    if table in ("entities", "events"):
        return len(there) == max(math.ceil(sum(file.rows for file in there) / merging.largest(table)), 1)
    return len(there) < 2


def _together(warehouse: Path, number: int, table: str, files: list[PublishedFile]) -> list[PublishedFile]:
    """A table's rows in files of up to as many rows as its files may have; documents are not cut apart."""
    rows = state.scan_files([warehouse / file.path for file in files], table)
    if "doc_id" not in layout.STORED_TABLES[table].column_names():
        # Files follow each other as they came: what came early changes most often, and is to be in few files.
        return merging.cut(warehouse, number, table, rows, sum(file.rows for file in files))
    documents = rows.group_by("doc_id").agg(rows=pl.len()).collect().sort("doc_id")
    # A document's rows go with its first one.
    before = pl.col("rows").cum_sum() - pl.col("rows")
    ranges = (
        documents.group_by(file=before // merging.largest(table))
        .agg(first=pl.col("doc_id").min(), last=pl.col("doc_id").max())
        .sort("file")
    )
    stored = []
    # One file is in memory at a time.
    for place, (first, last) in enumerate(ranges.select("first", "last").iter_rows()):
        frame = rows.filter(pl.col("doc_id").is_between(pl.lit(first), pl.lit(last))).collect()
        slot = f"{table}-{number:06d}{f'-{place}' if place else ''}.parquet"
        stored.append(merging.store(warehouse, number, table, frame, slot))
    return stored or [merging.store(warehouse, number, table, layout.empty(table), f"{table}-{number:06d}.parquet")]
