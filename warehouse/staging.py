"""Staging: a run's batches, checked and on disk, before they are published."""

import os
import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import polars as pl

from warehouse import checks, dating, files, layout, manifest, tellings

TALLIED = (
    "documents_seen",
    "documents_skipped",
    "seconds_read",
    "seconds_clean",
    "seconds_segment",
    "seconds_annotate",
    "seconds_extract",
    "seconds_resolve",
)
"""What of a run's row only its maker can count; summed over the batches."""


class RunStart(NamedTuple):
    """What is known of a run when it begins."""

    run_id: str
    started_at: datetime
    """UTC."""
    pipeline_version: str
    model_version: str
    sources: Sequence[str]


class Batch(NamedTuple):
    """A staged batch: its number, what was counted, and its files by table."""

    number: int
    folder: Path
    tally: dict[str, float]
    files: dict[str, files.Written]


def begin_run(warehouse: Path, start: RunStart) -> None:
    """Open a run's staging; what is written here also tells of a run that never ended.

    Raises
    ------
    ValueError
        When the run's id is not made of letters, digits, ``-``, ``_`` and ``.``.
    FileExistsError
        When a run of this id has begun already.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]*", start.run_id):
        raise ValueError(f"not a run's id: {start.run_id!r}")
    path = _run_folder(warehouse, start.run_id) / "run.json"
    if path.exists():
        raise FileExistsError(f"run {start.run_id} has begun already")
    moment = start.started_at
    moment = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    files.write_json(path, {**start._asdict(), "started_at": moment.isoformat(), "sources": list(start.sources)})
    files.sync_folder(layout.staging_folder(warehouse))


def stage_batch(
    warehouse: Path,
    run_id: str,
    batch_id: int,
    frames: Mapping[str, pl.DataFrame],
    tally: Mapping[str, float] | None = None,
) -> dict[str, int]:
    """Check a batch's frames and stage them; staging a batch again replaces it.

    Parameters
    ----------
    batch_id
        The batch's place in the order of the sources: 0, 1, 2 ….
    frames
        By name: tables that carry doc_id, ``articles``, ``names``, and ``refusals``, which become
        ``rejects`` of this run. A frame left out has no rows. All rows of a document are in one batch.
    tally
        Numbers for the run's row, any of :data:`TALLIED`.

    Returns
    -------
    dict
        The rows staged, by table.

    Raises
    ------
    warehouse.checks.CheckFailedError
        When a check fails; nothing is staged then.
    """
    stored = _stored_frames(run_id, frames, manifest.numbers(warehouse)[-1] + 1)
    checks.check(stored)
    foreign = stored["documents"].filter(pl.col("run_id") != run_id)
    if foreign.height:
        raise checks.CheckFailedError(checks.Violation("run_id|references_runs", "documents", foreign))
    counted = {name: (tally or {}).get(name, 0) for name in TALLIED}
    if unknown := set(tally or {}) - set(TALLIED):
        raise ValueError(f"not a number of a run's row: {', '.join(sorted(unknown))}")

    folder = _run_folder(warehouse, run_id) / f"{batch_id:06d}"
    building = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    written = {
        table: files.write_parquet(table, frame, building / f"{table}.parquet")
        for table, frame in stored.items()
        if frame.height
    }
    described = {table: file._asdict() for table, file in written.items()}
    files.write_json(building / "batch.json", {"batch": batch_id, "tally": counted, "files": described})
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(building, folder)
    files.sync_folder(folder.parent)
    return {table: file.rows for table, file in written.items()}


def read_start(warehouse: Path, run_id: str) -> RunStart | None:
    """What was known when a run began; None when it never did."""
    content = files.read_json(_run_folder(warehouse, run_id) / "run.json")
    if content is None:
        return None
    return RunStart(**{**content, "started_at": datetime.fromisoformat(content["started_at"])})


def read_batches(warehouse: Path, run_id: str) -> list[Batch]:
    """The staged batches of a run, in the order of the sources."""
    batches = []
    for folder in sorted(_run_folder(warehouse, run_id).glob("[0-9]*")):
        content = files.read_json(folder / "batch.json")
        if content is not None:
            written = {table: files.Written(**file) for table, file in content["files"].items()}
            batches.append(Batch(content["batch"], folder, content["tally"], written))
    return batches


def staged_runs(warehouse: Path) -> list[str]:
    """The runs that have something in staging, oldest id first."""
    folder = layout.staging_folder(warehouse)
    return sorted(entry.name for entry in folder.iterdir()) if folder.is_dir() else []


def remove(warehouse: Path, run_id: str) -> None:
    """Empty the staging of a run."""
    shutil.rmtree(_run_folder(warehouse, run_id), ignore_errors=True)


def _stored_frames(run_id: str, frames: Mapping[str, pl.DataFrame], arrival: int) -> dict[str, pl.DataFrame]:
    """The frames by the tables that store them; articles that are new come with the publication ``arrival``."""
    stored = {table: frame for table, frame in frames.items() if table != "refusals"}
    if unknown := stored.keys() - (layout.STORED_TABLES.keys() - set(layout.WHOLE_TABLES) - {"rejects"}):
        raise ValueError(f"not a batch's table: {', '.join(sorted(unknown))}")
    stored.setdefault("documents", layout.empty("documents"))
    for table in stored.keys() & set(dating.DATED):
        stored[table] = dating.dated(table, stored[table].lazy(), stored["documents"].lazy()).collect()
    if "articles" in stored:
        # An article that was refused is told of in rejects, and read again when its source is.
        stored["articles"] = (
            stored["articles"]
            .join(stored["documents"].select("doc_id"), on="doc_id", how="semi", maintain_order="left")
            .with_columns(pl.col("arrival").fill_null(arrival))
        )
    if "facts" in stored:
        takes = tellings.TAKES.items()
        stored["tellings"] = tellings.tellings(
            *(stored.get(table, layout.empty(table)).select(columns).lazy() for table, columns in takes)
        )
    if "refusals" in frames:
        signed = frames["refusals"].with_columns(run_id=pl.lit(run_id))
        # One row a file or record: the first stage that refused it says why.
        stored["rejects"] = signed.unique("uri", keep="first", maintain_order=True).select(
            layout.STORED_TABLES["rejects"].column_names()
        )
    return stored


def _run_folder(warehouse: Path, run_id: str) -> Path:
    return layout.staging_folder(warehouse) / run_id
