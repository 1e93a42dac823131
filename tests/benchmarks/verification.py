"""How fast ``newsledger verify`` checks a published warehouse of some hundred megabytes.

    NEWSLEDGER_GOLD=… python -m tests.benchmarks.verification [--articles 1000] [--copies 25] [--warehouse DIR]

The articles of ``tests.benchmarks.pipeline`` are put into a warehouse by ``newsledger run``. Then all of it is there so
many times over, each copy under ids and in files of its own, so that no file compresses better than one of different
articles would. Megabytes are those of the files that are verified.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl

from tests.benchmarks.pipeline import articles
from warehouse import layout, manifest, merging, showing, state
from warehouse.verification import verify

OF_OTHERS = ("story_id", "superseded_by")
"""Columns that name another document."""


def copied(frame: pl.DataFrame, copy: int) -> pl.DataFrame:
    """Give a table's rows under ids that no other copy has."""
    prefix = pl.lit(f"{copy:04d}")
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String and name.endswith("_id")]
    own = sorted({*texts, *OF_OTHERS} & set(frame.columns))
    is_own = {name: pl.col(name).str.starts_with(pl.col("doc_id")) | pl.lit(name in OF_OTHERS) for name in own}
    return frame.with_columns(
        pl.when(is_own[name]).then(prefix + pl.col(name)).otherwise(name).alias(name) for name in own
    )


def multiply(warehouse: Path, copies: int) -> None:
    """Publish all documents of a warehouse so many times over."""
    publication = manifest.newest(warehouse)
    number = publication.number + 1
    listed = [file for file in publication.files if "doc_id" not in layout.STORED_TABLES[file.table].column_names()]
    for table, schema in layout.STORED_TABLES.items():
        if "doc_id" in schema.column_names():
            rows = state.scan(warehouse, table, publication).collect()
            for copy in range(copies):
                slot = f"{table}-{number:06d}-{copy}.parquet"
                listed.append(merging.store(warehouse, number, table, copied(rows, copy), slot))
    multiplied = publication._replace(number=number, files=tuple(listed))
    manifest.commit(warehouse, multiplied)
    showing.show(warehouse, multiplied)


def main() -> None:
    """Make the warehouse, unless there is one, verify it and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--copies", type=int, default=25)
    parser.add_argument("--warehouse", type=Path, help="made once, and verified again where it is there")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        source, warehouse = Path(scratch) / "articles.jsonl", told.warehouse or Path(scratch) / "data"
        if not warehouse.exists():
            source.write_text("".join(json.dumps(record) + "\n" for record in articles(told.articles)), "utf-8")
            command = [Path(sys.executable).with_name("newsledger"), "run", str(source), "--warehouse", str(warehouse)]
            subprocess.run(command, env={**os.environ, "HOME": scratch}, check=True, capture_output=True)
            multiply(warehouse, told.copies)
        found = verify(warehouse)
    print(f"{found.documents:,} documents, {found.files} files, {found.bytes / 1e6:.0f} MB")
    print(f"{found.seconds:.1f} s: {found.bytes / 1e6 / found.seconds:.0f} MB/s")
    print(f"{len(found.findings)} finding(s)")
    for finding in found.findings[:5]:
        print(" ", *finding)


if __name__ == "__main__":
    main()
