"""Sentence boundaries beside the peers: F1 on dev sets, hard cases passed, and speed with offsets, in one run.

    pip install -e ".[bench]"
    NEWSLEDGER_GOLD=… python -m tests.benchmarks.segmentation

F1 is of sentence ends, in every document but its last: precision and recall over places between two
characters that are not white space, so that a system is not judged by the white space that it keeps. With
paragraphs given, a system gets each paragraph on its own (ours finds them in the text); without, a
document's sentences are joined into one line of running text. Speed is the best of several rounds, in which
the systems take turns, in characters a second of process time and of wall time, offsets included.
"""

import json
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import polars as pl

from tests.quality.treebank import GOLD, load
from transforms.segment import segment

Splitter = Callable[[list[str]], list[list[tuple[int, int]]]]

_ROUNDS = 5
_SETS = ("ewt_dev", "gum_dev")


class Case(NamedTuple):
    """A text and where its sentences end, counted in characters that are not white space."""

    paragraphs: list[str]
    ends: set[int]
    length: int


def cases(name: str, *, with_paragraphs: bool) -> list[Case]:
    """The documents of a dev set."""
    bank = load(name)
    sentences = bank.sentences.group_by("doc_id", maintain_order=True).agg("text")
    joined = bank.documents.join(sentences, on="doc_id", how="left", maintain_order="left", suffix="s")
    found = []
    for text, parts in joined.select("text", "texts").rows():
        ends = np.cumsum([len("".join(part.split())) for part in parts]).tolist()
        paragraphs = text.split("\n\n") if with_paragraphs else [text.replace("\n\n", " ")]
        found.append(Case(paragraphs, set(ends[:-1]), ends[-1]))
    return found


def ends_of(texts: list[str], spans: list[list[tuple[int, int]]]) -> set[int]:
    """Where the sentences of consecutive texts end, counted in characters that are not white space."""
    ends, before = set(), 0
    for text, found in zip(texts, spans, strict=True):
        solid = np.cumsum([not character.isspace() for character in text])
        ends |= {before + int(solid[end - 1]) for _, end in found if end}
        before += int(solid[-1])
        ends.add(before)
    return ends


def f1(splitter: Splitter, of: list[Case]) -> float:
    """The harmonic mean of precision and recall over all documents, in per cent."""
    hits = found = wanted = 0
    for case in of:
        ends = ends_of(case.paragraphs, splitter(case.paragraphs)) - {case.length}
        hits, found, wanted = hits + len(ends & case.ends), found + len(ends), wanted + len(case.ends)
    return 200 * hits / (found + wanted)


def newsledger(texts: list[str]) -> list[list[tuple[int, int]]]:
    """Ours, on texts as paragraphs of one document."""
    joined = "\n\n".join(texts)
    frame = segment(pl.DataFrame({"doc_id": ["d"], "text": [joined]}))
    start = np.cumsum([0, *(len(text) + 2 for text in texts)])
    spans: list[list[tuple[int, int]]] = [[] for _ in texts]
    for begin, end in frame.select("char_start", "char_end").rows():
        place = int(np.searchsorted(start, begin, side="right")) - 1
        spans[place].append((begin - int(start[place]), end - int(start[place])))
    return spans


def newsledger_batch(texts: list[str]) -> pl.DataFrame:
    """Ours, as the pipeline calls it: a frame of documents."""
    ids = pl.Series([f"{number:08}" for number in range(len(texts))], dtype=pl.String)
    return segment(pl.DataFrame({"doc_id": ids, "text": texts}))


def peers() -> dict[str, Splitter]:
    """Each peer with offsets, in the way its documentation has them."""
    import blingfire
    import nupunkt
    import pysbd
    import syntok.segmenter

    def by_blingfire(texts: list[str]) -> list[list[tuple[int, int]]]:
        return [blingfire.text_to_sentences_and_offsets(text)[1] for text in texts]

    def by_nupunkt(texts: list[str]) -> list[list[tuple[int, int]]]:
        return [nupunkt.sent_spans(text) for text in texts]

    pragmatic = pysbd.Segmenter(language="en", clean=False, char_span=True)

    def by_pysbd(texts: list[str]) -> list[list[tuple[int, int]]]:
        spans = [[(span.start, span.end) for span in pragmatic.segment(text)] for text in texts]
        return [[(a, a + len(text[a:b].rstrip())) for a, b in found] for text, found in zip(texts, spans, strict=True)]

    def by_syntok(texts: list[str]) -> list[list[tuple[int, int]]]:
        return [
            [
                (sentence[0].offset, sentence[-1].offset + len(sentence[-1].value))
                for paragraph in syntok.segmenter.analyze(text)
                for sentence in paragraph
                if sentence
            ]
            for text in texts
        ]

    return {"blingfire": by_blingfire, "nupunkt": by_nupunkt, "pysbd": by_pysbd, "syntok": by_syntok}


def hard_cases(splitter: Splitter) -> str:
    """How many of the hard cases come out as listed, white space aside."""
    listed = json.loads((GOLD / "sentences" / "pragmatic_segmenter.json").read_text(encoding="utf-8"))
    passed = 0
    for case in listed:
        lengths = [len("".join(part.split())) for part in case["expected"]]
        passed += ends_of([case["text"]], splitter([case["text"]])) == set(np.cumsum(lengths).tolist())
    return f"{passed}/{len(listed)}"


def speeds(systems: dict[str, Callable[[list[str]], object]]) -> dict[str, tuple[float, float]]:
    """Million characters a second of process time and of wall time, the best of rounds taken in turn."""
    banks = [load(name).documents["text"].to_list() for name in _SETS]
    texts = [text for bank in banks for text in bank]
    best = dict.fromkeys(systems, (0.0, 0.0))
    for _ in range(_ROUNDS):
        for name, system in systems.items():
            # The quick ones get more text, or the clock would measure their start.
            given = texts * (1 if name in ("pysbd", "syntok") else 10)
            size = sum(map(len, given)) / 1e6
            process, wall = time.process_time(), time.perf_counter()
            system(given)
            process, wall = time.process_time() - process, time.perf_counter() - wall
            best[name] = max(best[name][0], size / process), max(best[name][1], size / wall)
    return best


def main() -> None:
    """Print the table."""
    systems: dict[str, Splitter] = {"newsledger": newsledger, **peers()}
    speed = speeds({**systems, "newsledger": newsledger_batch})
    sets = [(name, given) for name in _SETS for given in (True, False)]
    heads = [f"{name} {'¶' if given else 'running'}" for name, given in sets]
    print("F1", *(f"{head:>16}" for head in heads), "cases", "Mchar/s cpu", "Mchar/s wall", sep="  ")
    loaded = [cases(name, with_paragraphs=given) for name, given in sets]
    for name, splitter in systems.items():
        figures = [f"{f1(splitter, of):16.2f}" for of in loaded]
        cpu, wall = speed[name]
        print(f"{name:12}", *figures, hard_cases(splitter), f"{cpu:8.2f}", f"{wall:8.2f}", sep="  ", flush=True)


if __name__ == "__main__":
    main()
