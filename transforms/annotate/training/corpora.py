"""The open corpora as one list of sentences, each with the layers that its corpus has.

A layer that a corpus lacks is None and earns no loss. Names come from corpora that disagree about types, so each
word carries the set of tags that its corpus allows: wikigold's MISC may be a group, an event, an agreement …, and a
word outside UNER's persons, organizations and places may still be a weapon.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polars as pl

from transforms.lexicons import lexicon
from warehouse.columns import ENTITY_TYPES
from warehouse.tables.tokens import PHRASE_TYPES

NAME_TAGS = ("O", *(f"{edge}-{kind}" for kind in ENTITY_TYPES for edge in "BI"))
PLACES = ("place", "country", "facility")
UNTYPED = ("group", "event", "agreement", "weapon", "vehicle", "other")

PLAIN = ("person", "organization", "place", "group", "other")
"""What a name is where no word in it tells of a facility, an event, an agreement, a weapon or a vehicle."""

# What each corpus calls a name, and what it may be in our terms.
UNER_TYPES = {"PER": ("person",), "ORG": ("organization",), "LOC": PLACES}
WNUT_TYPES = {
    "person": ("person",),
    "location": PLACES,
    "corporation": ("organization",),
    "group": ("organization", "group"),
    "product": ("vehicle", "weapon", "other"),
    "creative-work": ("other",),
}
WIKIGOLD_TYPES = UNER_TYPES | {"MISC": UNTYPED}
RE3D_TYPES = {
    "Person": ("person",),
    "Organisation": ("organization", "group", "country"),
    "Location": PLACES,
    "Nationality": ("group",),
    "Weapon": ("weapon",),
    "MilitaryPlatform": ("vehicle",),
    "DocumentReference": ("agreement", "other", "organization"),
}
GUM_TYPES = {
    "person": ("person",),
    "organization": ("organization",),
    "place": PLACES,
    "event": ("event",),
    "object": ("vehicle", "weapon", "facility", "other"),
    "abstract": ("agreement", "other"),
}

# What the phrase that a word heads stands for, in GUM's terms; "none" where it heads no phrase.
PHRASES = ("none", *PHRASE_TYPES)
RE3D_PHRASES = {"Person": "person", "Organisation": "organization", "Location": "place"}
AFTER_HEAD = re.compile(r"of|in|on|at|to|for|from|with|by|and|who|which|that|including|near|[,(:;–-]", re.IGNORECASE)
"""What stands after the head of a noun phrase, where no tree tells the head."""


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


@cache
def capitalised(kind: str) -> frozenset[str]:
    """Give the words of one kind that have a capital and are no names: calendar, ordinary, title."""
    return frozenset(lexicon("capitalised_words").filter(pl.col("kind") == kind)["word"])


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


def uner_labels(path: Path, sentences: list[Sentence]) -> list[list[str] | None]:
    """Give UNER's labels of each treebank sentence; None for the few whose words differ there."""
    labels = {" ".join(row[1] for row in block): [row[2] for row in block] for block in blocks(path)}
    return [labels.get(" ".join(sentence.forms)) for sentence in sentences]


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
