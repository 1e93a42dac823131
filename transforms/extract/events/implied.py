"""Implied actors: who acts in an event whose own clause does not say it, by what stands beside it."""

import polars as pl

from transforms.extract.events.settings import names_power

_DEEDS = ("in", "during", "by", "from", "after", "as a result of")
"""Prepositions between who is killed and the deed that killed them."""
SLOT = ("", "_start", "_end")
_KEYS = ["doc_id", "sentence_id"]


def implied_actors(events: pl.DataFrame, facts: pl.DataFrame, arguments: pl.DataFrame) -> pl.DataFrame:
    """Find who acts in passives that name nobody.

    Of an assault, who does the deed that it befell somebody in: killed *in shelling by the army*. Of what was made
    *with* somebody ("a deal signed with Russia"), the nearest power before it that is the subject of a clause.

    Parameters
    ----------
    events
        fact_id, doc_id, sentence_id, event_type, recipient_marker, is_passive, predicate_start, rule.
    facts, arguments
        The tables.

    Returns
    -------
    pl.DataFrame
        fact_id, implied, implied_start, implied_end: one row a fact that has one.
    """
    passive = events.filter("is_passive")
    subjects = facts.select(
        *_KEYS,
        "rule",
        "predicate_start",
        "predicate_end",
        *(pl.col(f"subject{end}").alias(f"implied{end}") for end in SLOT),
    ).drop_nulls("implied")
    deeds = (
        arguments.filter(pl.col("marker").str.to_lowercase().is_in(_DEEDS))
        .select("fact_id", "char_start", "char_end")
        .join(passive.filter(pl.col("event_type") == "assault").select("fact_id", *_KEYS), on="fact_id", how="inner")
        .join(subjects.filter(pl.col("rule").str.starts_with("nominal")), on=_KEYS, how="inner")
        .filter((pl.col("char_start") <= pl.col("predicate_start")) & (pl.col("predicate_end") <= pl.col("char_end")))
        .sort("fact_id", "predicate_start")
        .select("fact_id", *(f"implied{end}" for end in SLOT))
    )
    partners = (
        passive.filter((pl.col("recipient_marker") == "with") & pl.col("rule").str.contains("antecedent"))
        .select("fact_id", *_KEYS, at="predicate_start")
        .join(subjects.filter(names_power(pl.col("implied"))), on=_KEYS, how="inner")
        .filter(pl.col("predicate_end") <= pl.col("at"))
        .sort("fact_id", "implied_start", descending=[False, True])
        .select("fact_id", *(f"implied{end}" for end in SLOT))
    )
    return pl.concat([deeds, partners]).unique("fact_id", keep="first", maintain_order=True)
