"""The scorer: a logistic model over crossed features, its weights a lexicon."""

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from transforms.lexicons import lexicon
from transforms.segment.chunks import Hashes, Numbers, hash_words
from transforms.segment.context import WORDS, Context, categories

Scores = npt.NDArray[np.float64]

# What is looked at together. A template may hold one word, which then comes first.
TEMPLATES: tuple[tuple[str, ...], ...] = (
    ("strength", "layout"),
    ("stop", "right_shape", "gap"),
    ("stop", "layout", "opening"),
    ("left_shape", "right_shape", "strength"),
    ("left_shape", "right_shape", "layout", "strength"),
    ("abbreviation", "right_shape", "strength"),
    ("abbreviation", "stop"),
    ("stop", "closing", "opening"),
    ("stop", "opening", "right_shape"),
    ("function", "right_shape", "strength", "left_shape"),
    ("function", "right_shape", "stop"),
    ("abbreviation", "function", "right_shape"),
    ("abbreviation", "right_abbreviation", "right_shape"),
    ("abbreviation", "since", "right_shape"),
    ("right_abbreviation", "strength"),
    ("quotation", "closing", "function", "right_shape"),
    ("quotation", "right_shape", "closing"),
    ("quotation", "strength", "opening"),
    ("bracket", "right_shape", "closing"),
    ("bracket", "stop"),
    ("left_length", "left_shape", "right_shape", "strength"),
    ("previous_shape", "left_shape", "right_shape", "strength"),
    ("next_shape", "right_shape", "strength", "left_shape"),
    ("right_tail", "right_shape", "strength"),
    ("since", "until", "strength"),
    ("since", "right_shape", "strength"),
    ("since", "until", "layout", "strength"),
    ("since", "left_shape", "strength", "stop"),
    ("gap", "left_shape", "right_shape"),
    ("left_word", "strength"),
    ("left_word", "right_shape", "strength"),
    ("right_word", "strength"),
    ("right_word", "right_shape", "strength"),
    ("right_word", "left_shape", "strength"),
    ("previous_word", "strength"),
    ("next_word", "strength"),
    ("next_word", "right_shape", "strength"),
)
_CAUTION = 0.5  # in log odds
_SEPARATOR = "|"
_SALT = np.uint64(0xD6E8FEB86659FD93)


class Weights(NamedTuple):
    """The model at hand: an intercept, a dense table a categorical template, sorted keys a word template."""

    intercept: float
    tables: dict[tuple[str, ...], Scores]
    words: dict[tuple[str, ...], tuple[Hashes, Scores]]


def template_name(template: tuple[str, ...]) -> str:
    """The name of a template in the lexicon of weights."""
    return "+".join(template)


def codes_of(template: tuple[str, ...], context: Context) -> Numbers:
    """One number for the categorical features of a template, for each candidate."""
    names = categories()
    code = np.zeros(len(context.chunk), dtype=np.int64)
    for feature in template:
        if feature not in WORDS:
            code = code * len(names[feature]) + context.categories[feature]
    return code


def keys_of(template: tuple[str, ...], context: Context) -> Hashes:
    """One key for the word and the categorical features of a template, for each candidate."""
    return _key(context.words[template[0]], codes_of(template, context))


def _key(words: Hashes, codes: Numbers) -> Hashes:
    return words ^ ((codes.astype(np.uint64) + np.uint64(1)) * _SALT)


def score(context: Context) -> Scores:
    """The log odds that a sentence ends before each candidate, less some caution where it has no stop.

    The caution is for documents with paragraphs: there, headlines and the like stand on their own.
    """
    weights = _weights()
    total = np.full(len(context.chunk), weights.intercept)
    for template, table in weights.tables.items():
        total += table[codes_of(template, context)]
    for template, (keys, values) in weights.words.items():
        wanted = keys_of(template, context)
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        total += np.where(keys[place] == wanted, values[place], 0.0)
    is_bare = (context.categories["strength"] == 0) & (context.categories["layout"] == 1)
    total -= _CAUTION * is_bare
    return total


@cache
def _weights() -> Weights:
    entries = lexicon("sentence_ends").rows()
    names = categories()
    ranks = {feature: {name: code for code, name in enumerate(of)} for feature, of in names.items()}
    by_template: dict[str, list[tuple[str, float]]] = {}
    for template, value, weight in entries:
        by_template.setdefault(template, []).append((value, weight))
    intercept = by_template.pop("intercept")[0][1]
    tables: dict[tuple[str, ...], Scores] = {}
    words: dict[tuple[str, ...], tuple[Hashes, Scores]] = {}
    for name, rows in by_template.items():
        template = tuple(name.split("+"))
        categorical = [feature for feature in template if feature not in WORDS]
        codes = np.zeros(len(rows), dtype=np.int64)
        fields = [value.rsplit(_SEPARATOR, len(categorical)) for value, _ in rows]
        for place, feature in enumerate(categorical, start=-len(categorical)):
            codes = codes * len(names[feature]) + np.array([ranks[feature][field[place]] for field in fields])
        values = np.array([weight for _, weight in rows])
        if len(categorical) < len(template):
            keys = _key(hash_words([field[0] for field in fields]), codes)
            order = np.argsort(keys)
            words[template] = keys[order], values[order]
        else:
            table = np.zeros(int(np.prod([len(names[feature]) for feature in categorical])))
            table[codes] = values
            tables[template] = table
    return Weights(intercept, tables, words)
