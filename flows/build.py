"""The flow that turns sources into a publication: read in batches, side by side, then publish and report."""

import contextlib
import re
import secrets
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run, task_run

from flows import report
from flows.batches import Batch, Job, batches, build_batch, refuse_batch
from flows.containers import Piece, pieces
from flows.failures import RunFailedError
from flows.interrupted import mark_interrupted
from flows.settings import Settings, settings
from flows.sources import SAMPLES, Refusal, SourceFile, source_files
from flows.versions import model_version, pipeline_version
from warehouse.checks import CheckFailedError
from warehouse.layout import staging_folder
from warehouse.manifest import Retention
from warehouse.publish import publish
from warehouse.recovery import writing
from warehouse.staging import RunStart, begin_run

TRIES = 3
RUN_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{6}")


class Progress(NamedTuple):
    """How far a run is: what a line of its log is about, for those who show it otherwise."""

    files: int = 0
    articles: int | None = None
    skipped: int = 0
    seconds: float = 0.0


def _is_passing(_task: Any, _run: TaskRun, state: State[Any]) -> bool:
    """Tell whether a failure may pass by itself: that of a disk or a network, never that of a rule."""
    return isinstance(state.result(raise_on_failure=False), OSError)


@task(
    name="batch",
    task_run_name="batch {batch.number}",
    retries=TRIES - 1,
    retry_delay_seconds=[1, 5],
    retry_condition_fn=_is_passing,
    cache_policy=NO_CACHE,
)
def stage(batch: Batch, job: Job) -> dict[str, float]:
    """Take one batch from its files to checked tables in staging; paths and ids go in, counts come out."""
    tally = build_batch(batch, job, is_last_try=task_run.run_count >= TRIES)
    spent = ", ".join(f"{name[8:]} {seconds:.2f} s" for name, seconds in tally.items() if name.startswith("seconds_"))
    get_run_logger().info("%s: %s", _named(batch), spent)
    return tally


@task(name="publish", retries=TRIES - 1, retry_delay_seconds=1, retry_condition_fn=_is_passing, cache_policy=NO_CACHE)
def publish_run(warehouse: Path, run_id: str, retention: Retention) -> dict[str, Any]:
    """Make all that the run has staged visible at once."""
    return publish(warehouse, run_id, retention=retention).run


@task(name="report", cache_policy=NO_CACHE)
def report_run(warehouse: Path, run_id: str) -> None:
    """Say in Prefect's own pages what the run did."""
    summary = report.summary(warehouse, run_id)
    for row in summary.rejects.head(report.LISTED_REJECTS).iter_rows(named=True):
        get_run_logger().warning("%(uri)s: refused by %(stage)s as %(reason)s: %(detail)s", row)
    for doubt in summary.doubts:
        get_run_logger().warning("odd: %s of %s: %s", *doubt)
    create_table_artifact(key="newsledger-run", table=report.table(summary), description=f"Run {run_id}")
    trend = report.trend(warehouse).to_dicts()
    create_table_artifact(key="newsledger-trend", table=trend, description="The quality of the last runs")
    create_markdown_artifact(key="newsledger-report", markdown=report.markdown(summary), description=f"Run {run_id}")


