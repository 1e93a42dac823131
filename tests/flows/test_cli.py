import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows import cli
from flows.failures import RunFailedError, told
from flows.settings import SettingError
from warehouse.lock import WriterBusyError, writer_lock
from warehouse.recovery import writing

WORDS = "tests.flows.readers:words"
ROOT = Path(__file__).parents[2]


def newsledger(*arguments: str, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("NEWSLEDGER_", "PREFECT_"))
    }
    environment |= {"PYTHONPATH": str(ROOT), "HOME": str(home)} if home else {}
    command = [sys.executable, "-c", "from flows.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["bogus"], 2, "No such command"),
        (["tables", "nope"], 2, "no such table: nope"),
        (["run", "--workers", "0"], 2, "workers must be at least 1"),
        (["run", "--workers", "two"], 2, "valid integer"),
        (["serve", "inbox"], 2, "--cron"),
        (["sql", "FROM facts", "--format", "xls"], 2, "xls"),
        (["sql", "FROM facts", "-w", "nowhere"], 1, "no warehouse in nowhere"),
        (["sql", "SELEC 1", "-w", "ledger"], 1, "syntax error"),
        (["sql", "FROM factz", "-w", "ledger"], 1, "`newsledger tables` prints"),
        (["sql", "", "-w", "ledger"], 1, "there is no question"),
        (["report", "--run", "nope", "-w", "ledger"], 1, "no run 'nope' in ledger"),
        (["show", "nope", "-w", "ledger"], 1, "no document 'nope'"),
        (["export", "inbox/0.txt", "-w", "ledger"], 1, "name another folder"),
        (["sql", "DROP TABLE facts", "-w", "ledger"], 1, "only questions"),
        (["status", "-w", "nowhere"], 1, "no warehouse in nowhere"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_a_user_does_wrong_is_told_in_a_sentence(
    inbox: Path, arguments: list[str], status: int, said: str
) -> None:
    with writing(Path("ledger"), purpose="test"):
        pass
    answer = newsledger(*arguments, home=inbox.parent)
    assert answer.returncode == status
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("format_", ["csv", "table"])
def test_the_reader_of_a_pipe_may_leave(inbox: Path, format_: str) -> None:
    with writing(Path("ledger"), purpose="test"):
        pass
    command = [sys.executable, "-c", "from flows.cli import main; main()", "sql", "SELECT * FROM range(20000)"]
    asked = subprocess.Popen(
        [*command, "-w", "ledger", "--format", format_],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert asked.stdout is not None
    assert asked.stderr is not None
    asked.stdout.read(10)
    asked.stdout.close()
    assert asked.wait() == 0
    assert asked.stderr.read() == b""
    asked.stderr.close()


@pytest.mark.parametrize("command", ["run", "sql", "status", "tables", "serve"])
def test_help_shows_an_example(command: str) -> None:
    answer = CliRunner().invoke(cli.app, [command, "--help"])
    assert answer.exit_code == 0
    assert f"newsledger {command}" in " ".join(answer.output.split())


def test_tables_prints_the_columns_asked_for() -> None:
    answer = CliRunner().invoke(cli.app, ["tables", "facts", "runs"])
    assert answer.exit_code == 0
    assert "predicate_lemma" in answer.output
    assert "documents_seen" in answer.output
    assert "upos" not in answer.output


def test_an_answer_is_written_in_the_format_asked_for(inbox: Path) -> None:
    with writing(Path("ledger"), purpose="test"):
        pass
    question = "SELECT 'a [b]' AS word, 1.5 AS number, NULL AS nothing"
    asked = {
        format_: newsledger("sql", question, "-w", "ledger", "--format", format_, home=inbox.parent).stdout
        for format_ in ("table", "csv", "json")
    }
    assert asked["csv"] == "word,number,nothing\na [b],1.5,\n"
    assert json.loads(asked["json"]) == [{"word": "a [b]", "number": 1.5, "nothing": None}]
    assert asked["table"].split() == ["word", "number", "nothing", "a", "[b]", "1.5"]


def test_only_what_is_no_mistake_of_the_program_is_told() -> None:
    assert told(SettingError("no")) == ("no", 2)
    assert told(RunFailedError("why")) == ("why", 1)
    message, status = told(PermissionError(13, "Permission denied", "ledger")) or ("", 0)
    assert (message.startswith("ledger: Permission denied; "), status) == (True, 1)
    assert told(OSError("no disk")) == ("no disk", 1)
    assert told(KeyError("bug")) is None


def test_a_prefect_server_that_is_not_there_is_told_of(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (inbox.parent / ".env").write_text("PREFECT_API_URL=http://127.0.0.1:9/api\n")
    answer = newsledger("run", "inbox", "--warehouse", "ledger", "--annotator", WORDS, home=inbox.parent)
    assert answer.returncode == 1
    assert "is not there" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_run_ends_with_a_summary_and_a_status_that_says_how(inbox: Path) -> None:
    (inbox / "paper.pdf").write_bytes(b"%PDF-1.4")
    home = inbox.parent / "empty-home"
    home.mkdir()
    options = ("--warehouse", "ledger", "--annotator", WORDS)
    first = newsledger("run", "inbox", *options, home=home)
    assert first.returncode == 3, first.stderr
    assert "5 documents, 9 sentences" in first.stdout
    assert "inbox/paper.pdf" in first.stdout
    assert "batch 0: 5 article(s)" in first.stderr
    assert "Traceback" not in first.stderr
    second = newsledger("run", "inbox/0.txt", *options, home=home)
    assert second.returncode == 0, second.stderr
    assert "Nothing new in 1 article" in second.stdout
    third = newsledger("run", "inbox/paper.pdf", *options, home=home)
    assert third.returncode == 1, third.stderr
    state = newsledger("status", "-w", "ledger", home=home)
    assert "last run" in state.stdout


def test_a_question_may_begin_with_a_comment(inbox: Path) -> None:
    options = ("--warehouse", "ledger", "--annotator", WORDS)
    newsledger("run", "inbox", *options, home=inbox.parent)
    answer = newsledger("sql", "-- how many\nSELECT 42 AS n", "--warehouse", "ledger", "-f", "csv", home=inbox.parent)
    assert (answer.returncode, answer.stdout.split()) == (0, ["n", "42"])


def test_verify_says_by_its_exit_status_whether_all_is_well(inbox: Path) -> None:
    newsledger("run", "inbox", "--warehouse", "ledger", "--annotator", WORDS, home=inbox.parent)
    assert newsledger("verify", "--warehouse", "ledger", home=inbox.parent).returncode == 0
    next((inbox.parent / "ledger" / "tokens").glob("*.parquet")).unlink()
    answer = newsledger("verify", "--warehouse", "ledger", home=inbox.parent)
    assert answer.returncode == 1
    assert "file_is_shown" in answer.stdout


def test_a_lost_file_is_among_the_findings(inbox: Path) -> None:
    newsledger("run", "inbox", "--warehouse", "ledger", "--annotator", WORDS, home=inbox.parent)
    for folder in (inbox.parent / "ledger" / "tokens", inbox.parent / "ledger/.newsledger/files/tokens"):
        for path in folder.glob("*.parquet"):
            path.unlink()
    # Elsewhere the catalogue is to be made anew first, and cannot be.
    (inbox.parent / "ledger").rename(inbox.parent / "moved")
    answer = newsledger("verify", "--warehouse", "moved", home=inbox.parent)
    assert (answer.returncode, "file_is_there" in answer.stdout, answer.stderr) == (1, True, "")


def test_compaction_waits_for_a_writer_as_long_as_it_is_told(inbox: Path) -> None:
    with writing(Path("ledger"), purpose="test"):
        pass
    with contextlib.ExitStack() as held:
        held.enter_context(writer_lock(Path("ledger"), purpose="test"))
        assert isinstance(CliRunner().invoke(cli.app, ["compact", "-w", "ledger"]).exception, WriterBusyError)
        threading.Timer(0.5, held.pop_all().close).start()
        environment = {"NEWSLEDGER_LOCK_SECONDS": "60"}
        assert CliRunner().invoke(cli.app, ["compact", "-w", "ledger"], env=environment).exit_code == 0


def test_ctrl_c_ends_a_run_in_a_sentence_and_keeps_what_was_done(inbox: Path) -> None:
    for number in range(300):
        (inbox / f"more{number}.txt").write_text(f"The ferry to Lowen left at noon on day {number}. Nobody was hurt.")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEWSLEDGER_")}
    environment |= {"PYTHONPATH": str(ROOT), "HOME": str(inbox.parent), "NEWSLEDGER_BATCH_ARTICLES": "1"}
    command = [sys.executable, "-c", "from flows.cli import main; main()", "run", "inbox", "--warehouse", "ledger"]
    running = subprocess.Popen(
        [*command, "--annotator", WORDS], env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert running.stderr is not None
    said = []
    while not any(line.startswith("batch 1:") for line in said):
        said.append(running.stderr.readline())
        assert said[-1], said
    running.send_signal(signal.SIGINT)
    _, rest = running.communicate(timeout=120)
    assert running.returncode == 130, rest
    assert "newsledger: interrupted; what was done so far is published" in rest
    assert "Traceback" not in rest
    question = "SELECT status, documents_added > 1, documents_added < 300 FROM runs"
    answer = newsledger("sql", question, "-w", "ledger", "-f", "csv", home=inbox.parent)
    assert answer.stdout.splitlines()[1:] == ["interrupted,true,true"]
    assert newsledger("verify", "--warehouse", "ledger", home=inbox.parent).returncode == 0


def test_an_article_a_report_and_tables_are_given_out(inbox: Path) -> None:
    newsledger("run", "inbox", "--warehouse", "ledger", "--annotator", WORDS, home=inbox.parent)
    ask = ("--warehouse", "ledger")
    uri = newsledger("sql", "SELECT min(source_id) FROM documents", "-f", "csv", *ask, home=inbox.parent)
    article = uri.stdout.splitlines()[-1]
    shown = newsledger("show", article, *ask, home=inbox.parent)
    assert (shown.returncode, len(shown.stdout.splitlines()) > 2) == (0, True)
    assert newsledger("show", article, "--html", "page.html", *ask, home=inbox.parent).returncode == 0
    assert (inbox.parent / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    unwritten = newsledger("show", article, "--html", "inbox", *ask, home=inbox.parent)
    assert (unwritten.returncode, unwritten.stderr) == (1, "newsledger: inbox: Is a directory\n")
    assert newsledger("show", "no-such-article", *ask, home=inbox.parent).returncode == 1
    assert newsledger("report", *ask, home=inbox.parent).stdout.startswith("# Run ")
    given = newsledger("export", "out", "documents", "facts", "--format", "csv", *ask, home=inbox.parent)
    assert given.returncode == 0
    assert sorted(path.name for path in (inbox.parent / "out").iterdir()) == ["documents.csv", "facts.csv"]
    wrong = newsledger("export", "out", "nothing", *ask, home=inbox.parent)
    assert (wrong.returncode, "no such table: nothing" in wrong.stderr) == (1, True)
    assert newsledger("compact", *ask, home=inbox.parent).returncode == 0
