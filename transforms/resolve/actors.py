"""Actors: who the words of a slot stand for, by the name or the noun that heads them."""

import polars as pl

_AFTER_HEAD = (
    "of|in|at|from|near|on|with|for|to|by|who|that|which|whose|and|or|including|against|under|between|over|after|"
    "before|as|into|about|among|during|since|through|than|without|within|inside|outside"
)
_CORE = rf"(?i)^(.+?)(?:\s+(?:{_AFTER_HEAD})\s|\s*[,(:;–—]|$)"
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


def with_entities(nouns: pl.DataFrame) -> pl.DataFrame:
    """Give nouns for actors their entity: the body that they are of, or all that is of their country and sector.

    ``nouns`` are as ``nouns.actor_nouns`` gives them; a noun with neither keeps NULL.
    """
    return nouns.with_columns(entity_id=pl.coalesce("body_id", pl.format("actor:{}-{}", "country_code", "sector")))


def actors(slots: pl.DataFrame, names: pl.DataFrame, nouns: pl.DataFrame) -> pl.DataFrame:
    """Find whom each slot names.

    Parameters
    ----------
    slots
        As ``slots_of`` and ``cored`` give them.
    names
        doc_id, char_start, char_end, entity_id of the document's names.
    nouns
        As ``with_entities`` gives them.

    Returns
    -------
    pl.DataFrame
        doc_id, start, end, entity_id of the name or the noun that ends where the slot's core does; one row a slot that
        names somebody.
    """
    heads = pl.concat(
        [
            names.select("doc_id", "char_start", "entity_id", core_end="char_end", rank=pl.lit(0)),
            nouns.select("doc_id", "char_start", "entity_id", core_end="char_end", rank=pl.lit(1)),
        ]
    ).drop_nulls("entity_id")
    return (
        slots.select(*SPAN, "core_end")
        .join(heads, on=["doc_id", "core_end"], how="inner", maintain_order="left")
        .filter((pl.col("char_start") >= pl.col("start")) | (pl.col("rank") == 1))
        .sort(*SPAN, "rank", "char_start")
        .unique(SPAN, keep="first", maintain_order=True)
        .select(*SPAN, "entity_id")
    )
