"""The stage annotate as a whole, on the shipped weights."""

import dataframely as dy
import numpy as np
import polars as pl
import pytest

from transforms.annotate import Annotation, annotate, load_annotator
from transforms.annotate.model import read_windows
from transforms.annotate.pieces import word_pieces
from warehouse.tables import Sentences


def sentences(*texts: str) -> dy.DataFrame[Sentences]:
    """Sentences of one document, a space between any two."""
    frame = pl.DataFrame({"text": texts}).with_columns(length=pl.col("text").str.len_chars().cast(pl.Int64))
    start = pl.col("length").cum_sum() - pl.col("length") + pl.int_range(pl.len())
    return Sentences.validate(
        frame.select(
            doc_id=pl.lit("d"),
            sentence_id=pl.int_range(pl.len()),
            paragraph_id=pl.lit(0),
            char_start=start,
            char_end=start + pl.col("length"),
            text="text",
        ),
        cast=True,
    )


def read(*texts: str) -> Annotation:
    return annotate(sentences(*texts), load_annotator())


def trees(annotation: Annotation) -> pl.DataFrame:
    """Per sentence: its words, its roots, and how many words climb to the root."""
    tokens = annotation.tokens.select("sentence_id", "token_id", "head")
    climbed = tokens.with_columns(above=pl.col("head"))
    for _ in range(tokens["token_id"].max().bit_length()):  # type: ignore[union-attr]
        climbed = climbed.join(
            climbed.select("sentence_id", above=pl.col("token_id"), higher="above"),
            on=["sentence_id", "above"],
            how="left",
        ).with_columns(above=pl.col("higher").fill_null(0), higher=None)
        climbed = climbed.select("sentence_id", "token_id", "head", "above")
    return climbed.group_by("sentence_id").agg(
        words=pl.len(), roots=(pl.col("head") == 0).sum(), reached=(pl.col("above") == 0).sum()
    )


def test_a_plain_sentence_is_read() -> None:
    tokens = read("The minister ruled out any support.").tokens
    assert tokens.select("form", "lemma", "upos", "head", "deprel").rows() == [
        ("The", "the", "DET", 2, "det"),
        ("minister", "minister", "NOUN", 3, "nsubj"),
        ("ruled", "rule", "VERB", 0, "root"),
        ("out", "out", "ADP", 3, "compound:prt"),
        ("any", "any", "DET", 6, "det"),
        ("support", "support", "NOUN", 3, "obj"),
        (".", ".", "PUNCT", 3, "punct"),
    ]


def test_features_are_null_where_a_word_has_none() -> None:
    tokens = read("Two soldiers were killed.").tokens
    assert tokens.filter(pl.col("upos") == "PUNCT")["feats"].to_list() == [None]
    assert "Voice=Pass" in tokens.filter(pl.col("form") == "killed")["feats"].item()


def test_heads_of_phrases_say_what_they_stand_for() -> None:
    tokens = read("The minister met six farmers in the capital.").tokens
    kinds = dict(tokens.select("form", "phrase_type").rows())
    assert kinds["minister"] == "person"
    assert kinds["farmers"] == "person"
    assert kinds["capital"] == "place"
    assert kinds["met"] is None


def test_names_have_spans_and_types() -> None:
    names = read("It rained.", "President Emmanuel Macron met officials in Germany.").names
    assert names.select("sentence_id", "char_start", "char_end", "text", "entity_type").rows() == [
        (1, 21, 36, "Emmanuel Macron", "person"),
        (1, 54, 61, "Germany", "country"),
    ]


@pytest.mark.parametrize(
    "text",
    ["word " * 2000 + "end.", "x" * 10_000, "?!", "—", "A", "1", "؟ سلام", "\u200b\u200bzero"],
    ids=["2,000 words", "10,000 characters", "marks", "dash", "letter", "digit", "arabic", "zero width"],
)
def test_any_text_gives_one_tree_a_sentence(text: str) -> None:
    result = trees(read("Before it.", text, "After it."))
    assert result["sentence_id"].n_unique() == 3
    assert (result["roots"] == 1).all()
    assert (result["reached"] == result["words"]).all()


def test_words_join_to_the_text() -> None:
    given = sentences("Turkey’s forces don't — “so far” — obey.", "He said: no.")
    tokens = annotate(given, load_annotator()).tokens
    text = " ".join(given["text"])
    assert [text[a:b] for a, b in tokens.select("char_start", "char_end").rows()] == tokens["form"].to_list()
    assert "".join(tokens["form"]) == text.replace(" ", "")


def test_the_order_of_sentences_and_threads_change_nothing() -> None:
    given = sentences("Two were killed.", "Ankara bought the system in 2017.", "He left.", "No one doubted it.")
    alone = annotate(given, load_annotator())
    shuffled = annotate(Sentences.cast(given.reverse()), load_annotator(), threads=2)
    assert alone.tokens.equals(shuffled.tokens)
    assert alone.names.equals(shuffled.names)


def test_a_sentence_is_read_alike_in_any_company() -> None:
    annotator = load_annotator()
    texts = [
        text.split()
        for text in (
            "Two Kenyan peacekeepers were killed and three others wounded when their convoy hit a landmine .",
            "a b c d e f g h i j k l m n o p q",
            "Ankara -- ###***### -- in 2017 .",
            "NO ONE DOUBTED IT .",
        )
    ]

    def read_together(*chosen: list[str]) -> list[tuple[np.ndarray, ...]]:
        forms = pl.Series([word for text in chosen for word in text])
        cut = word_pieces(forms, annotator.tokenizer, annotator.gazetteer)
        window = np.repeat(np.arange(len(chosen)), [len(text) for text in chosen])
        found: dict[int, tuple[np.ndarray, ...]] = {}
        for reading in read_windows(annotator, cut, window):
            for row, (place, size) in enumerate(zip(reading.window, reading.sizes, strict=True)):
                answers = (
                    reading.arcs[row, :size, : size + 1],
                    reading.likely[row, :size],
                    reading.deprels[row, :size],
                )
                found[int(place)] = answers
        return [found[place] for place in range(len(chosen))]

    for text, together in zip(texts, read_together(*texts), strict=True):
        for one, other in zip(read_together(text)[0], together, strict=True):
            np.testing.assert_allclose(one, other, atol=1e-3)


def test_no_sentences_give_empty_tables() -> None:
    empty = annotate(Sentences.create_empty(), load_annotator())
    assert empty.tokens.is_empty()
    assert empty.names.is_empty()


def test_nouns_for_persons_head_phrases_that_stand_for_persons() -> None:
    tokens = read("The banker's bodyguard and two women were hurt.", "A bodyguard service was hired.").tokens
    people = tokens.filter(pl.col("lemma").is_in(["bodyguard", "woman", "service"]))
    assert people.select("lemma", "phrase_type").rows()[:2] == [("bodyguard", "person"), ("woman", "person")]
    assert people["phrase_type"].to_list().count("person") == 2  # "bodyguard" only modifies service
