"""The session that runs the model."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime
import polars as pl

from transforms.annotate import Annotator, load_annotator
from transforms.annotate.model import read_windows
from transforms.annotate.pieces import word_pieces

SEEDS = Path(__file__).parents[3] / "seeds"


def heads(annotator: Annotator, texts: list[list[str]]) -> np.ndarray:
    """The likeliest head of each word, text after text."""
    cut = word_pieces(pl.Series([word for text in texts for word in text]), annotator.tokenizer, annotator.gazetteer)
    window = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    found = {
        int(place): likely[:size, 0]
        for reading in read_windows(annotator, cut, window)
        for place, size, likely in zip(reading.window, reading.sizes, reading.likely, strict=True)
    }
    return np.concatenate([found[place] for place in range(len(texts))])


def test_the_processor_does_not_change_what_is_read() -> None:
    """The sums of 8 bits as the graph defines them, in floating point, against those of the session in use."""
    annotator = load_annotator()
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    weights = (files("transforms.annotate") / "weights" / "annotator.onnx").read_bytes()
    defined = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    texts = [
        text.split()
        for path in sorted(SEEDS.glob("0*.txt"))
        for text in path.read_text(encoding="utf-8").replace(". ", " .\n").splitlines()
        if 8 < len(text.split()) < 60
    ]
    same = heads(replace(annotator, session=defined), texts) == heads(annotator, texts)
    assert len(same) > 2000
    # Where two heads are as likely, rounding decides; sums cut to 16 bits change one head in seventy.
    assert same.mean() > 0.995
