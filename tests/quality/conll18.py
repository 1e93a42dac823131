"""The metrics of the CoNLL 2018 shared task (Zeman et al. 2018) on raw text: F1 of what two analyses share.

Both analyses are of the same text, so that characters align them. Tokens and sentences count where the spans
are equal. Words count where they are aligned: by span, or, around a multiword token, by the longest common
subsequence of lower-cased forms. Tags, lemmas and arcs count where the words are aligned and the values are
equal; relations count without their subtype and features only as far as they are universal.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

METRICS = ("Tokens", "Sentences", "Words", "UPOS", "UFeats", "Lemmas", "UAS", "LAS")

UNIVERSAL_FEATURES = (
    "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case",
    "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity", "Person",
    "Polite",
)  # fmt: skip

Integers = npt.NDArray[np.int64]


class _Words(NamedTuple):
    """One analysis, ready to be walked along: spans count from the first document's beginning."""

    start: list[int]
    end: list[int]
    form: list[str]
    is_multiword: list[bool]


def evaluate(gold: pl.DataFrame, system: pl.DataFrame) -> pl.DataFrame:
    """Score one analysis by another of the same documents.

    Parameters
    ----------
    gold, system
        The table ``tokens``: doc_id, sentence_id, token_id, char_start, char_end, form, lemma, upos, feats,
        head, deprel. Where several words share one printed token, ``surface_start``, ``surface_end`` and
        ``is_multiword`` say so (tests.quality.treebank); without them each word is a token.

    Returns
    -------
    pl.DataFrame
        metric, precision, recall, f1, aligned (the share of the aligned words that are right), in percent; a
        row for each of ``METRICS``.

    Raises
    ------
    ValueError
        If the documents differ, or their characters other than white space do.
    """
    gold, system = _placed(gold), _placed(system)
    _same_text(gold, system)
    pairs = _aligned(_walkable(gold), _walkable(system))
    total = gold.height, system.height
    right = {"Words": len(pairs), **_agreements(gold, system, pairs)}
    spans = {"Tokens": ("surface_start", "surface_end"), "Sentences": ("sentence_start", "sentence_end")}
    rows = [
        (metric, *_overlap(gold.select(columns).unique(), system.select(columns).unique()), None)
        for metric, columns in spans.items()
    ] + [(metric, correct, *total, len(pairs)) for metric, correct in right.items()]
    correct = pl.col("correct")
    return pl.DataFrame(rows, schema=["metric", "correct", "gold", "system", "pairs"], orient="row").select(
        "metric",
        precision=100 * correct / pl.col("system"),
        recall=100 * correct / pl.col("gold"),
        f1=200 * correct / (pl.col("gold") + pl.col("system")),
        aligned=100 * correct / pl.col("pairs"),
    )


def _placed(words: pl.DataFrame) -> pl.DataFrame:
    """Sort the words, complete their columns, and count places from the first document's beginning."""
    if "is_multiword" not in words.columns:
        own = {"surface_start": pl.col("char_start"), "surface_end": pl.col("char_end")}
        words = words.with_columns(**own, is_multiword=pl.lit(False))
    sentence = ("doc_id", "sentence_id")
    feature = pl.element()
    universal = pl.any_horizontal(feature.str.starts_with(f"{name}=") for name in UNIVERSAL_FEATURES)
    return (
        words.sort(*sentence, "token_id")
        .with_columns(
            document=pl.col("doc_id").rank("dense").cast(pl.Int64),
            row=pl.int_range(pl.len(), dtype=pl.Int64),
            feats=pl.col("feats").fill_null("").str.split("|").list.filter(universal).list.sort().list.join("|"),
            deprel=pl.col("deprel").str.split(":").list.first(),
        )
        .with_columns(
            # No document is so long that its places reach the next one's.
            pl.col("surface_start", "surface_end") + pl.col("document") * 2**32,
            head_row=pl.when(pl.col("head") > 0).then(pl.col("row").min().over(sentence) + pl.col("head") - 1),
        )
        .with_columns(
            sentence_start=pl.col("surface_start").min().over(sentence),
            sentence_end=pl.col("surface_end").max().over(sentence),
        )
    )


