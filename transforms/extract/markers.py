"""Markers: the prepositions and conjunctions of arguments, and the roles that they and their words make."""

import polars as pl

from transforms.extract.parse import Parse
from transforms.lexicons import lexicon

_PERSONS = ("person", "organization", "group", "country")
_PLACES = ("place", "facility", "country")
_RELATIVE_ADVERBS = ("when", "where", "while", "whenever", "as", "before", "after", "until", "once")


def markers(parse: Parse, places: pl.DataFrame) -> pl.DataFrame:
    """The preposition or conjunction before each place of a kind: the first unbroken stretch of such words.

    What a copula says is marked by what stands between the two, whatever opens the clause: "as they are *on* stage".
    """
    copula = parse.tokens.filter(pl.col("deprel") == "cop").group_by(place="head_row").agg(copula=pl.col("row").max())
    question = (pl.col("relation") == "advmod") & pl.col("lower").is_in(_RELATIVE_ADVERBS)
    marker = (pl.col("relation").is_in(["case", "mark"]) | question) & (pl.col("row") < pl.col("head_row"))
    words = parse.tokens.filter(marker).select("row", place="head_row")
    fixed = parse.tokens.filter(pl.col("deprel") == "fixed").select(fixed="row", row="head_row")
    parts = pl.concat([words, words.join(fixed, on="row").select(row="fixed", place="place")])
    return (
        parts.join(places, on="place", how="inner")
        .join(copula, on="place", how="left")
        .filter((pl.col("kind") != "complement") | (pl.col("row") > pl.col("copula").fill_null(-1)))
        .sort("place", "kind", "row")
        # In a run of neighbours, row less rank stays the same.
        .with_columns(run=pl.col("row") - pl.int_range(pl.len()).over("place", "kind"))
        .filter(pl.col("run") == pl.col("row").first().over("place", "kind"))
        .group_by("place", "kind", maintain_order=True)
        .agg(marker_first=pl.col("row").min(), marker_last=pl.col("row").max())
        .with_columns(
            marker_start=parse.at(parse.column("char_start"), "marker_first"),
            marker_end=parse.at(parse.column("char_end"), "marker_last"),
        )
    )


def roles(parse: Parse, found: pl.DataFrame, name_heads: pl.DataFrame, marked: pl.DataFrame) -> pl.DataFrame:
    """The role of each place of a kind, by its marker and by what its words name."""
    markers = lexicon("argument_markers")
    times = lexicon("time_nouns")["lemma"].to_list()
    single = marked.select(
        "place",
        "kind",
        marker=parse.printed(marked["marker_first"], marked["marker_last"]).str.to_lowercase(),
    )
    places = found.select("place", "kind", "slot").unique(["place", "kind"], maintain_order=True)
    tokens = parse.tokens.select(slot="row", lemma=pl.col("lemma").str.to_lowercase(), form="form", upos="upos")
    # A year or an hour by the clock.
    clock = (pl.col("upos") == "NUM") & pl.col("form").str.contains(r"^(?:(?:1\d|20)\d\d|\d{1,2}[:.]\d\d)$")
    is_time = (pl.col("kind") != "clause") & (pl.col("lemma").is_in(times) | clock)
    deprel = parse.tokens.select("deprel", place="row", adverb="lower")
    return (
        places.join(tokens, on="slot", how="left", maintain_order="left")
        .join(name_heads.rename({"row": "slot"}), on="slot", how="left", maintain_order="left")
        .join(single, on=["place", "kind"], how="left", maintain_order="left")
        .join(markers, on="marker", how="left", maintain_order="left")
        .join(deprel, on="place", how="left", maintain_order="left")
        .select(
            "place",
            "kind",
            role=pl.when(pl.col("place") != pl.col("slot"), pl.col("adverb").is_in(["where", "when"]))
            .then(pl.col("adverb").replace_strict({"where": "place", "when": "time"}, default=None))
            .when(is_time & pl.col("marker").is_null())
            .then(pl.lit("time"))
            .when(is_time)
            .then(pl.coalesce("of_time", "role"))
            .when(pl.col("deprel") == "iobj")
            .then(pl.lit("recipient"))
            .when(pl.col("entity_type").is_in(_PLACES))
            .then(pl.coalesce("of_place", "role"))
            .when(pl.col("entity_type").is_in(_PERSONS))
            .then(pl.coalesce("of_person", "role"))
            .when((pl.col("marker") == "to") & (pl.col("kind") == "clause") & (pl.col("deprel") != "xcomp"))
            .then(pl.lit("purpose"))
            .otherwise("role")
            .fill_null("other"),
        )
    )
