import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.warehouse.conftest import articles, run_start
from tests.warehouse.test_publish import published
from warehouse import layout, manifest, publish
from warehouse.dictionary import dictionary
from warehouse.query import NotAllowedError, ask, written
from warehouse.recovery import writing
from warehouse.staging import begin_run, stage_batch
from warehouse.tables import TABLES, Facts

Stage = Callable[..., None]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    warehouse = tmp_path_factory.mktemp("ledger") / "data"
    with writing(warehouse, purpose="tests"):
        begin_run(warehouse, run_start("r1"))
        stage_batch(warehouse, "r1", 0, articles(range(3), "r1"))
        publish.publish(warehouse, "r1")
    return warehouse


@pytest.mark.parametrize(
    "question",
    [
        "SELECT subject FROM facts",
        "FROM facts",
        "WITH f AS (FROM facts) SELECT * FROM f;",
        "-- a comment\nSELECT * FROM facts",
        "SHOW TABLES",
        "DESCRIBE facts",
        "SUMMARIZE facts",
        "EXPLAIN SELECT * FROM facts",
        "EXPLAIN ANALYZE SELECT * FROM facts",
        "PIVOT facts ON status USING count(*)",
        "FROM facts_about('bridge')",
        "FROM quotes_by('no1')",
    ],
)
def test_questions_are_answered(ledger: Path, question: str) -> None:
    assert ask(ledger, question).height > 0


@pytest.mark.parametrize(
    "statement",
    [
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "COPY (SELECT 1) TO '{file}' (FORMAT parquet, USE_TMP_FILE false)",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{file}' (FORMAT parquet, USE_TMP_FILE false)",
        "EXPORT DATABASE '{folder}/out'",
        "ATTACH '{folder}/out.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET threads = 1",
        "RESET threads",
        "SET enable_external_access = true",
        "PRAGMA threads = 1",
        "CALL enable_logging()",
        "CREATE TABLE t (a INTEGER)",
        "CREATE OR REPLACE VIEW facts AS SELECT 1",
        "DROP VIEW facts",
        "INSERT INTO facts SELECT * FROM facts",
        "DELETE FROM facts",
        "USE memory",
        "BEGIN",
        "CHECKPOINT",
        "PREPARE q AS SELECT 1",
        "SELECT 1; SELECT 2",
        "SELECT 1; COPY (SELECT 1) TO '{folder}/out.csv'",
        "",
        "-- nothing",
        "SELECT * FROM read_csv('{outside}')",
        "SELECT * FROM read_text('{outside}')",
        "SELECT * FROM '{outside}'",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM sniff_csv('{outside}')",
        "SELECT * FROM read_parquet('{hidden}')",
        "SELECT * FROM read_parquet('{folder}/.newsledger/files/*/*.parquet')",
        "SELECT * FROM facts WHERE subject IN (SELECT content FROM read_text('{outside}'))",
        "SELECT * FROM query('FROM read_text(''{outside}'')')",
        "FROM read_duckdb('{folder}/newsledger.duckdb', table_name = 'facts')",
    ],
)
def test_anything_but_reading_the_tables_is_refused(ledger: Path, statement: str) -> None:
    outside = ledger.parent / "outside.csv"
    outside.write_text("a\n1\n")
    stored = {file.table: ledger / file.path for file in manifest.newest(ledger).files}
    before = {path: path.read_bytes() for path in sorted(ledger.rglob("*")) if path.is_file()}
    told = statement.format(folder=ledger, file=stored["facts"], hidden=stored["articles"], outside=outside)
    with pytest.raises(NotAllowedError):
        ask(ledger, told)
    assert {path: path.read_bytes() for path in sorted(ledger.rglob("*")) if path.is_file()} == before


def test_frames_of_this_program_are_out_of_reach(ledger: Path) -> None:
    secret = pl.DataFrame({"a": [1]})
    with pytest.raises(duckdb.CatalogException):
        ask(ledger, "FROM secret")
    assert secret.height == 1