def _same_text(gold: pl.DataFrame, system: pl.DataFrame) -> None:
    def text(words: pl.DataFrame) -> pl.DataFrame:
        return words.group_by("doc_id").agg(pl.col("form").str.join().str.replace_all(r"\s", "")).sort("doc_id")

    difference = text(gold).join(text(system), on="doc_id", how="full", suffix="_system")
    unequal = difference.filter(pl.col("form").ne_missing(pl.col("form_system")))
    if unequal.height:
        raise ValueError(f"the analyses are not of the same text: {unequal['doc_id'].to_list()[:5]}")


def _overlap(gold: pl.DataFrame, system: pl.DataFrame) -> tuple[int, int, int]:
    return gold.join(system, on=gold.columns, how="semi").height, gold.height, system.height


def _walkable(words: pl.DataFrame) -> _Words:
    return _Words(
        words["surface_start"].to_list(),
        words["surface_end"].to_list(),
        words["form"].str.to_lowercase().to_list(),
        words["is_multiword"].to_list(),
    )


def _aligned(gold: _Words, system: _Words) -> Integers:
    """The rows of the words that are the same in both, (pairs, 2)."""
    pairs: list[tuple[int, int]] = []
    g = s = 0
    while g < len(gold.start) and s < len(system.start):
        if gold.is_multiword[g] or system.is_multiword[s]:
            g_first, s_first, g, s = _region(gold, system, g, s)
            common = _common(gold.form[g_first:g], system.form[s_first:s])
            pairs += [(g_first + i, s_first + j) for i, j in common]
        elif (gold.start[g], gold.end[g]) == (system.start[s], system.end[s]):
            pairs.append((g, s))
            g, s = g + 1, s + 1
        elif gold.start[g] <= system.start[s]:
            g += 1
        else:
            s += 1
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _region(gold: _Words, system: _Words, g: int, s: int) -> tuple[int, int, int, int]:
    """Where a multiword token, with all that overlaps it, begins and ends in both."""
    if gold.is_multiword[g]:
        end = gold.end[g]
        if not system.is_multiword[s] and system.start[s] < gold.start[g]:
            s += 1
    else:
        end = system.end[s]
        if not gold.is_multiword[g] and gold.start[g] < system.start[s]:
            g += 1
    g_first, s_first = g, s
    while not (_is_past(gold, g, end) and _is_past(system, s, end)):
        takes_gold = g < len(gold.start) and (s >= len(system.start) or gold.start[g] <= system.start[s])
        words, i = (gold, g) if takes_gold else (system, s)
        if words.is_multiword[i]:
            end = max(end, words.end[i])
        g, s = (g + 1, s) if takes_gold else (g, s + 1)
    return g_first, s_first, g, s


def _is_past(words: _Words, i: int, end: int) -> bool:
    if i >= len(words.start):
        return True
    return words.start[i] >= end if words.is_multiword[i] else words.end[i] > end


def _common(gold: list[str], system: list[str]) -> list[tuple[int, int]]:
    """The longest common subsequence of two lists, as pairs of places."""
    longest = [[0] * (len(system) + 1) for _ in range(len(gold) + 1)]
    for i in reversed(range(len(gold))):
        for j in reversed(range(len(system))):
            same = longest[i + 1][j + 1] + 1 if gold[i] == system[j] else 0
            longest[i][j] = max(same, longest[i + 1][j], longest[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(gold) and j < len(system):
        if gold[i] == system[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif longest[i][j] == longest[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _agreements(gold: pl.DataFrame, system: pl.DataFrame, pairs: Integers) -> dict[str, int]:
    """How many of the aligned words agree in each metric."""
    ours, theirs = gold[pairs[:, 0]], system[pairs[:, 1]]
    gold_row_of = np.full(system.height + 1, -2, dtype=np.int64)
    gold_row_of[pairs[:, 1]] = pairs[:, 0]
    # The root's head is -1 in both; the head of a word that is aligned with none is no head of the gold's.
    gold_row_of[-1] = -1
    head = theirs["head_row"].fill_null(-1).to_numpy()
    same_head = pl.Series(ours["head_row"].fill_null(-1).to_numpy() == gold_row_of[head])
    agree = {
        "UPOS": ours["upos"] == theirs["upos"],
        "UFeats": ours["feats"] == theirs["feats"],
        "Lemmas": (ours["lemma"] == theirs["lemma"]) | (ours["lemma"] == "_"),
        "UAS": same_head,
        "LAS": same_head & (ours["deprel"] == theirs["deprel"]),
    }
    return {metric: int(series.sum()) for metric, series in agree.items()}
