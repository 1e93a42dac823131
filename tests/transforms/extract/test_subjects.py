from tests.transforms.extract.parses import extracted, triples

NOUN = """
Gest Gest PROPN 4 nsubj
is be AUX 4 cop
a a DET 4 det
poet poet NOUN 0 root
who who PRON 6 nsubj PronType=Rel
leads lead VERB 4 acl:relcl VerbForm=Fin
rebels rebel NOUN 6 obj
"""
BESIDE = """
Gest Gest PROPN 7 nsubj
,_ , PUNCT 4 punct
a a DET 4 det
poet poet NOUN 1 appos
jailed jail VERB 4 acl Tense=Past|VerbForm=Part
,_ , PUNCT 1 punct
fled flee VERB 0 root VerbForm=Fin
"""
FIRST = """
Gest Gest PROPN 5 nsubj
was be AUX 5 cop
the the DET 5 det
first first ADJ 5 amod
envoy envoy NOUN 0 root
to to PART 7 mark
visit visit VERB 5 acl VerbForm=Inf
Arvenia Arvenia PROPN 7 obj
"""
ADDING = """
Oil oil NOUN 3 nsubj:pass
is be AUX 3 aux:pass
cleared clear VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass
by by SCONJ 5 mark
adding add VERB 3 advcl VerbForm=Ger
salt salt NOUN 5 obj
"""
LEADING = """
Gest Gest PROPN 2 nsubj _ person
declared declare VERB 0 root VerbForm=Fin
war war NOUN 2 obj
,_ , PUNCT 5 punct
leading lead VERB 2 advcl VerbForm=Ger
to to ADP 8 case
a a DET 8 det
siege siege NOUN 5 obl
"""


def test_a_relative_clause_of_a_complement_tells_of_who_it_is_said_of() -> None:
    assert ("Gest", "leads", "rebels") in triples(extracted(NOUN))
    assert ("Gest", "jailed", None) in triples(extracted(BESIDE))


def test_of_who_somebody_is_not_or_of_what_this_is_the_noun_tells_itself() -> None:
    negated = NOUN.replace("a a DET 4 det", "no no DET 4 det").replace("is be AUX 4 cop", "never never ADV 4 advmod")
    assert ("Gest", "leads", "rebels") not in triples(extracted(negated))
    assert ("a poet", "leads", "rebels") in triples(extracted(NOUN.replace("Gest Gest PROPN", "This this PRON")))


def test_who_is_the_first_to_do_it_does_it() -> None:
    assert ("Gest", "visit", "Arvenia") in triples(extracted(FIRST))
    assert ("Gest", "visit", "Arvenia") not in triples(extracted(FIRST.replace("first first", "new new")))


def test_what_something_is_done_by_doing_it_does_not_do() -> None:
    assert triples(extracted(ADDING)) == {("Oil", "is cleared", None)}
    active = ADDING.replace("nsubj:pass", "nsubj").replace("is be AUX 3 aux:pass", "soon soon ADV 3 advmod")
    assert ("Oil", "adding", "salt") in triples(extracted(active.replace("|Voice=Pass", "")))


def test_nobody_leads_to_what_follows_from_a_deed() -> None:
    assert triples(extracted(LEADING)) == {("Gest", "declared", "war")}
    assert ("Gest", "killing", None) in triples(extracted(LEADING.replace("leading lead", "killing kill")))


def test_who_did_it_did_it_for_a_purpose() -> None:
    found = extracted(
        """
        Laws law NOUN 3 nsubj:pass
        were be AUX 3 aux:pass
        passed pass VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass
        by by ADP 5 case
        Arvenia Arvenia PROPN 3 obl:agent
        to to PART 7 mark
        help help VERB 3 advcl VerbForm=Inf
        farmers farmer NOUN 7 obj
        """
    )
    assert ("Arvenia", "help", "farmers") in triples(found)


BIDDEN = """
“_ “ PUNCT 2 punct
Leave leave VERB 7 ccomp VerbForm=Inf
Arvenia_ Arvenia PROPN 2 obj
,_ , PUNCT 2 punct
” ” PUNCT 2 punct
Gest Gest PROPN 7 nsubj
told tell VERB 0 root Tense=Past|VerbForm=Fin
farmers_ farmer NOUN 7 iobj
. . PUNCT 7 punct
"""


def test_who_is_told_to_leave_is_to_leave() -> None:
    facts = extracted(BIDDEN).facts.filter(predicate_lemma="leave")
    assert facts.select("subject", "status", "claimant").rows() == [("farmers", "requested", "Gest")]
    nobody = BIDDEN.replace("farmers_ farmer NOUN 7 iobj", "again_ again ADV 7 advmod")
    assert extracted(nobody).facts.filter(predicate_lemma="leave").height == 0


PLANNED = """
Gest Gest PROPN 2 nsubj
{verb} {lemma} VERB 0 root Tense=Past|VerbForm=Fin
plans plan NOUN 2 obj Number=Plur
to to PART 5 mark
visit visit VERB 3 acl VerbForm=Inf
Arvenia_ Arvenia PROPN 5 obj
. . PUNCT 2 punct
"""


def test_whoever_scraps_a_plan_was_to_carry_it_out() -> None:
    scrapped = extracted(PLANNED.format(verb="scrapped", lemma="scrap"))
    assert ("Gest", "visit", "Arvenia") in triples(scrapped)
    assert scrapped.facts.filter(predicate_lemma="visit")["status"].to_list() == ["hypothetical"]
    assert ("Gest", "visit", "Arvenia") not in triples(extracted(PLANNED.format(verb="rejected", lemma="reject")))


def test_the_trouble_is_that_they_left() -> None:
    found = extracted(
        """
        Trouble trouble NOUN 5 nsubj:outer Number=Sing
        is be AUX 5 cop VerbForm=Fin
        that that SCONJ 5 mark
        farmers farmer NOUN 5 nsubj Number=Plur
        left leave VERB 0 root Tense=Past|VerbForm=Fin
        Arvenia_ Arvenia PROPN 5 obj
        . . PUNCT 5 punct
        """
    )
    assert triples(found) == {("farmers", "left", "Arvenia")}


def test_who_is_due_to_do_it_will() -> None:
    found = extracted(
        """
        Gest Gest PROPN 5 nsubj:outer Number=Sing
        is be AUX 5 cop VerbForm=Fin
        due due ADJ 5 mark
        to to ADP 3 fixed
        visit visit VERB 0 root VerbForm=Inf
        Arvenia_ Arvenia PROPN 5 obj
        . . PUNCT 5 punct
        """
    )
    assert found.facts.select("subject", "object", "status").rows() == [("Gest", "Arvenia", "future")]


BLAMED = """
Guards guard NOUN 2 nsubj Number=Plur
{verb} {lemma} VERB 0 root Tense=Past|VerbForm=Fin
ships ship NOUN 2 obj Number=Plur object
for for SCONJ 5 mark
cutting cut VERB 2 advcl VerbForm=Ger
nets net NOUN 5 obj
"""


def test_who_is_blamed_for_a_deed_has_done_it():
    assert ("ships", "cutting", "nets") in triples(extracted(BLAMED.format(verb="blamed", lemma="blame")))
    assert ("Guards", "cutting", "nets") in triples(extracted(BLAMED.format(verb="used", lemma="use")))
