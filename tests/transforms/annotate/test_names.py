"""Names out of tags: edges, designations, and types that their words tell."""

import polars as pl
import pytest

from transforms.annotate.edges import untitled
from transforms.annotate.names import names
from transforms.annotate.unread import first_names


def found(words: str) -> list[tuple[str, str]]:
    """Names in words written as form/tag, those without a tag being O; a hyphen between + signs touches both sides."""
    pairs = [[*word.rsplit("/", 1), "O"][:2] for word in words.replace("+-+", " +- ").split()]
    text, rows = "", []
    for number, (form, tag) in enumerate(pairs, 1):
        glued = form.startswith("+") or (rows and rows[-1]["form"] == "-")
        form = form.removeprefix("+")
        start = len(text) + (0 if glued or not text else 1)
        text += ("" if glued or not text else " ") + form
        upos = "PUNCT" if not form[0].isalnum() else "PROPN" if form[0].isupper() else "NOUN"
        rows.append(
            {"token_id": number, "char_start": start, "char_end": len(text), "form": form, "lemma": form.lower()}
            | {"upos": upos, "tag": tag, "head": number - 1, "deprel": "dep"}
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


def test_a_hyphen_holds_a_given_name_together() -> None:
    assert found("Hau/B-person Lung/I-person+-+Bin spoke") == [("Hau Lung-Bin", "person")]
    # What is backed by somebody is none of them.
    assert found("Vladimir/B-person Putin/I-person+-+backed rebels") == [("Vladimir Putin", "person")]


def test_a_title_is_no_part_of_a_persons_name() -> None:
    assert found("US/B-person President/I-person Ann/I-person Moss/I-person spoke") == [
        ("US", "country"),
        ("Ann Moss", "person"),
    ]
    assert found("then House/B-person Speaker/I-person Moss/I-person spoke") == [("Moss", "person")]
    assert found("Ambassador/B-person Moss/I-person spoke") == [("Moss", "person")]
    # What is borne as a name is none.
    assert found("Sultan/B-person Ahmed/I-person spoke") == [("Sultan Ahmed", "person")]


def test_a_lake_or_a_port_is_no_country() -> None:
    assert found("ships left Port Sudan/B-country early") == [("Port Sudan", "place")]
    assert found("shores of Lake/B-place Chad/I-place dried") == [("Lake Chad", "place")]


def test_an_ampersand_joins_one_company() -> None:
    assert found("he sued Holt/B-person & Marlow/B-person twice") == [("Holt & Marlow", "organization")]


def test_words_of_treaties_and_regions_tell_against_the_model() -> None:
    assert found("the Brenno/B-person Accords/I-person held") == [("Brenno Accords", "agreement")]
    assert found("aid for Somaliland/B-group came") == [("Somaliland", "place")]
    assert found("armed with Kalashnikovs/B-person there") == [("Kalashnikovs", "weapon")]


def test_a_country_before_a_title_is_one() -> None:
    assert found("and U.S. Secretary left early") == [("U.S.", "country")]


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


def test_a_title_alone_is_no_name_and_a_common_noun_ends_one() -> None:
    assert found("he met the Prime Minister/B-person there") == []
    assert found("the Fiat/B-organization corporation/I-organization grew") == [("Fiat", "organization")]
    assert found("read The/B-organization Guardian/I-organization today") == [("Guardian", "organization")]
    assert found("from The/B-place Hague/I-place came news") == [("The Hague", "place")]


def test_what_follows_a_title_is_a_person() -> None:
    assert found("Syrian President Bashar Assad left") == [("Syrian", "group"), ("Bashar Assad", "person")]
    assert found("said Mr. Abe/B-place quietly") == [("Abe", "person")]
    assert found("the Justice Department sued") == [("Justice Department", "organization")]


def test_a_cleric_of_two_names_is_a_person_and_one_word_is_too_few() -> None:
    assert found("the cleric Muqtada al+-+Sadr spoke") == [("Muqtada al-Sadr", "person")]
    assert found("the cleric Muqtada spoke") == []


def test_peoples_are_found_but_not_in_longer_names_nor_in_capitals() -> None:
    assert found("fourteen Turks died") == [("Turks", "group")]
    assert found("a Norwegian Forest Cat") == []
    assert found("THREE POLES FELL") == []


def test_the_last_word_holds_an_organization_together() -> None:
    assert found("the Israeli/B-group Defense Forces withdrew") == [("Israeli Defense Forces", "organization")]
    assert found("with Singapore/B-country Airlines they flew") == [("Singapore Airlines", "organization")]
    assert found("the Iranian/B-group Foreign/B-organization Ministry/I-organization said so") == [
        ("Iranian", "group"),
        ("Foreign Ministry", "organization"),
    ]
    assert found("the Japan/B-country Air/B-organization Force/I-organization flew") == [
        ("Japan Air Force", "organization")
    ]
    assert found("El/B-place Paso/I-place Energy/I-place grew") == [("El Paso Energy", "organization")]
    assert found("the Santa/B-place Ana/I-place Department/I-place") == [("Santa Ana Department", "place")]


def test_of_holds_an_organization_together() -> None:
    assert found("the Court/B-organization of the Northwest/B-place Territories/I-place sat") == [
        ("Court of the Northwest Territories", "organization")
    ]
    assert found("the Court of the moment sat") == []
    assert found("Get The/B-organization Times/I-organization of Israel/B-country daily") == [
        ("Times of Israel", "organization")
    ]
    assert found("the Department of Homeland Security said so") == [("Department of Homeland Security", "organization")]


def test_the_lexicon_of_organizations_is_believed_but_not_against_persons() -> None:
    assert found("Xinhua/B-place reports it") == [("Xinhua", "organization")]
    assert found("fighters of Hamas fled") == [("Hamas", "organization")]
    assert found("an opera by Wagner/B-person was sung") == [("Wagner", "person")]
    assert found("that IS what we said") == []


def test_a_known_organization_is_found_by_its_letters() -> None:
    assert found("then Lashkar+-+e+-+Taiba struck") == [("Lashkar-e-Taiba", "organization")]
    assert found("so UN Secretary General Annan said") == [("UN", "organization"), ("Annan", "person")]
    # In capitals names of several words are found, but no letters that are words as well.
    assert found("THE SHINING PATH STRUCK") == [("SHINING PATH", "organization")]
    assert found("WHO STRUCK") == []
    assert found("Apple/B-place sued") == [("Apple", "organization")]
    assert found("Apple growers sued") == []


def test_a_common_noun_calls_a_place() -> None:
    assert found("in the village of Kerala nobody") == [("Kerala", "place")]


def test_a_common_noun_calls_a_ship_a_newspaper_or_a_film() -> None:
    assert found("sailors of the ferry Estonia Star died") == [("Estonia Star", "vehicle")]
    assert found("so the newspaper Novosti said") == [("Novosti", "organization")]
    assert found("the city Council met") == []
    assert found("the company President spoke") == []


def test_a_country_of_several_words_is_a_country() -> None:
    assert found("in North/B-organization Korea/I-organization") == [("North Korea", "country")]


def test_a_country_stands_alone_but_not_at_the_beginning_of_a_sentence() -> None:
    assert found("support for Iraq and France") == [("Iraq", "country"), ("France", "country")]
    assert found("Turkey was roasted") == []
    assert found("he met Chad there") == []
    assert found("with US/B-organization help") == [("US", "country")]
    assert found("in the United Arab Emirates nobody") == [("United Arab Emirates", "country")]


def test_airliners_are_vehicles() -> None:
    assert found("twenty Airbus/B-organization A320 jets") == [("Airbus A320", "vehicle")]
    assert found("the Boeing/B-organization 787/B-other landed") == [("Boeing 787", "vehicle")]


def test_agreements_laws_wars_and_regiments_are_held_together() -> None:
    assert found("they signed the Cessation of Hostilities Agreement") == [
        ("Cessation of Hostilities Agreement", "agreement")
    ]
    assert found("against the Foreign Agents Law") == [("Foreign Agents Law", "other")]
    assert found("the Iran/B-country+-+Iraq/B-country War ended") == [("Iran-Iraq War", "event")]
    assert found("the 3rd Infantry/B-organization Division/I-organization left") == [
        ("3rd Infantry Division", "organization")
    ]


def test_hyphens_join_names_and_numbers() -> None:
    assert found("from Rostov/B-place+-+on+-+Don came") == [("Rostov-on-Don", "place")]
    assert found("after Chandrayaan/B-other+-+3 landed") == [("Chandrayaan-3", "other")]
    assert found("they fired a Hwasong/B-place+-+18 missile") == [("Hwasong-18", "weapon")]


def test_a_known_organization_takes_its_country_along() -> None:
    assert found("the U.S./B-country State Department said") == [("U.S. State Department", "organization")]
    assert found("hostages of Boko/B-person Haram/I-person fled") == [("Boko Haram", "organization")]


def test_a_person_noun_tells_a_person_from_a_work() -> None:
    assert found("Republican/B-group nominee Ann/B-other Moss/I-other spoke") == [
        ("Republican", "group"),
        ("Ann Moss", "person"),
    ]


def test_a_senators_party_is_no_person() -> None:
    assert found("so Moss/B-person ( R-Fla./B-person ) spoke") == [("Moss", "person")]
    assert found("so Moss/B-person ( Fla./B-person ) spoke") == [("Moss", "person"), ("Fla.", "place")]


def test_a_national_convention_is_no_treaty() -> None:
    assert found("the Geneva/B-event Convention/I-event holds") == [("Geneva Convention", "agreement")]
    assert found("the Whig/B-event National/I-event Convention/I-event met") == [("Whig National Convention", "event")]


def test_a_title_in_quotation_marks_is_a_work() -> None:
    assert found("her novel “ Flights , ” in Warsaw/B-place") == [("Flights", "other"), ("Warsaw", "place")]
    assert found('the song " Halo/B-person " and " Home "') == [("Halo", "other")]
    assert found("a film called “ The Third Man/B-person ” won") == [("The Third Man", "other")]
    assert found("wrote in a song “ Nobody wants me ” and left") == []
    assert found("the mayor “ Flights ” said") == []


def test_a_given_name_that_is_a_word_begins_a_persons_name() -> None:
    assert found("Will Marsh/B-person , who stood") == [("Will Marsh", "person")]
    assert found("Mayor Marsh/B-person , who stood") == [("Marsh", "person")]
    assert found("Will Marsh/B-person , who stood , leave ?") == [("Marsh", "person")]


def test_holidays_are_no_names() -> None:
    assert found("freed before Nowruz/B-person by Christmas/B-person Brown/I-person") == [("Christmas Brown", "person")]


def test_a_space_station_is_a_spacecraft() -> None:
    assert found("International/B-facility Space/I-facility Station/I-facility") == [
        ("International Space Station", "vehicle")
    ]


def test_a_stop_ends_the_short_word_for_a_company() -> None:
    assert found("Visakha/B-organization Ltd/I-organization +. +, a firm") == [("Visakha Ltd.", "organization")]
    assert found("sold to Visakha/B-organization Ltd/I-organization +.") == [("Visakha Ltd", "organization")]


def test_a_place_before_a_title_is_a_name_of_its_own() -> None:
    assert found("MEDELLIN/B-person MAYOR/I-person JUAN/I-person GOMEZ/I-person") == [
        ("MEDELLIN", "place"),
        ("JUAN GOMEZ", "person"),
    ]
    assert found("San/B-person Jose/I-person Mayor/I-person Liccardo/I-person") == [
        ("San Jose", "place"),
        ("Liccardo", "person"),
    ]
    assert found("Elvis/B-person Mayor/I-person Brown/I-person") == [("Elvis Mayor Brown", "person")]
    assert found("Vice/B-person President/I-person Brown/I-person") == [("Brown", "person")]
    assert found("Shadow/B-person Home/I-person Secretary/I-person Cooper/I-person") == [("Cooper", "person")]


def test_a_former_state_is_a_country() -> None:
    assert found("in the Soviet/B-place Union/I-place and the Gold/B-place Coast/I-place") == [
        ("Soviet Union", "country"),
        ("Gold Coast", "place"),
    ]


def test_a_region_is_no_country() -> None:
    assert found("in LATIN/B-country AMERICA/I-country and in France/B-country") == [
        ("LATIN AMERICA", "place"),
        ("France", "country"),
    ]


def test_radio_stands_before_a_station() -> None:
    assert found("Radio Venceremos/B-person said") == [("Radio Venceremos", "organization")]


@pytest.mark.parametrize(("upos", "expected"), [("AUX", "B-person"), ("VERB", "O")])
def test_a_verb_before_its_subject_is_no_given_name(upos: str, expected: str) -> None:
    rows = pl.DataFrame(
        {
            "sentence": [0] * 4,
            "token_id": [1, 2, 3, 4],
            "form": ["Will", "Ellis", ",", "nothing"],
            "lower": ["will", "ellis", ",", "nothing"],
            "upos": [upos, "PROPN", "PUNCT", "PRON"],
            "tag": ["O", "B-person", "O", "O"],
        }
    )
    assert first_names(rows)["tag"][0] == expected


@pytest.mark.parametrize(("head", "expected"), [(3, "B-place"), (1, "B-person")])
def test_a_town_that_the_rest_hangs_on_stays_with_it(head: int, expected: str) -> None:
    rows = pl.DataFrame(
        {
            "run": [1] * 3,
            "token_id": [1, 2, 3],
            "head": [3, head, head],
            "deprel": ["compound", "flat", "flat"],
            "form": ["Charlotte", "Mayor", "Roberts"],
            "tag": ["B-person", "I-person", "I-person"],
        }
    )
    assert untitled(rows)["tag"][0] == expected
