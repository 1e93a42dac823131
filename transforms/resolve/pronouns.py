"""Pronouns: *he* and *she*, where only one person can be meant."""

import polars as pl

PRONOUNS = ("he", "she", "him")
REACH = 2
"""Sentences before its own in which the person must be named."""


def pronouns(slots: pl.DataFrame, names: pl.DataFrame, quotations: pl.DataFrame) -> pl.DataFrame:
    """Find whom the pronouns in slots stand for.

    A pronoun is the one person that is named before it, in its own sentence or in the two before; where several are
    named, or none, it stays open. A pronoun within a direct quotation is not resolved: its speaker may mean anybody.

    Parameters
    ----------
    slots
        doc_id, sentence_id, start, end, text.
    names
        Names with their entities, as ``names.identified`` gives them.
    quotations
        The table.

    Returns
    -------
    pl.DataFrame
        doc_id, start, end, entity_id; a row a pronoun that is settled.
    """
    asked = slots.filter(pl.col("text").str.to_lowercase().is_in(PRONOUNS)).select(
        "doc_id", "sentence_id", "start", "end"
    )
    spoken = quotations.filter(pl.col("quotation_type") != "indirect").select("doc_id", "char_start", "char_end")
    within = (
        asked.join(spoken, on="doc_id", how="inner")
        .filter((pl.col("char_start") <= pl.col("start")) & (pl.col("end") <= pl.col("char_end")))
        .select("doc_id", "start")
    )
    persons = names.filter((pl.col("entity_type") == "person") & pl.col("entity_id").is_not_null()).select(
        "doc_id", "entity_id", "char_start", named_in="sentence_id"
    )
    return (
        asked.join(within.unique(), on=["doc_id", "start"], how="anti", maintain_order="left")
        .join(persons, on="doc_id", how="inner")
        .filter(
            (pl.col("char_start") < pl.col("start"))
            & ((pl.col("sentence_id") - pl.col("named_in")).is_between(0, REACH))
        )
        .group_by("doc_id", "start", "end", maintain_order=True)
        .agg(pl.first("entity_id"), persons=pl.col("entity_id").n_unique())
        .filter(pl.col("persons") == 1)
        .drop("persons")
    )
