"""What a corpus's classes of names may be in our terms: each word carries the set of tags that its corpus allows.

Corpora disagree about types: wikigold's MISC may be a group, an event, an agreement …, and a word outside UNER's
persons, organizations and places may still be a weapon.
"""

import re
from functools import cache

import polars as pl

from transforms.lexicons import lexicon
from warehouse.columns import ENTITY_TYPES
from warehouse.tables.tokens import PHRASE_TYPES

NAME_TAGS = ("O", *(f"{edge}-{kind}" for kind in ENTITY_TYPES for edge in "BI"))
# What the phrase that a word heads stands for, in GUM's terms; "none" where it heads no phrase.
PHRASES = ("none", *PHRASE_TYPES)

PLACES = ("place", "country", "facility")
UNTYPED = ("group", "event", "agreement", "weapon", "vehicle", "other")
PLAIN = ("person", "organization", "place", "group", "other")
"""What a name is where no word in it tells of a facility, an event, an agreement, a weapon or a vehicle."""


def allow(
    forms: list[str], named: list[tuple[int, int, tuple[str, ...]]], outside: list[frozenset[str]]
) -> list[frozenset[str]]:
    """Give each word the tags that it may have: those of the name it is in, or those of ``outside``."""
    allowed = list(outside)
    for first, end, types in named:
        kinds = decided(forms[first:end], types)
        for i in range(first, end):
            allowed[i] = frozenset(f"{'B' if i == first else 'I'}-{kind}" for kind in kinds)
    return allowed


def decided(name: list[str], types: tuple[str, ...]) -> tuple[str, ...]:
    """Give the types that a name may have, its own words considered: Incirlik Air Base is no town."""
    if len(types) == 1:
        return types
    if (
        "country" in types
        and re.sub(r"^the ", "", " ".join(name).lower()) in known_countries()
        and not name[0].islower()
    ):
        return ("country",)
    cued = {kind for word in name for kind in name_cues().get(word.lower(), ())} & set(types)
    plain = tuple(kind for kind in types if kind in PLAIN)
    return tuple(sorted(cued)) or plain or types


@cache
def name_cues() -> dict[str, tuple[str, ...]]:
    """Give the kinds of thing that a word in a name tells of."""
    return {word: tuple(kinds) for word, kinds in lexicon("name_cues").group_by("word").agg("entity_type").iter_rows()}


@cache
def known_countries() -> frozenset[str]:
    """Give the names of countries, lower-cased."""
    return frozenset(name.lower() for name in lexicon("country_names")["name"])


@cache
def capitalised(kind: str) -> frozenset[str]:
    """Give the words of one kind that have a capital and are no names: calendar, ordinary, title."""
    return frozenset(lexicon("capitalised_words").filter(pl.col("kind") == kind)["word"])
