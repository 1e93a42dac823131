"""Names settled by their document: types agreed, the overlooked found, towns cut from their states."""

import re

import polars as pl
import pytest

from transforms.annotate.documents import agreed, states_apart, states_called_countries, unread_countries
from transforms.annotate.mentions import overlooked

COLUMNS = ["doc_id", "sentence_id", "char_start", "char_end", "text", "entity_type"]


def names(*rows: tuple[str, str], doc_id: str = "d") -> pl.DataFrame:
    """One name a sentence, from the first character on."""
    placed = [(doc_id, i, 100 * i, 100 * i + len(text), text, kind) for i, (text, kind) in enumerate(rows)]
    frame = pl.DataFrame(placed, schema=COLUMNS, orient="row")
    return frame.with_columns(pl.col("sentence_id", "char_start", "char_end").cast(pl.Int32))


def types(*rows: tuple[str, str]) -> list[str]:
    return agreed(names(*rows))["entity_type"].to_list()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Port Sudan", [("Port Sudan", "place")]),
        ("Lake Chad", [("Lake Chad", "place")]),
        ("Miramar California", [("Miramar", "place"), ("California", "place")]),
        ("san francisco california", [("san francisco", "place"), ("california", "place")]),
        ("Charleston West Virginia", [("Charleston", "place"), ("West Virginia", "place")]),
        ("Brittany France", [("Brittany", "place"), ("France", "country")]),
        ("Paris, Texas", [("Paris", "place"), ("Texas", "place")]),
        ("San Rafael CA", [("San Rafael", "place"), ("CA", "place")]),
        ("New Mexico", [("New Mexico", "place")]),
        ("South Sudan", [("South Sudan", "place")]),
        ("Gulf of Mexico", [("Gulf of Mexico", "place")]),
        ("California", [("California", "place")]),
        ("Via Roma", [("Via Roma", "place")]),
    ],
)
def test_a_town_is_cut_from_its_state(text: str, parts: list[tuple[str, str]]) -> None:
    found = states_apart(names((text, "place")))
    assert found.select("text", "entity_type").rows() == parts
    assert [text[a:b] for a, b in found.select("char_start", "char_end").rows()] == [part for part, _ in parts]


def with_words(words: str, doc_id: str = "d") -> pl.DataFrame:
    return pl.DataFrame({"form": words.split()}).with_columns(doc_id=pl.lit(doc_id))


def test_georgia_is_a_state_beside_its_towns() -> None:
    nothing = with_words("They voted .")
    both = states_called_countries(names(("Georgia", "country"), ("Savannah", "place")), nothing)
    assert both["entity_type"].to_list() == ["place", "place"]
    other = states_called_countries(names(("Georgia", "country"), ("Tbilisi", "place")), nothing)
    assert other["entity_type"].to_list() == ["country", "place"]


def test_georgia_is_a_state_that_elects_senators_in_an_article_about_no_other_country() -> None:
    elects = with_words("Georgia elected two senators .")
    assert states_called_countries(names(("Georgia", "country")), elects)["entity_type"].to_list() == ["place"]
    abroad = states_called_countries(names(("Georgia", "country"), ("Russians", "group")), elects)
    assert abroad["entity_type"].to_list() == ["country", "group"]
    other = with_words("two senators", doc_id="e")
    assert states_called_countries(names(("Georgia", "country")), other)["entity_type"].to_list() == ["country"]


def test_only_places_are_cut() -> None:
    assert states_apart(names(("Bank of America", "organization"))).height == 1


def test_most_of_its_likes_decide_a_type() -> None:
    assert types(("HANO", "organization"), ("HANO", "organization"), ("HANO", "person")) == ["organization"] * 3
    assert types(("HANO", "organization"), ("HANO", "person")) == ["organization", "person"]


def test_what_is_known_wins_against_what_is_not() -> None:
    assert types(("Ann Lee", "other"), ("Ann Lee", "person")) == ["person", "person"]
    assert types(("Ann Lee", "other"), ("Ann Lee", "other"), ("Ann Lee", "person")) == ["other"] * 3


def test_what_a_place_stands_for_may_change_within_an_article() -> None:
    assert types(("London", "place"), ("London", "place"), ("London", "organization"))[2] == "organization"


def test_a_surname_is_its_bearers() -> None:
    assert types(("Brett Jordan", "person"), ("Jordan", "country")) == ["person", "person"]


def test_a_country_is_no_person_without_a_first_name() -> None:
    assert types(("Jordan", "person"), ("Madrid", "person"), ("Chad Smith", "person")) == ["country", "place", "person"]


def test_documents_do_not_vote_for_each_other() -> None:
    both = pl.concat([names(("HANO", "organization"), ("HANO", "organization")), names(("HANO", "person"), doc_id="e")])
    assert agreed(both)["entity_type"].to_list() == ["organization", "organization", "person"]


def test_a_name_overlooked_is_found_by_its_likes() -> None:
    found = names(("Akar", "person"))
    rows = [
        ("d", 0, 1, 0, 4, "Akar", "PROPN", "B-person"),
        ("d", 1, 1, 100, 104, "Akar", "PROPN", "O"),
        ("d", 1, 2, 105, 109, "said", "VERB", "O"),
        ("d", 2, 1, 200, 204, "Akar", "PROPN", "O"),
        ("d", 2, 2, 205, 211, "Street", "PROPN", "O"),
        ("e", 0, 1, 0, 4, "Akar", "PROPN", "O"),
    ]
    columns = ["doc_id", "sentence_id", "token_id", "char_start", "char_end", "form", "upos", "tag"]
    tokens = pl.DataFrame(rows, schema=columns, orient="row").with_columns(pl.col(pl.Int64).cast(pl.Int32))
    missed = overlooked(found, tokens)
    assert missed.select(COLUMNS).rows() == [("d", 1, 100, 104, "Akar", "person")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The United States imposed tariffs", ["United States"]),
        ("the United Arab Emirates and Saudi Arabia agreed", ["United Arab Emirates", "Saudi Arabia"]),
        ("the People’s Republic of China", ["People’s Republic of China"]),
        ("THE PEOPLE'S REPUBLIC OF CHINA", ["PEOPLE'S REPUBLIC OF CHINA"]),
        ("the united states of mind", []),
        ("United they stand", []),
    ],
)
def test_countries_of_several_words_are_found(text: str, expected: list[str]) -> None:
    words = re.finditer(r"['’]s\b|[^\s'’]+", text, re.IGNORECASE)
    rows = [("d", 0, n + 1, word.start(), word.end(), word[0], "PROPN", "O") for n, word in enumerate(words)]
    schema = ["doc_id", "sentence_id", "token_id", "char_start", "char_end", "form", "upos", "tag"]
    tokens = pl.DataFrame(rows, schema=schema, orient="row").cast({"char_start": pl.Int32, "char_end": pl.Int32})
    found = unread_countries(names(), tokens).sort("char_start")
    assert found["text"].to_list() == expected
    assert [text[a:b] for a, b in found.select("char_start", "char_end").rows()] == expected
