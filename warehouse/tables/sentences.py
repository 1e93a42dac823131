"""sentences: where each sentence begins and ends."""

import dataframely as dy

from warehouse import columns


class Sentences(dy.Schema):
    """The sentences of each document."""

    doc_id = columns.doc_id(key=True)
    sentence_id = columns.sentence_id(key=True)
    paragraph_id = columns.count("The paragraph: 0, 1, 2 … in the document.")
    char_start = columns.char_start()
    char_end = columns.char_end()
    text = columns.text("The sentence.", nullable=False)


class DatedSentences(Sentences):
    """The sentences of each document."""

    told_on = columns.told_on()