def new_run_id() -> str:
    """Make the id of a run that begins now; ids sort by time. Prefect names the flow run so too."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


@flow(name="newsledger-run", flow_run_name=new_run_id)
def newsledger_run(
    sources: list[str] | None = None,
    warehouse: str | None = None,
    batch_articles: int | None = None,
    workers: int | None = None,
    annotator: str | None = None,
) -> str:
    """Read files, folders and globs into a warehouse; by default the samples.

    Parameters
    ----------
    sources
        Files, folders and globs.
    warehouse, batch_articles, workers, annotator
        Fields of Settings; what is left out comes from the environment.

    Returns
    -------
    str
        The run's id, by which ``runs`` and ``rejects`` know it.

    Raises
    ------
    RunFailedError
        When nothing could be published.
    warehouse.lock.WriterBusyError
        When another run writes to the warehouse.
    flows.settings.SettingError
        When a setting means nothing.
    """
    told = settings(warehouse=warehouse, batch_articles=batch_articles, workers=workers, annotator=annotator)
    sources = sources or [SAMPLES]
    named = flow_run.name or ""  # by a deployment otherwise than here, if its owner wants so
    run_id = named if RUN_ID.fullmatch(named) else new_run_id()
    job = Job(told.warehouse, run_id, pipeline_version(), told.annotator, 1)
    start = RunStart(run_id, datetime.now(UTC), job.pipeline_version, model_version(told.annotator), sources)
    with writing(told.warehouse, purpose=f"newsledger run {' '.join(sources)}", timeout=told.lock_seconds):
        begin_run(told.warehouse, start)  # first: killed from here on, it is known by name
        mark_interrupted(told.warehouse)
        try:
            failures = stage_all(sources, told, job)
        except BaseException as stop:
            if not isinstance(stop, Exception):  # Ctrl-C, or a signal to end: what is staged is done
                publish(told.warehouse, run_id, status="interrupted")
            raise
        if failures:
            raise RunFailedError("\n".join(str(failure) for failure in failures)) from failures[0]
        publish_run(told.warehouse, run_id, told.retention)
    report_run(told.warehouse, run_id)
    return run_id


def stage_all(sources: Sequence[str], told: Settings, job: Job) -> list[CheckFailedError]:
    """Stage the sources batch by batch, some side by side; a batch that fails does not stop the others.

    Only as many batches are cut as are worked on, whatever the size of the sources.

    Returns
    -------
    list
        The checks that failed: they stop the publication. A batch that fails otherwise has its files refused.
    """
    log = get_run_logger()
    files = list(source_files(sources))
    found = sum(isinstance(file, SourceFile) for file in files)
    log.info("%d file(s) to read", found, extra={"progress": Progress(files=found)})
    cut = batches(_cut(files, told, job), told.batch_articles, told.batch_bytes)
    ahead = list(islice(cut, 2))
    if len(ahead) == 1:
        job = job._replace(threads=told.workers)  # a batch on its own has all cores
    failures: list[CheckFailedError] = []
    running: deque[tuple[Batch, PrefectFuture[dict[str, float]]]] = deque()
    try:
        for batch in chain(ahead, cut):
            running.append((batch, stage.submit(batch, job)))
            # One waits ready, so that no worker stands idle while an older batch takes longer.
            if len(running) > told.workers:
                failures += _settled(*running[0], job)
                running.popleft()
        while running:
            failures += _settled(*running[0], job)
            running.popleft()
    except KeyboardInterrupt:
        log.warning("finishing what is being worked on", extra={"progress": Progress()})
        for _, future in running:
            with contextlib.suppress(KeyboardInterrupt):
                future.wait()
        raise
    return failures


def _cut(files: Sequence[SourceFile | Refusal], told: Settings, job: Job) -> Iterator[Piece | Refusal]:
    """Cut files to pieces for batches; what is unpacked lies in the run's staging, and goes with it."""
    spool = staging_folder(job.warehouse) / job.run_id / "unpacked"
    for file in files:
        if isinstance(file, Refusal):
            yield file
        else:
            yield from pieces(file, spool, told.batch_articles, told.batch_bytes)


def _named(batch: Batch) -> str:
    """Name a batch by its number and its files."""
    uris = [piece.uri for piece in batch.pieces]
    files = f" ({uris[0]}{f' to {uris[-1]}' if uris[-1] != uris[0] else ''})" if uris else ""
    return f"batch {batch.number}{files}"


def _settled(batch: Batch, future: PrefectFuture[dict[str, float]], job: Job) -> list[CheckFailedError]:
    """Wait for a batch. If it failed, refuse its files by name, or give the check that did not hold."""
    log = get_run_logger()
    future.wait()
    answer = future.state.result(raise_on_failure=False)
    if isinstance(answer, CheckFailedError):
        log.error("%s: %s", _named(batch), answer, extra={"progress": Progress()})
        return [answer]
    if isinstance(answer, BaseException):
        what = f"{type(answer).__name__}: {answer}"
        log.error("%s failed: %s", _named(batch), what, extra={"progress": Progress()})
        refuse_batch(batch, job, answer)
        answer = {}
    tally = Progress(
        files=len({piece.uri for piece in batch.pieces}),
        articles=int(answer.get("documents_seen", 0)),
        skipped=int(answer.get("documents_skipped", 0)),
        seconds=sum(seconds for name, seconds in answer.items() if name.startswith("seconds_")),
    )
    log.info(
        "batch %d: %d article(s), %d of them there already, %.1f s",
        *(batch.number, tally.articles, tally.skipped, tally.seconds),
        extra={"progress": tally},
    )
    return []
