"""Texts taken through the stages, for the scorers."""

from collections.abc import Iterator
from types import SimpleNamespace

import dataframely as dy
import polars as pl

from tests.quality.score_annotator import documents
from transforms.annotate import annotate, load_annotator
from transforms.extract import Extraction, extract
from transforms.resolve import Resolution, resolve
from transforms.segment import segment
from warehouse.tables import Documents, Tokens

_BATCH = 100


def extractions(texts: pl.DataFrame, threads: int = 2) -> Iterator[Extraction]:
    """Extract texts, some at a time: doc_id, text and, where it is known, published_on."""
    for _, _, extraction in _extracted(texts, threads):
        yield extraction


def resolutions(texts: pl.DataFrame, threads: int = 2) -> Iterator[Resolution]:
    """Extract and resolve texts, as ``extractions`` does."""
    for batch, tokens, found in _extracted(texts, threads):
        yield resolve(batch, tokens, found.mentions, found.quotations, found.facts, found.arguments, found.casualties)


def _extracted(
    texts: pl.DataFrame, threads: int
) -> Iterator[tuple[dy.DataFrame[Documents], dy.DataFrame[Tokens], Extraction]]:
    read = documents(SimpleNamespace(documents=texts.select("doc_id", "text")))
    if "published_on" in texts.columns:
        read = read.drop("published_on").hstack(texts.select("published_on")).select(read.columns)
    for start in range(0, read.height, _BATCH):
        batch = Documents.validate(read.slice(start, _BATCH), cast=True)
        sentences = segment(batch)
        annotation = annotate(sentences, load_annotator(), threads)
        yield batch, annotation.tokens, extract(batch, sentences, annotation.tokens, annotation.names)
