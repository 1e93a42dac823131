"""harmed: where people were harmed, by the place that their fact has, or that the words of the toll name."""

import polars as pl

from transforms.passages import passages

_IN = r"(?i)\b(?:in|at|near|inside|outside|around|across|throughout|off|on)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}$"
"""What stands before a place in which something happened: in the northern city of …"""
_SCENE = 60
"""Characters before a place's name in which its preposition is looked for."""


def harmed(
    casualties: pl.DataFrame, documents: pl.DataFrame, facts: pl.DataFrame, places: pl.DataFrame, where: pl.DataFrame
) -> pl.DataFrame:
    """Say where each toll happened.

    Parameters
    ----------
    places
        Names of places with entity_id.
    where
        fact_id, place_entity_id: where facts took place.

    Returns
    -------
    pl.DataFrame
        ``casualties`` with place_entity_id: that of their fact; or the first place behind the toll's words, else the
        last before them, that stands in the clause behind a preposition of place ("killed in shelling in Idlib"); or
        that of the fact around it ("a bomb went off in Kabul, killing five") that does not merely report it.
    """
    rows = casualties.drop("place_entity_id").join(
        where.select("fact_id", "place_entity_id"), on="fact_id", how="left", maintain_order="left"
    )
    known = places.drop_nulls("entity_id")
    start = pl.col("char_start")
    named = known.filter(passages(documents, known, start - _SCENE, start).str.contains(_IN)).select(
        "doc_id", "sentence_id", "entity_id", at="char_start"
    )
    behind = pl.col("at") >= pl.col("char_start")
    found = (
        rows.filter(pl.col("place_entity_id").is_null())
        .select("casualty_id", "doc_id", "fact_id", "char_start")
        .join(
            facts.select("fact_id", "sentence_id", clause_start="char_start", clause_end="char_end"),
            on="fact_id",
            how="inner",
        )
        .join(named, on=["doc_id", "sentence_id"], how="inner")
        .filter(pl.col("at").is_between("clause_start", pl.col("clause_end"), closed="left"))
        .sort("casualty_id", ~behind, (pl.col("at").cast(pl.Int64) - pl.col("char_start")).abs())
        .unique("casualty_id", keep="first", maintain_order=True)
        .select("casualty_id", scene="entity_id")
    )
    reported = pl.col("at").is_between("object_start", pl.col("object_end"), closed="left").fill_null(False)
    around = (
        rows.filter(pl.col("place_entity_id").is_null())
        .select("casualty_id", "doc_id", "sentence_id", "fact_id", at="char_start")
        .join(
            facts.select(
                "doc_id", "sentence_id", "char_start", "char_end", "object_start", "object_end", around="fact_id"
            ),
            on=["doc_id", "sentence_id"],
            how="inner",
        )
        .filter(pl.col("at").is_between("char_start", pl.col("char_end"), closed="left") & ~reported)
        .join(where.select(around="fact_id", surrounding="place_entity_id"), on="around", how="inner")
        .sort("casualty_id", pl.col("char_end") - pl.col("char_start"), "around")
        .unique("casualty_id", keep="first", maintain_order=True)
        .select("casualty_id", "surrounding")
    )
    return (
        rows.join(around, on="casualty_id", how="left", maintain_order="left")
        .join(found, on="casualty_id", how="left", maintain_order="left")
        .with_columns(place_entity_id=pl.coalesce("place_entity_id", "scene", "surrounding"))
        .drop("scene", "surrounding")
    )
