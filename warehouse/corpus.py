"""Entities: what all documents that stand say of each, as a sum over mentions that can be carried on."""

import dataframely as dy
import polars as pl

from warehouse.tables import Entities, Tallies

SUMMED = ("times", "documents")
_WHOSE = r"^(?i:its|their|his|her|our|my|your)\s"
"""How nouns begin whose owner another sentence names: *its* foreign minister is no other name of anybody."""
ALIKE = [name for name in Tallies.column_names() if name not in SUMMED]
"""The columns in which the mentions of a tally are alike."""


def tallied(mentions: pl.DataFrame, referents: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Count the mentions of some documents that are alike.

    Parameters
    ----------
    mentions, referents
        All rows of the documents in these tables. Referents count as documents, not as mentions.
    documents
        doc_id, published_on, weight: 1 when the document counts, 0 when its entities are to be there and it counts
        for none, -1 when it has counted and no longer does.

    Returns
    -------
    pl.DataFrame
        The table ``tallies``, no two rows alike.
    """
    named = mentions.filter(pl.col("entity_id").is_not_null()).sort("doc_id", "char_start", "mention_id")
    rows = pl.concat([named, referents.sort("doc_id", "entity_id")], how="diagonal").join(
        documents, on="doc_id", how="inner", maintain_order="left"
    )
    counted = rows.with_columns(
        told_on=pl.when(pl.col("role").is_not_null()).then("published_on"),
        times=pl.col("weight").cast(pl.Int64),
        documents=pl.col("weight").cast(pl.Int64) * pl.struct("doc_id", "entity_id").is_first_distinct(),
    )
    return summed(counted)


def summed(tallies: pl.DataFrame) -> pl.DataFrame:
    """Add up the rows that are alike, and order them."""
    added = tallies.group_by(ALIKE).agg(pl.col(SUMMED).sum())
    return added.select(Tallies.column_names()).sort(Tallies.column_names())


def entities(tallies: pl.DataFrame) -> dy.DataFrame[Entities]:
    """Make entities of all their tallies, no two rows alike.

    Returns
    -------
    dy.DataFrame[Entities]
        One row an entity, by id. Name, type, country, sector and kind are the most frequent among its mentions, the
        longest name among those equally so; the role is the one told last; aliases are the other names as printed, or
        the nouns for what has no name. An entity of documents alone that do not stand has no mentions, and is there
        because their rows refer to it.
    """

    def most(column: str) -> pl.DataFrame:
        return (
            tallies.filter(pl.col(column).is_not_null())
            .group_by("entity_id", column)
            .agg(pl.col("times").sum())
            .sort(
                "entity_id",
                "times",
                pl.col(column).cast(pl.String).str.len_chars(),
                column,
                descending=[False, True, True, False],
            )
            .unique("entity_id", keep="first", maintain_order=True)
            .select("entity_id", column)
        )

    def printed(mention_type: str) -> pl.Expr:
        is_told = (pl.col("times") > 0) & ~pl.col("text").str.contains(_WHOSE)
        return pl.col("text").filter(is_told, mention_type=mention_type).unique().sort()

    roles = (
        tallies.filter(pl.col("role").is_not_null() & (pl.col("times") > 0))
        .group_by("entity_id", "told_on", "role")
        .agg(pl.col("times").sum())
        .sort("entity_id", "told_on", "times", "role", nulls_last=False)
        .unique("entity_id", keep="last", maintain_order=True)
        .select("entity_id", "role")
    )
    table = tallies.group_by("entity_id").agg(
        mention_count=pl.col("times").filter(pl.col("text").is_not_null()).sum().cast(pl.Int32),
        document_count=pl.col("documents").sum().cast(pl.Int32),
        printed=pl.col("text").drop_nulls().min(),
        names=printed("name"),
        nouns=printed("nominal"),
        latitude=pl.col("latitude").drop_nulls().first(),
        longitude=pl.col("longitude").drop_nulls().first(),
        geonames_id=pl.col("geonames_id").drop_nulls().first(),
    )
    # What is never named goes by its nouns.
    aliases = pl.when(pl.col("names").list.len() > 0).then("names").otherwise("nouns")
    table = table.with_columns(aliases=aliases).join(roles, on="entity_id", how="left")
    for column in ("canonical_name", "entity_type", "country_code", "sector", "kind"):
        table = table.join(most(column), on="entity_id", how="left")
    whole = table.with_columns(
        name=pl.coalesce("canonical_name", pl.col("aliases").list.first(), "printed"),
        # All that is of a country and a sector is a group, though a mention of it is one man.
        entity_type=pl.when(pl.col("entity_id").str.starts_with("actor:"))
        .then(pl.lit("group"))
        .otherwise("entity_type"),
    ).with_columns(aliases=pl.col("aliases").list.set_difference(pl.concat_list("name")).list.sort())
    return Entities.validate(whole.sort("entity_id").select(Entities.column_names()), cast=True)
