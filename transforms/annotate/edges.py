"""Where a name begins and ends, mended over the model's tags before they become names."""

from functools import cache

import polars as pl

from transforms.lexicons import lexicon

SENTENCE = ["doc_id", "sentence_id"]
BEFORE = ("hurricane", "operation", "hms", "uss", "camp", "hotel", "boeing", "airbus")
"""Cues that stand before what they name."""
ARTICLES = ("al", "Al", "el", "El", "ul", "ad", "an", "ar", "as", "ash", "at", "az")
"""What Arabic names print before a hyphen; in names alone, so that no English word is meant."""


def real(tokens: pl.DataFrame) -> pl.DataFrame:
    """Take back names that are plain nouns in small letters: senators."""
    plain = ((pl.col("upos") == "NOUN") & ~pl.col("form").str.contains(r"[\p{Lu}\d]")) | (pl.col("tag") == "O")
    run = pl.col("tag").str.slice(0, 1).is_in(["B", "O"]).cum_sum()
    return tokens.with_columns(tag=pl.when(plain.all().over(run)).then(pl.lit("O")).otherwise("tag"))


def joined(tokens: pl.DataFrame) -> pl.DataFrame:
    """Take in what an Arabic article is joined to by a hyphen: Ali al*-Rashid*."""
    tag, form = pl.col("tag"), pl.col("form")
    touches = pl.col("char_start") == pl.col("char_end").shift(1)
    hyphen = touches & form.is_in(["-", "‑", "–"]) & form.shift(1).is_in(ARTICLES) & (tag.shift(1) != "O")
    hyphen &= (tag == "O") & (tag.shift(-1) == "O") & form.shift(-1).str.contains(r"^\p{Lu}")
    hyphen = hyphen.over(SENTENCE).fill_null(False)
    kind = "I-" + tag.shift(1).str.slice(2)
    return tokens.with_columns(
        tag=pl.when(hyphen)
        .then(kind)
        .when(hyphen.shift(1, fill_value=False))
        .then("I-" + tag.shift(2).str.slice(2))
        .otherwise(tag)
    )


def widened(tokens: pl.DataFrame) -> pl.DataFrame:
    """Take in a cue left out at a name's edge: Paris *Agreement*, *Hurricane* Maria, *Treaty of* Rome."""
    tag, form, sentence = pl.col("tag"), pl.col("form"), pl.col("sentence")

    def beside(column: pl.Expr, steps: int) -> pl.Expr:
        """The value so many words on, or back; NULL past the sentence's end."""
        return pl.when(sentence.shift(-steps) == sentence).then(column.shift(-steps))

    is_outside = tag == "O"
    named = cues().select(lower="word", told="entity_type", is_decisive="is_decisive")
    rows = tokens.with_columns(sentence=pl.struct(SENTENCE).rle_id(), lower=form.str.to_lowercase()).join(
        named, on="lower", how="left", maintain_order="left"
    )
    told, lower = pl.col("told"), pl.col("lower")
    is_cue = is_outside & told.is_not_null() & form.str.contains(r"^\p{Lu}")
    is_treaty = (told == "agreement") & (pl.col("is_decisive") == "yes") & form.str.contains(r"^\p{Lu}\p{Ll}")
    follows = (beside(tag, -1) != "O").fill_null(False) & ((pl.col("upos") == "PROPN") | is_treaty.fill_null(False))
    next_tag, after_next = (beside(tag, steps).fill_null("O") for steps in (1, 2))
    leads_of = (beside(form, 1) == "of").fill_null(False) & after_next.str.starts_with("B-")
    # What stands after Hurricane or Operation is its name, even where the model saw none.
    unseen = (next_tag == "O") & (beside(pl.col("upos"), 1) == "PROPN") & beside(form, 1).str.contains(r"^\p{Lu}")
    unseen = unseen.fill_null(False)
    leads = (lower.is_in(BEFORE) & (next_tag.str.starts_with("B-") | unseen)) | leads_of
    kind = pl.when(leads_of).then(after_next).when(unseen).then("B-" + told).otherwise(next_tag).str.slice(2)
    begins = is_cue & ~follows & leads
    # The edges are few: their expressions are worked out on a frame of flags.
    flagged = rows.with_columns(follows=is_cue & follows, begins=begins, of=begins & leads_of, kind=kind)
    began = beside(pl.col("begins"), -1).fill_null(False)
    inside = pl.when(~is_outside).then(tag.str.slice(2)).otherwise(pl.col("kind").shift(1))
    return flagged.with_columns(
        tag=pl.when(pl.col("follows"))
        .then("I-" + tag.shift(1).str.slice(2))
        .when(pl.col("begins"))
        .then("B-" + pl.col("kind"))
        .when(began)
        .then("I-" + inside)
        .when(beside(pl.col("of"), -2).fill_null(False))
        .then("I-" + tag.str.slice(2))
        .otherwise(tag)
    ).select(tokens.columns)


@cache
def cues() -> pl.DataFrame:
    """Words that tell what a name names: word, entity_type, is_decisive."""
    return lexicon("name_cues").unique("word", keep="first", maintain_order=True)
