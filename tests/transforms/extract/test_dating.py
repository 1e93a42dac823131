"""links on literal parses with a time that belongs to another clause, or to what came later."""

import pytest

from tests.transforms.extract.parses import extracted

_HEAD = """
Arvenia Arvenia PROPN 2 nsubj Number=Sing place
"""


@pytest.mark.parametrize(
    ("words", "dated"),
    [
        ("accused accuse VERB 0 root VerbForm=Fin|Tense=Past\nBorduria Borduria PROPN 2 obj Number=Sing place\n"
         "of of SCONJ 5 mark\nbreaking break VERB 2 advcl VerbForm=Ger\na a DET 7 det\npact pact NOUN 5 obj\n"
         "signed sign VERB 7 acl Tense=Past|VerbForm=Part|Voice=Pass\nin in ADP 10 case\n"
         "2004 2004 NUM 8 obl NumType=Card time", False),
        ("fled flee VERB 0 root VerbForm=Fin|Tense=Past\nbefore before ADP 5 case\nthe the DET 5 det\n"
         "arrests arrest NOUN 2 obl _ event\nin in ADP 7 case\n2004 2004 NUM 5 nmod NumType=Card time", False),
        ("fled flee VERB 0 root VerbForm=Fin|Tense=Past\nafter after ADP 5 case\nthe the DET 5 det\n"
         "arrests arrest NOUN 2 obl _ event\nin in ADP 7 case\n2004 2004 NUM 5 nmod NumType=Card time", True),
    ],
)  # fmt: skip
def test_a_time_dates_its_own_clause(words: str, dated: bool) -> None:
    found = extracted(_HEAD + words + "\n. . PUNCT 2 punct")
    first = found.facts.filter(found.facts["subject"] == "Arvenia").sort("predicate_start")
    assert (first["time_id"][0] is not None) == dated
