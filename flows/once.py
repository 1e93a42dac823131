"""One run, here and now: Prefect and the stages are loaded while the run's server starts up."""

import contextlib
import gc
import logging
import threading

from flows.server import Server
from flows.settings import SHIPPED_ANNOTATOR, Settings

# Little of what is imported is garbage, and looking for some takes a tenth of the time.
gc.disable()

from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings  # noqa: E402

from flows.build import newsledger_run  # noqa: E402
from flows.engines import task_runner  # noqa: E402
from flows.reprocess import newsledger_reprocess  # noqa: E402

gc.enable()


def run_once(server: Server | None, sources: list[str] | None, told: Settings, progress: logging.Handler) -> str:
    """Run the flow in this process: the run's id.

    Parameters
    ----------
    server
        The run's own server, which may still be starting; None if the user has one.
    progress
        Is given the lines of the run's log.

    Raises
    ------
    flows.server.ServerError
        When there is no server in the end.
    """
    logger = logging.getLogger("prefect.flow_runs")
    logger.addHandler(progress)
    settings: contextlib.AbstractContextManager[object] = contextlib.nullcontext()
    if server is not None:
        _warm_up(told)
        server.wait()
        # Nobody watches for a heartbeat, and at its end a run would wait a second for the last one.
        settings = temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None})
    try:
        with settings:
            return newsledger_run.with_options(task_runner=task_runner(told.engine, told.workers))(
                sources=sources,
                warehouse=str(told.warehouse),
                batch_articles=told.batch_articles,
                workers=told.workers,
                annotator=told.annotator,
            )
    finally:
        logger.removeHandler(progress)


def reprocess_once(server: Server | None, first_stage: str, told: Settings, progress: logging.Handler) -> str:
    """Make a warehouse anew in this process, as ``run_once`` runs: the run's id."""
    logger = logging.getLogger("prefect.flow_runs")
    logger.addHandler(progress)
    settings: contextlib.AbstractContextManager[object] = contextlib.nullcontext()
    if server is not None:
        server.wait()
        settings = temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None})
    try:
        with settings:
            return newsledger_reprocess(first_stage, str(told.warehouse), told.batch_articles)
    finally:
        logger.removeHandler(progress)


def _warm_up(told: Settings) -> None:
    """Load what a batch will need, beside the start of the server: nothing else is to be done then."""

    def load() -> None:
        # What goes wrong here goes wrong again, and is told of, when a batch needs it.
        with contextlib.suppress(Exception):
            from transforms.stages import STAGES, shipped

            for stage in STAGES:
                shipped(stage.name)
            if told.annotator == SHIPPED_ANNOTATOR:
                from transforms.annotate import load_annotator

                load_annotator()

    threading.Thread(target=load, daemon=True).start()
