from datetime import date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.clean import Cleaning, clean
from transforms.clean.source import rebuild
from transforms.read.articles import reading

REPORT = "Two soldiers were killed in the north of the country on Monday, the defense ministry said."
SECOND = "It was the third attack this month, and nobody has claimed it."
# The articles of a test are numbered in their source_id.
SOURCE = pl.col("source_id").str.slice(1).cast(pl.Int32)
BODY = f"{REPORT}\n\n{SECOND}"


def cleaned(*raws: str, **fields: Any) -> Cleaning:
    places = [{"source_id": f"a{n}", "uri": f"a{n}", "raw_sha256": "0" * 64} for n in range(len(raws))]
    articles = [place | fields | {"raw": raw, "source_format": "text"} for raw, place in zip(raws, places, strict=True)]
    return clean(reading(articles, []).articles, run_id="r1", pipeline_version="1")


def only(raw: str, **fields: Any) -> dict[str, Any]:
    document = cleaned(raw, **fields).documents.row(0, named=True)
    return document


def changes(raw: str, **fields: Any) -> list[tuple[str, str]]:
    edits = cleaned(raw, **fields).edits.filter(pl.col("kind") != "whitespace")
    return edits.select("kind", "rule").rows()


DATELINES = [
    ("ANKARA, Turkey — ", "ANKARA, Turkey", None),
    ("ANKARA – ", "ANKARA", None),
    ("ANKARA -- ", "ANKARA", None),
    ("ANKARA - ", "ANKARA", None),
    ("KYIV/MOSCOW (AP) — ", "KYIV/MOSCOW", "AP"),
    ("LONDON, Feb. 20 (Reuters) — ", "LONDON, Feb. 20", "Reuters"),
    ("LONDON (Reuters) - ", "LONDON", "Reuters"),
    ("LONDON (Reuters) ", "LONDON", "Reuters"),
    ("Kyiv (AFP) - ", "Kyiv", "AFP"),
    ("Taipei, Taiwan — ", "Taipei, Taiwan", None),
    ("ST. PETERSBURG, Fla. (The Associated Press) — ", "ST. PETERSBURG, Fla.", "AP"),
    ("PORT-AU-PRINCE, Haiti (Meridian) -- ", "PORT-AU-PRINCE, Haiti", "Meridian"),
    ("RIO DE JANEIRO, 3 January 2020 (Xinhua) -- ", "RIO DE JANEIRO, 3 January 2020", "Xinhua"),
    ("(AFP) - ", None, "AFP"),
    ("ISLAMABAD: ", "ISLAMABAD", None),
    ("WASHINGTON and MOSCOW — ", "WASHINGTON and MOSCOW", None),
]


def test_datelines():
    found = cleaned(*(opening + BODY for opening, _, _ in DATELINES)).documents.sort(SOURCE)
    assert found.select("dateline", "agency").rows() == [(dateline, agency) for _, dateline, agency in DATELINES]
    assert set(found["text"]) == {BODY}


REPORTS = [
    "Turkey — a member of NATO since 1952 — said on Thursday that it would stay.",
    "NATO — the alliance of 31 countries — met on Tuesday.",
    "The US - and its allies - rejected the plan on Monday.",
    "COVID-19 — The World Health Organization said on Monday it was over.",
    "Paris, France's capital, was quiet on Monday.",
    "Smith: I never said that.\n\nJONES: You did, and everybody heard it.",
    "JONES: You did, and everybody heard it.\n\nSMITH: I never said that.",
    "Subscribers to the plan sign up for ten years, the minister said.",
    "“Sign up for the army,” he told them. They did not.",
    "Follow the money, the prosecutor told the jury on Monday.",
    "Read the letter, she told him. He did.",
    "Share prices fell by two percent on Monday.",
    "By Monday evening, 40 people had been taken to hospital.",
    "The photo: a man alone on a bridge. It went round the world.",
    "Reporting by the commission was slow, he said.\n\nIt took a year.",
    "Research by Oxford University shows that it works.\n\nIt took a year.",
    "He contributed to this newspaper for years.",
    "Join the army, he told them on Monday.",
    "Sign in or sign out, the guard said.",
    "First published in 1949, the novel was banned.",
    "Support the president’s plan or lose the vote, he said.",
    "For more than 40 years he ruled the country.",
    "Advertisement revenue fell sharply last year.",
    "Get out by noon, the police told the squatters.",
    "More from the region was promised; it came late.",
    "Image is everything in politics, she said.",
    "An earlier version of this bill failed in 2019.",
    "THE ARMY -- WHICH LOST 40 MEN -- SAID NOTHING. THE PRESS DID.",
    "Two die.",
    "FLOOD KILLS 12 IN PERU",
]


