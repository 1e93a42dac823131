"""MEANTIME: Wikinews in CAT XML as running text, with the place of every word."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from tests.quality.treebank import GOLD

# Sentences that were annotated: the headline, the date and the first four.
_ANNOTATED = 6


class Article(NamedTuple):
    """``places``: where each token (by t_id) begins and ends in ``text``."""

    doc_id: str
    text: str
    places: dict[str, tuple[int, int]]
    root: ElementTree.Element

    def spans(self, markable: ElementTree.Element) -> list[tuple[int, int]]:
        """Where the words of a markable stand, as far as they are in the text."""
        anchors = [anchor.get("t_id", "") for anchor in markable.iter("token_anchor")]
        return [self.places[anchor] for anchor in anchors if anchor in self.places]


def articles(folder: Path = GOLD / "meantime", corpus: str = "*") -> Iterator[Article]:
    """Rejoin the words of each article, in the sentences that were annotated."""
    for path in sorted(folder.glob(f"{corpus}/*.xml")):
        root = ElementTree.parse(path).getroot()
        text, sentence = "", "0"
        places: dict[str, tuple[int, int]] = {}
        for token in root.iter("token"):
            number, form = token.get("sentence", ""), (token.text or "").replace("``", "“").replace("''", "”")
            if int(number) >= _ANNOTATED:
                break
            if text:
                text += "\n\n" if number != sentence else "" if _clings(text, form) else " "
            sentence = number
            places[token.get("t_id", "")] = (len(text), len(text) + len(form))
            text += form
        yield Article(path.stem, text, places, root)


def _clings(text: str, form: str) -> bool:
    """Whether a word stands close to the one before."""
    return bool(re.match(r"^(?:[.,;:!?)\]%”]|'s$|n't$|'(?:re|ve|ll|d)$)", form)) or text[-1] in "([$“"
