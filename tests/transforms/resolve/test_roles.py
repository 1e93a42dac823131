"""roles: what a person is, and of which country, as one sentence says it."""

import polars as pl

from transforms.resolve.roles import with_roles

Span = tuple[int, str, str, str | None]


def persons(text: str, spans: list[Span], told: list[tuple[int, str, str]]) -> list[tuple[str | None, ...]]:
    """Persons with role, sector and country; of names: sentence, text, type, country; of roles: sentence, who, what."""
    names = pl.DataFrame(
        [
            ("d", sentence, name, kind, text.index(name), text.index(name) + len(name), code, None)
            for sentence, name, kind, code in spans
        ],
        schema={
            "doc_id": pl.String, "sentence_id": pl.Int64, "entity_id": pl.String, "entity_type": pl.String,
            "char_start": pl.Int64, "char_end": pl.Int64, "country_code": pl.String, "sector": pl.String,
        },
        orient="row",
    )  # fmt: skip
    facts = pl.DataFrame(
        [
            ("d", sentence, "role.title", text.index(who), text.index(who) + len(who), role, text.index(role),
             text.index(role) + len(role))
            for sentence, who, role in told
        ],
        schema={
            "doc_id": pl.String, "sentence_id": pl.Int64, "rule": pl.String, "subject_start": pl.Int64,
            "subject_end": pl.Int64, "predicate": pl.String, "predicate_start": pl.Int64, "predicate_end": pl.Int64,
        },
        orient="row",
    )  # fmt: skip
    found = with_roles(names, facts).filter(entity_type="person")
    return found.select("entity_id", "role", "sector", "country_code").rows()


def test_a_role_is_of_the_country_beside_it_and_of_none_in_another_sentence() -> None:
    found = persons(
        "Russia's defense minister Ana Ruiz left Spain. Foreign Minister Jo Roe stayed.",
        [
            (0, "Russia", "country", "RUS"),
            (0, "Ana Ruiz", "person", None),
            (0, "Spain", "country", "ESP"),
            (1, "Jo Roe", "person", None),
        ],
        [(0, "Ana Ruiz", "defense minister"), (1, "Jo Roe", "Foreign Minister")],
    )
    assert found == [
        ("Ana Ruiz", "defense minister", "gov", "RUS"),
        ("Jo Roe", "Foreign Minister", "gov", None),
    ]


def test_the_country_that_a_role_names_goes_before_one_that_stands_beside_it() -> None:
    found = persons(
        '"We left Britain," German Chancellor Ana Ruiz said.',
        [(0, "Britain", "country", "GBR"), (0, "German", "group", "DEU"), (0, "Ana Ruiz", "person", None)],
        [(0, "Ana Ruiz", "German Chancellor")],
    )
    assert found == [("Ana Ruiz", "German Chancellor", "gov", "DEU")]
