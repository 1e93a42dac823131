"""Datelines: where articles were written, which tells of the places in them and is settled as these are."""

import polars as pl

from transforms.resolve.atlas import folded
from transforms.resolve.places import located
from warehouse.tables import Referents

_TOWN = r"^\s*([^,(—–]+?)\s*(?:[,(—–]|\s-|$)"
_AROUND = r",\s*([^,(—–]+?)\s*(?:[,(—–]|$)"
"""What stands behind a dateline's town: the larger place that it is in."""


def printed(documents: pl.DataFrame) -> pl.DataFrame:
    """The names in datelines, as ``places.located`` takes them: doc_id, folded, is_place, is_province, beside."""
    town, around = (folded(pl.col("dateline").str.extract(pattern)) for pattern in (_TOWN, _AROUND))
    lines = documents.select("doc_id", folded=town, beside=around, is_place=pl.lit(True))
    after = documents.select("doc_id", folded=around, beside=pl.lit(None, pl.String), is_place=pl.lit(False))
    return pl.concat([lines, after]).drop_nulls("folded").with_columns(is_province=pl.lit(False))


def written_in(documents: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """The place of each dateline, settled as the names of its article are: rows of Referents, one a document."""
    lines = printed(documents)
    called = documents.select("doc_id", canonical_name=pl.col("dateline").str.extract(_TOWN).str.to_titlecase())
    context = names.select(
        "doc_id", folded=folded(pl.col("text")), beside=pl.lit(None, pl.String), is_place=pl.lit(False),
        is_province=pl.lit(False),
    )  # fmt: skip
    return (
        located(pl.concat([lines, context]))
        .join(called, on="doc_id", how="inner")
        .drop_nulls("geonames_id")
        .unique("doc_id", keep="first", maintain_order=True)
        .with_columns(entity_id=pl.format("place:{}", "geonames_id"), entity_type=pl.lit("place"))
        .select(Referents.column_names())
    )
