"""Nouns for actors, and capitals for governments, on literal parses."""

import polars as pl
import pytest

from tests.transforms.extract.parses import frames
from transforms.extract import extract
from transforms.resolve import resolve
from transforms.resolve.sectors import sector_of


def resolved(*paragraphs: str, names: tuple[tuple[str, str], ...]) -> pl.DataFrame:
    documents, sentences, tokens, seen = frames(*paragraphs, names=names)
    found = extract(documents, sentences, tokens, seen)
    tables = (found.mentions, found.quotations, found.facts, found.arguments, found.casualties)
    return resolve(documents, tokens, *tables).mentions


def of(mentions: pl.DataFrame, text: str) -> tuple[str | None, ...]:
    """Entity, country and sector of a mention."""
    return mentions.filter(pl.col("text") == text).select("entity_id", "country_code", "sector").row(0)


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("american destroyer", "mil"),
        ("the rebel commander", "reb"),
        ("two police chiefs", "cop"),
        ("government troops", "mil"),
        ("secretary of state", "gov"),
        ("former president", "eli"),
        ("opposition leader", "opp"),
        ("ministry of health", "gov"),
        ("the strait", None),
        ("ship", None),
        ("navy ship", "mil"),
    ],
)
def test_head_and_modifiers_tell_the_sector(words: str, sector: str | None) -> None:
    assert pl.select(sector_of(pl.lit(words))).item() == sector


def test_a_noun_is_of_the_name_in_its_phrase_and_the_regime_of_whom_it_was_before() -> None:
    mentions = resolved(
        """
        The the DET 3 det
        Syrian Syrian ADJ 3 amod
        regime regime NOUN 4 nsubj Number=Sing organization
        fell fall VERB 0 root
        in in ADP 6 case
        Turkey_ Turkey PROPN 4 obl
        . . PUNCT 4 punct

        Regime regime NOUN 2 compound
        forces force NOUN 3 nsubj Number=Plur organization
        fled flee VERB 0 root
        to to ADP 5 case
        Turkey_ Turkey PROPN 3 obl
        . . PUNCT 3 punct
        """,
        names=(("Syrian", "group"), ("Turkey", "country")),
    )
    assert of(mentions, "The Syrian regime") == ("actor:SYR-gov", "SYR", "gov")
    assert of(mentions, "Regime forces") == ("actor:SYR-mil", "SYR", "mil")


def test_whose_it_is_may_stand_behind_and_whose_arms_they_are_does_not_count() -> None:
    mentions = resolved(
        """
        Rebels rebel NOUN 4 nsubj Number=Plur person
        in in ADP 3 case
        Mali Mali PROPN 1 nmod
        fought fight VERB 0 root
        US-backed US-backed ADJ 7 amod
        Syrian Syrian ADJ 7 amod
        troops_ troops NOUN 4 obj Number=Plur person
        . . PUNCT 4 punct
        """,
        names=(("Mali", "country"), ("US", "country"), ("Syrian", "group")),
    )
    assert of(mentions, "Rebels") == ("actor:MLI-reb", "MLI", "reb")
    assert of(mentions, "US-backed Syrian troops") == ("actor:SYR-mil", "SYR", "mil")


def test_what_is_an_organizations_own_is_it() -> None:
    mentions = resolved(
        """
        Hamas Hamas PROPN 2 compound
        gunmen gunman NOUN 3 nsubj Number=Plur person
        fired fire VERB 0 root
        at at ADP 6 case
        the the DET 6 det
        soldiers_ soldier NOUN 3 obl Number=Plur person
        . . PUNCT 3 punct
        """,
        names=(("Hamas", "organization"),),
    )
    assert of(mentions, "Hamas gunmen") == ("organization:hamas", "PSE", "reb")
    assert of(mentions, "the soldiers")[2] == "mil"


def test_a_capital_that_acts_is_its_government_and_one_where_things_happen_a_town() -> None:
    mentions = resolved(
        """
        Ankara Ankara PROPN 2 nsubj
        warned warn VERB 0 root
        Damascus Damascus PROPN 2 obj
        of of ADP 6 case
        a a DET 6 det
        war_ war NOUN 2 obl
        . . PUNCT 2 punct
        """,
        """
        He he PRON 2 nsubj
        spoke speak VERB 0 root
        in in ADP 4 case
        Moscow_ Moscow PROPN 2 obl
        . . PUNCT 2 punct
        """,
        names=(("Ankara", "place"), ("Damascus", "place")),
    )
    assert of(mentions, "Ankara") == ("country:TUR", "TUR", "gov")
    assert of(mentions, "Damascus") == ("country:SYR", "SYR", "gov")


def test_known_names_that_the_model_passed_over_are_mentions() -> None:
    mentions = resolved(
        """
        Human Human PROPN 3 compound
        Rights Rights PROPN 3 compound
        Watch Watch PROPN 4 nsubj
        called call VERB 0 root
        U.S. U.S. PROPN 6 compound
        officials_ official NOUN 4 obj Number=Plur person
        . . PUNCT 4 punct
        """,
        names=(),
    )
    assert of(mentions, "Human Rights Watch") == ("organization:human-rights-watch", None, "ngo")
    assert of(mentions, "U.S. officials") == ("actor:USA-gov", "USA", "gov")


def test_officials_of_a_company_are_of_no_government() -> None:
    mentions = resolved(
        """
        Kavre Kavre PROPN 2 compound
        officials official NOUN 3 nsubj Number=Plur person
        met meet VERB 0 root
        officials official NOUN 3 obj Number=Plur person
        in in ADP 6 case
        Turkey_ Turkey PROPN 3 obl
        . . PUNCT 3 punct
        """,
        names=(("Turkey", "country"),),
    )
    officials = mentions.filter(pl.col("text").str.contains("officials")).select("text", "country_code").rows()
    assert ("officials", "TUR") in officials
    assert ("Kavre officials", "TUR") not in officials
