"""Types of names that the words beside them tell."""

import polars as pl
import pytest

from transforms.annotate.contexts import told, worded


def types(words: str, name: tuple[int, int], kind: str) -> str:
    """The type that the name of the words from one to another gets, in words written as form/upos/head/relation."""
    rows, start = [], 0
    for number, word in enumerate(words.split(), 1):
        form, upos, head, relation = word.split("/")
        rows.append(("d", 0, number, start, start + len(form), form, form.lower(), upos, int(head), relation))
        start += len(form) + 1
    columns = ["doc_id", "sentence_id", "token_id", "char_start", "char_end", "form", "lemma", "upos", "head", "deprel"]
    tokens = pl.DataFrame(rows, schema=columns, orient="row")
    first, last = name
    span = {
        "doc_id": "d",
        "sentence_id": 0,
        "char_start": rows[first][3],
        "char_end": rows[last][4],
        "text": " ".join(row[5] for row in rows[first : last + 1]),
        "entity_type": kind,
        "sentence": "",
        "first": first,
        "last": last,
    }
    return str(told(pl.DataFrame([span]), worded(tokens))["entity_type"][0])


@pytest.mark.parametrize(
    ("words", "name", "kind", "expected"),
    [
        ("The/DET/2/det ferry/NOUN/4/nsubj Estonia/PROPN/2/appos sank/VERB/0/root", (2, 2), "country", "vehicle"),
        ("the/DET/2/det carrier/NOUN/0/root Ryanair/PROPN/2/appos", (2, 2), "organization", "organization"),
        ("near/ADP/2/case village/NOUN/0/root of/ADP/4/case Bela/PROPN/2/nmod", (3, 3), "person", "place"),
        (
            "Moyale/PROPN/5/nsubj ,/PUNCT/4/punct a/DET/4/det town/NOUN/1/appos fell/VERB/0/root",
            (0, 0),
            "person",
            "place",
        ),
        ("said/VERB/0/root Mr./PROPN/1/nsubj Paris/PROPN/2/flat", (2, 2), "place", "person"),
        ("Enron/PROPN/3/nmod:poss 's/PART/1/case spokesman/NOUN/0/root", (0, 0), "other", "organization"),
        ("the/DET/2/det frigate/NOUN/0/root Jan/PROPN/2/appos Smuts/PROPN/3/flat", (2, 3), "person", "vehicle"),
        ("a/DET/3/det Sokol/PROPN/3/compound launcher/NOUN/0/root", (1, 1), "person", "weapon"),
        ("signed/VERB/0/root at/ADP/4/case the/DET/4/det Kremlin/PROPN/1/obl", (3, 3), "organization", "facility"),
        ("from/ADP/3/case the/DET/3/det Kremlin/PROPN/0/root", (2, 2), "place", "facility"),
        ("met/VERB/0/root below/ADP/4/case the/DET/4/det Kirya/PROPN/1/obl in/ADP/1/obl", (3, 3), "person", "facility"),
        ("at/ADP/4/case the/DET/4/det Mary/PROPN/4/compound Block/PROPN/0/root", (2, 2), "person", "person"),
        ("more/ADJ/3/amod Sokol/PROPN/3/compound missile/NOUN/0/root", (1, 1), "group", "weapon"),
        ("more/ADJ/3/amod Russian/ADJ/3/amod missile/NOUN/0/root", (1, 1), "group", "group"),
        ("the/DET/2/det Niger/PROPN/3/nsubj rose/VERB/0/root", (1, 1), "country", "place"),
        ("the/DET/3/det Niger/PROPN/3/compound junta/NOUN/0/root", (1, 1), "country", "country"),
        ("a/DET/2/det presenter/NOUN/0/root Sally/PROPN/2/appos Meen/PROPN/3/flat", (2, 3), "other", "person"),
        ("a/DET/2/det trail/NOUN/0/root Katy/PROPN/2/appos Line/PROPN/3/flat", (2, 3), "other", "other"),
        # Who founded a company is none.
        ("the/DET/2/det company/NOUN/0/root Jobs/PROPN/4/nsubj founded/VERB/2/acl:relcl", (2, 2), "person", "person"),
    ],
)
def test_the_words_beside_a_name_tell_its_type(words: str, name: tuple[int, int], kind: str, expected: str) -> None:
    assert types(words, name, kind) == expected
