"""The tape: texts under edit, on which nothing is ever lost.

All texts of a batch lie behind one another as code points. A cut does not take characters off the tape: it
marks them as gone, and puts what stands for them instead beside them. So the source is what came from it,
the text is what is still there, and the edits are the runs of everything else, in order and without overlap.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

Codes = npt.NDArray[np.uint32]
Marks = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

# A cut that some rule asks for: of text number ``row``, the code points ``start`` to ``end`` (half-open) are
# to give way to ``inserted``. Cuts of one frame do not overlap.
CUTS = pl.Schema(
    {
        "row": pl.Int64,
        "start": pl.Int64,
        "end": pl.Int64,
        "inserted": pl.String,
        "kind": pl.String,
        "rule": pl.String,
    }
)


class Tape(NamedTuple):
    """Texts under edit: ``edit`` is the number of the cut that changed a place, -1 where none did."""

    codes: Codes
    is_source: Marks
    is_text: Marks
    edit: Places
    row: Places
    rows: int
    cuts: pl.DataFrame


def tape(texts: pl.Series) -> Tape:
    """Lay ``texts`` (strings, none NULL) on a tape."""
    codes = code_points(texts)
    row = np.repeat(np.arange(len(texts), dtype=np.int64), texts.str.len_chars().to_numpy())
    there = np.ones(len(codes), dtype=np.bool_)
    nothing = np.full(len(codes), -1, dtype=np.int64)
    return Tape(
        codes,
        there,
        there.copy(),
        nothing,
        row,
        len(texts),
        pl.DataFrame(schema={"kind": pl.String, "rule": pl.String}),
    )


def texts(tape: Tape) -> pl.Series:
    """Give the texts as they stand, one a row."""
    return strings(tape.codes[tape.is_text], np.bincount(tape.row[tape.is_text], minlength=tape.rows))


def cut(tape: Tape, cuts: pl.DataFrame) -> Tape:
    """Make ``cuts`` (CUTS, spans in the texts as they stand).

    An earlier edit that lies wholly inside a new one becomes part of it.
    """
    if cuts.is_empty():
        return tape
    cuts = cuts.sort("row", "start", "end", maintain_order=True)
    there = np.flatnonzero(tape.is_text)
    base = np.concatenate(([0], np.cumsum(np.bincount(tape.row[there], minlength=tape.rows))))
    row, inserted = cuts["row"].to_numpy(), cuts["inserted"]
    start, end = base[row] + cuts["start"].to_numpy(), base[row] + cuts["end"].to_numpy()
    place = np.append(there, len(tape.codes))
    is_removal = end > start
    first = place[start]
    after = np.where(is_removal, place[np.maximum(end - 1, 0)] + 1, first)
    number = len(tape.cuts) + np.arange(len(cuts), dtype=np.int64)

    covering = np.zeros(len(tape.codes) + 1, dtype=np.int64)
    np.add.at(covering, first[is_removal], number[is_removal] + 1)
    np.subtract.at(covering, after[is_removal], number[is_removal] + 1)
    covering = np.cumsum(covering)[:-1] - 1
    is_gone = covering >= 0
    edit = np.where(is_gone, covering, tape.edit)
    is_text = tape.is_text & ~is_gone

    lengths = inserted.str.len_chars().to_numpy().astype(np.int64)
    at = np.repeat(after, lengths)
    new = np.ones(len(at), dtype=np.bool_)
    kept = np.insert(tape.is_source | is_text, at, new)
    return Tape(
        np.insert(tape.codes, at, code_points(inserted))[kept],
        np.insert(tape.is_source, at, ~new)[kept],
        np.insert(is_text, at, new)[kept],
        np.insert(edit, at, np.repeat(number, lengths))[kept],
        np.insert(tape.row, at, np.repeat(row.astype(np.int64), lengths))[kept],
        tape.rows,
        pl.concat([tape.cuts, cuts.select("kind", "rule")]),
    )


def edits(tape: Tape) -> pl.DataFrame:
    """List what was changed: row, kind, rule, raw_start, raw_end, char_start, removed, inserted.

    ``raw_start`` and ``raw_end`` are a span in the source, ``char_start`` is the place in the text.
    """
    is_changed = ~(tape.is_source & tape.is_text)
    begins = (
        is_changed
        & np.concatenate(
            ([True], (tape.edit[1:] != tape.edit[:-1]) | ~is_changed[:-1] | (tape.row[1:] != tape.row[:-1]))
        )[: len(is_changed)]
    )
    first = np.flatnonzero(begins)
    run = np.cumsum(begins)[is_changed] - 1
    row = tape.row[first]
    raw, text = _offsets(tape.is_source, tape), _offsets(tape.is_text, tape)
    removed = np.bincount(run, tape.is_source[is_changed], minlength=len(first)).astype(np.int64)
    inserted = np.bincount(run, tape.is_text[is_changed], minlength=len(first)).astype(np.int64)
    labels = tape.cuts[tape.edit[first]]
    return pl.DataFrame(
        {
            "row": row,
            "kind": labels["kind"],
            "rule": labels["rule"],
            "raw_start": raw[first],
            "raw_end": raw[first] + removed,
            "char_start": text[first],
            "removed": strings(tape.codes[is_changed & tape.is_source], removed),
            "inserted": strings(tape.codes[is_changed & tape.is_text], inserted),
        }
    )


def _offsets(marks: Marks, tape: Tape) -> Places:
    """Count, for every place, the marked places of its row before it."""
    before: Places = np.cumsum(marks) - marks
    starts = np.searchsorted(tape.row, np.arange(tape.rows), side="left")
    base = np.append(before, marks.sum())[starts]
    offsets: Places = before - base[tape.row]
    return offsets


def code_points(texts: pl.Series) -> Codes:
    """Give the code points of ``texts`` behind one another."""
    joined = "".join(texts.to_list())
    return np.frombuffer(joined.encode("utf-32-le"), dtype="<u4").astype(np.uint32)


def strings(codes: Codes, lengths: npt.NDArray[np.integer]) -> pl.Series:
    """Cut ``codes`` into strings of so many code points each."""
    data = codes.astype("<u4").tobytes().decode("utf-32-le").encode()
    widths = 1 + (codes >= 0x80).astype(np.int64) + (codes >= 0x800) + (codes >= 0x10000)
    ends = np.concatenate(([0], np.cumsum(widths)))[np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)]
    offsets = pa.py_buffer(ends.astype(np.int64).tobytes())
    array = pa.LargeStringArray.from_buffers(len(lengths), offsets, pa.py_buffer(data))
    return pl.Series(pl.from_arrow(array))
