"""Batches: what is done with a few hundred articles, from their bytes to checked tables in staging."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from flows.containers import Piece
from flows.engines import annotator
from flows.sources import Refusal
from transforms.read import read
from transforms.stages import STAGES, Stage, apply, shipped
from warehouse.checks import CheckFailedError
from warehouse.staging import stage_batch
from warehouse.state import is_published
from warehouse.tables import Articles, Refusals


class Batch(NamedTuple):
    """The unit of work, of retry, of parallelism and of staging."""

    number: int
    pieces: tuple[Piece, ...]
    refusals: tuple[Refusal, ...]


class Job(NamedTuple):
    """What all batches of a run have in common."""

    warehouse: Path
    run_id: str
    pipeline_version: str
    annotator: str
    threads: int


def batches(found: Iterable[Piece | Refusal], articles: int, bytes_: int) -> Iterator[Batch]:
    """Gather pieces, in their order, to batches of at most so many articles or about so many bytes."""
    number = 0
    pieces: list[Piece] = []
    refusals: list[Refusal] = []
    for each in found:
        if isinstance(each, Refusal):
            refusals.append(each)
        else:
            records = sum(piece.records for piece in pieces) + each.records
            size = sum(piece.end - piece.start for piece in pieces) + each.end - each.start
            if pieces and (records > articles or size > bytes_):
                yield Batch(number, tuple(pieces), tuple(refusals))
                number, pieces, refusals = number + 1, [], []
            pieces.append(each)
    if pieces or refusals:
        yield Batch(number, tuple(pieces), tuple(refusals))


def build_batch(batch: Batch, job: Job, *, is_last_try: bool = True) -> dict[str, float]:
    """Take a batch through every stage, check its tables and stage them.

    An article on which a stage fails is refused by name, and the others go on without it; so is one whose rows fail a
    check, unless most of the batch do.

    Returns
    -------
    dict
        Articles seen and skipped, and seconds by stage, by the names that ``runs`` has for them.

    Raises
    ------
    OSError
        When a file could not be read for now, and this is not the last try; it is refused then.
    warehouse.checks.CheckFailedError
        When a check fails for most of the batch: rules are wrong then, not articles.
    """
    tally: dict[str, float] = {}
    with _timed(tally, "read"):
        articles, refusals = _read(batch, is_last_try)
        known = is_published(job.warehouse, articles["doc_id"]) | ~articles["doc_id"].is_first_distinct()
        new = articles.filter(~known)
    tally |= {"documents_seen": articles.height, "documents_skipped": articles.height - new.height}
    frames: dict[str, pl.DataFrame] = {}
    if new.height:
        functions = {stage.name: shipped(stage.name) for stage in STAGES if stage.name != "annotate"}
        functions["clean"] = partial(functions["clean"], run_id=job.run_id, pipeline_version=job.pipeline_version)
        with _timed(tally, "annotate"):
            functions["annotate"] = annotator(job.annotator, job.threads)
        frames = transformed({"articles": new}, functions, tally)
    frames["refusals"] = pl.concat([refusals, frames.get("refusals", refusals.clear())])
    stage_what_holds(job, batch.number, frames, tally, _refused)
    for piece in batch.pieces:
        if piece.is_temporary:
            Path(piece.path).unlink(missing_ok=True)
    return tally


def stage_what_holds(
    job: Job,
    number: int,
    frames: dict[str, pl.DataFrame],
    tally: dict[str, float],
    without: Callable[[dict[str, pl.DataFrame], pl.Series, CheckFailedError], dict[str, pl.DataFrame]],
) -> None:
    """Stage a batch's frames; what to do about the few documents whose rows fail a check, ``without`` says.

    It is given the frames, the ids of the documents and the error, and gives the frames to stage instead.

    Raises
    ------
    warehouse.checks.CheckFailedError
        When a check fails for most of the batch.
    """
    while True:
        try:
            stage_batch(job.warehouse, job.run_id, number, frames, tally)
        except CheckFailedError as error:
            if "doc_id" not in error.rows:
                raise
            known = frames["documents"]["doc_id"]
            failing = known.filter(known.is_in(error.rows["doc_id"].implode()))
            if failing.is_empty() or 2 * len(failing) > len(known):
                raise
            frames = without(frames, failing, error)
        else:
            return


def _refused(frames: dict[str, pl.DataFrame], failing: pl.Series, error: CheckFailedError) -> dict[str, pl.DataFrame]:
    """Leave documents out, and refuse them by name."""
    kept = _of(frames, frames["documents"].filter(~pl.col("doc_id").is_in(failing.implode()))["doc_id"])
    return kept | {"refusals": pl.concat([frames["refusals"], failed(frames["articles"], failing, STAGES[-1], error)])}


def refuse_batch(batch: Batch, job: Job, error: BaseException) -> None:
    """Stage, in place of a batch that failed as a whole, its files as refused."""
    failed = [
        Refusal(piece.uri, "failed", f"its batch failed: {type(error).__name__}: {error}"[:500])
        for piece in batch.pieces
    ]
    stage_batch(job.warehouse, job.run_id, batch.number, {"refusals": _refusals([*batch.refusals, *failed])})


def transformed(
    frames: dict[str, pl.DataFrame],
    functions: dict[str, Callable[..., Any]],
    tally: dict[str, float],
    stages: Sequence[Stage] = STAGES,
) -> dict[str, pl.DataFrame]:
    """Take Articles, under their name, through the stages: all tables, and ``refusals`` of all stages.

    If a stage fails, it is tried again with half of the documents, down to the one on which it fails: that
    one is refused, and what the stages before it gave for the others is not made again.
    """
    frames = {"refusals": Refusals.create_empty(), **frames}
    for place, stage in enumerate(stages):
        documents = frames["documents" if "documents" in frames else "articles"]["doc_id"]
        with _timed(tally, stage.name):
            try:
                given = apply(stage, functions[stage.name], frames)
            except Exception as error:
                given = None
                if len(documents) == 1:
                    refused = failed(frames["articles"], documents, stage, error)
                    return {"refusals": pl.concat([frames["refusals"], refused])}
        if given is None:
            half = len(documents) // 2
            parts = [
                transformed(_of(frames, some), functions, tally, stages[place:])
                for some in (documents[:half], documents[half:])
            ]
            parts.append({"refusals": frames["refusals"]})
            return {
                table: pl.concat([part[table] for part in parts if table in part])
                for table in {table for part in parts for table in part}
            }
        if "refusals" in given:
            given["refusals"] = pl.concat([frames["refusals"], given["refusals"]])
        frames |= given
    return frames


def _of(frames: dict[str, pl.DataFrame], documents: pl.Series) -> dict[str, pl.DataFrame]:
    """Take the rows of some documents."""
    return {
        table: frame.filter(pl.col("doc_id").is_in(documents.implode()))
        for table, frame in frames.items()
        if table != "refusals"
    }


@contextmanager
def _timed(tally: dict[str, float], stage: str) -> Iterator[None]:
    """Add the seconds that something takes to those of ``stage``."""
    began = time.perf_counter()
    try:
        yield
    finally:
        name = f"seconds_{stage}"
        tally[name] = tally.get(name, 0.0) + time.perf_counter() - began


def _read(batch: Batch, is_last_try: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Read the articles of a batch, and gather what was refused."""
    articles: list[pl.DataFrame] = [Articles.create_empty()]
    refusals: list[pl.DataFrame] = [_refusals(batch.refusals)]
    for piece in batch.pieces:
        try:
            payload = _payload(piece)
        except OSError as error:
            if not is_last_try and not isinstance(error, FileNotFoundError | PermissionError):
                raise
            reason = error.strerror or str(error)
            refusals.append(_refusals([Refusal(piece.uri, "unreadable", reason)]))
            continue
        try:
            reading = read(payload, uri=piece.uri, source_format=piece.source_format, first_record=piece.first_record)
        except Exception as error:  # a fault of a reader, which costs its own piece and no other
            detail = f"its reader failed: {type(error).__name__}: {error}"[:500]
            refusals.append(_refusals([Refusal(piece.uri, "failed", detail)]))
            continue
        articles.append(reading.articles)
        refusals.append(reading.refusals)
    return pl.concat(articles), pl.concat(refusals)


def _payload(piece: Piece) -> bytes:
    with open(piece.path, "rb") as file:
        file.seek(piece.start)
        return file.read(piece.end - piece.start)


def _refusals(refused: Iterable[Refusal]) -> pl.DataFrame:
    """Rows of Refusals for what the stage read did not even get to see."""
    rows = [{**refusal._asdict(), "stage": "read"} for refusal in refused]
    return pl.DataFrame(rows, schema=Refusals.create_empty().schema)


def failed(articles: pl.DataFrame, documents: pl.Series, stage: Stage, error: Exception) -> pl.DataFrame:
    """Refuse documents on which a stage failed: rows of Refusals."""
    detail = f"{type(error).__name__}: {error}"
    return articles.filter(pl.col("doc_id").is_in(documents.implode())).select(
        "uri",
        "source_id",
        pl.lit(stage.name).alias("stage"),
        pl.lit("failed").alias("reason"),
        pl.lit(detail[:500]).alias("detail"),
        "raw_sha256",
    )
