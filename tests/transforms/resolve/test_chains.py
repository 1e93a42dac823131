"""chains on literal parses: which names, nouns and pronouns are of the same."""

import polars as pl

from tests.transforms.extract.parses import frames
from transforms.extract import extract
from transforms.resolve import resolve

SPEAKS = """
Defense defense NOUN 2 compound
Minister minister NOUN 3 nmod:desc Number=Sing person
Hulusi Hulusi PROPN 5 nsubj Number=Sing person
Akar Akar PROPN 3 flat
spoke speak VERB 0 root VerbForm=Fin
in in ADP 7 case
Ankara_ Ankara PROPN 5 obl Number=Sing place
. . PUNCT 5 punct
"""
AKAR = (("Hulusi Akar", "person"), ("Ankara", "place"))


def sentence(subject: str, *, pronoun: str = "") -> str:
    """`The minister` and so on, who left, or who praised `pronoun`."""
    words = subject.split()
    lines = [f"{word} {word.lower()} DET {len(words)} det" for word in words[:-1]]
    upos = "PRON" if len(words) == 1 else "NOUN"
    number = "Plur" if words[-1] in ("They", "rebels") else "Sing"
    kind = "_" if upos == "PRON" else "person"
    lines.append(f"{words[-1]} {words[-1].rstrip('s').lower()} {upos} {len(words) + 1} nsubj Number={number} {kind}")
    lines.append(f"praised praise VERB 0 root VerbForm=Fin\n{pronoun}_ {pronoun} PRON {len(words) + 1} obj" if pronoun
                 else "left_ leave VERB 0 root VerbForm=Fin")  # fmt: skip
    return "\n".join([*lines, f". . PUNCT {len(words) + 1} punct"])


def chains(*paragraphs: str, names: tuple[tuple[str, str], ...] = AKAR) -> dict[str, str | None]:
    """Entity of each mention that is no name, by its text, in a document of these paragraphs."""
    documents, sentences, tokens, named = frames(*paragraphs, names=names)
    found = extract(documents, sentences, tokens, named)
    tables = (getattr(found, name) for name in ("mentions", "quotations", "facts", "arguments", "casualties"))
    mentions = resolve(documents, tokens, *tables).mentions
    for start, end, text in mentions.select("char_start", "char_end", "text").iter_rows():
        assert documents["text"][0][start:end] == text
    chained = mentions.filter((pl.col("mention_type") != "name") & pl.col("chain_id").is_not_null())
    return dict(chained.select("text", "entity_id").iter_rows())


def test_a_pronoun_is_the_subject_told_of_before() -> None:
    assert chains(SPEAKS, sentence("He"))["He"] == "person:hulusi-akar"
    assert "She" not in chains(SPEAKS.replace("Hulusi", "John"), sentence("She"), names=(("John Akar", "person"),))


def test_a_title_alone_is_who_bears_it() -> None:
    assert chains(SPEAKS, sentence("The minister"))["The minister"] == "person:hulusi-akar"
    assert "The senator" not in chains(SPEAKS, sentence("The senator"))


def test_who_acts_and_whom_he_acts_on_are_two() -> None:
    both = chains(SPEAKS, sentence("The senator", pronoun="him"))
    assert both["him"] == "person:hulusi-akar"
    assert "The senator" not in both


def test_the_same_noun_is_the_same_without_a_name() -> None:
    rebels = chains(sentence("Some rebels"), sentence("The rebels"), sentence("They"), names=())
    assert rebels == {"Some rebels": None, "The rebels": None, "They": None}
    assert chains(sentence("The rebels"), sentence("The senator"), names=()) == {}


def test_who_is_told_of_long_before_is_not_meant() -> None:
    between = [sentence("A dog").replace(" person", " _") for _ in range(3)]
    assert "He" not in chains(SPEAKS, *between, sentence("He"))


def test_it_within_a_report_is_the_body_that_reports() -> None:
    report = """
    Arvenia Arvenia PROPN 2 nsubj Number=Sing place
    {verb} {lemma} VERB 0 root VerbForm=Fin|Tense=Past
    that that SCONJ 5 mark
    it it PRON 5 nsubj Number=Sing|PronType=Prs
    left_ leave VERB 2 ccomp VerbForm=Fin|Tense=Past
    . . PUNCT 2 punct
    """
    names = (("Arvenia", "country"),)
    assert chains(report.format(verb="said", lemma="say"), names=names) == {"it": "country:arvenia"}
    assert "it" not in chains(report.format(verb="proved", lemma="prove"), names=names)


