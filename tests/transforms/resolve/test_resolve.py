"""resolve on small tables: names to entities, capitals to governments, nouns with a country to actors, places."""

from typing import Any

import polars as pl
import pytest

from transforms.resolve.actors import actors, cored
from transforms.resolve.names import governments, identified
from transforms.resolve.places import folded, located
from warehouse.corpus import entities
from warehouse.tables import Mentions, Referents

NONE = pl.Series("doc_id", dtype=pl.String)


def mentions(*names: tuple[str, str], doc_id: str = "d") -> pl.DataFrame:
    """Names of a document, ten characters apart."""
    rows, start = [], 0
    for number, (text, kind) in enumerate(names):
        row = dict.fromkeys(Mentions.column_names())
        row |= {"doc_id": doc_id, "mention_id": f"{doc_id}-m{number}", "sentence_id": 0, "char_start": start}
        rows.append(row | {"char_end": start + len(text), "text": text, "mention_type": "name", "entity_type": kind})
        start += len(text) + 10
    return Mentions.validate(pl.DataFrame(rows, schema=pl.Schema(Mentions)), cast=True)


def ids(*names: tuple[str, str]) -> list[str | None]:
    return identified(mentions(*names))["entity_id"].to_list()


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Turkey", "country", "country:TUR"),
        ("Turkey", "place", "country:TUR"),
        ("the United States", "country", "country:USA"),
        ("Turks", "group", "people:TUR"),
        ("UN", "organization", "organization:united-nations"),
        ("the U.N. Security Council", "organization", "organization:united-nations-security-council"),
        ("S-400s", "weapon", "weapon:s-400"),
        ("Mr. Akar’s", "person", "person:akar"),
        ("Georgia", "person", "person:georgia"),
    ],
)
def test_a_name_has_the_same_id_everywhere(name: str, kind: str, expected: str) -> None:
    assert ids((name, kind)) == [expected]
    assert ids(("Oslo", "place"), (name, kind))[1] == expected


def test_a_shorter_name_is_the_longer_one_of_its_document() -> None:
    assert ids(("Hulusi Akar", "person"), ("Akar", "person")) == ["person:hulusi-akar"] * 2
    two = ids(("Hulusi Akar", "person"), ("Selin Akar", "person"), ("Akar", "person"))
    assert two == ["person:hulusi-akar", "person:selin-akar", "person:akar"]


def test_initials_are_their_organization() -> None:
    assert (
        ids(("Northern Liberation Front", "organization"), ("NLF", "organization"))
        == ["organization:northern-liberation-front"] * 2
    )


def places(*names: str) -> dict[str, tuple[Any, ...]]:
    frame = pl.DataFrame({"doc_id": "d", "name": names}).select(
        "doc_id", folded=folded(pl.col("name")), is_place=pl.lit(True)
    )
    return {row[0]: row[1:] for row in located(frame).select("folded", "country_code", "geonames_id").iter_rows()}


def test_a_town_is_that_of_the_country_or_state_that_is_named() -> None:
    assert places("Paris")["paris"] == ("FRA", 2988507)
    assert places("Paris", "Texas")["paris"] == ("USA", 4717560)
    assert places("Idlib", "Syria")["idlib"] == ("SYR", 169389)


def test_a_small_town_of_which_nothing_tells_is_left_open() -> None:
    assert places("Springfield") == {}
    assert places("Idlib") == {}
    assert places("Veshtan") == {}


def who(slot: str, *names: tuple[str, str, str | None]) -> tuple[Any, ...]:
    """Entity, country and sector of a slot that begins at 0 and holds these names."""
    slots = pl.DataFrame({"doc_id": ["d"], "sentence_id": [0], "start": [0], "end": [len(slot)], "text": [slot]})
    rows = [("d", slot.index(text), slot.index(text) + len(text), text, kind, code) for text, kind, code in names]
    columns = ["doc_id", "char_start", "char_end", "text", "entity_type", "country_code"]
    schema = dict(zip(columns, (pl.String, pl.Int32, pl.Int32, pl.String, pl.String, pl.String), strict=True))
    known = pl.DataFrame(rows, schema=schema, orient="row").with_columns(entity_id=pl.lit("named:") + pl.col("text"))
    cast = slots.with_columns(pl.col("start", "end", "sentence_id").cast(pl.Int32))
    return actors(cored(cast), known, governments(known)).select("entity_id", "country_code", "sector").row(0)