def test_what_belongs_to_the_report_stays():
    assert cleaned(*REPORTS).documents.sort(SOURCE)["text"].to_list() == REPORTS


LINES = [
    ("Get The Daily Example’s Morning Edition by email and never miss our top stories Free Sign Up", "promo"),
    ("Sign up for our newsletter and get the news in your inbox", "promo"),
    ("Subscribe to The Example Gazette from £1 a week", "promo"),
    ("Follow us on Twitter and Facebook", "promo"),
    (">> Follow our live coverage of the siege on the Example app", "promo"),
    ("ADVERTISEMENT", "promo"),
    ("Story continues below advertisement", "promo"),
    ("Click here to read the statement", "promo"),
    ("Download our app for breaking news", "promo"),
    ("© 2021 Example Press. All rights reserved.", "promo"),
    ("This is a developing story and will be updated.", "promo"),
    ("Share on Facebook", "promo"),
    ("Don’t miss a story. Sign up for our free newsletter", "promo"),
    ("Support The Example’s independent journalism", "promo"),
    ("Sign in or register to comment", "promo"),
    ("For more news, visit our website at www.example.com", "promo"),
    ("Tags: Syria, Turkey, Idlib", "related_links"),
    ("Soldiers patrol the border on Monday. [Jane Doe/AFP]", "caption"),
    ("First published on Feb. 20, 2020", "correction_note"),
    ("UPDATE: This story has been corrected.", "correction_note"),
    ("Related: Why ships keep getting bigger", "related_links"),
    ("RELATED STORIES", "related_links"),
    ("Read more: A road and seven years of war", "related_links"),
    ("Also read: Five times the canal was closed", "related_links"),
    ("(Photo: Jane Doe/Example)", "caption"),
    ("FILE PHOTO: The minister at a news conference in 2019. REUTERS/Jane Doe", "caption"),
    ("FILE - The minister speaks at a news conference in Oslo, Jan. 3, 2019.", "caption"),
    ("Image: Soldiers on the border", "caption"),
    ("The minister arrives for talks on Monday. (AP Photo/Jane Doe)", "caption"),
    ("Correction: An earlier version gave the wrong number of dead. It is 12.", "correction_note"),
    ("This article has been amended to correct the name of the village.", "correction_note"),
    ("(This story corrects the date in paragraph two)", "correction_note"),
    ("(Reporting by Jane Doe in Oslo; editing by John Roe)", "agency_credit"),
    ("AP writer Jane Doe contributed to this report.", "agency_credit"),
    ("Additional reporting by Jane Doe", "agency_credit"),
    ("-- With assistance from Jane Doe and John Roe.", "agency_credit"),
    ("* * *", "markup"),
]


@pytest.mark.parametrize("frame", [f"{REPORT}\n\n{{}}\n\n{SECOND}", f"{BODY}\n\n{{}}\n"])
def test_what_is_no_report_goes_from_between_and_from_the_end(frame):
    found = cleaned(*(frame.format(line) for line, _ in LINES))
    assert [text for text in found.documents["text"] if text != BODY] == []
    removed = found.edits.filter(pl.col("kind") != "whitespace").join(found.documents, on="doc_id").sort(SOURCE)
    stripped = removed.select(pl.col("removed").str.strip_chars(), "kind").filter(pl.col("removed") != "")
    assert stripped.rows() == LINES


@pytest.mark.parametrize("credit", [" — AFP", " (AFP)", "\n\nAFP", "\n\n— AFP", " -AFP"])
def test_the_agency_of_a_credit(credit):
    document = only(BODY + credit)
    assert (document["agency"], document["text"]) == ("AFP", BODY)


