"""Places: towns, provinces and regions by what stands beside them, their document, and their population."""

import pytest

from tests.transforms.resolve.test_resolve import mentions
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
