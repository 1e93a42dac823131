"""Many articles out of a thousand open ones: as texts, and as what the stages made of them."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from warehouse import layout, manifest, state

FIRST_DAY, DAYS = date(2024, 1, 1), 366
ID_LENGTH = 20
FRESH_ENTITIES = 4
"""One in so many entities of each thousand articles is of that thousand alone: 25 % make the number of entities grow
with about the 0.7th power of that of articles, as names in news do."""


def recombined_texts(texts: list[dict[str, str]], number: int) -> Iterator[dict[str, str]]:
    """Give ``number`` articles, each of paragraphs of several texts and as long as one, with a day of publication."""
    chosen = random.Random(0)
    paragraphs = [text.split("\n\n") for text in (record["text"] for record in texts)]
    every = [paragraph for text in paragraphs for paragraph in text if paragraph.strip()]
    for place in range(number):
        size = len(chosen.choice(paragraphs))
        day = FIRST_DAY + timedelta(days=place * DAYS // number)
        text = "\n\n".join(chosen.choice(every) for _ in range(size))
        yield {"id": f"r{place}", "text": text, "published": day.isoformat()}


def recombined_stages(base: Path, copy: int, copies: int, run_id: str, batch: int) -> Iterator[dict[str, pl.DataFrame]]:
    """Give what the stages made of a ledger's documents once more, as that of other documents, in batches.

    Ids are others; so is one entity in :data:`FRESH_ENTITIES`. The documents of a copy are published on days of their
    own, in the order of the copies, and all that they tell is as many days from that as before. None is a
    near-duplicate of one of another copy.
    """
    publication = manifest.newest(base)
    stored = {
        table: state.scan(base, table, publication).collect()
        for table, schema in layout.STORED_TABLES.items()
        if "doc_id" in schema.column_names()
    }
    documents = stored["documents"].with_row_index("place")
    first, length = copy * DAYS // copies, max(DAYS // copies, 1)
    day = pl.lit(FIRST_DAY) + pl.duration(days=pl.lit(first) + pl.col("place").cast(pl.Int64) % length)
    came = documents.select(
        "doc_id",
        other=pl.concat_str(pl.lit(f"{copy}/"), "doc_id").hash(1).cast(pl.String).str.zfill(ID_LENGTH),
        day=day.cast(pl.Date),
        later=(day.cast(pl.Date) - pl.coalesce("published_on", day.cast(pl.Date))),
        batch=pl.col("place") // batch,
    )
    moved = {table: _moved(table, frame.join(came, on="doc_id", how="inner"), copy) for table, frame in stored.items()}
    moved["documents"] = moved["documents"].with_columns(run_id=pl.lit(run_id), pipeline_version=pl.lit("1"))
    for number in range(came["batch"].max() + 1):  # type: ignore[operator]
        yield {table: frame.filter(pl.col("batch") == number).drop("batch") for table, frame in moved.items()}


def _moved(table: str, frame: pl.DataFrame, copy: int) -> pl.DataFrame:
    """A table's rows under other ids and on other days."""
    entities = [name for name in frame.columns if name.endswith("entity_id") or name == "dateline_place_id"]
    own = [name for name in frame.columns if name.endswith("_id") and frame[name].dtype == pl.String]
    own = [name for name in own if name not in (*entities, "source_id", "run_id", "story_id")]
    changes: list[pl.Expr] = [
        pl.when(pl.col(name).str.starts_with(pl.col("doc_id")))
        .then(pl.concat_str("other", pl.col(name).str.slice(ID_LENGTH)))
        .otherwise(name)
        .alias(name)
        for name in own
    ]
    is_everywhere = "^country|^actor"
    changes += [
        pl.when(
            ~pl.col(name).str.contains(is_everywhere)
            & (pl.concat_str(name, pl.lit(f"/{copy}")).hash(2) % FRESH_ENTITIES == 0)
        )
        .then(pl.concat_str(name, pl.lit(f"-{copy}")))
        .otherwise(name)
        .alias(name)
        for name in entities
    ]
    dates = {"begins", "ends", "anchor_on"} & set(frame.columns)
    changes += [(pl.col(name) + pl.col("later")).alias(name) for name in sorted(dates)]
    if "published_on" in frame.columns:
        changes.append(pl.col("day").alias("published_on"))
    blank = {"published_at", "story_id", "superseded_by", "source_key", "arrival"} & set(frame.columns)
    changes += [pl.lit(None, frame[name].dtype).alias(name) for name in sorted(blank)]
    if table == "documents":
        changes += [pl.lit(True).alias("is_current"), pl.lit(False).alias("is_wire_copy")]
    if table in ("documents", "articles"):
        changes.append(pl.concat_str(pl.lit(f"{copy}/"), "uri").alias("uri"))
    rows = frame.with_columns(changes)
    if table == "signatures":
        values = np.stack([np.asarray(row, dtype=np.uint32) for row in rows["minhash"]])
        mixed = (values * np.uint32(2 * copy + 1)) ^ np.uint32(copy * 2_654_435_761 % 2**32)
        rows = rows.with_columns(minhash=pl.Series(mixed.tolist(), dtype=pl.List(pl.UInt32)))
    return rows.select(*layout.STORED_TABLES[table].column_names(), "batch")
