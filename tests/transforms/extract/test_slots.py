import polars as pl

from tests.transforms.extract.parses import extracted, triples

GOVERNED = """
They they PRON 2 nsubj
had have VERB 0 root VerbForm=Fin
the the DET 4 det
idea idea NOUN 2 obj
of of SCONJ 6 mark
running run VERB 4 acl VerbForm=Ger
trains train NOUN 6 obj
"""
BARE = """
The the DET 2 det
soldiers soldier NOUN 4 nsubj
killed kill VERB 2 acl Tense=Past|VerbForm=Part
served serve VERB 0 root VerbForm=Fin
"""
FILM = """
She she PRON 2 nsubj
made make VERB 0 root VerbForm=Fin
the the DET 4 det
film film NOUN 2 obj
“_ “ PUNCT 6 punct
Dust_ dust PROPN 4 appos
” ” PUNCT 6 punct
"""
RAILWAY = """
He he PRON 2 nsubj
joined join VERB 0 root VerbForm=Fin
the the DET 7 det
Northern Northern PROPN 7 compound
and and CCONJ 7 cc
Western Western PROPN 7 compound
Railway Railway PROPN 2 obj
"""
HOME = """
Arvenia Arvenia PROPN 3 nsubj
is be AUX 3 cop
home home NOUN 0 root
to to ADP 5 case
refugees refugee NOUN 3 obl
"""
LONG = """
It it PRON 5 nsubj
is be AUX 5 cop
nine nine NUM 4 nummod
miles mile NOUN 5 obl:unmarked
long long ADJ 0 root
"""
QUOTED = """
“_ “ PUNCT 2 punct
Dust_ dust PROPN 4 nsubj
” ” PUNCT 2 punct
features feature VERB 0 root VerbForm=Fin
actors actor NOUN 4 obj
"""
NESTED = """
Bases base NOUN 2 nsubj
lie lie VERB 0 root
in in ADP 4 case
towns town NOUN 2 obl
near near ADP 6 case
Kesh Kesh PROPN 4 nmod
"""
WHERE = """
They they PRON 2 nsubj
shelled shell VERB 0 root VerbForm=Fin
Kesh Kesh PROPN 2 obj
,_ , PUNCT 7 punct
where where ADV 7 advmod PronType=Rel
two two NUM 7 nsubj
died die VERB 3 acl:relcl VerbForm=Fin
"""
EXISTING = """
There there PRON 2 expl
was be VERB 0 root VerbForm=Fin
no no DET 4 det
deal deal NOUN 2 nsubj
after after ADP 6 case
talks talk NOUN 4 nmod
"""


def test_what_says_which_one_it_is_stays_in_its_slot() -> None:
    assert ("They", "had", "the idea of running trains") in triples(extracted(GOVERNED))
    assert triples(extracted(BARE)) == {("The soldiers killed", "served", None), ("The soldiers", "killed", None)}
    assert ("She", "made", "the film “Dust”") in triples(extracted(FILM))


def test_a_name_with_a_conjunction_inside_is_whole() -> None:
    assert triples(extracted(RAILWAY)) == {("He", "joined", "the Northern and Western Railway")}


def test_a_complement_keeps_the_words_without_which_it_says_nothing() -> None:
    assert triples(extracted(HOME)) == {("Arvenia", "is", "home to refugees")}
    assert triples(extracted(LONG)) == {("It", "is", "nine miles long")}


def test_a_name_between_quotation_marks_is_a_subject() -> None:
    assert triples(extracted(QUOTED)) == {("Dust", "features", "actors")}


def test_no_argument_lies_in_another() -> None:
    found = extracted(NESTED)
    assert found.arguments.select("marker", "text").rows() == [("in", "towns near Kesh")]


def test_a_place_is_told_of_by_where() -> None:
    found = extracted(WHERE)
    rows = found.arguments.join(found.facts.select("fact_id", "predicate"), on="fact_id")
    assert rows.filter(pl.col("predicate") == "died").select("role", "marker", "text").rows() == [
        ("place", None, "Kesh")
    ]


