"""Seats: where a capital's name stands for the government that sits there: *Ankara* said; but in *Ankara*."""

import polars as pl

from transforms.lexicons import lexicon
from transforms.resolve.atlas import capitals, folded

SENTENCE = ["doc_id", "sentence_id"]
_DEEDS = ("abstract", "event", "organization", "person")
"""Types of phrases that a government has and a town has not: Washington's objections."""


def with_governments(names: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Give names of capitals that act, speak or are acted upon the country whose government sits there.

    Told by the preposition before the name, the verb whose subject or object it is, or what it owns, as the lexicon
    ``seat_contexts`` has it; a name that is coordinated with another is read as that one. In doubt it is the town.

    Parameters
    ----------
    names
        As ``names.identified`` gives them.
    tokens
        The table.

    Returns
    -------
    pl.DataFrame
        ``names``; those of governments with the country's entity, type and name, the sector gov, and no coordinates.
    """
    seats = capitals().rename({"country_code": "seat_of"})
    named = names.with_row_index("row").with_columns(folded=folded(pl.col("text")))
    asked = named.join(seats, on="folded", how="inner").filter(
        (pl.col("entity_type") == "place")
        & (pl.col("country_code").is_null() | (pl.col("country_code") == pl.col("seat_of")))
    )
    acting = _acting(asked, tokens).select("row", "seat_of")
    capital = lexicon("capitals")
    own = pl.col("seat_of").is_not_null()
    official = pl.col("seat_of").replace_strict(capital["country_code"], capital["country"], default=None)
    return (
        named.join(acting, on="row", how="left", maintain_order="left")
        .with_columns(
            entity_id=pl.when(own).then(pl.format("country:{}", "seat_of")).otherwise("entity_id"),
            entity_type=pl.when(own).then(pl.lit("country")).otherwise("entity_type"),
            canonical_name=pl.when(own).then(official).otherwise("canonical_name"),
            country_code=pl.coalesce("seat_of", "country_code"),
            sector=pl.when(own).then(pl.lit("gov")).otherwise("sector"),
            place_precision=pl.when(own).then(6).otherwise("place_precision").cast(pl.Int32),
            **{column: pl.when(~own).then(column) for column in ("latitude", "longitude", "geonames_id")},
        )
        .select(names.columns)
    )


def _acting(asked: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Those of the names that stand for a government."""
    words = tokens.with_columns(
        lower=pl.col("form").str.to_lowercase(),
        verb=pl.col("lemma").str.to_lowercase(),
        relation=pl.col("deprel").str.extract(r"^([^:]+)"),
    )
    cases = words.filter(pl.col("relation") == "case").select(*SENTENCE, token_id="head", before="lower").unique(
        [*SENTENCE, "token_id"], keep="first", maintain_order=True
    )  # fmt: skip
    kept = words.select(*SENTENCE, "token_id", "char_start", "head", "deprel", "relation")
    heads = asked.join(kept, on=["doc_id", "sentence_id", "char_start"], how="inner")
    # Of "Turkey and Russia", Russia is told of as Turkey is.
    firsts = kept.select(*SENTENCE, head="token_id", of_head="head", of_deprel="deprel", of_relation="relation")
    joined = (
        heads.join(firsts, on=[*SENTENCE, "head"], how="left")
        .join(cases, on=[*SENTENCE, "token_id"], how="left")
        .join(cases.rename({"token_id": "head", "before": "first_before"}), on=[*SENTENCE, "head"], how="left")
    )
    second = pl.col("relation") == "conj"
    joined = joined.with_columns(
        before=pl.when(second).then(pl.coalesce("before", "first_before")).otherwise("before"),
        deprel=pl.when(second).then("of_deprel").otherwise("deprel"),
        relation=pl.when(second).then("of_relation").otherwise("relation"),
        governor=pl.when(second).then("of_head").otherwise("head"),
    ).join(
        words.select(*SENTENCE, "verb", governor="token_id", kind="phrase_type"),
        on=[*SENTENCE, "governor"],
        how="left",
    )
    table = lexicon("seat_contexts")

    def listed(slot: str, reading: str) -> pl.Series:
        return table.filter((pl.col("slot") == slot) & (pl.col("reading") == reading))["word"].implode()

    is_owner = pl.col("deprel") == "nmod:poss"
    acts = (
        pl.when(is_owner)
        .then(pl.col("kind").is_in(_DEEDS))
        .when((pl.col("before") == "on") & pl.col("before").is_not_null())
        .then(pl.col("verb").is_in(listed("behind_on", "government")))
        .when(pl.col("before").is_not_null())
        .then(pl.col("before").is_in(listed("before", "government")))
        .when(pl.col("relation") == "nsubj")
        .then(~pl.col("verb").is_in(listed("subject", "town")))
        .when(pl.col("relation").is_in(["obj", "iobj"]))
        .then(pl.col("verb").is_in(listed("object", "government")))
        .otherwise(pl.lit(False))
    )
    return joined.filter(acts.fill_null(False)).unique("row", keep="first")
