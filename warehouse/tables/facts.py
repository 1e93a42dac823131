"""facts: who did what to whom."""

import dataframely as dy

from warehouse import columns

STATUSES = ("actual", "future", "hypothetical", "historical", "denied", "requested")


class Facts(dy.Schema):
    """Who did what to whom, when, where and according to whom."""

    fact_id = columns.identifier("The fact.", key=True)
    doc_id = columns.doc_id()
    sentence_id = columns.sentence_id()
    char_start = columns.char_start("the clause")
    char_end = columns.char_end("the clause")
    subject = columns.text("Who or what, as printed.")
    subject_start = columns.char_start("subject", nullable=True)
    subject_end = columns.char_end("subject", nullable=True)
    subject_entity_id = columns.reference("entities", "The subject")
    predicate = columns.text("The words that say what was done, as printed.", nullable=False)
    predicate_start = columns.char_start("predicate")
    predicate_end = columns.char_end("predicate")
    predicate_lemma = columns.text("The predicate's head in its base form.", nullable=False)
    object = columns.text("To whom or what, as printed.")
    object_start = columns.char_start("object", nullable=True)
    object_end = columns.char_end("object", nullable=True)
    object_entity_id = columns.reference("entities", "The object")
    event_type = columns.text("PLOVER event type, lower case; NULL outside it.")
    event_mode = columns.text("PLOVER mode.")
    event_contexts = dy.List(dy.String(nullable=False), nullable=True, description="PLOVER contexts.")
    cameo_code = dy.String(nullable=True, regex="^[0-9]{2,4}$", description="CAMEO code.")
    actor = columns.text("Who did it, as printed; NULL where the fact is no event or names nobody.")
    actor_start = columns.char_start("actor", nullable=True)
    actor_end = columns.char_end("actor", nullable=True)
    actor_entity_id = columns.reference("entities", "The actor")
    recipient = columns.text("To whom it was done, as printed.")
    recipient_start = columns.char_start("recipient", nullable=True)
    recipient_end = columns.char_end("recipient", nullable=True)
    recipient_entity_id = columns.reference("entities", "The recipient")
    place_entity_id = columns.reference("entities", "Where it took place")
    place_precision = dy.Int32(nullable=True, min=1, max=7, description="UCDP where_prec: 1 exact … 7 unknown.")
    time_id = columns.reference("times", "When it took place, as printed")
    begins = columns.begins()
    ends = columns.ends()
    is_negated = columns.flag("Whether the article says that it did not happen.")
    status = columns.word(STATUSES, "Its standing in the article.")
    claimant = columns.text("According to whom, as printed; NULL when the article itself asserts it.")
    claimant_start = columns.char_start("claimant", nullable=True)
    claimant_end = columns.char_end("claimant", nullable=True)
    claimant_chain = dy.List(
        dy.String(nullable=False),
        nullable=True,
        description="The claimant, who says that he says so, and so on outwards, as printed; NULL without claimant.",
    )
    claimant_entity_id = columns.reference("entities", "According to whom")
    quotation_id = columns.reference("quotations", "The quotation that says it")
    confidence = dy.Float64(nullable=False, min=0, max=1, description="How likely the row is right, 0 to 1.")
    rule = columns.text("The rule that made it.", nullable=False)


class DatedFacts(Facts):
    """Who did what to whom, when, where and according to whom."""

    told_on = columns.told_on()
