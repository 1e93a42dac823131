"""Running text with known sentences: treebanks as printed, and copies that show what they seldom do.

A treebank holds few of the abbreviations that newspapers use and no text in capitals. A copy puts
abbreviations of the lexicon where their class stands (a title before a name, a month before a number, ``Inc.``
behind a name or at the end of a sentence); another is in capitals.
"""

import random
import re
from collections.abc import Iterable
from pathlib import Path
from string import ascii_uppercase
from typing import NamedTuple

from transforms.lexicons import lexicon

Paragraphs = list[list[str]]

_INSERTED = 0.04  # of them that get another sentence inside
_INSERTABLE = r"[A-Z][^\"“”()\[\]'’]{2,60}[a-z][.!?]"
_SHARE = 0.4  # of the sentences of a copy that get an abbreviation
_NAME = r"(?<=[a-z,] )(?=[A-Z][a-z]{2,})"
_BEHIND_NAME = r"(?<=[a-z] )([A-Z][a-z]{2,})(?= [A-Za-z])"
_END = r"(?<= )[a-z]{3,}\.$"
_HEAD = r"^(?!The |In |A |An |On |At |For )(?=[A-Z][a-z]{2,} [A-Z][a-z]+ [a-z])"
_DAY = r"(?<= )(?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|March|April|June|July|October) )"
_NUMBER = r"(?<=[a-z] )(?=\d)"

# For each class: places where it stands, as a pattern and what is put there; {} is the abbreviation.
_PLACES: dict[str, tuple[tuple[str, str], ...]] = {
    "title": ((_NAME, "{} "), (_NAME, "{} "), (_NAME, "{} J. "), (_BEHIND_NAME, "{} X"), (_HEAD, "{} ")),
    "prefix": ((_NAME, "{} "),),
    "number": ((_NUMBER, "{} "), (_END, "{} 5.")),
    "reference": ((_NUMBER, "{} "), (_NAME, "{} ")),
    "month": ((_NUMBER, "{} "), (_END, "{} 6."), (_END, "{} 14."), (_END, "{} 29.")),
    "inner": ((r"(?<=[a-z] )(?=[A-Za-z])", "{} "),),
    "state": ((_BEHIND_NAME, r"\1, {}"), (_BEHIND_NAME, r"\1, {},"), (_END, "Houston, {}")),
    "company": (
        (_BEHIND_NAME, r"\1 {}"),
        (_BEHIND_NAME, r"\1 & {}"),
        (_BEHIND_NAME, r"\1 & {} KG"),
        (_END, "Acme {}"),
        (_END, "Acme & {}"),
    ),
    "time": ((r"(?<=\d)(?= [a-z])", " {}"), (_DAY, "8 {} "), (_DAY, "8 {} "), (_NAME, "at 5 {} "), (_END, "9 {}")),
    "final": ((_BEHIND_NAME, r"\1 {}"), (_END, "{}")),
    "country": ((r"(?<=\bthe )(?=[A-Za-z])", "{} "), (_END, "the {}")),
    "degree": ((_BEHIND_NAME, r"\1, {},"), (_BEHIND_NAME, r"\1 {}"), (_END, "a {}")),
    "word": ((r"(?<= )(?=[a-z]{3,} )", "{} "),),
    "exclaiming": ((_BEHIND_NAME, "{}"),),
}
_INSERTIONS = ("({}) ", '"{}" ', "“{}” ", "‘{}’ ", "'{}' ", "-- {} -- ")
# The same for letters that stand for names; {} is an acronym.
_INITIALS = (
    (_NAME, "J. "),
    (_NAME, "A. B. "),
    (r"(?<=[a-z] )(?=[A-Z][a-z]+ [A-Z][a-z]+)", "Robert M. "),
    (r"(?<=\bthe )(?=[A-Za-z])", "{} "),
    (r"(?<=\bthe )(?=[A-Z])", "{} "),
    (_END, "the {}"),
)


class RunningText(NamedTuple):
    """A text and where its sentences begin, in code points; ``weight`` is what an example of it counts."""

    text: str
    starts: list[int]
    weight: float


