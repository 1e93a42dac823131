"""The terminal: progress, tables and the summary; bars and colours for eyes, plain lines for a pipe."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console
from rich.markup import escape as escape_markup
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from flows import report
from flows.printable import line, visible
from flows.versions import pipeline_version
from flows.wording import marks, toll, worded
from warehouse.checks.plausibility import Doubt
from warehouse.dictionary import table_meaning
from warehouse.query import Article
from warehouse.state import Status, outdated
from warehouse.tables import TABLES
from warehouse.verification import Verification

# In a pipe a line is as long as it is: nothing is folded or cut.
ENDLESS = 100_000
SHOWN_REJECTS = 5


def escape(text: str) -> str:
    """Make a text that is not of this program's making one line that can stand between rich's own marks."""
    return escape_markup(line(text))


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """Let the reader of a pipe, such as head, go when it has seen enough: that is no error."""
    try:
        yield
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # the latter is what rich makes of the former
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def console(stderr: bool = False) -> Console:
    """Give the console of standard output or of standard error."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, width=None if stream.isatty() else ENDLESS, highlight=False, soft_wrap=True)


class _Lines(logging.Handler):
    """Prints the lines of a run's log that are about its progress."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one."""
        if hasattr(record, "progress"):
            print(visible(record.getMessage()), file=sys.stderr, flush=True)


class _Bar(logging.Handler):
    """Moves a bar by the progress that the lines of a run's log are about."""

    def __init__(self, progress: Progress) -> None:
        """Begin with nothing known."""
        super().__init__()
        self._progress = progress
        self._task = progress.add_task("starting", total=None, articles="")
        self._articles = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Move it."""
        made = getattr(record, "progress", None)
        if made is None:
            return
        if record.levelno >= logging.WARNING:
            self._progress.console.print(escape(record.getMessage()), style="yellow")
        if made.articles is None and made.files:
            self._progress.update(self._task, description="reading", total=made.files)
        else:
            self._articles += made.articles or 0
            self._progress.update(self._task, advance=made.files, articles=f"{self._articles:,} articles")


@contextmanager
def progress() -> Iterator[logging.Handler]:
    """Show, while this lasts, the progress that the lines given to the handler tell of."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[articles]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console(stderr=True), transient=True) as bars:
        yield _Bar(bars)


def show_summary(told: report.Summary, warehouse: str) -> None:
    """Print what a run did: figures, seconds, some facts with their sentences, what was refused."""
    out = console()
    out.print()
    out.print(f"[bold]{escape(report.headline(told))}[/bold]")
    spent = report.seconds(told.run)
    if told.is_new and spent:
        out.print("seconds: " + ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in spent.items()), style="dim")
    if told.examples.height:
        out.print()
    for fact in told.examples.iter_rows(named=True):
        out.print(f"  [green]{escape(worded(fact))}[/green]")
        out.print(f"    {escape(fact['sentence'])}  [dim]{escape(fact['uri'])}[/dim]")
    if told.rejects.height:
        out.print()
    for row in told.rejects.head(SHOWN_REJECTS).iter_rows(named=True):
        out.print(f"  [red]{row['reason']}[/red] {escape(row['uri'])}: {escape(row['detail'])}")
    if told.rejects.height > SHOWN_REJECTS:
        out.print(f"  … and {told.rejects.height - SHOWN_REJECTS:,} more")
    if told.rejects.height:
        out.print("  (all in the table rejects)", style="dim")
    _show_doubts(told.doubts)
    out.print()
    out.print(f'Ask: newsledger sql "FROM facts LIMIT 10" --warehouse {escape(warehouse)}', style="dim")


