"""The whole way, end to end: articles a second, seconds a stage, and peak memory, on open texts.

    NEWSLEDGER_GOLD=… python -m tests.benchmarks.pipeline [--articles 1000]

Articles are MUC-3/4 reports (upper case, hard-wrapped) and the texts of GUM (train and dev), as JSON Lines, put into an
empty warehouse by ``newsledger run`` in a process of its own. Peak memory is that process's, as the system counts it;
Prefect's server is a second process and counts apart.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import polars as pl

from tests.quality import treebank
from tests.quality.treebank import GOLD


def articles(number: int) -> list[dict[str, str]]:
    """Give ``number`` articles: all of GUM's, then MUC's as they come."""
    gum = pl.concat([treebank.load(name).documents for name in ("gum_train", "gum_dev")])
    found = [{"id": doc_id, "text": text} for doc_id, text in gum.select("doc_id", "text").iter_rows()]
    for name in ("muc_dev", "muc_tst1", "muc_tst2"):
        lines = (GOLD / "casualties" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        found += [{key: record[key] for key in ("id", "text")} for record in map(json.loads, lines)]
    return found[:number]


def resident(pid: int) -> int:
    """Give the highest resident memory of a process so far, in kB; 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


def children(pid: int) -> list[int]:
    """Give the processes that a process started, and theirs."""
    try:
        own = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return own + [far for near in own for far in children(near)]


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    number = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as scratch:
        source, warehouse = Path(scratch) / "articles.jsonl", Path(scratch) / "data"
        source.write_text("".join(json.dumps(record) + "\n" for record in articles(number)), encoding="utf-8")
        command = [Path(sys.executable).with_name("newsledger"), "run", str(source), "--warehouse", str(warehouse)]
        began = time.perf_counter()
        process = subprocess.Popen(command, env={**os.environ, "HOME": scratch})
        peaks: dict[int, int] = {}

        def watch() -> None:
            while process.poll() is None:
                for pid in (process.pid, *children(process.pid)):
                    peaks[pid] = max(peaks.get(pid, 0), resident(pid))
                time.sleep(0.2)

        watcher = threading.Thread(target=watch)
        watcher.start()
        process.wait()
        watcher.join()
        wall = time.perf_counter() - began
        run = pl.read_parquet(warehouse / "runs" / "*.parquet").row(0, named=True)
        words = pl.scan_parquet(warehouse / "tokens" / "*.parquet").select(pl.len()).collect().item()
        added = run["documents_added"]
        print(f"{added} articles, {words} words, {run['characters']} characters")
        print(f"{wall:.1f} s: {added / wall:.1f} articles a second")
        for name, seconds in run.items():
            if name.startswith("seconds_") and seconds:
                print(f"  {name[8:]:<9} {seconds:8.2f} s of work, {words / seconds:12,.0f} words/s")
        others = sum(peak for pid, peak in peaks.items() if pid != process.pid) / 1024
        print(f"peak memory {peaks[process.pid] / 1024:.0f} MB, and {others:.0f} MB in processes that it started")


if __name__ == "__main__":
    main()