def test_whom_a_document_is_of_is_meant_where_nobody_is_near() -> None:
    between = [sentence("A dog").replace(" person", " _") for _ in range(3)]
    told = [SPEAKS, *(sentence("The minister") for _ in range(2)), *between, sentence("He")]
    assert chains(*told)["He"] == "person:hulusi-akar"


def test_a_body_is_called_by_the_noun_before_of() -> None:
    church = """
    The the DET 2 det
    Church Church PROPN 5 nsubj Number=Sing organization
    of of ADP 4 case
    Arven Arven PROPN 2 nmod Number=Sing
    grew_ grow VERB 0 root VerbForm=Fin
    . . PUNCT 5 punct
    """
    again = sentence("The church").replace(" person", " organization")
    names = (("Church of Arven", "organization"),)
    assert chains(church, again, names=names)["The church"] == "organization:church-of-arven"
    other = again.replace("church", "school")
    assert "The school" not in chains(church, other, names=names)


def test_the_army_is_the_states_and_no_rebels_by_its_word() -> None:
    speaks = SPEAKS.replace("Hulusi Hulusi", "Liberation Liberation").replace("Akar Akar", "{0} {0}")
    speaks = speaks.replace("Sing person\n{0}", "Sing organization\n{0}")
    for word, expected in (("Army", {}), ("Front", {"The front": "organization:liberation-front"})):
        named = (("Liberation " + word, "organization"), ("Ankara", "place"))
        noun = sentence(f"The {word.lower()}").replace("Sing person", "Sing organization")
        assert chains(speaks.format(word), noun, names=named) == expected


def test_a_slot_means_whom_the_mention_in_it_means() -> None:
    # A council in a text about Turkey is Turkey's, unless it is the one that was named before.
    turkish = sentence("The Turkish council").replace("turkish DET 3 det", "Turkish ADJ 3 amod")
    city = SPEAKS.replace("Hulusi Hulusi", "City City").replace("Akar Akar", "Council Council")
    again = sentence("The council").replace("Sing person", "Sing organization")
    named = (("Turkish", "group"), ("City Council", "organization"))
    documents, sentences, tokens, names = frames(turkish, city, again, names=named)
    found = extract(documents, sentences, tokens, names)
    tables = (getattr(found, name) for name in ("mentions", "quotations", "facts", "arguments", "casualties"))
    made = resolve(documents, tokens, *tables)
    mentions = made.mentions.select("entity_id", subject_start="char_start")
    both = made.facts.filter(predicate="left").join(mentions, on="subject_start").sort("subject_start")
    assert both["entity_id"].to_list() == ["actor:TUR-gov", "organization:city-council"]
    assert both["subject_entity_id"].to_list() == both["entity_id"].to_list()


NAMED = """
The the DET 2 det
{noun} {noun} NOUN 6 nsubj Number=Sing {kind}
,_ , PUNCT 4 punct
Hulusi Hulusi PROPN 2 appos Number=Sing person
Akar_ Akar PROPN 4 flat
left_ leave VERB 0 root VerbForm=Fin
. . PUNCT 6 punct
"""
SAYS_WHO = """
{pronoun} {pronoun} PRON 3 nsubj Number=Sing
am be AUX 3 cop VerbForm=Fin
Hulusi Hulusi PROPN 0 root Number=Sing person
Akar_ Akar PROPN 3 flat
. . PUNCT 3 punct
"""


def test_a_name_behind_a_noun_or_a_pronoun_is_whose_it_is() -> None:
    name = (("Hulusi Akar", "person"),)
    assert chains(NAMED.format(noun="minister", kind="person"), names=name)["The minister"] == "person:hulusi-akar"
    assert chains(NAMED.format(noun="party", kind="organization"), names=name) == {}
    assert chains(SAYS_WHO.format(pronoun="I"), names=name)["I"] == "person:hulusi-akar"
    assert chains(SAYS_WHO.format(pronoun="it"), names=name) == {}
