"""mentions: every mention of an entity."""

import dataframely as dy

from warehouse import columns

MENTION_TYPES = ("name", "nominal", "pronoun")


class Mentions(dy.Schema):
    """Every mention of an entity."""

    doc_id = columns.doc_id()
    mention_id = columns.identifier("The mention.", key=True)
    sentence_id = columns.sentence_id()
    char_start = columns.char_start()
    char_end = columns.char_end()
    text = columns.text("The mention as printed.", nullable=False)
    mention_type = columns.word(MENTION_TYPES, "How the entity is mentioned.")
    entity_type = columns.entity_type()
    entity_id = columns.reference("entities", "The entity mentioned")
