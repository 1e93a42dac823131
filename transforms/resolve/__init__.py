"""resolve: mentions become entities, and every slot that names one refers to it."""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from transforms.resolve.actors import actors, cored, slots_of, with_entities
from transforms.resolve.beside import surrounded
from transforms.resolve.chains import chains
from transforms.resolve.datelines import printed, written_in
from transforms.resolve.harmed import harmed
from transforms.resolve.mentioned import chained, meant, mentioned, with_actors
from transforms.resolve.names import identified
from transforms.resolve.nouns import actor_nouns
from transforms.resolve.roles import with_roles
from transforms.resolve.seats import with_governments
from transforms.resolve.signatures import signatures
from transforms.resolve.unseen import with_unseen
from warehouse.tables import (
    Arguments,
    Casualties,
    Documents,
    Facts,
    Mentions,
    Quotations,
    Referents,
    Signatures,
    Tokens,
)

_PLACES = ("place", "facility", "country")
_WHERE = ("in", "at", "near", "outside", "inside")
"""Prepositions before what is a place, if a place is named there: in the resort of Sochi."""


class Resolution(NamedTuple):
    """The tables that refer to entities, with their references."""

    documents: dy.DataFrame[Documents]
    mentions: dy.DataFrame[Mentions]
    quotations: dy.DataFrame[Quotations]
    facts: dy.DataFrame[Facts]
    arguments: dy.DataFrame[Arguments]
    casualties: dy.DataFrame[Casualties]
    referents: dy.DataFrame[Referents]
    signatures: dy.DataFrame[Signatures]


def resolve(
    documents: dy.DataFrame[Documents],
    tokens: dy.DataFrame[Tokens],
    mentions: dy.DataFrame[Mentions],
    quotations: dy.DataFrame[Quotations],
    facts: dy.DataFrame[Facts],
    arguments: dy.DataFrame[Arguments],
    casualties: dy.DataFrame[Casualties],
) -> Resolution:
    """Say which entity each mention, slot, speaker, claimant and place is.

    Within a document names are joined as ``names.identified`` says; ids are the same in all documents. Nouns with a
    country (*Syrian rebels*) are mentions too, of the actor that is all of that country and sector. A capital is its
    government where it acts, speaks or is acted on, and the town where something takes place. Pronouns and nouns
    (*the minister*) are what ``chains.chains`` joins them to; what it leaves open stays so.
    """
    names = named(documents, tokens, mentions, facts)
    nouns = with_entities(actor_nouns(tokens, names))
    spoken = quotations.filter(pl.col("speaker_start").is_not_null())
    placed = casualties.filter(pl.col("victims_start").is_not_null() | pl.col("perpetrator_start").is_not_null())
    slots = cored(
        slots_of(
            [
                *((facts, slot) for slot in ("subject", "object", "claimant", "actor", "recipient")),
                (spoken, "speaker"),
                *((placed, slot) for slot in ("victims", "perpetrator", "claimant")),
                (_as_slots(arguments, facts), "argument"),
            ]
        )
    )
    linked = with_actors(chains(tokens, names, quotations), nouns)
    found = actors(slots, names, chained(nouns, linked))
    resolved = mentioned(documents, names, nouns, linked)
    # A slot means what some mention of its document means.
    known = pl.concat([found, meant(slots, found, linked)]).join(
        resolved.select("doc_id", "entity_id").unique(), on=["doc_id", "entity_id"], how="semi"
    )
    where = _places(arguments, facts, names)
    datelines = written_in(documents, names)
    return Resolution(
        documents=Documents.validate(
            documents.drop("dateline_place_id")
            .join(
                datelines.select("doc_id", dateline_place_id="entity_id"),
                on="doc_id",
                how="left",
                maintain_order="left",
            )
            .select(Documents.column_names()),
            cast=True,
        ),
        mentions=resolved,
        quotations=Quotations.validate(
            _filled(quotations, known, {"speaker": "speaker_entity_id"}).select(Quotations.column_names()), cast=True
        ),
        facts=Facts.validate(
            _filled(
                facts.drop("place_entity_id", "place_precision"),
                known,
                {slot: f"{slot}_entity_id" for slot in ("subject", "object", "claimant", "actor", "recipient")},
            )
            .join(where.select("fact_id", "place_entity_id", "place_precision"), on="fact_id", how="left")
            .sort("doc_id", "char_start", "fact_id")
            .select(Facts.column_names()),
            cast=True,
        ),
        arguments=Arguments.validate(_argument_rows(arguments, known, where), cast=True),
        casualties=Casualties.validate(
            _filled(
                harmed(casualties, documents, facts, names.filter(pl.col("entity_type").is_in(_PLACES)), where),
                known,
                {
                    "victims": "victim_entity_id",
                    "perpetrator": "perpetrator_entity_id",
                    "claimant": "claimant_entity_id",
                },
            ).select(Casualties.column_names()),
            cast=True,
        ),
        referents=_referents(datelines),
        signatures=signatures(documents, tokens),
    )