def test_a_whole_opening():
    raw = (
        "Toll of bombing disputed as town buries its dead\n\nBy Jane Doe and John Roe, Staff writers\n\n"
        f"Feb 20, 2020 | 5:42 PM UTC\n\nVESHTAN, Kasarvia (AP) — {BODY}"
    )
    document = only(raw)
    assert document["title"] == "Toll of bombing disputed as town buries its dead"
    assert document["byline"] == "Jane Doe and John Roe, Staff writers"
    assert document["published_on"] == date(2020, 2, 20)
    assert document["published_at"] == datetime(2020, 2, 20, 17, 42)
    assert (document["dateline"], document["agency"]) == ("VESHTAN, Kasarvia", "AP")
    assert document["text"] == BODY
    assert changes(raw) == [
        ("header", "title_line"),
        ("byline", "byline_line"),
        ("header", "date_line"),
        ("dateline", "dateline_with_agency"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        " date 2020-02-20 ",
        "Date: 20 February 2020\n\n",
        "Published: Feb 20, 2020\n",
        "2020-02-20 | ",
        "2020-02-20\n\n",
        "Thursday, February 20, 2020 | 5:42 PM EST\n\n",
    ],
)
def test_header_dates(header):
    document = only(f"{header}ANKARA — {BODY}")
    assert (document["published_on"], document["dateline"]) == (date(2020, 2, 20), "ANKARA")
    assert document["text"] == BODY


@pytest.mark.parametrize(
    "between", ["\n\n date 2020-02-20 \n", "\n date 2020-02-20 ", "\n\nPublished: Feb 20, 2020\n\n"]
)
def test_a_headline_over_its_date(between):
    document = only(f"Two die in raid on the border{between}ANKARA — {BODY}")
    assert (document["title"], document["published_on"]) == ("Two die in raid on the border", date(2020, 2, 20))
    assert (document["dateline"], document["text"]) == ("ANKARA", BODY)


def test_a_date_in_the_first_sentence_is_no_header():
    assert only(f"The new study published on 12 May 2020 was withdrawn. {BODY}")["title"] is None


def test_a_header_of_fields():
    document = only(f"Title: Two die in raid\nDate: 2020-02-20\nSource: The Example\nAuthor: Jane Doe\n\n{BODY}")
    assert document["title"] == "Two die in raid"
    assert (document["publisher"], document["byline"]) == ("The Example", "Jane Doe")
    assert (document["published_on"], document["text"]) == (date(2020, 2, 20), BODY)


def test_without_a_date_there_is_none():
    document = only(f"LONDON, Feb. 20 (Reuters) — {BODY}")
    assert (document["published_on"], document["published_at"]) == (None, None)


def test_a_dateline_with_its_year_dates_the_article():
    assert only("LIMA, 3 JAN 90 (EFE) -- [TEXT] TWO DIED.")["published_on"] == date(1990, 1, 3)


def test_the_record_goes_before_the_text():
    raw = f"date 2020-02-21 \n\nTwo Die in Raid!\n\nLONDON — {BODY}"
    document = only(raw, published_on=date(2020, 2, 20), title="Two die in raid")
    assert (document["published_on"], document["title"]) == (date(2020, 2, 20), "Two die in raid")
    assert document["text"] == BODY


def test_a_text_in_capitals_is_taken_and_rejoined():
    raw = (
        "   LIMA, 3 JAN 90 (EFE) -- [REPORT] [TEXT] TWO SOLDIERS WERE KILLED IN THE\n"
        "NORTH OF THE COUNTRY TODAY, THE MINISTRY OF DEFENSE REPORTED.  NOBODY HAS\n"
        "CLAIMED THE ATTACK.\n\n   IT WAS THE THIRD ATTACK OF THIS MONTH IN THE NORTH, AND THE FIRST IN\n"
        "WHICH SOLDIERS DIED.\n"
    )
    document = only(raw)
    assert (document["dateline"], document["agency"]) == ("LIMA, 3 JAN 90", "EFE")
    assert document["text"] == (
        "TWO SOLDIERS WERE KILLED IN THE NORTH OF THE COUNTRY TODAY, THE MINISTRY OF DEFENSE REPORTED. NOBODY HAS "
        "CLAIMED THE ATTACK.\n\nIT WAS THE THIRD ATTACK OF THIS MONTH IN THE NORTH, AND THE FIRST IN WHICH SOLDIERS "
        "DIED."
    )


