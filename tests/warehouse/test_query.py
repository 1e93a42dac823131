import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.warehouse.conftest import articles, small_ledger
from tests.warehouse.test_publish import published
from warehouse import answers, layout, manifest, permitted
from warehouse.answers import UnanswerableError, written
from warehouse.dictionary import dictionary
from warehouse.permitted import NotAllowedError
from warehouse.query import ask
from warehouse.tables import TABLES

Stage = Callable[..., None]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_ledger(tmp_path_factory.mktemp("ledger"), 3)


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
        "/* by status */ PIVOT facts ON status USING count(*)",
        "WITH f AS (FROM facts) PIVOT f ON status USING count(*)",
        "FROM (PIVOT facts ON status USING count(*))",
        "-- a plan\nEXPLAIN (ANALYZE, FORMAT json) SELECT * FROM facts",
        "SELECT 'copy' AS \"copy\", 'query' AS query FROM facts",
        "FROM query_table('facts')",
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
        "WITH x AS ({writing}) FROM x",
        "WITH x(a) AS MATERIALIZED ({writing}) SELECT 1",
        "WITH y AS (WITH x AS ({writing}) FROM x) FROM y",
        "SELECT (WITH x AS ({writing}) SELECT 1 FROM x)",
        "(WITH x AS ({writing}) FROM x) UNION ALL (SELECT 1)",
        "EXPLAIN ANALYZE WITH x AS ({writing}) FROM x",
        "EXPLAIN (ANALYZE, FORMAT json) WITH x AS ({writing}) FROM x",
        "SUMMARIZE WITH x AS ({writing}) FROM x",
        "WITH x AS ({writing}) PIVOT facts ON status USING count(*)",
        "PIVOT (WITH x AS ({writing}) FROM x) ON a",
        "COPY (PIVOT facts ON status USING count(*)) TO '{file}' (FORMAT parquet, USE_TMP_FILE false)",
        "WITH x AS (INSERT INTO facts SELECT * FROM facts) FROM x",
        "WITH x AS (DELETE FROM facts) FROM x",
        "FROM query('WITH x AS ({quoted}) FROM x')",
        "FROM json_execute_serialized_sql(json_serialize_sql('WITH x AS ({quoted}) FROM x'))",
        "FROM System.Main.\"JSON_execute_serialized_sql\"(json_serialize_sql('WITH x AS ({quoted}) FROM x'))",
        "PIVOT (FROM json_execute_serialized_sql(json_serialize_sql('WITH x AS ({quoted}) FROM x'))) ON a",
        "FROM destroy_external_resource('json_execute_serialized_sql', json_serialize_sql('SELECT 1'))",
        "FROM register_external_resource_type('a', kind := 'b', create_function := 'read_text')",
        "SELECT * FROM read_blob('{outside}')",
        "SELECT * FROM read_json('{outside}')",
        "SELECT * FROM parquet_metadata('{hidden}')",
        "SELECT * FROM 'https://localhost/out.csv'",
        "FROM query_table('{outside}')",
        "FROM parquet_schema('{hidden}')",
        "FROM read_parquet('/proc/self/environ')",
        "FROM read_text('/dev/stdin')",
        "FROM system.main.query('SELECT 1')",
        "FROM (FROM (FROM query('SELECT 1')))",
        "SELECT (FROM read_text('{outside}') SELECT content)",
        "EXPLAIN FROM read_csv('{outside}')",
        "CALL enable_logging(storage = 'file', storage_path = '{folder}/log')",
        "FORCE INSTALL json",
        "COPY FROM DATABASE memory TO x",
        "ALTER VIEW facts RENAME TO f",
        "PIVOT '{outside}' ON a USING count(*)",
        "DESCRIBE '{outside}'",
        "SUMMARIZE '{outside}'",
        "SELECT list_transform([1], lambda x: (SELECT content FROM read_text('{outside}')))",
        "SELECT * FROM duckdb_secrets()",
        "SELECT * FROM duckdb_extensions()",
        "SET VARIABLE x = 1",
        "CREATE TEMP MACRO f() AS TABLE SELECT 1",
        "CREATE SECRET s (TYPE s3)",
        "IMPORT DATABASE '{folder}'",
        "COPY facts FROM '{outside}'",
        "MERGE INTO facts USING facts AS f ON true WHEN MATCHED THEN DELETE",
        "TRUNCATE facts",
        "COMMENT ON VIEW facts IS 'x'",
        "VACUUM",
        "UPDATE EXTENSIONS",
        "EXECUTE q",
        "DETACH memory",
        "SELECT '\udce9'",
        f"{'SELECT * FROM (' * 5000}SELECT 1{')' * 5000}",
    ],
)
def test_anything_but_reading_the_tables_is_refused(ledger: Path, statement: str) -> None:
    outside = ledger.parent / "outside.csv"
    outside.write_text("a\n1\n")
    stored = {file.table: ledger / file.path for file in manifest.newest(ledger).files}
    before = {path: path.read_bytes() for path in sorted(ledger.rglob("*")) if path.is_file()}
    writing = f"COPY (SELECT 1) TO '{stored['facts']}' (FORMAT parquet, USE_TMP_FILE false)"
    quoted = writing.replace("'", "''")
    places = {"folder": ledger, "file": stored["facts"], "hidden": stored["articles"], "outside": outside}
    told = statement.format(**places, writing=writing, quoted=quoted)
    with pytest.raises(NotAllowedError):
        ask(ledger, told)
    assert {path: path.read_bytes() for path in sorted(ledger.rglob("*")) if path.is_file()} == before


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT getenv('HOME')",
        "FROM enable_logging()",
        "FROM enable_profiling()",
        "FROM disable_optimizer()",
        "FROM load_aws_credentials()",
        "FROM python_map_function((SELECT 1))",
        "SELECT set_config('memory_limit', '1GB', false)",
        "FROM '/etc/passwd'",
        "WITH x AS (ATTACH 'x') FROM x",
        "WITH x AS (SET threads = 1) FROM x",
        "WITH x AS (CREATE TABLE t (a INTEGER)) FROM x",
        "WITH RECURSIVE x AS (COPY (SELECT 1) TO 'x') FROM x",
        f"SELECT {'(' * 2000}1{')' * 2000}",
        "\x00",
        "SELECT $1",
    ],
)
def test_what_duckdb_itself_does_not_do(ledger: Path, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        ask(ledger, statement)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("SELECT list(range) FROM range(1_000_000_000)", "more memory than it may take"),
        ("SELECT range AS a, range AS b FROM range(10_000_000_000)", "the answer has more than 50,000,000 bytes"),
        ("SELECT repeat('a', 100_000_000) FROM range(1000)", "the answer has more than 50,000,000 bytes"),
        ("SELECT TIMESTAMP 'infinity' AS t", "ask for t::VARCHAR"),
        ("SELECT DATE '10000-01-01' AS d", "ask for d::VARCHAR"),
    ],
)
def test_what_cannot_be_answered_says_what_to_do(
    ledger: Path, question: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(permitted, "MOST_MEMORY", "300MB")
    monkeypatch.setattr(permitted, "MOST_SPILLED", "0GB")
    monkeypatch.setattr(answers, "MOST_BYTES", 50_000_000)
    with pytest.raises(UnanswerableError, match=told):
        ask(ledger, question)


def test_columns_of_one_name_are_numbered(ledger: Path) -> None:
    columns = ask(ledger, "SELECT * FROM facts JOIN sentences USING (doc_id)").columns
    assert {"sentence_id", "sentence_id_1", "char_start", "char_start_1", "text"} <= set(columns)
    assert ask(ledger, "SELECT 1 AS a, 2 AS a, 3 AS a_1").rows(named=True) == [{"a": 1, "a_1": 2, "a_1_1": 3}]


def test_what_frames_have_no_type_for_comes_as_text(ledger: Path) -> None:
    answer = ask(
        ledger,
        "SELECT INTERVAL 1 DAY AS i, [INTERVAL 1 DAY] AS l, TIMETZ '10:00:00+02' AS z, '101'::BIT AS b, "
        "340282366920938463463374607431768211455::UHUGEINT AS u, DATE '9999-12-31' AS d",
    )
    assert answer.row(0) == (
        "1 day", "[1 day]", "10:00:00+02", "101", "340282366920938463463374607431768211455", date(9999, 12, 31)
    )  # fmt: skip


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
    assert facts["column"].to_list() == TABLES["facts"].column_names()
    assert found.filter(pl.col("meaning").is_null()).is_empty()
    described = ask(ledger, "DESCRIBE facts")
    assert facts["type"].to_list() == described["column_type"].to_list()
    row = facts.row(by_predicate=pl.col("column") == "time_id", named=True)
    assert (row["references"], row["is_key"], row["is_nullable"]) == ("times", False, True)
