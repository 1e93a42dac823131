"""Amounts: how numbers are read, what bounds and units they get, what they count, and what is none."""

import polars as pl
import pytest

from tests.transforms.extract.parses import frames
from transforms.extract.quantities import quantities
from warehouse.tables import Times


def rows(*paragraphs: str, names: tuple[tuple[str, str], ...] = (), times: tuple[tuple[int, int], ...] = ()):  # type: ignore[no-untyped-def]
    """Quantities of literal parses, as dictionaries."""
    _, sentences, tokens, named = frames(*paragraphs, names=names)
    spans = [
        {
            "doc_id": "d", "time_id": f"d-t{i}", "sentence_id": 0, "char_start": start, "char_end": end, "text": "t",
            "timex_type": "DATE", "is_relative": False,
        }
        for i, (start, end) in enumerate(times)
    ]  # fmt: skip
    empty = Times.create_empty()
    taken = pl.concat([empty, pl.DataFrame(spans)], how="diagonal_relaxed") if spans else empty
    return list(quantities(sentences, tokens, named, Times.validate(taken, cast=True)).iter_rows(named=True))


def flat(sentence: str) -> str:
    """A parse that says nothing: every word hangs on the first."""
    words = sentence.split()
    return "\n".join(f"{word} {word.lower()} NUM {min(i, 1)} {'dep' if i else 'root'}" for i, word in enumerate(words))


AMOUNTS = {
    "3.6 million": 3.6e6, "1,234,567": 1234567, "40 000": 40000, "a dozen": 12, "two dozen": 24, "half a dozen": 6,
    "one hundred and sixty-one": 161, "two hundred and two thousand": 202000, "a hundred thousand": 100000,
    "twenty-one million three hundred": 21000300, "1.2bn": 1.2e9, "13 lakh": 1.3e6, "two-thirds": 2 / 3, "half": 0.5,
    "three quarters": 0.75, "two and a half million": 2.5e6, "half a million": 5e5, "2½": 2.5, "10 1/2": 10.5,
    "3/4": 0.75, "one in five": 0.2, "nine out of 10": 0.9,
}  # fmt: skip


@pytest.mark.parametrize(("text", "amount"), AMOUNTS.items())
def test_numbers_are_read(text: str, amount: float) -> None:
    # The second number of a ratio hangs on the first.
    parse = flat(text).replace(" 1 dep", " 1 nummod")
    (found,) = rows(parse)
    assert (found["text"], found["best"]) == (text, pytest.approx(amount))


# As printed: low, best, high, modifier, unit, kind.
READINGS = {
    "at least 14 died": ("14", 14, 14, None, "at_least", None, "count"),
    "up to 700 died": ("700", None, None, 700, "at_most", None, "count"),
    "nearly 500 died": ("500", None, 500, 500, "nearly", None, "count"),
    "some 900 died": ("900", None, 900, None, "about", None, "count"),
    "more than 1,000 died": ("1,000", 1000, 1000, None, "more_than", None, "count"),
    "dozens died": ("dozens", 24, None, None, "dozens", None, "count"),
    "tens of thousands fled": ("tens of thousands", 20000, None, None, "tens of thousands", None, "count"),
    "several hundred fled": ("several hundred", 300, None, None, "several hundred", None, "count"),
    "between 10 and 15 fled": ("10 and 15", 10, None, 15, "between", None, "count"),
    "more than 100 and less than 300 fled": ("100 and less than 300", 100, None, 300, "between", None, "count"),
    "at most 90 but no fewer than 20 fled": ("90 but no fewer than 20", 20, None, 90, "between", None, "count"),
    "10 to 15 fled": ("10 to 15", 10, None, 15, "between", None, "count"),
    "10-15 million fled": ("10-15 million", 1e7, None, 1.5e7, "between", None, "count"),
    "five or six fled": ("five or six", 5, None, 6, "between", None, "count"),
    "paid £3m then": ("£3m", 3e6, 3e6, 3e6, None, "GBP", "money"),
    "paid US$1.5-2 billion then": ("US$1.5-2 billion", 1.5e9, None, 2e9, "between", "USD", "money"),
    "paid a $5 fine": ("$5", 5, 5, 5, None, "USD", "money"),
    "paid 10,000 Swiss francs then": ("10,000 Swiss francs", 1e4, 1e4, 1e4, None, "CHF", "money"),
    "paid 20 million pounds then": ("20 million pounds", 2e7, 2e7, 2e7, None, "GBP", "money"),
    "weighed 20 pounds then": ("20 pounds", 20, 20, 20, None, "[lb_av]", "mass"),
    "rose 5 per cent then": ("5 per cent", 5, 5, 5, None, "%", "percent"),
    "fell to -5°C then": ("-5°C", -5, -5, -5, None, "Cel", "temperature"),
    "burnt 300 km2 then": ("300 km2", 300, 300, 300, None, "km2", "area"),
    "drove 90 miles an hour then": ("90 miles an hour", 90, 90, 90, None, "[mi_i]/h", "speed"),
    "pumped 500,000 barrels a day then": ("500,000 barrels a day", 5e5, 5e5, 5e5, None, "[bbl_us]/d", "volume"),
    "stood 5 feet 6 inches tall": ("5 feet 6 inches", 5.5, 5.5, 5.5, None, "[ft_i]", "length"),
    "a 35-year-old man": ("35-year-old", 35, 35, 35, None, "a", "age"),
    "men aged 35 fled": ("35", 35, 35, 35, None, "a", "age"),
    "was the 21st then": ("21st", 21, 21, 21, None, None, "ordinal"),
    "kept as No 3856 there": ("3856", 3856, 3856, 3856, None, None, "identifier"),
}


