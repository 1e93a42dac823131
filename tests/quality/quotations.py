"""Quotations against PolNeAR's attributions: source, cue and content, each and together.

Run ``python -m tests.quality.quotations FOLDER``, with ``attributions/*.ann`` and ``text/*.txt`` in the
folder. Found quotations are paired with gold attributions one to one, those first that share most of their
words. Figures, each over all attributions, direct, indirect and mixed:

- ``<slot>_overlap``: F1 of slots that share a word with their pair's; ``all_overlap``: all three of them do;
- ``<slot>_tokens``: F1 of the words shared, over all words of the slot;
- ``<slot>_exact``, ``all_exact``: F1 of slots with the very same words;
- ``source_overlap_as_marked`` and ``all_overlap_as_marked``: the same before sources are put as the corpus puts them
  in relative clauses (``tests.quality.polnear.as_relative_pronouns``); all other figures count them so;
- ``direct_right``: of gold attributions wholly between quotation marks that have a source, how many got one
  that shares a word with it; ``direct_given``: how many got any.
"""

import json
import os
import sys
from pathlib import Path

import polars as pl

from tests.quality.polnear import Attribution, as_relative_pronouns, found_attributions, gold_attributions, texts
from transforms.annotate import annotate, load_annotator
from transforms.extract import extract
from transforms.segment import segment
from warehouse.tables import Documents

SLOTS = ("source", "cue", "content")
Pair = tuple[Attribution, Attribution]


def paired(gold: list[Attribution], found: list[Attribution]) -> list[tuple[int, int]]:
    """Places of attributions that belong together, one to one, by the share of words that they have in common."""
    holders: dict[tuple[str, int], list[int]] = {}
    for place, one in enumerate(gold):
        for word in one.content | one.cue:
            holders.setdefault(word, []).append(place)
    likeness = []
    for place, one in enumerate(found):
        for other in {at for word in one.content | one.cue for at in holders.get(word, [])}:
            shared = len(one.content & gold[other].content) + len(one.cue & gold[other].cue)
            every = len(one.content | gold[other].content) + len(one.cue | gold[other].cue)
            if shared:
                likeness.append((-shared / every, other, place))
    pairs, taken_gold, taken_found = [], set(), set()
    for _, other, place in sorted(likeness):
        if other not in taken_gold and place not in taken_found:
            pairs.append((other, place))
            taken_gold.add(other)
            taken_found.add(place)
    return sorted(pairs)


def score(gold: list[Attribution], found: list[Attribution]) -> dict[str, float]:
    """The figures that the module's docstring names."""
    pairs = [(gold[one], found[other]) for one, other in paired(gold, found)]
    figures: dict[str, float] = {"gold": len(gold), "found": len(found), "paired": len(pairs)}
    for slot in SLOTS:
        asked = sum(bool(getattr(one, slot)) for one in gold)
        printed = sum(bool(getattr(one, slot)) for one in found)
        shared = [len(getattr(one, slot) & getattr(other, slot)) for one, other in pairs]
        figures |= _f1(f"{slot}_overlap", sum(map(bool, shared)), printed, asked, detailed=True)
        words = [sum(len(getattr(one, slot)) for one in side) for side in (found, gold)]
        figures |= _f1(f"{slot}_tokens", sum(shared), *words)
        same = sum(bool(getattr(one, slot)) and getattr(one, slot) == getattr(other, slot) for one, other in pairs)
        figures |= _f1(f"{slot}_exact", same, printed, asked)
    overlap = sum(all(_alike(one, other, slot) for slot in SLOTS) for one, other in pairs)
    figures |= _f1("all_overlap", overlap, len(found), len(gold), detailed=True)
    exact = sum(one[:3] == other[:3] for one, other in pairs)
    figures |= _f1("all_exact", exact, len(found), len(gold), detailed=True)
    return {name: round(value, 4) for name, value in (figures | _direct(gold, found)).items()}


def _alike(one: Attribution, other: Attribution, slot: str) -> bool:
    """Whether a slot shares a word, or is empty in both."""
    expected, got = getattr(one, slot), getattr(other, slot)
    return bool(expected & got) or not (expected or got)


def _direct(gold: list[Attribution], found: list[Attribution]) -> dict[str, float]:
    """How many direct quotations got a speaker, and the right one: any quotation that shares their words counts."""
    speakers: dict[tuple[str, int], list[Attribution]] = {}
    for one in found:
        for word in one.content:
            speakers.setdefault(word, []).append(one)
    spoken = [one for one in gold if one.is_direct and one.source]
    given = [
        [other.source for word in one.content for other in speakers.get(word, []) if other.source] for one in spoken
    ]
    right = sum(any(source & one.source for source in sources) for one, sources in zip(spoken, given, strict=True))
    count = max(len(spoken), 1)
    return {"direct": len(spoken), "direct_given": sum(map(bool, given)) / count, "direct_right": right / count}


def _f1(name: str, right: int, printed: int, asked: int, *, detailed: bool = False) -> dict[str, float]:
    precision, recall = right / max(printed, 1), right / max(asked, 1)
    f1 = {name: 2 * precision * recall / max(precision + recall, 1e-9)}
    return {f"{name}_p": precision, f"{name}_r": recall} | f1 if detailed else f1


def as_documents(given: dict[str, str]) -> pl.DataFrame:
    """Texts as they are, cleaned of nothing, so that offsets stay."""
    constant = {"source_format": "text", "language": "en", "run_id": "quotations", "pipeline_version": "quotations"}
    frame = pl.DataFrame({"doc_id": list(given), "text": list(given.values())}).with_columns(
        source_id="doc_id",
        uri="doc_id",
        text_length=pl.col("text").str.len_chars(),
        is_current=True,
        is_wire_copy=False,
        **{name: pl.lit(value) for name, value in constant.items()},
    )
    return Documents.validate(pl.concat([Documents.create_empty(), frame], how="diagonal_relaxed"), cast=True)


def measured(folder: Path) -> dict[str, float]:
    """Score the shipped pipeline."""
    documents = as_documents(texts(folder))
    sentences = segment(documents)
    annotation = annotate(sentences, load_annotator(), threads=int(os.environ.get("THREADS", "1")))
    found = extract(documents, sentences, annotation.tokens, annotation.names)
    gold, printed = gold_attributions(folder, texts(folder)), found_attributions(found.quotations, texts(folder))
    as_marked = score(gold, printed)
    return score(gold, as_relative_pronouns(gold, printed, texts(folder))) | {
        f"{name}_as_marked": as_marked[name] for name in ("source_overlap", "all_overlap")
    }


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1])), indent=1))
