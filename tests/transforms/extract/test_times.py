"""times: an expression, the day of its article, and what it means; words that look like dates and are none."""

from datetime import date

import polars as pl
import pytest

from tests.transforms.extract.parses import frames
from transforms.extract.times import times
from warehouse.tables import Documents, Times

STORY = date(2020, 2, 20)  # a Thursday


def _found(parse: str, day: date | None = STORY, names: tuple[tuple[str, str], ...] = ()) -> pl.DataFrame:
    documents, sentences, tokens, named = frames(parse, names=names)
    dated = Documents.validate(documents.with_columns(published_on=pl.lit(day, pl.Date)), cast=True)
    return times(dated, sentences, tokens, named)


def _said(words: str) -> str:
    """A parse in which every word hangs on a first verb in the past."""
    lines = ["It it PRON 2 nsubj", "happened happen VERB 0 root Mood=Ind|Tense=Past|VerbForm=Fin"]
    for word in words.split(" "):
        clings = "_" if word.endswith("_") else ""
        upos = "PROPN" if word[:1].isupper() else "NUM" if word[:1].isdigit() else "NOUN"
        lines.append(f"{word.removesuffix('_')}{clings} {word.removesuffix('_').lower()} {upos} 2 obl")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("words", "text", "kind", "value", "begins", "ends", "precision"),
    [
        ("Thursday", "Thursday", "DATE", "2020-02-20", "2020-02-20", "2020-02-20", 1),
        ("on Monday", "Monday", "DATE", "2020-02-17", "2020-02-17", "2020-02-17", 1),
        ("last Friday", "last Friday", "DATE", "2020-02-14", "2020-02-14", "2020-02-14", 1),
        ("on Monday morning", "Monday morning", "TIME", "2020-02-17TMO", "2020-02-17", "2020-02-17", 1),
        ("earlier this month", "earlier this month", "DATE", "2020-02", "2020-02-01", "2020-02-20", 4),
        ("since December", "December", "DATE", "2019-12", "2019-12-01", "2020-02-20", 5),
        ("in 2018", "2018", "DATE", "2018", "2018-01-01", "2018-12-31", 5),
        ("in early 2018", "early 2018", "DATE", "2018", "2018-01-01", "2018-04-30", 5),
        ("in the last three months", "the last three months", "DURATION", "P3M", "2019-11-20", "2020-02-20", 5),
        ("in the past two decades", "the past two decades", "DURATION", "P2DE", "2000-02-20", "2020-02-20", 5),
        ("a week ago", "a week ago", "DATE", "2020-W07", "2020-02-10", "2020-02-16", 3),
        ("two days ago", "two days ago", "DATE", "2020-02-18", "2020-02-18", "2020-02-18", 1),
        ("last weekend", "last weekend", "DATE", "2020-W07-WE", "2020-02-15", "2020-02-16", 2),
        ("last summer", "last summer", "DATE", "2019-SU", "2019-06-01", "2019-08-31", 5),
        ("in the mid-1990s", "the mid-1990s", "DATE", "199", "1993-01-01", "1996-12-31", 5),
        ("in the 19th century", "the 19th century", "DATE", "18", "1800-01-01", "1899-12-31", 5),
        ("on 5 May 2011", "5 May 2011", "DATE", "2011-05-05", "2011-05-05", "2011-05-05", 1),
        ("on Sept. 11_ , 2001", "Sept. 11, 2001", "DATE", "2001-09-11", "2001-09-11", "2001-09-11", 1),
        ("in fiscal 2007", "fiscal 2007", "DATE", "FY2007", "2007-01-01", "2007-12-31", 5),
        ("in the third quarter of 2011", "the third quarter of 2011", "DATE", "2011-Q3", "2011-07-01", "2011-09-30", 5),
        ("on Christmas Day", "Christmas Day", "DATE", "2019-12-25", "2019-12-25", "2019-12-25", 1),
        ("at Easter 2018", "Easter 2018", "DATE", "2018-04-01", "2018-04-01", "2018-04-01", 1),
        ("for two and a half years", "two and a half years", "DURATION", "P2.5Y", None, None, None),
        ("every Monday", "every Monday", "SET", "XXXX-WXX-1", None, None, None),
        ("each Monday at 4 p.m.", "each Monday at 4 p.m.", "SET", "XXXX-WXX-1T16:00", None, None, None),
        ("in the first week of 2019", "the first week of 2019", "DATE", "2019-W01", "2018-12-31", "2019-01-06", 3),
        ("in the last week of 2020", "the last week of 2020", "DATE", "2020-W53", "2020-12-28", "2021-01-03", 3),
        ("on the 15th of next month", "the 15th of next month", "DATE", "2020-03-15", "2020-03-15", "2020-03-15", 1),
        ("three days from today", "three days from today", "DATE", "2020-02-23", "2020-02-23", "2020-02-23", 1),
        ("in the small hours of Friday", "the small hours of Friday", "TIME", "2020-02-14TMO", *["2020-02-14"] * 2, 1),
        ("late Monday", "late Monday", "DATE", "2020-02-17", "2020-02-17", "2020-02-17", 1),
        ("this weekend", "this weekend", "DATE", "2020-W07-WE", "2020-02-15", "2020-02-16", 2),
        ("this autumn", "this autumn", "DATE", "2019-FA", "2019-09-01", "2019-11-30", 5),
        ("last year_ 's first quarter", "last year's first quarter", "DATE", "2019-Q1", "2019-01-01", "2019-03-31", 5),
        ("in the 1800s", "the 1800s", "DATE", "18", "1800-01-01", "1899-12-31", 5),
        ("at 1700 GMT", "1700 GMT", "TIME", "2020-02-20T17:00Z", "2020-02-20", "2020-02-20", 1),
        ("a months-long siege", "a months-long", "DURATION", "PXM", None, None, None),
        ("two years later", "two years later", "DATE", "XXXX", None, None, None),
        ("tonight at 8", "tonight at 8", "TIME", "2020-02-20T20:00", "2020-02-20", "2020-02-20", 1),
    ],
)  # fmt: skip
def test_an_expression_means_its_days(
    words: str, text: str, kind: str, value: str, begins: str | None, ends: str | None, precision: int | None
) -> None:
    found = _found(_said(words))
    shown = found.select(
        "text", "timex_type", "timex_value", pl.col("begins", "ends").cast(pl.String), "date_precision"
    )
    assert shown.rows() == [(text, kind, value, begins, ends, precision)]


