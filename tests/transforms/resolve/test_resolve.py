"""resolve on small tables: names to entities, bodies to countries and sectors, slots to actors."""

import polars as pl
import pytest

from transforms.resolve.actors import actors, cored, with_entities
from transforms.resolve.beside import surrounded
from transforms.resolve.names import identified
from warehouse.corpus import entities, tallied
from warehouse.tables import Mentions, Referents


def mentions(*names: tuple[str, str], doc_id: str = "d", text: str | None = None) -> pl.DataFrame:
    """Names of a document, in the order of its text; without a text, of one that says nothing else."""
    text = text or " / ".join(name for name, _ in names)
    rows, start = [], 0
    for number, (name, kind) in enumerate(names):
        start = text.index(name, start)
        row = dict.fromkeys(Mentions.column_names())
        row |= {"doc_id": doc_id, "mention_id": f"{doc_id}-m{number}", "sentence_id": 0, "char_start": start}
        rows.append(row | {"char_end": start + len(name), "text": name, "mention_type": "name", "entity_type": kind})
        start += len(name)
    found = Mentions.validate(pl.DataFrame(rows, schema=pl.Schema(Mentions)), cast=True)
    return surrounded(found, pl.DataFrame({"doc_id": [doc_id], "text": [text]}))


def gathered(rows: pl.DataFrame, *withdrawn: str) -> pl.DataFrame:
    """Entities of all mentions."""
    documents = (
        rows.select("doc_id")
        .unique()
        .with_columns(published_on=pl.lit(None, pl.Date), weight=(~pl.col("doc_id").is_in(withdrawn)).cast(pl.Int64))
    )
    return entities(tallied(rows.select(Mentions.column_names()), Referents.create_empty(), documents))


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


def told(text: str, *names: tuple[str, str]) -> list[tuple[str | None, ...]]:
    """Entity, country and sector of the names of a text."""
    found = identified(mentions(*names, text=text))
    return found.select("entity_id", "country_code", "sector").rows()


@pytest.mark.parametrize(
    ("name", "country", "sector"),
    [
        ("Greek Finance Ministry", "GRC", "gov"),
        ("Supreme Court of India", "IND", "jud"),
        ("Kenyan National Assembly", "KEN", "leg"),
        ("Philippine Department of Health", "PHL", "gov"),
        ("Northern Liberation Front", None, "reb"),
        ("Halden Industries", None, "bus"),
        ("Farc", "COL", "reb"),
        ("NATO", None, "igo"),
    ],
)
def test_a_body_says_whose_it_is_and_of_what_sector(name: str, country: str | None, sector: str) -> None:
    assert told(name, (name, "organization"))[0][1:] == (country, sector)


def test_what_every_state_has_is_whose_name_stands_before_it() -> None:
    names = ("Brazil", "country"), ("Senate", "organization"), ("Senate", "organization")
    rows = told("Brazil's Senate met. The Senate rose.", *names)
    assert rows[1:] == [("organization:bra-senate", "BRA", "leg")] * 2
    assert told("The Senate rose.", ("Senate", "organization")) == [("organization:united-states-senate", "USA", "leg")]


def test_a_party_of_a_name_that_many_bear_is_not_anothers() -> None:
    assert told("the Labour Party", ("Labour Party", "organization"))[0][1] == "GBR"
    abroad = told("the Labour Party of Jane Roe in Norway", ("Labour Party", "organization"), ("Norway", "country"))
    assert abroad[0] == ("organization:labour-party", None, "pty")
    at_home = told("Labour Party, in Britain and Norway", ("Labour Party", "organization"), ("Britain", "country"))
    assert at_home[0][1] == "GBR"


def test_a_former_state_is_one_of_its_own_and_counted_under_todays() -> None:
    assert told("Ceylon", ("Ceylon", "person")) == [("country:LKA", "LKA", None)]
    assert told("Soviet Union", ("Soviet Union", "country")) == [("country:soviet-union", "RUS", None)]


