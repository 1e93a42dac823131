"""Names out of tags: edges, designations, and types that their words tell."""

import polars as pl

from transforms.annotate.names import names


def found(words: str) -> list[tuple[str, str]]:
    """Names in words written as form/tag, those without a tag being O; a hyphen between + signs touches both sides."""
    pairs = [[*word.rsplit("/", 1), "O"][:2] for word in words.replace("+-+", " +- ").split()]
    text, rows = "", []
    for number, (form, tag) in enumerate(pairs, 1):
        glued = form.startswith("+") or (rows and rows[-1]["form"] == "-")
        form = form.removeprefix("+")
        start = len(text) + (0 if glued or not text else 1)
        text += ("" if glued or not text else " ") + form
        upos = "PROPN" if form[0].isupper() else "NOUN"
        rows.append(
            {"token_id": number, "char_start": start, "char_end": len(text), "form": form, "lemma": form.lower()}
            | {"upos": upos, "tag": tag}
        )
    key = {"doc_id": pl.lit("d"), "sentence_id": pl.lit(0)}
    tokens = pl.DataFrame(rows).with_columns(**key)
    sentences = pl.DataFrame({"char_start": [0], "text": [text]}).with_columns(**key)
    return names(tokens, sentences).select("text", "entity_type").rows()


def test_a_name_takes_in_the_word_that_says_what_it_is() -> None:
    assert found("the Paris/B-place Agreement holds") == [("Paris Agreement", "agreement")]
    assert found("Hurricane Maria/B-person hit") == [("Hurricane Maria", "event")]
    assert found("the Treaty of Rome/B-place ended") == [("Treaty of Rome", "agreement")]


def test_a_common_word_after_a_name_is_not_taken_in() -> None:
    assert found("the Paris/B-place agreement holds") == [("Paris", "place")]


def test_the_last_word_tells_the_type_but_persons_stay_persons() -> None:
    assert found("Kennedy/B-organization International/I-organization Airport/I-organization") == [
        ("Kennedy International Airport", "facility")
    ]
    assert found("Catherine/B-person House/I-person") == [("Catherine House", "person")]


def test_peoples_are_groups() -> None:
    assert found("fourteen Turks/B-person died") == [("Turks", "group")]


def test_a_full_name_is_a_country_and_a_short_one_is_what_the_model_read() -> None:
    assert found("Democratic/B-place Republic/I-place of/I-place the/I-place Congo/I-place") == [
        ("Democratic Republic of the Congo", "country")
    ]
    assert found("Katie/B-person Jordan/I-person spoke to Jordan/B-person") == [
        ("Katie Jordan", "person"),
        ("Jordan", "person"),
    ]
    assert found("Jordan/B-person spoke") == [("Jordan", "country")]


def test_an_arabic_article_holds_a_name_together() -> None:
    assert found("Ali/B-person al/I-person+-+Rashid spoke") == [("Ali al-Rashid", "person")]
    assert found("the US/B-country+-+Led mission") == [("US", "country")]


def test_plain_nouns_are_no_names() -> None:
    assert found("two senators/B-person of Georgia/B-place") == [("Georgia", "place")]


def test_a_bank_of_a_place_is_no_place() -> None:
    assert found("the Bank/B-place of/I-place England/I-place") == [("Bank of England", "organization")]


def test_designations_are_weapons_and_vehicles() -> None:
    assert found("the S+-+400 and two F+-+16s") == [("S-400", "weapon"), ("F-16s", "vehicle")]


def test_a_word_of_other_meanings_needs_a_military_sentence() -> None:
    assert found("a Javelin missile") == [("Javelin", "weapon")]
    assert found("the Javelin throw") == []


def test_a_designation_leaves_persons_and_places_alone() -> None:
    assert found("Patriot/B-person fired a missile") == [("Patriot", "person")]
