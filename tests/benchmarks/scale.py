"""What a ledger of 100,000 articles costs: publishing, memory, questions; and whole runs over 1,000 and 10,000.

    NEWSLEDGER_GOLD=… python -m tests.benchmarks.scale warehouse [--articles 100000] [--warehouse DIR]
    NEWSLEDGER_GOLD=… python -m tests.benchmarks.scale questions --warehouse DIR
    NEWSLEDGER_GOLD=… python -m tests.benchmarks.scale run [--articles 1000 10000]

``warehouse`` measures the warehouse's part alone, with stored stages: what the stages made of the articles of
``tests.benchmarks.pipeline`` is staged and published again and again, each time as so many other articles
(``tests.benchmarks.recombined``), as if a year's news came in: a thousand a run at the beginning, at the end and where
it is told to (``--measured``), ten thousand a run between, to be there sooner. It is then verified, asked, compacted,
asked again. ``questions`` asks a ledger through its catalogue, each time on a new connection. ``run`` is the whole
command, over texts that are recombined from the paragraphs of the same articles.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from tests.benchmarks.pipeline import articles, children, resident
from tests.benchmarks.recombined import recombined_stages, recombined_texts
from warehouse import layout, manifest, publish
from warehouse.compaction import compact
from warehouse.recovery import writing
from warehouse.staging import RunStart, begin_run, stage_batch
from warehouse.verification import verify

PER_RUN, PER_BATCH = 1_000, 250
QUESTIONS = {
    "facts about a country in a month": """
        SELECT told_on, f.subject, f.predicate, f.object, s.text
        FROM current_facts AS f JOIN sentences AS s USING (doc_id, sentence_id, told_on)
        WHERE told_on BETWEEN '{year}-05-01' AND '{year}-05-31'
          AND 'country:COL' IN (f.subject_entity_id, f.object_entity_id, f.place_entity_id)
        ORDER BY told_on, f.fact_id""",
    "the same by name": """
        SELECT published_on, subject, predicate, object FROM facts_about('Colombia')
        WHERE published_on BETWEEN '{year}-05-01' AND '{year}-05-31'""",
    "quotes by a person": "FROM quotes_by('Cristiani')",
    "casualties by day": """
        SELECT begins, harm, sum(best) AS best, count(*) AS reports FROM current_casualties
        WHERE NOT is_negated AND NOT is_cumulative GROUP BY ALL ORDER BY ALL""",
    "an article's facts": "FROM current_facts WHERE doc_id = '{doc_id}'",
    "events of a month with their actors": """
        SELECT e.begins, e.event_type, a.name, e.document_count FROM current_events AS e
        LEFT JOIN entities AS a ON a.entity_id = e.actor_entity_id
        WHERE e.begins BETWEEN '{year}-05-01' AND '{year}-05-31' ORDER BY ALL""",
}
"""What is asked at 100,000 articles."""


def newsledger(source: Path, warehouse: Path, home: Path) -> subprocess.Popen[bytes]:
    """Start the whole command in a process of its own."""
    command = [sys.executable, "-c", "from flows.cli import main; main()", "run", source, "--warehouse", warehouse]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, env={**os.environ, "HOME": str(home)}, **quiet)


def base_of(scratch: Path) -> Path:
    """Make the ledger of which the others are recombined."""
    source, base = scratch / "base.jsonl", scratch / "base"
    source.write_text("".join(json.dumps(record) + "\n" for record in articles(PER_RUN)), "utf-8")
    if newsledger(source, base, scratch).wait() != 0:
        sys.exit("the articles could not be read")
    return base


def measure_warehouse(base: Path, warehouse: Path, number: int, measured: list[int]) -> None:
    """Stage and publish ``number`` articles and print what each run costs: a thousand a run at first, at the end and
    up to each of ``measured``, ten thousand at most between.
    """
    print("articles  a run  stage s  publish s  its processor s  written MB  peak MB")
    copies, at = number // PER_RUN, 0
    alone = {0, copies - 1, *(size // PER_RUN - 1 for size in measured)}
    while at < copies:
        following = min((place for place in alone if place > at), default=copies)
        together = 1 if at in alone else min(10, following - at)
        run_id, place, staged = f"run-{at:04d}", 0, 0.0
        with writing(warehouse, purpose="benchmark"):
            begin_run(warehouse, RunStart(run_id, datetime.now(UTC).replace(tzinfo=None), "1", "1", ["stored stages"]))
            for copy in range(at, at + together):
                for frames in recombined_stages(base, copy, copies, run_id, PER_BATCH):
                    began = time.perf_counter()
                    stage_batch(warehouse, run_id, place, frames)
                    staged, place = staged + time.perf_counter() - began, place + 1
            began, worked = time.perf_counter(), time.process_time()
            published = publish.publish(warehouse, run_id, retention=manifest.Retention())
            spent, worked = time.perf_counter() - began, time.process_time() - worked
        at += together
        total = sum(file.rows for file in manifest.newest(warehouse).of("documents"))
        written = published.bytes / 1e6
        size = together * PER_RUN
        print(
            f"{total:8,} {size:6,} {staged:8.2f} {spent:10.2f} {worked:16.2f} {written:11.1f} {peak():8.0f}", flush=True
        )


def measure_verification(warehouse: Path) -> None:
    """Verify the ledger, and print its speed in bytes on disk and in those of the rows that are checked, unpacked."""
    worked = time.process_time()
    found = verify(warehouse)
    worked = time.process_time() - worked
    unpacked = sum(unpacked_bytes(warehouse / file.path) for file in manifest.newest(warehouse).files)
    print(
        f"verify: {found.documents:,} documents in {found.seconds:.1f} s, processor time {worked:.1f} s; "
        f"{found.bytes / 1e6:.0f} MB of files, {found.bytes / 1e6 / found.seconds:.0f} MB/s; {unpacked / 1e6:.0f} MB "
        f"unpacked, {unpacked / 1e6 / found.seconds:.0f} MB/s; {len(found.findings)} finding(s); peak {peak():.0f} MB",
        flush=True,
    )


def unpacked_bytes(path: Path) -> int:
    """Give the bytes of a Parquet file's rows in memory."""
    return int(pl.read_parquet(path, glob=False).estimated_size())


