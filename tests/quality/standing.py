"""Standing of facts: status, negation and claimant, against sentences of our own, MEANTIME and CaRB dev.

Run ``python -m tests.quality.standing [--errors]``. An event is a fact's where it is the verb that the fact's predicate
ends in (of "agreed to buy" the buying), or one of the words that a copula's object says; of several facts the narrowest
predicate counts. The lines are:

- ``tune``, ``held_out``, ``third``, ``fourth``: parts of ``gold/standing.jsonl``, in per cent of the facts named
  there: found, status right, is_negated right, claimants right (the nearest and all outwards), and all of it right.
  What is not found is wrong, and what the gold leaves open is not asked. ``first_80`` is the first two together.
- ``airbus``, ``apple``: the two corpora of MEANTIME; rules are tuned on the first. Negations: events of polarity NEG
  against is_negated or denied. Uncertain: events that are POSSIBLE or PROBABLE against the statuses future,
  hypothetical, requested and denied. Recall counts events that are no fact's as missed, and there are some because the
  ledger makes facts of verbs and of the nouns of its own lexicon alone; ``of_facts`` is the recall among those that are
  a fact's. Precision is over the facts that are an event's whose polarity and certainty are annotated. MEANTIME has
  certainty apart from time, and calls what is planned, wanted or ordered CERTAIN and of the FUTURE, where the ledger
  has one column: so an uncertain fact is right where the event is uncertain or in the future. ``strict`` is the
  share of hypothetical facts whose events are POSSIBLE or PROBABLE, whatever their time.
  Reported: SLINKs from an event with an agent to a verb's event; right where the agent is among the claimants.
  Where both events are one predicate ("they intend to launch") the agent is its subject and nobody's claimant.
- ``carb``: the facts inside what CaRB dev's tuples of saying say; right where who says it is among the claimants.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple
from xml.etree import ElementTree

import polars as pl

from tests.quality.carb import gold_tuples
from tests.quality.meantime import articles
from tests.quality.score_annotator import documents
from tests.quality.treebank import GOLD
from transforms.annotate import annotate, load_annotator
from transforms.extract import Extraction, extract
from transforms.segment import segment
from warehouse.tables import Documents

OWN = Path(__file__).parent / "gold" / "standing.jsonl"
UNCERTAIN = ("future", "hypothetical", "requested", "denied")
_SAYING = re.compile(
    r"\b(?:say|says|said|saying|state[sd]?|claim(?:s|ed)?|believe[sd]?|suggest(?:s|ed)?|argue[sd]?|announced"
    r"|report(?:s|ed)|indicate[sd]?|tells?|told|thinks?|thought|insist(?:s|ed)?|concluded?|found|noted)(?: that)?\s*$"
)
_OPEN = ("POSSIBLE", "PROBABLE")
Row = dict[str, Any]


class Event(NamedTuple):
    """A gold event by the place of its words; ``gold`` is what it is to be, None for what is not asked."""

    doc_id: str
    start: int
    end: int
    gold: Row


class Annotated(NamedTuple):
    """What ``extract`` takes."""

    documents: pl.DataFrame
    sentences: pl.DataFrame
    tokens: pl.DataFrame
    names: pl.DataFrame


def annotated(texts: dict[str, tuple[str, str | None]]) -> Annotated:
    """Texts with their days of publication, as the shipped pipeline reads them."""
    frame = pl.DataFrame([(key, text) for key, (text, _) in texts.items()], schema=["doc_id", "text"], orient="row")
    days = pl.Series([day for _, day in texts.values()], dtype=pl.String).str.to_date(strict=False)
    table = documents(SimpleNamespace(documents=frame)).with_columns(published_on=days)
    dated = Documents.validate(table.sort("doc_id"), cast=True)
    sentences = segment(dated)
    return Annotated(dated, sentences, *annotate(sentences, load_annotator())[:2])


def own(split: str) -> tuple[dict[str, tuple[str, str | None]], list[Event]]:
    """Our own sentences, a document each."""
    lines = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    items = {f"{i:03}": item for i, item in enumerate(lines) if item["split"] == split}
    texts = {key: (item["text"], item["published_on"]) for key, item in items.items()}
    return texts, [
        Event(key, fact["start"], fact["end"], fact) for key, item in items.items() for fact in item["facts"]
    ]


def meantime(corpus: str) -> tuple[dict[str, tuple[str, str | None]], list[Event]]:
    """MEANTIME's events with polarity, certainty, and the agents of the events that report them."""
    texts: dict[str, tuple[str, str | None]] = {}
    events: list[Event] = []
    for article in articles(corpus=f"corpus_{corpus}"):
        texts[article.doc_id] = (article.text, None)
        marked = {one.get("m_id", ""): one for one in article.root.iterfind("Markables/*")}
        agents: dict[str, list[str]] = {}
        for link in article.root.iter("HAS_PARTICIPANT"):
            # Some links point to what is not there.
            agent = marked.get(_end(link, "target"))
            spans = [] if agent is None else article.spans(agent)
            if link.get("sem_role") == "Arg0" and spans:
                agents.setdefault(_end(link, "source"), []).append(article.text[spans[0][0] : spans[-1][1]])
        reporters: dict[str, list[tuple[str, int]]] = {}
        for link in article.root.iter("SLINK"):
            source = marked.get(_end(link, "source"))
            spans = [] if source is None else article.spans(source)
            if spans:
                said = [(agent, spans[0][0]) for agent in agents.get(_end(link, "source"), [])]
                reporters.setdefault(_end(link, "target"), []).extend(said)
        for key, mention in marked.items():
            spans = article.spans(mention) if mention.tag == "EVENT_MENTION" else []
            if spans:
                gold = {
                    **{name: mention.get(name) for name in ("polarity", "certainty", "time", "pos")},
                    "reporters": reporters.get(key, []),
                }
                events.append(Event(article.doc_id, spans[0][0], spans[0][1], gold))
    return texts, events


