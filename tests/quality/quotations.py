"""Quotations against attributions in brat's format, as PolNeAR has them (Newell, Margolin and Ruths, LREC 2018).

Run ``python -m tests.quality.quotations FOLDER``, with ``attributions/*.ann`` and ``text/*.txt`` in the
folder, to print token-overlap precision, recall and F1 of the content, the cue and the source of what stands
between quotation marks, and how many direct quotations got a speaker, and the right one.
"""

import json
import os
import re
import sys
from pathlib import Path
from typing import NamedTuple

import polars as pl

from transforms.annotate import annotate, load_annotator
from transforms.extract import extract
from transforms.segment import segment
from warehouse.tables import Documents

_QUOTED = re.compile(r"[“\"«„](?:[^”\"»“]|“[^”\"]*”)*(?:[”\"»]|$)")
_WORD = re.compile(r"\w+(?:[’']\w+)*")
Words = frozenset[tuple[str, int]]


class Attribution(NamedTuple):
    """Who says what by which cue, as words: (document, place of the word's first character)."""

    content: Words
    cue: Words
    source: Words
    is_direct: bool


def gold_attributions(ann: str, text: str, name: str) -> list[Attribution]:
    """Attributions whose content holds words between quotation marks; the content is these words."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events: list[dict[str, list[tuple[int, int]]]] = []
    for key, _, rest in (line.partition("\t") for line in ann.splitlines()):
        if key.startswith("T"):
            places = rest.split("\t")[0].split(" ", 1)[1]
            spans[key] = [(int(start), int(end)) for start, end in (pair.split() for pair in places.split(";"))]
        elif key.startswith("E"):
            event: dict[str, list[tuple[int, int]]] = {}
            for part in rest.split():
                role, _, of = part.partition(":")
                event.setdefault(role.rstrip("0123456789"), []).extend(spans.get(of, []))
            events.append(event)
    marked = {place for found in _QUOTED.finditer(text) for place in range(found.start() + 1, found.end())}
    attributions = []
    for event in events:
        whole = _words(text, event.get("Content", []), name)
        quoted = frozenset(word for word in whole if word[1] in marked)
        cue, source = (_words(text, event.get(role, []), name) for role in ("Cue", "Source"))
        if quoted:
            attributions.append(Attribution(quoted, cue, source, quoted == whole))
    return attributions


def _words(text: str, spans: list[tuple[int, int]], name: str) -> Words:
    return frozenset((name, word.start()) for a, b in spans for word in _WORD.finditer(text, a, b))


def found_attributions(quotations: pl.DataFrame, texts: dict[str, str]) -> list[Attribution]:
    """Each part of each quotation."""
    slots = [("char_start", "char_end"), ("cue_start", "cue_end"), ("speaker_start", "speaker_end")]
    return [
        Attribution(
            *(_words(texts[row["doc_id"]], _span(row[start], row[end]), row["doc_id"]) for start, end in slots),
            is_direct=row["quotation_type"] == "direct",
        )
        for row in quotations.iter_rows(named=True)
    ]


def _span(start: int | None, end: int | None) -> list[tuple[int, int]]:
    return [] if start is None or end is None else [(start, end)]


def score(gold: list[Attribution], found: list[Attribution]) -> dict[str, float]:
    """Give each found part to the attribution that it shares most words with, and count shared words.

    A part that shares none counts against precision with all its words.
    """
    owner: dict[tuple[str, int], list[int]] = {}
    for place, one in enumerate(gold):
        for word in one.content:
            owner.setdefault(word, []).append(place)
    given: list[list[Attribution]] = [[] for _ in gold]
    astray = []
    for one in found:
        places = [place for word in one.content for place in owner.get(word, [])]
        best = max(sorted(set(places)), key=places.count, default=None)
        (astray if best is None else given[best]).append(one)
    figures: dict[str, float] = {"gold": len(gold), "found": len(found), "astray": len(astray)}
    for slot in ("content", "cue", "source"):
        shared = printed = asked = 0
        for one, parts in zip(gold, given, strict=True):
            words = frozenset().union(*(getattr(part, slot) for part in parts))
            shared += len(words & getattr(one, slot))
            printed += len(words)
            asked += len(getattr(one, slot))
        printed += sum(len(words) for words in {getattr(one, slot) for one in astray})
        precision, recall = shared / max(printed, 1), shared / max(asked, 1)
        figures[f"{slot}_precision"], figures[f"{slot}_recall"] = precision, recall
        figures[f"{slot}_f1"] = 2 * precision * recall / max(precision + recall, 1e-9)
    spoken = [(one, parts) for one, parts in zip(gold, given, strict=True) if one.is_direct and one.source]
    named = [(one, [part.source for part in parts if part.source]) for one, parts in spoken]
    figures["direct"] = len(spoken)
    figures["direct_given"] = sum(bool(sources) for _, sources in named) / max(len(spoken), 1)
    right = sum(any(source & one.source for source in sources) for one, sources in named)
    figures["direct_right"] = right / max(len(spoken), 1)
    return {name: round(value, 4) for name, value in figures.items()}


def as_documents(texts: dict[str, str]) -> pl.DataFrame:
    """Texts as they are, cleaned of nothing, so that offsets stay."""
    given = {"source_format": "text", "language": "en", "run_id": "quotations", "pipeline_version": "quotations"}
    frame = pl.DataFrame({"doc_id": list(texts), "text": list(texts.values())}).with_columns(
        source_id="doc_id",
        uri="doc_id",
        text_length=pl.col("text").str.len_chars(),
        is_current=True,
        is_wire_copy=False,
        **{name: pl.lit(value) for name, value in given.items()},
    )
    return Documents.validate(pl.concat([Documents.create_empty(), frame], how="diagonal_relaxed"), cast=True)


def main() -> None:
    """Print the score of the shipped pipeline."""
    folder = Path(sys.argv[1])
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted((folder / "text").glob("*.txt"))}
    gold = []
    for name, text in texts.items():
        # Where several people marked one text, the first one's marks count.
        ann = min((folder / "attributions").glob(f"{name}_*.ann"))
        gold += gold_attributions(ann.read_text(encoding="utf-8"), text, name)
    documents = as_documents(texts)
    sentences = segment(documents)
    annotation = annotate(sentences, load_annotator(), threads=int(os.environ.get("THREADS", "1")))
    found = extract(documents, sentences, annotation.tokens, annotation.names)
    print(json.dumps(score(gold, found_attributions(found.quotations, texts))))


if __name__ == "__main__":
    main()
