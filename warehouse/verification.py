"""Verifying a published warehouse: every file against its checksum, every row against every check."""

import hashlib
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import duckdb
import polars as pl

from warehouse import checks, layout, manifest, state
from warehouse.checks import plausibility, structure
from warehouse.checks.plausibility import Doubt
from warehouse.manifest import Publication, PublishedFile
from warehouse.tables import TABLES

DOCUMENTS_AT_A_TIME = 2_000
"""So many documents are checked together, with all their tables."""
AT_ONCE = 2
"""So many times as many are in memory: much of a check runs on one core."""


class Finding(NamedTuple):
    """Something that is not as it should be."""

    check: str
    where: str
    """The file, or the table."""
    detail: str


class Verification(NamedTuple):
    """What was looked at and what was found."""

    publication: int
    files: int
    bytes: int
    documents: int
    seconds: float
    findings: list[Finding]
    doubts: list[Doubt]
    """What is odd of the last run's documents, though it breaks no rule."""


def verify(warehouse: Path) -> Verification:
    """Check the newest publication: its files, what readers see of them, and all their rows.

    Raises
    ------
    warehouse.manifest.NoWarehouseError
        When there is no warehouse in the folder.
    warehouse.manifest.DamagedError
        When the manifest itself cannot be read.
    """
    began = time.perf_counter()
    publication = manifest.newest(warehouse)
    findings = list(_files(warehouse, publication))
    ids = pl.Series("doc_id", dtype=pl.String)
    if not any(finding.check in ("file_is_there", "file_is_whole") for finding in findings):
        findings += _catalogue(warehouse, publication)
        ids = state.scan(warehouse, "documents", publication).select("doc_id").collect()["doc_id"].sort()
        findings += _rows(warehouse, publication, ids)
    return Verification(
        publication.number,
        len(publication.files),
        sum(file.bytes for file in publication.files),
        len(ids),
        time.perf_counter() - began,
        findings,
        [] if findings else plausibility.doubts(warehouse),
    )


def _files(warehouse: Path, publication: Publication) -> Iterator[Finding]:
    """Every listed file is there and whole, and shown to readers under its name."""
    for file in publication.files:
        path = warehouse / file.path
        if not path.is_file():
            yield Finding("file_is_there", file.path, "the file is missing")
            continue
        with path.open("rb") as stored:
            digest = hashlib.file_digest(stored, "sha256").hexdigest()
        if digest != file.sha256:
            yield Finding("file_is_whole", file.path, f"{path.stat().st_size} bytes, not what was written")
        elif file.table in TABLES:
            shown = warehouse / file.table / file.slot
            if not shown.is_file() or shown.stat().st_size != file.bytes:
                yield Finding("file_is_shown", f"{file.table}/{file.slot}", "readers do not see it as published")


def _catalogue(warehouse: Path, publication: Publication) -> Iterator[Finding]:
    """The catalogue opens, and its views have as many rows as the publication lists."""
    where = layout.catalogue_file(warehouse).name
    try:
        with duckdb.connect(str(warehouse / where), read_only=True) as connection:
            for table in TABLES:
                listed = sum(file.rows for file in publication.of(table))
                [(rows,)] = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
                if rows != listed:
                    yield Finding("catalogue_shows_publication", where, f"{table} has {rows} rows, not {listed}")
    except duckdb.Error as error:
        yield Finding("catalogue_opens", where, str(error).splitlines()[0])


def _rows(warehouse: Path, publication: Publication, ids: pl.Series) -> Iterator[Finding]:
    """All checks over all documents, some at a time; then what holds of the corpus as a whole."""
    if ids.n_unique() < len(ids):
        yield Finding("doc_id|unique", "documents", f"{len(ids) - ids.n_unique()} documents are there twice")
    tables = [name for name, schema in layout.STORED_TABLES.items() if "doc_id" in schema.column_names()]
    counted = dict.fromkeys(tables, 0)
    named: dict[tuple[str, str], list[pl.Series]] = {}
    shares = _document_by_document(warehouse, publication, tables)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for checked in threads.map(partial(_checked, warehouse, publication), shares):
            yield from checked.findings
            for table, rows in checked.rows.items():
                counted[table] += rows
            for place, keys in checked.named.items():
                named.setdefault(place, []).append(keys)
    for table, rows in counted.items():
        listed = sum(file.rows for file in publication.of(table))
        if listed != rows:
            yield Finding("rows_of_documents", table, f"{listed - rows} of {listed} rows belong to no document")
    yield from _of_the_corpus(warehouse, publication)
    for table, column, target in _references_to_all(layout.STORED_TABLES):
        key = TABLES[target].primary_key()[0]
        known = state.scan(warehouse, target, publication).select(key).collect()[key]
        if table in tables:
            asked = pl.concat(named.get((table, column), [pl.Series(column, dtype=pl.String)])).unique().to_frame()
        else:
            asked = state.scan(warehouse, table, publication).select(column).drop_nulls().unique().collect()
        yield from (_finding(v) for v in structure.missing_targets(table, asked, column, known))


