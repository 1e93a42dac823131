"""printable: nothing that an article says commands the terminal of who looks at it."""

import polars as pl
import pytest

from flows import report, terminal
from flows.printable import line, visible
from warehouse.query import Article

HOSTILE = "Ships\x1b]0;owned\x07 \x9b2J\u202eleft\u2066 [bold]port[/bold]\nnow"
SHOWN = r"Ships\x1b]0;owned\x07 \x9b2J\u202eleft\u2066 [bold]port[/bold] now"


def test_what_commands_a_terminal_is_spelled_out() -> None:
    assert line(HOSTILE) == SHOWN
    assert visible("café\t“שלום”\n👩‍👧 e\u0301") == "café\t“שלום”\n👩‍👧 e\u0301"


def test_a_table_shows_what_it_holds_and_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show_frame(pl.DataFrame({HOSTILE: [HOSTILE], "list": [["\x1b[2J"]]}))
    shown = [row.rstrip() for row in capsys.readouterr().out.splitlines()]
    assert shown == [f"{SHOWN}  list", f"{SHOWN}  ['\\x1b[2J']"]


def test_an_article_is_shown_and_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    fact = dict.fromkeys(("subject", "predicate", "object", "claimant", "text", "speaker", "victims"), HOSTILE)
    fact |= {"sentence_id": 0, "event_type": None, "event_mode": None, "status": "actual", "is_negated": False}
    fact |= {"begins": None, "ends": None}
    rows = pl.DataFrame([fact | {"best": 1.0, "low": None, "high": None, "harm": "killed"}])
    about = {"title": HOSTILE, "source_id": "a", "doc_id": "d", "published_on": None}
    terminal.show_document(Article(about, *[rows] * 8))
    shown = capsys.readouterr().out
    assert shown.count(SHOWN) == 9
    assert not set(shown) & set("\x1b\x07\x9b\u202e\u2066")


def test_a_report_holds_what_was_refused_in_one_line() -> None:
    run = {"run_id": "r", "documents_added": 0, "documents_seen": 0, "documents_rejected": 1, "documents_skipped": 0}
    run |= {"characters": 0} | {f"seconds_{stage}": 0 for stage in report.STAGES}
    refused = pl.DataFrame([{"uri": HOSTILE, "stage": "read", "reason": "empty", "detail": "nothing"}])
    counted = dict.fromkeys(("documents", "sentences", "facts", "quotations"), 0)
    told = report.markdown(report.Summary(run, counted, refused, pl.DataFrame(), []))
    assert f"| {SHOWN} | empty | nothing |" in told.splitlines()
