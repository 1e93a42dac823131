import polars as pl
import pytest

from tests.transforms.extract.parses import extracted, triples

PASSIVE = """
Two two NUM 3 nsubj:pass
were be AUX 3 aux:pass
killed kill VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass
by by ADP 5 case
rebels rebel NOUN 3 obl:agent
. . PUNCT 3 punct
"""
RELATIVE = """
Turkey Turkey PROPN 6 nsubj
,_ , PUNCT 1 punct
which which PRON 4 nsubj PronType=Rel
backs back VERB 1 acl:relcl VerbForm=Fin
rebels rebel NOUN 4 obj
left leave VERB 0 root VerbForm=Fin
. . PUNCT 6 punct
"""
CHAIN = """
They they PRON 2 nsubj
want want VERB 0 root VerbForm=Fin
to to PART 4 mark
avoid avoid VERB 2 xcomp VerbForm=Inf
war war NOUN 4 obj
. . PUNCT 2 punct
"""
FORCED = """
Shells shell NOUN 2 nsubj
forced force VERB 0 root VerbForm=Fin
people people NOUN 2 obj
to to PART 5 mark
flee flee VERB 2 xcomp VerbForm=Inf
. . PUNCT 2 punct
"""
COPULA = """
Ours we PRON 5 nsubj
is be AUX 5 cop
not not PART 5 advmod
a a DET 5 det
partner partner NOUN 0 root
in in ADP 8 case
the the DET 8 det
deal deal NOUN 5 nmod
. . PUNCT 5 punct
"""
TITLE = """
Arvenia_ Arvenia PROPN 4 nmod:poss
’s ’s PART 1 case
defense defense NOUN 4 compound
minister minister NOUN 5 nmod:desc
Ilan Ilan PROPN 7 nsubj
Gest Gest PROPN 5 flat
spoke speak VERB 0 root VerbForm=Fin
. . PUNCT 7 punct
"""
# Two slips that parsers make: a numeral as a subject, an infinitive as a purpose.
NUMERAL = """
Nine nine NUM 2 nsubj
others other NOUN 3 nsubj:pass
hurt hurt VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass
"""
PURPOSE = FORCED.replace("xcomp", "advcl")
NOBODY = """
No no DET 2 det
minister minister NOUN 6 nsubj
has have AUX 6 aux
ever ever ADV 6 advmod
ruled_ rule VERB 6 reparandum
resigned resign VERB 0 root VerbForm=Part
. . PUNCT 6 punct
"""
PAIRS = """
Rebels rebel NOUN 4 nsubj
and and CCONJ 3 cc
soldiers soldier NOUN 1 conj
shelled shell VERB 0 root VerbForm=Fin
towns town NOUN 4 obj
and and CCONJ 7 cc
farms farm NOUN 5 conj
. . PUNCT 4 punct
"""
SHARED = """
Turkey Turkey PROPN 2 nsubj
bought buy VERB 0 root VerbForm=Fin
and and CCONJ 4 cc
deployed deploy VERB 2 conj VerbForm=Fin
missiles missile NOUN 2 obj
. . PUNCT 2 punct
"""
PARTICLE = """
He he PRON 3 nsubj
has have AUX 3 aux
ruled rule VERB 0 root VerbForm=Part
out out ADP 3 compound:prt
support support NOUN 3 obj
in in ADP 8 case
the the DET 8 det
interview interview NOUN 5 nmod
. . PUNCT 3 punct
"""


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        pytest.param(PASSIVE, {("Two", "were killed", None)}, id="passive"),
        pytest.param(RELATIVE, {("Turkey", "backs", "rebels"), ("Turkey", "left", None)}, id="relative"),
        pytest.param(CHAIN, {("They", "want to avoid", "war")}, id="verb chain is one predicate"),
        pytest.param(FORCED, {("Shells", "forced", "people"), ("people", "flee", None)}, id="object control"),
        pytest.param(PURPOSE, {("Shells", "forced", "people"), ("people", "flee", None)}, id="as a purpose"),
        pytest.param(NUMERAL, {("Nine others", "hurt", None)}, id="numeral"),
        pytest.param(COPULA, {("Ours", "is not", "a partner in the deal")}, id="copula"),
        pytest.param(
            TITLE,
            {("Ilan Gest", "defense minister", "Arvenia"), ("Arvenia’s defense minister Ilan Gest", "spoke", None)},
            id="title",
        ),
        pytest.param(
            PAIRS,
            {(who, "shelled", what) for who in ("Rebels", "soldiers") for what in ("towns", "farms")},
            id="coordinated subjects and objects",
        ),
        pytest.param(
            SHARED, {("Turkey", "bought", "missiles"), ("Turkey", "deployed", "missiles")}, id="shared object"
        ),
        pytest.param(PARTICLE, {("He", "has ruled out", "support")}, id="particle, and the occasion left out"),
    ],
)
def test_triples(parse, expected):
    assert triples(extracted(parse)) == expected


