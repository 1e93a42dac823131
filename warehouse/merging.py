"""A table's files once new rows have come: many small parts become few sorted files."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from warehouse import checks, files, layout, manifest, state
from warehouse.checks import structure
from warehouse.manifest import Publication, PublishedFile
from warehouse.tables import TABLES

SMALL_FILE = files.ROWS_PER_GROUP
SMALL_BYTES = 1 << 20
"""A table's last file takes in what is new until it has so many rows or bytes: frequent small runs do not
leave thousands of small files, and what is rewritten is bounded whatever the size of the ledger."""

LARGE_FILE = 1 << 20
"""A publication's batches share files of up to about this many rows, sorted in memory."""

LARGEST = {
    "documents": 1 << 13, "articles": 1 << 13, "signatures": 1 << 13, "entities": 1 << 13, "events": 1 << 13,
    "facts": 1 << 18, "sentences": 1 << 18,
}  # fmt: skip
"""Tables whose files have fewer rows: where rows are long, where one that changes has its file written anew, or where
a file is to be of few days. A new version of a source does that to the file of documents that holds the version before:
so many articles are some 15 MB, and few corrections touch more than one such file."""


def largest(table: str) -> int:
    """The rows that a file of a table has at most, or little more."""
    return min(LARGE_FILE, LARGEST.get(table, LARGE_FILE))


def takes_more(file: PublishedFile) -> bool:
    """Whether a table's last file is so small that it takes in what is new."""
    return file.rows < min(SMALL_FILE, largest(file.table)) and file.bytes < SMALL_BYTES


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
    targets: Mapping[str, pl.DataFrame],
    settled: pl.DataFrame,
    standing: pl.DataFrame,
) -> list[PublishedFile]:
    """A table's files once the parts are added: all old ones, but that a small last one is rewritten.

    Parameters
    ----------
    targets
        What references out of a document lead to, by table, besides what ``previous`` has.
    settled
        Columns that only the whole ledger could tell of the new documents, by doc_id.
    standing
        Of documents whose standing is another now: doc_id, is_current, superseded_by. Their files are rewritten.
    """
    kept = of_today(warehouse, previous, number, table)
    slots: list[str] = []
    if parts and kept and takes_more(kept[-1]):
        last = kept.pop()
        slots.append(last.slot)
        written = files.Written(last.rows, last.bytes, last.sha256)
        parts = [Part(warehouse / last.path, written, pl.Series(dtype=pl.String)), *parts]
    if table == "documents" and standing.height:
        kept = [_restood(warehouse, number, file, standing) for file in kept]
    if not parts:
        return kept
    added: list[PublishedFile] = []
    for group in _groups(parts, largest(table)):
        frame = with_settled(pl.concat([read(table, part) for part in group]), settled)
        if table == "documents":
            frame = _stood(frame, standing)
        if table == "rejects":
            frame = frame.unique(["run_id", "uri"], keep="first", maintain_order=True)
        if frame.is_empty() and (kept or added):
            continue
        _check_targets(warehouse, previous, table, frame, targets)
        slot = slots.pop() if slots else f"{table}-{number:06d}{f'-{len(added)}' if added else ''}.parquet"
        added.append(store(warehouse, number, table, frame, slot))
    return [*kept, *added]


def of_today(warehouse: Path, previous: Publication, number: int, table: str) -> list[PublishedFile]:
    """A table's files; those of an earlier version are written anew with the columns that have been added since."""
    if previous.columns == layout.columns_digest():
        return previous.of(table)
    return [_of_today(warehouse, previous, number, file) for file in previous.of(table)]


def _of_today(warehouse: Path, previous: Publication, number: int, file: PublishedFile) -> PublishedFile:
    expected = list(layout.STORED_TABLES[file.table].column_names())
    if files.columns_of(warehouse / file.path) == expected:
        return file
    return store(
        warehouse, number, file.table, state.scan(warehouse, file.table, previous, [file]).collect(), file.slot
    )


