"""Mentioned: names, nouns and pronouns as rows of one table, and the slots that the latter fill."""

import dataframely as dy
import polars as pl

from transforms.identity import with_ids
from transforms.resolve.actors import SPAN
from warehouse.tables import Mentions

_COUNTED = r"^(?i:(?:the|an?|some|more|other|two|three|four|five|six|\d[\d,.]*)\s+)+"
_PLACE = ["doc_id", "char_start", "char_end"]


def with_actors(linked: pl.DataFrame, actors: pl.DataFrame) -> pl.DataFrame:
    """Give chains without a name the actor that a noun of theirs is: Syrian rebels … the rebels … they.

    ``linked`` is as ``chains.chains`` gives it, ``actors`` as ``actors.actors``.
    """
    nouns = (
        actors.filter(pl.col("is_noun") & pl.col("entity_id").is_not_null())
        .select("doc_id", char_start="core_start", char_end="core_end", noun_id="entity_id")
        .unique(_PLACE)
    )
    return (
        linked.join(nouns, on=_PLACE, how="left", maintain_order="left")
        .with_columns(of_chain=pl.col("noun_id").drop_nulls().first().over("doc_id", "chain"))
        .with_columns(entity_id=pl.coalesce("entity_id", "of_chain"))
        .drop("noun_id", "of_chain")
    )


def meant(slots: pl.DataFrame, actors: pl.DataFrame, linked: pl.DataFrame) -> pl.DataFrame:
    """Find whom the slots mean that name nobody: those that a noun or a pronoun of a named chain heads.

    Parameters
    ----------
    slots
        As ``actors.cored`` gives them.
    actors, linked
        As ``actors.actors`` and ``with_actors`` give them.

    Returns
    -------
    pl.DataFrame
        doc_id, start, end, entity_id.
    """
    words = linked.filter((pl.col("mention_type") != "name") & pl.col("entity_id").is_not_null()).select(
        "doc_id", "entity_id", start="char_start", core_end="char_end"
    )
    return (
        slots.join(actors.filter(pl.col("entity_id").is_not_null()).select(SPAN), on=SPAN, how="anti")
        .join(words.unique(["doc_id", "start", "core_end"]), on=["doc_id", "start", "core_end"], how="inner")
        .select(*SPAN, "entity_id")
    )


def mentioned(
    documents: pl.DataFrame, names: pl.DataFrame, actors: pl.DataFrame, linked: pl.DataFrame
) -> dy.DataFrame[Mentions]:
    """Give names, nouns that stand for an actor, and the nouns and pronouns of chains.

    Of nouns and pronouns only those are rows whose chain has a name or a noun; they have the name, the country and the
    sector of their entity where it has a name in the document.
    """
    nouns = actors.filter(pl.col("is_noun") & pl.col("entity_id").is_not_null()).select(
        "doc_id",
        "sentence_id",
        "entity_id",
        "country_code",
        "sector",
        char_start="core_start",
        char_end="core_end",
        text="core",
        mention_type=pl.lit("nominal"),
        entity_type=pl.lit("group"),
        canonical_name=pl.col("core").str.replace(_COUNTED, ""),
    )
    told = linked.with_columns(kind=pl.col("entity_type").drop_nulls().first().over("doc_id", "chain")).filter(
        (pl.col("mention_type") != "name") & pl.col("kind").is_not_null()
    )
    known = pl.concat([names, nouns], how="diagonal").filter(pl.col("entity_id").is_not_null())
    of_entity = known.group_by("doc_id", "entity_id").agg(
        pl.col(name).drop_nulls().first() for name in ("canonical_name", "country_code", "sector", "entity_type")
    )
    printed = pl.col("whole").str.slice(pl.col("char_start"), pl.col("char_end") - pl.col("char_start"))
    others = (
        told.select(*_PLACE, "sentence_id", "entity_id", "mention_type", kind=pl.coalesce("entity_type", "kind"))
        .join(of_entity, on=["doc_id", "entity_id"], how="left", maintain_order="left")
        .with_columns(entity_type=pl.coalesce("entity_type", "kind"))
        .join(documents.select("doc_id", whole="text"), on="doc_id", how="left", maintain_order="left")
        .with_columns(text=printed)
        .drop("whole")
    )
    both = pl.concat([names, nouns, others], how="diagonal").unique(_PLACE, keep="first", maintain_order=True)
    chain = linked.unique(_PLACE).select(*_PLACE, chain_id=pl.format("{}-k{}", "doc_id", "chain_number"))
    numbered = with_ids(
        both.drop("mention_id").join(chain, on=_PLACE, how="left", maintain_order="left"),
        "mention_id",
        "m",
        by=["char_start", "char_end"],
    )
    return Mentions.validate(numbered.select(Mentions.column_names()), cast=True)
