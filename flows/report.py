"""What a run did, in figures and in a few words people like to read."""

from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from flows.printable import line
from flows.wording import worded
from transforms.lexicons import lexicon
from warehouse.checks.plausibility import Doubt, doubts
from warehouse.manifest import NoWarehouseError, newest
from warehouse.state import read_published, scan

STAGES = ("read", "clean", "segment", "annotate", "extract", "resolve", "publish")
EXAMPLES = 3
LISTED_REJECTS = 10
TREND_RUNS = 20


class Summary(NamedTuple):
    """A run, as told at its end."""

    run: dict[str, Any]
    """Its row of ``runs``."""
    rows: dict[str, int]
    """Rows of its documents, by table; of all documents if it added none."""
    rejects: pl.DataFrame
    """uri, stage, reason, detail."""
    examples: pl.DataFrame
    """subject, predicate, object, sentence, uri."""
    doubts: list[Doubt]
    """What is odd of what it added."""

    @property
    def is_new(self) -> bool:
        """Tell whether the run added documents."""
        return bool(self.run["documents_added"])


def summary(warehouse: Path, run_id: str) -> Summary:
    """Sum up a run that was published.

    Raises
    ------
    warehouse.manifest.NoWarehouseError
        When there is no warehouse in the folder, or no such run in it.
    """
    found = read_published(warehouse, "runs").filter(pl.col("run_id") == run_id).collect()
    if found.is_empty():
        raise NoWarehouseError(
            f"there is no run {run_id!r} in {warehouse}; "
            '`newsledger sql "SELECT run_id, started_at FROM runs ORDER BY started_at DESC"` lists them'
        )
    run = found.row(0, named=True)
    of = run_id if run["documents_added"] else None

    def rows(table: str) -> int:
        return int(read_published(warehouse, table, of).select(pl.len()).collect().item())

    counted = {table: rows(table) for table in ("documents", "sentences", "facts", "mentions")}
    # What is quoted word for word; a quotation has a row a part.
    counted["quotations"] = int(
        read_published(warehouse, "quotations", of)
        .filter(pl.col("quotation_type") == "direct")
        .select(pl.col("quotation_id").n_unique())
        .collect()
        .item()
    )
    rejects = read_published(warehouse, "rejects").filter(pl.col("run_id") == run_id)
    columns = ["uri", "stage", "reason", "detail"]
    return Summary(run, counted, rejects.select(columns).collect(), _examples(warehouse, of), doubts(warehouse, run_id))


def last_run(warehouse: Path) -> str:
    """Give the id of the run that was published last.

    Raises
    ------
    warehouse.manifest.NoWarehouseError
        When there is no warehouse in the folder, or no run in it.
    """
    run_id = newest(warehouse).run_id
    if run_id is None:
        raise NoWarehouseError(f"no run has been published in {warehouse}")
    return run_id


def _examples(warehouse: Path, of: str | None) -> pl.DataFrame:
    """Pick facts worth showing: complete, surest first, asserted before merely planned.

    Each stands in a sentence of its own, and in a document of its own while there are more documents.
    """
    # "Turkey expects Russia" says little without what it is to do.
    is_whole = ~pl.col("predicate_lemma").is_in(lexicon("complement_verbs")["lemma"].to_list())
    publication = newest(warehouse)
    # With nothing new, what came last stands for all.
    last = scan(warehouse, "facts", publication, publication.of("facts")[-1:])
    facts = (
        (read_published(warehouse, "facts", of) if of else last)
        .filter(pl.col("subject").is_not_null() & pl.col("object").is_not_null() & is_whole)
        .with_columns(
            is_said=pl.col("status").is_in(["actual", "future", "denied"]),
            names_somebody=pl.col("subject").str.contains("^[A-Z]").cast(pl.Int8)
            + pl.col("object").str.contains("[A-Z]").cast(pl.Int8),
            length=pl.col("char_end") - pl.col("char_start"),
        )
        .sort(
            ["is_said", "is_negated", "names_somebody", "confidence", "length", "fact_id"],
            descending=[True, False, True, True, False, False],
        )
        .unique(["doc_id", "sentence_id"], keep="first", maintain_order=True)
        .with_columns(before=pl.int_range(pl.len()).over("doc_id"))
        .sort("before", maintain_order=True)
        .head(EXAMPLES)
        .collect()
    )
    theirs = pl.col("doc_id").is_in(facts["doc_id"].implode())
    sentences, documents = (read_published(warehouse, table).filter(theirs) for table in ("sentences", "documents"))
    return (
        facts.lazy()
        .join(
            sentences.select("doc_id", "sentence_id", sentence="text"),
            on=["doc_id", "sentence_id"],
            maintain_order="left",
        )
        .join(documents.select("doc_id", "uri"), on="doc_id", maintain_order="left")
        .select("subject", "predicate", "object", "is_negated", "status", "sentence", "uri")
        .collect()
    )


