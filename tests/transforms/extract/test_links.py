"""links: arguments joined to their times and amounts, facts to when they took place."""

from datetime import date

import polars as pl

from tests.transforms.extract.parses import frames
from transforms.extract import Extraction, extract

DATED = """
Rebels rebel NOUN 2 nsubj Number=Plur person
attacked attack VERB 0 root VerbForm=Fin|Tense=Past
12 12 NUM 4 nummod
posts post NOUN 2 obj Number=Plur object
on on ADP 6 case
Thursday_ Thursday PROPN 2 obl
. . PUNCT 2 punct
"""


def dated(parse: str) -> Extraction:
    documents, sentences, tokens, names = frames(parse)
    return extract(documents.with_columns(published_on=pl.lit(date(2020, 2, 20))), sentences, tokens, names)


def test_a_fact_took_place_at_the_time_among_its_arguments() -> None:
    found = dated(DATED)
    fact = found.facts.row(0, named=True)
    assert (fact["begins"], fact["ends"]) == (date(2020, 2, 20), date(2020, 2, 20))
    assert fact["time_id"] == found.times["time_id"].item()
    assert found.arguments["time_id"].to_list() == [fact["time_id"]]


def test_an_argument_has_its_amount() -> None:
    found = dated(DATED.replace("12 12 NUM 4 nummod", "the the DET 4 det").replace("on on", "with with").replace(
        "Thursday_ Thursday PROPN 2 obl", "900_ 900 NUM 2 obl"))  # fmt: skip
    assert found.arguments["quantity_id"].to_list() == found.quantities["quantity_id"].to_list()
    assert found.facts["time_id"].to_list() == [None]


def test_a_fact_without_a_time_is_undated() -> None:
    found = dated(DATED.replace("on on ADP 6 case\n", "").replace("Thursday_ Thursday PROPN 2 obl", "")
                  .replace("posts post NOUN 2 obj", "posts_ post NOUN 2 obj"))  # fmt: skip
    assert found.facts.select("time_id", "begins", "ends").rows() == [(None, None, None)]


def test_what_ended_more_than_a_year_before_is_background() -> None:
    long_ago = DATED.replace("on on ADP 6 case", "in in ADP 6 case").replace(
        "Thursday_ Thursday PROPN", "1974_ 1974 NUM"
    )
    assert dated(long_ago).facts["status"].to_list() == ["historical"]
    assert dated(DATED).facts["status"].to_list() == ["actual"]
