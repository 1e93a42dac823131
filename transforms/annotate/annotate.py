"""annotate: sentences in, tokens and names out; one pass of the encoder, one answer a word."""

from typing import NamedTuple

import dataframely as dy
import numpy as np
import polars as pl

from transforms.annotate.decode import decode, lemmas, whole_sentences
from transforms.annotate.model import Annotator, Integers, read_windows, windows
from transforms.annotate.names import names
from transforms.annotate.pieces import word_pieces
from transforms.annotate.words import words
from transforms.lexicons import lexicon
from warehouse.tables import Names, Sentences, Tokens


class Annotation(NamedTuple):
    """What the annotator saw."""

    tokens: dy.DataFrame[Tokens]
    names: dy.DataFrame[Names]


def annotate(sentences: dy.DataFrame[Sentences], annotator: Annotator, threads: int = 1) -> Annotation:
    """Read sentences: words, parts of speech, features, lemmas, a tree each, what phrases stand for, and names.

    Parameters
    ----------
    sentences
        The table ``sentences``.
    annotator
        The model, out of ``load_annotator``.
    threads
        How many batches are in the model at a time.

    Returns
    -------
    Annotation
        ``tokens``, one tree a sentence, sorted by document and place; and ``names``, which never overlap.
    """
    ordered = Sentences.cast(sentences.sort("doc_id", "sentence_id"))
    tokens = words(ordered)
    if tokens.is_empty():
        return Annotation(Tokens.create_empty(), Names.create_empty())
    sentence = tokens.select(pl.struct("doc_id", "sentence_id").rle_id()).to_series().to_numpy().astype(np.int64)
    cut = word_pieces(tokens["form"], annotator.tokenizer, annotator.gazetteer)
    window = windows(sentence, cut.counts)
    labels = annotator.labels
    answers = decode(read_windows(annotator, cut, window, threads), window, labels.names)
    heads, hung = whole_sentences(answers.heads, window, sentence)
    deprels = np.where(hung, labels.deprels.index("parataxis"), answers.deprels)
    # The tree decides who is root; the label follows it.
    root = labels.deprels.index("root")
    deprels = np.where(heads == 0, root, np.where(deprels == root, labels.deprels.index("dep"), deprels))
    tagged = tokens.with_columns(
        _labelled("tag", labels.tags, answers.tags).str.splitn("|", 2).struct.rename_fields(["upos", "feats"]),
        pl.Series("script", answers.lemmas),
        pl.Series("head", heads, dtype=pl.Int32),
        _labelled("deprel", labels.deprels, deprels),
        _labelled("phrase_type", labels.phrases, answers.phrases).replace("none", None),
    ).unnest("tag")
    found = tagged.with_columns(
        lemmas(tagged.select("form", "upos", "script"), labels.lemmas, annotator.known_lemmas),
        pl.col("feats").replace("_", None),
    ).with_columns(_phrase_type())
    found = found.select(Tokens.column_names())
    tagged_names = found.with_columns(_labelled("tag", labels.names, answers.names))
    return Annotation(Tokens.validate(found, cast=True), Names.validate(names(tagged_names, ordered), cast=True))


def _phrase_type() -> pl.Expr:
    """Call a noun a person that only persons are called by, where it is no modifier and no group by the model."""
    persons = lexicon("person_nouns")["lemma"].implode()
    is_person = (
        (pl.col("upos") == "NOUN")
        & pl.col("lemma").str.to_lowercase().is_in(persons)
        & (pl.col("deprel") != "compound")
    )
    is_group = (pl.col("phrase_type") == "organization").fill_null(False)
    return pl.when(is_person & ~is_group).then(pl.lit("person")).otherwise("phrase_type").alias("phrase_type")


def _labelled(name: str, labels: list[str], places: Integers) -> pl.Series:
    """Look up a label a word."""
    return pl.Series(name, labels, dtype=pl.String).gather(pl.Series(places))
