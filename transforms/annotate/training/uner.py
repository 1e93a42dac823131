"""Universal NER over UD English EWT: persons, organizations and places, and what may stand outside of them."""

from collections import Counter
from pathlib import Path

from transforms.annotate.training.column_files import Sentence, blocks, spans
from transforms.annotate.training.name_types import PLACES, UNTYPED, allow, capitalised, decided

UNER_TYPES = {"PER": ("person",), "ORG": ("organization",), "LOC": PLACES}


def proper_adjectives(sentences: list[Sentence]) -> frozenset[str]:
    """Give the adjectives that the treebanks nearly always print with a capital: Syrian, Shiite, Republican."""
    capital: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for sentence in sentences:
        for form, upos in zip(sentence.forms, sentence.upos or [], strict=True):
            if upos == "ADJ" and len(form) > 3 and form.isalpha():
                total[form.lower()] += 1
                capital[form.lower()] += form.istitle()
    return frozenset(
        word for word, times in total.items() if capital[word] >= 0.9 * times and word not in capitalised("ordinary")
    )


def uner_names(sentence: Sentence, labels: list[str], adjectives: frozenset[str]) -> list[frozenset[str]]:
    """Names of a treebank sentence that UNER annotated with PER, ORG and LOC."""
    outside = []
    for form, upos, tag in zip(sentence.forms, sentence.upos or [], sentence.tags or [], strict=True):
        if upos == "ADJ" and form.lower() in adjectives and form[0].isupper():
            outside.append(frozenset(["B-group", "I-group"]))
        elif form.rstrip(".").lower() in capitalised("calendar"):
            outside.append(frozenset(["O"]))
        elif upos == "PROPN" and "Number=Plur" in tag:
            outside.append(frozenset(["O", "B-group", "I-group"]))
        elif upos == "PROPN":
            kinds = decided([form], UNTYPED)
            outside.append(frozenset(["O", *(f"{edge}-{kind}" for kind in kinds for edge in "BI")]))
        else:
            outside.append(frozenset(["O"]))
    return allow(
        sentence.forms,
        [(a, b, UNER_TYPES[kind]) for a, b, kind in spans(labels) if kind in UNER_TYPES],
        outside,
    )


def uner_labels(path: Path, sentences: list[Sentence]) -> list[list[str] | None]:
    """Give UNER's labels of each treebank sentence; None for the few whose words differ there."""
    labels = {" ".join(row[1] for row in block): [row[2] for row in block] for block in blocks(path)}
    return [labels.get(" ".join(sentence.forms)) for sentence in sentences]
