"""What a check is given and what it finds."""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from warehouse import layout

ROWS_SHOWN = 5

Frames = Mapping[str, pl.DataFrame]
"""Frames of whole documents by table; with ``articles`` the edits are checked against the source."""


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


def frame_of(frames: Frames, table: str) -> pl.DataFrame:
    """A table out of the frames; without rows when it is not among them."""
    return frames[table] if table in frames else layout.empty(table)
