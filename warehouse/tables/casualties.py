"""casualties: people harmed or moved."""

import dataframely as dy

from warehouse import columns

HARMS = ("killed", "wounded", "missing", "abducted", "detained", "displaced", "refugee")


class Casualties(dy.Schema):
    """People harmed or moved: how many, who, by whom, where, when, according to whom."""

    casualty_id = columns.identifier("The toll.", key=True)
    doc_id = columns.doc_id()
    sentence_id = columns.sentence_id()
    fact_id = columns.reference("facts", "The fact that it belongs to")
    char_start = columns.char_start()
    char_end = columns.char_end()
    text = columns.text("The words that state the toll.", nullable=False)
    harm = columns.word(HARMS, "What happened to them.")
    low = columns.number("The lowest number of people that the words allow.")
    best = columns.number("The number as stated; NULL when only bounds are.")
    high = columns.number("The highest number that the words allow; NULL when unbounded.")
    modifier = columns.text("about, at_least, at_most, more_than ….")
    victims = columns.text("Who they are, as printed.")
    victims_start = columns.char_start("victims", nullable=True)
    victims_end = columns.char_end("victims", nullable=True)
    victim_entity_id = columns.reference("entities", "Who they are")
    perpetrator = columns.text("Who did it, as printed.")
    perpetrator_start = columns.char_start("perpetrator", nullable=True)
    perpetrator_end = columns.char_end("perpetrator", nullable=True)
    perpetrator_entity_id = columns.reference("entities", "Who did it")
    place_entity_id = columns.reference("entities", "Where")
    begins = columns.begins()
    ends = columns.ends()
    is_cumulative = columns.flag("Whether the number is a total over several occurrences.")
    is_negated = columns.flag("Whether the article says that nobody was harmed so.")
    claimant = columns.text("According to whom, as printed; NULL when the article itself asserts it.")
    claimant_start = columns.char_start("claimant", nullable=True)
    claimant_end = columns.char_end("claimant", nullable=True)
    claimant_entity_id = columns.reference("entities", "According to whom")
    rule = columns.text("The rule that made it.", nullable=False)
