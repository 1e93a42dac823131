"""pronouns: the one person who can be meant, or nobody."""

import polars as pl

from transforms.resolve.pronouns import pronouns
from warehouse.tables import Quotations

NAMES = {"doc_id": pl.String, "sentence_id": pl.Int32, "char_start": pl.Int32, "entity_id": pl.String}
SLOTS = {"doc_id": pl.String, "sentence_id": pl.Int32, "start": pl.Int32, "end": pl.Int32, "text": pl.String}


def meant(*named: tuple[int, int, str], at: int = 300, quoted: bool = False) -> list[str]:
    """Whom "He" in sentence 3 means, given names as (sentence, character, entity)."""
    names = pl.DataFrame([("d", *row) for row in named], schema=NAMES, orient="row").with_columns(
        entity_type=pl.lit("person")
    )
    slots = pl.DataFrame([("d", 3, at, at + 2, "He")], schema=SLOTS, orient="row")
    quotations = Quotations.create_empty()
    if quoted:
        row = dict.fromkeys(Quotations.column_names())
        row |= {"doc_id": "d", "quotation_type": "direct", "char_start": 290, "char_end": 340}
        quotations = pl.DataFrame([row], schema=pl.Schema(Quotations))
    return pronouns(slots, names, quotations)["entity_id"].to_list()


def test_the_only_person_named_shortly_before_is_meant() -> None:
    assert meant((2, 210, "person:a"), (3, 290, "person:a")) == ["person:a"]


def test_of_two_persons_neither_is_taken() -> None:
    assert meant((2, 210, "person:a"), (3, 290, "person:b")) == []


def test_who_is_named_later_or_long_before_is_not_meant() -> None:
    assert meant((3, 310, "person:a")) == []
    assert meant((0, 10, "person:a")) == []


def test_a_pronoun_in_a_quotation_stays_open() -> None:
    assert meant((2, 210, "person:a"), quoted=True) == []
