"""edits: what cleaning changed; nothing is deleted silently."""

import dataframely as dy

from warehouse import columns

EDIT_KINDS = (
    "header",
    "dateline",
    "promo",
    "caption",
    "byline",
    "agency_credit",
    "correction_note",
    "related_links",
    "whitespace",
    "unicode",
    "encoding",
    "markup",
)


class Edits(dy.Schema):
    """What cleaning changed. Applying the edits backwards gives the decoded source text exactly."""

    doc_id = columns.doc_id()
    edit_id = columns.identifier("The edit.", key=True)
    kind = columns.word(EDIT_KINDS, "What was changed.")
    rule = columns.text("The rule that made the change.", nullable=False)
    raw_start = columns.count("Where the change begins in the decoded source text, in code points.")
    raw_end = columns.count("Where it ends in the decoded source text.")
    char_start = columns.count("Its place in documents.text.")
    removed = dy.String(nullable=False, description="What stood in the source; may be empty.")
    inserted = dy.String(nullable=False, description="What stands in documents.text instead; may be empty.")
