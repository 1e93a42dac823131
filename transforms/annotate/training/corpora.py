"""The open corpora as one list of sentences, each with the layers that its corpus has.

A layer that a corpus lacks is None and earns no loss.
"""

from pathlib import Path

from transforms.annotate.training.column_files import Sentence, blocks, spans, treebank
from transforms.annotate.training.gum import gum_names, gum_phrases
from transforms.annotate.training.name_types import PLACES, UNTYPED, allow
from transforms.annotate.training.re3d import held_out, re3d
from transforms.annotate.training.uner import UNER_TYPES, proper_adjectives, uner_labels, uner_names

WNUT_TYPES = {
    "person": ("person",),
    "location": PLACES,
    "corporation": ("organization",),
    "group": ("organization", "group"),
    "product": ("vehicle", "weapon", "other"),
    "creative-work": ("other",),
}
WIKIGOLD_TYPES = UNER_TYPES | {"MISC": UNTYPED}


def name_corpus(
    path: Path, corpus: str, types: dict[str, tuple[str, ...]], adjectives: frozenset[str]
) -> list[Sentence]:
    """Read a corpus of names alone: word first, label last in each line."""
    sentences = []
    for block in blocks(path):
        forms = [row[0] for row in block]
        outside = [
            frozenset(
                ["O", "B-group"] if corpus != "wikigold" and form[0].isupper() and form.lower() in adjectives else ["O"]
            )
            for form in forms
        ]
        named = [(a, b, types[kind]) for a, b, kind in spans(row[-1] for row in block) if kind in types]
        if corpus == "wikigold":
            named = [(a, b, ("group",) if b == a + 1 and forms[a].lower() in adjectives else k) for a, b, k in named]
        sentences.append(Sentence(corpus=corpus, forms=forms, names=allow(forms, named, outside)))
    return sentences


def treebank_sentences(gold: Path) -> list[Sentence]:
    """Give what has trees: UD English EWT and GUM."""
    return [
        *treebank(gold / "treebank/en_ewt-ud-train.conllu", "ewt"),
        *treebank(gold / "treebank/en_gum-nonNCstrict-train.conllu", "gum"),
    ]


def training_sentences(gold: Path) -> list[Sentence]:
    """Give all that may train what ships: UD English EWT and GUM, UNER EWT, wikigold, WNUT17, re3d."""
    trees = treebank_sentences(gold)
    ewt, gum = ([s for s in trees if s.corpus == corpus] for corpus in ("ewt", "gum"))
    adjectives = proper_adjectives(trees)
    names = gold / "names"
    for sentence, labels in zip(ewt, uner_labels(names / "uner_ewt_train.iob2", ewt), strict=True):
        sentence.names = uner_names(sentence, labels, adjectives) if labels else None
    for sentence in gum:
        sentence.names = gum_names(sentence, adjectives)
        sentence.phrases = gum_phrases(sentence)
    return [
        *trees,
        *name_corpus(names / "wikigold.conll.txt", "wikigold", WIKIGOLD_TYPES, adjectives),
        *name_corpus(names / "wnut17_train.conll", "wnut17", WNUT_TYPES, adjectives),
        *re3d((p for p in sorted((names / "re3d").glob("*.conll")) if not held_out(p)), adjectives),
    ]


def development_sentences(gold: Path) -> dict[str, list[Sentence]]:
    """Give the development sets by name: EWT with UNER's names, and GUM with what its phrases stand for."""
    ewt = treebank(gold / "treebank/en_ewt-ud-dev.conllu", "ewt")
    gum = treebank(gold / "treebank/en_gum-nonNCstrict-dev.conllu", "gum")
    for sentence, labels in zip(ewt, uner_labels(gold / "names/uner_ewt_dev.iob2", ewt), strict=True):
        if labels:
            named = [(a, b, UNER_TYPES[kind]) for a, b, kind in spans(labels) if kind in UNER_TYPES]
            sentence.names = allow(sentence.forms, named, [frozenset(["O"])] * len(labels))
    for sentence in gum:
        sentence.phrases = gum_phrases(sentence)
    return {"ewt": ewt, "gum": gum}
