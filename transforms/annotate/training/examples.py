"""Training sentences as padded tensors: pieces and shapes in, the targets of every head out."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

import numpy as np
import polars as pl
import torch
from tokenizers import Tokenizer
from torch import Tensor

from transforms.annotate.model import Labels
from transforms.annotate.pieces import TRAITS, word_pieces, word_traits
from transforms.annotate.training.column_files import Sentence
from transforms.annotate.training.lemmas import lemma_script
from transforms.annotate.training.name_types import NAME_TAGS, PHRASES
from transforms.annotate.training.network import Sizes

IGNORED = -100
LONGEST_SENTENCE = 160
"""Words; the few longer sentences of the corpora are left out of training."""

# How often a sentence is shown as old wires, headlines and hasty writers print it.
CASINGS: tuple[tuple[Callable[[str], str], float], ...] = (
    (str, 0.86),
    (str.upper, 0.08),
    (str.title, 0.02),
    (str.lower, 0.04),
)


def sizes(labels: Labels) -> Sizes:
    """How many classes each head has."""
    return Sizes(**{layer: len(classes) for layer, classes in asdict(labels).items()}, traits=TRAITS)


def labels_file(labels: Labels) -> str:
    """The labels as the file that the annotator reads."""
    return json.dumps(asdict(labels), ensure_ascii=False, indent=0)


def collect_labels(sentences: list[Sentence], rarest: int = 3) -> Labels:
    """Give the labels that occur; lemma scripts and feature bundles at least ``rarest`` times."""

    def frequent(counts: Counter[str | None], least: int) -> list[str]:
        return sorted(label for label, times in counts.items() if label is not None and times >= least)

    return Labels(
        upos=frequent(Counter(u for s in sentences for u in s.upos or []), 1),
        tags=frequent(Counter(t for s in sentences for t in s.tags or []), rarest),
        lemmas=frequent(
            Counter(
                lemma_script(change(form), lemma)
                for s in sentences
                for form, lemma in zip(s.forms if s.lemmas else [], s.lemmas or [], strict=True)
                if lemma
                for change, _ in CASINGS[:2]
            ),
            rarest,
        ),
        deprels=frequent(Counter(d for s in sentences for d in s.deprels or []), 1),
        names=list(NAME_TAGS),
        phrases=list(PHRASES),
    )


@dataclass
class Example:
    """One sentence ready for padding; ``traits`` and ``lemmas`` once for each of CASINGS."""

    corpus: str
    pieces: np.ndarray
    counts: np.ndarray
    traits: list[np.ndarray]
    lemmas: list[list[int]]
    upos: list[int]
    tags: list[int]
    heads: list[int]
    deprels: list[int]
    names: np.ndarray | None
    phrases: np.ndarray | None


def prepare(sentences: list[Sentence], labels: Labels, tokenizer: Tokenizer, gazetteer: pl.DataFrame) -> list[Example]:
    """Turn sentences into examples."""
    kept = [s for s in sentences if len(s.forms) <= LONGEST_SENTENCE]
    forms = pl.Series([form for s in kept for form in s.forms])
    cut = word_pieces(forms, tokenizer, gazetteer)
    traits = [word_traits(pl.Series([change(f) for f in forms]), gazetteer).to_numpy() for change, _ in CASINGS]
    piece_ends = np.cumsum(cut.counts)
    index = {name: {label: i for i, label in enumerate(getattr(labels, name))} for name in asdict(labels)}

    def places(layer: str, values: list[str] | list[str | None] | None, size: int) -> list[int]:
        return [index[layer].get(v or "", IGNORED) for v in values] if values else [IGNORED] * size

    def allowances(layer: str, sets: list[frozenset[str]] | None) -> np.ndarray | None:
        if sets is None:
            return None
        allowed = np.zeros((len(sets), len(index[layer])), dtype=bool)
        for i, labels in enumerate(sets):
            allowed[i, [index[layer][label] for label in labels]] = True
        return allowed

    examples, word = [], 0
    for s in kept:
        end = word + len(s.forms)
        first_piece = piece_ends[word] - cut.counts[word]
        scripts = [
            [lemma_script(change(f), lemma) if lemma else None for f, lemma in zip(s.forms, s.lemmas, strict=True)]
            if s.lemmas
            else None
            for change, _ in CASINGS
        ]
        examples.append(
            Example(
                corpus=s.corpus,
                pieces=cut.ids[first_piece : piece_ends[end - 1]],
                counts=cut.counts[word:end],
                traits=[variant[word:end] for variant in traits],
                lemmas=[places("lemmas", variant, len(s.forms)) for variant in scripts],
                upos=places("upos", s.upos, len(s.forms)),
                tags=places("tags", s.tags, len(s.forms)),
                heads=list(s.heads) if s.heads else [IGNORED] * len(s.forms),
                deprels=places("deprels", s.deprels, len(s.forms)),
                names=allowances("names", s.names),
                phrases=allowances("phrases", s.phrases),
            )
        )
        word = end
    return examples


def pad(examples: list[Example], casings: list[int], cls: int, sep: int) -> dict[str, Tensor]:
    """Pad examples, each in one of CASINGS, to one batch of tensors."""
    rows, longest = len(examples), max(len(e.pieces) for e in examples) + 2
    words = max(len(e.counts) for e in examples)
    batch = {name: torch.zeros(rows, longest, dtype=torch.long) for name in ("pieces", "traits")}
    batch |= {name: torch.zeros(rows, words, dtype=torch.long) for name in ("first", "last")}
    batch |= {name: torch.full((rows, words), IGNORED) for name in ("upos", "tags", "lemmas", "heads", "deprels")}
    batch["word_mask"] = torch.zeros(rows, words, dtype=torch.bool)
    for name, classes in (("names", NAME_TAGS), ("phrases", PHRASES)):
        batch[name] = torch.zeros(rows, words, len(classes), dtype=torch.bool)
    for row, (e, casing) in enumerate(zip(examples, casings, strict=True)):
        size, pieces = len(e.counts), len(e.pieces)
        batch["pieces"][row, 0], batch["pieces"][row, pieces + 1] = cls, sep
        batch["pieces"][row, 1 : pieces + 1] = torch.tensor(e.pieces)
        batch["traits"][row, 1 : pieces + 1] = torch.from_numpy(np.repeat(e.traits[casing], e.counts))
        ends = torch.from_numpy(np.cumsum(e.counts))
        batch["last"][row, :size] = ends
        batch["first"][row, :size] = ends - torch.from_numpy(e.counts) + 1
        batch["word_mask"][row, :size] = True
        for name in ("upos", "tags", "heads", "deprels"):
            batch[name][row, :size] = torch.tensor(getattr(e, name))
        batch["lemmas"][row, :size] = torch.tensor(e.lemmas[casing])
        for name, allowed in (("names", e.names), ("phrases", e.phrases)):
            if allowed is not None:
                batch[name][row, :size] = torch.from_numpy(allowed)
    return batch


def batches(
    examples: list[Example], pieces: int, random: np.random.Generator
) -> Iterator[tuple[list[Example], list[int]]]:
    """Give batches of about ``pieces`` word pieces, sentences of like length together, in random order."""
    length = np.array([len(e.pieces) for e in examples]) + random.uniform(0, 6, len(examples))
    groups: list[list[int]] = [[]]
    for i in np.argsort(length, kind="stable"):
        if (len(groups[-1]) + 1) * (len(examples[i].pieces) + 2) > pieces:
            groups.append([])
        groups[-1].append(int(i))
    for group in random.permutation(len(groups)):
        chosen = [examples[i] for i in groups[group]]
        weights = [share for _, share in CASINGS]
        yield chosen, [int(c) for c in random.choice(len(CASINGS), size=len(chosen), p=weights)]
