"""Tables about the whole corpus, gathered from those of its documents at each publication."""

import dataframely as dy
import polars as pl

from warehouse.tables import Entities


def entities(mentions: pl.DataFrame, referents: pl.DataFrame, withdrawn: pl.Series) -> dy.DataFrame[Entities]:
    """Gather mentions into entities.

    Parameters
    ----------
    mentions
        Rows of the table ``mentions`` of the whole corpus, each once.
    referents
        Rows of the table ``referents`` of the whole corpus: they count as documents, not as mentions.
    withdrawn
        The ids of documents that are not current. They count nowhere: an entity of such documents alone has no
        mentions, and is there because their rows refer to it.

    Returns
    -------
    dy.DataFrame[Entities]
        One row an entity, by id. Name, type, country and sector are the most frequent among its mentions, the longest
        name among those equally so; the role is that of its last document by id that gives one; aliases are the other
        names as printed, or the nouns for what has no name.
    """
    known = pl.concat([mentions.filter(pl.col("entity_id").is_not_null()), referents], how="diagonal")
    known = known.with_columns(is_current=~pl.col("doc_id").is_in(withdrawn.implode()))

    def most(column: str) -> pl.DataFrame:
        return (
            known.filter(pl.col(column).is_not_null())
            .group_by("entity_id", column)
            .agg(times=pl.col("is_current").sum())
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

    def current(column: str) -> pl.Expr:
        return pl.col(column).filter("is_current")

    table = known.group_by("entity_id").agg(
        mention_count=current("text").count().cast(pl.Int32),
        document_count=current("doc_id").n_unique().cast(pl.Int32),
        printed=pl.col("text").drop_nulls().min(),
        names=pl.col("text").filter("is_current", mention_type="name").unique().sort(),
        nouns=pl.col("text").filter("is_current", mention_type="nominal").unique().sort(),
        role=current("role").sort_by(current("doc_id"), current("char_start")).drop_nulls().last(),
        latitude=pl.col("latitude").drop_nulls().first(),
        longitude=pl.col("longitude").drop_nulls().first(),
        geonames_id=pl.col("geonames_id").drop_nulls().first(),
    )
    # What is never named goes by its nouns.
    aliases = pl.when(pl.col("names").list.len() > 0).then("names").otherwise("nouns")
    table = table.with_columns(aliases=aliases)
    for column in ("canonical_name", "entity_type", "country_code", "sector"):
        table = table.join(most(column), on="entity_id", how="left")
    whole = table.with_columns(
        name=pl.coalesce("canonical_name", pl.col("aliases").list.first(), "printed")
    ).with_columns(aliases=pl.col("aliases").list.set_difference(pl.concat_list("name")).list.sort())
    return Entities.validate(whole.sort("entity_id").select(Entities.column_names()), cast=True)
