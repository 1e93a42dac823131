"""Occurrences: facts of one or many documents that tell of the same event, gathered into one row."""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from warehouse.stories import first_of_each
from warehouse.tables import Events
from warehouse.tellings import ROW, TOWN, tellings

LONGEST = 3
"""Days that an interval may have for its facts to be of one event by their day."""


def events(
    facts: pl.LazyFrame, documents: pl.LazyFrame, casualties: pl.LazyFrame, mentions: pl.LazyFrame
) -> dy.DataFrame[Events]:
    """Gather the facts of some tables that are events: :func:`gathered` of their :func:`tellings`.

    Parameters
    ----------
    facts, documents, casualties, mentions
        The tables of the whole corpus, without what is told by documents that do not stand; documents with story_id.
    """
    told = tellings(facts, documents, casualties, mentions)
    return gathered(told.drop("story_id").join(documents.select("doc_id", "story_id").collect(), on="doc_id"))


def gathered(told: pl.DataFrame, core: pl.Series | None = None) -> dy.DataFrame[Events]:
    """Gather tellings into events.

    Two are of one event when they have the same type, their days meet (intervals of at most three days), and two of
    actor, recipient and place are known and the same while the third and the mode do not differ; or, in one document,
    when type, actor and recipient are the same and days do not differ; or, in one sentence, when nothing differs ("nine
    died when a bomb exploded"). What nobody is known to have done is of one event with the like of the same town and
    day. What is actual and without a date is taken to be of the three days up to its article's. In doubt a fact is an
    event of its own.

    Parameters
    ----------
    told
        The table ``tellings`` with the documents' stories.
    core
        The facts of which events are wanted, when ``told`` has more: those by which others are judged.

    Returns
    -------
    dy.DataFrame[Events]
        In the order in which they were told first; an event's id is that of this fact. Deaths are those of the tolls
        of its facts, a total left out; ``best`` is what most stories tell last.
    """
    ordered = (
        told.sort("published_on", "doc_id", "fact_id", nulls_last=True).with_row_index("row").cast({"row": pl.Int64})
    )
    pairs = _pairs(ordered)
    event = first_of_each(ordered.height, pairs["row"].to_numpy(), pairs["first"].to_numpy())
    grouped = ordered.with_columns(event=pl.Series(event))
    if core is not None:
        grouped = grouped.filter(pl.col("fact_id").is_in(core.implode()))
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
        .join(_deaths(grouped), on="event", how="left", maintain_order="left")
        .with_columns(
            event_id=pl.format("event:{}", "first_fact"),
            ends=pl.when(pl.col("ends") >= pl.col("begins")).then("ends").otherwise("begins"),
            is_disputed=pl.col("is_disputed").fill_null(False),
        )
    )
    return Events.validate(rows.select(Events.column_names()), cast=True)


def extended(
    before: pl.LazyFrame, told: pl.LazyFrame, added: pl.DataFrame, changed: pl.Series, gone: pl.Series
) -> tuple[pl.DataFrame, pl.Series]:
    """Carry events on: what new tellings touch is gathered anew, and all else stays as it is.

    What is of one event is told of one day and type with two parties or places in common, or in one document. So an
    event stays as it is unless one of its facts is of such a group of which something is told that was not, or no
    longer is.

    Parameters
    ----------
    before
        The table ``events``.
    told
        The table ``tellings`` from which it was gathered, with what is told by documents that do not stand.
    added
        Tellings of new documents that stand.
    changed
        The ids of published documents that stand and did not, or did and do not.
    gone
        The ids of all documents that do not stand now.

    Returns
    -------
    pl.DataFrame
        Of what :func:`gathered` makes of all tellings of documents that stand, the events that are not in ``before``
        or are other than there.
    pl.Series
        The ids of events in ``before`` that are no more.
    """
    there = told.select(_NEARNESS).collect()
    touched = pl.concat([added.select(_NEARNESS), there.filter(pl.col("doc_id").is_in(changed.implode()))])
    groups = _day_groups(there)
    hit = _near(there, groups, touched)
    by_fact = before.select("event_id", fact_id="fact_ids").collect().explode("fact_id", empty_as_null=False)
    stale = by_fact.filter(pl.col("fact_id").is_in(hit.implode()))["event_id"].unique()
    members = by_fact.filter(pl.col("event_id").is_in(stale.implode()))["fact_id"]
    told_again = pl.concat([there.filter(pl.col("fact_id").is_in(members.implode())), touched])
    pool = told.filter(pl.col("fact_id").is_in(_near(there, groups, told_again).implode())).collect()
    pool = pl.concat([pool, added]).filter(~pl.col("doc_id").is_in(gone.implode()))
    anew = gathered(pool, told_again["fact_id"])
    was = before.filter(pl.col("event_id").is_in(stale.implode())).collect()
    return _other(anew, was), stale.filter(~stale.is_in(anew["event_id"].implode()))


