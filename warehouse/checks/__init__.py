"""What must hold of the tables before anything of them is published: each check one named thing.

Most checks are derived from the tables' one definition: types, null rules, vocabularies, ranges and
keys by dataframely; spans from the names of their columns (``X``, ``X_start``, ``X_end``);
references from the columns' metadata and from the keys that tables share.
"""

from collections.abc import Callable, Iterator

from warehouse.checks.days import day_is_of_document
from warehouse.checks.structure import key_names_its_document, references, schema
from warehouse.checks.text import edits_rebuild_source, spans_equal_text, text_length
from warehouse.checks.trees import tokens_form_trees
from warehouse.checks.violation import CheckFailedError, Frames, Violation

__all__ = ["CHECKS", "CheckFailedError", "Frames", "Violation", "check"]

CHECKS: tuple[Callable[[Frames], Iterator[Violation]], ...] = (
    schema,
    key_names_its_document,
    references,
    day_is_of_document,
    text_length,
    spans_equal_text,
    edits_rebuild_source,
    tokens_form_trees,
)


def check(frames: Frames) -> None:
    """Check the frames of some documents, all their tables together.

    Raises
    ------
    CheckFailedError
        With the first check that failed, its table and the rows.
    """
    for each in CHECKS:
        for violation in each(frames):
            raise CheckFailedError(violation)