def test_a_name_heads_its_slot() -> None:
    assert who("Defense Minister Hulusi Akar", ("Hulusi Akar", "person", None))[0] == "named:Hulusi Akar"
    assert who("Akar, the minister", ("Akar", "person", None))[0] == "named:Akar"


def test_a_capital_acts_for_its_government() -> None:
    assert who("Ankara", ("Ankara", "place", "TUR"))[0] == "country:TUR"
    assert who("Ankara", ("Ankara", "place", "USA"))[0] == "named:Ankara"


@pytest.mark.parametrize(
    ("slot", "name", "expected"),
    [
        ("Syrian rebels", ("Syrian", "group", "SYR"), ("actor:SYR-reb", "SYR", "reb")),
        ("an American destroyer", ("American", "group", "USA"), ("actor:USA-mil", "USA", "mil")),
        ("Turkey’s soldiers", ("Turkey", "country", "TUR"), ("actor:TUR-mil", "TUR", "mil")),
        ("the government of Chad", ("Chad", "country", "TCD"), ("actor:TCD-gov", "TCD", "gov")),
        ("rebels", ("rebels", "other", None), ("named:rebels", None, None)),
        ("tension between Turkey and others", ("Turkey", "country", "TUR"), (None, None, None)),
        ("the bridge of Chad", ("Chad", "country", "TCD"), (None, None, None)),
    ],
)
def test_a_noun_with_a_country_is_an_actor(
    slot: str, name: tuple[str, str, str | None], expected: tuple[Any, ...]
) -> None:
    assert who(slot, name) == expected


def test_entities_gather_what_their_mentions_say() -> None:
    both = pl.concat(
        [
            identified(mentions(("Hulusi Akar", "person"), ("Akar", "person"))),
            identified(mentions(("Hulusi Akar", "person"), ("Oslo", "place"), doc_id="e")),
        ]
    ).with_columns(role=pl.lit(None, pl.String))
    rows = entities(both.select(Mentions.column_names()), Referents.create_empty(), NONE)
    assert rows.select("entity_id", "name", "aliases", "mention_count", "document_count").rows() == [
        ("person:hulusi-akar", "Hulusi Akar", ["Akar"], 3, 2),
        ("place:3143244", "Oslo", [], 1, 1),
    ]
    oslo = rows.row(1, named=True)
    assert (oslo["country_code"], round(oslo["latitude"])) == ("NOR", 60)


def test_documents_that_are_not_current_count_for_no_entity() -> None:
    both = pl.concat(
        [
            identified(mentions(("Hulusi Akar", "person"), ("Akar", "person"))),
            identified(mentions(("Hulusi Akar", "person"), ("Oslo", "place"), doc_id="e")),
        ]
    ).with_columns(role=pl.lit(None, pl.String))
    found = both.select(Mentions.column_names())
    rows = entities(found, Referents.create_empty(), pl.Series("doc_id", ["e"]))
    assert rows.select("entity_id", "name", "aliases", "mention_count", "document_count").rows() == [
        ("person:hulusi-akar", "Hulusi Akar", ["Akar"], 2, 1),
        ("place:3143244", "Oslo", [], 0, 0),
    ]
    rows = entities(found, Referents.create_empty(), pl.Series("doc_id", ["d", "e"]))
    assert rows["mention_count"].to_list() == [0, 0]


def test_no_documents_give_no_entities() -> None:
    assert entities(Mentions.create_empty(), Referents.create_empty(), NONE).is_empty()
