"""Words to what the encoder reads: word pieces, the traits of each word, and each word's place among the pieces."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
from tokenizers import Tokenizer

SHAPES = ("none", "lower", "title", "upper", "capital", "mixed", "digits", "other")
LISTS = ("given_name", "family_name", "town", "town_part", "country")
"""The gazetteer's lists; the bit of a list is 2 to the power of its place."""
TRAITS = len(SHAPES) << len(LISTS)
"""How many traits there are: each shape with each set of lists."""

LONGEST_WORD = 12
"""Pieces read of one word; a longer word's middle is not read."""

Integers = npt.NDArray[np.int64]


class Pieces(NamedTuple):
    """The pieces of all words, laid end to end."""

    ids: Integers
    """Piece ids, (pieces,)."""
    counts: Integers
    """How many of them each word has, at least 1, (words,)."""
    traits: Integers
    """Traits of each word, (words,): see ``word_traits``."""


def word_shapes(forms: pl.Series) -> pl.Series:
    """How each word is printed, as an index into SHAPES: what an uncased vocabulary cannot see."""
    form = pl.col("form")
    shape = (
        pl.when(form.str.contains(r"^\p{Lu}[.]?$"))
        .then(SHAPES.index("capital"))
        .when(form.str.contains(r"^[^\p{L}]*\p{Lu}[^\p{Ll}]*$"))
        .then(SHAPES.index("upper"))
        .when(form.str.contains(r"^\p{Lu}[^\p{Lu}]*$"))
        .then(SHAPES.index("title"))
        .when(form.str.contains(r"\p{Lu}"))
        .then(SHAPES.index("mixed"))
        .when(form.str.contains(r"\p{L}"))
        .then(SHAPES.index("lower"))
        .when(form.str.contains(r"\d"))
        .then(SHAPES.index("digits"))
        .otherwise(SHAPES.index("other"))
    )
    return forms.rename("form").to_frame().select(shape.cast(pl.Int64)).to_series()


def word_traits(forms: pl.Series, gazetteer: pl.DataFrame) -> pl.Series:
    """What no vocabulary tells of each word: its shape, and in the lists of which names it stands.

    Parameters
    ----------
    forms
        The words.
    gazetteer
        word (lower case), lists (a sum of bits of LISTS).

    Returns
    -------
    pl.Series
        The place of the shape in SHAPES, plus the number of SHAPES times the sum of the lists' bits.
    """
    listed = (
        forms.str.to_lowercase().rename("word").to_frame().join(gazetteer, on="word", how="left", maintain_order="left")
    )
    return word_shapes(forms) + len(SHAPES) * listed["lists"].fill_null(0).cast(pl.Int64)


def word_pieces(forms: pl.Series, tokenizer: Tokenizer, gazetteer: pl.DataFrame) -> Pieces:
    """Cut words into pieces; each distinct word is cut once.

    Parameters
    ----------
    forms
        The words, in the order of the text.
    tokenizer
        A WordPiece tokenizer without special tokens.
    gazetteer
        word (lower case), lists.
    """
    words = forms.rename("form").to_frame().with_row_index("place")
    distinct = words.select("form").unique(maintain_order=True).with_row_index("word")
    # One sequence of words is cut in half the time of as many texts.
    read = tokenizer.encode(distinct["form"].to_list(), is_pretokenized=True, add_special_tokens=False)
    word, ids = np.array(read.word_ids, dtype=np.int64), np.array(read.ids, dtype=np.int64)
    whole = np.bincount(word, minlength=distinct.height)
    first = np.cumsum(whole) - whole
    nth = np.arange(len(word)) - first[word]
    is_read = (nth < LONGEST_WORD - 1) | (nth == whole[word] - 1)
    # Of a character that the tokenizer drops nothing is left.
    (unknown,) = tokenizer.encode("[UNK]", add_special_tokens=False).ids
    ids = np.insert(ids[is_read], np.cumsum(whole.clip(0, LONGEST_WORD))[whole == 0], unknown)
    lengths = whole.clip(1, LONGEST_WORD)
    table = distinct.with_columns(
        pl.Series("counts", lengths),
        pl.Series("first", np.cumsum(lengths) - lengths),
        word_traits(distinct["form"], gazetteer).alias("traits"),
    )
    placed = words.join(table, on="form", how="left", maintain_order="left")
    counts = placed["counts"].to_numpy()
    # Where the pieces of each word stand among those of the distinct words.
    shift = placed["first"].to_numpy() - (np.cumsum(counts) - counts)
    return Pieces(
        ids=ids[np.repeat(shift, counts) + np.arange(counts.sum())], counts=counts, traits=placed["traits"].to_numpy()
    )


def special_pieces(tokenizer: Tokenizer) -> tuple[int, int]:
    """Give the pieces that begin and end what the encoder reads."""
    begin, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    if begin is None or end is None:
        raise ValueError("the tokenizer's vocabulary lacks [CLS] or [SEP]")
    return begin, end
