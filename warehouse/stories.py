"""Stories: which documents are near-duplicates of one another, settled when they are published."""

from collections.abc import Iterable
from datetime import timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from warehouse.tables import Signatures

Places = NDArray[np.int64]

BAND = 3
"""Values of a signature that must all be equal for two documents to be compared: of those that are alike by 0.3, two
in three are; by 0.5, all but three in a thousand."""
CONTAINED = 0.6
"""The share of the shorter one's words in a row that a copy has of the other: it may be cut, and have a new top."""
ALIKE = 0.2
"""The least similarity (Jaccard): what is quoted in a long article does not make it a copy of a short one."""
_BAND_COLUMNS = ["band", *(f"value_{n}" for n in range(BAND))]
DAYS = 60
"""Copies come within so many days; a document without a date is compared with all."""


def settled(new: pl.DataFrame, known: Iterable[pl.LazyFrame]) -> pl.DataFrame:
    """Say which story each new document belongs to, and whether it is a copy.

    A document joins the story of the published one that it is most alike; else new ones that are alike make a story,
    which goes by its first document; one that is like no other is a story of its own. What is published is never
    changed: an original that comes after its copy is one of the story, and no copy itself.

    Parameters
    ----------
    new
        Rows of ``signatures``, with ``moment``: when it was published, NULL when unknown.
    known
        The table ``signatures`` as it is published, part by part: one part is in memory at a time.

    Returns
    -------
    pl.DataFrame
        doc_id, story_id, is_wire_copy: a row for each of ``new``.
    """
    ordered = new.sort(pl.col("moment").is_null(), "moment", "doc_id").with_row_index("place").cast({"place": pl.Int64})
    there = _candidates(ordered, known)
    alike = _alike(ordered, there)
    joined = (
        alike.sort("similarity", "doc_id_known", descending=[True, False])
        .unique("doc_id", keep="first", maintain_order=True)
        .select("doc_id", published_story="story_id_known")
    )
    among = _alike(ordered, ordered).filter(pl.col("place_known") < pl.col("place"))
    first = first_of_each(ordered.height, among["place"].to_numpy(), among["place_known"].to_numpy())
    gathered = ordered.select("doc_id", "place", first=pl.Series(first)).join(joined, on="doc_id", how="left")
    # What one of them joins, all of them do.
    story = pl.coalesce(
        pl.col("published_story").drop_nulls().first().over("first"), pl.col("doc_id").first().over("first")
    )
    return gathered.sort("place").select(
        "doc_id",
        story_id=story,
        is_wire_copy=(pl.col("place") > pl.col("first")) | pl.col("published_story").is_not_null().any().over("first"),
    )


def _candidates(new: pl.DataFrame, known: Iterable[pl.LazyFrame]) -> pl.DataFrame:
    """Those of ``known`` that were published about then and have a band in common with one of ``new``."""
    keys = np.unique(_keys(new))
    days = new["published_on"]
    found = [pl.DataFrame(schema=pl.Schema(Signatures))]
    for part in known:
        if not days.has_nulls():
            about_then = pl.col("published_on").is_between(
                pl.lit(days.min()) - timedelta(days=DAYS), pl.lit(days.max()) + timedelta(days=DAYS)
            )
            part = part.filter(pl.col("published_on").is_null() | about_then)
        there = part.collect()
        found.append(there.filter(pl.Series(np.isin(_keys(there), keys).any(axis=1))))
    return pl.concat(found)


def _values(minhash: pl.Series) -> Places:
    """Signatures as rows; one is as long as any other."""
    return minhash.explode().to_numpy().reshape(len(minhash), -1)


def _keys(signed: pl.DataFrame) -> NDArray[np.uint64]:
    """A number for each band of each signature, the same for the same values; different ones seldom have the same."""
    if signed.is_empty():
        return np.zeros((0, 0), dtype=np.uint64)
    values = _values(signed["minhash"]).astype(np.uint64)
    bands = values[:, : values.shape[1] // BAND * BAND].reshape(signed.height, -1, BAND)
    keys = np.broadcast_to(np.arange(bands.shape[1], dtype=np.uint64), bands.shape[:2])
    for place in range(BAND):
        keys = keys * np.uint64(0x9E3779B97F4A7C15) + bands[:, :, place]
    return keys


def _alike(new: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Pairs that are near-duplicates: the columns of ``new``, those of ``known`` with a suffix, similarity."""
    pairs = (
        _bands(new)
        .join(_bands(known).rename({"doc_id": "doc_id_known"}), on=_BAND_COLUMNS, how="inner")
        .filter(pl.col("doc_id") != pl.col("doc_id_known"))
        .select("doc_id", "doc_id_known")
        .unique()
    )
    both = pairs.join(new, on="doc_id", how="left").join(
        known, left_on="doc_id_known", right_on="doc_id", how="left", suffix="_known"
    )
    if both.is_empty():
        return both.with_columns(similarity=pl.lit(None, pl.Float64), place_known=pl.lit(None, pl.Int64))
    one, other = (_values(both[name]) for name in ("minhash", "minhash_known"))
    similarity = (one == other).mean(axis=1)
    shorter = pl.min_horizontal("shingles", "shingles_known")
    common = pl.col("similarity") / (1 + pl.col("similarity")) * (pl.col("shingles") + pl.col("shingles_known"))
    return both.with_columns(similarity=pl.Series(similarity)).filter(
        (pl.col("similarity") >= ALIKE) & (common >= CONTAINED * shorter)
    )


def _bands(signed: pl.DataFrame) -> pl.DataFrame:
    """Each signature cut into bands: doc_id, band, and the band's values."""
    width = pl.col("minhash").list.len() // BAND
    values = [pl.col("minhash").list.get(pl.col("band") * BAND + n).alias(f"value_{n}") for n in range(BAND)]
    return (
        signed.select("doc_id", "minhash", band=pl.int_ranges(0, width))
        .explode("band")
        .select("doc_id", "band", *values)
    )


def first_of_each(height: int, later: Places, earlier: Places) -> Places:
    """The first place of each group that pairs of places make."""
    first = np.arange(height)
    while True:
        least = np.minimum(first[later], first[earlier])
        before = first.copy()
        np.minimum.at(first, later, least)
        np.minimum.at(first, earlier, least)
        first = first[first]
        if (first == before).all():
            return first