@pytest.mark.parametrize(("sentence", "reading"), READINGS.items())
def test_bounds_and_units(sentence: str, reading: tuple[object, ...]) -> None:
    found = rows(flat(sentence))
    columns = ("text", "low", "best", "high", "modifier", "unit", "unit_kind")
    assert [tuple(row[column] for column in columns) for row in found] == [reading]


def test_bounds_that_contradict_each_other_are_two_amounts() -> None:
    assert len(rows(flat("more than 300 and less than 100 fled"))) == 2


def test_two_amounts_share_the_unit_of_the_second() -> None:
    assert [row["unit"] for row in rows(flat("moved 45 and 500 km away"))] == ["km", "km"]


def test_a_change_is_two_amounts() -> None:
    found = rows(flat("rose from 10 to 15 percent then"))
    assert [(row["best"], row["unit"]) for row in found] == [(10, "%"), (15, "%")]


@pytest.mark.parametrize(
    "sentence",
    [
        "an S-400 there", "the F-35 flew", "won 3-1 there", "lost 1-2 there", "call 555-1234 now", "at 10:30 there",
        "at 9.30 am there", "see www.example.com/20 there", "of 9/11 there", "a 24/7 service", "in 1979 there",
        "the 4G net", "at 10 Downing Street there", "no one fled", "the one there", "the second half there",
        "Covid-19 spread", "half past nine there", "at ground zero there",
    ],
)  # fmt: skip
def test_what_is_no_quantity(sentence: str) -> None:
    assert [row["text"] for row in rows(flat(sentence)) if row["unit_kind"] != "ordinal"] == []


def test_what_no_float_holds_is_no_amount() -> None:
    assert [row["text"] for row in rows(flat("1" + "0" * 400 + " people and 12 posts ."))] == ["12"]


def test_the_first_end_of_a_length_of_time_is_no_amount() -> None:
    assert [row["text"] for row in rows(flat("lasts 5 to 10 years"))] == ["10 years"]


def test_numbers_in_names_and_times_are_none() -> None:
    sentence = flat("Channel 4 showed 12 films in 2018")
    found = rows(sentence, names=(("Channel 4", "organization"),), times=((29, 33),))
    assert [row["text"] for row in found] == ["12"]


def test_an_age_stands_behind_a_person() -> None:
    (found,) = rows(flat("Ann Poe_ , 61_ , fled"), names=(("Ann Poe", "person"),))
    assert (found["text"], found["unit"], found["unit_kind"]) == ("61", "a", "age")


COUNTED = {
    "Turkish posts": """
        12 12 NUM 3 nummod
        Turkish Turkish ADJ 3 amod
        posts post NOUN 4 nsubj
        fell fall VERB 0 root
    """,
    "soldiers": """
        Dozens dozen NOUN 4 nsubj
        of of ADP 3 case
        soldiers soldier NOUN 1 nmod
        fled flee VERB 0 root
    """,
    "damage": """
        It it PRON 2 nsubj
        did do VERB 0 root
        $_ $ SYM 5 compound
        50,000 50,000 NUM 3 nummod
        worth worth NOUN 2 obj
        of of ADP 7 case
        damage damage NOUN 5 nmod
    """,
    "force": """
        The the DET 5 det
        8,000_ 8,000 NUM 4 obl:npmod
        -_ - PUNCT 4 punct
        strong strong ADJ 5 amod
        force force NOUN 6 nsubj
        fled flee VERB 0 root
    """,
    "member": """
        The the DET 5 det
        12_ 12 NUM 4 nummod
        -_ - PUNCT 4 punct
        member member NOUN 5 compound
        council council NOUN 6 nsubj
        met meet VERB 0 root
    """,
    "Syrians": """
        One one NUM 5 nsubj
        in in ADP 4 case
        five five NUM 4 nummod
        Syrians Syrian PROPN 1 nmod
        fled flee VERB 0 root
    """,
    "resolution": """
        They they PRON 2 nsubj
        backed back VERB 0 root
        resolution resolution NOUN 2 obj Number=Sing
        2254 2254 NUM 3 nummod
    """,
}


@pytest.mark.parametrize(("item", "parse"), COUNTED.items())
def test_what_is_counted(item: str, parse: str) -> None:
    (found,) = rows(parse)
    assert found["item"] == item


def test_no_rows_for_no_text() -> None:
    assert rows("Nobody nobody PRON 2 nsubj\nfled flee VERB 0 root") == []


def test_a_power_of_ten_beyond_all_counting_is_no_number() -> None:
    found = rows(flat("Of 1e999 cells or 5e+400 or 7×10^1000 he saw 3e5 .".replace(" .", "")))
    assert [(row["text"], row["best"]) for row in found] == [("3e5", 3e5)]