class _DayGroups(NamedTuple):
    """Tellings of which those that have a day and the columns of the key in common may be of one event."""

    rows: pl.DataFrame
    """With ``day``, a list of days."""
    key: list[str]
    third: str
    """The party or place that the key lacks."""

    def by_day(self) -> pl.DataFrame:
        """A row for each day of a telling."""
        return self.rows.explode("day")


_NEARNESS = ["fact_id", "doc_id", "event_type", *ROW[2:], "begins", "ends", "status", "published_on"]
"""The columns of tellings that say which may be of one event."""


def _near(told: pl.DataFrame, groups: list[_DayGroups], touched: pl.DataFrame) -> pl.Series:
    """The facts of a group of a day, ``groups`` of ``told``, or in a document, of which ``touched`` has something."""
    same_day = []
    for there, theirs in zip(groups, _day_groups(touched), strict=True):
        # Few have the rest of the key in common: only their days are taken apart.
        alike = there._replace(rows=there.rows.join(theirs.rows, on=there.key, how="semi"))
        same_day.append(alike.by_day().join(theirs.by_day(), on=[*there.key, "day"], how="semi")["fact_id"])
    same_document = told.filter(pl.col("doc_id").is_in(touched["doc_id"].unique().implode()))
    return pl.concat([*same_day, same_document["fact_id"]]).unique()


def _other(anew: pl.DataFrame, was: pl.DataFrame) -> pl.DataFrame:
    """The rows of ``anew`` that are not the same in ``was``."""
    both = anew.join(was, on="event_id", how="left", suffix="_was", maintain_order="left")
    is_same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_was")) for name in anew.columns[1:])
    return both.filter(~is_same).select(anew.columns)


def _dated(told: pl.DataFrame) -> pl.DataFrame:
    """Tellings of at most three days, with these as ``day``; begins and ends filled where a recent day is meant."""
    recent = pl.col("begins").is_null() & pl.col("ends").is_null() & (pl.col("status") == "actual")
    placed = told.with_columns(
        begins=pl.when(recent).then(pl.col("published_on") - pl.duration(days=LONGEST - 1)).otherwise("begins"),
        ends=pl.when(recent).then("published_on").otherwise("ends"),
    )
    length = (pl.col("ends") - pl.col("begins")).dt.total_days()
    return placed.filter(length.is_between(0, LONGEST - 1)).with_columns(day=pl.date_ranges("begins", "ends"))


def _day_groups(told: pl.DataFrame) -> list[_DayGroups]:
    """Tellings by type, day and two of actor, recipient and town; what nobody has done by type, day and town."""
    # That it was in a country says nothing beside who did it to whom.
    town = pl.when(pl.col("place_entity_id").str.starts_with(TOWN)).then("place_entity_id")
    dated = _dated(told).with_columns(place_entity_id=town)
    parties = ROW[2:]
    found = []
    for third in reversed(parties):
        known = [name for name in parties if name != third]
        rows = dated.filter(pl.all_horizontal(pl.col(name).is_not_null() for name in known))
        found.append(_DayGroups(rows, ["event_type", *known], third))
    # A town, not a country: of two bombings in a country on one day nothing tells which is meant.
    nobody = dated.filter(pl.col("actor_entity_id").is_null() & pl.col("place_entity_id").is_not_null())
    return [*found, _DayGroups(nobody, ["event_type", "place_entity_id"], "recipient_entity_id")]


def _pairs(told: pl.DataFrame) -> pl.DataFrame:
    """Rows that are of one event with the first row of their group: row, first."""
    found = [_alike(group.by_day(), [*group.key, "day"], group.third) for group in _day_groups(told)]
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


def _alike(rows: pl.DataFrame, key: list[str], third: str) -> pl.DataFrame:
    """Pairs of one key whose third and mode are the same or unknown; where there are several, those with the same."""
    values = pl.col(third).drop_nulls().n_unique().over(key)
    modes = pl.col("event_mode").drop_nulls().n_unique().over(key)
    keyed = [*key, "event_mode"]
    one = rows.filter((values <= 1) & (modes <= 1))
    several = rows.filter((values > 1) | (modes > 1))
    return pl.concat([_grouped(one, key), _grouped(several.filter(pl.col(third).is_not_null()), [*keyed, third])])


def _grouped(rows: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    first = pl.col("row").min().over(key)
    return rows.select("row", first=first).filter(pl.col("first") < pl.col("row"))


def _deaths(grouped: pl.DataFrame) -> pl.DataFrame:
    """Deaths of each event: event, deaths_low, deaths_best, deaths_high, is_disputed."""
    told = ("deaths_low", "deaths_best", "deaths_high")
    tolls = grouped.filter(pl.any_horizontal(pl.col(told).is_not_null())).select(
        "event", "row", "doc_id", story=pl.coalesce("story_id", "doc_id"), low=told[0], best=told[1], high=told[2]
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
