"""quotations: who said what, in which words, by which cue."""

import dataframely as dy

from warehouse import columns

QUOTATION_TYPES = ("direct", "indirect", "mixed")
CUE_CLASSES = (
    "say", "report", "claim", "agree", "deny", "reject", "criticize", "warn", "promise", "ask", "order", "answer",
    "think", "decide", "intend", "want", "like", "dislike", "support", "oppose",
)  # fmt: skip


class Quotations(dy.Schema):
    """One row per attributed span: a quotation split around its cue has a row a part."""

    doc_id = columns.doc_id()
    quotation_id = columns.identifier("The quotation; its parts share it.", key=True)
    part = dy.Int32(nullable=False, primary_key=True, min=0, description="0, 1 … when split around the cue.")
    sentence_id = columns.sentence_id()
    quotation_type = columns.word(QUOTATION_TYPES, "Whether the words are the speaker's own.")
    char_start = columns.char_start("the content")
    char_end = columns.char_end("the content")
    text = columns.text("The content, without its outer quotation marks.", nullable=False)
    cue = columns.text("The word that attributes it, as printed.")
    cue_start = columns.char_start("cue", nullable=True)
    cue_end = columns.char_end("cue", nullable=True)
    cue_class = columns.word(
        CUE_CLASSES,
        "What kind of saying or thinking the cue is; want, intend, decide, like, dislike, support and oppose are "
        "attitudes without any saying, which quotes_by leaves out.",
        nullable=True,
    )
    speaker = columns.text("The source as printed.")
    speaker_start = columns.char_start("speaker", nullable=True)
    speaker_end = columns.char_end("speaker", nullable=True)
    speaker_entity_id = columns.reference("entities", "The source")
    venue = columns.text("Told whom, where, as printed: 'CNN Turk'.")
