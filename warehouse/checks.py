"""What must hold of the tables before anything of them is published: each check one named thing.

Most checks are derived from the tables' one definition: types, null rules, vocabularies, ranges and
keys by dataframely; spans from the names of their columns (``X``, ``X_start``, ``X_end``);
references from the columns' metadata and from the keys that tables share.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import polars as pl

from warehouse import layout, spans
from warehouse.tables import TABLES

ROWS_SHOWN = 5


class Violation(NamedTuple):
    """A check that failed."""

    check: str
    table: str
    rows: pl.DataFrame
    """The rows that fail it."""


class CheckFailedError(Exception):
    """A check failed, and nothing was published.

    Attributes
    ----------
    check, table
        Which check, of which table.
    rows
        The rows that fail it.
    """

    def __init__(self, violation: Violation) -> None:
        """Word the message: check, table and the first rows."""
        self.check, self.table, self.rows = violation
        shown = "\n".join(f"  {row}" for row in self.rows.head(ROWS_SHOWN).to_dicts())
        more = self.rows.height - ROWS_SHOWN
        super().__init__(
            f"check {self.check} failed for {self.rows.height} row(s) of {self.table}:\n{shown}"
            + (f"\n  … and {more} more" if more > 0 else "")
        )


Frames = Mapping[str, pl.DataFrame]
"""Frames of whole documents by table; with ``articles`` the edits are checked against the source."""


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
            known = _frame(frames, target).select(columns)
            rows = frame.join(known, on=columns, how="anti", maintain_order="left")
            if rows.height:
                yield Violation(f"{columns[-1]}|references_{target}", table, rows)
        for column, target in referring_columns(table).items():
            if "doc_id" not in TABLES[target].column_names() or target == "documents":
                continue
            key = _frame(frames, target).select(TABLES[target].primary_key()[0])
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


def text_length(frames: Frames) -> Iterator[Violation]:
    """A document's text_length is the length of its text."""
    rows = _frame(frames, "documents").filter(pl.col("text").str.len_chars() != pl.col("text_length"))
    if rows.height:
        yield Violation("text_length", "documents", rows.drop("text"))


def spans_equal_text(frames: Frames) -> Iterator[Violation]:
    """Each span lies in its document's text and holds exactly the characters of its column.

    A slot's text, beginning and end are there together or not at all. A span without a column of
    its own (a fact's clause) need only lie in the text and not be empty.
    """
    documents = _frame(frames, "documents")
    texts = spans.texts_of(documents["text"])
    places = documents.select("doc_id").with_row_index("document")
    for table, whole in frames.items():
        for name, text_column in span_columns(table).items():
            start, end = f"{name}_start", f"{name}_end"
            check = f"{name}|span_equals_text"
            slots = [start, end, *([text_column] if text_column else [])]
            partly = whole.filter(
                pl.any_horizontal(pl.col(slots).is_null()) & pl.any_horizontal(pl.col(slots).is_not_null())
            )
            if partly.height:
                yield Violation(check, table, partly)
            frame = whole.drop_nulls(slots).join(places, on="doc_id", maintain_order="left")
            if frame.is_empty():
                continue
            rows, begins, ends = (frame[column].cast(pl.Int64).to_numpy() for column in ("document", start, end))
            if text_column:
                own = spans.texts_of(frame[text_column])
                numbers = np.arange(frame.height)
                holds = (own.lengths == ends - begins) & spans.equal(
                    texts, rows, begins, own, numbers, np.zeros_like(begins), own.lengths
                )
            else:
                holds = spans.within(texts, rows, begins, ends) & (begins < ends)
            if not holds.all():
                yield Violation(check, table, frame.filter(pl.Series(~holds)).drop("document"))


