"""harmed: the place of a toll, by its fact, by the words of its clause, or by the fact around it."""

import polars as pl

from transforms.resolve.harmed import harmed

TEXT = "A bomb went off in Orlik, killing five. In Sarna they said that two died in shelling near Teral."


def _facts(*rows: tuple[str, str, str | None]) -> pl.DataFrame:
    """Facts by their id, the words of their clause and of their object."""
    spans = [
        ("d", 0, name, *_span(clause), *(_span(within) if within else (None, None))) for name, clause, within in rows
    ]
    names = ["doc_id", "sentence_id", "fact_id", "char_start", "char_end", "object_start", "object_end"]
    return pl.DataFrame(spans, schema=names, orient="row")


def _span(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_a_toll_has_the_place_that_its_words_or_its_clause_name() -> None:
    facts = _facts(
        ("off", "A bomb went off in Orlik, killing five", None),
        ("killing", "killing five", None),
        ("said", "In Sarna they said that two died in shelling near Teral", "that two died in shelling near Teral"),
        ("died", "two died in shelling near Teral", None),
    )
    tolls = pl.DataFrame(
        {
            "casualty_id": ["c1", "c2"],
            "doc_id": ["d", "d"],
            "sentence_id": [0, 0],
            "fact_id": ["killing", "died"],
            "char_start": [_span("killing five")[0], _span("two died")[0]],
            "place_entity_id": pl.Series([None, None], dtype=pl.String),
        }
    )
    places = pl.DataFrame(
        [("d", 0, *_span(name), f"e-{name}") for name in ("Orlik", "Sarna", "Teral")],
        schema=["doc_id", "sentence_id", "char_start", "char_end", "entity_id"],
        orient="row",
    )
    where = pl.DataFrame({"fact_id": ["off", "said"], "place_entity_id": ["e-Orlik", "e-Sarna"]})
    documents = pl.DataFrame({"doc_id": ["d"], "text": [TEXT]})
    assert harmed(tolls, documents, facts, places, where)["place_entity_id"].to_list() == ["e-Orlik", "e-Teral"]
