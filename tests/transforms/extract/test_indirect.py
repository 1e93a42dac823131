import pytest

from tests.transforms.extract.parses import extracted
from tests.transforms.extract.test_quote_cues import parse


def attributed(sentence: str) -> list[tuple[str, ...]]:
    rows = extracted(parse(sentence)).quotations
    return rows.select("quotation_type", "cue_class", "speaker", "cue", "text", "venue").rows()


HOLM_SAID = "Holm/PROPN/2/nsubj said/VERB/0/root/say "


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "Orel/PROPN/2/nsubj insists/VERB/0/root/insist that/SCONJ/5/mark it/PRON/5/nsubj wants/VERB/2/ccomp/want "
            "to/PART/7/mark stay_/INF/5/xcomp ./PUNCT/2/punct",
            ("indirect", "claim", "Orel", "insists", "that it wants to stay", None),
            id="a clause that completes the cue; what is wanted in it is part of it",
        ),
        pytest.param(
            "They/PRON/2/nsubj left_/VERB/0/root/leave ,/PUNCT/5/punct Holm/PROPN/5/nsubj "
            "said_/VERB/2/parataxis/say ./PUNCT/2/punct",
            ("indirect", "say", "Holm", "said", "They left", None),
            id="an aside",
        ),
        pytest.param(
            "They/PRON/2/nsubj left_/VERB/0/root/leave ,/PUNCT/5/punct Holm/PROPN/5/nsubj "
            "announced_/VERB/2/advcl/announce ./PUNCT/2/punct",
            ("indirect", "report", "Holm", "announced", "They left", None),
            id="an aside that the parse takes for an adverbial clause",
        ),
        pytest.param(
            "They/PRON/2/nsubj left_/VERB/0/root/leave ,/PUNCT/6/punct according/VERB/6/case/accord to/ADP/4/fixed "
            "Holm_/PROPN/2/obl ./PUNCT/2/punct",
            ("indirect", "say", "Holm", "according to", "They left", None),
            id="according to",
        ),
        pytest.param(
            "Holm/PROPN/2/nsubj promised/VERB/0/root/promise to/PART/4/mark leave_/INF/2/xcomp ./PUNCT/2/punct",
            ("indirect", "promise", "Holm", "promised", "to leave", None),
            id="an infinitive",
        ),
        pytest.param(
            "Holm/PROPN/2/nsubj ruled/VERB/0/root/rule out/ADP/2/compound:prt any/DET/5/det help/NOUN/2/obj "
            "in/ADP/8/case an/DET/8/det interview_/NOUN/5/nmod ./PUNCT/2/punct",
            ("indirect", "deny", "Holm", "ruled out", "any help", "an interview"),
            id="an object, without the interview that hangs on it",
        ),
        pytest.param(
            "Holm/PROPN/2/nsubj denied/VERB/0/root/deny taking/VERB/2/xcomp/take bribes_/NOUN/3/obj ./PUNCT/2/punct",
            ("indirect", "deny", "Holm", "denied", "taking bribes", None),
            id="what somebody denies doing",
        ),
        pytest.param(
            "Holm/PROPN/3/nsubj has/AUX/3/aux warned/VERB/0/root/warn Orel/PROPN/3/obj of/ADP/7/case an/DET/7/det "
            "attack_/NOUN/3/obl ./PUNCT/3/punct",
            ("indirect", "warn", "Holm", "has warned", "of an attack", "Orel"),
            id="behind a preposition, apart from who is told",
        ),
        pytest.param(
            "Holm/PROPN/2/nsubj complained/VERB/0/root/complain about/ADP/5/case the/DET/5/det delay_/NOUN/2/obl "
            "./PUNCT/2/punct",
            ("indirect", "criticize", "Holm", "complained about", "the delay", None),
            id="a preposition beside the cue is the cue's",
        ),
        pytest.param(
            "Holm/PROPN/2/nsubj asked/VERB/0/root/ask whether/SCONJ/5/mark they/PRON/5/nsubj left_/VERB/2/ccomp/leave "
            "./PUNCT/2/punct",
            ("indirect", "ask", "Holm", "asked", "whether they left", None),
            id="a question",
        ),
        pytest.param(
            "Holm/PROPN/2/nsubj declined/VERB/0/root/decline to/PART/4/mark say/INF/2/xcomp whether/SCONJ/7/mark "
            "they/PRON/7/nsubj left_/VERB/4/ccomp/leave ./PUNCT/2/punct",
            ("indirect", "say", "Holm", "declined to say", "whether they left", None),
            id="what is not said",
        ),
        pytest.param(
            "The/DET/2/det plan/NOUN/4/nsubj:pass was/AUX/4/aux:pass backed/PART/0/root by/ADP/6/case "
            "Holm_/PROPN/4/obl ./PUNCT/4/punct",
            ("indirect", "support", "Holm", "was backed", "The plan", None),
            id="a passive",
        ),
        pytest.param(
            "Holm_/PROPN/3/nmod:poss 's/PART/1/case claim/NOUN/7/nsubj that/SCONJ/6/mark they/PRON/6/nsubj "
            "left/VERB/3/acl/leave failed_/VERB/0/root/fail ./PUNCT/7/punct",
            ("indirect", "claim", "Holm", "claim", "that they left", None),
            id="a noun with its possessor",
        ),
        pytest.param(
            "Holm/PROPN/2/nsubj voiced/VERB/0/root/voice concern/NOUN/2/obj about/ADP/6/case the/DET/6/det "
            "delay_/NOUN/3/nmod ./PUNCT/2/punct",
            ("indirect", "warn", "Holm", "voiced concern about", "the delay", None),
            id="a noun with a light verb",
        ),
        pytest.param(
            "Holm/PROPN/3/nsubj is/AUX/3/cop wary/ADJ/0/root of/ADP/6/case the/DET/6/det plan_/NOUN/3/obl",
            ("indirect", "warn", "Holm", "is wary of", "the plan", None),
            id="an adjective",
        ),
        pytest.param(
            "The/DET/2/det dam/NOUN/8/nsubj ,/PUNCT/6/punct as/SCONJ/6/mark Holm/PROPN/6/nsubj "
            "noted_/VERB/8/advcl/note ,/PUNCT/6/punct leaks_/VERB/0/root/leak ./PUNCT/8/punct",
            ("indirect", "say", "Holm", "noted", "leaks", None),
            id="an aside with as, of which the last part counts here",
        ),
        pytest.param(
            "The/DET/2/det dam_/NOUN/7/nsubj ,/PUNCT/5/punct Holm/PROPN/5/nsubj said_/VERB/2/acl:relcl/say "
            ",/PUNCT/5/punct leaks_/VERB/0/root/leak ./PUNCT/7/punct",
            ("indirect", "say", "Holm", "said", "leaks", None),
            id="an aside that the parse takes for a relative clause",
        ),
        pytest.param(
            "They/PRON/4/nsubj have/AUX/4/aux not/PART/4/advmod said/VERB/0/root/say when/ADV/7/advmod "
            "they/PRON/7/nsubj leave_/VERB/4/advcl/leave ./PUNCT/4/punct",
            ("indirect", "say", "They", "have not said", "when they leave", None),
            id="a question that the parse takes for a time",
        ),
        pytest.param(
            "Holm/PROPN/2/nsubj knows/VERB/0/root/know what/PRON/2/obj they/PRON/5/nsubj want_/VERB/3/acl:relcl/want "
            "./PUNCT/2/punct",
            ("indirect", "think", "Holm", "knows", "what they want", None),
            id="a free relative clause",
        ),
        pytest.param(
            "Holm/PROPN/2/nsubj called/VERB/0/root/call on/ADP/4/case Orel/PROPN/2/obl to/PART/6/mark "
            "yield_/INF/2/advcl ./PUNCT/2/punct",
            ("indirect", "ask", "Holm", "called on", "Orel to yield", None),
            id="who is called on, and what for",
        ),
        pytest.param(
            "There/PRON/2/expl are/VERB/0/root/be growing/ADJ/4/amod fears/NOUN/2/nsubj/fear that/SCONJ/7/mark "
            "they/PRON/7/nsubj left_/VERB/4/acl/leave ./PUNCT/2/punct",
            ("indirect", "warn", None, "growing fears", "that they left", None),
            id="a noun that nobody is named for",
        ),
        pytest.param(
            "A/DET/3/det Herald/PROPN/3/compound report/NOUN/7/nsubj that/SCONJ/6/mark they/PRON/6/nsubj "
            "left/VERB/3/acl/leave failed_/VERB/0/root/fail ./PUNCT/7/punct",
            ("indirect", "report", "Herald", "report", "that they left", None),
            id="a noun behind a name",
        ),
    ],
)
def test_what_a_cue_attributes(sentence, expected):
    given = sentence.replace("backed/PART/0/root", "backed/VERB/0/root/back")
    given = parse(given).replace("VERB 0 root VerbForm=Fin\nby", "VERB 0 root VerbForm=Part|Tense=Past\nby")
    found = extracted(given.replace("Herald PROPN 3 compound", "Herald PROPN 3 compound _ organization"))
    columns = ("quotation_type", "cue_class", "speaker", "cue", "text", "venue")
    assert found.quotations.select(columns).rows()[-1] == expected