def _end(link: "ElementTree.Element", side: str) -> str:
    found = link.find(side)
    assert found is not None
    return found.get("m_id", "")


def matched(found: Extraction, events: Iterable[Event]) -> list[tuple[Event, Row | None]]:
    """Each event with the fact that it is the predicate of."""
    facts: dict[str, list[Row]] = {}
    for row in found.facts.sort("char_start", "fact_id").iter_rows(named=True):
        facts.setdefault(row["doc_id"], []).append(row)
    pairs = []
    for event in events:
        rows = facts.get(event.doc_id, [])
        reached = [(width, i) for i, fact in enumerate(rows) if (width := _width(fact, event)) is not None]
        pairs.append((event, rows[min(reached)[1]] if reached else None))
    return pairs


def _width(fact: Row, event: Event) -> tuple[bool, int] | None:
    """How narrowly a fact's predicate, or what its copula says without a preposition, holds the event."""
    predicate = _without_preposition(fact)
    says = fact["predicate_lemma"] == "be" and fact["object"] and predicate == fact["predicate"]
    slots = ["predicate", *(["object"] if says else [])]
    spans = [(slot, fact[f"{slot}_start"], fact[f"{slot}_end"]) for slot in slots]
    return min(
        (
            (slot == "object", end - start)
            for slot, start, end in spans
            if start <= event.start and event.end <= end and (slot == "object" or _ends(fact, predicate, event))
        ),
        default=None,
    )


def _ends(fact: Row, predicate: str, event: Event) -> bool:
    """Whether nothing but its particle follows the event in the predicate: of "agreed to buy" the buying."""
    lemma = fact["predicate_lemma"]
    rest = predicate[event.end - fact["predicate_start"] :].strip().lower()
    return rest in ("", lemma.partition(" ")[2], "not", "n't", "n’t", "never")


def _without_preposition(fact: Row) -> str:
    """The predicate without what follows its copula: of "would be on" the words "would be"."""
    copula = r".*\b(?:am|are|be|been|being|is|was|were|not|never|n['’]t|['’](?:m|re|s))\b"
    found = re.match(copula, fact["predicate"], re.IGNORECASE) if fact["predicate_lemma"] == "be" else None
    return str(found[0]) if found else str(fact["predicate"])


def of_own(pairs: list[tuple[Event, Row | None]]) -> dict[str, float]:
    """Shares of the named facts, in per cent."""
    rights = [_rights(event.gold, fact) for event, fact in pairs]

    def share(name: str) -> float:
        asked = [right[name] for right in rights if name in right]
        return round(100 * sum(asked) / max(len(asked), 1), 1)

    return {"facts": len(pairs)} | {name: share(name) for name in ("found", "status", "is_negated", "claimants", "all")}


def _rights(gold: Row, fact: Row | None) -> dict[str, bool]:
    right = {"found": fact is not None}
    for name in ("status", "is_negated"):
        if name in gold:
            right[name] = fact is not None and fact[name] == gold[name]
    if "claimants" in gold:
        chain = (fact or {}).get("claimant_chain") or []
        same = len(chain) == len(gold["claimants"]) and all(map(_same, gold["claimants"], chain))
        right["claimants"] = fact is not None and same
    return right | {"all": all(right.values())}


def _same(one: str, other: str) -> bool:
    """Whether two wordings share most of the words that the shorter one has, the article left out."""
    words = [set(re.findall(r"\w+", text.lower())) - {"the", "a", "an"} for text in (one, other)]
    return 2 * len(words[0] & words[1]) > min(map(len, words))


