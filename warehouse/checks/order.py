"""The order of rows, which tells of their keys what would cost much more to find out otherwise."""

import polars as pl


def is_in_order(frame: pl.DataFrame, key: list[str]) -> bool:
    """Tell whether rows that agree in the key's first column are together, and ascend by its others.

    No two rows have the same key then.
    """
    first, *others = key
    begins = pl.col(first).ne_missing(pl.col(first).shift())
    if frame.select(pl.col(first).filter(begins).is_duplicated().any()).item():
        return False
    follows = pl.lit(False)
    for name in reversed(others):
        here, before = pl.col(name), pl.col(name).shift()
        follows = (here > before) | ((here == before) & follows)
    return bool(frame.select((begins | follows).fill_null(False).all()).item())
