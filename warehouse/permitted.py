"""Permitted: which statements only read, and a connection that can do no more than read its files."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from warehouse.catalogue import literal

MOST_MEMORY = "2GB"
"""What a question may take; sorting and grouping go to the disk above it."""
MOST_SPILLED = "20GB"

_PADDING = r"(?:\s|--[^\n]*(?:\n|$)|/\*.*?\*/)*"
_EXPLAIN = re.compile(
    rf"{_PADDING}EXPLAIN\b{_PADDING}(?:ANALYZE\b|\((?P<options>[^()]*)\))?(?P<explained>.*)", re.IGNORECASE | re.DOTALL
)
_PIVOTED = re.compile(rf"{_PADDING}\(*{_PADDING}(WITH|FROM|SELECT|PIVOT|UNPIVOT)\b", re.IGNORECASE | re.DOTALL)
# DuckDB 2.0 takes COPY and INSERT inside of WITH, and calls the whole a SELECT.
_QUERIES = frozenset({"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"})
# Functions that carry out what they are given as text: what that does is not to be seen beforehand.
_CARRYING_OUT = r"json_execute_serialized_sql|external_resource|\bquery\b"
_WRITING = re.compile(rf"{_CARRYING_OUT}|\b(copy|insert|update|delete|merge)\b", re.IGNORECASE)


class NotAllowedError(Exception):
    """The statement does something else than read the warehouse."""


def refuse_all_but_reading(connection: duckdb.DuckDBPyConnection, question: str) -> None:
    """Let one statement pass that only reads; it is parsed, and nothing of it is carried out.

    Raises
    ------
    NotAllowedError
        When it is none, or several, or does something else.
    duckdb.Error
        When it is no SQL.
    """
    try:
        question.encode()
        statements = connection.extract_statements(question)
        kinds = [statement.type for statement in statements]
    except UnicodeEncodeError as error:
        raise NotAllowedError("the question is not in UTF-8: save or type it in UTF-8, and ask again") from error
    except ValueError as error:  # a kind of statement for which duckdb has no name in Python
        raise NotAllowedError("only questions are answered here (SELECT …)") from error
    if not kinds:
        raise NotAllowedError('there is no question: ask one, such as "FROM facts LIMIT 10"')
    if len(kinds) > 1:
        raise NotAllowedError(f"one statement at a time, this is {len(kinds)}: ask each by itself")
    kind = kinds[0]
    explaining = _EXPLAIN.fullmatch(question)
    if kind == duckdb.StatementType.EXPLAIN and explaining:
        # EXPLAIN ANALYZE carries out what it explains.
        refuse_all_but_reading(connection, explaining["explained"])
    elif kind == duckdb.StatementType.SELECT:
        _refuse_what_hides_in_a_select(connection, question)
    elif kind == duckdb.StatementType.MULTI and _PIVOTED.match(question):
        # A PIVOT whose columns are only known when it runs is several statements, which cannot be looked into.
        if found := _WRITING.search(question):
            raise NotAllowedError(
                f"{found[0]} cannot stand in a PIVOT here: say which values become columns (ON … IN (…)), "
                "or make do without it"
            )
    else:
        raise NotAllowedError(f"only questions are answered here (SELECT …), not {kind.name}")


def _refuse_what_hides_in_a_select(connection: duckdb.DuckDBPyConnection, question: str) -> None:
    """Look through the parsed statement: whatever it nests has to read too."""
    (answer,) = connection.execute("SELECT json_serialize_sql(?::VARCHAR)", [question]).fetchall()
    try:
        tree = json.loads(answer[0])
        parts = list(_parts(tree))
    except RecursionError:
        raise NotAllowedError("the question is nested too deeply: ask it in fewer levels") from None
    if tree["error"]:
        raise NotAllowedError(f"only questions are answered here (SELECT …): {tree['error_message']}")
    for part in parts:
        kind, function = part.get("type"), part.get("function_name")
        if isinstance(kind, str) and kind.endswith("_NODE") and kind not in _QUERIES:
            raise NotAllowedError(f"only questions are answered here (SELECT …), not {kind.split('_')[0]} within one")
        if isinstance(function, str) and re.search(_CARRYING_OUT, function, re.IGNORECASE):
            raise NotAllowedError(f"{function}() carries out statements of its own: write them out as the question")


def _parts(tree: Any) -> Iterator[dict[str, Any]]:
    """Give every object within parsed JSON."""
    if isinstance(tree, dict):
        yield tree
        for value in tree.values():
            yield from _parts(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _parts(value)


def lock_down(connection: duckdb.DuckDBPyConnection, paths: Sequence[str], spill: Path) -> None:
    """Leave a connection able to open ``paths`` alone, in bounded memory, for good; ``spill`` holds what is more.

    DuckDB opens them for writing too: that nothing is written is for :func:`refuse_all_but_reading` to see to.
    """
    allowed = ", ".join(literal(path) for path in sorted(set(paths)))
    connection.execute(f"SET temp_directory = {literal(str(spill))}")
    connection.execute(f"SET max_temp_directory_size = '{MOST_SPILLED}'")
    connection.execute(f"SET memory_limit = '{MOST_MEMORY}'")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    connection.execute(f"SET allowed_paths = [{allowed}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
