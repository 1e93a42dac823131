"""Others: who is on the other side of an event where its frame's own slots do not name them."""

import polars as pl

from transforms.extract.events.settings import names_power

_INSIDE = (
    r"\b(?:from|by|of|to|with|against)\s+((?:the\s+)?\p{Lu}[\p{L}.’-]*(?:\s(?:of|for|the|\p{Lu}[\p{L}.’-]*|people|army"
    r"|forces?|government|regime|rebels|police|troops))*)"
)
"""Whom an argument names that is nobody itself: to a demand *from the US President*."""
MUTUAL = ("agree", "consult", "cooperate")
"""What two do, they do with each other."""
_SLOT = ("", "_start", "_end")


def inside(marked: pl.DataFrame) -> pl.DataFrame:
    """Find the power that an argument names which is none itself: responded to a demand *from the US President*."""
    inner = pl.col("text").str.extract(_INSIDE)
    # find() counts bytes, spans count characters.
    before = pl.col("text").cast(pl.Binary).bin.slice(0, pl.col("text").str.find(inner, literal=True))
    return (
        marked.with_columns(start=pl.col("start") + before.cast(pl.String).str.len_chars().cast(pl.Int32), text=inner)
        .filter(names_power(pl.col("text")))
        .with_columns(end=(pl.col("start") + pl.col("text").str.len_chars()).cast(pl.Int32))
    )


def told(events: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """Find the first subject of a clause that is an event's object: demanded that *the United States* match."""
    asks = events.filter(pl.col("rule").str.contains("clause_object") & pl.col("object_start").is_not_null())
    return (
        asks.select("fact_id", "doc_id", "sentence_id", "object_start", "object_end")
        .join(
            facts.select(
                "doc_id", "sentence_id", *(pl.col(f"subject{end}").alias(f"asked{end}") for end in _SLOT)
            ).drop_nulls("asked"),
            on=["doc_id", "sentence_id"],
            how="inner",
        )
        .filter(pl.col("asked_start").is_between("object_start", "object_end", closed="left"))
        .sort("fact_id", "asked_start")
        .unique("fact_id", keep="first")
        .select("fact_id", *(f"asked{end}" for end in _SLOT))
    )


def each_other(events: pl.DataFrame) -> pl.DataFrame:
    """Give what two do with each other the other for its recipient: Turkey and Russia signed a deal."""
    clause = ["doc_id", "predicate_start", "object_start"]
    is_mutual = (pl.col("recipient_marker") == "with") | pl.col("event_type").is_in(MUTUAL)
    mutual = pl.col("recipient").is_null() & is_mutual & pl.col("actor").is_not_null()
    others = events.filter(mutual).select(*clause, *(pl.col(f"subject{end}").alias(f"other{end}") for end in _SLOT))
    pairs = (
        events.filter(mutual)
        .select("fact_id", "subject_start", *clause)
        .join(others, on=clause, how="inner", nulls_equal=True)
        .filter(pl.col("other_start") != pl.col("subject_start"))
        .sort("fact_id", "other_start")
        .unique("fact_id", keep="first")
        .select("fact_id", *(f"other{end}" for end in _SLOT))
    )
    return events.join(pairs, on="fact_id", how="left", maintain_order="left").with_columns(
        pl.coalesce(f"recipient{end}", f"other{end}").alias(f"recipient{end}") for end in _SLOT
    )
