"""The day that a row tells is that of its document."""

from collections.abc import Iterator

from warehouse import dating
from warehouse.checks.violation import Frames, Violation, frame_of


def day_is_of_document(frames: Frames) -> Iterator[Violation]:
    """``told_on`` is the ``published_on`` of the row's document."""
    documents = frame_of(frames, "documents").select("doc_id", told_on="published_on")
    for table in dating.DATED:
        if table not in frames:
            continue
        told = frames[table].select("doc_id", "told_on").unique()
        failing = told.join(documents, on=["doc_id", "told_on"], how="anti", nulls_equal=True)
        if failing.height:
            rows = frames[table].join(failing, on=["doc_id", "told_on"], how="semi", nulls_equal=True)
            yield Violation("day_is_of_document", table, rows)
