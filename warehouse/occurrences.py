"""Occurrences: facts of one or many documents that tell of the same event, gathered into one row."""

import dataframely as dy
import polars as pl

from warehouse.stories import first_of_each
from warehouse.tables import Events

_TOWN = "place:"
LONGEST = 3
"""Days that an interval may have for its facts to be of one event by their day."""
ROW = ["event_type", "event_mode", "actor_entity_id", "recipient_entity_id", "place_entity_id"]
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


def events(
    facts: pl.LazyFrame, documents: pl.LazyFrame, casualties: pl.LazyFrame, mentions: pl.LazyFrame
) -> dy.DataFrame[Events]:
    """Gather facts that are events.

    Facts count that have a type, are not negated and are actual or historical. Two are of one event when they have the
    same type, their days meet (intervals of at most three days), and two of actor, recipient and place are known and
    the same while the third and the mode do not differ; or, in one document, when type, actor and recipient are the
    same and days do not differ; or, in one sentence, when nothing differs ("nine died when a bomb exploded"). What
    nobody is known to have done is of one event with the like of the same town and day. A fact without a place is taken
    to be in the only town that its words name, and what is actual and without a date to be of the three days up to its
    article's. In doubt a fact is an event of its own.

    Parameters
    ----------
    facts, documents, casualties, mentions
        The tables of the whole corpus, without what is told by documents that do not stand.

    Returns
    -------
    dy.DataFrame[Events]
        By id: that of the fact told first. Deaths are those of the tolls of its facts, a total left out; ``best`` is
        what most stories tell last.
    """
    told = (
        facts.filter(
            pl.col("event_type").is_not_null()
            & ~pl.col("is_negated")
            & pl.col("status").is_in(["actual", "historical"])
        )
        .join(documents, on="doc_id", how="inner")
        .join(_only_towns(facts, mentions), on="fact_id", how="left")
        .with_columns(place_entity_id=pl.coalesce("place_entity_id", "town"))
        .collect()
        .sort("published_on", "doc_id", "fact_id", nulls_last=True)
        .with_row_index("row")
        .cast({"row": pl.Int64})
    )
    pairs = _pairs(told)
    event = first_of_each(told.height, pairs["row"].to_numpy(), pairs["first"].to_numpy())
    grouped = told.with_columns(event=pl.Series(event))
    deaths = _deaths(grouped, casualties)
    source = pl.coalesce("publisher", "story_id", "doc_id")
    # A story counts once, whoever prints it.
    stories = grouped.sort("row").unique(
        ["event", pl.coalesce("story_id", "doc_id")], keep="first", maintain_order=True
    )
    rows = (
        grouped.group_by("event", maintain_order=True)
        .agg(
            pl.first("fact_id").alias("first_fact"),
            pl.first("event_type"),
            *(pl.col(name).drop_nulls().mode().sort().first() for name in ROW[1:]),
            pl.col("begins").drop_nulls().max(),
            pl.col("ends").drop_nulls().min(),
            pl.col("fact_id").alias("fact_ids"),
            pl.col("doc_id").n_unique().cast(pl.Int32).alias("document_count"),
        )
        .join(
            stories.group_by("event").agg(source_count=source.n_unique().cast(pl.Int32)),
            on="event",
            how="left",
            maintain_order="left",
        )
        .join(deaths, on="event", how="left", maintain_order="left")
        .with_columns(
            event_id=pl.format("event:{}", "first_fact"),
            ends=pl.when(pl.col("ends") >= pl.col("begins")).then("ends").otherwise("begins"),
            is_disputed=pl.col("is_disputed").fill_null(False),
        )
    )
    return Events.validate(rows.sort("event_id").select(Events.column_names()), cast=True)


