"""Annotators to name in the settings: one that sees words alone, and one that fails on some sentences."""

from typing import NamedTuple

import polars as pl

from warehouse.tables import Names, Tokens

FATAL = "unspeakable"


class Seen(NamedTuple):
    tokens: pl.DataFrame
    names: pl.DataFrame


def words(sentences: pl.DataFrame) -> Seen:
    """Take what stands between spaces for words, each hanging on the first."""
    pattern = r"\S+"
    found = (
        sentences.sort("doc_id", "sentence_id")
        .with_columns(form=pl.col("text").str.extract_all(pattern))
        .explode("form")
        .with_columns(
            token_id=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("doc_id", "sentence_id"),
            # One space stands between two words.
            char_start=pl.col("char_start")
            + (pl.col("form").str.len_chars() + 1)
            .cast(pl.Int32)
            .cum_sum()
            .shift(1, fill_value=0)
            .over("doc_id", "sentence_id"),
        )
        .with_columns(
            char_end=pl.col("char_start") + pl.col("form").str.len_chars().cast(pl.Int32),
            lemma="form",
            upos=pl.lit("X"),
            feats=pl.lit(None, pl.String),
            phrase_type=pl.lit(None, pl.String),
            head=pl.when(pl.col("token_id") == 1).then(0).otherwise(1).cast(pl.Int32),
            deprel=pl.when(pl.col("token_id") == 1).then(pl.lit("root")).otherwise(pl.lit("dep")),
        )
    )
    return Seen(found.select(Tokens.column_names()), Names.create_empty())


def fragile_words(sentences: pl.DataFrame) -> Seen:
    """Do as ``words`` does, but fail on a word."""
    if sentences["text"].str.contains(FATAL).any():
        raise ValueError(f"cannot say it: {FATAL}")
    return words(sentences)


def misplaced_words(sentences: pl.DataFrame) -> Seen:
    """Do as ``words`` does, one character off."""
    seen = words(sentences)
    return seen._replace(tokens=seen.tokens.with_columns(pl.col("char_start", "char_end") + 1))


def some_misplaced_words(sentences: pl.DataFrame) -> Seen:
    """Do as ``words`` does, one character off where the unspeakable is spoken of."""
    seen = words(sentences)
    told = sentences.filter(pl.col("text").str.contains(FATAL))["doc_id"].implode()
    off = pl.col("char_start", "char_end") + pl.col("doc_id").is_in(told).cast(pl.Int32)
    return seen._replace(tokens=seen.tokens.with_columns(off))
