"""Literal parses as frames: one line a word, one block a sentence, one string a paragraph."""

import polars as pl

from transforms.extract import Extraction, extract
from warehouse.tables import Documents, Names, Sentences, Tokens


def extracted(*paragraphs: str, names: tuple[tuple[str, str], ...] = ()) -> Extraction:
    """Extract from a document of these paragraphs.

    A line is ``form lemma UPOS head deprel [feats [phrase_type]]``, ``_`` for no feats; a form that ends in ``_`` has
    no space after it. A blank line ends a sentence. ``names`` are (text, entity type), each found at its first
    occurrence.
    """
    return extract(*frames(*paragraphs, names=names))


def frames(*paragraphs: str, doc_id: str = "d", names: tuple[tuple[str, str], ...] = ()):  # type: ignore[no-untyped-def]
    text, sentences, tokens = "", [], []
    for paragraph_id, paragraph in enumerate(paragraphs):
        for block in paragraph.strip().split("\n\n"):
            start = len(text)
            for token_id, line in enumerate(block.strip().splitlines(), start=1):
                form, lemma, upos, head, deprel, feats, phrase_type, *_ = [*line.split(), *"__"]
                printed = form.removesuffix("_")
                span = (len(text), len(text) + len(printed))
                optional = [None if field == "_" else field for field in (feats, phrase_type)]
                word = (printed, lemma, upos, optional[0], int(head), deprel, optional[1])
                tokens.append((doc_id, len(sentences), token_id, *span, *word))
                text += printed + ("" if form.endswith("_") else " ")
            text = text.rstrip()
            sentences.append((doc_id, len(sentences), paragraph_id, start, len(text), text[start:]))
            text += " "
        text = text.rstrip() + "\n\n"
    text = text.rstrip()
    document = {
        "doc_id": doc_id, "source_id": doc_id, "uri": doc_id, "source_format": "text", "language": "en",
        "text": text, "text_length": len(text), "is_current": True, "is_wire_copy": False, "run_id": "r",
        "pipeline_version": "0",
    }  # fmt: skip
    named = [(doc_id, 0, text.index(name), text.index(name) + len(name), name, kind) for name, kind in names]
    empty = Documents.create_empty()
    return (
        Documents.validate(pl.concat([empty, pl.DataFrame([document])], how="diagonal_relaxed"), cast=True),
        _frame(Sentences, sentences),
        _frame(Tokens, tokens),
        _frame(Names, named),
    )


def _frame(schema, rows):  # type: ignore[no-untyped-def]
    frame = pl.DataFrame(rows, schema=schema.column_names(), orient="row", infer_schema_length=None)
    return schema.validate(frame, cast=True).sort("doc_id", "char_start")


def triples(found: Extraction) -> set[tuple[str | None, str, str | None]]:
    """Subject, predicate and object of each fact."""
    return set(found.facts.select("subject", "predicate", "object").iter_rows())
