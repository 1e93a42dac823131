import pytest

from tests.transforms.extract.parses import extracted

FINITE = "VerbForm=Fin"


def parse(text: str) -> str:
    """One line a word, out of ``form/UPOS/head/deprel[/lemma]``; a verb is finite unless its tag is INF."""
    lines = []
    for word in text.split():
        form, tag, head, deprel, *lemma = word.split("/")
        upos, feats = ("VERB", "VerbForm=Inf") if tag == "INF" else (tag, FINITE if tag in ("VERB", "AUX") else "")
        lines.append(f"{form} {lemma[0] if lemma else form.strip('_')} {upos} {head} {deprel} {feats}".strip())
    return "\n".join(lines)


WON = "“_/PUNCT/3/punct We/PRON/3/nsubj won_/VERB/{head}/ccomp/win ,_/PUNCT/3/punct ”/PUNCT/3/punct "
AGAIN = "“_/PUNCT/3/punct They/PRON/3/nsubj lost_/VERB/0/root/lose ._/PUNCT/3/punct ”/PUNCT/3/punct"
APPOSITION_BEHIND = WON.format(head=6) + (
    "said/VERB/0/root/say the/DET/8/det mayor/NOUN/6/nsubj of/ADP/10/case Orel_/PROPN/8/nmod ,/PUNCT/12/punct "
    "Ida/PROPN/8/appos Holm_/PROPN/12/flat ./PUNCT/6/punct"
)
APPOSITION_BEFORE = WON.format(head=12) + (
    "its/PRON/7/nmod:poss mayor_/NOUN/12/nsubj ,/PUNCT/9/punct Ida/PROPN/7/appos Holm_/PROPN/9/flat ,/PUNCT/7/punct "
    "said_/VERB/0/root/say ./PUNCT/12/punct"
)
AGE = WON.format(head=6) + (
    "said/VERB/0/root/say Ida/PROPN/6/nsubj Holm_/PROPN/7/flat ,/PUNCT/10/punct 71_/NUM/7/nummod ,/PUNCT/13/punct "
    "who/PRON/13/nsubj saw/VERB/7/acl:relcl/see it_/PRON/13/obj ./PUNCT/6/punct"
)
TAKEN_FOR_OBJECT = WON.format(head=6) + "asked/VERB/0/root/ask Ida/PROPN/6/iobj Holm_/PROPN/7/flat ./PUNCT/6/punct"
CUT_SHORT = WON.format(head=6) + (
    "says/VERB/0/root/say Orel/PROPN/6/nsubj vice/ADJ/9/amod mayor/NOUN/6/obj Ida/PROPN/9/flat Holm/PROPN/9/flat "
    "Friday_/PROPN/6/obl ./PUNCT/6/punct"
)
TITLE = (
    "COL_/PROPN/8/nsubj ./PUNCT/3/punct IDA/PROPN/8/nsubj HOLM_/PROPN/1/flat ,/PUNCT/6/punct COMMANDER_/NOUN/3/appos "
    ",/PUNCT/1/punct SAID_/VERB/0/root/say :/PUNCT/8/punct “_/PUNCT/12/punct WE/PRON/12/nsubj WON_/VERB/8/ccomp/win "
    "._/PUNCT/12/punct ”/PUNCT/12/punct"
)
NESTED = (
    "“_/PUNCT/3/punct I/PRON/3/nsubj asked_/VERB/11/ccomp/ask ,/PUNCT/3/punct ‘_/PUNCT/6/punct "
    "Why_/ADV/3/ccomp ,_/PUNCT/6/punct ’_/PUNCT/6/punct ”/PUNCT/3/punct Holm/PROPN/11/nsubj "
    "recalled_/VERB/0/root/recall ./PUNCT/11/punct"
)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        pytest.param(APPOSITION_BEHIND, "the mayor of Orel, Ida Holm", id="name behind a description"),
        pytest.param(APPOSITION_BEFORE, "its mayor, Ida Holm", id="name between commas before the cue"),
        pytest.param(AGE, "Ida Holm", id="an age is left out"),
        pytest.param(TAKEN_FOR_OBJECT, "Ida Holm", id="taken for an object by the parse"),
        pytest.param(CUT_SHORT, "Orel vice mayor Ida Holm", id="cut short by the parse"),
        pytest.param(TITLE, "COL. IDA HOLM, COMMANDER", id="a title's stop is none"),
        pytest.param(NESTED, "Holm", id="marks inside marks"),
    ],
)
def test_the_speaker_beside_a_cue(sentence, speaker):
    assert extracted(parse(sentence)).quotations["speaker"].to_list() == [speaker]


