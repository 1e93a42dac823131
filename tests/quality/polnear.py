"""PolNeAR's attributions as sets of words (Newell, Margolin and Ruths, LREC 2018), and rows of quotations likewise.

The corpus states no licence: it is read where it lies, with ``text/*.txt`` and ``attributions/*.ann`` in a folder.
"""

import re
from pathlib import Path
from typing import NamedTuple

import polars as pl

_WORD = re.compile(r"\w+(?:[’']\w+)*")
# An odd mark counts to the end of its line: no mark of another paragraph closes it.
_QUOTED = re.compile(r"[“\"«„](?:[^”\"»“\n]|“[^”\"\n]*”)*(?:[”\"»]|$|(?=\n))")
# From a word to the relative pronoun right behind it.
_RELATIVE = re.compile(r"[\w’'.)]+[\s,–—-]*\b(who|whom|which|that)\b", re.IGNORECASE)
# A word: (document, place of its first character).
Words = frozenset[tuple[str, int]]


class Attribution(NamedTuple):
    """Who says what by which cue."""

    source: Words
    cue: Words
    content: Words
    is_direct: bool


def texts(folder: Path) -> dict[str, str]:
    """Each document's text by its name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((folder / "text").glob("*.txt"))}


def gold_attributions(folder: Path, documents: dict[str, str]) -> list[Attribution]:
    """All attributions; where several people marked one text, the first one's marks count."""
    return [
        attribution
        for name, text in documents.items()
        for attribution in parsed(
            min((folder / "attributions").glob(f"{name}_*.ann")).read_text(encoding="utf-8"), text, name
        )
    ]


def parsed(ann: str, text: str, name: str) -> list[Attribution]:
    """Read one file in brat's format."""
    spans: dict[str, list[tuple[int, int]]] = {}
    attributions = []
    marked = {place for found in _QUOTED.finditer(text) for place in range(found.start() + 1, found.end())}
    # An event may stand before the spans that it joins.
    for key, _, rest in sorted(
        (line.partition("\t") for line in ann.splitlines()), key=lambda line: line[0][:1] == "E"
    ):
        if key.startswith("T"):
            places = rest.split("\t")[0].split(" ", 1)[1]
            spans[key] = [(int(start), int(end)) for start, end in (pair.split() for pair in places.split(";"))]
        elif key.startswith("E"):
            event: dict[str, list[tuple[int, int]]] = {}
            for part in rest.split():
                role, _, of = part.partition(":")
                event.setdefault(role.rstrip("0123456789"), []).extend(spans.get(of, []))
            source, cue, content = (words(text, event.get(role, []), name) for role in ("Source", "Cue", "Content"))
            if content:
                attributions.append(
                    Attribution(source, cue, content, is_direct=all(place in marked for _, place in content))
                )
    return attributions


def found_attributions(quotations: pl.DataFrame, documents: dict[str, str]) -> list[Attribution]:
    """One attribution a quotation, of all its parts."""
    slots = [("speaker_start", "speaker_end"), ("cue_start", "cue_end"), ("char_start", "char_end")]
    whole = quotations.group_by("doc_id", "quotation_id", maintain_order=True).agg(
        pl.struct(pl.col(names).drop_nulls() for names in slots[2]).explode().alias("content"),
        *(pl.col(name).drop_nulls().unique(maintain_order=True) for names in slots[:2] for name in names),
        is_direct=(pl.col("quotation_type") == "direct").all(),
    )
    return [
        Attribution(
            *(
                words(documents[row["doc_id"]], list(zip(row[start], row[end], strict=True)), row["doc_id"])
                for start, end in slots[:2]
            ),
            words(documents[row["doc_id"]], [tuple(part.values()) for part in row["content"]], row["doc_id"]),
            row["is_direct"],
        )
        for row in whole.iter_rows(named=True)
    ]


def words(text: str, spans: list[tuple[int, int]], name: str) -> Words:
    """The words that begin in any of the spans."""
    return frozenset((name, word.start()) for a, b in spans for word in _WORD.finditer(text, a, b))


def as_relative_pronouns(
    gold: list[Attribution], found: list[Attribution], documents: dict[str, str]
) -> list[Attribution]:
    """Sources as the corpus marks them in relative clauses.

    Of "the mayor, who said" it marks "who", as its annotators were told to resolve no reference; the table prints "the
    mayor". A source that a gold source of one relative pronoun follows at once is put as that pronoun.
    """
    alone = {next(iter(one.source)) for one in gold if len(one.source) == 1}
    result = []
    for one in found:
        name, last = max(one.source, default=("", 0))
        behind = _RELATIVE.match(documents.get(name, ""), last)
        pronoun = (name, behind.start(1)) if behind else ("", -1)
        result.append(one._replace(source=frozenset({pronoun})) if pronoun in alone else one)
    return result
