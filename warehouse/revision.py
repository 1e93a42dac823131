"""Files of a table whose rows change: only those are written anew that hold a row that is another now, or no more."""

from pathlib import Path

import polars as pl

from warehouse import layout, merging
from warehouse.manifest import Publication, PublishedFile


def revised(
    warehouse: Path, base: Publication, number: int, table: str, anew: pl.DataFrame, gone: pl.Series
) -> list[PublishedFile]:
    """A table's files once some of its rows are others.

    A row stays in the file in which it came, so that who reads the files while one after another is shown never meets
    a key twice, nor misses one that stays. What has come together seldom changes much later: of a large table, few
    files are written again.

    Parameters
    ----------
    anew
        Rows that are new or other than before, in the order in which new ones fill files.
    gone
        The keys of rows that are no more.
    """
    key = layout.STORED_TABLES[table].primary_key()[0]
    changed = pl.concat([anew[key], gone])
    kept: list[PublishedFile] = []
    there = merging.of_today(warehouse, base, number, table)
    placed = _placed(warehouse, there, key, changed)
    for file in there:
        hit = placed.filter(path=str(warehouse / file.path))[key]
        if hit.is_empty():
            kept.append(file)
            continue
        frame = _without(pl.read_parquet(warehouse / file.path, glob=False), key, hit)
        frame = pl.concat([frame, anew.filter(pl.col(key).is_in(hit.implode()))])
        if frame.height:
            kept.append(merging.store(warehouse, number, table, frame, file.slot))
    return _filled(warehouse, number, table, kept, _without(anew, key, placed[key]))


def _placed(warehouse: Path, files: list[PublishedFile], key: str, keys: pl.Series) -> pl.DataFrame:
    """Which of some keys are in which file: the key, path."""
    if not files:
        return pl.DataFrame(schema={key: pl.String, "path": pl.String})
    paths = [warehouse / file.path for file in files]
    rows = pl.scan_parquet(paths, glob=False, include_file_paths="path").select(key, "path")
    return rows.filter(pl.col(key).is_in(keys.implode())).collect()


def _filled(
    warehouse: Path, number: int, table: str, kept: list[PublishedFile], fresh: pl.DataFrame
) -> list[PublishedFile]:
    """Files with new rows after the others; a small last one takes in what it can."""
    if fresh.is_empty() and kept:
        return kept
    kept, slots = list(kept), []
    if kept and merging.takes_more(kept[-1]):
        last = kept.pop()
        slots.append(last.slot)
        fresh = pl.concat([pl.read_parquet(warehouse / last.path, glob=False), fresh])
    return [*kept, *merging.cut(warehouse, number, table, fresh.lazy(), fresh.height, slots)]


def _without(frame: pl.DataFrame, key: str, keys: pl.Series) -> pl.DataFrame:
    return frame.filter(~pl.col(key).is_in(keys.implode()))