def who(slot: str, *names: tuple[str, str], nouns: tuple[tuple[str, str | None, str], ...] = ()) -> str | None:
    """The entity of a slot that begins at 0 and holds these names and nouns, each with what it is told to be."""
    slots = pl.DataFrame({"doc_id": ["d"], "sentence_id": [0], "start": [0], "end": [len(slot)], "text": [slot]})
    cast = cored(slots.cast({"start": pl.Int32, "end": pl.Int32, "sentence_id": pl.Int32}))
    spans = {"char_start": pl.Int32, "char_end": pl.Int32}
    known = pl.DataFrame(
        [("d", slot.index(text), slot.index(text) + len(text), entity) for text, entity in names],
        schema={"doc_id": pl.String, **spans, "entity_id": pl.String},
        orient="row",
    )
    of_nouns = pl.DataFrame(
        [("d", slot.index(text), slot.index(text) + len(text), code, sector, None) for text, code, sector in nouns],
        schema={
            "doc_id": pl.String, **spans, "country_code": pl.String, "sector": pl.String, "body_id": pl.String
        },
        orient="row",
    )  # fmt: skip
    found = actors(cast, known, with_entities(of_nouns))
    return found["entity_id"].item() if found.height else None


def test_a_name_heads_its_slot() -> None:
    assert who("Defense Minister Hulusi Akar", ("Hulusi Akar", "person:hulusi-akar")) == "person:hulusi-akar"
    assert who("Akar, the minister", ("Akar", "person:akar")) == "person:akar"
    assert who("tension between Turkey and others", ("Turkey", "country:TUR")) is None


def test_a_noun_heads_its_slot() -> None:
    assert who("Syrian rebels", ("Syrian", "people:SYR"), nouns=(("Syrian rebels", "SYR", "reb"),)) == "actor:SYR-reb"
    assert who("the government of Chad", nouns=(("the government", "TCD", "gov"),)) == "actor:TCD-gov"
    assert who("rebels", nouns=(("rebels", None, "reb"),)) is None


def test_entities_gather_what_their_mentions_say() -> None:
    both = pl.concat(
        [
            identified(mentions(("Hulusi Akar", "person"), ("Akar", "person"))),
            identified(mentions(("Hulusi Akar", "person"), ("Oslo", "place"), doc_id="e")),
        ]
    ).with_columns(role=pl.lit(None, pl.String))
    rows = gathered(both)
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
    rows = gathered(both, "e")
    assert rows.select("entity_id", "name", "aliases", "mention_count", "document_count").rows() == [
        ("person:hulusi-akar", "Hulusi Akar", ["Akar"], 2, 1),
        ("place:3143244", "Oslo", [], 0, 0),
    ]
    rows = gathered(both, "d", "e")
    assert rows["mention_count"].to_list() == [0, 0]


def test_no_documents_give_no_entities() -> None:
    assert gathered(Mentions.create_empty()).is_empty()


def test_all_of_a_country_and_sector_is_a_group_and_no_ones_in_particular() -> None:
    row = dict.fromkeys(Mentions.column_names())
    row |= {"doc_id": "d", "sentence_id": 0, "mention_type": "nominal", "entity_type": "person"}
    row |= {"entity_id": "actor:PER-gov", "canonical_name": "Peru: government", "country_code": "PER", "sector": "gov"}
    spans = [("its foreign minister", 0), ("Peru’s government", 30)]
    rows = [
        row | {"mention_id": f"d-m{start}", "char_start": start, "char_end": start + len(text), "text": text}
        for text, start in spans
    ]
    found = gathered(Mentions.validate(pl.DataFrame(rows, schema=pl.Schema(Mentions)), cast=True))
    assert found.select("name", "entity_type", "aliases", "mention_count").rows() == [
        ("Peru: government", "group", ["Peru’s government"], 2)
    ]