def of_meantime(pairs: list[tuple[Event, Row | None]]) -> dict[str, dict[str, float]]:
    """Negations, uncertain events and reported clauses."""
    known = [(event, fact) for event, fact in pairs if event.gold["polarity"] and event.gold["certainty"]]
    negative = [(event.gold["polarity"] == "NEG", fact) for event, fact in known]
    uncertain = [(event.gold["certainty"] in _OPEN, fact) for event, fact in known]
    to_come = [(event.gold["certainty"] in _OPEN or event.gold["time"] == "FUTURE", fact) for event, fact in known]
    guesses = [is_gold for is_gold, fact in uncertain if fact and fact["status"] == "hypothetical"]
    rights = []
    for event, fact in pairs:
        reporters = _reporters(event, fact) if fact and event.gold["pos"] == "VERB" else []
        if fact and reporters:
            rights.append(any(_same(agent, name) for agent in reporters for name in fact["claimant_chain"] or []))
    return {
        "negations": _recall(negative, _negative) | {"precision": _precision(negative, _negative)},
        "uncertain": _recall(uncertain, _unsure)
        | {"precision": _precision(to_come, _unsure), "strict": _share(guesses)["right"]},
        "reported": _share(rights),
    }


def _reporters(event: Event, fact: Row) -> list[str]:
    """Who reports the event in words outside of the fact's predicate."""
    return [who for who, at in event.gold["reporters"] if not fact["predicate_start"] <= at < fact["predicate_end"]]


def _negative(fact: Row) -> bool:
    return bool(fact["is_negated"]) or fact["status"] == "denied"


def _unsure(fact: Row) -> bool:
    return fact["status"] in UNCERTAIN


def _recall(rows: list[tuple[bool, Row | None]], test: Callable[[Row], bool]) -> dict[str, float]:
    gold = [fact for is_gold, fact in rows if is_gold]
    facts = [fact for fact in gold if fact]
    hits = sum(map(test, facts))
    return {
        "events": len(gold),
        "facts": len(facts),
        "recall": round(100 * hits / max(len(gold), 1), 1),
        "of_facts": round(100 * hits / max(len(facts), 1), 1),
    }


def _precision(rows: list[tuple[bool, Row | None]], test: Callable[[Row], bool]) -> float:
    return _share([is_gold for is_gold, fact in rows if fact and test(fact)])["right"]


def _share(rights: list[bool]) -> dict[str, float]:
    return {"facts": len(rights), "right": round(100 * sum(rights) / max(len(rights), 1), 1)}


def carb_reports() -> tuple[dict[str, tuple[str, str | None]], dict[str, list[tuple[str, int, int]]]]:
    """CaRB's dev sentences, a document each, and what is said in them: who says it, and where that stands."""
    texts: dict[str, tuple[str, str | None]] = {}
    said: dict[str, list[tuple[str, int, int]]] = {}
    for sentence, tuples in gold_tuples(GOLD / "facts" / "carb_dev_wiki.tsv").items():
        key = f"{len(texts):04}"
        text = _with_marks(sentence)
        texts[key] = (text, None)
        for one in tuples:
            if len(one.arguments) > 1 and _SAYING.search(one.relation):
                content = _with_marks(one.arguments[1])
                start = text.find(content)
                if start >= 0:
                    said.setdefault(key, []).append((one.arguments[0], start, start + len(content)))
    return texts, said


def _with_marks(text: str) -> str:
    """CaRB's words with the quotation marks that print has, close to what they enclose."""
    return re.sub(r"`` ?", "“", re.sub(r" ?''", "”", text))


def of_carb(found: Extraction, said: dict[str, list[tuple[str, int, int]]]) -> list[tuple[Row, str, bool]]:
    """The facts inside what is said, who says it, and whether these are among the claimants."""
    rows = found.facts.sort("doc_id", "char_start", "fact_id").iter_rows(named=True)
    return [
        (fact, " / ".join(speakers), any(_same(who, name) for who in speakers for name in fact["claimant_chain"] or []))
        for fact in rows
        if (
            speakers := [
                who
                for who, start, end in said.get(fact["doc_id"], [])
                if start <= fact["predicate_start"] and fact["predicate_end"] <= end
            ]
        )
    ]


def extracted(given: Annotated) -> Extraction:
    """What the shipped rules extract."""
    return extract(*given)


def main() -> None:
    """Print a line for each set; with ``--errors`` also what is wrong in the half that is tuned on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    shows_errors = parser.parse_args().errors
    first: list[tuple[Event, Row | None]] = []
    for split in ("tune", "held_out", "third", "fourth"):
        texts, events = own(split)
        pairs = matched(extracted(annotated(texts)), events)
        print(split, json.dumps(of_own(pairs)))
        first += pairs if split in ("tune", "held_out") else []
        if shows_errors and split == "tune":
            for event, fact in pairs:
                told = {name: fact and fact[name] for name in ("status", "is_negated")}
                if any(event.gold.get(name, value) != value for name, value in told.items()):
                    print("  ", event.gold, "| ours", told, "|", texts[event.doc_id][0])
    print("first_80", json.dumps(of_own(first)))
    for corpus in ("airbus", "apple"):
        texts, events = meantime(corpus)
        for name, line in of_meantime(matched(extracted(annotated(texts)), events)).items():
            print(corpus, name, json.dumps(line))
    texts, said = carb_reports()
    print("carb reported", json.dumps(_share([right for *_, right in of_carb(extracted(annotated(texts)), said)])))


if __name__ == "__main__":
    main()