def edits_rebuild_source(frames: Frames) -> Iterator[Violation]:
    """The edits of a document, applied backwards to its text, give its decoded source text exactly.

    Between two edits, source and text must be the same characters, shifted by what was removed and
    inserted so far; at an edit, each must hold what the edit says.
    """
    articles = frames.get("articles")
    if articles is None or articles.is_empty():
        return
    documents = articles.select("doc_id", "raw").join(
        _frame(frames, "documents").select("doc_id", "text"), on="doc_id", maintain_order="left"
    )
    sources, texts = spans.texts_of(documents["raw"]), spans.texts_of(documents["text"])
    places = documents.select("doc_id").with_row_index("document")
    # One closing row a document stands for the end of both texts, so that the last stretch counts too.
    closing = places.with_columns(
        raw_start=pl.Series(sources.lengths),
        raw_end=pl.Series(sources.lengths),
        char_start=pl.Series(texts.lengths),
        removed=pl.lit(""),
        inserted=pl.lit(""),
        is_closing=True,
    )
    positions = ["raw_start", "raw_end", "char_start"]
    edits = (
        _frame(frames, "edits")
        .join(places, on="doc_id")
        .with_columns(pl.col(positions).cast(pl.Int64), is_closing=False)
    )
    ordered = pl.concat([edits, closing], how="diagonal").sort(
        "document", "is_closing", "raw_start", "char_start", "raw_end"
    )
    char_end = pl.col("char_start") + pl.col("inserted").str.len_chars().cast(pl.Int64)
    ordered = ordered.with_columns(
        char_end=char_end,
        raw_before=pl.col("raw_end").shift(1, fill_value=0).over("document"),
        char_before=char_end.shift(1, fill_value=0).over("document"),
    )
    document, raw_start, raw_end, char_start, char_stop, raw_before, char_before = (
        ordered[column].cast(pl.Int64).to_numpy()
        for column in ("document", *positions, "char_end", "raw_before", "char_before")
    )
    rows, zeros = np.arange(ordered.height), np.zeros(ordered.height, dtype=np.int64)
    removed, inserted = spans.texts_of(ordered["removed"]), spans.texts_of(ordered["inserted"])
    gap = char_start - char_before
    holds = (
        (raw_start - raw_before == gap)
        & (raw_end - raw_start == removed.lengths)
        & spans.equal(sources, document, raw_before, texts, document, char_before, gap)
        & spans.equal(sources, document, raw_start, removed, rows, zeros, removed.lengths)
        & spans.equal(texts, document, char_start, inserted, rows, zeros, char_stop - char_start)
    )
    if not holds.all():
        rows_failing = ordered.filter(pl.Series(~holds))
        yield Violation("edits_rebuild_source", "edits", rows_failing.drop("document", "is_closing"))


def tokens_form_trees(frames: Frames) -> Iterator[Violation]:
    """The tokens of a sentence are numbered 1 … n and form one tree: one root, no cycle."""
    tokens = _frame(frames, "tokens").sort("doc_id", "sentence_id", "token_id")
    if tokens.is_empty():
        return
    sentence = ["doc_id", "sentence_id"]
    placed = tokens.with_row_index("row").with_columns(
        first=pl.col("row").first().over(sentence),
        size=pl.len().over(sentence),
        roots=(pl.col("head") == 0).sum().over(sentence),
    )
    in_sentence = (
        (pl.col("token_id") == pl.col("row").cast(pl.Int64) - pl.col("first") + 1)
        & (pl.col("head") <= pl.col("size"))
        & (pl.col("roots") == 1)
    )
    holds = placed.select(in_sentence).to_series().to_numpy().copy()
    if holds.all():
        first, heads = placed["first"].cast(pl.Int64).to_numpy(), placed["head"].to_numpy()
        rows = np.arange(placed.height)
        # Every token jumps to its head's head, twice as far each round; whoever has not arrived at the
        # root after more steps than a sentence has tokens goes round in a circle.
        above = np.where(heads == 0, rows, first + heads - 1)
        for _ in range(int(placed["size"].to_numpy().max()).bit_length()):
            above = above[above]
        holds = heads[above] == 0
    if not holds.all():
        yield Violation("tokens_form_trees", "tokens", tokens.filter(pl.Series(~holds)))


CHECKS: tuple[Callable[[Frames], Iterator[Violation]], ...] = (
    schema,
    key_names_its_document,
    references,
    text_length,
    spans_equal_text,
    edits_rebuild_source,
    tokens_form_trees,
)


def check(frames: Frames) -> None:
    """Check the frames of some documents, all their tables together.

    Raises
    ------
    CheckFailedError
        With the first check that failed, its table and the rows.
    """
    for each in CHECKS:
        for violation in each(frames):
            raise CheckFailedError(violation)


def span_columns(table: str) -> dict[str, str | None]:
    """The spans of a table into documents.text, each with the column that holds its characters."""
    names = layout.STORED_TABLES[table].column_names()
    found: dict[str, str | None] = {}
    for name in names:
        slot = name.removesuffix("_start")
        if slot == name or f"{slot}_end" not in names or slot == "raw":
            continue
        own = [column for column in ("text", "form") if column in names] if slot == "char" else [slot]
        found[slot] = own[0] if own else None
    return found


def referring_columns(table: str) -> dict[str, str]:
    """The columns of a table that refer to another table, as their definition says."""
    return {
        name: column.metadata["references"]
        for name, column in layout.STORED_TABLES[table].columns().items()
        if column.metadata and "references" in column.metadata
    }


def _frame(frames: Frames, table: str) -> pl.DataFrame:
    return frames[table] if table in frames else layout.empty(table)
