"""A spaCy pipeline in place of the shipped model: ``--annotator spacy:NAME``, a package's name or a folder.

Its parser must speak Universal Dependencies, as those trained on UD treebanks do; spaCy's own English pipelines
(``en_core_web_…``) have ClearNLP's relations, which the rules of this ledger cannot read.
"""

from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Any

import dataframely as dy
import numpy as np
import polars as pl

from transforms.annotate.annotate import Annotation
from transforms.lexicons import lexicon
from warehouse.tables import Names, Sentences, Tokens
from warehouse.tables.tokens import UPOS

RELATIONS = (
    "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound", "conj", "cop",
    "csubj", "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark",
    "nmod", "nsubj", "nummod", "obj", "obl", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
)  # fmt: skip
"""The 37 relations of Universal Dependencies v2, without subtypes."""
# In the order of Doc.to_array; a hash names each string in the pipeline's vocabulary.
ATTRIBUTES = ("IDX", "LENGTH", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "IS_SPACE")
BEGINS, INSIDE = 3, 1


@cache
def spacy_annotator(name: str) -> Callable[[dy.DataFrame[Sentences]], Annotation]:
    """Load a pipeline and give the function from Sentences to an Annotation.

    Raises
    ------
    ImportError
        When spaCy or the pipeline is not installed.
    ValueError
        When it has no parser, or one with other relations than those of Universal Dependencies.
    """
    import spacy

    try:
        pipeline = spacy.load(name)
    except OSError as error:
        raise ImportError(f"spaCy finds no pipeline {name}") from error
    if "parser" not in pipeline.pipe_names:
        raise ValueError(f"the spaCy pipeline {name} has no parser")
    labels = [label for label in pipeline.pipe_labels["parser"] if label != "ROOT"]
    strange = sorted(label for label in labels if label.split(":")[0] not in RELATIONS)
    if strange:
        raise ValueError(f"the spaCy pipeline {name} has relations outside Universal Dependencies: {strange[0]}")
    # Batches run in threads, and a pipeline's vocabulary grows as it reads.
    lock = Lock()

    def annotate(sentences: dy.DataFrame[Sentences]) -> Annotation:
        with lock:
            return annotate_with(pipeline, sentences)

    return annotate


def annotate_with(pipeline: Any, sentences: dy.DataFrame[Sentences]) -> Annotation:
    """Read sentences, each as a document of spaCy's.

    Parameters
    ----------
    pipeline
        A ``spacy.Language`` with a parser. What it lacks is left open: ``X`` for parts of speech, the form for a
        lemma, no names.
    sentences
        The table ``sentences``.
    """
    ordered = sentences.sort("doc_id", "sentence_id").with_row_index("sentence")
    arrays = [doc.to_array(ATTRIBUTES) for doc in pipeline.pipe(ordered["text"].to_list())]
    if not sum(map(len, arrays)):
        return Annotation(Tokens.create_empty(), Names.create_empty())
    table = pl.DataFrame(np.concatenate(arrays).astype(np.uint64), schema=[name.lower() for name in ATTRIBUTES])
    words = (
        table.with_columns(
            pl.Series("sentence", np.repeat(np.arange(len(arrays)), [len(a) for a in arrays]), dtype=pl.UInt32),
            pl.col("idx", "length").cast(pl.Int32),
            pl.col("head").reinterpret(signed=True),
            *(_strings(pipeline, table[column]) for column in ("pos", "morph", "lemma", "dep", "ent_type")),
        )
        .with_columns(place=pl.int_range(pl.len()).over("sentence"))
        .with_columns(above=pl.col("place") + pl.col("head"))
        .join(ordered.select("sentence", "doc_id", "sentence_id", "text", begins="char_start"), on="sentence")
        .sort("sentence", "place")
    )
    named = words.with_columns(tag="ent_iob", kind="ent_type")
    kept = words.filter(pl.col("is_space") == 0).with_columns(
        token_id=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("sentence")
    )
    tokens = _one_root(
        kept.join(kept.select("sentence", above="place", governor="token_id"), on=["sentence", "above"], how="left")
        .sort("sentence", "token_id")
        .with_columns(
            form=pl.col("text").str.slice("idx", "length"),
            head=pl.when(pl.col("place") == pl.col("above")).then(0).otherwise(pl.col("governor").fill_null(0)),
        )
    )
    columns = tokens.with_columns(
        char_start=pl.col("begins") + pl.col("idx"),
        char_end=pl.col("begins") + pl.col("idx") + pl.col("length"),
        lemma=pl.coalesce("lemma", "form"),
        upos=pl.when(pl.col("pos").is_in(list(UPOS))).then("pos").otherwise(pl.lit("X")),
        feats="morph",
        phrase_type=pl.lit(None, pl.String),
    )
    return Annotation(
        Tokens.validate(columns.select(Tokens.column_names()), cast=True), Names.validate(_names(named), cast=True)
    )


def _strings(pipeline: Any, hashes: pl.Series) -> pl.Series:
    """Look up strings in the pipeline's vocabulary; NULL for the empty one."""
    distinct = hashes.unique()
    words = pl.Series([pipeline.vocab.strings[value] or None for value in distinct.to_list()], dtype=pl.String)
    return hashes.replace_strict(distinct, words, return_dtype=pl.String).alias(hashes.name)


def _one_root(words: pl.DataFrame) -> pl.DataFrame:
    """Hang the roots after the first on it: a parser may see several sentences in what we hold to be one."""
    is_root = pl.col("head") == 0
    first = pl.col("token_id").filter(is_root).first().over("sentence")
    later = is_root & (pl.col("token_id") != first)
    return words.with_columns(
        head=pl.when(later).then(first).otherwise("head").cast(pl.Int32),
        deprel=pl.when(later)
        .then(pl.lit("parataxis"))
        .when(is_root)
        .then(pl.lit("root"))
        .otherwise(pl.col("dep").replace("ROOT", "dep").fill_null("dep")),
    )


def _names(words: pl.DataFrame) -> pl.DataFrame:
    """Give the entities whose label is a name's, as rows of Names; countries are told from places by their names."""
    countries = lexicon("country_names")["name"].str.to_lowercase().implode()
    return (
        words.filter(pl.col("tag").is_in([BEGINS, INSIDE]))
        .with_columns(name=(pl.col("tag") == BEGINS).cum_sum())
        .group_by("name", maintain_order=True)
        .agg(
            pl.first("doc_id", "sentence_id", "begins", "text", "idx"),
            ends=pl.last("idx") + pl.last("length"),
            label=pl.first("kind"),
        )
        .join(lexicon("spacy_entity_types"), on="label", how="inner", maintain_order="left")
        .with_columns(text=pl.col("text").str.slice("idx", pl.col("ends") - pl.col("idx")))
        .select(
            "doc_id",
            "sentence_id",
            "text",
            char_start=pl.col("begins") + pl.col("idx"),
            char_end=pl.col("begins") + pl.col("ends"),
            entity_type=pl.when((pl.col("entity_type") == "place") & pl.col("text").str.to_lowercase().is_in(countries))
            .then(pl.lit("country"))
            .otherwise("entity_type"),
        )
        .select(Names.column_names())
    )
