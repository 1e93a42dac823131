"""Reports on literal parses: who says what where asides, relative clauses, datelines and media stand in between."""

from tests.transforms.extract.parses import extracted, triples
from tests.transforms.extract.test_quote_cues import parse


def said(given: str) -> list[tuple[str | None, ...]]:
    return extracted(given).quotations.select("speaker", "cue", "text").rows()


def test_an_aside_behind_a_report_reports_all_of_it():
    sentence = (
        "Orel/PROPN/2/nsubj said/VERB/0/root/say it/PRON/4/nsubj left_/VERB/2/ccomp/leave ,/PUNCT/7/punct "
        "Holm/PROPN/7/nsubj added_/VERB/2/parataxis/add ./PUNCT/2/punct"
    )
    assert said(parse(sentence)) == [("Holm", "added", "Orel said it left")]


def test_a_relative_clause_between_a_subject_and_its_verb_does_not_cut_what_is_said():
    sentence = (
        "Orel_/PROPN/7/nsubj ,/PUNCT/4/punct which/PRON/4/nsubj backs/VERB/1/acl:relcl/back it_/PRON/4/obj "
        ",/PUNCT/1/punct left_/VERB/0/root/leave ,/PUNCT/10/punct Holm/PROPN/10/nsubj said_/VERB/7/parataxis/say "
        "./PUNCT/7/punct"
    )
    given = parse(sentence).replace("which which PRON 4 nsubj", "which which PRON 4 nsubj PronType=Rel")
    assert said(given) == [("Holm", "said", "Orel, which backs it, left")]


def test_what_studies_have_shown_stands_before_the_aside():
    sentence = (
        "They/PRON/2/nsubj left_/VERB/0/root/leave ,/PUNCT/5/punct studies/NOUN/5/nsubj show_/VERB/2/parataxis/show "
        "./PUNCT/2/punct"
    )
    assert said(parse(sentence)) == [("studies", "show", "They left")]
    assert said(parse(sentence.replace("studies/NOUN", "you/PRON").replace("/show", "/know"))) == []


def test_a_dateline_says_nothing():
    sentence = (
        "OREL/PROPN/4/nsubj --/PUNCT/3/punct Holm/PROPN/4/nsubj said/VERB/0/root/say they/PRON/6/nsubj "
        "left_/VERB/4/ccomp/leave ./PUNCT/4/punct"
    )
    assert said(parse(sentence)) == [("Holm", "said", "they left")]


def test_what_is_announced_in_a_memo_is_not_told_of_the_memo():
    sentence = (
        "Holm/PROPN/2/nsubj announced/VERB/0/root/announce in/ADP/5/case a/DET/5/det memo/NOUN/2/obl that/SCONJ/8/mark "
        "they/PRON/8/nsubj left_/VERB/5/acl/leave ./PUNCT/2/punct"
    )
    assert said(parse(sentence)) == [("Holm", "announced", "that they left")]


def test_whose_letter_opposes_something_opposes_it():
    sentence = (
        "Holm/PROPN/2/nsubj sent/VERB/0/root/send a/DET/4/det letter/NOUN/2/obj to/ADP/6/case lawmakers/NOUN/2/obl "
        "opposing/VERB/6/acl/oppose it_/PRON/7/obj ./PUNCT/2/punct"
    )
    given = parse(sentence).replace("VERB 6 acl VerbForm=Fin", "VERB 6 acl VerbForm=Ger")
    assert said(given) == [("Holm", "opposing", "it")]


def test_two_apostrophes_open_a_quotation_before_a_word():
    sentence = (
        "Holm/PROPN/2/nsubj said_/VERB/0/root/say ,/PUNCT/2/punct ''_/PUNCT/6/punct We/PRON/6/nsubj "
        "won_/VERB/2/ccomp/win ._/PUNCT/2/punct ''/PUNCT/2/punct"
    )
    assert said(parse(sentence)) == [("Holm", "said", "We won.")]