def _restood(warehouse: Path, number: int, file: PublishedFile, standing: pl.DataFrame) -> PublishedFile:
    """A file of documents, written anew if the standing of any of them is another now."""
    path = warehouse / file.path
    changed = pl.scan_parquet(path, glob=False).select(pl.col("doc_id").is_in(standing["doc_id"].implode()).any())
    if not changed.collect().item():
        return file
    return store(warehouse, number, file.table, _stood(pl.read_parquet(path, glob=False), standing), file.slot)


def _stood(documents: pl.DataFrame, standing: pl.DataFrame) -> pl.DataFrame:
    """Documents with the standing that they have now."""
    return documents.update(standing, on="doc_id", how="left", include_nulls=True)


def _groups(parts: list[Part], rows: int) -> Iterator[list[Part]]:
    """Parts that go into one file."""
    group: list[Part] = []
    for part in parts:
        if group and sum(each.written.rows for each in group) + part.written.rows > rows:
            yield group
            group = []
        group.append(part)
    yield group


def read(table: str, part: Part) -> pl.DataFrame:
    """Read the rows of a part that stay; what is missing or not what was written is an error."""
    try:
        content = part.path.read_bytes()
    except FileNotFoundError as error:
        raise manifest.DamagedError(f"{part.path} is missing; {manifest.REMEDY}") from error
    if hashlib.sha256(content).hexdigest() != part.written.sha256:
        raise manifest.DamagedError(f"{part.path} is not what was written; {manifest.REMEDY}")
    frame = layout.fitted(table, pl.read_parquet(content))
    if part.left_out.is_empty() or "doc_id" not in frame.columns:
        return frame
    return frame.filter(~pl.col("doc_id").is_in(part.left_out.implode()))


def with_settled(frame: pl.DataFrame, settled: pl.DataFrame) -> pl.DataFrame:
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
    targets: Mapping[str, pl.DataFrame],
) -> None:
    """Check the references that lead out of a batch: to whole-corpus tables, from document to document."""
    for column, target in structure.referring_columns(table).items():
        if target not in (*layout.WHOLE_TABLES, "documents"):
            continue
        key = TABLES[target].primary_key()[0]
        new = targets[target][key] if target in targets else pl.Series(key, dtype=pl.String)
        asked = frame.lazy().select(pl.col(column).drop_nulls().unique())
        rest = asked.filter(~pl.col(column).is_in(new.implode())).collect()[column]
        if rest.is_empty():
            continue
        # Most of what new rows refer to is new, or other than before, itself.
        there = state.scan(warehouse, target, previous).select(key).filter(pl.col(key).is_in(rest.implode()))
        for violation in structure.missing_targets(table, frame, column, pl.concat([new, there.collect()[key]])):
            raise checks.CheckFailedError(violation)


def cut(
    warehouse: Path, number: int, table: str, rows: pl.LazyFrame, height: int, slots: Sequence[str] = ()
) -> list[PublishedFile]:
    """Write rows, in their order, to files of as many as one has at most: into ``slots`` first, then into new ones."""
    stored: list[PublishedFile] = []
    # Every table has a file, that readers find its columns; one file is in memory at a time.
    for place, at in enumerate(range(0, max(height, 1), largest(table))):
        new = place - len(slots)
        slot = slots[place] if new < 0 else f"{table}-{number:06d}{f'-{new}' if new else ''}.parquet"
        stored.append(store(warehouse, number, table, rows.slice(at, largest(table)).collect(), slot))
    return stored


def store(warehouse: Path, number: int, table: str, frame: pl.DataFrame, slot: str) -> PublishedFile:
    """Write a table's rows to a file that is never written to again."""
    path = layout.files_folder(warehouse, table) / f"{slot.removesuffix('.parquet')}.p{number:06d}.parquet"
    written = files.write_parquet(table, layout.fitted(table, frame), path)
    return PublishedFile(table, slot, path.relative_to(warehouse).as_posix(), *written)