def read_documents(path: Path) -> list[Paragraphs]:
    """The documents of a CoNLL-U file: paragraphs of sentences as printed."""
    documents: list[Paragraphs] = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        comments = [line for line in block.split("\n") if line.startswith("#")]
        text = next(line.removeprefix("# text = ") for line in comments if line.startswith("# text = "))
        if not documents or any(line.startswith("# newdoc") for line in comments):
            documents.append([[]])
        elif any(re.match(r"# newpar( |$)", line) for line in comments):
            documents[-1].append([])
        is_glued = "SpaceAfter=No" in block.rsplit("\t", 1)[-1]
        documents[-1][-1].append(text.strip() + ("" if is_glued else " "))
    return documents


def running_text(paragraphs: Paragraphs, *, break_paragraphs: bool, weight: float) -> RunningText:
    """Join a document, its paragraphs by blank lines or not at all."""
    starts, text = [], ""
    for paragraph in paragraphs:
        for sentence in paragraph:
            starts.append(len(text))
            text += sentence
        if break_paragraphs:
            text = text.rstrip() + "\n\n"
    return RunningText(text.rstrip(), starts, weight)


def copies(documents: Iterable[Paragraphs], seed: int) -> list[RunningText]:
    """Every document in running text, in paragraphs, with abbreviations, and in capitals."""
    chance = random.Random(seed)
    texts = []
    for document in documents:
        shorts = [each.strip() for part in document for each in part if re.fullmatch(_INSERTABLE, each.strip())]
        capitals = [[sentence.upper() for sentence in part] for part in document]
        texts += [
            running_text(document, break_paragraphs=False, weight=1.0),
            running_text(document, break_paragraphs=True, weight=1.0),
            running_text(capitals, break_paragraphs=True, weight=0.25),
        ]
        for _ in range(2):
            altered = [[_abbreviate(_insert(each, shorts, chance), chance) for each in part] for part in document]
            texts.append(running_text(altered, break_paragraphs=chance.random() < 0.7, weight=0.5))
    return texts


def _insert(sentence: str, shorts: list[str], chance: random.Random) -> str:
    """Put one of ``shorts`` into a sentence where it goes on in lower case."""
    places = list(re.finditer(r"(?<=[a-z,] )(?=[a-z])", sentence))
    if not (places and shorts and chance.random() < _INSERTED) or re.search(r"[\"“”()]", sentence):
        return sentence
    place, put, inner = chance.choice(places).start(), chance.choice(_INSERTIONS), chance.choice(shorts)
    if put.startswith("--"):
        inner = inner[0].lower() + inner[1:-1] + chance.choice("!?")
    return sentence[:place] + put.format(inner) + sentence[place:]


def _abbreviate(sentence: str, chance: random.Random) -> str:
    """Put an abbreviation into a sentence, where there is a place for one of the class drawn."""
    if chance.random() > _SHARE:
        return sentence
    space = sentence[len(sentence.rstrip()) :]
    if chance.random() < 0.15:
        pattern, put = chance.choice(_INITIALS)
        put = put.format("".join(chance.choice(ascii_uppercase) + "." for _ in range(chance.choice((2, 3, 3, 4)))))
    else:
        entries = lexicon("abbreviations")
        kind = chance.choice(sorted(_PLACES))
        word = chance.choice(entries.filter(entries["class"] == kind)["abbreviation"].to_list())
        pattern, put = chance.choice(_PLACES[kind])
        put = put.format(_print(word, kind))
    places = list(re.finditer(pattern, sentence.rstrip()))
    if not places:
        return sentence
    place = chance.choice(places)
    return sentence[: place.start()] + place.expand(put) + sentence[place.end() :].rstrip() + space


def _print(word: str, kind: str) -> str:
    if kind == "exclaiming":
        return word.capitalize() + "!"
    if kind in ("country", "degree", "state") and "." in word:
        return {"ph.d": "Ph.D."}.get(word, word.upper() + ".")
    return (word if kind in ("inner", "final", "word") else word.capitalize()) + "."
