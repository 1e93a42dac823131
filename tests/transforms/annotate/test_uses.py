"""Types of names that the verbs and nouns tell which they hang on."""

import polars as pl
import pytest

from transforms.annotate.contexts import worded
from transforms.annotate.uses import used


def types(words: str, name: tuple[int, int], kind: str) -> str:
    """The type that the name of the words from one to another gets, in words each form/upos/head/relation[/lemma]."""
    rows, start = [], 0
    for number, word in enumerate(words.split(), 1):
        form, upos, head, relation, *lemma = word.split("/")
        lemmas = lemma or [form.lower()]
        rows.append(("d", 0, number, start, start + len(form), form, lemmas[0], upos, int(head), relation))
        start += len(form) + 1
    columns = ["doc_id", "sentence_id", "token_id", "char_start", "char_end", "form", "lemma", "upos", "head", "deprel"]
    tokens = pl.DataFrame(rows, schema=columns, orient="row")
    first, last = name
    text = " ".join(row[5] for row in rows)
    span = {"text": " ".join(row[5] for row in rows[first : last + 1]), "entity_type": kind, "sentence": text}
    spans = pl.DataFrame([span | {"first": first, "last": last}])
    return str(used(spans, worded(tokens))["entity_type"][0])


FREED = "The/DET/3/det Ever/ADV/3/advmod Given/PROPN/5/nsubj:pass was/AUX/5/aux:pass refloated/VERB/0/root/refloat"
CREW = "the/DET/2/det crew/NOUN/0/root of/ADP/5/case the/DET/5/det Delphine/PROPN/2/nmod"
CLUBS = "Chelsea/PROPN/2/nsubj beat/VERB/0/root/beat Arsenal/PROPN/2/obj 2-1/NUM/2/obl"
BASE = "at/ADP/4/case Murted/PROPN/4/compound air/NOUN/4/compound base/NOUN/0/root"


@pytest.mark.parametrize(
    ("words", "name", "kind", "expected"),
    [
        (FREED, (1, 2), "organization", "vehicle"),
        # A country is no ship, and the Coast Guard has crews.
        (FREED, (1, 2), "country", "country"),
        (CREW, (4, 4), "person", "vehicle"),
        (CREW.replace("Delphine", "BBC"), (4, 4), "organization", "organization"),
        ("the/DET/2/det crew/NOUN/0/root of/ADP/4/case Delphine/PROPN/2/nmod", (3, 3), "person", "person"),
        ("The/DET/2/det Fed/PROPN/3/nsubj sank/VERB/0/root/sink", (1, 1), "other", "other"),
        ("aboard/ADP/3/case the/DET/3/det Delphine/PROPN/0/root", (2, 2), "place", "vehicle"),
        (CLUBS, (0, 0), "person", "organization"),
        (CLUBS, (2, 2), "place", "organization"),
        (CLUBS.replace("2-1/NUM", "easily/ADV"), (2, 2), "place", "place"),
        (CLUBS.replace("Chelsea", "Nadal"), (0, 0), "person", "person"),
        (CLUBS.replace("2-1/NUM/2/obl", "6-3/NUM/2/obl 6-4/NUM/2/obl"), (0, 0), "person", "person"),
        ("fans/NOUN/0/root/fan of/ADP/3/case Lazio/PROPN/1/nmod", (2, 2), "place", "organization"),
        ("Leeds/PROPN/2/compound striker/NOUN/0/root", (0, 0), "place", "organization"),
        (BASE, (1, 1), "place", "facility"),
        (BASE.replace("Murted", "Ankara"), (1, 1), "place", "place"),
        (BASE.replace("Murted", "German"), (1, 1), "group", "group"),
        ("the/DET/3/det Minsk/PROPN/3/compound accords/NOUN/0/root/accord", (1, 1), "place", "agreement"),
        ("Her/PRON/2/nmod:poss Lincoln/PROPN/3/nsubj:pass found/VERB/0/root", (1, 1), "person", "vehicle"),
        ("Her/PRON/3/nmod:poss Lincoln/PROPN/3/compound biography/NOUN/0/root", (1, 1), "person", "person"),
        ("a/DET/2/det lake/NOUN/0/root near/ADP/4/case Gatwick/PROPN/2/nmod", (3, 3), "place", "place"),
    ],
)
def test_what_a_name_hangs_on_tells_its_type(words: str, name: tuple[int, int], kind: str, expected: str) -> None:
    assert types(words, name, kind) == expected
