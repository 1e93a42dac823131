"""Corpora in columns, a word a line: CoNLL-U, IOB2 and IO files as sentences."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Sentence:
    """One training sentence; the lists are parallel to ``forms``."""

    corpus: str
    forms: list[str]
    upos: list[str] | None = None
    tags: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    names: list[frozenset[str]] | None = None
    phrases: list[frozenset[str]] | None = None
    misc: list[str] = field(default_factory=list)


def blocks(path: Path) -> Iterator[list[list[str]]]:
    """Give the blocks of a column file: lines split into columns, comments left out."""
    block: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            if block:
                yield block
            block = []
        elif not re.match(r"#( newdoc| newpar| sent_id| text| global| meta| [a-z_]+ ?=)|-DOCSTART-", line):
            block.append(line.split("\t") if "\t" in line else line.split(" "))
    if block:
        yield block


def treebank(path: Path, corpus: str) -> list[Sentence]:
    """Read a CoNLL-U file: syntactic words alone, without multiword ranges and empty nodes."""
    sentences = []
    for block in blocks(path):
        rows = [row for row in block if row[0].isdecimal()]
        sentences.append(
            Sentence(
                corpus=corpus,
                forms=[row[1] for row in rows],
                upos=[row[3] for row in rows],
                tags=[f"{row[3]}|{row[5]}" for row in rows],
                lemmas=[row[2] for row in rows],
                heads=[int(row[6]) for row in rows],
                deprels=[row[7] for row in rows],
                misc=[row[9] for row in rows],
            )
        )
    return sentences


def spans(labels: Iterable[str]) -> list[tuple[int, int, str]]:
    """Give (first, end, type) of each span in IOB2 or IO labels."""
    found: list[tuple[int, int, str]] = []
    for i, label in enumerate(labels):
        kind = label[2:]
        if label[0] == "I" and found and found[-1][1] == i and found[-1][2] == kind:
            found[-1] = (found[-1][0], i + 1, kind)
        elif label[0] in "BI":
            found.append((i, i + 1, kind))
    return found
