"""Pieces and traits: what the encoder is told of a word."""

import polars as pl

from transforms.annotate import load_annotator
from transforms.annotate.pieces import LISTS, LONGEST_WORD, SHAPES, TRAITS, word_pieces, word_traits
from transforms.lexicons import lexicon

GAZETTEER = pl.DataFrame({"word": ["jordan", "paris"], "lists": [0b10011, 0b00100]})


def trait(shape: str, *lists: str) -> int:
    return SHAPES.index(shape) + len(SHAPES) * sum(1 << LISTS.index(name) for name in lists)


def test_a_trait_is_the_shape_and_the_lists_whatever_the_case() -> None:
    words = pl.Series(["Jordan", "PARIS", "paris", "talks", "12", "—"])
    assert word_traits(words, GAZETTEER).to_list() == [
        trait("title", "given_name", "family_name", "country"),
        trait("upper", "town"),
        trait("lower", "town"),
        trait("lower"),
        trait("digits"),
        trait("other"),
    ]


def test_every_trait_has_its_own_number() -> None:
    assert trait(SHAPES[-1], *LISTS) == TRAITS - 1


def test_shipped_lists_know_a_name_in_several() -> None:
    annotator = load_annotator()
    traits = word_traits(pl.Series(["Georgia", "Ahmed", "xyzzy"]), annotator.gazetteer).to_list()
    assert traits[0] // len(SHAPES) & 1 << LISTS.index("given_name")
    assert traits[0] // len(SHAPES) & 1 << LISTS.index("country")
    assert traits[2] == SHAPES.index("lower")


def test_a_long_word_loses_its_middle_and_none_is_without_pieces() -> None:
    annotator = load_annotator()
    cut = word_pieces(pl.Series(["x" * 90, "\u200b", "a"]), annotator.tokenizer, annotator.gazetteer)
    assert cut.counts.max() <= LONGEST_WORD
    assert cut.counts.min() == 1
    assert cut.counts.sum() == len(cut.ids)


def test_the_gazetteer_knows_the_countries_and_peoples_of_the_lexicons() -> None:
    """It is part of the weights: who adds a people builds it anew (``transforms.annotate.training.gazetteer``)."""
    bit = 1 << LISTS.index("country")
    known = load_annotator().gazetteer.filter((pl.col("lists") & bit) > 0)["word"]
    names = pl.concat([lexicon(table)["name"] for table in ("country_names", "demonyms")])
    words = names.filter(~names.str.contains(" ")).str.to_lowercase()
    assert words.filter(~words.is_in(known.implode())).to_list() == []
