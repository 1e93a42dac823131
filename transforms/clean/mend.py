"""Mending: characters that were damaged on the way, and those that only typesetting or hiding needs.

Quotation marks and dashes stay as printed. What is mended: text decoded twice or in the wrong encoding (by
ftfy's fixers), HTML entities, spaces of other widths, invisible and control characters, ligatures, letters
taken apart into base and accent, line ends.
"""

import html
import unicodedata
from collections.abc import Callable

import numpy as np
import polars as pl
from ftfy import fix_encoding
from ftfy.badness import is_bad
from ftfy.fixes import fix_c1_controls

from transforms.clean.tape import Marks, Places, Tape, cut, strings
from transforms.lexicons import lexicon

# Mojibake comes in runs of a few characters; a longer one is a text in another script.
LONGEST_MOJIBAKE = 60
LONGEST_ENTITY = 10


def mend(tape: Tape) -> Tape:
    """Mend the characters of all texts; each change is a cut of kind encoding, markup or unicode."""
    return _characters(_composed(_entities(_encodings(tape))))


def _encodings(tape: Tape) -> Tape:
    """Undo mojibake: ftfy judges each run of characters beyond ASCII, each different run once."""
    codes, row = tape.codes[tape.is_text], tape.row[tape.is_text]
    starts, ends = _runs(codes >= 0x80, row)
    fits = (ends - starts >= 2) & (ends - starts <= LONGEST_MOJIBAKE)
    tape = _replace(tape, starts[fits], ends[fits], _unscrambled, "encoding", "mojibake")
    # What is left of bytes that Windows-1252 would have printed.
    codes, row = tape.codes[tape.is_text], tape.row[tape.is_text]
    starts, ends = _runs((codes >= 0x80) & (codes < 0xA0) & (codes != 0x85), row)
    return _replace(tape, starts, ends, fix_c1_controls, "encoding", "windows_1252")


def _unscrambled(run: str) -> str:
    return fix_encoding(run) if is_bad(run) else run


def _entities(tape: Tape) -> Tape:
    """Undo HTML's ways to write a character."""
    codes, row = tape.codes[tape.is_text], tape.row[tape.is_text]
    starts, stops = np.flatnonzero(codes == ord("&")), np.flatnonzero(codes == ord(";"))
    ends = np.append(stops, len(codes))[np.searchsorted(stops, starts)] + 1
    fits = (ends - starts <= LONGEST_ENTITY) & (ends <= len(codes))
    starts, ends = starts[fits], ends[fits]
    fits = (row[starts] == row[ends - 1]) & np.append(starts[1:] >= ends[:-1], True)[: len(starts)]
    return _replace(tape, starts[fits], ends[fits], html.unescape, "markup", "html_entity")


def _composed(tape: Tape) -> Tape:
    """Put letters and their combining accents (U+0300 to U+036F) together, as NFC has them."""
    codes, row = tape.codes[tape.is_text], tape.row[tape.is_text]
    accents = (codes >= 0x300) & (codes <= 0x36F)
    starts, ends = _runs(accents, row)
    fits = (starts > 0) & (row[np.maximum(starts - 1, 0)] == row[np.minimum(starts, len(row) - 1)])
    starts, ends = starts[fits] - 1, ends[fits]
    return _replace(tape, starts, ends, _nfc, "unicode", "accent")


def _nfc(run: str) -> str:
    return unicodedata.normalize("NFC", run)


def _characters(tape: Tape) -> Tape:
    """Replace single characters by the lexicon ``characters``."""
    replaced = lexicon("characters").select(
        code=pl.col("code").str.to_integer(base=16).cast(pl.UInt32),
        inserted=pl.col("inserted").fill_null("").str.replace_all("SPACE", " ").str.replace_all("LINE", "\n"),
        rule="rule",
    )
    known = replaced.sort("code")
    table = known["code"].to_numpy()
    codes, row = tape.codes[tape.is_text], tape.row[tape.is_text]
    slot = np.minimum(np.searchsorted(table, codes), len(table) - 1)
    is_known = table[slot] == codes
    # The line feed of a carriage return and line feed stays.
    follows = np.append(codes[1:] == 0x0A, False) & np.append(row[1:] == row[:-1], False)
    is_pair = (codes == 0x0D) & follows[: len(codes)]
    at = np.flatnonzero(is_known)
    chosen = known[slot[at]].with_columns(
        inserted=pl.when(pl.Series(is_pair[at])).then(pl.lit("")).otherwise("inserted"),
        kind=pl.lit("unicode"),
    )
    return cut(tape, _cuts(row, at, at + 1, chosen))


def _runs(marks: Marks, row: Places) -> tuple[Places, Places]:
    """Give the starts and ends of the runs of marked places; a run ends with its text."""
    inside = np.concatenate(([False], marks, [False]))
    breaks = np.concatenate(([True], row[1:] != row[:-1], [True]))[: len(row) + 1]
    starts = np.flatnonzero(marks & (~inside[:-2] | breaks[:-1]))
    ends = np.flatnonzero(marks & (~inside[2:] | breaks[1:])) + 1
    return starts.astype(np.int64), ends.astype(np.int64)


def _replace(tape: Tape, starts: Places, ends: Places, fix: Callable[[str], str], kind: str, rule: str) -> Tape:
    """Put ``fix`` of the characters from ``starts`` to ``ends`` in their place, where it differs.

    ``fix`` is a library's and takes one string; it is called once for each different string.
    """
    if not len(starts):
        return tape
    codes, row = tape.codes[tape.is_text], tape.row[tape.is_text]
    depth = np.zeros(len(codes) + 1, dtype=np.int64)
    np.add.at(depth, starts, 1)
    np.subtract.at(depth, ends, 1)
    found = strings(codes[np.cumsum(depth)[:-1] > 0], ends - starts)
    unique = found.unique()
    fixed = pl.Series([fix(run) for run in unique], dtype=pl.String)
    chosen = pl.DataFrame({"inserted": found.replace_strict(unique, fixed, return_dtype=pl.String)}).with_columns(
        kind=pl.lit(kind), rule=pl.lit(rule)
    )
    differs = (found != chosen["inserted"]).to_numpy()
    return cut(tape, _cuts(row, starts[differs], ends[differs], chosen.filter(differs)))


def _cuts(row: Places, starts: Places, ends: Places, chosen: pl.DataFrame) -> pl.DataFrame:
    """Make CUTS of spans on the tape's text."""
    base = np.searchsorted(row, row[starts])
    return chosen.select(
        row=pl.Series(row[starts]),
        start=pl.Series(starts - base),
        end=pl.Series(ends - base),
        inserted="inserted",
        kind="kind",
        rule="rule",
    )