@pytest.mark.parametrize(
    ("parse", "predicate", "status", "is_negated"),
    [
        (PASSIVE, "were killed", "actual", False),
        (CHAIN, "want to avoid", "requested", False),
        (PURPOSE, "flee", "actual", False),
        (COPULA, "is not", "actual", True),
        (NOBODY, "resigned", "actual", True),
        (PARTICLE, "has ruled out", "denied", False),
    ],
)
def test_standing(parse, predicate, status, is_negated):
    found = extracted(parse).facts.filter(pl.col("predicate") == predicate)
    assert found.select("status", "is_negated").rows() == [(status, is_negated)]


@pytest.mark.parametrize(
    ("parse", "marker", "text"),
    [(PASSIVE, "by", "rebels"), (PARTICLE, "in", "the interview")],
)
def test_arguments(parse, marker, text):
    assert extracted(parse).arguments.select("marker", "text").rows() == [(marker, text)]


def test_a_long_list_is_one_slot():
    names = [f"N{i}" for i in range(20)]
    lines = ["Rebels rebel NOUN 2 nsubj", "took take VERB 0 root VerbForm=Fin", f"{names[0]} N PROPN 2 obj"]
    lines += [f"{name} N PROPN 3 conj" for name in names[1:]]
    assert triples(extracted("\n".join(lines))) == {("Rebels", "took", " ".join(names))}


RELATIVE = """
Turkey Turkey PROPN 9 nsubj Number=Sing
,_ , PUNCT 4 punct
which which PRON 4 nsubj PronType=Rel
backs back VERB 1 acl:relcl Tense=Pres|VerbForm=Fin
rebels_ rebel NOUN 4 obj Number=Plur
,_ , PUNCT 8 punct
and and CCONJ 8 cc
Moscow Moscow PROPN {head} conj Number=Sing
met meet VERB 0 root Tense=Past|VerbForm=Fin
yesterday_ yesterday NOUN 9 obl:unmarked
. . PUNCT 9 punct
"""


@pytest.mark.parametrize("head", [1, 5], ids=["of Turkey", "of rebels"])
def test_a_comma_ends_a_relative_clause(head: int) -> None:
    found = triples(extracted(RELATIVE.format(head=head)))
    assert ("Turkey", "backs", "rebels") in found
    assert not {row for row in found if row[1] == "backs" and "Moscow" in row}


def test_a_fronted_time_is_that_of_both_verbs_unless_the_second_has_its_own() -> None:
    text = """
    In in ADP 2 case
    1970 1970 NUM 4 obl NumType=Card time
    Arad Arad PROPN 4 nsubj Number=Sing person
    left leave VERB 0 root VerbForm=Fin|Tense=Past
    and and CCONJ 6 cc
    studied study VERB 4 conj VerbForm=Fin|Tense=Past
    physics physics NOUN 6 obj Number=Sing
    {rest}. . PUNCT 4 punct
    """
    for rest, expected in (("", ["1970"]), ("in in ADP 9 case\n1982 1982 NUM 6 obl NumType=Card time\n", ["1982"])):
        found = extracted(text.format(rest=rest))
        told = found.arguments.join(found.facts.select("fact_id", "predicate"), on="fact_id")
        assert [row[0] for row in told.filter(told["predicate"] == "studied").select("text").rows()] == expected


