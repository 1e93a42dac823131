"""What each step of extract costs, in per cent of annotate: processor time, on open texts, in one run.

    NEWSLEDGER_GOLD=… python -m tests.benchmarks.extraction [--articles 400] [--rounds 3]

Articles are those of ``tests.benchmarks.pipeline``, in batches as the settings have it. Each step that
``transforms.extract`` calls is timed where it is called; the best round counts. Processor time is that of all threads
together; annotate runs in one.
"""

import argparse
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import polars as pl

import transforms.extract as stage
from flows.settings import Settings
from tests.benchmarks.pipeline import articles
from tests.quality.score_annotator import documents
from transforms.annotate import annotate, load_annotator
from transforms.segment import segment
from warehouse.tables import Documents

BATCH = Settings().batch_articles
COUNTING = ("times", "quantities", "casualties")
"""The steps that together may cost a tenth of annotate."""


def timed(step: Callable[..., Any], seconds: dict[str, float]) -> Callable[..., Any]:
    """Let a step add the time that it takes to its name in ``seconds``."""

    def run(*given: Any, **named: Any) -> Any:
        began = time.process_time()
        result = step(*given, **named)
        seconds[step.__name__] = seconds.get(step.__name__, 0.0) + time.process_time() - began
        return result

    return run


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    texts = pl.DataFrame(articles(chosen.articles)).select("text", doc_id="id")
    table = documents(SimpleNamespace(documents=texts))
    annotator = load_annotator()
    parts, annotating = [], 0.0
    for start in range(0, table.height, BATCH):
        batch = Documents.validate(table.slice(start, BATCH), cast=True)
        sentences = segment(batch)
        began = time.process_time()
        annotation = annotate(sentences, annotator, 1)
        annotating += time.process_time() - began
        parts.append((batch, sentences, annotation.tokens, annotation.names))
    own = {
        name: step for name, step in vars(stage).items()
        if callable(step) and getattr(step, "__module__", "").startswith("transforms.extract") and name != "Extraction"
    }  # fmt: skip
    best: dict[str, float] = {}
    for _ in range(chosen.rounds):
        seconds: dict[str, float] = {}
        for name, step in own.items():
            setattr(stage, name, timed(step, seconds))
        for part in parts:
            stage.extract(*part)
        best = {name: min(taken, best.get(name, taken)) for name, taken in seconds.items()}
    words = sum(part[2].height for part in parts)
    costs = pl.DataFrame({"step": list(best), "seconds": list(best.values())}).sort("seconds", descending=True)
    costs = costs.with_columns(
        seconds=pl.col("seconds").round(2), per_cent_of_annotate=(100 * pl.col("seconds") / annotating).round(1)
    )
    with pl.Config(tbl_rows=-1, tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True):
        print(costs)
    share = sum(best[name] for name in COUNTING) / annotating
    print(f"{words} words; annotate {annotating:.1f} s in one thread; {', '.join(COUNTING)}: {share:.1%} of it")


if __name__ == "__main__":
    main()
