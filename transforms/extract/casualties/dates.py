"""Dates of tolls, and which tolls are totals."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.trees import Rows, inherit

_TOTALS = r"(?i)\b(?:tolls?|total(?:s|led|ling|ed|ing)?|so far|to date|altogether|overall|in all|since|cumulative)\b"
"""Words in the clause that make its number a sum over time."""
_LASTING = r"(?i)\b(?:missing|captive|hostage|held|detained|jailed|imprisoned) since\b"
"""A state that lasts since then is no sum."""
_SINCE_DEED = (
    r"(?i)\bsince\s+(?:[\w’'-]+\s+){1,4}(?:began|started|erupted|broke\s+out|seized|took|invaded|was|were)\s+"
    r"(?:[\w’'-]+\s+){0,3}(?:in|on)\s+$"
)
_LONG = 7
"""Days: what happened within more of them was no single occurrence."""


def dated(parse: Parse, tolls: pl.DataFrame, times: pl.DataFrame) -> pl.DataFrame:
    """Date tolls, and tell totals from single occurrences.

    A toll is dated by its fact, by a time in its own words or right before its "when", or by a "since …" at the end of
    its sentence that is the sentence's only time: it covers all that stands before it; and what is told in one breath
    ("killed nine and wounded 30 on Tuesday") took place at the one time that its parts have. Totals are told by words
    of a sum, by a time without end and by a duration.
    """
    place = pl.col("at").is_between("char_start", pl.col("char_end"), closed="left")
    alone = (pl.col("times") == 1) & (pl.col("at") > pl.col("char_end"))
    # "the worst since March 2021, when gunmen killed 22": in that month, not since.
    length = (pl.col("char_start") - pl.col("to")).clip(0)
    gap = pl.col("sentence_text").str.slice(pl.col("to") - pl.col("sentence_start"), length)
    when = gap.str.contains(r"(?i)^,?\s+when\s[^,;]*$")
    closed = (
        pl.when(pl.col("granularity") == "month")
        .then(pl.col("time_begins").dt.month_end())
        .when(pl.col("granularity") == "year")
        .then(pl.date(pl.col("time_begins").dt.year(), 12, 31))
        .when(pl.col("granularity") == "day")
        .then("time_begins")
        .otherwise("time_ends")
    )
    # "since Monday", "since the election in August"
    # "since fighting erupted on April 15": the deed has a day, what has lasted since has no end.
    since_deed = pl.col("before").str.contains(_SINCE_DEED) & alone
    since = (
        since_deed
        | pl.col("before").str.contains(r"(?i)\bsince\s+(?:the\s+(?:[\w-]+\s+){1,3}(?:in|on|of)\s+)?$") & alone
    )
    inside = (
        tolls.select("toll", "doc_id", "sentence_id", "char_start", "char_end", "sentence_start", "sentence_text")
        .join(
            times.select(
                "doc_id",
                "sentence_id",
                "timex_type",
                "granularity",
                at="char_start",
                to=pl.col("char_end").cast(pl.Int64),
                time_begins="begins",
                time_ends="ends",
                times=pl.len().over("doc_id", "sentence_id"),
            ),
            on=["doc_id", "sentence_id"],
            how="inner",
        )
        .with_columns(before=pl.col("sentence_text").str.slice(0, pl.col("at") - pl.col("sentence_start")))
        .filter(place | since | when)
        .sort("toll", "at")
        .unique("toll", keep="first", maintain_order=True)
        .with_columns(time_ends=pl.when(when).then(closed).when(~since_deed).then("time_ends"))
        .select(
            "toll",
            "time_begins",
            "time_ends",
            is_since=since,
            is_since_deed=since_deed,
            is_span=pl.col("timex_type") == "DURATION",
        )
    )
    # "in seven years of fighting"; not "jailed for two years".
    of_fact = times.select(
        "time_id",
        of_span=pl.col("timex_type") == "DURATION",
        of_weeks=(pl.col("timex_type") == "DURATION") & pl.col("timex_value").str.contains(r"^P[\dX.]+(?:[WMY]|DE|CE)"),
    )
    joined = (
        tolls.join(inside, on="toll", how="left", maintain_order="left")
        .join(of_fact, on="time_id", how="left", maintain_order="left")
        .with_columns(begins=pl.coalesce("begins", "time_begins"), ends=pl.coalesce("ends", "time_ends"))
        .with_columns(ends=pl.when(~pl.col("is_since_deed").fill_null(False)).then("ends"))
    )
    told = {name: pl.col(name).drop_nulls().first().over("breath") for name in ("begins", "ends", "is_since")}
    one = (pl.col("begins").drop_nulls().n_unique().over("breath") == 1) & pl.col("begins").is_null()
    joined = joined.with_columns(breath=parse.at(_breaths(parse), "trigger")).with_columns(
        pl.when(one & pl.col("ends").is_null()).then(first).otherwise(name).alias(name) for name, first in told.items()
    )
    # What is told in one breath has been so since the same day.
    told_since = pl.col("clause").str.replace_all(_LASTING, "").str.contains(r"(?i)\bsince\b").any().over("breath")
    lasts = (pl.col("ends") - pl.col("begins")).dt.total_days() > _LONG
    unbounded = pl.col("begins").is_not_null() & pl.col("ends").is_null()
    is_span = pl.any_horizontal(pl.col(name).fill_null(False) for name in ("is_since", "is_span", "of_span"))
    return joined.with_columns(
        is_cumulative=(pl.col("rule") == "toll")
        | pl.col("clause").str.replace_all(_LASTING, "").str.contains(_TOTALS)
        | pl.col("sentence_text").str.contains(r"(?i)\b(?:so far|to date)\b")
        | (is_span & lasts.fill_null(False))
        | told_since
        | (pl.col("of_weeks").fill_null(False) & (pl.col("harm") != "detained"))
        | unbounded
    )


def _breaths(parse: Parse) -> Rows:
    """The first of the words that each is coordinated with, or itself."""
    joined = parse.among("deprel", ("conj",))
    return inherit(np.where(joined, parse.head, -1), np.where(joined, -1, np.arange(len(joined))))
