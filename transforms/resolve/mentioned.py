"""Mentioned: names, nouns and pronouns as rows of one table, and the slots that the latter fill."""

import dataframely as dy
import polars as pl

from transforms.identity import with_ids
from transforms.lexicons import lexicon
from transforms.passages import passages
from transforms.resolve.actors import SPAN
from warehouse.tables import Mentions

_PLACE = ["doc_id", "char_start", "char_end"]


def with_actors(linked: pl.DataFrame, nouns: pl.DataFrame) -> pl.DataFrame:
    """Give chains without a name the actor that a noun of theirs is: Syrian rebels … the rebels … they.

    ``linked`` is as ``chains.chains`` gives it, ``nouns`` as ``actors.with_entities``.
    """
    known = nouns.drop_nulls("entity_id").select(*_PLACE, noun_id="entity_id").unique(_PLACE)
    return (
        linked.join(known, on=_PLACE, how="left", maintain_order="left")
        .with_columns(of_chain=pl.col("noun_id").drop_nulls().first().over("doc_id", "chain"))
        .with_columns(entity_id=pl.coalesce("entity_id", "of_chain"))
        .drop("noun_id", "of_chain")
    )


def chained(nouns: pl.DataFrame, linked: pl.DataFrame) -> pl.DataFrame:
    """Give nouns of a chain that has an entity that one: the minister, of Minister Akar.

    ``nouns`` are as ``actors.with_entities``, ``linked`` as ``with_actors`` gives them.
    """
    of_chains = (
        _told(linked).drop_nulls("entity_id").select(*_PLACE, of_chain="entity_id").unique(_PLACE, maintain_order=True)
    )
    return (
        nouns.join(of_chains, on=_PLACE, how="left", maintain_order="left")
        .with_columns(entity_id=pl.coalesce("of_chain", "entity_id"))
        .drop("of_chain")
    )


def _told(linked: pl.DataFrame) -> pl.DataFrame:
    """Nouns and pronouns of chains of which somebody knows what they are."""
    return linked.with_columns(of_kind=pl.col("entity_type").drop_nulls().first().over("doc_id", "chain")).filter(
        (pl.col("mention_type") != "name") & pl.col("of_kind").is_not_null()
    )


def meant(slots: pl.DataFrame, found: pl.DataFrame, linked: pl.DataFrame) -> pl.DataFrame:
    """Find whom the slots mean that name nobody: those that a noun or a pronoun of a named chain heads.

    Parameters
    ----------
    slots
        As ``actors.cored`` gives them.
    found, linked
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
        slots.join(found.select(SPAN), on=SPAN, how="anti")
        .join(words.unique(["doc_id", "start", "core_end"]), on=["doc_id", "start", "core_end"], how="inner")
        .select(*SPAN, "entity_id")
    )


def mentioned(
    documents: pl.DataFrame, names: pl.DataFrame, nouns: pl.DataFrame, linked: pl.DataFrame
) -> dy.DataFrame[Mentions]:
    """Give names, nouns that stand for an actor, and the nouns and pronouns of chains.

    Of other nouns and of pronouns only those are rows whose chain has a name or a noun; they have the name, the country
    and the sector of their entity where it has one in the document. ``nouns`` are as ``actors.with_entities`` gives
    them.
    """
    told = _told(linked)
    called = nouns.with_columns(
        mention_type=pl.lit("nominal"),
        canonical_name=pl.when(pl.col("body_id").is_null()).then(_called(pl.col("country_code"), pl.col("sector"))),
    )
    named = pl.concat([names, called.filter(pl.col("body_id").is_null())], how="diagonal").drop_nulls("entity_id")
    of_entity = named.group_by("doc_id", "entity_id").agg(
        pl.col(name).drop_nulls().first()
        for name in ("canonical_name", "country_code", "sector", "kind", "entity_type")
    )
    others = (
        told.select(*_PLACE, "sentence_id", "entity_id", "mention_type", of_kind=pl.coalesce("entity_type", "of_kind"))
        .join(of_entity, on=["doc_id", "entity_id"], how="left", maintain_order="left")
        .with_columns(entity_type=pl.coalesce("entity_type", "of_kind"))
    )
    of_nouns = (
        chained(called, linked)
        .join(of_entity, on=["doc_id", "entity_id"], how="left", maintain_order="left", suffix="_of")
        .with_columns(
            pl.coalesce(f"{name}_of", name).alias(name) for name in ("canonical_name", "country_code", "sector")
        )
    )
    both = pl.concat([names, of_nouns, others], how="diagonal").unique(_PLACE, keep="first", maintain_order=True)
    both = both.with_columns(text=passages(documents, both, pl.col("char_start"), pl.col("char_end")))
    chain = linked.unique(_PLACE).select(*_PLACE, chain_id=pl.format("{}-k{}", "doc_id", "chain_number"))
    numbered = with_ids(
        both.drop("mention_id", "chain_id").join(chain, on=_PLACE, how="left", maintain_order="left"),
        "mention_id",
        "m",
        by=["char_start", "char_end"],
    )
    return Mentions.validate(numbered.select(Mentions.column_names()), cast=True)


def _called(country_code: pl.Expr, sector: pl.Expr) -> pl.Expr:
    """What all that is of one country and sector is called: "Turkey: armed forces"."""
    capital, sectors = lexicon("capitals"), lexicon("plover_sectors")
    country = country_code.replace_strict(capital["country_code"], capital["country"], default=country_code)
    return pl.format("{}: {}", country, sector.replace_strict(sectors["sector"], sectors["name"], default=sector))