def test_characters_are_mended_and_quotation_marks_stay():
    raw = "â€œNo,â€\x9d he said â€” “yes” – 'no' \"so\"\u00a0… The ﬁre\u00ad man, cafe\u0301 &amp; co.\u200b\x07"
    assert only(raw)["text"] == "“No,” he said — “yes” – 'no' \"so\" … The fire man, café & co."


@pytest.mark.parametrize(
    "text",
    [
        "El ministro de Defensa dijo el jueves que los rebeldes mataron a doce soldados en el norte del país.",
        "Der Verteidigungsminister sagte am Donnerstag, dass zwölf Soldaten im Norden getötet worden seien.",
        "Министр обороны заявил в четверг, что на севере страны погибли двенадцать солдат.",
        "Le ministre de la Défense a déclaré jeudi que douze soldats avaient été tués dans le nord du pays.",
        "وقال وزير الدفاع يوم الخميس إن اثني عشر جنديا قتلوا في شمال البلاد.",
    ],
)
def test_another_language_is_refused(text):
    refusal = cleaned(text).refusals.row(0, named=True)
    assert (refusal["stage"], refusal["reason"]) == ("clean", "not_english")


def test_nothing_left_is_refused():
    found = cleaned("Advertisement\n\nRead more: A road and seven years of war", BODY)
    assert found.refusals.select("source_id", "reason").rows() == [("a0", "empty")]
    assert found.documents["source_id"].to_list() == ["a1"]
    assert set(found.edits["doc_id"]) <= set(found.documents["doc_id"])


def test_no_articles_give_no_rows():
    found = cleaned()
    assert found.documents.is_empty()
    assert found.edits.is_empty()


PIECES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["\n", "\n\n", " ", "\r\n", "\u00a0", "ﬁ", "e\u0301", "â€™", "&amp;", "\x93", "𝔸", "Advertisement", "LONDON — ",
         "Read more: this\n\n", "By Jane Doe\n\n", "date 2020-02-20 ", REPORT, "\n\n(AFP)", " — AFP",
         "A Headline Here\n\n"]
    ),
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(PIECES, max_size=12).map("".join), max_size=4))
def test_the_edits_rebuild_the_source(raws):
    places = [{"source_id": "a", "uri": "a", "raw_sha256": "0" * 64, "source_format": "text"}] * len(raws)
    articles = reading([place | {"raw": raw} for raw, place in zip(raws, places, strict=True)], []).articles
    found = clean(articles, run_id="r1", pipeline_version="1")
    sources = dict(articles.select("doc_id", "raw").iter_rows())
    assert dict(rebuild(found.documents, found.edits).iter_rows()) == {
        doc_id: sources[doc_id] for doc_id in found.documents["doc_id"]
    }
    assert len(found.documents) + len(found.refusals) == len(articles)
    for text in found.documents["text"]:
        assert text == text.strip()
        assert "\n" not in text.replace("\n\n", "")
        assert "  " not in text


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("Status: canceled", "canceled"),
        ("MANDATORY KILL", "canceled"),
        ("EDS: STORY WITHDRAWN.", "canceled"),
        ("Publication status: Withheld", "withheld"),
        ("Status: usable", "usable"),
        ("Status: sent twice", None),
        ("Kill Bill returns", None),
    ],
)
def test_a_header_says_whether_the_article_may_be_used(header, status):
    assert only(f"{header}\n\nLIMA, Peru — {BODY}")["publication_status"] == status


def test_what_the_record_says_of_its_status_goes_before_a_header():
    assert only(f"KILL\n\n{BODY}", publication_status="usable")["publication_status"] == "usable"


def test_a_withdrawal_in_another_language_is_kept():
    notice = "Cette dépêche est annulée par la rédaction, et ne doit plus être utilisée par nos clients. " * 5
    assert cleaned(notice).documents.is_empty()
    assert cleaned(notice, publication_status="canceled").documents.height == 1