def test_the_outer_marks_bound_a_nested_quotation():
    assert extracted(parse(NESTED)).quotations["text"].to_list() == ["I asked, ‘Why,’"]


def test_whole_sentences_go_on_with_the_speaker():
    found = extracted(parse(APPOSITION_BEHIND) + "\n\n" + parse(AGAIN)).quotations
    assert found["speaker"].to_list() == ["the mayor of Orel, Ida Holm"] * 2
    assert found.select("part", "text").rows() == [(0, "We won"), (1, "They lost.")]


def test_a_sentence_without_cue_goes_with_the_one_that_reports_before_it():
    reports = "Holm/PROPN/2/nsubj said/VERB/0/root/say so_/ADV/2/advmod ./PUNCT/2/punct"
    again = AGAIN.replace("lost_/VERB/0/root/lose", "lost/VERB/0/root/lose once/ADV/5/advmod more_/ADV/3/advmod")
    found = extracted(parse(reports) + "\n\n" + parse(again)).quotations
    assert found.select("speaker", "cue", "text").rows() == [("Holm", "said", "They lost once more.")]
    apart = extracted(parse(reports), parse(again)).quotations
    assert apart.select("speaker", "cue").rows() == [(None, None)]


def test_a_colon_introduces_the_next_paragraph():
    introduction = "Holm/PROPN/2/nsubj said_/VERB/0/root/say :/PUNCT/2/punct"
    found = extracted(parse(introduction), parse(AGAIN)).quotations
    assert found.select("speaker", "cue", "text").rows() == [("Holm", "said", "They lost.")]


def test_a_fragment_is_its_reporting_verbs():
    sentence = parse(
        "Holm/PROPN/2/nsubj said/VERB/0/root/say she/PRON/7/nsubj would/AUX/7/aux not/PART/7/advmod be/AUX/7/cop "
        "ready/ADJ/2/ccomp to/PART/9/mark talk/INF/7/advcl “_/PUNCT/14/punct if/SCONJ/14/mark nobody/PRON/14/nsubj "
        "else/ADV/12/advmod comes_/VERB/9/advcl/come ”_/PUNCT/14/punct ./PUNCT/2/punct"
    )
    assert extracted(sentence).quotations.select("speaker", "cue").rows() == [("Holm", "said")]


def test_words_without_a_clause_of_their_own_are_mixed():
    sentence = parse(
        "Holm/PROPN/2/nsubj threatened/VERB/0/root/threaten to/PART/4/mark sue/INF/2/xcomp “_/PUNCT/7/punct "
        "every/DET/7/det paper/NOUN/4/obj that/PRON/9/nsubj lies_/VERB/7/acl:relcl/lie ”_/PUNCT/7/punct ./PUNCT/2/punct"
    )
    rows = extracted(sentence).quotations.select("quotation_type", "speaker", "cue", "text").rows()
    assert rows == [("mixed", "Holm", "threatened", "to sue “every paper that lies”")]


def test_a_cue_may_be_inserted_far_before_its_words():
    sentence = parse(
        "It_/PRON/6/nsubj ,/PUNCT/4/punct she/PRON/4/nsubj said_/VERB/6/parataxis/say ,/PUNCT/4/punct "
        "cost/VERB/0/root/cost much_/ADV/6/advmod ,/PUNCT/14/punct “_/PUNCT/14/punct that/PRON/14/nsubj "
        "is_/AUX/14/cop ,/PUNCT/14/punct my/PRON/14/nmod:poss house_/NOUN/6/parataxis "
        "._/PUNCT/14/punct ”/PUNCT/14/punct"
    )
    assert extracted(sentence).quotations.select("speaker", "cue").rows() == [("she", "said")]


