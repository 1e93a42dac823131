"""quantities: numbers with their unit and what they count."""

import dataframely as dy

from warehouse import columns


class Quantities(dy.Schema):
    """Amounts, with bounds, unit and what is counted."""

    doc_id = columns.doc_id()
    quantity_id = columns.identifier("The quantity.", key=True)
    sentence_id = columns.sentence_id()
    char_start = columns.char_start()
    char_end = columns.char_end()
    text = columns.text("The amount as printed.", nullable=False)
    low = columns.number("The lowest amount that the words allow.")
    best = columns.number("The amount as stated; NULL when only bounds are.")
    high = columns.number("The highest amount that the words allow; NULL when unbounded.")
    modifier = columns.text("about, at_least, at_most, more_than, less_than, nearly, dozens ….")
    unit = columns.text("ISO code, UCUM code or plain noun.")
    unit_kind = columns.text("count, money, percent, length, area, mass, duration, ordinal, age ….")
    item = columns.text("What is counted, as printed.")
    item_start = columns.char_start("item", nullable=True)
    item_end = columns.char_end("item", nullable=True)