def test_words_without_a_speaker_are_no_quotation():
    assert (
        attributed("To/PART/2/mark say/INF/0/root that/SCONJ/5/mark they/PRON/5/nsubj left_/VERB/2/ccomp/leave") == []
    )


def test_who_is_told_is_no_content():
    told = "Holm/PROPN/2/nsubj told/VERB/0/root/tell Orel/PROPN/2/obj they/PRON/5/nsubj left_/VERB/2/ccomp/leave"
    assert attributed(told) == [("indirect", "report", "Holm", "told", "they left", "Orel")]


def test_who_shall_act_is_part_of_what_is_asked():
    asked = "Holm/PROPN/2/nsubj urged/VERB/0/root/urge Orel/PROPN/2/obj to/PART/5/mark leave_/INF/2/xcomp"
    assert attributed(asked) == [("indirect", "ask", "Holm", "urged", "Orel to leave", "Orel")]


def test_a_relative_clause_behind_a_comma_is_the_articles_own():
    sentence = HOLM_SAID + (
        "they/PRON/4/nsubj left/VERB/2/ccomp/leave Orel_/PROPN/4/obj ,/PUNCT/9/punct which/PRON/9/nsubj "
        "had/AUX/9/aux fallen_/VERB/5/acl:relcl/fall ./PUNCT/2/punct"
    )
    assert attributed(sentence) == [("indirect", "say", "Holm", "said", "they left Orel", None)]