def _references_to_all(tables: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The columns of tables that name rows of the whole corpus: table, column, and the table that they refer to."""
    for table in tables:
        for column, target in structure.referring_columns(table).items():
            if target in (*layout.WHOLE_TABLES, "documents"):
                yield table, column, target


def _of_the_corpus(warehouse: Path, publication: Publication) -> Iterator[Finding]:
    """What the tables' definitions say of rows that are of no document; no key is in two files."""
    for table, schema in layout.STORED_TABLES.items():
        if "doc_id" in schema.column_names():
            continue
        for file in publication.of(table):
            rows = state.scan_files([warehouse / file.path], table).collect()
            yield from (_finding(violation) for violation in structure.schema({table: rows}))
        if key := schema.primary_key():
            keys = state.scan(warehouse, table, publication).select(key).collect()
            if twice := keys.height - keys.n_unique():
                yield Finding(f"{key[0]}|unique", table, f"{twice} row(s) are there twice")


class _Share(NamedTuple):
    """Some documents, in order, and by table the files that may have rows of them."""

    documents: pl.Series
    files: dict[str, list[PublishedFile]]


class _Checked(NamedTuple):
    """What came of some documents."""

    findings: list[Finding]
    rows: dict[str, int]
    """By table."""
    named: dict[tuple[str, str], pl.Series]
    """By table and column, which rows of the whole corpus they refer to, each once."""


def _checked(warehouse: Path, publication: Publication, share: _Share) -> _Checked:
    """All checks of some documents."""
    ids = share.documents
    # The range passes over most of a file without unpacking it. Within it there are rows of other documents.
    theirs = pl.col("doc_id").is_between(pl.lit(ids[0]), pl.lit(ids[-1])) & pl.col("doc_id").is_in(ids.implode())
    frames = {
        table: state.scan(warehouse, table, publication, files).filter(theirs).collect()
        for table, files in share.files.items()
    }
    return _Checked(
        [_finding(violation) for each in checks.CHECKS for violation in each(frames)],
        {table: frame.height for table, frame in frames.items()},
        {
            (table, column): frames[table][column].drop_nulls().unique()
            for table, column, _ in _references_to_all(frames)
        },
    )


def _document_by_document(warehouse: Path, publication: Publication, tables: list[str]) -> Iterator[_Share]:
    """All documents, some at a time, with the files that came with the same publications."""
    came = {table: _came(publication, table) for table in tables}
    for file in publication.of("documents"):
        ids = state.scan_files([warehouse / file.path], "documents").select("doc_id").collect()["doc_id"].sort()
        span = came["documents"][file.slot]
        listed = {
            table: [each for each in publication.of(table) if _meet(came[table][each.slot], span)] for table in tables
        }
        listed["documents"] = [file]
        for at in range(0, len(ids), DOCUMENTS_AT_A_TIME):
            yield _Share(ids[at : at + DOCUMENTS_AT_A_TIME], listed)


def _came(publication: Publication, table: str) -> dict[str, tuple[int, int]]:
    """By file: the first and the last publication of which it may have rows; its name says the first."""
    first = {file.slot: layout.slot_number(file.slot) for file in publication.of(table)}
    following = sorted({*first.values(), publication.number})
    # The first rows of the next file's publication may have filled this one.
    return {
        slot: (number, next((later for later in following if later > number), publication.number))
        for slot, number in first.items()
    }


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _finding(violation: checks.Violation) -> Finding:
    keys = [name for name in layout.STORED_TABLES[violation.table].primary_key() if name in violation.rows.columns]
    first = violation.rows.select(keys or violation.rows.columns).row(0, named=True)
    return Finding(violation.check, violation.table, f"{violation.rows.height} row(s), the first {first}")
