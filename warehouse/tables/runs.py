"""runs: what each run did."""

import dataframely as dy

from warehouse import columns

RUN_STATUSES = ("published", "unchanged", "failed", "interrupted", "reprocessed")


class Runs(dy.Schema):
    """What each run read, added and refused, and how long each stage took."""

    run_id = columns.identifier("The run.", key=True)
    started_at = columns.instant("When it began, UTC.", nullable=False)
    finished_at = columns.instant("When it ended, UTC.")
    pipeline_version = columns.text("The rules that it ran.", nullable=False)
    model_version = columns.text("The annotator's weights that it ran.", nullable=False)
    sources = dy.List(dy.String(nullable=False), nullable=False, description="The sources as given.")
    documents_seen = columns.count("Articles read.")
    documents_added = columns.count("Articles added to the ledger.")
    documents_skipped = columns.count("Articles that were there already.")
    documents_rejected = columns.count("Articles refused; they are in rejects.")
    seconds_read = columns.number("Seconds spent in the stage read.")
    seconds_clean = columns.number("Seconds spent in the stage clean.")
    seconds_segment = columns.number("Seconds spent in the stage segment.")
    seconds_annotate = columns.number("Seconds spent in the stage annotate.")
    seconds_extract = columns.number("Seconds spent in the stage extract.")
    seconds_resolve = columns.number("Seconds spent in the stage resolve.")
    seconds_publish = columns.number("Seconds spent publishing.")
    characters = dy.Int64(nullable=False, min=0, description="Code points of clean text added.")
    status = columns.word(RUN_STATUSES, "How it ended.")