def trend(warehouse: Path) -> pl.DataFrame:
    """Give the quality of the last runs that added documents, newest first.

    Returns
    -------
    pl.DataFrame
        run, documents, rejected, facts_per_document, no_facts (share of documents), speakers (share of quotations whose
        speaker is a known entity). Documents that a later run has made anew count for that one.
    """
    runs = read_published(warehouse, "runs").select("run_id", "started_at", rejected="documents_rejected")
    of_runs = read_published(warehouse, "documents").select("doc_id", "run_id")
    last = of_runs.unique("run_id").join(runs, on="run_id").sort("started_at", "run_id").tail(TREND_RUNS).collect()
    documents = of_runs.filter(pl.col("run_id").is_in(last["run_id"].implode())).collect()
    theirs = pl.col("doc_id").is_in(documents["doc_id"].implode())
    facts = read_published(warehouse, "facts").filter(theirs).group_by("doc_id").agg(facts=pl.len())
    quotes = read_published(warehouse, "quotations").filter(theirs).unique("quotation_id")
    spoken = quotes.group_by("doc_id").agg(quotes=pl.len(), known=pl.col("speaker_entity_id").count())
    counted = (
        documents.lazy().join(facts, on="doc_id", how="left").join(spoken, on="doc_id", how="left").group_by("run_id")
    )
    rates = counted.agg(
        documents=pl.len(),
        facts_per_document=pl.col("facts").sum() / pl.len(),
        no_facts=pl.col("facts").is_null().mean(),
        speakers=pl.when(pl.col("quotes").sum() > 0).then(pl.col("known").sum() / pl.col("quotes").sum()),
    )
    return (
        last.lazy()
        .join(rates, on="run_id")
        .sort("started_at", "run_id", descending=True)
        .select("run_id", "documents", "rejected", pl.col("facts_per_document", "no_facts", "speakers").round(3))
        .rename({"run_id": "run"})
        .collect()
    )


def seconds(run: dict[str, Any]) -> dict[str, float]:
    """Give the seconds of each stage that took any."""
    return {stage: run[f"seconds_{stage}"] for stage in STAGES if run[f"seconds_{stage}"]}


def table(told: Summary) -> list[dict[str, Any]]:
    """Give the figures as rows for Prefect's table artifact."""
    counts = ("documents_seen", "documents_added", "documents_skipped", "documents_rejected", "characters")
    figures = {name.replace("_", " "): told.run[name] for name in counts}
    figures |= told.rows if told.is_new else {}
    figures |= {f"seconds in {stage}": round(spent, 2) for stage, spent in seconds(told.run).items()}
    return [{"figure": name, "value": value} for name, value in figures.items()]


def markdown(told: Summary) -> str:
    """Word the report for Prefect's pages."""
    lines = [f"# Run {told.run['run_id']}", "", headline(told), "", "| figure | value |", "|---|---:|"]
    lines += [f"| {row['figure']} | {row['value']} |" for row in table(told)]
    if told.examples.height:
        lines += ["", "## Some facts", ""]
        for fact in told.examples.iter_rows(named=True):
            lines.append(f"- **{_cell(worded(fact))}**  ")
            lines.append(f"  {_cell(fact['sentence'])} ({_cell(fact['uri'])})")
    if told.doubts:
        lines += ["", "## Odd", "", "| check | table | detail |", "|---|---|---|"]
        lines += [f"| {doubt.check} | {doubt.table} | {_cell(doubt.detail)} |" for doubt in told.doubts]
    if told.rejects.height:
        lines += ["", "## Refused", "", "| where | reason | detail |", "|---|---|---|"]
        for row in told.rejects.head(LISTED_REJECTS).iter_rows(named=True):
            lines.append(f"| {_cell(row['uri'])} | {row['reason']} | {_cell(row['detail'])} |")
        if told.rejects.height > LISTED_REJECTS:
            lines.append(f"\n… and {told.rejects.height - LISTED_REJECTS} more, in the table `rejects`.")
    return "\n".join(lines) + "\n"


def headline(told: Summary) -> str:
    """Say in a sentence what the run did."""
    run, rows = told.run, told.rows
    refused = f" {_many(run['documents_rejected'], 'input')} refused." if run["documents_rejected"] else ""
    if told.is_new:
        known = run["documents_skipped"]
        skipped = f" {_many(known, 'article')} known already." if known else ""
        return (
            f"{_many(rows['documents'], 'document')}, {_many(rows['sentences'], 'sentence')}, "
            f"{_many(rows['facts'], 'fact')}, {_many(rows['quotations'], 'quote')}.{skipped}{refused}"
        )
    seen = run["documents_seen"]
    nothing = f"Nothing new in {_many(seen, 'article')}." if seen else "Nothing was read."
    return (
        f"{nothing}{refused} The ledger holds {_many(rows['documents'], 'document')}, "
        f"{_many(rows['sentences'], 'sentence')}, {_many(rows['facts'], 'fact')} "
        f"and {_many(rows['quotations'], 'quote')}."
    )


def _cell(text: str) -> str:
    """Keep a text from ending a row or a cell of a Markdown table."""
    return line(text).replace("|", "\\|")


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