def test_of_two_asides_that_each_hold_the_other_the_longer_content_counts():
    sentence = (
        "They/PRON/6/nsubj ,/PUNCT/4/punct Holm/PROPN/4/nsubj said_/VERB/6/parataxis/say ,/PUNCT/4/punct "
        "left_/VERB/0/root/leave ,/PUNCT/10/punct as/SCONJ/10/mark Orel/PROPN/10/nsubj said_/VERB/6/advcl/say "
        "./PUNCT/6/punct"
    )
    assert said(parse(sentence)) == [("Holm", "said", "They"), ("Holm", "said", "left, as Orel said")]


def test_who_is_quoted_by_another_says_the_words_between_the_marks():
    sentence = (
        "“_/PUNCT/3/punct We/PRON/3/nsubj won_/VERB/7/ccomp/win ,_/PUNCT/3/punct ”/PUNCT/3/punct Orel/PROPN/7/nsubj "
        "quoted/VERB/0/root/quote Holm/PROPN/7/obj as/SCONJ/10/mark saying_/VERB/7/advcl/say ./PUNCT/7/punct"
    )
    given = parse(sentence).replace("saying_ say VERB 7 advcl VerbForm=Fin", "saying_ say VERB 7 advcl VerbForm=Ger")
    assert said(given) == [("Holm", "quoted", "We won")]
    assert extracted(given).facts.filter(predicate_lemma="win")["claimant"].to_list() == ["Holm"]


def test_low_marks_are_closed_by_turned_ones():
    sentence = (
        "‚_/PUNCT/3/punct We/PRON/3/nsubj won_/VERB/6/ccomp/win ,_/PUNCT/3/punct ‘/PUNCT/3/punct said/VERB/0/root/say "
        "Holm_/PROPN/6/nsubj ./PUNCT/6/punct"
    )
    assert said(parse(sentence)) == [("Holm", "said", "We won")]


def test_in_the_words_of_somebody_he_says_it():
    sentence = (
        "In/ADP/3/case the/DET/3/det words/NOUN/7/obl/word of/ADP/5/case Holm_/PROPN/3/nmod they/PRON/7/nsubj "
        "left_/VERB/0/root/leave ./PUNCT/7/punct"
    )
    assert said(parse(sentence)) == [("Holm", "the words", "they left")]
    view = sentence.replace("the/DET/3/det words/NOUN/7/obl/word", "plain/ADJ/3/amod view/NOUN/7/obl/view")
    assert said(parse(view)) == []


def test_what_nobody_says_is_attributed_to_none():
    sentence = "{word}/{tag}/2/nsubj denied/VERB/0/root/deny the/DET/4/det attack_/NOUN/2/obj ./PUNCT/2/punct"
    assert said(parse(sentence.format(word="Holm", tag="PROPN"))) == [("Holm", "denied", "the attack")]
    assert said(parse(sentence.format(word="Nobody", tag="PRON"))) == []


def test_an_attitude_towards_something_is_told_by_its_class():
    noun = "Holm/PROPN/2/nsubj backs/VERB/0/root/back it_/PRON/2/obj ./PUNCT/2/punct"
    clause = (
        "Holm/PROPN/2/nsubj backs/VERB/0/root/back leaving/VERB/2/xcomp/leave it_/PRON/3/obj ./PUNCT/2/punct"
    ).replace("leaving/VERB", "leaving/INF")
    classes = [extracted(parse(given)).quotations["cue_class"].to_list() for given in (noun, clause)]
    assert classes == [["support"], ["agree"]]


def test_a_time_within_what_is_said_belongs_to_it():
    sentence = (
        "They/PRON/2/nsubj said/VERB/0/root/say the/DET/4/det blast/NOUN/9/nsubj there/ADV/4/advmod on/ADP/7/case "
        "Monday/PROPN/2/obl was/AUX/9/cop fatal_/ADJ/2/ccomp ./PUNCT/2/punct"
    )
    given = parse(sentence).replace("Monday Monday PROPN 2 obl", "Monday Monday PROPN 2 obl _ time")
    assert said(given) == [("They", "said", "the blast there on Monday was fatal")]


