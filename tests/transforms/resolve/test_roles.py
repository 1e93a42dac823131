"""roles: what a person is, and of which country, as one sentence says it."""

import polars as pl

from transforms.resolve.roles import with_roles


def test_a_role_is_of_the_country_beside_it_and_of_none_in_another_sentence() -> None:
    text = "Russia's defense minister Ana Ruiz left Spain. Foreign Minister Jo Roe stayed."
    spans = [
        (0, "Russia", "country", "RUS"), (0, "Ana Ruiz", "person", None), (0, "Spain", "country", "ESP"),
        (1, "Jo Roe", "person", None),
    ]  # fmt: skip
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
    told = [(0, "Ana Ruiz", "defense minister"), (1, "Jo Roe", "Foreign Minister")]
    facts = pl.DataFrame(
        {
            "doc_id": ["d", "d"],
            "sentence_id": [sentence for sentence, *_ in told],
            "rule": ["role.apposition", "role.title"],
            "subject_start": [text.index(who) for _, who, _ in told],
            "subject_end": [text.index(who) + len(who) for _, who, _ in told],
            "predicate": [role for *_, role in told],
            "predicate_start": [text.index(role) for *_, role in told],
            "predicate_end": [text.index(role) + len(role) for *_, role in told],
        }
    )
    found = with_roles(names, facts).filter(entity_type="person")
    assert found.select("entity_id", "role", "sector", "country_code").rows() == [
        ("Ana Ruiz", "defense minister", "gov", "RUS"),
        ("Jo Roe", "Foreign Minister", "gov", None),
    ]