def test_when_there_was_nothing_is_said_of_the_clause() -> None:
    found = extracted(EXISTING)
    assert ("no deal", "was", None) in triples(found)
    assert ("after", "talks") in found.arguments.select("marker", "text").rows()


AGE = """
Ilan Ilan PROPN 6 nsubj _ person
Gest Gest PROPN 1 flat
,_ , PUNCT 4 punct
34_ 34 NUM 1 appos
, , PUNCT 1 punct
fled flee VERB 0 root VerbForm=Fin
"""
TUESDAY = """
The the DET 2 det
parliament parliament NOUN 5 nsubj
on on ADP 4 case
Tuesday Tuesday PROPN 2 nmod
voted vote VERB 0 root VerbForm=Fin
to to PART 7 mark
meet meet VERB 5 xcomp VerbForm=Inf
"""
EXPECTS = """
Arvenia Arvenia PROPN 2 nsubj
{verb} VERB 0 root VerbForm=Fin
Tavria Tavria PROPN 2 obj
to to PART 5 mark
leave leave VERB 2 xcomp VerbForm=Inf
Kesh Kesh PROPN 5 obj
"""
ASKED = """
Officials official NOUN 2 nsubj
know know VERB 0 root VerbForm=Fin
how how ADV 4 advmod PronType=Int
many many ADJ 5 amod
people people NOUN 7 obj
it it PRON 7 nsubj
killed kill VERB 2 ccomp VerbForm=Fin
"""
SHOT = """
Gunmen gunman NOUN 2 nsubj
shot shoot VERB 0 root VerbForm=Fin
dead dead ADJ 5 amod
three three NUM 5 nummod
guards guard NOUN 2 obj
"""
GAP = """
Villages village NOUN 5 nsubj:pass
rebels rebel NOUN 3 nsubj:pass
captured capture VERB 1 acl:relcl Tense=Past|VerbForm=Part
were be AUX 5 aux:pass
burnt burn VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass
"""


def test_an_age_and_a_day_are_no_part_of_who_did_it() -> None:
    assert triples(extracted(AGE)) == {("Ilan Gest", "fled", None)}
    found = extracted(TUESDAY)
    assert triples(found) == {("The parliament", "voted to meet", None)}
    assert found.arguments.select("role", "marker", "text").rows() == [("time", "on", "Tuesday")]


def test_what_is_expected_is_the_clause_and_who_is_forced_is_told_to_what() -> None:
    expects, forced = (extracted(EXPECTS.format(verb=verb)) for verb in ("expects expect", "forced force"))
    assert triples(expects) == {("Arvenia", "expects", "Tavria to leave Kesh"), ("Tavria", "leave", "Kesh")}
    assert expects.arguments.height == 0
    assert triples(forced) == {("Arvenia", "forced", "Tavria"), ("Tavria", "leave", "Kesh")}
    assert forced.arguments.select("role", "marker", "text").rows() == [("other", "to", "leave Kesh")]


def test_a_question_says_of_nobody_that_he_was_killed() -> None:
    assert triples(extracted(ASKED)) == {("Officials", "know", "how many people it killed")}


def test_what_comes_of_an_object_may_stand_before_it() -> None:
    assert triples(extracted(SHOT)) == {("Gunmen", "shot dead", "three guards")}


def test_who_captured_a_village_was_not_captured() -> None:
    assert ("rebels", "captured", "Villages") in triples(extracted(GAP))


def test_who_is_left_saying_nothing_makes_no_fact() -> None:
    spoke = "She she PRON 2 nsubj\nwept weep VERB 0 root VerbForm=Fin\n{verb} VERB 2 advcl VerbForm=Ger"
    assert triples(extracted(spoke.format(verb="adding add"))) == {("She", "wept", None)}
    assert triples(extracted(spoke.format(verb="leaving leave"))) == {("She", "wept", None), ("She", "leaving", None)}
