"""Links: which time and which amount an argument is, and when a fact took place."""

import dataframely as dy
import polars as pl

from warehouse.tables import Arguments, Documents, Facts, Quantities, Times

_DATES_FACTS = ("time", "other")
"""Roles of arguments that say when: a cause or a topic of last year does not date its fact."""
_UNTIL = ("before", "until", "till", "ahead of", "pending")
"""Markers of what came later, whose time is not the fact's."""
BACKGROUND = 365
"""Days before publication: what an article dates so far back is background to it."""


def linked(
    documents: dy.DataFrame[Documents],
    facts: dy.DataFrame[Facts],
    arguments: dy.DataFrame[Arguments],
    times: dy.DataFrame[Times],
    quantities: dy.DataFrame[Quantities],
) -> tuple[dy.DataFrame[Facts], dy.DataFrame[Arguments]]:
    """Fill ``time_id`` and ``quantity_id`` of arguments, and ``time_id``, ``begins`` and ``ends`` of facts.

    An actual fact that ended more than a year before its article appeared is historical.

    An argument is the time, or the amount, that takes up most of it. A fact took place at the time among its
    arguments, a date or an hour before a duration, the narrowest before a wider one; without one it is undated,
    whatever other clauses say: who is accused of breaking a truce *signed on Friday* may be accused on any day.
    """
    placed = arguments.join(facts.select("fact_id", "sentence_id"), on="fact_id", how="left", maintain_order="left")
    timed, counted = _within(placed, times, "time_id"), _within(placed, quantities, "quantity_id")
    rows = (
        arguments.drop("time_id", "quantity_id")
        .join(timed, on=["fact_id", "char_start", "char_end"], how="left", maintain_order="left")
        .join(counted, on=["fact_id", "char_start", "char_end"], how="left", maintain_order="left")
        .select(Arguments.column_names())
    )
    dates = (
        rows.filter(pl.col("role").is_in(_DATES_FACTS))
        .join(
            times.select(
                "time_id",
                "timex_type",
                "begins",
                "ends",
                said_at="char_start",
                length=pl.col("char_end") - pl.col("char_start"),
            ),
            on="time_id",
            how="inner",
            maintain_order="left",
        )
        .with_columns(width=pl.col("char_end") - pl.col("char_start"))
        .join(_of_others(placed, facts), on=["fact_id", "char_start"], how="left", maintain_order="left")
        .filter((pl.col("role") == "time") | (pl.col("said_at") < pl.col("other_at")).fill_null(True))
        # "fled before his arrest in 2004"
        .filter(
            ~pl.col("marker").str.to_lowercase().is_in(_UNTIL).fill_null(False) | (pl.col("length") >= pl.col("width"))
        )
        .sort(
            "fact_id",
            pl.col("begins").is_null() & pl.col("ends").is_null(),
            pl.col("timex_type").is_in(["DURATION", "SET"]),
            (pl.col("ends") - pl.col("begins")).fill_null(pl.duration(days=100_000)),
            "char_start",
        )
        .group_by("fact_id", maintain_order=True)
        .agg(pl.first("time_id", "begins", "ends"))
    )
    dated = facts.drop("time_id", "begins", "ends").join(dates, on="fact_id", how="left", maintain_order="left")
    days = documents.select("doc_id", "published_on")
    age = (pl.col("published_on") - pl.col("ends")).dt.total_days()
    aged = dated.join(days, on="doc_id", how="left", maintain_order="left").with_columns(
        status=pl.when((pl.col("status") == "actual") & (age > BACKGROUND))
        .then(pl.lit("historical"))
        .otherwise("status")
    )
    return (
        Facts.validate(aged.select(Facts.column_names()), cast=True),
        Arguments.validate(rows, cast=True),
    )


def _of_others(arguments: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """Where the first clause within an argument has its predicate: fact_id, char_start, other_at."""
    return (
        arguments.filter(pl.col("role") == "other")
        .select("doc_id", "sentence_id", "fact_id", "char_start", "char_end")
        .join(
            facts.filter(pl.col("rule").str.contains("_clause"))
            .select("doc_id", "sentence_id", other_at="predicate_start")
            .unique(),
            on=["doc_id", "sentence_id"],
            how="inner",
        )
        .filter((pl.col("char_start") <= pl.col("other_at")) & (pl.col("other_at") < pl.col("char_end")))
        .group_by("fact_id", "char_start")
        .agg(pl.min("other_at"))
    )


def _within(arguments: pl.DataFrame, spans: pl.DataFrame, key: str) -> pl.DataFrame:
    """The span that takes up most of each argument, if any lies in it: fact_id, char_start, char_end, ``key``."""
    start, end = pl.col("span_start"), pl.col("span_end")
    return (
        arguments.select("doc_id", "sentence_id", "fact_id", "char_start", "char_end")
        .join(
            spans.select("doc_id", "sentence_id", key, span_start="char_start", span_end="char_end"),
            on=["doc_id", "sentence_id"],
            how="inner",
        )
        .filter((pl.col("char_start") <= start) & (end <= pl.col("char_end")))
        .sort("fact_id", "char_start", "char_end", start - end, start)
        .group_by("fact_id", "char_start", "char_end", maintain_order=True)
        .agg(pl.first(key))
    )
