"""Actors: who the words of a slot stand for, by the name that heads them or by a noun with a country."""

import polars as pl

from transforms.lexicons import lexicon
from transforms.resolve.places import folded

_AFTER_HEAD = (
    "of|in|at|from|near|on|with|for|to|by|who|that|which|whose|and|or|including|against|under|between|over|after|"
    "before|as|into|about|among|during|since|through|than|without|within|inside|outside"
)
_CORE = rf"(?i)^(.+?)(?:\s+(?:{_AFTER_HEAD})\s|\s*[,(:;–—]|$)"
_OF = r"(?i)^.+?\s+(?:of|in|from)\s+(?:the\s+)?$"
SPAN = ["doc_id", "start", "end"]


def slots_of(tables: list[tuple[pl.DataFrame, str]]) -> pl.DataFrame:
    """Gather the slots of tables, each once: doc_id, sentence_id, start, end, text.

    ``tables`` are pairs of a table and of a slot, whose columns are ``<slot>``, ``<slot>_start`` and ``<slot>_end``.
    """
    parts = [
        table.filter(pl.col(f"{slot}_start").is_not_null()).select(
            "doc_id", "sentence_id", start=f"{slot}_start", end=f"{slot}_end", text=slot
        )
        for table, slot in tables
    ]
    return pl.concat(parts).unique(SPAN, keep="first", maintain_order=True)


def cored(slots: pl.DataFrame) -> pl.DataFrame:
    """Give slots their core, the words up to the noun or name that heads them, and core_end, where it ends."""
    return slots.with_columns(core=pl.col("text").str.extract(_CORE, 1)).with_columns(
        core_end=pl.col("start") + pl.col("core").str.len_chars().cast(pl.Int32)
    )


def actors(slots: pl.DataFrame, names: pl.DataFrame, governments: pl.DataFrame) -> pl.DataFrame:
    """Find whom each slot names.

    Parameters
    ----------
    slots
        As ``slots_of`` and ``cored`` give them.
    names
        doc_id, char_start, char_end, entity_id, entity_type, country_code of the document's names.
    governments
        As ``names.governments`` gives them.

    Returns
    -------
    pl.DataFrame
        doc_id, start, end, entity_id, and for those that are no name but a noun with a country (*Syrian rebels*, the
        government *of Turkey*) also sentence_id, core_start, core_end, core, country_code, sector. The entity of such a
        noun is all that is of the same country and sector. NULL for the rest.
    """
    named = names.select("doc_id", "char_start", "char_end", "entity_id", "entity_type", "country_code")
    inside = (
        slots.select(*SPAN, "core_end", "text")
        .join(named, on="doc_id", how="inner")
        .filter((pl.col("start") <= pl.col("char_start")) & (pl.col("char_end") <= pl.col("end")))
    )
    possessive = pl.col("text").str.slice(pl.col("char_end") - pl.col("start"), 2).str.contains(r"^['’]")
    heading = (
        inside.filter((pl.col("char_end") == pl.col("core_end")) & ~possessive)
        .join(governments.drop("country_code"), on=["doc_id", "char_start", "char_end"], how="left")
        .select(*SPAN, head_id=pl.coalesce("actor_id", "entity_id"), head_type="entity_type")
        .unique(SPAN, keep="first", maintain_order=True)
    )
    before = pl.col("text").str.slice(0, pl.col("char_start") - pl.col("start"))
    modifying = inside.filter(
        pl.col("country_code").is_not_null()
        & pl.col("entity_type").is_in(["country", "group", "place", "organization"])
        & ((pl.col("char_end") <= pl.col("core_end")) | before.str.contains(_OF))
    )
    owner = (
        modifying.sort(*SPAN, "char_start")
        .group_by(SPAN, maintain_order=True)
        .agg(owner=pl.first("country_code"), owners=pl.col("country_code").n_unique())
        .filter(pl.col("owners") == 1)
    )
    head = folded(pl.col("core")).str.extract(r"(\S+)$")
    nouns = (
        slots.with_columns(head=head)
        .join(lexicon("actor_heads"), on="head", how="inner", maintain_order="left")
        .join(owner, on=SPAN, how="inner", maintain_order="left")
        .select(
            *SPAN,
            "sentence_id",
            "core",
            "core_end",
            "sector",
            core_start="start",
            country_code="owner",
            noun_id=pl.format("actor:{}-{}", "owner", "sector"),
        )
    )
    return (
        slots.select(SPAN)
        .join(heading, on=SPAN, how="left", maintain_order="left")
        .join(nouns, on=SPAN, how="left", maintain_order="left")
        # "the Turks" is headed by a name; of "Turkish soldiers" the name is only the adjective.
        .with_columns(entity_id=pl.coalesce("head_id", "noun_id"), is_noun=pl.col("head_id").is_null())
        .drop("head_id", "head_type")
    )