def test_what_is_to_come_lies_after_the_story() -> None:
    found = _found(
        "They they PRON 3 nsubj\nwill will AUX 3 aux VerbForm=Fin\nmeet meet VERB 0 root VerbForm=Inf\n"
        "on on ADP 5 case\nMonday monday PROPN 3 obl"
    )
    assert found["timex_value"].to_list() == ["2020-02-24"]


def test_both_ends_of_a_range_carry_the_whole() -> None:
    found = _found(_said("from 3 to 5 May 1999"))
    assert found.select("text", "timex_value").rows() == [("3", "1999-05-03"), ("5 May 1999", "1999-05-05")]
    assert found.select("begins", "ends", "date_precision").unique().rows() == [(date(1999, 5, 3), date(1999, 5, 5), 2)]


def test_a_weekday_that_ends_a_range_follows_the_one_that_begins_it() -> None:
    found = _found(_said("from Monday to Friday"))
    assert found["timex_value"].to_list() == ["2020-02-10", "2020-02-14"]


def test_years_written_short_take_their_century() -> None:
    assert _found(_said("in 1990-93")).select("text", "timex_value").rows() == [("1990", "1990"), ("93", "1993")]
    assert _found(_said("in 2018/19"))["timex_value"].to_list() == ["2018", "2019"]


def test_the_following_day_follows_what_was_mentioned() -> None:
    found = _found(_said("on 3 May 2011 and the following day"))
    assert found["timex_value"].to_list() == ["2011-05-03", "2011-05-04"]
    assert found["anchor_on"].to_list() == [None, date(2011, 5, 3)]


def test_a_narrative_of_the_past_counts_from_its_own_dates() -> None:
    found = _found(_said("in 1914 and 1915 and 1916 and on 3 May 1917 and in July 1917 and in December and in January"))
    assert found["timex_value"].to_list()[-2:] == ["1917-12", "1918-01"]


def test_the_last_week_of_a_month_is_not_the_last_week() -> None:
    found = _found(_said("in the last week of August 2019"))
    assert found.select("text", "timex_value").rows() == [("the last week", "P1W"), ("August 2019", "2019-08")]
    assert found["begins"].to_list() == [None, date(2019, 8, 1)]


def test_a_month_takes_its_neighbours_year() -> None:
    assert _found(_said("from November to February 2011"))["timex_value"].to_list() == ["2010-11", "2011-02"]


def test_hours_and_days_side_by_side_are_one_expression() -> None:
    found = _found(_said("at 6 p.m. on Friday"))
    assert found.select("text", "timex_value").rows() == [("6 p.m. on Friday", "2020-02-14T18:00")]


def test_an_article_without_a_day_gets_no_guess() -> None:
    found = _found(_said("on Thursday in December earlier this month"), day=None)
    assert found["timex_value"].to_list() == ["XXXX-WXX-4", "XXXX-12", "XXXX-XX"]
    assert found["begins"].is_null().all()
    assert found["ends"].is_null().all()


@pytest.mark.parametrize(
    "words",
    ["in the Sunday Times", "after 9/11", "to 2,018 people", "on the 1500 block", "with F-35 fighters and S-400s",
     "the fall of Aleppo", "the march on Rome", "for $2,020"],
)  # fmt: skip
def test_what_looks_like_a_date_is_none(words: str) -> None:
    assert _found(_said(words)).is_empty()


def test_a_person_is_no_month() -> None:
    parse = "May may PROPN 2 nsubj\nsaid say VERB 0 root Mood=Ind|Tense=Past|VerbForm=Fin\nso so ADV 2 advmod"
    assert _found(parse, names=(("May", "person"),)).is_empty()
    assert _found(parse).is_empty()


def test_spans_are_the_text() -> None:
    parse = _said("in “ early 2018 ” and the mid-1990s")
    documents = frames(parse)[0]
    found = _found(parse)
    text = documents["text"].item()
    assert [text[start:end] for start, end in found.select("char_start", "char_end").rows()] == found["text"].to_list()


def test_nothing_comes_of_nothing() -> None:
    assert _found("Rain rain NOUN 0 root").equals(Times.create_empty())
