"""Mentions: the names that the annotator saw, and the tokens that head them."""

import dataframely as dy
import polars as pl

from transforms.extract.parse import Parse
from transforms.identity import with_ids
from warehouse.tables import Mentions, Names


def mentions(names: dy.DataFrame[Names]) -> dy.DataFrame[Mentions]:
    """Make each name a mention; its entity is not known yet."""
    named = names.with_columns(
        mention_type=pl.lit("name"),
        entity_id=pl.lit(None, dtype=pl.String),
    )
    numbered = with_ids(named, "mention_id", "m", by=["char_start", "char_end"])
    return Mentions.validate(numbered.select(Mentions.column_names()), cast=True)


def name_heads(parse: Parse, names: dy.DataFrame[Names]) -> pl.DataFrame:
    """The token that heads each name: its only one, or the first, whose head stands outside the name.

    Returns
    -------
    pl.DataFrame
        row of the head, entity_type; one row a token.
    """
    spans = names.select("doc_id", "char_start", name_start="char_start", name_end="char_end", kind="entity_type")
    inside = (
        parse.tokens.select("doc_id", "char_start", "char_end", "row", "head_row", "upos")
        .sort("doc_id", "char_start")
        .join_asof(
            spans.sort("doc_id", "char_start"),
            on="char_start",
            by="doc_id",
            strategy="backward",
            check_sortedness=False,
        )
        .filter(pl.col("char_end") <= pl.col("name_end"))
        .sort("row")
    )
    name = pl.struct("doc_id", "name_start")
    head_is_inside = pl.col("head_row").is_in(inside["row"].to_list()) & (pl.col("upos") != "PUNCT")
    return (
        inside.with_columns(name=name.rle_id())
        .with_columns(
            outer=~head_is_inside
            | ~pl.col("head_row").is_between(pl.col("row").min().over("name"), pl.col("row").max().over("name"))
        )
        .filter(pl.col("outer").fill_null(True) & (pl.col("upos") != "PUNCT"))
        .unique("name", keep="first", maintain_order=True)
        .select("row", entity_type="kind")
    )
