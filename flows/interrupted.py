"""Runs that were killed: Prefect goes on calling them running until somebody tells it otherwise."""

from pathlib import Path
from uuid import UUID

import polars as pl
from prefect import get_run_logger
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import StateType
from prefect.states import Crashed

from warehouse.state import read_published

LAST_RUNS = 50
ALIVE = (StateType.RUNNING, StateType.PENDING, StateType.CANCELLING)


def mark_interrupted(warehouse: Path) -> list[str]:
    """Tell Prefect of the runs over a warehouse that were killed, and say so in the log: their ids.

    The caller holds the writer's lock, so that no other run over this warehouse is alive. The warehouse has seen to
    what they left when the lock was taken: what they had staged is published.
    """
    runs = read_published(warehouse, "runs").sort("started_at", "run_id").tail(LAST_RUNS)
    ids = runs.filter(pl.col("status") == "interrupted").select("run_id").collect()["run_id"].to_list()
    if not ids:
        return []
    marked: dict[str, UUID] = {}
    with get_client(sync_client=True) as client:
        named = FlowRunFilter.model_validate({"name": {"any_": ids}, "state": {"type": {"any_": list(ALIVE)}}})
        for run in client.read_flow_runs(flow_run_filter=named):
            client.set_flow_run_state(run.id, Crashed(message="killed; found by a later run"), force=True)
            marked[run.name] = run.id
    for run_id in marked:
        get_run_logger().warning("run %s was killed: what it had finished is published", run_id)
    return sorted(marked)
