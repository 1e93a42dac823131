"""The flow that makes the ledger anew from what it stores, when rules or weights have changed."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from flows.batches import Job, failed, stage_what_holds, transformed
from flows.build import RUN_ID, Progress, new_run_id, report_run
from flows.engines import annotator
from flows.failures import RunFailedError
from flows.interrupted import mark_interrupted
from flows.settings import settings
from flows.versions import model_version, pipeline_version
from transforms.stages import STAGES, Stage, shipped
from warehouse import dating, layout, manifest, state
from warehouse.checks import CheckFailedError
from warehouse.publish import publish
from warehouse.recovery import writing
from warehouse.staging import RunStart, begin_run

STAGE_NAMES = tuple(stage.name for stage in STAGES)


@flow(name="newsledger-reprocess", flow_run_name=new_run_id)
def newsledger_reprocess(
    first_stage: str = STAGE_NAMES[0], warehouse: str | None = None, batch_articles: int | None = None
) -> str:
    """Take all articles of a warehouse through the stages again, from one of them on, and publish them in place.

    What earlier stages gave is kept: with ``extract`` no token is computed anew. An article on which a stage now fails,
    or whose new rows fail a check, keeps the rows that it had and is told of in ``rejects``. Until all is done readers
    see the publication before.

    Parameters
    ----------
    first_stage
        The first stage to do again, one of ``STAGE_NAMES``.
    warehouse, batch_articles
        Fields of Settings; what is left out comes from the environment.

    Returns
    -------
    str
        The run's id.

    Raises
    ------
    RunFailedError
        When there is no such stage.
    warehouse.lock.WriterBusyError
        When a run writes to the warehouse.
    warehouse.manifest.NoWarehouseError
        When there is no warehouse.
    warehouse.checks.CheckFailedError
        When a check fails for most of a batch: rules are wrong then, not articles.
    """
    if first_stage not in STAGE_NAMES:
        raise RunFailedError(f"there is no stage {first_stage}: it is one of {', '.join(STAGE_NAMES)}")
    told = settings(warehouse=warehouse, batch_articles=batch_articles)
    manifest.newest(told.warehouse)
    named = flow_run.name or ""
    run_id = named if RUN_ID.fullmatch(named) else new_run_id()
    start = RunStart(
        run_id, datetime.now(UTC), pipeline_version(), model_version(told.annotator), [f"reprocess from {first_stage}"]
    )
    log = get_run_logger()
    with writing(told.warehouse, purpose=f"newsledger reprocess --from {first_stage}", timeout=told.lock_seconds):
        begin_run(told.warehouse, start)  # first: killed from here on, it is known by name
        mark_interrupted(told.warehouse)
        ids = state.read_published(told.warehouse, "documents").select("doc_id").collect()["doc_id"].sort()
        log.info("%d article(s) to make anew", len(ids), extra={"progress": Progress(files=0)})
        for number, at in enumerate(range(0, len(ids), told.batch_articles)):
            seconds = reprocess_batch(told.warehouse, run_id, number, ids[at : at + told.batch_articles], first_stage)
            done = Progress(articles=min(told.batch_articles, len(ids) - at), seconds=seconds)
            log.info("batch %d: %.1f s", number, seconds, extra={"progress": done})
        publish(told.warehouse, run_id, status="reprocessed", is_whole=True, retention=told.retention)
    report_run(told.warehouse, run_id)
    return run_id


@task(name="reprocess batch", task_run_name="batch {number}", cache_policy=NO_CACHE)
def reprocess_batch(warehouse: Path, run_id: str, number: int, doc_ids: pl.Series, first_stage: str) -> float:
    """Make some documents anew and stage all their tables: seconds that the stages took."""
    publication = manifest.newest(warehouse)
    stored = {
        table: dating.undated(
            table,
            state.scan(warehouse, table, publication)
            .filter(pl.col("doc_id").is_between(pl.lit(doc_ids[0]), pl.lit(doc_ids[-1])))
            .collect(),
        )
        for table, schema in layout.STORED_TABLES.items()
        if "doc_id" in schema.column_names()
    }
    stored["documents"] = stored["documents"].with_columns(run_id=pl.lit(run_id))
    version, reader = pipeline_version(), settings(warehouse=warehouse).annotator
    functions: dict[str, Callable[..., Any]] = {name: shipped(name) for name in STAGE_NAMES if name != "annotate"}
    functions["clean"] = partial(functions["clean"], run_id=run_id, pipeline_version=version)
    functions["annotate"] = annotator(reader)
    place = STAGE_NAMES.index(first_stage)
    wanted, given = _wanted(STAGES[place:]), {table for stage in STAGES[place:] for table in stage.gives}
    kept = {table: frame for table, frame in stored.items() if table in wanted or table not in given}
    if "documents" in kept:
        kept["documents"] = kept["documents"].with_columns(pipeline_version=pl.lit(version))
    tally: dict[str, float] = {}
    made = transformed(kept, functions, tally, STAGES[place:])
    done = made["documents"]["doc_id"] if "documents" in made else pl.Series(dtype=pl.String)

    def anew(done: pl.Series) -> dict[str, pl.DataFrame]:
        """Take some documents as they were made anew; the others keep what they had."""
        is_done = pl.col("doc_id").is_in(done.implode())
        return {
            table: pl.concat([made[table].filter(is_done), frame.filter(~is_done)]) if table in made else frame
            for table, frame in stored.items()
        }

    def as_they_were(
        frames: dict[str, pl.DataFrame], failing: pl.Series, error: CheckFailedError
    ) -> dict[str, pl.DataFrame]:
        nonlocal done
        if not failing.is_in(done.implode()).all():
            raise error  # what is stored fails too
        done = done.filter(~done.is_in(failing.implode()))
        refused = failed(stored["articles"], failing, STAGES[-1], error)
        return anew(done) | {"refusals": pl.concat([frames["refusals"], refused])}

    job = Job(warehouse, run_id, version, reader, 1)
    stage_what_holds(job, number, {**anew(done), "refusals": made["refusals"]}, tally, as_they_were)
    return sum(tally.values())


def _wanted(stages: Sequence[Stage]) -> set[str]:
    """The tables that stages take and that none of them before gives."""
    wanted: set[str] = set()
    given: set[str] = set()
    for stage in stages:
        wanted |= set(stage.takes) - given
        given |= set(stage.gives)
    return wanted
