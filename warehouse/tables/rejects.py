"""rejects: what could not be read, and why."""

import dataframely as dy

from warehouse import columns

REJECT_STAGES = ("read", "clean", "segment", "annotate", "extract", "resolve")
REJECT_REASONS = (
    "unreadable",  # the file or record could not be opened or read at all
    "unknown_format",
    "binary",
    "empty",
    "too_large",
    "truncated",
    "malformed",  # not what its format asks for
    "missing_text",  # a record with no article in it
    "not_english",
    "failed",  # a stage could not work on it
)


class Rejects(dy.Schema):
    """What could not be read, one row a file or record: nothing is lost silently."""

    run_id = columns.identifier("The run that refused it (→ runs).", key=True)
    uri = dy.String(
        nullable=False,
        primary_key=True,
        min_length=1,
        description="Where it stands; file#record for a container.",
    )
    source_id = columns.text("The record's own id, if it has one.")
    stage = columns.word(REJECT_STAGES, "The stage that refused it.")
    reason = columns.word(REJECT_REASONS, "Why.")
    detail = columns.text("What exactly is wrong, in a sentence.", nullable=False)
    raw_sha256 = dy.String(
        nullable=True,
        regex="^[0-9a-f]{64}$",
        description="SHA-256 of its bytes; NULL when none could be read.",
    )
