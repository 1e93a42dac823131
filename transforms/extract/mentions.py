"""Mentions: the names that the annotator saw, and the tokens that head them."""

import dataframely as dy
import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.identity import with_ids
from warehouse.tables import Mentions, Names


def mentions(names: dy.DataFrame[Names]) -> dy.DataFrame[Mentions]:
    """Make each name a mention; its entity and what is known of it are for ``transforms.resolve``."""
    unknown = [name for name in Mentions.column_names() if name not in (*names.columns, "mention_id", "mention_type")]
    named = names.with_columns(
        *(pl.lit(None, dtype=Mentions.columns()[name].dtype).alias(name) for name in unknown),
        mention_type=pl.lit("name"),
    )
    numbered = with_ids(named, "mention_id", "m", by=["char_start", "char_end"])
    return Mentions.validate(numbered.select(Mentions.column_names()), cast=True)


def name_heads(parse: Parse, names: dy.DataFrame[Names]) -> pl.DataFrame:
    """The token that heads each name: the first whose head stands outside the name.

    Returns
    -------
    pl.DataFrame
        row of the head, entity_type; one row a name.
    """
    rows = np.arange(len(parse.head))
    outward = (parse.head < parse.name_first) | (parse.head > parse.name_last)
    heads = pl.DataFrame({"row": rows, "first": parse.name_first}).filter(
        pl.Series(outward & ~parse.among("upos", ("PUNCT",)))
    )
    starts = parse.tokens.select("doc_id", "char_start", first="row").join(
        names.select("doc_id", "char_start", "entity_type"), on=["doc_id", "char_start"], how="inner"
    )
    return (
        heads.unique("first", keep="first", maintain_order=True)
        .join(starts, on="first", how="inner", maintain_order="left")
        .select("row", "entity_type")
    )