def test_who_says_otherwise_behind_a_comma_and_but_is_not_reported():
    sentence = (
        "Holm/PROPN/2/nsubj said/VERB/0/root/say that/SCONJ/5/mark they/PRON/5/nsubj left_/VERB/2/ccomp/leave "
        ",/PUNCT/9/punct but/CCONJ/9/cc {who}/9/nsubj accused/VERB/5/conj/accuse Orel_/PROPN/9/obj ./PUNCT/2/punct"
    )
    claimants = {
        who: dict(extracted(parse(sentence.format(who=who))).facts.select("predicate", "claimant").iter_rows())
        for who in ("lawmakers/NOUN", "they/PRON")
    }
    assert claimants["lawmakers/NOUN"] == {"said": None, "left": "Holm", "accused": None}
    assert claimants["they/PRON"]["accused"] == "Holm"


def test_what_somebody_makes_clear_is_reported():
    sentence = (
        "Holm/PROPN/2/nsubj made/VERB/0/root/make it/PRON/2/expl {word}/ADJ/2/xcomp that/SCONJ/7/mark "
        "they/PRON/7/nsubj left_/VERB/4/ccomp/leave ./PUNCT/2/punct"
    )
    assert said(parse(sentence.format(word="clear"))) == [("Holm", "made it clear", "that they left")]
    assert said(parse(sentence.format(word="certain"))) == []


def test_a_poll_shows_on_a_day_what_stands_before_the_aside():
    sentence = (
        "They/PRON/2/nsubj left_/VERB/0/root/leave ,/PUNCT/6/punct a/DET/5/det poll/NOUN/6/nsubj "
        "showed/VERB/2/parataxis/show on/ADP/8/case Monday_/PROPN/6/obl ./PUNCT/2/punct"
    )
    given = parse(sentence).replace("PROPN 6 obl", "PROPN 6 obl _ time")
    assert said(given) == [("a poll", "showed", "They left")]


def test_a_clause_with_that_joined_to_what_is_announced_is_announced_too():
    sentence = (
        "Holm/PROPN/2/nsubj announced/VERB/0/root/announce talks_/NOUN/2/obj ,/PUNCT/8/punct and/CCONJ/8/cc "
        "that/SCONJ/8/mark troops/NOUN/8/nsubj left_/VERB/{head}/conj/leave ./PUNCT/2/punct"
    )
    whole = [("Holm", "announced", "talks, and that troops left")]
    assert said(parse(sentence.format(head=2))) == said(parse(sentence.format(head=3))) == whole
    assert said(parse(sentence.format(head=2).replace("announce", "open"))) == []


def test_that_before_a_plural_begins_what_is_said():
    sentence = (
        "Holm/PROPN/2/nsubj said/VERB/0/root/say that/DET/4/det talks/NOUN/5/nsubj went/VERB/2/ccomp/go "
        "well_/ADV/5/advmod ./PUNCT/2/punct"
    )
    given = parse(sentence)
    assert ("talks", "went", None) not in triples(extracted(given))
    assert ("talks", "went", None) in triples(extracted(given.replace("NOUN 5 nsubj", "NOUN 5 nsubj Number=Plur")))


def test_a_noun_may_be_what_its_clause_says():
    sentence = (
        "Holm_/PROPN/3/nmod:poss 's/PART/1/case view/NOUN/7/nsubj:outer is/AUX/7/cop that/SCONJ/7/mark "
        "they/PRON/7/nsubj left_/VERB/0/root/leave ./PUNCT/7/punct"
    )
    assert said(parse(sentence)) == [("Holm", "view is", "that they left")]


def test_who_is_of_a_view_holds_it():
    sentence = (
        "Holm/PROPN/5/nsubj is/AUX/5/cop of/ADP/5/case the/DET/5/det view/NOUN/0/root that/SCONJ/8/mark "
        "they/PRON/8/nsubj left_/VERB/5/acl/leave ./PUNCT/5/punct"
    )
    assert said(parse(sentence)) == [("Holm", "is of the view", "that they left")]


def test_a_speaker_stands_with_the_one_whose_he_is():
    sentence = (
        "The/DET/2/det group_/NOUN/9/nsubj ,/PUNCT/6/punct whose/PRON/5/nmod:poss head/NOUN/6/nsubj "
        "said/VERB/2/acl:relcl/say they/PRON/8/nsubj lied_/VERB/6/ccomp/lie left_/VERB/0/root/leave ./PUNCT/9/punct"
    )
    assert said(parse(sentence)) == [("The group, whose head", "said", "they lied")]
