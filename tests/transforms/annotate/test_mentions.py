"""Names that others of their document tell."""

import polars as pl

from transforms.annotate.names import names

SCHEMA = ["doc_id", "sentence_id", "token_id", "char_start", "char_end", "form", "lemma", "upos", "tag"]


def found(*lines: str) -> list[list[tuple[str, str]]]:
    """The names of a document of several sentences, each in words written as form/tag, those without a tag being O."""
    rows, texts, start = [], [], 0
    for number, line in enumerate(lines):
        begins, place = start, 1
        for word in line.split():
            form, tag = [*word.rsplit("/", 1), "O"][:2]
            upos = "PROPN" if form[0].isupper() else "NOUN" if form[0].isalpha() else "PUNCT"
            rows.append(("d", number, place, start, start + len(form), form, form.lower(), upos, tag))
            start, place = start + len(form) + 1, place + 1
        texts.append(("d", number, begins, " ".join(word.rsplit("/", 1)[0] for word in line.split())))
    tokens = pl.DataFrame(rows, schema=SCHEMA, orient="row").with_columns(head=pl.lit(0), deprel=pl.lit("dep"))
    tokens = tokens.with_columns(pl.col("char_start", "char_end").cast(pl.Int32))
    sentences = pl.DataFrame(texts, schema=["doc_id", "sentence_id", "char_start", "text"], orient="row")
    table = names(tokens, sentences)
    return [table.filter(pl.col("sentence_id") == n).select("text", "entity_type").rows() for n in range(len(lines))]


def test_letters_in_brackets_are_what_the_name_before_is() -> None:
    assert found(
        "the Housing/B-organization Board/I-organization of/I-organization Reno/I-organization ( HBR/B-person ) met",
        "nobody trusts HBR/B-person now",
    ) == [
        [("Housing Board of Reno", "organization"), ("HBR", "organization")],
        [("HBR", "organization")],
    ]


def test_letters_of_an_organization_are_found_without_brackets() -> None:
    assert found(
        "the Coalition/B-organization Provisional/I-organization Authority/I-organization left", "so did the CPA itself"
    )[1] == [("CPA", "organization")]


def test_a_storm_is_called_by_its_last_word_and_a_person_keeps_it() -> None:
    storm = "and Hurricane/B-event Rita/I-event came"
    assert found(storm, "then Rita/B-person hit us")[1] == [("Rita", "event")]
    assert found(storm, "then Ann/B-person Rita/I-person hid", "and Rita/B-person cried")[2] == [("Rita", "person")]


def test_a_family_name_is_looked_for() -> None:
    assert found("then Steve/B-person Jobs/I-person spoke", "as Jobs left early")[1] == [("Jobs", "person")]


def test_a_name_stands_again_whole() -> None:
    assert found("the Airbus/B-vehicle A380/I-vehicle flew", "one Airbus/B-organization A380 landed")[1] == [
        ("Airbus A380", "vehicle")
    ]


def test_a_month_is_no_person_of_its_name() -> None:
    assert found("so Theresa/B-person May/I-person spoke", "on May 2 she left", "but May stayed", "last May he died")[
        1:
    ] == [
        [],
        [("May", "person")],
        [],
    ]


def test_a_persons_full_name_is_no_work() -> None:
    assert found("then Ann/B-other Moss/I-other spoke", "as Moss/B-person left")[0] == [("Ann Moss", "person")]
    assert found("then Letters/B-other to/I-other Moss/I-other appeared", "as Moss/B-person left")[0] == [
        ("Letters to Moss", "other")
    ]