def test_according_to_is_a_cue():
    sentence = parse(
        "According/VERB/3/case/accord to/ADP/1/fixed Holm_/PROPN/6/obl ,/PUNCT/3/punct they/PRON/6/nsubj "
        "brought/VERB/0/root/bring “_/PUNCT/11/punct nothing/PRON/6/obj that/PRON/11/nsubj would/AUX/11/aux "
        "help_/INF/8/acl:relcl ”_/PUNCT/8/punct ./PUNCT/6/punct"
    )
    assert extracted(sentence).quotations.select("speaker", "cue").rows() == [("Holm", "According to")]


def test_who_is_quoted_as_saying_is_the_speaker():
    sentence = (
        parse(
            "Holm/PROPN/3/nsubj:pass was/AUX/3/aux:pass quoted/PART/0/root as/SCONJ/5/mark saying_/VERB/3/advcl/say "
            ":/PUNCT/5/punct “_/PUNCT/9/punct We/PRON/9/nsubj won_/VERB/5/ccomp/win ._/PUNCT/9/punct ”/PUNCT/9/punct"
        )
        .replace("quoted quoted PART 0 root", "quoted quote VERB 0 root VerbForm=Part|Tense=Past")
        .replace("saying_ say VERB 3 advcl VerbForm=Fin", "saying_ say VERB 3 advcl VerbForm=Part|Tense=Pres")
    )
    assert extracted(sentence).quotations.select("speaker", "cue").rows() == [("Holm", "saying")]


def test_who_is_quoted_by_another_is_the_speaker():
    sentence = parse(
        "Radio/NOUN/2/nsubj quoted/VERB/0/root/quote Holm/PROPN/2/obj as/SCONJ/5/mark saying_/VERB/2/advcl/say "
        ":/PUNCT/5/punct “_/PUNCT/9/punct We/PRON/9/nsubj won_/VERB/5/ccomp/win ._/PUNCT/9/punct ”/PUNCT/9/punct"
    ).replace("saying_ say VERB 2 advcl VerbForm=Fin", "saying_ say VERB 2 advcl VerbForm=Part|Tense=Pres")
    assert extracted(sentence).quotations["speaker"].to_list() == ["Holm"]


LABEL = "Holm_/PROPN/5/parataxis :/PUNCT/1/punct “_/PUNCT/5/punct We/PRON/5/nsubj won_/VERB/0/root/win ._/PUNCT/5/punct ”/PUNCT/5/punct"  # noqa: E501
SIGNED = "“_/PUNCT/3/punct We/PRON/3/nsubj won_/VERB/0/root/win ._/PUNCT/3/punct ”/PUNCT/3/punct —/PUNCT/7/punct Ida/PROPN/3/parataxis Holm/PROPN/7/flat"  # noqa: E501


@pytest.mark.parametrize(("sentence", "speaker"), [(LABEL, "Holm"), (SIGNED, "Ida Holm")])
def test_a_name_may_stand_for_a_cue(sentence, speaker):
    rows = extracted(parse(sentence)).quotations.select("speaker", "cue", "text").rows()
    assert rows == [(speaker, None, "We won.")]


def test_a_term_between_marks_is_no_quotation_of_its_own():
    sentence = parse(
        "Holm/PROPN/2/nsubj warned/VERB/0/root/warn of/ADP/8/case an/DET/8/det “_/PUNCT/6/punct imminent_/ADJ/8/amod "
        "”/PUNCT/6/punct strike_/NOUN/2/obl ./PUNCT/2/punct"
    )
    rows = extracted(sentence).quotations.select("quotation_type", "speaker", "cue", "text").rows()
    assert rows == [("mixed", "Holm", "warned of", "an “imminent” strike")]


