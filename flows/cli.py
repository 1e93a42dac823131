"""The command ``newsledger``."""

import contextlib
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.options import Annotator, BatchArticles, Format, Sources, Warehouse, Workers
from flows.printable import visible
from flows.settings import settings

NOTHING_DONE = 1
SOME_REJECTED = 3
INTERRUPTED = 130

app = typer.Typer(
    help="News articles in, a ledger of facts out: each fact points to the characters that say so.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


@app.command(
    epilog="Examples:  newsledger run  ·  newsledger run inbox/ 'wire/*.jsonl.gz' --warehouse ledger  ·  "
    "Exit status: 0 all read, 1 nothing could be done, 2 wrong usage, 3 done but some inputs were rejected."
)
def run(
    sources: Sources = None,
    warehouse: Warehouse = None,
    batch_articles: BatchArticles = None,
    workers: Workers = None,
    annotator: Annotator = None,
) -> None:
    """Read articles into the ledger, and say what was found.

    What is there already is skipped; what cannot be read is refused by name, in the table rejects.
    """
    told = settings(warehouse=warehouse, batch_articles=batch_articles, workers=workers, annotator=annotator)
    # The run's progress is shown here, in its own way.
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    from flows.server import server

    with server() as own:
        from flows import report, terminal

        with terminal.progress() as progress:
            from flows.once import run_once

            try:
                run_id = run_once(own, sources, told, progress)
            except KeyboardInterrupt:
                print("newsledger: interrupted; what was done so far is published", file=sys.stderr)
                raise typer.Exit(INTERRUPTED) from None
        summary = report.summary(told.warehouse, run_id)
        with terminal.reader_may_leave():
            terminal.show_summary(summary, str(told.warehouse))
            terminal.show_outdated(told.warehouse)
    made = summary.run
    if not made["documents_added"] + made["documents_skipped"]:
        raise typer.Exit(NOTHING_DONE)
    if made["documents_rejected"]:
        raise typer.Exit(SOME_REJECTED)


@app.command(
    epilog='Examples:  newsledger sql "FROM facts LIMIT 10"  ·  '
    'newsledger sql "SELECT speaker, text FROM quotations" --format csv > quotes.csv',
    # A question may begin with a comment: "-- …" is no option.
    context_settings={"ignore_unknown_options": True},
)
def sql(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="One question in DuckDB's SQL; - takes it from standard input.")
    ],
    warehouse: Warehouse = None,
    format_: Annotated[Format, typer.Option("--format", "-f", help="How the answer is written.")] = Format.table,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="RUN", help="Answer as the ledger was after this run.")
    ] = None,
) -> None:
    """Ask the ledger a question; nothing can be changed so."""
    from warehouse.answers import written
    from warehouse.query import ask
    from warehouse.showing import refresh

    folder = settings(warehouse=warehouse).warehouse
    if format_ is Format.parquet and sys.stdout.isatty():
        raise typer.BadParameter("a terminal shows no Parquet: redirect it to a file", param_hint="--format")
    refresh(folder)
    answer = ask(folder, sys.stdin.read() if query == "-" else query, as_of=as_of)
    from flows.terminal import reader_may_leave, show_frame

    with reader_may_leave():
        if format_ is Format.table:
            show_frame(answer)
        else:
            sys.stdout.buffer.write(written(answer, format_.value))


@app.command(
    epilog="Examples:  newsledger reprocess  ·  newsledger reprocess --from extract  ·  "
    "Readers see the publication before until all is done."
)
def reprocess(
    first_stage: Annotated[
        str, typer.Option("--from", metavar="STAGE", help="clean, segment, annotate, extract or resolve.")
    ] = "clean",
    warehouse: Warehouse = None,
    batch_articles: BatchArticles = None,
) -> None:
    """Make the ledger anew from the articles that it stores, after rules or weights have changed."""
    told = settings(warehouse=warehouse, batch_articles=batch_articles)
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    from flows.server import server

    with server() as own:
        from flows import report, terminal
        from flows.once import reprocess_once

        with terminal.progress() as progress:
            run_id = reprocess_once(own, first_stage, told, progress)
        with terminal.reader_may_leave():
            terminal.show_summary(report.summary(told.warehouse, run_id), str(told.warehouse))


@app.command(epilog="Example:  newsledger compact --warehouse ledger  ·  No row changes; readers are not disturbed.")
def compact(warehouse: Warehouse = None) -> None:
    """Turn the many files that frequent runs leave into few, and forget publications that are kept no longer."""
    from flows.terminal import console
    from warehouse.compaction import compact as compact_warehouse

    told = settings(warehouse=warehouse)
    done = compact_warehouse(told.warehouse, retention=told.retention, timeout=told.lock_seconds)
    console().print(
        f"publication {done.publication}: {done.files_before} files became {done.files_after}; "
        f"{done.forgotten} earlier publication(s) forgotten"
    )


