"""Types, nulls, vocabularies, ranges, keys and references, as the tables' definitions have them."""

from collections.abc import Iterator

import polars as pl

from warehouse import layout
from warehouse.checks.violation import Frames, Violation, frame_of
from warehouse.tables import TABLES


def schema(frames: Frames) -> Iterator[Violation]:
    """Columns, types, nulls, vocabularies, ranges and keys are as the tables define them."""
    for table, frame in frames.items():
        definition = layout.STORED_TABLES[table]
        expected = dict(pl.Schema(definition))
        if dict(frame.schema) != expected:
            differing = sorted(set(frame.schema.items()) ^ set(expected.items()), key=str)
            columns = pl.DataFrame({"column": [f"{name}: {dtype}" for name, dtype in differing]})
            yield Violation("columns", table, columns.unique(maintain_order=True))
            continue
        _, failure = definition.filter(frame)
        if failing := list(failure.counts()):
            details = failure.details()
            rows = details.filter(pl.col(failing[0]) == "invalid").select(definition.column_names())
            yield Violation(failing[0], table, rows)


def key_names_its_document(frames: Frames) -> Iterator[Violation]:
    """An id begins with its document's id: ids of two documents, and of two batches, never clash."""
    for table, frame in frames.items():
        keys = layout.STORED_TABLES[table].primary_key()
        own = keys[0] if keys else ""
        if "doc_id" in keys or "doc_id" not in frame.columns or not own.endswith("_id"):
            continue
        rows = frame.filter(~pl.col(own).str.starts_with(pl.col("doc_id") + "-"))
        if rows.height:
            yield Violation("key_names_its_document", table, rows)


def references(frames: Frames) -> Iterator[Violation]:
    """What a row refers to is there: its document, its sentence, and rows of its document's tables.

    References to whole-corpus tables and from document to document are for :func:`missing_targets`.
    """
    for table, frame in frames.items():
        pairs = [(["doc_id"], "documents")] if "doc_id" in frame.columns and table != "documents" else []
        if "sentence_id" in frame.columns and table != "sentences":
            pairs.append((["doc_id", "sentence_id"], "sentences"))
        for columns, target in pairs:
            known = frame_of(frames, target).select(columns)
            rows = frame.join(known, on=columns, how="anti", maintain_order="left")
            if rows.height:
                yield Violation(f"{columns[-1]}|references_{target}", table, rows)
        for column, target in referring_columns(table).items():
            if "doc_id" not in TABLES[target].column_names() or target == "documents":
                continue
            key = frame_of(frames, target).select(TABLES[target].primary_key()[0])
            rows = frame.filter(pl.col(column).is_not_null()).join(
                key, left_on=column, right_on=key.columns[0], how="anti", maintain_order="left"
            )
            if rows.height:
                yield Violation(f"{column}|references_{target}", table, rows)


def missing_targets(table: str, frame: pl.DataFrame, column: str, known: pl.Series) -> Iterator[Violation]:
    """A reference to a whole-corpus table, or to another document, names a row that is there."""
    rows = frame.filter(pl.col(column).is_not_null() & ~pl.col(column).is_in(known.implode()))
    if rows.height:
        yield Violation(f"{column}|references_{referring_columns(table)[column]}", table, rows)


def referring_columns(table: str) -> dict[str, str]:
    """The columns of a table that refer to another table, as their definition says."""
    return {
        name: column.metadata["references"]
        for name, column in layout.STORED_TABLES[table].columns().items()
        if column.metadata and "references" in column.metadata
    }