def test_a_participle_of_saying_is_a_cue_of_its_own():
    sentence = HOLM_SAID + (
        "they/PRON/4/nsubj left_/VERB/2/ccomp/leave ,/PUNCT/6/punct adding/VERB/4/advcl/add that/SCONJ/9/mark "
        "he/PRON/9/nsubj stayed_/VERB/6/ccomp/stay ./PUNCT/2/punct"
    )
    found = extracted(
        parse(sentence).replace("adding add VERB 4 advcl VerbForm=Fin", "adding add VERB 4 advcl VerbForm=Ger")
    )
    assert found.quotations.select("speaker", "cue", "text").rows() == [
        ("Holm", "said", "they left"),
        ("Holm", "adding", "that he stayed"),
    ]


def test_marks_within_a_content_make_it_mixed():
    sentence = HOLM_SAID + (
        "the/DET/4/det house/NOUN/7/nsubj “_/PUNCT/7/punct will/AUX/7/aux stand_/VERB/2/ccomp/stand ._/PUNCT/7/punct "
        "”/PUNCT/7/punct"
    )
    assert attributed(sentence) == [("mixed", "say", "Holm", "said", "the house “will stand.”", None)]


def test_a_cue_said_again_is_no_part_of_what_was_said():
    sentence = HOLM_SAID + (
        "he/PRON/4/nsubj left/VERB/2/ccomp/leave but/CCONJ/6/cc said/VERB/4/conj/say they/PRON/8/nsubj "
        "stayed_/VERB/6/ccomp/stay ./PUNCT/2/punct"
    )
    found = extracted(parse(sentence))
    assert found.quotations.select("speaker", "cue", "text").rows() == [
        ("Holm", "said", "he left"),
        ("Holm", "said", "they stayed"),
    ]
    assert set(found.facts.filter(predicate="stayed")["claimant"]) == {"Holm"}