def measure_compaction(warehouse: Path) -> None:
    """Compact the ledger, and print what that costs."""
    began, worked = time.perf_counter(), time.process_time()
    done = compact(warehouse, retention=manifest.Retention(1))
    spent, worked = time.perf_counter() - began, time.process_time() - worked
    print(
        f"compact: {done.files_before} files to {done.files_after} in {spent:.1f} s, processor time {worked:.1f} s; "
        f"peak {peak():.0f} MB",
        flush=True,
    )


def peak() -> float:
    """Give the highest resident memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_questions(warehouse: Path, times: int = 7) -> None:
    """Ask each question several times, on a new connection each, and print the median and the processor's time."""
    documents = pl.scan_parquet(warehouse / "documents" / "*.parquet").select("doc_id", "published_on")
    doc_id, published_on = documents.sort("doc_id").tail(1).collect().row(0)
    number = documents.select(pl.len()).collect().item()
    print(f"{number:,} articles: median and slowest of {times}, its processor time; milliseconds")
    for asked, query in QUESTIONS.items():
        query = query.format(year=published_on.year, doc_id=doc_id)
        spent, worked = [], time.process_time()
        for _ in range(times):
            began = time.perf_counter()
            with duckdb.connect(str(layout.catalogue_file(warehouse)), read_only=True) as connection:
                rows = len(connection.execute(query).fetchall())
            spent.append((time.perf_counter() - began) * 1e3)
        worked = (time.process_time() - worked) * 1e3 / times
        print(
            f"{asked:<36} {statistics.median(spent):7.0f} {max(spent):7.0f} {worked:7.0f}   {rows:,} rows", flush=True
        )


def measure_run(scratch: Path, number: int) -> None:
    """Run the whole command over so many articles and print its speed and its memory."""
    source, warehouse = scratch / f"{number}.jsonl", scratch / f"ledger-{number}"
    with source.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record) + "\n" for record in recombined_texts(articles(PER_RUN), number))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    process = newsledger(source, warehouse, scratch)
    peaks: dict[int, int] = {}
    while process.poll() is None:
        for pid in (process.pid, *children(process.pid)):
            peaks[pid] = max(peaks.get(pid, 0), resident(pid))
        time.sleep(0.2)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    added = pl.read_parquet(warehouse / "runs" / "*.parquet")["documents_added"].sum()
    print(
        f"{added:,} articles: {wall:.0f} s, {added / wall:.1f} a second; processor time {1e3 * cpu / added:.1f} ms an "
        f"article; peak {peaks[process.pid] / 1024:.0f} MB",
        flush=True,
    )
    shutil.rmtree(warehouse)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("part", choices=["warehouse", "questions", "run"])
    parser.add_argument("--articles", type=int, nargs="+")
    parser.add_argument("--warehouse", type=Path, help="made by `warehouse`, and left there")
    parser.add_argument("--measured", type=int, nargs="*", default=[30_000], help="a run of 1,000 ends with so many")
    parser.add_argument("--base", type=Path, help="a ledger of the thousand articles; made when left out")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        if told.part == "questions":
            measure_questions(told.warehouse)
        elif told.part == "run":
            for number in told.articles or [1_000, 10_000]:
                measure_run(scratch, number)
        else:
            warehouse = told.warehouse or scratch / "ledger"
            measure_warehouse(told.base or base_of(scratch), warehouse, (told.articles or [100_000])[0], told.measured)
            measure_verification(warehouse)
            measure_questions(warehouse)
            measure_compaction(warehouse)
            measure_questions(warehouse)


if __name__ == "__main__":
    main()
