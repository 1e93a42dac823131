"""What the model scored, as one answer a word: a tree a sentence, legal name tags, lemmas."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from transforms.annotate.model import Floats, Integers, Reading
from transforms.annotate.spelling import base_form, known_verbs
from transforms.annotate.trees import arborescences

NEVER = np.float32(-1e9)


class Answers(NamedTuple):
    """Indices into the model's labels, one a word in the order of the text; heads count words of the window."""

    heads: Integers
    deprels: Integers
    tags: Integers
    lemmas: Integers
    names: Integers
    phrases: Integers


def decode(readings: Iterable[Reading], window: Integers, name_tags: list[str]) -> Answers:
    """Take the best tree, tags and lemma scripts of each window, and the best legal sequence of name tags.

    Parameters
    ----------
    readings
        The model's batches; together they cover all windows.
    window
        The window of each word, ascending from 0, (words,).
    name_tags
        The tags of the names head: O, B-person, I-person ….
    """
    sizes = np.bincount(window) if len(window) else np.zeros(0, dtype=np.int64)
    first_word = np.cumsum(sizes) - sizes
    answers = Answers(*(np.zeros(len(window), dtype=np.int64) for _ in Answers._fields))
    scores = np.zeros((len(window), len(name_tags)), dtype=np.float32)
    legal = follows = legal_transitions(name_tags)
    for reading in readings:
        row, column = np.nonzero(np.arange(reading.arcs.shape[1]) < reading.sizes[:, None])
        word = first_word[reading.window][row] + column
        heads = arborescences(reading.arcs, reading.sizes)[row, column]
        answers.heads[word] = heads
        # The second likeliest head only where the tree took it; for any other the first one's relation is the guess.
        is_second = (reading.likely[row, column, 1] == heads).astype(np.int64)
        answers.deprels[word] = reading.deprels[row, column, is_second]
        answers.tags[word] = reading.tags[row, column]
        answers.lemmas[word] = reading.lemmas[row, column]
        answers.phrases[word] = reading.phrases[row, column]
        scores[word] = reading.names[row, column]
        follows = legal + reading.follows
    return answers._replace(names=best_sequences(scores, sizes, follows))


def legal_transitions(tags: list[str]) -> Floats:
    """Give 0 where a tag may follow a tag and NEVER where not, (before, after): I-x follows B-x or I-x alone.

    The last row is for the beginning of a sentence.
    """
    kinds = [tag[2:] for tag in tags]
    follows = np.zeros((len(tags) + 1, len(tags)), dtype=np.float32)
    for after, tag in enumerate(tags):
        if tag[0] == "I":
            follows[:, after] = [0 if kind == kinds[after] else NEVER for kind in [*kinds, ""]]
    return follows


def best_sequences(scores: Floats, sizes: Integers, follows: Floats) -> Integers:
    """Give Viterbi's best sequence of each window; all windows go on by a word at a time.

    Parameters
    ----------
    scores
        The score of each tag for each word, windows laid end to end, (words, tags).
    sizes
        Words of each window, (windows,).
    follows
        The score of each tag after each, the last row being a beginning, (tags + 1, tags).
    """
    order = np.argsort(-sizes, kind="stable")
    first = (np.cumsum(sizes) - sizes)[order]
    # The windows that have an i-th word come first. Tags stand before windows: a maximum over tags is then one of rows.
    going = np.searchsorted(-sizes[order], -np.arange(sizes.max(initial=0)))
    best: list[Floats] = []
    for i, rows in enumerate(going):
        reached = (best[-1][:, None, :rows] + follows[:-1, :, None]).max(axis=0) if best else follows[-1][:, None]
        best.append(reached + scores[first[:rows] + i].T)
    tags = np.zeros(len(scores), dtype=np.int64)
    chosen = np.zeros(len(sizes), dtype=np.int64)
    goes_on = 0
    for i in range(len(best) - 1, -1, -1):
        best[i][:, :goes_on] += follows[:-1, chosen[:goes_on]]
        goes_on = going[i]
        chosen[:goes_on] = best[i].argmax(axis=0)
        tags[first[:goes_on] + i] = chosen[:goes_on]
    return tags


def whole_sentences(heads: Integers, window: Integers, sentence: Integers) -> tuple[Integers, npt.NDArray[np.bool_]]:
    """Turn heads within windows into heads within sentences.

    A sentence longer than a window has the tree of its first window; the roots of its others hang on that root.

    Parameters
    ----------
    heads
        1-based places within the window, 0 for its root, (words,).
    window, sentence
        The window and the sentence of each word, ascending, (words,).

    Returns
    -------
    tuple
        1-based places within the sentence, 0 for its root; and which words were hung on another window's root.
    """
    place = np.arange(len(heads))
    first_of_window = np.searchsorted(window, window)
    first_of_sentence = np.searchsorted(sentence, sentence)
    later = first_of_window > first_of_sentence
    whole = heads + (first_of_window - first_of_sentence)
    is_root = heads == 0
    hung = is_root & later
    main_root = np.zeros(sentence[-1] + 1 if len(sentence) else 0, dtype=np.int64)
    main_root[sentence[is_root & ~later]] = (place - first_of_sentence + 1)[is_root & ~later]
    whole[is_root] = 0
    whole[hung] = main_root[sentence[hung]]
    return whole, hung


def lemmas(words: pl.DataFrame, scripts: list[str], known: pl.DataFrame) -> pl.Series:
    """Give each word its lemma: a known one, or its lemma script applied, which ``training.lemmas`` explains.

    Parameters
    ----------
    words
        form, upos, and script, an index into ``scripts``; each distinct row is worked once.
    scripts
        The lemma scripts of the model.
    known
        form (lower case), upos, lemma.
    """
    parts = pl.DataFrame({"parts": scripts}).select(
        pl.int_range(pl.len()).alias("script"),
        pl.col("parts").str.splitn("|", 3).struct.rename_fields(["casing", "cut", "add"]).struct.unnest(),
    )
    form = pl.col("form")
    cased = (
        pl.when(pl.col("casing") == "l")
        .then(form.str.to_lowercase())
        .when(pl.col("casing") == "t")
        .then(form.str.slice(0, 1).str.to_uppercase() + form.str.slice(1).str.to_lowercase())
        .otherwise(form)
    )
    kept = cased.str.len_chars().cast(pl.Int64) - pl.col("cut").cast(pl.Int64, strict=False)
    lemma = (
        pl.when(pl.col("cut") == "=")
        .then("add")
        .when(kept > 0)
        .then(cased.str.slice(0, kept.clip(lower_bound=0)) + pl.col("add"))
        # The script asks for more than the word has: it was learned from another kind of word.
        .otherwise(cased)
    )
    distinct = (
        words.unique()
        .join(parts, on="script", how="left")
        .with_columns(lower=form.str.to_lowercase())
        .join(known.rename({"form": "lower", "lemma": "known"}), on=["lower", "upos"], how="left")
        .with_columns(lemma=pl.coalesce("known", lemma))
    )
    attested = pl.concat([known.filter(pl.col("upos") == "VERB")["lemma"], known_verbs()]).unique()
    of_script = pl.col("known").is_null() & (pl.col("upos") == "VERB")
    key = ["form", "upos", "script"]
    verbs = distinct.filter(of_script).select(
        *key, lemma=base_form(pl.col("lower"), pl.col("lemma").str.to_lowercase(), attested)
    )
    distinct = pl.concat([distinct.filter(~of_script).select(*key, "lemma"), verbs])
    return words.join(distinct, on=key, how="left", maintain_order="left")["lemma"]
