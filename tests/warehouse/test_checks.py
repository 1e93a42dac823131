from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from tests.warehouse.conftest import Frames, article, articles
from warehouse.checks import CheckFailedError, check
from warehouse.checks.order import is_in_order
from warehouse.checks.structure import referring_columns
from warehouse.checks.text import span_columns
from warehouse.checks.trees import tokens_form_trees
from warehouse.layout import STORED_TABLES, empty
from warehouse.tables import TABLES


def test_a_sound_ledger_passes() -> None:
    check(articles(range(5), "r1"))


def test_empty_tables_pass() -> None:
    check({table: empty(table) for table in TABLES})


def test_spans_are_found_by_the_names_of_columns() -> None:
    assert span_columns("quotations") == {"char": "text", "cue": "cue", "speaker": "speaker"}
    assert span_columns("tokens") == {"char": "form"}
    assert span_columns("facts") == {
        "char": None, "subject": "subject", "predicate": "predicate", "object": "object", "claimant": "claimant",
        "actor": "actor", "recipient": "recipient",
    }  # fmt: skip
    assert span_columns("edits") == {}


def test_references_are_found_in_the_definitions() -> None:
    assert referring_columns("arguments") == {
        "fact_id": "facts", "entity_id": "entities", "time_id": "times", "quantity_id": "quantities",
    }  # fmt: skip


def changed(table: str, **columns: object) -> Callable[[Frames], None]:
    def change(frames: Frames) -> None:
        dtypes = frames[table].schema
        frames[table] = frames[table].with_columns(
            **{
                name: (value if isinstance(value, pl.Expr) else pl.lit(value)).cast(dtypes[name])
                for name, value in columns.items()
            }
        )

    return change


def doubled(table: str) -> Callable[[Frames], None]:
    def change(frames: Frames) -> None:
        frames[table] = pl.concat([frames[table], frames[table]])

    return change


def without(table: str) -> Callable[[Frames], None]:
    def change(frames: Frames) -> None:
        frames[table] = frames[table].clear()

    return change


@pytest.mark.parametrize(
    ("change", "check_name", "table"),
    [
        (changed("facts", status="perhaps"), "status|check__vocabulary", "facts"),
        (changed("facts", rule=None), "rule|nullability", "facts"),
        (changed("facts", subject=""), "subject|min_length", "facts"),
        (changed("facts", confidence=1.5), "confidence|max", "facts"),
        (doubled("facts"), "primary_key", "facts"),
        (doubled("documents"), "primary_key", "documents"),
        (changed("facts", fact_id=pl.lit("f") + pl.col("doc_id")), "key_names_its_document", "facts"),
        (changed("facts", sentence_id=7), "sentence_id|references_sentences", "facts"),
        (changed("facts", quotation_id="nobody-q0"), "quotation_id|references_quotations", "facts"),
        (without("documents"), "doc_id|references_documents", "articles"),
        (changed("documents", text_length=3), "text_length", "documents"),
        (changed("sentences", char_end=pl.col("char_end") - 1), "char|span_equals_text", "sentences"),
        (changed("tokens", form="Mayor"), "char|span_equals_text", "tokens"),
        (changed("quotations", cue="says"), "cue|span_equals_text", "quotations"),
        (changed("quotations", speaker_start=None), "speaker|span_equals_text", "quotations"),
        (changed("quotations", speaker=None), "speaker|span_equals_text", "quotations"),
        (changed("facts", char_end=10_000), "char|span_equals_text", "facts"),
        (changed("facts", char_end=pl.col("char_start")), "char|span_equals_text", "facts"),
        (changed("facts", told_on=date(2024, 5, 2)), "day_is_of_document", "facts"),
        (changed("documents", published_on=date(2024, 5, 2)), "day_is_of_document", "sentences"),
        (without("edits"), "edits_rebuild_source", "edits"),
        (changed("edits", removed="?"), "edits_rebuild_source", "edits"),
        (changed("edits", inserted="-"), "edits_rebuild_source", "edits"),
        (changed("edits", char_start=pl.col("char_start") + 1), "edits_rebuild_source", "edits"),
        (changed("articles", raw=pl.col("raw") + "."), "edits_rebuild_source", "edits"),
        (
            changed("articles", raw=pl.col("raw").str.replace("bridge", "brigde")),
            "edits_rebuild_source",
            "edits",
        ),
        (changed("tokens", head=0), "tokens_form_trees", "tokens"),
        (changed("tokens", head=4), "tokens_form_trees", "tokens"),
        (changed("tokens", token_id=pl.col("token_id") + 1), "tokens_form_trees", "tokens"),
    ],
)  # fmt: skip
def test_each_fault_is_found_by_its_check(change: Callable[[Frames], None], check_name: str, table: str) -> None:
    frames = articles(range(3), "r1")
    change(frames)
    with pytest.raises(CheckFailedError) as failed:
        check(frames)
    assert (failed.value.check, failed.value.table) == (check_name, table)
    assert failed.value.rows.height > 0


