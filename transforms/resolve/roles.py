"""Roles: what persons are, as their document says: Turkey's *defense minister*, and so of its government."""

import polars as pl

from transforms.resolve.sectors import sector_of

_NEAR = 3
"""Characters between a country's name and the role that it belongs to: 's and a space."""


def with_roles(names: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """Give persons their role, and the sector and the country that it tells.

    Parameters
    ----------
    names
        As ``names.identified`` gives them.
    facts
        The table; its rules ``role.…`` say that a subject is what the predicate names.

    Returns
    -------
    pl.DataFrame
        ``names`` with role; sector and country_code filled for persons where they had none.
    """
    sentence = ["doc_id", "sentence_id"]  # all pairs of a document would be as many as the square of its length
    said = facts.filter(pl.col("rule").str.starts_with("role.")).select(
        *sentence, "subject_start", "subject_end", "predicate_start", "predicate_end", role="predicate"
    )
    persons = names.filter(pl.col("entity_type") == "person")
    held = (
        said.join(persons.select(*sentence, "entity_id", "char_start", "char_end"), on=sentence, how="inner")
        .filter((pl.col("subject_start") <= pl.col("char_start")) & (pl.col("char_end") <= pl.col("subject_end")))
        .with_columns(of_role=sector_of(pl.col("role")))
        .drop_nulls("of_role")
    )
    owners = names.filter(pl.col("country_code").is_not_null() & pl.col("entity_type").is_in(["country", "group"]))
    owned = (
        held.join(
            owners.select(*sentence, owner_start="char_start", owner_end="char_end", of_owner="country_code"),
            on=sentence,
            how="inner",
        )
        .with_columns(
            is_within=(pl.col("owner_start") >= pl.col("predicate_start"))
            & (pl.col("owner_end") <= pl.col("predicate_end"))
        )
        .filter(pl.col("is_within") | (pl.col("predicate_start") - pl.col("owner_end")).is_between(0, _NEAR))
        # "…in Britain," German Chancellor Ida Holm said: what the role itself names goes first.
        .sort("doc_id", "entity_id", "role", pl.col("is_within").not_(), "owner_start")
        .unique(["doc_id", "entity_id", "role"], keep="first", maintain_order=True)
        .select("doc_id", "entity_id", "role", "of_owner")
    )
    roles = (
        held.join(owned, on=["doc_id", "entity_id", "role"], how="left")
        .sort("doc_id", "entity_id", pl.col("of_owner").is_null(), "predicate_start", "role")
        .unique(["doc_id", "entity_id"], keep="first", maintain_order=True)
        .select("doc_id", "entity_id", "role", "of_role", "of_owner")
    )
    return (
        names.join(roles, on=["doc_id", "entity_id"], how="left", maintain_order="left")
        .with_columns(
            sector=pl.coalesce("sector", "of_role"),
            country_code=pl.coalesce("country_code", "of_owner"),
        )
        .drop("of_role", "of_owner")
    )
