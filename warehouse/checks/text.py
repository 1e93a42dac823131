"""What the tables say of a text is what stands there: spans, lengths, and edits that rebuild the source."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from warehouse import layout, spans
from warehouse.checks.violation import Frames, Violation, frame_of


def text_length(frames: Frames) -> Iterator[Violation]:
    """A document's text_length is the length of its text."""
    rows = frame_of(frames, "documents").filter(pl.col("text").str.len_chars() != pl.col("text_length"))
    if rows.height:
        yield Violation("text_length", "documents", rows.drop("text"))


def spans_equal_text(frames: Frames) -> Iterator[Violation]:
    """Each span lies in its document's text and holds exactly the characters of its column.

    A slot's text, beginning and end are there together or not at all. A span without a column of
    its own (a fact's clause) need only lie in the text and not be empty.
    """
    documents = frame_of(frames, "documents")
    texts = spans.texts_of(documents["text"])
    for table, frame in frames.items():
        columns = span_columns(table)
        if not columns or frame.is_empty():
            continue
        document = spans.rows_of(frame["doc_id"], documents["doc_id"])
        for name, text_column in columns.items():
            slots = [f"{name}_start", f"{name}_end", *([text_column] if text_column else [])]
            nulls = sum(frame.select(pl.col(slot).is_null() for slot in slots).to_numpy().T.astype(np.int8))
            fails = (nulls > 0) & (nulls < len(slots))
            present = np.flatnonzero((nulls == 0) & (document >= 0))
            whole = frame.select(slots) if present.size == frame.height else frame.select(slots)[present]
            fails[present] |= ~_holds(whole, texts, document[present])
            if fails.any():
                yield Violation(f"{name}|span_equals_text", table, frame.filter(pl.Series(fails)))


def _holds(slots: pl.DataFrame, texts: spans.Texts, document: spans.Positions) -> spans.Flags:
    """Tell which spans hold what they should; start, end and perhaps text, of which none is null."""
    start, end, *own_text = slots.get_columns()
    begins, ends = (column.cast(pl.Int64).to_numpy() for column in (start, end))
    if not own_text:
        return spans.within(texts, document, begins, ends) & (begins < ends)
    own = spans.texts_of(own_text[0])
    rows, zeros = np.arange(slots.height), np.zeros_like(begins)
    fits: spans.Flags = own.lengths == ends - begins
    return fits & spans.equal(texts, document, begins, own, rows, zeros, own.lengths)


def edits_rebuild_source(frames: Frames) -> Iterator[Violation]:
    """The edits of a document, applied backwards to its text, give its decoded source text exactly.

    Between two edits, source and text must be the same characters, shifted by what was removed and
    inserted so far; at an edit, each must hold what the edit says.
    """
    articles = frames.get("articles")
    if articles is None or articles.is_empty():
        return
    documents = articles.select("doc_id", "raw").join(
        frame_of(frames, "documents").select("doc_id", "text"), on="doc_id", maintain_order="left"
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
        frame_of(frames, "edits")
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