def test_curved_marks_may_stand_within_straight_ones():
    sentence = parse(
        '"_/PUNCT/4/punct The/DET/7/det “_/PUNCT/7/punct equal_/ADJ/7/amod ”/PUNCT/7/punct high/ADJ/7/amod '
        'law/NOUN/8/nsubj won_/VERB/11/ccomp/win ,_/PUNCT/8/punct "/PUNCT/8/punct said/VERB/0/root/say '
        "Holm_/PROPN/11/nsubj ./PUNCT/11/punct"
    )
    assert extracted(sentence).quotations.select("speaker", "text").rows() == [("Holm", "The “equal” high law won")]


SHORT_BEHIND = (
    "Holm/PROPN/2/nsubj asked_/VERB/0/root/ask ,/PUNCT/2/punct “_/PUNCT/6/punct With/ADP/6/case whom_/PRON/2/obl "
    "?_/PUNCT/6/punct ”/PUNCT/6/punct"
)
SHORT_BEFORE = (
    "“_/PUNCT/2/punct Never_/ADV/5/advmod !_/PUNCT/2/punct ”/PUNCT/2/punct cried/VERB/0/root/cry Holm/PROPN/5/nsubj"
)


@pytest.mark.parametrize(("sentence", "text"), [(SHORT_BEHIND, "With whom?"), (SHORT_BEFORE, "Never!")])
def test_a_word_or_two_may_be_all_that_was_said(sentence, text):
    rows = extracted(parse(sentence)).quotations.select("quotation_type", "speaker", "text").rows()
    assert rows == [("direct", "Holm", text)]


SHOT_BACK = WON.format(head=7) + "Holm/PROPN/7/nsubj shot/VERB/0/root/shoot back_/ADV/7/advmod ./PUNCT/7/punct"
WROTE_IN = WON.format(head=7) + (
    "Holm/PROPN/7/nsubj wrote/VERB/0/root/write in/ADP/7/compound:prt a/DET/10/det letter_/NOUN/7/obj ./PUNCT/7/punct"
)


@pytest.mark.parametrize(("sentence", "cue"), [(SHOT_BACK, "shot back"), (WROTE_IN, "wrote in")])
def test_the_lexicon_knows_which_particle_a_verb_has(sentence, cue):
    assert extracted(parse(sentence)).quotations.select("speaker", "cue", "text").rows() == [("Holm", cue, "We won")]


def test_a_name_behind_a_dash_may_stand_for_a_cue():
    sentence = parse(
        "Holm/PROPN/2/nsubj left/VERB/0/root/leave -/PUNCT/4/punct Orel_/PROPN/2/parataxis :/PUNCT/4/punct "
        "“_/PUNCT/8/punct We/PRON/8/nsubj won_/VERB/4/parataxis/win ._/PUNCT/8/punct ”/PUNCT/8/punct"
    )
    assert extracted(sentence).quotations.select("speaker", "text").rows() == [("Orel", "We won.")]


def test_a_title_within_the_subject_is_no_quotation():
    sentence = parse(
        "Holm_/PROPN/9/nsubj ,/PUNCT/3/punct star/NOUN/1/appos of/ADP/6/case “_/PUNCT/6/punct Frost_/PROPN/3/nmod "
        ",_/PUNCT/1/punct ”/PUNCT/6/punct thanked/VERB/0/root/thank Orel/PROPN/9/obj for/ADP/13/case “_/PUNCT/13/punct "
        "keeping/VERB/9/advcl/keep us/PRON/13/obj all/DET/14/det safe_/ADJ/13/xcomp ._/PUNCT/9/punct ”/PUNCT/13/punct"
    )
    assert set(extracted(sentence).quotations["cue"]) == {"thanked"}
    assert extracted(sentence).quotations["speaker"].str.starts_with("Holm").all()


def test_names_in_a_transcript_say_what_follows_them():
    holm = parse(
        '"_/PUNCT/5/punct HOLM_/PROPN/5/parataxis :/PUNCT/2/punct They/PRON/5/nsubj won_/VERB/0/root/win '
        "./PUNCT/5/punct"
    )
    gest = parse(
        '"_/PUNCT/5/punct GEST_/PROPN/5/parataxis :/PUNCT/2/punct They/PRON/5/nsubj lost_/VERB/0/root/lose '
        '._/PUNCT/5/punct "/PUNCT/5/punct'
    )
    found = extracted(holm, gest).quotations
    assert found.select("speaker", "text").rows() == [("HOLM", "They won."), ("GEST", "They lost.")]
    assert found["quotation_id"].n_unique() == 2


