"""GUM's entity mentions: the names in them, and what the phrases that they are stand for."""

import re

from transforms.annotate.training.column_files import Sentence
from transforms.annotate.training.name_types import PHRASES, PLACES, allow, capitalised
from transforms.annotate.training.uner import uner_names

GUM_TYPES = {
    "person": ("person",),
    "organization": ("organization",),
    "place": PLACES,
    "event": ("event",),
    "object": ("vehicle", "weapon", "facility", "other"),
    "abstract": ("agreement", "other"),
}


def gum_mentions(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Give (first, end, type) of the entity mentions of a GUM sentence."""
    open_mentions: list[tuple[str, str, int]] = []
    mentions: list[tuple[int, int, str]] = []
    for i, misc in enumerate(sentence.misc):
        entity = next((m[7:] for m in misc.split("|") if m.startswith("Entity=")), "")
        for opening, closing in re.findall(r"(\([^()]+)|([^()]*\))", entity):
            group, _, rest = (opening or closing).strip("()").partition("-")
            if opening:
                open_mentions.append((group, rest.split("-")[0], i))
            if closing or entity[entity.find(opening) + len(opening) :].startswith(")"):
                for j in range(len(open_mentions) - 1, -1, -1):
                    if open_mentions[j][0] == group:
                        _, kind, first = open_mentions.pop(j)
                        mentions.append((first, i + 1, kind))
                        break
    return mentions


def head_of(sentence: Sentence, first: int, end: int) -> int:
    """Give the place of the word in a span that hangs on a word outside it."""
    heads = sentence.heads or []
    return next((i for i in range(first, end) if not first < heads[i] <= end), first)


def gum_phrases(sentence: Sentence) -> list[frozenset[str]]:
    """Give each word the type of the widest mention that it heads."""
    kinds = ["none"] * len(sentence.forms)
    for first, end, kind in sorted(gum_mentions(sentence), key=lambda m: m[1] - m[0]):
        kinds[head_of(sentence, first, end)] = kind if kind in PHRASES else "none"
    return [frozenset([kind]) for kind in kinds]


def gum_names(sentence: Sentence, adjectives: frozenset[str]) -> list[frozenset[str]]:
    """Names derived from GUM's entity mentions: the run of proper nouns that holds a mention's head."""
    upos = sentence.upos or []
    mentions = gum_mentions(sentence)
    outside = uner_names(sentence, ["O"] * len(upos), adjectives)
    named: list[tuple[int, int, tuple[str, ...]]] = []
    for first, end, kind in sorted(mentions, key=lambda m: m[0] - m[1]):
        if kind not in GUM_TYPES or any(a <= first and end <= b for a, b, _ in named):
            continue
        while first < end - 1 and upos[first] == "DET":
            first += 1
        if (
            kind != "person"
            and upos[end - 1] == "PROPN"
            and all(
                form[0].isupper() or form in ["of", "the", "for", "and", "on", "in", "-"]
                for form in sentence.forms[first:end]
            )
        ):
            named.append((first, end, GUM_TYPES[kind]))
            continue
        head = head_of(sentence, first, end)
        if upos[head] != "PROPN":
            continue
        left = right = head
        while left > first and (
            upos[left - 1] == "PROPN" or (sentence.forms[left - 1] in "-–" and upos[left - 2] == "PROPN")
        ):
            left -= 1
        while right + 1 < end and upos[right + 1] in ("PROPN", "NUM"):
            right += 1
        titled = upos[left : right + 1].count("PROPN") > 1 and sentence.forms[left].rstrip(".").lower() in capitalised(
            "title"
        )
        left += bool(kind == "person" and titled)
        named.append((left, right + 1, GUM_TYPES[kind]))
    return allow(sentence.forms, named, outside)
