"""The annotator beside the model alone and beside spaCy's CNN pipeline: words a second, in one run.

    pip install -e ".[bench]"
    NEWSLEDGER_GOLD=… python -m tests.benchmarks.annotation [--rounds 3]

*annotate* is the whole stage, from sentences to the tables of tokens and names. *model alone* is ``onnxruntime`` on
the very batches that the stage makes, in as many threads. *spaCy* is tok2vec, tagger, parser and ner of its
``efficiency`` configuration, with labels of the treebank and random weights, which do not matter for speed. All read
the sentences of EWT dev and GUM dev, take turns, and the best round counts. Memory is the process's highest.
"""

import argparse
import resource
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import polars as pl

from tests.quality import treebank
from transforms.annotate import Annotator, annotate, load_annotator
from warehouse.tables import Sentences


def recorded_batches(annotator: Annotator, sentences: Any) -> list[tuple[list[str], dict[str, Any]]]:
    """Give what the stage puts into the session: names of outputs and inputs, a pair a batch."""
    batches: list[tuple[list[str], dict[str, Any]]] = []

    class Recorder:
        def run(self, outputs: list[str], inputs: dict[str, Any]) -> Any:
            batches.append((outputs, inputs))
            return annotator.session.run(outputs, inputs)

    fields = {name: getattr(annotator, name) for name in annotator.__dataclass_fields__}
    annotate(sentences, Annotator(**{**fields, "session": Recorder()}))
    return batches


def spacy_pipeline(words: pl.DataFrame) -> Any:
    """Build spaCy's standard CNN pipeline with the treebank's labels."""
    import spacy
    from spacy.cli.init_config import init_config
    from spacy.tokens import Doc
    from spacy.training import Example

    config = init_config(lang="en", pipeline=["tagger", "parser", "ner"], optimize="efficiency")
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    examples = []
    sentences = words.group_by("doc_id", "sentence_id", maintain_order=True)
    for _, sentence in sentences.agg(pl.all()).head(500).group_by("doc_id", "sentence_id", maintain_order=True):
        row = sentence.row(0, named=True)
        heads = [head - 1 if head else i for i, head in enumerate(row["head"])]
        reference = Doc(nlp.vocab, words=row["form"], tags=row["xpos"], heads=heads, deps=row["deprel"])
        reference.set_ents([spacy.tokens.Span(reference, 0, 1, label=kind) for kind in ["PERSON"]])
        examples.append(Example(Doc(nlp.vocab, words=row["form"]), reference))
    nlp.initialize(lambda: examples)
    return nlp


def main() -> None:
    """Run all in turns and print words a second."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    banks = [treebank.load(name) for name in ("ewt_dev", "gum_dev")]
    sentences = Sentences.validate(pl.concat([bank.sentences.drop("sent_id") for bank in banks]), cast=True)
    texts = sentences["text"].to_list()
    began = time.perf_counter()
    annotator = load_annotator()
    loading = time.perf_counter() - began
    words = annotate(sentences, annotator).tokens.height
    batches = recorded_batches(annotator, sentences)
    nlp = spacy_pipeline(banks[0].words)

    def alone(threads: int) -> None:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda batch: annotator.session.run(*batch), batches))

    systems: dict[str, Callable[[], object]] = {}
    for threads in (1, 2):
        systems[f"annotate, {threads} thread(s)"] = lambda n=threads: annotate(sentences, annotator, n)
        systems[f"model alone, {threads} thread(s)"] = lambda n=threads: alone(n)
        systems[f"spaCy CNN, {threads} process(es)"] = lambda n=threads: list(nlp.pipe(texts, n_process=n))
    seconds: dict[str, float] = {}
    for _ in range(rounds):
        for name, system in systems.items():
            began = time.perf_counter()
            system()
            seconds[name] = min(seconds.get(name, 1e9), time.perf_counter() - began)
    table = pl.DataFrame({"system": list(seconds), "seconds": list(seconds.values())})
    table = table.with_columns(
        words_per_second=(words / pl.col("seconds")).round(0), seconds=pl.col("seconds").round(2)
    )
    with pl.Config(tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True, fmt_str_lengths=40):
        print(table)
    for threads in (1, 2):
        share = seconds[f"model alone, {threads} thread(s)"] / seconds[f"annotate, {threads} thread(s)"]
        print(f"annotate runs at {share:.0%} of the model alone in {threads} thread(s)")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{words} words; model loaded in {loading:.2f} s; memory at its highest {peak:.0f} MB, spaCy included")


if __name__ == "__main__":
    main()