@app.command(epilog="Examples:  newsledger export csvs --format csv  ·  newsledger export out facts entities")
def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the files go; one a table.")],
    tables: Annotated[list[str] | None, typer.Argument(metavar="TABLE", help="By default all.")] = None,
    warehouse: Warehouse = None,
    format_: Annotated[Format, typer.Option("--format", "-f", help="csv, json or parquet.")] = Format.parquet,
) -> None:
    """Write tables to files of their own."""
    from flows.terminal import console
    from warehouse.exporting import export as export_tables

    if format_ is Format.table:
        raise typer.BadParameter("files are csv, json or parquet", param_hint="--format")
    counted = export_tables(settings(warehouse=warehouse).warehouse, folder, tables or (), format_.value)
    for table, rows in counted.items():
        console().print(f"{rows:>12,}  {folder / table}.{format_.value}")


@app.command(epilog="Example:  newsledger report > report.md  ·  The last run's; --run names another.")
def report(
    run_id: Annotated[str | None, typer.Option("--run", metavar="RUN", help="A run's id.")] = None,
    warehouse: Warehouse = None,
) -> None:
    """Say in Markdown what a run did, as Prefect's pages show it."""
    from flows.report import last_run, markdown, summary
    from flows.terminal import reader_may_leave

    folder = settings(warehouse=warehouse).warehouse
    with reader_may_leave():
        print(markdown(summary(folder, run_id or last_run(folder))))


@app.command(
    epilog="Examples:  newsledger show 8ecbbcbe  ·  newsledger show 01-ankara-idlib.txt --html page.html"
    "  ·  The beginning of an id, or a file's name, will do."
)
def show(
    document: Annotated[str, typer.Argument(metavar="DOC", help="A doc_id, its beginning, or a source_id.")],
    warehouse: Warehouse = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page for a browser instead.")] = None,
) -> None:
    """Print an article sentence by sentence, with what the ledger has of each."""
    from flows.terminal import console, reader_may_leave, show_document
    from warehouse.query import document as read_document

    article = read_document(settings(warehouse=warehouse).warehouse, document)
    if html:
        from flows.page import write_page

        write_page(article, html)
        console().print(f"written to {html}")
        return
    with reader_may_leave():
        show_document(article)


@app.command(
    epilog="Example:  newsledger verify --warehouse ledger  ·  Exit status: 0 all is well, 1 something is not."
)
def verify(warehouse: Warehouse = None) -> None:
    """Check every file of the ledger against its checksum, and every row against every rule."""
    from flows.terminal import reader_may_leave, show_verification
    from warehouse.manifest import DamagedError
    from warehouse.showing import refresh
    from warehouse.verification import verify as verify_warehouse

    folder = settings(warehouse=warehouse).warehouse
    with contextlib.suppress(DamagedError):  # told below, with all else
        refresh(folder)
    found = verify_warehouse(folder)
    with reader_may_leave():
        show_verification(found)
    if found.findings:
        raise typer.Exit(NOTHING_DONE)


@app.command(epilog="Example:  newsledger status --warehouse ledger")
def status(warehouse: Warehouse = None) -> None:
    """Say what the ledger holds, and how the last run ended."""
    from flows.terminal import reader_may_leave, show_status
    from warehouse.showing import refresh
    from warehouse.state import status as state

    folder = settings(warehouse=warehouse).warehouse
    refresh(folder)
    with reader_may_leave():
        show_status(state(folder))


@app.command(epilog="Examples:  newsledger tables  ·  newsledger tables facts quotations")
def tables(
    names: Annotated[list[str] | None, typer.Argument(metavar="TABLE", help="By default all.")] = None,
) -> None:
    """Print the data dictionary: every column of every table, with its meaning."""
    from flows.terminal import reader_may_leave, show_dictionary
    from warehouse.dictionary import dictionary

    columns = dictionary()
    if unknown := sorted(set(names or []) - set(columns["table"])):
        raise typer.BadParameter(f"no such table: {', '.join(unknown)}")
    with reader_may_leave():
        show_dictionary(columns.filter(columns["table"].is_in(names)) if names else columns)


@app.command(
    epilog='Example:  newsledger serve --cron "*/30 * * * *" inbox/  ·  Ctrl-C ends it after the run in progress.'
)
def serve(
    cron: Annotated[str, typer.Option(metavar="CRON", help="When: minute, hour, day, month, weekday.")],
    sources: Sources = None,
    warehouse: Warehouse = None,
    batch_articles: BatchArticles = None,
    workers: Workers = None,
    annotator: Annotator = None,
    timezone: Annotated[
        str, typer.Option(metavar="ZONE", help="Whose clock the schedule is in, such as Europe/Paris.")
    ] = "UTC",
) -> None:
    """Stay up, and run by the clock."""
    told = settings(warehouse=warehouse, batch_articles=batch_articles, workers=workers, annotator=annotator)
    from flows.schedule import serve as serve_schedule

    serve_schedule(cron, timezone, sources, told)


def main() -> None:
    """Run the command; what goes wrong through no mistake of the program is told in a sentence."""
    try:
        app()
    except Exception as error:
        from flows.failures import told

        if (known := told(error)) is None:
            raise
        message, exit_status = known
        print(f"newsledger: {visible(message)}", file=sys.stderr)
        sys.exit(exit_status)