def _only_towns(facts: pl.LazyFrame, mentions: pl.LazyFrame) -> pl.LazyFrame:
    """The town of each fact whose words name one and no other: fact_id, town."""
    towns = mentions.filter((pl.col("entity_type") == "place") & pl.col("entity_id").str.starts_with(_TOWN)).select(
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


def _pairs(told: pl.DataFrame) -> pl.DataFrame:
    """Rows that are of one event with the first row of their group: row, first."""
    recent = pl.col("begins").is_null() & pl.col("ends").is_null() & (pl.col("status") == "actual")
    placed = told.with_columns(
        begins=pl.when(recent).then(pl.col("published_on") - pl.duration(days=LONGEST - 1)).otherwise("begins"),
        ends=pl.when(recent).then("published_on").otherwise("ends"),
    )
    length = (pl.col("ends") - pl.col("begins")).dt.total_days()
    dated = placed.filter(length.is_between(0, LONGEST - 1)).with_columns(day=pl.date_ranges("begins", "ends"))
    # That it was in a country says nothing beside who did it to whom.
    town = pl.when(pl.col("place_entity_id").str.starts_with(_TOWN)).then("place_entity_id")
    dated = dated.with_columns(place_entity_id=town)
    by_day = dated.explode("day")
    found = []
    for known, third in (
        (["actor_entity_id", "recipient_entity_id"], "place_entity_id"),
        (["actor_entity_id", "place_entity_id"], "recipient_entity_id"),
        (["recipient_entity_id", "place_entity_id"], "actor_entity_id"),
    ):
        found.append(_alike(by_day, ["event_type", "day", *known], known, third))
    # A town, not a country: of two bombings in a country on one day nothing tells which is meant.
    nobody = by_day.filter(
        pl.col("actor_entity_id").is_null() & pl.col("place_entity_id").str.starts_with(_TOWN).fill_null(False)
    )
    found.append(_alike(nobody, ["event_type", "day", "place_entity_id"], [], "recipient_entity_id"))
    # Within a document a second mention often has no date.
    within = told.filter(pl.col("actor_entity_id").is_not_null() & pl.col("recipient_entity_id").is_not_null())
    days = (
        pl.col("begins").drop_nulls().n_unique().over("doc_id", "event_type", "actor_entity_id", "recipient_entity_id")
    )
    found.append(_grouped(within.filter(days <= 1), ["doc_id", "event_type", "actor_entity_id", "recipient_entity_id"]))
    sentence = ["doc_id", "sentence_id", "event_type"]
    agree = pl.all_horizontal(pl.col(name).drop_nulls().n_unique().over(sentence) <= 1 for name in (*ROW[1:], "begins"))
    found.append(_grouped(told.filter(agree), sentence))
    return pl.concat(found).unique()


def _alike(by_day: pl.DataFrame, key: list[str], known: list[str], third: str) -> pl.DataFrame:
    """Pairs of one key whose third and mode are the same or unknown; where there are several, those with the same."""
    rows = by_day.filter(pl.all_horizontal(pl.lit(True), *(pl.col(name).is_not_null() for name in known)))
    values = pl.col(third).drop_nulls().n_unique().over(key)
    modes = pl.col("event_mode").drop_nulls().n_unique().over(key)
    keyed = [*key, "event_mode"]
    one = rows.filter((values <= 1) & (modes <= 1))
    several = rows.filter((values > 1) | (modes > 1))
    return pl.concat([_grouped(one, key), _grouped(several.filter(pl.col(third).is_not_null()), [*keyed, third])])


def _grouped(rows: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    first = pl.col("row").min().over(key)
    return rows.select("row", first=first).filter(pl.col("first") < pl.col("row"))


def _deaths(grouped: pl.DataFrame, casualties: pl.LazyFrame) -> pl.DataFrame:
    """Deaths of each event: event, deaths_low, deaths_best, deaths_high, is_disputed."""
    killed = (
        casualties.filter((pl.col("harm") == "killed") & ~pl.col("is_negated") & ~pl.col("is_cumulative"))
        .select("fact_id", "low", "best", "high")
        .filter(pl.col("fact_id").is_not_null())
        .collect()
    )
    tolls = grouped.select("event", "fact_id", "row", "doc_id", story=pl.coalesce("story_id", "doc_id")).join(
        killed, on="fact_id", how="inner"
    )
    # The largest number of a document is its toll; of a story, that of its last document.
    of_document = tolls.group_by("event", "story", "doc_id").agg(
        pl.max("best"), pl.max("low"), pl.max("high"), pl.max("row")
    )
    of_story = of_document.sort("row").unique(["event", "story"], keep="last", maintain_order=True)
    return of_story.group_by("event").agg(
        deaths_low=pl.min_horizontal(pl.col("low").min(), pl.col("best").min()),
        deaths_best=pl.col("best").drop_nulls().mode().sort().last(),
        deaths_high=pl.max_horizontal(pl.col("high").max(), pl.col("best").max()),
        is_disputed=pl.col("best").drop_nulls().n_unique() > 1,
    )