def show_document(article: Article) -> None:
    """Print an article sentence by sentence, and under each its facts, tolls and quotes."""
    out = console()
    about = article.document
    title = about["title"] or about["source_id"]
    out.print(f"[bold]{escape(title)}[/bold]  [dim]{about['doc_id']}  {about['published_on'] or ''}[/dim]")
    for sentence in article.sentences.iter_rows(named=True):
        out.print()
        out.print(escape(sentence["text"]))
        here = pl.col("sentence_id") == sentence["sentence_id"]
        for fact in article.facts.filter(here).iter_rows(named=True):
            words = " → ".join(escape(fact[slot]) for slot in ("subject", "predicate", "object") if fact[slot])
            out.print(f"  [green]{words}[/green]  [dim]{escape(', '.join(marks(fact)))}[/dim]")
        for casualty in article.casualties.filter(here).iter_rows(named=True):
            out.print(f"  [red]{escape(toll(casualty))}[/red]")
        for quote in article.quotations.filter(here).iter_rows(named=True):
            out.print(f"  [cyan]{escape(quote['speaker'] or '?')}:[/cyan] {escape(quote['text'])}")


def show_outdated(warehouse: Path) -> None:
    """Say how many articles other rules have read, and what to do about it; nothing where there are none."""
    if count := outdated(warehouse, pipeline_version()):
        console().print(
            f"{count:,} article(s) were read by other rules than these: `newsledger reprocess` makes them anew",
            style="yellow",
        )


def show_verification(found: Verification) -> None:
    """Print what was verified, and what is wrong."""
    out = console()
    size = found.bytes / 1e6
    out.print(
        f"publication {found.publication}: {found.documents:,} documents in {found.files:,} files, {size:,.1f} MB, "
        f"verified in {found.seconds:.1f} s ({size / max(found.seconds, 1e-9):,.0f} MB/s)"
    )
    for finding in found.findings:
        out.print(f"  [red]{escape(finding.check)}[/red] {escape(finding.where)}: {escape(finding.detail)}")
    _show_doubts(found.doubts)
    out.print("[green]all is well[/green]" if not found.findings else f"[red]{len(found.findings)} finding(s)[/red]")


def _show_doubts(doubts: list[Doubt]) -> None:
    for doubt in doubts:
        told = f"{escape(doubt.table)}: {escape(doubt.detail)}"
        console().print(f"  [yellow]odd: {escape(doubt.check)}[/yellow] {told}")


def show_status(held: Status) -> None:
    """Print what a warehouse holds."""
    out = console()
    out.print(
        f"[bold]{escape(str(held.folder))}[/bold], publication {held.publication} "
        f"of {held.published_at:%Y-%m-%d %H:%M} UTC"
    )
    if run := held.last_run:
        out.print(
            f"last run: {run['run_id']} over {escape(', '.join(run['sources']))}: {run['status']}, "
            f"{run['documents_added']:,} added, {run['documents_skipped']:,} there already, "
            f"{run['documents_rejected']:,} rejected"
        )
        out.print(f"rules {run['pipeline_version']}, model {escape(run['model_version'])}", style="dim")
    out.print()
    show_frame(held.tables)


def show_dictionary(columns: pl.DataFrame) -> None:
    """Print the data dictionary, a table after the other."""
    for (table,), own in columns.group_by("table", maintain_order=True):
        console().print(f"[bold]{table}[/bold]: {escape(table_meaning(TABLES[str(table)]))}")
        shown = own.select(
            "column",
            "type",
            pl.when("is_key")
            .then(pl.lit("key"))
            .when("is_nullable")
            .then(pl.lit("may be NULL"))
            .otherwise(pl.lit(""))
            .alias("null"),
            "meaning",
        )
        show_frame(shown)
        console().print()


def show_frame(frame: pl.DataFrame) -> None:
    """Print a frame as a table; numbers stand to the right, what is absent is left empty."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, dtype in frame.schema.items():
        table.add_column(escape(name), justify="right" if dtype.is_numeric() else "left", overflow="fold")
    for row in frame.iter_rows():
        table.add_row(*(_cell(value) for value in row))
    console().print(table, soft_wrap=False)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6g}"
    return escape(str(value))
