"""tokens: the parse as a table, in Universal Dependencies terms."""

import dataframely as dy

from warehouse import columns

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip

PHRASE_TYPES = (
    "person", "organization", "place", "event", "object", "time", "abstract", "animal", "plant", "substance",
)  # fmt: skip


class Tokens(dy.Schema):
    """The parse as a table: Universal Dependencies v2, under the column names of CoNLL-U."""

    doc_id = columns.doc_id(key=True)
    sentence_id = columns.sentence_id(key=True)
    token_id = dy.Int32(nullable=False, primary_key=True, min=1, description="1, 2, 3 … in its sentence.")
    char_start = columns.char_start("the form")
    char_end = columns.char_end("the form")
    form = columns.text("The word as printed.", nullable=False)
    lemma = columns.text("Its base form.", nullable=False)
    upos = columns.word(UPOS, "Universal part of speech.")
    feats = columns.text("Universal features, Name=Value|…, sorted by name; NULL when it has none.")
    head = columns.count("token_id of the word it depends on; 0 for the root of the sentence.")
    deprel = columns.text("Universal dependency relation to its head.", nullable=False)
    phrase_type = columns.word(
        PHRASE_TYPES,
        "What the phrase that the word heads stands for, after GUM's entity types; NULL where it heads none.",
        nullable=True,
    )
