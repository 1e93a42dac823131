"""Texts taken through the stages, for the scorers."""

from collections.abc import Iterator
from types import SimpleNamespace

import polars as pl

from tests.quality.score_annotator import documents
from transforms.annotate import annotate, load_annotator
from transforms.extract import Extraction, extract
from transforms.segment import segment
from warehouse.tables import Documents

_BATCH = 100


def extractions(texts: pl.DataFrame, threads: int = 2) -> Iterator[Extraction]:
    """Extract texts, some at a time: doc_id, text and, where it is known, published_on."""
    read = documents(SimpleNamespace(documents=texts.select("doc_id", "text")))
    if "published_on" in texts.columns:
        read = read.drop("published_on").hstack(texts.select("published_on")).select(read.columns)
    for start in range(0, read.height, _BATCH):
        batch = Documents.validate(read.slice(start, _BATCH), cast=True)
        sentences = segment(batch)
        annotation = annotate(sentences, load_annotator(), threads)
        yield extract(batch, sentences, annotation.tokens, annotation.names)