def test_no_warehouse_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(manifest.NoWarehouseError, match="there is no warehouse in"):
        ask(tmp_path, "SELECT 1")


def test_a_question_as_of_a_run(warehouse: Path, stage: Stage) -> None:
    for run_id, numbers in {"r1": range(3), "r2": range(3, 5)}.items():
        stage(run_id, numbers)
        published(warehouse, run_id)
    assert ask(warehouse, "SELECT count(*) FROM facts", as_of="r1").item() == 3
    assert ask(warehouse, "SELECT count(*) FROM facts").item() == 5


def test_answers_come_as_files(ledger: Path, tmp_path: Path) -> None:
    answer = ask(ledger, "SELECT sum(text_length) AS n, ['a', 'b'] AS l, 1.5 AS d, NULL AS x FROM documents")
    total = int(articles(range(3), "r1")["documents"]["text_length"].sum())
    assert written(answer, "csv").decode() == f'n,l,d,x\n{total},"[""a"",""b""]",1.5,\n'
    assert json.loads(written(answer, "json")) == [{"n": total, "l": ["a", "b"], "d": 1.5, "x": None}]
    (tmp_path / "answer.parquet").write_bytes(written(answer, "parquet"))
    assert_frame_equal(pl.read_parquet(tmp_path / "answer.parquet"), answer)
    with pytest.raises(ValueError, match="not a format of files: xml"):
        written(answer, "xml")


def test_a_passage_is_cut_as_the_table_says(ledger: Path) -> None:
    quotation = ask(ledger, "FROM quotations").row(0, named=True)
    exact = "FROM passage('{doc_id}', {char_start}, {char_end}, 0)".format(**quotation)
    assert ask(ledger, exact)["passage"].to_list() == [quotation["text"]]
    wide = "FROM passage('{doc_id}', {char_start}, {char_end}, 1000)".format(**quotation)
    text = ask(ledger, f"SELECT text FROM documents WHERE doc_id = '{quotation['doc_id']}'").item()
    assert ask(ledger, wide)["passage"].item() == text


def test_a_parse_comes_as_conllu(ledger: Path) -> None:
    token = ask(ledger, "FROM tokens").row(1, named=True)
    lines = ask(ledger, f"FROM conllu('{token['doc_id']}')")["line"].to_list()
    place = f"TokenRange={token['char_start']}:{token['char_end']}"
    assert lines[1] == f"2\t{token['form']}\t{token['lemma']}\tX\t_\t_\t3\tnsubj\t_\t{place}"


def test_the_catalogue_carries_every_definition(ledger: Path) -> None:
    with duckdb.connect(str(layout.catalogue_file(ledger)), read_only=True) as connection:
        comments = connection.execute(
            "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE comment IS NOT NULL"
        ).fetchall()
        views = dict(connection.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall())
        macros = dict(
            connection.execute("SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal").fetchall()
        )
    expected = {
        (table, name, column.description)
        for table, schema in TABLES.items()
        for name, column in schema.columns().items()
    }
    assert set(comments) == expected
    assert views.keys() == {*TABLES, "ledger", *(f"current_{table}" for table in TABLES.keys() - {"runs", "rejects"})}
    assert views["facts"] == "Who did what to whom, when, where and according to whom."
    assert macros.keys() == {"facts_about", "quotes_by", "passage", "conllu"}
    assert all([*views.values(), *macros.values()])


def test_the_dictionary_tells_of_every_column(ledger: Path) -> None:
    found = dictionary()
    assert found.group_by("table", maintain_order=True).len()["table"].to_list() == list(TABLES)
    facts = found.filter(table="facts")
    assert facts["column"].to_list() == Facts.column_names()
    assert found.filter(pl.col("meaning").is_null()).is_empty()
    described = ask(ledger, "DESCRIBE facts")
    assert facts["type"].to_list() == described["column_type"].to_list()
    row = facts.row(by_predicate=pl.col("column") == "time_id", named=True)
    assert (row["references"], row["is_key"], row["is_nullable"]) == ("times", False, True)
