"""documents: one row per distinct article."""

import dataframely as dy

from warehouse import columns

PUBLICATION_STATUSES = ("usable", "withheld", "canceled")
"""IPTC's pubstatus, as ninjs has it: what is not usable is withdrawn, for a time or for good."""

SOURCE_FORMATS = ("text", "html", "jsonl", "nitf", "newsml-g2", "ninjs", "warc", "rss", "parquet", "csv")


class Documents(dy.Schema):
    """One row per distinct article."""

    doc_id = columns.doc_id(key=True)
    source_id = columns.text("The record's own id in its file, or the file's name.", nullable=False)
    source_key = columns.text(
        "What all versions of one source share: a record's own id, with its publisher or else its file unless the id "
        "is an address; a text file's path. NULL where a record has no id of its own."
    )
    uri = columns.text("Where the article was read; file#record for a container.", nullable=False)
    source_format = columns.word(SOURCE_FORMATS, "The format it was read from.")
    publisher = columns.text("Who published it, as the record or the file says.")
    title = columns.text("The headline.")
    byline = columns.text("Who wrote it, as printed.")
    published_on = columns.date("The day of publication, from the record or the header, never from the clock.")
    published_at = columns.instant("The moment of publication, UTC; NULL when only a day is known.")
    dateline = columns.text("The dateline as printed, without its separator.")
    dateline_place_id = columns.reference("entities", "The dateline's place")
    agency = columns.text("The news agency credited.")
    language = dy.String(nullable=False, regex="^[a-z]{2}$", description="ISO 639-1 code of the text's language.")
    text = columns.text("The clean text, into which every span of every table points.", nullable=False)
    text_length = columns.count("Length of text in Unicode code points.")
    is_current = columns.flag("False once a newer version of the same source supersedes it or it was withdrawn.")
    superseded_by = columns.reference("documents", "The next version of the same source, or its withdrawal")
    publication_status = columns.word(
        PUBLICATION_STATUSES,
        "What its publisher says of it; a withheld or canceled one withdraws the versions before. NULL: usable.",
        nullable=True,
    )
    story_id = columns.identifier("The cluster of near-duplicates it belongs to.", nullable=True)
    is_wire_copy = columns.flag("Whether it is a later copy of another document of its story.")
    run_id = columns.identifier("The run that added it (→ runs).")
    pipeline_version = columns.text("The rules that made its rows.", nullable=False)
