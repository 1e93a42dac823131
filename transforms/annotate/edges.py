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
    tag, form = pl.col("tag"), pl.col("form")
    is_outside = tag == "O"
    lower = form.str.to_lowercase()
    is_cue = is_outside & form.str.contains(r"^\p{Lu}") & lower.is_in(list(cues()["word"]))
    treaties = list(cues().filter(entity_type="agreement", is_decisive="yes")["word"])
    is_proper = (pl.col("upos") == "PROPN") | (form.str.contains(r"^\p{Lu}\p{Ll}") & lower.is_in(treaties))
    follows = ~is_outside.shift(1, fill_value=True).over(SENTENCE) & is_proper
    next_tag, after_next = (tag.shift(-n, fill_value="O").over(SENTENCE) for n in (1, 2))
    leads_of = (form.shift(-1).over(SENTENCE) == "of") & after_next.str.starts_with("B-")
    # What stands after Hurricane or Operation is its name, even where the model saw none.
    next_upos, next_form = (pl.col(name).shift(-1).over(SENTENCE) for name in ("upos", "form"))
    unseen = (next_tag == "O") & (next_upos == "PROPN") & next_form.str.contains(r"^\p{Lu}")
    leads = (lower.is_in(BEFORE) & (next_tag.str.starts_with("B-") | unseen)) | leads_of
    told = pl.col("form").str.to_lowercase().replace_strict(cues()["word"], cues()["entity_type"], default=None)
    kind = pl.when(leads_of).then(after_next).when(unseen).then("B-" + told).otherwise(next_tag).str.slice(2)
    begins = is_cue & ~follows & leads
    return tokens.with_columns(
        widened=pl.when(is_cue & follows)
        .then("I-" + tag.shift(1).str.slice(2))
        .when(begins)
        .then("B-" + kind)
        .when(begins.shift(1, fill_value=False).over(SENTENCE))
        .then(
            "I-"
            + pl.when(~is_outside).then(tag.str.slice(2)).otherwise(pl.coalesce(kind.shift(1), next_tag.str.slice(2)))
        )
        .when((begins & leads_of).shift(2, fill_value=False).over(SENTENCE))
        .then("I-" + tag.str.slice(2))
    ).with_columns(tag=pl.coalesce("widened", "tag"))


@cache
def cues() -> pl.DataFrame:
    """Words that tell what a name names: word, entity_type, is_decisive."""
    return lexicon("name_cues").unique("word", keep="first", maintain_order=True)
