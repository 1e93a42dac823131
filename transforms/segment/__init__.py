"""segment: documents → sentences.

Sentences never cross a paragraph (a blank line). Within one, every gap between two chunks of text where a
sentence may end is described by what stands left and right of it and scored by a small logistic model
trained on treebanks; list items and line breaks have rules of their own.
"""

from collections.abc import Iterator
from itertools import pairwise

import dataframely as dy
import numpy as np
import polars as pl
import pyarrow as pa

from transforms.segment.breaks import find_labels, line_breaks, list_items
from transforms.segment.chunks import Chunks, Flags, Numbers, Positions, Text, find_chunks, read_text
from transforms.segment.context import describe
from transforms.segment.scorer import score
from warehouse.tables import Documents, Sentences

__all__ = ["segment"]

# Texts are worked on together up to so many characters: enough to spread the cost of a call over many
# documents, few enough to stay in memory whatever the batch.
_BLOCK = 2_000_000
_BREAK = "\n\n"
LONGEST_SENTENCE = 3_000
"""Code points; what is longer is no sentence but a list or a text without stops, and is cut, at a space if it has one.

The work of later stages on one sentence grows with the square of its length.
"""


def segment(documents: dy.DataFrame[Documents]) -> dy.DataFrame[Sentences]:
    """Split the text of each document into sentences.

    Parameters
    ----------
    documents
        Of Documents, ``doc_id`` and ``text`` are read. Paragraphs are separated by a blank line.

    Returns
    -------
    Sentences, sorted by document and place. Each is non-empty and trimmed of white space, its span equals
    its text, and every character that is not white space is in exactly one. None is longer than ``LONGEST_SENTENCE``.
    """
    ordered = documents.select("doc_id", "text").sort("doc_id")
    parts = [_sentences(block) for block in _blocks(ordered)]
    frame = pl.concat(parts) if parts else Sentences.create_empty()
    return Sentences.cast(frame)


def _blocks(documents: pl.DataFrame) -> Iterator[pl.DataFrame]:
    lengths = documents["text"].str.len_chars().to_numpy().astype(np.int64)
    number = (np.cumsum(lengths) - lengths) // _BLOCK
    edges = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), documents.height]
    for first, last in pairwise(edges):
        if last > first:
            yield documents[first:last]


def _sentences(documents: pl.DataFrame) -> pl.DataFrame:
    """The sentences of one block of documents."""
    texts = documents["text"]
    lengths = texts.str.len_chars().to_numpy().astype(np.int64) + len(_BREAK)
    origin = len(_BREAK) + np.cumsum(lengths) - lengths
    text = read_text(_BREAK + _BREAK.join(texts.to_list()) + _BREAK)
    chunks = find_chunks(text)
    if not len(chunks.start):
        return Sentences.create_empty()
    paragraph = np.cumsum(chunks.newlines > 1) - 1
    document = np.searchsorted(origin, chunks.start, side="right") - 1
    begins = _bounded(_begins(text, chunks, paragraph, document), chunks)
    first = np.flatnonzero(begins)
    start, end = chunks.start[first], chunks.end[np.append(first[1:], len(begins))[: len(first)] - 1]
    first, start, end = _cut_words(first, start, end)
    frame = pl.DataFrame(
        {
            "document": document[first],
            "paragraph": paragraph[first],
            "char_start": start - origin[document[first]],
            "char_end": end - origin[document[first]],
        }
    )
    of_document = pl.col("paragraph").first().over("document")
    return frame.select(
        doc_id=documents["doc_id"].gather(frame["document"]),
        sentence_id=pl.int_range(pl.len(), dtype=pl.Int32).over("document"),
        paragraph_id=(pl.col("paragraph") - of_document).cast(pl.Int32),
        char_start=pl.col("char_start").cast(pl.Int32),
        char_end=pl.col("char_end").cast(pl.Int32),
        text=_slices(text, start, end),
    )


def _begins(text: Text, chunks: Chunks, paragraph: Numbers, document: Numbers) -> Flags:
    """The chunks with which a sentence begins."""
    opens_paragraph = chunks.newlines > 1
    breaks = np.bincount(document, chunks.newlines > 0)
    context = describe(text, chunks, paragraph, (breaks > 1)[document])
    begins = opens_paragraph.copy()
    begins[context.chunk] |= score(context) > 0
    labels = find_labels(text, chunks)
    begins |= line_breaks(text, chunks, paragraph, labels)
    begins_item, follows_label = list_items(text, chunks, paragraph, labels, begins)
    return (begins | begins_item) & ~follows_label | opens_paragraph


def _bounded(begins: Flags, chunks: Chunks) -> Flags:
    """Begin another sentence within one that is too long; a chunk that is too long by itself stands alone."""
    opening = np.flatnonzero(begins)
    closing = np.append(opening[1:], len(begins))[: len(opening)] - 1
    lengths = np.diff(np.append(opening, len(begins)))
    is_long = np.repeat(chunks.end[closing] - chunks.start[opening] > LONGEST_SENTENCE, lengths)
    # Parts of half the bound, so that the chunk that reaches over the end of one still fits.
    part = (chunks.start - np.repeat(chunks.start[opening], lengths)) // (LONGEST_SENTENCE // 2)
    stands_alone = chunks.end - chunks.start > LONGEST_SENTENCE // 2
    stands_alone |= np.append(False, stands_alone[:-1])
    return begins | is_long & ((np.diff(part, prepend=0) > 0) | stands_alone)


def _cut_words(first: Positions, start: Positions, end: Positions) -> tuple[Positions, Positions, Positions]:
    """Cut what is too long and has no space, such as one word of a megabyte."""
    pieces = -((start - end) // LONGEST_SENTENCE)
    nth = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    first, end = np.repeat(first, pieces), np.repeat(end, pieces)
    start = np.repeat(start, pieces) + nth * LONGEST_SENTENCE
    return first, start, np.minimum(end, start + LONGEST_SENTENCE)


def _slices(text: Text, start: Positions, end: Positions) -> pl.Series:
    """The text of each span; the spans ascend and do not overlap."""
    width = 1 + (text.codes >= 0x80).astype(np.int64) + (text.codes >= 0x800) + (text.codes >= 0x10000)
    byte = np.zeros(len(width) + 1, dtype=np.int64)
    np.cumsum(width, out=byte[1:])
    # Spans and what lies between them alternate; every second one is kept.
    edges = byte[np.column_stack((start, end)).ravel()]
    data = pa.py_buffer(text.codes.tobytes().decode("utf-32-le").encode())
    pieces = pa.LargeStringArray.from_buffers(max(len(edges) - 1, 0), pa.py_buffer(edges), data)
    return pl.Series("text", pieces, dtype=pl.String).gather_every(2)
