"""White space: paragraphs stand one blank line apart, words one space apart, and hard-wrapped lines rejoin.

Whether a line end is a paragraph's end is told by the measure that typesetters use: a line is full if the
next line's first word would not have fit on it. Where most lines of a text are full, it was wrapped.
"""

import numpy as np
import polars as pl

from transforms.clean.tape import Codes, Places, Tape, cut

LINE, SPACE, HYPHEN = 0x0A, 0x20, 0x2D
# In code points: mail and wire terminals wrap at 64 to 100, columns at 40.
NARROWEST_WRAP, WIDEST_WRAP = 40, 110
# By this share of their width the lines of one text differ.
SLACK = 0.1
# A line of wrapped text that ends inside a sentence was wrapped if it has this share of the width.
LEAST_WIDTH = 0.5
# So many lines must be full for a text to be wrapped, and so many may be wider than any wrap (addresses).
LEAST_FULL, MOST_WIDE = 0.5, 0.1
# A line that breaks off inside a sentence is longer than this; shorter ones are headings or verses.
SHORTEST_BROKEN = 30
STOPS = [ord(mark) for mark in ".!?:;\"”’'»)]…"]
BULLETS = [ord(mark) for mark in "-*•·"]


def set_paragraphs(tape: Tape) -> Tape:
    """Fold all white space of the texts to single spaces and, between paragraphs, one blank line."""
    codes, row = tape.codes[tape.is_text], tape.row[tape.is_text]
    if not len(codes):
        return tape
    gaps = _judged(_gaps(codes, row))
    kept = (pl.col("width") == 1) & (pl.col("lines") == 0) | (pl.col("width") == 2) & (pl.col("lines") == 2)
    cuts = gaps.filter(pl.col("is_edge") | ~kept).select(
        "row",
        "start",
        "end",
        inserted=pl.when("is_edge")
        .then(pl.lit(""))
        .when("is_soft")
        .then(pl.when("is_hyphen").then(pl.lit("")).otherwise(pl.lit(" ")))
        .when(pl.col("lines") == 0)
        .then(pl.lit(" "))
        .otherwise(pl.lit("\n\n")),
        kind=pl.lit("whitespace"),
        rule=pl.when("is_edge")
        .then(pl.lit("edge"))
        .when("is_soft")
        .then(pl.lit("hard_wrap"))
        .when(pl.col("lines") == 0)
        .then(pl.lit("spaces"))
        .when(pl.col("lines") == 1)
        .then(pl.lit("line_paragraph"))
        .otherwise(pl.lit("blank_lines")),
    )
    return cut(tape, cuts)


def _gaps(codes: Codes, row: Places) -> pl.DataFrame:
    """List the runs of white space with what stands around them.

    ``indent`` counts the spaces after the last line feed, ``next_word`` the characters of the word that
    follows, ``before`` and ``after`` are the code points beside the gap.
    """
    blank = (codes == SPACE) | (codes == LINE)
    first = np.concatenate(([True], row[1:] != row[:-1]))
    last = np.append(first[1:], True)
    starts = np.flatnonzero(blank & (first | ~np.concatenate(([False], blank[:-1]))))
    ends = np.flatnonzero(blank & (last | ~np.append(blank[1:], False))) + 1
    base, stop = np.searchsorted(row, row[starts]), np.searchsorted(row, row[starts], side="right")
    lines = np.concatenate(([0], np.cumsum(codes == LINE)))
    latest_line = np.maximum.accumulate(np.where(codes == LINE, np.arange(len(codes)), -1))
    next_gap = np.minimum(np.append(starts[1:], len(codes)), stop)
    return pl.DataFrame(
        {
            "row": row[starts],
            "start": starts - base,
            "end": ends - base,
            "width": ends - starts,
            "lines": lines[ends] - lines[starts],
            "indent": ends - 1 - np.maximum(latest_line[ends - 1], base - 1),
            "next_word": next_gap - ends,
            "before": codes[np.maximum(starts - 1, 0)],
            "after": codes[np.minimum(ends, len(codes) - 1)],
            "is_edge": (starts == base) | (ends == stop),
        }
    )


def _judged(gaps: pl.DataFrame) -> pl.DataFrame:
    """Say of each gap whether it is a wrapped line's end (``is_soft``), and of those whether in a word."""
    # A line runs from one gap with a line feed, or the edge of the text, to the next.
    line_ends = (
        gaps.with_row_index("gap")
        .filter((pl.col("lines") > 0) | "is_edge")
        .with_columns(
            length=pl.col("start") - pl.col("end").shift(1, fill_value=0).over("row"),
            own_indent=pl.col("indent").shift(1, fill_value=0).over("row"),
        )
    )
    single = (pl.col("lines") == 1) & ~pl.col("is_edge")
    is_lower = pl.col("after").is_between(ord("a"), ord("z"))
    is_open = ~pl.col("before").is_in(STOPS)
    width = pl.col("length").filter(pl.col("length") <= WIDEST_WRAP).max().over("row")
    line_ends = line_ends.with_columns(
        is_full=pl.col("length") + 1 + pl.col("next_word") > (1 - SLACK) * width,
        is_half=pl.col("length") > LEAST_WIDTH * width,
        is_wide=(pl.col("length") > WIDEST_WRAP),
        is_new=(pl.col("indent") >= 2) & (pl.col("own_indent") < 2)
        | pl.col("after").is_in(BULLETS) & (pl.col("next_word") == 1) & ~is_open,
    ).with_columns(
        is_wrapped=(pl.col("is_full").filter(single).mean().over("row") >= LEAST_FULL)
        & (pl.col("is_wide").mean().over("row") <= MOST_WIDE)
        & (width >= NARROWEST_WRAP),
    )
    is_broken = is_lower & is_open & (pl.col("length") >= SHORTEST_BROKEN)
    line_ends = line_ends.with_columns(
        is_soft=single
        & ~pl.col("is_new")
        & (is_broken | pl.col("is_wrapped") & (pl.col("is_full") | pl.col("is_half") & is_open))
    ).select(
        "gap",
        is_soft=pl.col("is_soft").fill_null(False),
        # What follows a hyphen that is part of a list ("two- and three-day") is a conjunction.
        is_hyphen=(pl.col("before") == HYPHEN) & is_lower & (pl.col("next_word") > 3) & (pl.col("length") > 1),
    )
    return (
        gaps.with_row_index("gap")
        .join(line_ends, on="gap", how="left", maintain_order="left")
        .with_columns(pl.col("is_soft", "is_hyphen").fill_null(False))
    )
