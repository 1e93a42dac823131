"""A table's files once new rows have come: many small parts become few sorted files."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import polars as pl

from warehouse import checks, files, layout, manifest, state
from warehouse.checks import structure
from warehouse.manifest import Publication, PublishedFile
from warehouse.tables import TABLES

SMALL_FILE = files.ROWS_PER_GROUP
"""A table's last file takes in what is new until it has this many rows: frequent small runs do not
leave thousands of small files, and what is rewritten is bounded whatever the size of the ledger."""

LARGE_FILE = 1 << 20
"""A publication's batches share files of up to about this many rows, sorted in memory."""


class Part(NamedTuple):
    """A Parquet file on its way into a publication, and the documents of it that are left out."""

    path: Path
    written: files.Written
    left_out: pl.Series


def extended(
    warehouse: Path,
    previous: Publication,
    number: int,
    table: str,
    parts: list[Part],
    corpus: Mapping[str, pl.DataFrame],
    settled: pl.DataFrame,
) -> list[PublishedFile]:
    """A table's files once the parts are added: all old ones, but that a small last one is rewritten.

    ``settled`` has columns that only the whole ledger could tell of the new documents, by doc_id.
    """
    kept = [_of_today(warehouse, number, file) for file in previous.of(table)]
    if not parts:
        return kept
    slots: list[str] = []
    if kept and kept[-1].rows < SMALL_FILE:
        last = kept.pop()
        slots.append(last.slot)
        written = files.Written(last.rows, last.bytes, last.sha256)
        parts = [Part(warehouse / last.path, written, pl.Series(dtype=pl.String)), *parts]
    added: list[PublishedFile] = []
    for group in _groups(parts):
        frame = _with_settled(pl.concat([_read(table, part) for part in group]), settled)
        if table == "rejects":
            frame = frame.unique(["run_id", "uri"], keep="first", maintain_order=True)
        if frame.is_empty() and (kept or added):
            continue
        _check_targets(warehouse, previous, table, frame, corpus)
        slot = slots.pop() if slots else f"{table}-{number:06d}{f'-{len(added)}' if added else ''}.parquet"
        added.append(store(warehouse, number, table, frame, slot))
    return [*kept, *added]


def _of_today(warehouse: Path, number: int, file: PublishedFile) -> PublishedFile:
    """A file of an earlier version, written anew with the columns that have been added since; any other as it is."""
    path = warehouse / file.path
    expected = list(layout.STORED_TABLES[file.table].column_names())
    if files.columns_of(path) == expected:
        return file
    return store(warehouse, number, file.table, pl.read_parquet(path, glob=False), file.slot)


def _groups(parts: list[Part]) -> Iterator[list[Part]]:
    """Parts that go into one file."""
    group: list[Part] = []
    for part in parts:
        if group and sum(each.written.rows for each in group) + part.written.rows > LARGE_FILE:
            yield group
            group = []
        group.append(part)
    yield group


def _read(table: str, part: Part) -> pl.DataFrame:
    try:
        content = part.path.read_bytes()
    except FileNotFoundError as error:
        raise manifest.DamagedError(f"{part.path} is missing") from error
    if hashlib.sha256(content).hexdigest() != part.written.sha256:
        raise manifest.DamagedError(f"{part.path} is not what was written")
    frame = layout.fitted(table, pl.read_parquet(content))
    if part.left_out.is_empty() or "doc_id" not in frame.columns:
        return frame
    return frame.filter(~pl.col("doc_id").is_in(part.left_out.implode()))


def _with_settled(frame: pl.DataFrame, settled: pl.DataFrame) -> pl.DataFrame:
    """Fill the columns that ``settled`` has too, in the rows of its documents."""
    columns = [name for name in settled.columns if name in frame.columns and name != "doc_id"]
    if not columns or settled.is_empty():
        return frame
    told = settled.select("doc_id", *(pl.col(name).alias(f"{name}_settled") for name in columns))
    return (
        frame.join(told, on="doc_id", how="left", maintain_order="left")
        .with_columns(pl.coalesce(f"{name}_settled", name).alias(name) for name in columns)
        .select(frame.columns)
    )


def _check_targets(
    warehouse: Path,
    previous: Publication,
    table: str,
    frame: pl.DataFrame,
    corpus: Mapping[str, pl.DataFrame],
) -> None:
    """Check the references that lead out of a batch: to whole-corpus tables, from document to document."""
    for column, target in structure.referring_columns(table).items():
        if target not in (*layout.WHOLE_TABLES, "documents") or frame[column].null_count() == frame.height:
            continue
        key = TABLES[target].primary_key()[0]
        there = corpus[target].lazy() if target in corpus else state.scan(warehouse, target, previous)
        known = there.select(key).collect()[key]
        if target == table:
            known = pl.concat([known, frame[key]])
        for violation in structure.missing_targets(table, frame, column, known):
            raise checks.CheckFailedError(violation)


def store(warehouse: Path, number: int, table: str, frame: pl.DataFrame, slot: str) -> PublishedFile:
    """Write a table's rows to a file that is never written to again."""
    path = layout.files_folder(warehouse, table) / f"{slot.removesuffix('.parquet')}.p{number:06d}.parquet"
    written = files.write_parquet(table, layout.fitted(table, frame), path)
    return PublishedFile(table, slot, path.relative_to(warehouse).as_posix(), *written)
