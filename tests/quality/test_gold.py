"""The gold kept here is well-formed: spans hold whole words, in order, of types that the tables know."""

import json
from collections import Counter
from pathlib import Path

import pytest

from warehouse.columns import ENTITY_TYPES

LINES = (Path(__file__).parent / "gold" / "names.jsonl").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", LINES, ids=range(1, len(LINES) + 1))
def test_spans_hold_whole_words_in_order(line: str) -> None:
    case = json.loads(line)
    text, reached = case["text"], 0
    for name in case["names"]:
        start, end = name["start"], name["end"]
        assert reached <= start < end <= len(text)
        assert text[start].isalnum()
        assert text[end - 1].isalnum()
        assert start == 0 or not text[start - 1].isalnum(), text[start:end]
        assert end == len(text) or not text[end].isalnum(), text[start:end]
        assert name["type"] in ENTITY_TYPES
        reached = end


def test_no_sentence_stands_twice() -> None:
    assert [text for text, times in Counter(json.loads(line)["text"] for line in LINES).items() if times > 1] == []


def test_every_type_is_there_and_confusable_names_have_several() -> None:
    types: dict[str, set[str]] = {}
    for line in LINES:
        case = json.loads(line)
        for name in case["names"]:
            types.setdefault(case["text"][name["start"] : name["end"]].casefold(), set()).add(name["type"])
    assert set().union(*types.values()) == set(ENTITY_TYPES)
    several = {name for name, seen in types.items() if len(seen) > 1}
    assert {
        "washington",
        "georgia",
        "jordan",
        "chelsea",
        "lincoln",
        "amazon",
        "kennedy",
        "kremlin",
    } <= several
