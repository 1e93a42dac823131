"""The annotator's model: its weights, loaded once, and the runs of sentences through it."""

import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import onnxruntime
import polars as pl
from tokenizers import Tokenizer

from transforms.annotate.pieces import Pieces, special_pieces

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

WINDOW_PIECES = 384
"""A sentence of more pieces is read in windows; the encoder knows 512 positions."""
PADDED_TO = 2
"""The pieces of a window, its two ends included, are padded to a multiple of so many, whatever stands beside it: sums
of floating-point numbers depend on how many they are, and so a reading would on its company."""
BATCH_PIECES = 640
"""What passes between two layers stays in a core's second-level cache: a sixth faster than 2,048."""

OUTPUTS = ("arcs", "likely", "deprels", "tags", "lemmas", "names", "follows", "phrases")
"""What the model gives, in the order of ``Reading``."""


@dataclass(frozen=True)
class Labels:
    """The classes of each head, in the order of the model's outputs."""

    upos: list[str]
    tags: list[str]
    lemmas: list[str]
    deprels: list[str]
    names: list[str]
    phrases: list[str]


@dataclass(frozen=True)
class Annotator:
    """A model ready to run: ONNX session, word pieces, labels, lemmas, and the version of its weights."""

    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    labels: Labels
    known_lemmas: pl.DataFrame
    """form (lower case), upos, lemma: what the treebanks agree about."""
    gazetteer: pl.DataFrame
    """word (lower case), lists: in the lists of which names it stands."""
    version: str


@dataclass(frozen=True)
class Reading:
    """What the model read in one batch of windows, padded: rows are windows, columns their words."""

    window: Integers
    """Which window each row is, (rows,)."""
    sizes: Integers
    """Words in each row, (rows,)."""
    arcs: Floats
    """Score of each word for each head, 0 being the root, (rows, words, 1 + words)."""
    likely: Integers
    """The likeliest heads of each word, the best first, (rows, words, 2)."""
    deprels: npt.NDArray[np.integer]
    """Best relation of each word to each of its likeliest heads, (rows, words, 2)."""
    tags: Integers
    """Best part of speech with features, (rows, words)."""
    lemmas: Integers
    """Best lemma script, (rows, words)."""
    names: Floats
    """Scores of the name tags, (rows, words, tags)."""
    follows: Floats
    """Score of each name tag after each, the last row being a sentence's beginning, (tags + 1, tags)."""
    phrases: Integers
    """Best kind of thing that the phrase of each word stands for, (rows, words)."""


@cache
def weights_version() -> str:
    """Version of the shipped weights: the first twelve digits of the SHA-256 of the files that make the model."""
    folder = files(__package__) / "weights"
    digest = hashlib.sha256()
    for name in ("annotator.onnx", "labels.json", "lemmas.csv", "gazetteer.csv", "tokenizer.json"):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]


@cache
def load_annotator() -> Annotator:
    """Load the shipped model; a process does it once. A run uses one core: see ``read_windows`` for more."""
    folder = files(__package__) / "weights"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Processors without VNNI add products of 8 bits in 16, and what overflows is cut: one head in seventy was another.
    # So they add in 32, at a fifth more time; the others do so anyway, and all read the same.
    options.add_session_config_entry("session.x64quantprecision", "1")
    session = onnxruntime.InferenceSession(
        (folder / "annotator.onnx").read_bytes(),
        options,
        providers=["CPUExecutionProvider"],
        # The kernel that joins a sum with its norm is slower than the two apart: an eighth of the model's time.
        disabled_optimizers=["SkipLayerNormFusion"],
    )
    labels = Labels(**json.loads((folder / "labels.json").read_text(encoding="utf-8")))
    tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
    known_lemmas = pl.read_csv((folder / "lemmas.csv").read_bytes(), infer_schema=False)
    gazetteer = pl.read_csv((folder / "gazetteer.csv").read_bytes(), schema={"word": pl.String, "lists": pl.Int64})
    return Annotator(session, tokenizer, labels, known_lemmas, gazetteer, weights_version())


def windows(sentence: Integers, counts: Integers) -> Integers:
    """Number the windows of words: one a sentence, more only where a sentence is longer than the encoder reads.

    Parameters
    ----------
    sentence
        The sentence of each word, ascending from 0, (words,).
    counts
        Pieces of each word, (words,).
    """
    before = np.cumsum(counts) - counts
    first = np.searchsorted(sentence, np.arange(sentence[-1] + 1 if len(sentence) else 0))
    nth = (before - before[first][sentence]) // WINDOW_PIECES
    new = np.diff(sentence, prepend=-1).astype(bool) | np.diff(nth, prepend=0).astype(bool)
    return np.cumsum(new) - 1


def batches(lengths: Integers) -> Iterator[Integers]:
    """Give windows that are padded to the same length together, the longest first: arrays of window numbers."""
    order = np.argsort(-lengths, kind="stable")
    for bucket in np.split(order, np.flatnonzero(np.diff(lengths[order])) + 1):
        size = max(1, BATCH_PIECES // int(lengths[bucket].max(initial=1)))
        yield from (bucket[start : start + size] for start in range(0, len(bucket), size))


def read_windows(annotator: Annotator, cut: Pieces, window: Integers, threads: int = 1) -> Iterator[Reading]:
    """Run all windows through the model, a batch at a time, in ``threads`` threads; batches come in fixed order.

    Parameters
    ----------
    annotator
        The model.
    cut
        The words' pieces.
    window
        The window of each word, ascending from 0, (words,).
    """
    sizes = np.bincount(window)
    pieces = np.bincount(window, weights=cut.counts).astype(np.int64)
    first_word = np.cumsum(sizes) - sizes
    piece_end = np.cumsum(cut.counts)
    piece_traits = np.repeat(cut.traits, cut.counts)
    cls, sep = special_pieces(annotator.tokenizer)
    lengths = -(-(pieces + 2) // PADDED_TO) * PADDED_TO

    def read(rows: Integers) -> Reading:
        # Places of the windows' words and pieces in the flat arrays; what lies past a window's end is masked.
        word = first_word[rows][:, None] + np.arange(sizes[rows].max())
        is_word = np.arange(word.shape[1]) < sizes[rows][:, None]
        word = np.where(is_word, word, 0)
        start = (piece_end - cut.counts)[first_word[rows]]
        place = np.arange(lengths[rows[0]])
        piece = start[:, None] + place - 1
        is_piece = (place > 0) & (place <= pieces[rows][:, None])
        piece = np.where(is_piece, piece, 0)
        ids = np.where(is_piece, cut.ids[piece], 0)
        ids[:, 0] = cls
        ids[np.arange(len(rows)), pieces[rows] + 1] = sep
        last = np.where(is_word, piece_end[word] - start[:, None], 0)
        first = np.where(is_word, last - cut.counts[word] + 1, 0)
        traits = np.where(is_piece, piece_traits[piece], 0)
        read = annotator.session.run(OUTPUTS, {"pieces": ids, "traits": traits, "first": first, "last": last})
        return Reading(rows, sizes[rows], *read)

    if threads == 1:
        yield from map(read, batches(lengths))
    else:
        with ThreadPoolExecutor(threads) as pool:
            yield from pool.map(read, batches(lengths))
