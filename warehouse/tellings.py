"""Tellings: what facts tell of an occurrence, with all that events are gathered from."""

import polars as pl

from warehouse.tables import Tellings

TOWN = "place:"
"""How the ids of towns begin."""
ROW = ["event_type", "event_mode", "actor_entity_id", "recipient_entity_id", "place_entity_id"]
"""What an event is known by."""
TAKES = {
    "facts": [
        "fact_id",
        "doc_id",
        "sentence_id",
        "char_start",
        "char_end",
        *ROW,
        "begins",
        "ends",
        "is_negated",
        "status",
    ],
    "documents": ["doc_id", "published_on", "publisher", "story_id"],
    "casualties": ["doc_id", "fact_id", "harm", "low", "best", "high", "is_negated", "is_cumulative"],
    "mentions": ["doc_id", "sentence_id", "char_start", "entity_type", "entity_id"],
}
"""The columns that events are gathered from, by table."""


def tellings(
    facts: pl.LazyFrame, documents: pl.LazyFrame, casualties: pl.LazyFrame, mentions: pl.LazyFrame
) -> pl.DataFrame:
    """Take the facts of some documents that tell of an occurrence, with all that events are made of.

    Facts count that have a type, are not negated and are actual or historical. A fact without a place is taken to be
    in the only town that its words name.

    Parameters
    ----------
    facts, documents, casualties, mentions
        All rows of the documents in these tables, the columns of :data:`TAKES`.

    Returns
    -------
    pl.DataFrame
        The table ``tellings``, without the documents' stories.
    """
    told = facts.filter(
        pl.col("event_type").is_not_null() & ~pl.col("is_negated") & pl.col("status").is_in(["actual", "historical"])
    )
    deaths = (
        casualties.filter(
            (pl.col("harm") == "killed")
            & ~pl.col("is_negated")
            & ~pl.col("is_cumulative")
            & pl.col("fact_id").is_not_null()
        )
        .group_by("fact_id")
        .agg(deaths_low=pl.max("low"), deaths_best=pl.max("best"), deaths_high=pl.max("high"))
    )
    whole = (
        told.join(documents.select("doc_id", "published_on", "publisher"), on="doc_id", how="inner")
        .join(_only_towns(told, mentions), on="fact_id", how="left")
        .join(deaths, on="fact_id", how="left")
        .with_columns(place_entity_id=pl.coalesce("place_entity_id", "town"), story_id=pl.lit(None, pl.String))
    )
    return whole.select(Tellings.column_names()).sort("doc_id", "fact_id").collect()


def _only_towns(facts: pl.LazyFrame, mentions: pl.LazyFrame) -> pl.LazyFrame:
    """The town of each fact whose words name one and no other: fact_id, town."""
    towns = mentions.filter((pl.col("entity_type") == "place") & pl.col("entity_id").str.starts_with(TOWN)).select(
        "doc_id", "sentence_id", town="entity_id", town_start="char_start"
    )
    return (
        facts.select("fact_id", "doc_id", "sentence_id", "char_start", "char_end")
        .join(towns, on=["doc_id", "sentence_id"], how="inner")
        .filter(pl.col("town_start").is_between(pl.col("char_start"), pl.col("char_end")))
        .group_by("fact_id")
        .agg(pl.first("town"), towns=pl.col("town").n_unique())
        .filter(pl.col("towns") == 1)
        .drop("towns")
    )