def test_promises_that_were_to_be_kept_are_no_copula() -> None:
    assert triples(
        extracted(
            """
            promises promise NOUN 4 nsubj Number=Plur
            were be AUX 4 cop VerbForm=Fin
            to to PART 4 mark
            stop stop VERB 0 root VerbForm=Inf
            violence_ violence NOUN 4 obj
            . . PUNCT 4 punct
            """
        )
    ) == {("promises", "were to stop", "violence")}


def test_what_a_verb_makes_of_its_object_is_an_argument() -> None:
    found = extracted(
        """
        We we PRON 2 nsubj
        called call VERB 0 root VerbForm=Fin|Tense=Past
        her she PRON 2 obj
        an a DET 5 det
        inventor_ inventor NOUN 2 xcomp
        . . PUNCT 2 punct
        """
    )
    assert triples(found) == {("We", "called", "her")}
    assert found.arguments["text"].to_list() == ["an inventor"]


def test_a_hyphen_joins_what_is_one_word() -> None:
    found = triples(
        extracted(
            """
            his he PRON 2 nmod:poss
            brother_ brother NOUN 10 nsubj Number=Sing person
            -_ - PUNCT 5 punct
            in_ in ADP 6 case
            -_ - PUNCT 6 punct
            law_ law NOUN 2 nmod
            , , PUNCT 8 punct
            Agenor_ Agenor PROPN 2 appos Number=Sing person
            , , PUNCT 8 punct
            left leave VERB 0 root VerbForm=Fin
            . . PUNCT 10 punct
            """
        )
    )
    assert ("Agenor", "brother-in-law", "his") in found


def test_an_infinitive_that_lost_its_auxiliary_tells_of_nothing() -> None:
    found = triples(
        extracted(
            """
            Akar Akar PROPN 2 nsubj Number=Sing person
            left leave VERB 0 root VerbForm=Fin
            but but CCONJ 4 cc
            did do AUX 2 conj VerbForm=Fin
            not_ not PART 4 advmod
            , , PUNCT 11 punct
            as as SCONJ 9 mark
            allies ally NOUN 9 nsubj Number=Plur person
            asked_ ask VERB 11 advcl VerbForm=Fin
            , , PUNCT 9 punct
            cancel cancel VERB 2 advcl VerbForm=Inf
            talks_ talk NOUN 11 obj Number=Plur
            . . PUNCT 2 punct
            """
        )
    )
    assert {row[1] for row in found} == {"left", "asked"}


ON_STAGE = """
    As as SCONJ 6 mark
    the the DET 3 det
    talks talk NOUN 6 nsubj Number=Plur event
    are be AUX 6 cop VerbForm=Fin|Tense=Pres
    {preposition} {preposition} ADP 6 case
    {place} {place} PROPN 9 advcl Number=Sing place
    , , PUNCT 9 punct
    envoys envoy NOUN 9 nsubj Number=Plur person
    wait wait VERB 0 root VerbForm=Fin|Tense=Pres
    . . PUNCT 9 punct
"""


def test_a_preposition_behind_a_copula_is_in_the_predicate() -> None:
    found = extracted(ON_STAGE.format(preposition="in", place="Arvenia"), names=(("Arvenia", "place"),))
    assert ("the talks", "are in", "Arvenia") in triples(found)
    said = found.facts.filter(found.facts["predicate"] == "are in")
    told = found.arguments.filter(found.arguments["fact_id"] == said["fact_id"].item())
    # Where it is has its role and its own marker, not the conjunction that opens the clause.
    assert told.select("role", "marker", "text").rows() == [("place", "in", "Arvenia")]


def test_what_a_preposition_of_several_words_marks_is_an_object_too() -> None:
    found = extracted(
        """
        The the DET 2 det
        post post NOUN 8 nsubj Number=Sing object
        is be AUX 8 cop VerbForm=Fin|Tense=Pres
        in in ADP 8 case
        front front NOUN 4 fixed
        of of ADP 4 fixed
        the the DET 8 det
        bridge_ bridge NOUN 0 root Number=Sing object
        . . PUNCT 8 punct
        """
    )
    assert triples(found) == {("The post", "is in front of", "the bridge")}