def test_who_issues_a_statement_says_what_it_says():
    sentence = (
        "Holm/PROPN/2/nsubj issued/VERB/0/root/issue a/DET/4/det statement/NOUN/2/obj saying/VERB/4/acl/say "
        "they/PRON/7/nsubj left_/VERB/5/ccomp/leave ./PUNCT/2/punct"
    )
    found = extracted(
        parse(sentence).replace("saying say VERB 4 acl VerbForm=Fin", "saying say VERB 4 acl VerbForm=Ger")
    )
    assert found.quotations.select("speaker", "cue", "text").rows() == [("Holm", "saying", "they left")]


def test_a_name_before_a_colon_says_the_sentence():
    sentence = parse(
        "Holm_/PROPN/5/parataxis :/PUNCT/1/punct They/PRON/4/nsubj left_/VERB/0/root/leave ./PUNCT/4/punct"
    )
    found = extracted(sentence.replace("Holm_ Holm PROPN 5 parataxis", "Holm_ Holm PROPN 4 parataxis _ person"))
    rows = found.quotations.select("quotation_type", "speaker", "cue", "text").rows()
    assert rows == [("indirect", "Holm", None, "They left")]


def test_an_apposition_belongs_to_the_speaker():
    sentence = (
        "Ida/PROPN/7/nsubj Holm_/PROPN/1/flat ,/PUNCT/5/punct a/DET/5/det surgeon_/NOUN/1/appos ,/PUNCT/5/punct "
        "said/VERB/0/root/say they/PRON/9/nsubj left_/VERB/7/ccomp/leave ./PUNCT/7/punct"
    )
    found = extracted(parse(sentence))
    assert found.quotations["speaker"].to_list() == ["Ida Holm, a surgeon"]
    assert found.facts.filter(predicate="left")["claimant"].to_list() == ["Ida Holm"]


def test_a_clause_behind_a_colon_is_no_aside():
    sentence = (
        "They/PRON/2/nsubj left_/VERB/0/root/leave :/PUNCT/5/punct Holm/PROPN/5/nsubj refused_/VERB/2/parataxis/refuse "
        "./PUNCT/2/punct"
    )
    assert attributed(sentence) == []


def test_what_a_relative_clause_adds_is_no_report():
    sentence = (
        "They/PRON/2/nsubj left_/VERB/0/root/leave ,/PUNCT/5/punct a/DET/5/det detour/NOUN/2/obl that/PRON/7/nsubj "
        "adds/VERB/5/acl:relcl/add days_/NOUN/7/obj ./PUNCT/2/punct"
    )
    assert attributed(sentence) == []


def test_what_nobody_is_named_to_accuse_somebody_of():
    accused = (
        "Holm/PROPN/3/nsubj:pass was/AUX/3/aux:pass accused/VERB/0/root/accuse of/SCONJ/5/mark "
        "taking/VERB/3/advcl/take bribes_/NOUN/5/obj ./PUNCT/3/punct"
    )
    given = parse(accused).replace("VERB 0 root VerbForm=Fin", "VERB 0 root VerbForm=Part|Tense=Past")
    assert extracted(given).quotations.select("speaker", "cue", "text").rows() == [
        (None, "was accused of", "Holm"),
        (None, "was accused of", "taking bribes"),
    ]


