"""What the staged batches of a run add to a publication: their rows, without documents that are there already."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import polars as pl

from warehouse import layout, merging, staging, state, supersession
from warehouse.manifest import Publication
from warehouse.staging import Batch

NONE_LEFT_OUT = pl.Series("doc_id", dtype=pl.String)


class Additions(NamedTuple):
    """Batches on their way into a publication."""

    warehouse: Path
    base: Publication
    """What is there: the publication before, or what of it stays when the ledger is made anew."""
    batches: list[Batch]
    left_out: Mapping[int, pl.Series]
    """By batch: its documents that are published already or stand in an earlier batch too."""

    def new(self, table: str) -> pl.LazyFrame:
        """The rows that the batches add to a table of documents."""
        parts = [
            state.scan_files([part.path], table).filter(~pl.col("doc_id").is_in(part.left_out.implode()))
            for part in self.parts(table)
        ]
        return pl.concat([layout.empty(table).lazy(), *parts])

    def whole(self, table: str, *columns: str) -> pl.LazyFrame:
        """Some or all columns of a table of documents: the rows that are there and those that are added."""
        rows = pl.concat([state.scan(self.warehouse, table, self.base), self.new(table)])
        return rows.select(columns or pl.all())

    def parts(self, table: str) -> list[merging.Part]:
        """The staged files of a table."""
        return [
            merging.Part(
                batch.folder / f"{table}.parquet",
                batch.files[table],
                self.left_out.get(batch.number, NONE_LEFT_OUT),
            )
            for batch in self.batches
            if table in batch.files
        ]

    def versions(self) -> pl.DataFrame:
        """All versions of the sources of which one is added: ``supersession.VERSION``, story_id, is_wire_copy."""
        columns = ("doc_id", *supersession.OF_DOCUMENTS, "story_id", "is_wire_copy")
        new = self.new("documents").select(columns).collect()
        keys = new["source_key"].drop_nulls().unique()
        there = state.scan(self.warehouse, "documents", self.base).filter(pl.col("source_key").is_in(keys.implode()))
        versions = pl.concat([there.select(columns).collect(), new])
        wanted = pl.col("doc_id").is_in(versions["doc_id"].implode())
        arrivals = self.whole("articles", "doc_id", "arrival").filter(wanted).collect()
        return versions.join(arrivals, on="doc_id", how="left")


def additions(warehouse: Path, run_id: str, previous: Publication, *, is_whole: bool) -> Additions:
    """Gather what a run has staged; if that is the whole ledger, made anew, no document of before is there."""
    batches = staging.read_batches(warehouse, run_id)
    if not is_whole:
        return Additions(warehouse, previous, batches, _left_out(warehouse, batches))
    # The number and the history go on; the rows of documents begin anew.
    kept = tuple(file for file in previous.files if file.table in ("runs", "rejects"))
    return Additions(warehouse, previous._replace(files=kept), batches, {})


def _left_out(warehouse: Path, batches: list[Batch]) -> dict[int, pl.Series]:
    ids = [
        pl.read_parquet(batch.folder / "documents.parquet", columns=["doc_id"], glob=False).with_columns(
            batch=pl.lit(batch.number, pl.Int64)
        )
        for batch in batches
        if "documents" in batch.files
    ]
    if not ids:
        return {}
    staged = pl.concat(ids)
    again = staged.filter(
        pl.Series(state.is_published(warehouse, staged["doc_id"])) | ~pl.col("doc_id").is_first_distinct()
    )
    return {batch.number: again.filter(pl.col("batch") == batch.number)["doc_id"] for batch in batches}
