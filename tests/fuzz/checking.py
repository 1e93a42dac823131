"""What the stages have made, through all checks of the warehouse."""

import polars as pl

from warehouse import checks, dating


def hold_all_checks(frames: dict[str, pl.DataFrame]) -> None:
    """Check tables as they are stored, with the days of their documents."""
    documents = frames["documents"].lazy()
    checks.check({table: dating.dated(table, frame.lazy(), documents).collect() for table, frame in frames.items()})
