"""re3d, reports on the conflict in Syria and Iraq: its spans are whole noun phrases."""

import re
from collections.abc import Iterable
from pathlib import Path

from transforms.annotate.training.column_files import Sentence, blocks, spans
from transforms.annotate.training.name_types import PHRASES, PLACES, decided

RE3D_TYPES = {
    "Person": ("person",),
    "Organisation": ("organization", "group", "country"),
    "Location": PLACES,
    "Nationality": ("group",),
    "Weapon": ("weapon",),
    "MilitaryPlatform": ("vehicle",),
    "DocumentReference": ("agreement", "other", "organization"),
}
RE3D_PHRASES = {"Person": "person", "Organisation": "organization", "Location": "place"}
AFTER_HEAD = re.compile(r"of|in|on|at|to|for|from|with|by|and|who|which|that|including|near|[,(:;–-]", re.IGNORECASE)
"""What stands after the head of a noun phrase, where no tree tells the head."""


def re3d(paths: Iterable[Path], adjectives: frozenset[str]) -> list[Sentence]:
    """Read re3d, whose spans are whole noun phrases: a capitalised word in one may be a name's."""
    sentences = []
    for path in paths:
        for block in blocks(path):
            forms = [row[0] for row in block]
            allowed = [frozenset(["O"])] * len(forms)
            for first, end, kind in spans(row[-1] for row in block):
                for i in range(first, end):
                    if kind in RE3D_TYPES and forms[i][0].isupper() and not (i == 0 and len(forms[i]) < 4):
                        whole = end == first + 1 and forms[i][1:].islower() and len(forms[i]) > 4
                        may_be = {f"{edge}-{t}" for t in decided([forms[i]], RE3D_TYPES[kind]) for edge in "BI"}
                        if forms[i].lower() in adjectives:
                            may_be = {"B-group", "I-group", *may_be}
                        allowed[i] = frozenset(may_be if whole else {"O", *may_be})
            sentences.append(Sentence(corpus="re3d", forms=forms, names=allowed, phrases=re3d_phrases(block)))
    return sentences


def re3d_phrases(block: list[list[str]]) -> list[frozenset[str]]:
    """Give each word what its phrase may stand for: persons, organizations and places are all marked, others not."""
    forms = [row[0] for row in block]
    others = frozenset(PHRASES) - frozenset(RE3D_PHRASES.values())
    allowed = [others] * len(forms)
    for first, end, kind in spans(row[-1] for row in block):
        if kind in RE3D_PHRASES:
            after = next((i for i in range(first + 1, end) if AFTER_HEAD.fullmatch(forms[i])), end)
            allowed[first:end] = [frozenset(PHRASES)] * (end - first)
            allowed[after - 1] = frozenset([RE3D_PHRASES[kind]])
    return allowed


def held_out(path: Path) -> bool:
    """Whether a document of re3d is in the fifth that is measured on and never trained on."""
    return int(path.stem.rsplit("__", 1)[1][:4], 16) % 5 == 0