def named(documents: pl.DataFrame, tokens: pl.DataFrame, mentions: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """Give the names of documents, those that the model passed over too, their entities, as ``names.identified`` does.

    With the roles of persons, and with governments for the capitals that act.
    """
    seen = with_unseen(mentions.filter(pl.col("mention_type") == "name"), tokens)
    return with_governments(with_roles(identified(surrounded(seen, documents), printed(documents)), facts), tokens)


def _as_slots(arguments: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """Arguments as a slot of the name ``argument``."""
    return arguments.join(facts.select("fact_id", "sentence_id"), on="fact_id", how="left").select(
        "doc_id", "sentence_id", argument="text", argument_start="char_start", argument_end="char_end"
    )


def _filled(table: pl.DataFrame, known: pl.DataFrame, columns: dict[str, str]) -> pl.DataFrame:
    """Fill the reference of each slot."""
    for slot, column in columns.items():
        keys = [f"{slot}_start", f"{slot}_end"]
        table = table.drop(column).join(
            known.rename({"start": keys[0], "end": keys[1], "entity_id": column}),
            on=["doc_id", *keys],
            how="left",
            maintain_order="left",
        )
    return table


def _places(arguments: pl.DataFrame, facts: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Where each fact took place: the narrowest place named in its first argument of place; a row a fact."""
    # A government is no place.
    is_place = pl.col("entity_type").is_in(_PLACES) & pl.col("sector").is_null()
    places = names.filter(is_place & pl.col("entity_id").is_not_null())
    sentence = ["doc_id", "sentence_id"]  # all pairs of a document would be as many as the square of its length
    return (
        arguments.filter((pl.col("role") == "place") | pl.col("marker").str.to_lowercase().is_in(_WHERE))
        .select("fact_id", start="char_start", end="char_end", rank=pl.col("role") != "place")
        .join(facts.select("fact_id", *sentence), on="fact_id", how="inner")
        .join(
            places.select(*sentence, "char_start", "char_end", "place_precision", place_entity_id="entity_id"),
            on=sentence,
            how="inner",
        )
        .filter((pl.col("start") <= pl.col("char_start")) & (pl.col("char_end") <= pl.col("end")))
        # "the Black Sea resort of Sochi"
        .sort("fact_id", "rank", "start", pl.col("place_precision").fill_null(2), "char_start")
        .unique("fact_id", keep="first", maintain_order=True)
        .select("fact_id", "start", "end", "place_entity_id", "place_precision")
    )


def _argument_rows(arguments: pl.DataFrame, known: pl.DataFrame, where: pl.DataFrame) -> pl.DataFrame:
    """Arguments with their entities: of a place the place itself, not the government that sits there."""
    of_place = where.select("fact_id", char_start="start", char_end="end", place_id="place_entity_id")
    actor = known.rename({"start": "char_start", "end": "char_end", "entity_id": "actor_id"})
    return (
        arguments.join(of_place, on=["fact_id", "char_start", "char_end"], how="left", maintain_order="left")
        .join(actor, on=["doc_id", "char_start", "char_end"], how="left", maintain_order="left")
        .with_columns(entity_id=pl.coalesce("place_id", "actor_id"))
        .select(Arguments.column_names())
    )


def _referents(datelines: pl.DataFrame) -> dy.DataFrame[Referents]:
    """Places of datelines."""
    return Referents.validate(datelines.sort("doc_id", "entity_id"), cast=True)
