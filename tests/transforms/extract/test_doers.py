"""events on literal parses: who acts where a deed is the subject, to whom something is given, who threatens whom."""

import pytest

from tests.transforms.extract.parses import extracted
from tests.transforms.extract.test_events import events


def deed(first: str, noun: str, kind: str) -> str:
    return f"""
    {first} {first.lower()} NOUN 2 compound Number=Sing {kind}
    {noun} {noun} NOUN 3 nsubj Number=Sing event
    killed kill VERB 0 root VerbForm=Fin|Tense=Past
    two two NUM 5 nummod
    children_ child NOUN 3 obj Number=Plur person
    . . PUNCT 3 punct
    """


@pytest.mark.parametrize(("first", "noun", "actor"), [("Rebel", "shelling", "Rebel"), ("Embassy", "bombing", None)])
def test_whose_deed_killed_somebody_acts_and_what_it_hit_does_not(first: str, noun: str, actor: str | None) -> None:
    found = [row for row in events(deed(first, noun, "person" if actor else "place")) if row[3] == "two children"]
    assert [(row[0], row[1]) for row in found] == [(actor, "assault")]


def test_who_died_in_a_deed_is_the_victim_of_its_doer() -> None:
    found = events(
        """
        Villagers villager NOUN 2 nsubj Number=Plur person
        died die VERB 0 root VerbForm=Fin|Tense=Past
        in in ADP 6 case
        a a DET 6 det
        rebel rebel NOUN 6 compound Number=Sing person
        attack_ attack NOUN 2 obl Number=Sing event
        . . PUNCT 2 punct
        """
    )
    assert ("rebel", "assault", "Villagers") in [(row[0], row[1], row[3]) for row in found]


@pytest.mark.parametrize(
    "objects",
    [
        "Syria_Syria PROPN iobj Number=Sing place; weapons weapon NOUN obj Number=Plur object",
        "weapons weapon NOUN obj Number=Plur object; to to ADP case; Syria Syria PROPN obl Number=Sing place",
    ],
)
def test_whom_something_is_given_to_is_the_recipient(objects: str) -> None:
    parts = [part.strip().replace("Syria_Syria", "Syria Syria").split() for part in objects.split(";")]
    rows = [
        f"{form} {lemma} {upos} {len(parts) + 2 if deprel == 'case' else 2} {deprel} {' '.join(rest)}"
        for form, lemma, upos, deprel, *rest in parts
    ]
    head = "Turkey Turkey PROPN 2 nsubj Number=Sing place\ngave give VERB 0 root VerbForm=Fin|Tense=Past\n"
    found = events(head + "\n".join(rows) + "\n. . PUNCT 2 punct", (("Turkey", "country"), ("Syria", "country")))
    assert [(row[0], row[1], row[3]) for row in found] == [("Turkey", "aid", "Syria")]


@pytest.mark.parametrize(("claimant", "expected"), [("Experts", []), ("Ministers", ["threaten"])])
def test_what_others_foretell_is_no_threat(claimant: str, expected: list[str]) -> None:
    found = extracted(
        f"""
        {claimant} {claimant.lower()[:-1]} NOUN 2 nsubj Number=Plur person
        said say VERB 0 root VerbForm=Fin|Tense=Past
        Turkey Turkey PROPN 5 nsubj Number=Sing place
        will will AUX 5 aux
        attack attack VERB 2 ccomp VerbForm=Inf
        Syria_ Syria PROPN 5 obj Number=Sing place
        . . PUNCT 2 punct
        """,
        names=(("Turkey", "country"), ("Syria", "country")),
    ).facts
    assert found["event_type"].drop_nulls().to_list() == expected


def test_a_verb_behind_to_names_nobody() -> None:
    found = events(
        """
        Turkey Turkey PROPN 2 nsubj Number=Sing place
        signed sign VERB 0 root VerbForm=Fin|Tense=Past
        a a DET 4 det
        deal deal NOUN 2 obj Number=Sing
        to to PART 6 mark
        protect protect VERB 4 acl VerbForm=Inf
        Syria Syria PROPN 9 nmod:poss Number=Sing place
        's 's PART 7 case
        interests_ interest NOUN 6 obj Number=Plur
        . . PUNCT 2 punct
        """,
        (("Turkey", "country"), ("Syria", "country")),
    )
    assert ("Turkey", "support", None) in [(row[0], row[1], row[3]) for row in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on on ADP 4 case\nrebels rebel NOUN 2 obl Number=Plur person", ["request"]),
        ("the the DET 4 det\nstorm storm NOUN 2 obj Number=Sing\non on ADP 6 case\n"
         "steroids steroid NOUN 2 obl Number=Plur", []),
    ],
)  # fmt: skip
def test_only_who_calls_on_somebody_asks_for_something(words: str, expected: list[str]) -> None:
    parse = f"""
    Turkey Turkey PROPN 2 nsubj Number=Sing place
    called call VERB 0 root VerbForm=Fin|Tense=Past
    {words}
    . . PUNCT 2 punct
    """
    found = events("\n".join(line.strip() for line in parse.strip().splitlines()), (("Turkey", "country"),))
    assert [row[1] for row in found] == expected


def test_who_comes_under_fire_is_attacked_by_whom_it_comes_from() -> None:
    found = events(
        """
        Soldiers soldier NOUN 2 nsubj Number=Plur person
        came come VERB 0 root VerbForm=Fin|Tense=Past
        under under ADP 4 case
        fire fire NOUN 2 obl Number=Sing
        from from ADP 6 case
        rebels_ rebel NOUN 2 obl Number=Plur person
        . . PUNCT 2 punct
        """
    )
    assert [(row[0], row[1], row[3]) for row in found] == [("rebels", "assault", "Soldiers")]


def test_a_month_is_no_march() -> None:
    assert not events(
        """
        Ministers minister NOUN 2 nsubj Number=Plur person
        joined join VERB 0 root VerbForm=Fin|Tense=Past
        the the DET 4 det
        cabinet cabinet NOUN 2 obj Number=Sing organization
        in in ADP 6 case
        March_ March PROPN 2 obl Number=Sing time
        . . PUNCT 2 punct
        """
    )


@pytest.mark.parametrize(("country", "actor"), [("Lebanon", None), ("Lebanese", "Lebanese")])
def test_a_country_before_a_deed_says_where_it_was(country: str, actor: str | None) -> None:
    found = events(
        f"""
        The the DET 3 det
        {country} {country} PROPN 3 compound Number=Sing place
        raids raid NOUN 4 nsubj Number=Plur event
        killed kill VERB 0 root VerbForm=Fin|Tense=Past
        two two NUM 6 nummod
        children_ child NOUN 4 obj Number=Plur person
        . . PUNCT 4 punct
        """,
        ((country, "country" if actor is None else "group"),),
    )
    assert {row[0] for row in found if row[0]} == ({actor} if actor else set())


@pytest.mark.parametrize(("what", "kind", "expected"), [("hostages", "person", ["retreat"]), ("funds", "abstract", [])])
def test_a_release_of_funds_frees_nobody(what: str, kind: str, expected: list[str]) -> None:
    found = events(
        f"""
        Ministers minister NOUN 2 nsubj Number=Plur person
        saw see VERB 0 root VerbForm=Fin|Tense=Past
        the the DET 4 det
        release release NOUN 2 obj Number=Sing event
        of of ADP 6 case
        {what} {what[:-1]} NOUN 4 nmod Number=Plur {kind}
        by by ADP 8 case
        rebels_ rebel NOUN 4 nmod Number=Plur person
        . . PUNCT 2 punct
        """
    )
    assert [row[1] for row in found] == expected
