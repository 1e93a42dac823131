"""Types, nulls, vocabularies, ranges, keys and references, as the tables' definitions have them."""

from collections.abc import Iterator
from functools import cache

import dataframely as dy
import polars as pl

from warehouse import layout, spans
from warehouse.checks.order import is_in_order
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
        # Which rows fail, and at what, is asked only where some do: that costs several times as much.
        if _holds(definition, frame):
            continue
        _, failure = definition.filter(frame)
        if failing := list(failure.counts()):
            details = failure.details()
            rows = details.filter(pl.col(failing[0]) == "invalid").select(definition.column_names())
            yield Violation(failing[0], table, rows)


def _holds(definition: type[dy.Schema], frame: pl.DataFrame) -> bool:
    """Tell whether all rows keep all rules of their columns, and no two have the same key."""
    key = definition.primary_key()
    is_unique = not key or is_in_order(frame, key) or not frame.select(key).is_duplicated().any()
    return is_unique and bool(frame.select(_rules_of_columns(definition)).item())


@cache
def _rules_of_columns(definition: type[dy.Schema]) -> pl.Expr:
    """Whether all rows keep all rules of the definition's columns, as dataframely reads them: null keeps a rule."""
    return pl.all_horizontal(
        rule.fill_null(True).all()
        for name, column in definition.columns().items()
        for rule in column.validation_rules(pl.col(name)).values()
    )


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
    documents, sentences = frame_of(frames, "documents"), frame_of(frames, "sentences")
    known = sentences["doc_id"].unique()
    numbered = _sentences(sentences, known)
    for table, frame in frames.items():
        if "doc_id" in frame.columns and table != "documents":
            is_missing = pl.Series(spans.rows_of(frame["doc_id"], documents["doc_id"]) < 0)
            yield from _missing(table, frame, "doc_id", "documents", is_missing)
        if "sentence_id" in frame.columns and table != "sentences":
            is_missing = ~_sentences(frame, known).is_in(numbered.implode()).fill_null(False)
            yield from _missing(table, frame, "sentence_id", "sentences", is_missing)
        for column, target in referring_columns(table).items():
            if "doc_id" not in TABLES[target].column_names() or target == "documents":
                continue
            keys = frame_of(frames, target)[TABLES[target].primary_key()[0]]
            yield from _missing(table, frame, column, target, _names_nothing(frame[column], keys))


def _sentences(frame: pl.DataFrame, documents: pl.Series) -> pl.Series:
    """Give each row's sentence one number, the same in all tables; strings would have to be compared otherwise."""
    places = pl.Series(spans.rows_of(frame["doc_id"], documents), dtype=pl.Int64)
    return places * 2**32 + frame["sentence_id"].cast(pl.Int64)


def _names_nothing(column: pl.Series, keys: pl.Series) -> pl.Series:
    return column.is_not_null() & ~column.is_in(keys.implode())


def _missing(table: str, frame: pl.DataFrame, column: str, target: str, is_missing: pl.Series) -> Iterator[Violation]:
    if is_missing.any():
        yield Violation(f"{column}|references_{target}", table, frame.filter(is_missing))


def missing_targets(table: str, frame: pl.DataFrame, column: str, known: pl.Series) -> Iterator[Violation]:
    """A reference to a whole-corpus table, or to another document, names a row that is there."""
    yield from _missing(table, frame, column, referring_columns(table)[column], _names_nothing(frame[column], known))


def referring_columns(table: str) -> dict[str, str]:
    """The columns of a table that refer to another table, as their definition says."""
    return {
        name: column.metadata["references"]
        for name, column in layout.STORED_TABLES[table].columns().items()
        if column.metadata and "references" in column.metadata
    }