def test_a_cycle_beside_the_root_is_no_tree() -> None:
    frames = article(1, "r1")
    frames["tokens"] = frames["tokens"].with_columns(head=pl.Series([2, 1, 0], dtype=pl.Int32))
    with pytest.raises(CheckFailedError, match="tokens_form_trees") as failed:
        check(frames)
    assert failed.value.rows["token_id"].to_list() == [1, 2]


def test_the_order_of_tokens_does_not_matter_to_their_tree() -> None:
    frames = articles(range(3), "r1")
    for tokens in (frames["tokens"].reverse(), frames["tokens"].sample(fraction=1, shuffle=True, seed=1)):
        assert not list(tokens_form_trees({**frames, "tokens": tokens}))
        moved = tokens.with_columns(head=pl.when(token_id=2).then(1).otherwise("head").cast(pl.Int32))
        assert [violation.check for violation in tokens_form_trees({"tokens": moved})] == ["tokens_form_trees"]


def test_wrong_types_and_missing_columns_are_named() -> None:
    frames = article(1, "r1")
    frames["facts"] = frames["facts"].drop("rule").with_columns(pl.col("char_start").cast(pl.Int64))
    with pytest.raises(CheckFailedError, match="check columns failed") as failed:
        check(frames)
    assert failed.value.rows["column"].to_list() == [
        "char_start: Int32", "char_start: Int64", "rule: String",
    ]  # fmt: skip


def test_the_error_names_check_table_and_rows() -> None:
    frames = articles(range(3), "r1")
    wrong = frames["facts"]["fact_id"][1]
    changed("facts", predicate=pl.when(fact_id=wrong).then(pl.lit("stood")).otherwise("predicate"))(frames)
    with pytest.raises(CheckFailedError) as failed:
        check(frames)
    message = str(failed.value)
    assert "predicate|span_equals_text" in message
    assert "of facts" in message
    assert wrong in message
    assert failed.value.rows["fact_id"].to_list() == [wrong]


def test_the_rules_looked_at_first_are_all_that_a_definition_has() -> None:
    for definition in STORED_TABLES.values():
        derived = {
            f"{name}|{rule}"
            for name, column in definition.columns().items()
            for rule in column.validation_rules(pl.col(name))
        }
        assert set(definition._validation_rules(with_cast=False)) - {"primary_key"} == derived


@pytest.mark.parametrize(
    ("rows", "holds"),
    [
        ([("a", 0, 1), ("a", 0, 2), ("a", 1, 1), ("c", 0, 1), ("b", 0, 1)], True),
        ([("a", 0, 1), ("a", 0, 1)], False),
        ([("a", 0, 2), ("a", 0, 1)], False),
        ([("a", 1, 1), ("a", 0, 2)], False),
        ([("a", 0, 1), ("b", 0, 1), ("a", 0, 2)], False),
        ([("a", 0, None), ("a", 0, 1)], False),
        ([], True),
    ],
)
def test_rows_in_the_order_of_their_key(rows: list[tuple[str, int, int | None]], holds: bool) -> None:
    schema = {"doc_id": pl.String, "sentence_id": pl.Int32, "token_id": pl.Int32}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    assert is_in_order(frame, list(schema)) is holds
