"""arguments: a fact's other slots."""

import dataframely as dy

from warehouse import columns

ROLES = (
    "time",
    "place",
    "quantity",
    "recipient",
    "instrument",
    "weapon",
    "cause",
    "purpose",
    "topic",
    "condition",
    "source",
    "destination",
    "other",
)


class Arguments(dy.Schema):
    """A fact's slots besides subject and object."""

    fact_id = dy.String(
        nullable=False, primary_key=True, metadata={"references": "facts"}, description="The fact (→ facts)."
    )
    doc_id = columns.doc_id()
    role = columns.word(ROLES, "What the slot is to the fact.")
    marker = columns.text("The preposition or conjunction that introduces it, as printed.")
    text = columns.text("The slot's words, without the marker.", nullable=False)
    char_start = columns.char_start(key=True)
    char_end = columns.char_end()
    entity_id = columns.reference("entities", "The entity in the slot")
    time_id = columns.reference("times", "The time in the slot")
    quantity_id = columns.reference("quantities", "The quantity in the slot")
