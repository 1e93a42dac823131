"""Times, quantities and casualties of one short article, read by the shipped model: all that it says, and no more."""

from datetime import date
from types import SimpleNamespace

import polars as pl
import pytest

from tests.quality.score_annotator import documents
from transforms.annotate import annotate, load_annotator
from transforms.extract import Extraction, extract
from transforms.segment import segment
from warehouse.tables import Documents

STORY = date(2020, 2, 20)  # a Thursday
ARTICLE = """\
Kasarvia said Thursday that it wanted no quarrel with its neighbour over the offensive near their border.

Tensions have mounted in the last three months between Kasarvia and the Arvenian army.

Earlier this month, 11 Kasarvians were killed in three separate incidents of army shelling near Orel. \
Four more were killed on Thursday.

Kasarvia fears a new flow of refugees, although it is already home to 2.4 million Arvenians. It has 15 observation \
posts in Orel province, set up after a deal signed in 2018.

The Arvenian offensive has left hundreds of dead and forced 700,000 people to flee their homes since December.

The minister spoke in an interview before five Kasarvian soldiers were killed in an airstrike blamed on Arvenia. \
No one was hurt in a second strike.

Kasarvia bought the S-400 despite the objections of its allies, and was excluded last year from the F-35 programme.
"""


@pytest.fixture(scope="module")
def found() -> Extraction:
    table = documents(SimpleNamespace(documents=pl.DataFrame({"doc_id": ["d"], "text": [ARTICLE]})))
    article = Documents.validate(table.with_columns(published_on=pl.lit(STORY)), cast=True)
    sentences = segment(article)
    annotation = annotate(sentences, load_annotator())
    return extract(article, sentences, annotation.tokens, annotation.names)


def test_times(found: Extraction) -> None:
    def days(begins: tuple[int, int, int], ends: tuple[int, int, int]) -> tuple[date, date]:
        return date(*begins), date(*ends)

    assert found.times.select("text", "begins", "ends", "date_precision").rows() == [
        ("Thursday", STORY, STORY, 1),
        ("the last three months", *days((2019, 11, 20), (2020, 2, 20)), 5),
        ("Earlier this month", *days((2020, 2, 1), (2020, 2, 20)), 4),
        ("Thursday", STORY, STORY, 1),
        ("2018", *days((2018, 1, 1), (2018, 12, 31)), 5),
        ("December", *days((2019, 12, 1), (2020, 2, 20)), 5),
        ("last year", *days((2019, 1, 1), (2019, 12, 31)), 5),
    ]


def test_quantities(found: Extraction) -> None:
    # "second" says which strike, not how many.
    counts = found.quantities.filter(pl.col("unit_kind") != "ordinal")
    assert counts.select("text", "low", "best", "item").rows() == [
        ("11", 11, 11, "Kasarvians"),
        ("three", 3, 3, "separate incidents"),
        ("Four", 4, 4, "more"),
        ("2.4 million", 2.4e6, 2.4e6, "Arvenians"),
        ("15", 15, 15, "observation posts"),
        ("hundreds", 200, None, "dead"),
        ("700,000", 7e5, 7e5, "people"),
        ("five", 5, 5, "Kasarvian soldiers"),
    ]


def test_casualties(found: Extraction) -> None:
    month, winter = date(2020, 2, 1), date(2019, 12, 1)
    assert found.casualties.select("harm", "low", "best", "victims", "begins", "ends", "is_cumulative").rows() == [
        ("killed", 11, 11, "Kasarvians", month, STORY, False),
        ("killed", 4, 4, None, STORY, STORY, False),
        ("refugee", 2.4e6, 2.4e6, "Arvenians", None, None, False),
        ("killed", 200, None, None, winter, STORY, True),
        ("displaced", 7e5, 7e5, "people", winter, STORY, True),
        ("killed", 5, 5, "Kasarvian soldiers", None, None, False),
        ("wounded", 0, 0, None, None, None, False),
    ]
    assert found.casualties["is_negated"].to_list() == [False] * 6 + [True]
    assert found.casualties["perpetrator"].to_list()[5] == "Arvenia"