def test_whole_sentences_of_another_stand_within_a_report_too():
    sentence = (
        "According/VERB/3/case/accord to/ADP/1/fixed Orel_/PROPN/6/obl ,/PUNCT/3/punct {who}/{tag}/6/nsubj "
        "said_/VERB/0/root/say :/PUNCT/6/punct “_/PUNCT/10/punct We/PRON/10/nsubj won_/VERB/6/ccomp/win "
        "._/PUNCT/6/punct ”/PUNCT/6/punct"
    )
    report = ("Orel", "{who} said: “We won.”")
    for who, tag, own in (("Holm", "PROPN", [("Holm", "We won.")]), ("she", "PRON", [])):
        rows = extracted(parse(sentence.format(who=who, tag=tag))).quotations.select("speaker", "text").rows()
        assert rows == [(report[0], report[1].format(who=who)), *own]


def test_a_headline_names_its_source_before_a_colon():
    sentence = "Police_/NOUN/0/root :/PUNCT/4/punct They/PRON/4/nsubj left_/VERB/1/appos/leave ./PUNCT/1/punct"
    given = parse(sentence).replace("Police Police NOUN 0 root", "Police police NOUN 0 root _ organization")
    given = given.replace("Police_ Police NOUN 0 root", "Police_ police NOUN 0 root _ organization")
    assert extracted(given).quotations.select("speaker", "text").rows() == [("Police", "They left")]


def test_what_is_cited_besides_is_an_attribution_of_its_own():
    sentence = HOLM_SAID + (
        "they/PRON/4/nsubj left_/VERB/2/ccomp/leave ,/PUNCT/6/punct citing/VERB/4/advcl/cite the/DET/8/det "
        "war_/NOUN/6/obj ./PUNCT/2/punct"
    )
    given = parse(sentence).replace("citing cite VERB 4 advcl VerbForm=Fin", "citing cite VERB 4 advcl VerbForm=Ger")
    assert extracted(given).quotations.select("speaker", "cue", "text").rows() == [
        ("Holm", "said", "they left"),
        ("Holm", "citing", "the war"),
    ]


def test_who_was_quoted_as_saying_it_says_it():
    quoted = (
        "Holm/PROPN/3/nsubj:pass was/AUX/3/aux:pass quoted/VERB/0/root/quote as/SCONJ/5/mark saying/VERB/3/advcl/say "
        "they/PRON/7/nsubj left_/VERB/5/ccomp/leave ./PUNCT/3/punct"
    )
    given = parse(quoted).replace("VERB 0 root VerbForm=Fin", "VERB 0 root VerbForm=Part|Tense=Past")
    given = given.replace("VERB 3 advcl VerbForm=Fin", "VERB 3 advcl VerbForm=Ger")
    assert extracted(given).quotations.select("speaker", "cue", "text").rows() == [("Holm", "saying", "they left")]


def test_what_is_believed_by_nobody_named():
    believed = (
        "It/PRON/3/expl is/AUX/3/aux:pass believed/VERB/0/root/believe that/SCONJ/6/mark they/PRON/6/nsubj "
        "left_/VERB/3/csubj:pass/leave ./PUNCT/3/punct"
    )
    given = parse(believed).replace("VERB 0 root VerbForm=Fin", "VERB 0 root VerbForm=Part|Tense=Past")
    assert extracted(given).quotations.select("speaker", "cue", "text").rows() == [
        (None, "is believed", "that they left")
    ]


def test_a_stream_called_something_calls_nobody():
    called = (
        "They/PRON/2/nsubj swam/VERB/0/root/swim a/DET/4/det stream/NOUN/2/obj called/VERB/4/acl/call "
        "Orel_/PROPN/5/obj ./PUNCT/2/punct"
    )
    given = parse(called).replace("VERB 4 acl VerbForm=Fin", "VERB 4 acl VerbForm=Part|Tense=Past")
    assert extracted(given).quotations.height == 0
