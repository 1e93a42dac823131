"""Places: towns, provinces and regions by what stands beside them, their document, and their population."""

import polars as pl
import pytest

from tests.transforms.resolve.test_resolve import mentions
from transforms.resolve.datelines import printed, written_in
from transforms.resolve.names import identified


def places(text: str, *names: str, kind: str = "place") -> list[tuple[int | None, str | None, int | None]]:
    """GeoNames id, country and precision of the names of a text."""
    found = identified(mentions(*((name, kind) for name in names), text=text))
    return found.select("geonames_id", "country_code", "place_precision").rows()


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Paris", ("Paris",), (2988507, "FRA", 1)),
        ("in Paris, Texas", ("Paris", "Texas"), (4717560, "USA", 1)),
        ("Paris, in a text that names Texas", ("Paris", "Texas"), (4717560, "USA", 1)),
        ("Paris, of which Americans dream", ("Paris", "Americans"), (2988507, "FRA", 1)),
        ("Washington, where Britain has an embassy", ("Washington", "Britain"), (4140963, "USA", 1)),
        ("Birmingham, in America", ("Birmingham", "America"), (4049979, "USA", 1)),
        ("in Tripoli, Lebanon’s second city", ("Tripoli", "Lebanon"), (266826, "LBN", 1)),
        ("in London, Ontario", ("London", "Ontario"), (6058560, "CAN", 1)),
        ("Idlib, in Syria", ("Idlib", "Syria"), (169389, "SYR", 1)),
        ("Idlib province, in Syria", ("Idlib", "Syria"), (169387, "SYR", 4)),
        ("Idlib Province, in Syria", ("Idlib Province", "Syria"), (169387, "SYR", 4)),
        ("northwest Idlib, in Syria", ("Idlib", "Syria"), (169387, "SYR", 4)),
        ("Helmand", ("Helmand",), (1140043, "AFG", 4)),
        ("farmers of Punjab, India", ("Punjab", "India"), (1259223, "IND", 4)),
        ("Donbas", ("Donbas",), (None, "UKR", 5)),
        ("Springfield", ("Springfield",), (None, None, None)),
        ("Victoria", ("Victoria",), (None, None, None)),
        ("Veshtan, in Turkey", ("Veshtan", "Turkey"), (None, "TUR", None)),
    ],
)
def test_a_name_is_the_place_that_its_text_means(
    text: str, names: tuple[str, ...], expected: tuple[int | None, str | None, int | None]
) -> None:
    assert places(text, *names)[0] == expected


def test_whose_province_it_is_may_stand_before_it() -> None:
    assert places("Pakistan’s Punjab", "Pakistan", "Punjab")[1] == (1167710, "PAK", 4)


def test_georgia_is_a_state_where_atlanta_is_named_and_a_country_where_tbilisi_is() -> None:
    assert places("Georgia and Atlanta", "Georgia", "Atlanta")[0] == (4197000, "USA", 4)
    assert places("Rome, Georgia", "Rome", "Georgia") == [(4219762, "USA", 1), (4197000, "USA", 4)]
    assert places("Georgia and Tbilisi", "Georgia", "Tbilisi")[0] == (None, "GEO", 6)
    assert places("Georgia", "Georgia")[0] == (None, "GEO", 6)


def test_a_place_that_the_model_took_for_a_person_is_one_behind_in() -> None:
    found = identified(mentions(("Jenin", "person"), ("Israel", "country"), text="in Jenin, in Israel"))
    assert found["entity_type"].to_list() == ["place", "country"]
    alone = identified(mentions(("Jenin", "person"), text="Jenin said so"))
    assert alone["entity_type"].to_list() == ["person"]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        # Nothing else is called so, of 500 people and more.
        ("in Marib", ("Marib",), (72968, "YEM", 1)),
        ("the Gaza authorities", ("Gaza",), (None, "PSE", 5)),
        ("Gaza City", ("Gaza City",), (281133, "PSE", 1)),
        # One stands near a place that nobody doubts.
        ("Rafah and Khan Younis", ("Rafah", "Khan Younis"), (281102, "PSE", 1)),
        ("Dhamar, to which Houthis fled", ("Dhamar", "Houthis"), (76184, "YEM", 1)),
        ("Tripoli, where Lebanese troops are", ("Tripoli", "Lebanese"), (266826, "LBN", 1)),
        # No other Windsor than that in Vermont, which is too small to be known; neither of two that are much alike.
        ("Windsor, Vermont", ("Windsor", "Vermont"), (None, None, None)),
        ("Springfield, as Americans say", ("Springfield", "Americans"), (None, None, None)),
        ("Beirut, Damascus and Baghdad", ("Beirut", "Damascus", "Baghdad"), (276781, "LBN", 1)),
        ("Boston, Chicago, New York", ("Boston", "Chicago", "New York"), (4930956, "USA", 1)),
        ("Chicago, New York, Boston", ("Chicago", "New York", "Boston"), (4887398, "USA", 1)),
        ("New York", ("New York",), (5128581, "USA", 1)),
    ],
)
def test_other_places_and_bodies_tell_of_a_place(
    text: str, names: tuple[str, ...], expected: tuple[int | None, str | None, int | None]
) -> None:
    assert places(text, *names)[0] == expected


def test_a_region_has_one_name() -> None:
    found = identified(mentions(("Donbass", "place"), ("Donbas", "place"), text="Donbass, or Donbas"))
    assert found["entity_id"].to_list() == ["place:donbas", "place:donbas"]


def test_the_dateline_tells_of_the_places_in_its_article() -> None:
    documents = pl.DataFrame({"doc_id": ["d", "e"], "dateline": ["TEGUCIGALPA, Honduras", "BOGOTA"]})
    found = identified(mentions(("La Ceiba", "place"), text="La Ceiba"), printed(documents))
    assert found["country_code"].to_list() == ["HND"]
    nowhere = identified(mentions(("San Marcos", "place"), text="in San Marcos"))
    assert nowhere["country_code"].to_list() == [None]
    told = identified(mentions(("San Marcos", "place"), text="in San Marcos", doc_id="e"), printed(documents))
    assert told["country_code"].to_list() == ["COL"]


def test_a_datelines_place_is_settled_by_its_article() -> None:
    documents = pl.DataFrame({"doc_id": ["d"], "dateline": ["TRIPOLI"]})
    names = pl.DataFrame({"doc_id": ["d", "d"], "text": ["Lebanese", "Beirut"]})
    assert written_in(documents, names)["country_code"].to_list() == ["LBN"]
    assert written_in(documents, names.clear())["country_code"].to_list() == ["LBY"]