def test_a_participle_behind_a_comma_is_said_of_the_clauses_subject():
    sentence = parse(
        "Holm/PROPN/2/nsubj mocked/VERB/0/root/mock the/DET/4/det plan_/NOUN/2/obj ,/PUNCT/6/punct "
        "saying_/VERB/4/acl/say :/PUNCT/6/punct “_/PUNCT/10/punct They/PRON/10/nsubj lost_/VERB/6/ccomp/lose "
        "._/PUNCT/10/punct ”/PUNCT/10/punct"
    ).replace("saying_ say VERB 4 acl VerbForm=Fin", "saying_ say VERB 4 acl VerbForm=Ger")
    rows = extracted(sentence).quotations.filter(cue="saying").select("speaker", "text").rows()
    assert rows == [("Holm", "They lost.")]


def test_a_clause_of_time_is_no_cue():
    sentence = WON.format(head=11) + (
        "when/ADV/8/mark Gest/PROPN/8/nsubj told/VERB/11/advcl/tell him_/PRON/8/obj ,/PUNCT/8/punct "
        "left/VERB/0/root/leave ./PUNCT/11/punct"
    )
    assert "told" not in extracted(parse(sentence)).quotations["cue"].to_list()


def test_those_were_the_words_of_somebody_behind_a_quotation():
    quoted = "“_/PUNCT/3/punct They/PRON/3/nsubj lost_/VERB/0/root/lose ._/PUNCT/3/punct ”/PUNCT/3/punct"
    told = (
        "Those/PRON/4/nsubj were/AUX/4/cop the/DET/4/det {noun}/NOUN/0/root/{lemma} of/ADP/6/case "
        "Holm_/PROPN/4/nmod ./PUNCT/4/punct"
    )
    for noun, lemma, speaker in (("words", "word", "Holm"), ("days", "day", None)):
        given = parse(quoted) + "\n\n" + parse(told.format(noun=noun, lemma=lemma))
        assert extracted(given).quotations.select("text", "speaker").rows() == [("They lost.", speaker)]


def test_a_colon_within_a_sentence_leads_back_to_no_other_sentence() -> None:
    told = (
        "They/PRON/2/nsubj left_/VERB/5/ccomp/leave ,/PUNCT/2/punct Royce/PROPN/5/nsubj said_/VERB/0/root/say "
        "./PUNCT/5/punct"
    )
    answered = (
        "It/PRON/2/nsubj pleased/VERB/0/root/please Holm_/PROPN/2/obj :/PUNCT/7/punct “_/PUNCT/7/punct We/PRON/7/nsubj "
        "won_/VERB/2/parataxis/win ._/PUNCT/7/punct ”/PUNCT/7/punct"
    )
    rows = extracted(parse(told) + "\n\n" + parse(answered)).quotations
    assert rows.filter(quotation_type="direct").select("speaker", "cue", "text").rows() == [(None, None, "We won.")]


@pytest.mark.parametrize(("word", "count"), [("Make", 0), ("make", 1)])
def test_what_has_the_capitals_of_a_title_is_no_quotation(word: str, count: int) -> None:
    book = (
        f"In/ADP/3/case the/DET/3/det book/NOUN/13/obl “_/PUNCT/5/punct {word}/VERB/3/acl/make Your/PRON/7/nmod:poss "
        "Child/NOUN/5/obj a/DET/9/det Millionaire_/NOUN/5/xcomp ,_/PUNCT/5/punct ”/PUNCT/5/punct Holm/PROPN/13/nsubj "
        "suggested/VERB/0/root/suggest saving_/VERB/13/xcomp/save ./PUNCT/13/punct"
    )
    quoted = extracted(parse(book)).quotations["text"]
    assert quoted.str.contains("Child").sum() == count
