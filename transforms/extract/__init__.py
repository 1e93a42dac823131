"""extract: what a document says, from its parse. Every rule is a join over tokens."""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from transforms.extract.arguments import arguments
from transforms.extract.attribution import cues
from transforms.extract.casualties import casualties
from transforms.extract.claims import claims, reporting
from transforms.extract.clauses import clauses
from transforms.extract.events import typed
from transforms.extract.facts import facts
from transforms.extract.indirect import every_cue, with_indirect
from transforms.extract.links import linked
from transforms.extract.mentions import mentions, name_heads
from transforms.extract.nominals import nominal_facts
from transforms.extract.parse import conjuncts, parse
from transforms.extract.quantities import quantities
from transforms.extract.quotations import attributed, quotations, with_quotations
from transforms.extract.quote_marks import quoted
from transforms.extract.roles import roles
from transforms.extract.statements import clause_facts
from transforms.extract.times import times
from warehouse.tables import (
    Arguments,
    Casualties,
    Documents,
    Facts,
    Mentions,
    Names,
    Quantities,
    Quotations,
    Sentences,
    Times,
    Tokens,
)


class Extraction(NamedTuple):
    """What documents say."""

    mentions: dy.DataFrame[Mentions]
    times: dy.DataFrame[Times]
    quantities: dy.DataFrame[Quantities]
    quotations: dy.DataFrame[Quotations]
    facts: dy.DataFrame[Facts]
    arguments: dy.DataFrame[Arguments]
    casualties: dy.DataFrame[Casualties]


def extract(
    documents: dy.DataFrame[Documents],
    sentences: dy.DataFrame[Sentences],
    tokens: dy.DataFrame[Tokens],
    names: dy.DataFrame[Names],
) -> Extraction:
    """Read mentions, quotations and facts off the parse of a batch of documents.

    Rows do not depend on the other documents of the batch.
    """
    trees = parse(sentences, tokens, names)
    predicates = clauses(trees)
    named = name_heads(trees, names)
    pairs = quoted(trees)
    spoken = cues(trees, predicates, pairs)
    speech = attributed(trees, pairs, spoken, claims(trees, reporting(spoken)))
    every = every_cue(trees, predicates, pairs)
    said = with_indirect(trees, predicates, pairs, speech, every)
    reports = reporting(spoken, every)
    quotation_rows, ids = quotations(trees, documents, said)
    coordinations = conjuncts(trees)
    stated = clause_facts(trees, predicates, coordinations)
    of_nouns, beside_nouns = nominal_facts(trees, predicates, named, stated)
    statements = pl.concat([stated, roles(trees, coordinations), of_nouns], how="diagonal_relaxed")
    fact_rows, argument_rows = facts(
        trees,
        statements,
        arguments(trees, predicates, named, beside_nouns),
        reports,
        claims(trees, reports),
        pairs,
        speech.join(ids, on="key", how="left", maintain_order="left"),
    )
    fact_rows = with_quotations(fact_rows, quotation_rows)
    timed = times(documents, sentences, tokens, names)
    counted = quantities(sentences, tokens, names, timed)
    fact_rows, argument_rows = linked(documents, fact_rows, argument_rows, timed, counted)
    fact_rows = typed(fact_rows, argument_rows, sentences, tokens)
    return Extraction(
        mentions=mentions(names),
        times=timed,
        quantities=counted,
        quotations=quotation_rows,
        facts=fact_rows,
        arguments=argument_rows,
        casualties=casualties(trees, predicates, coordinations, named, counted, timed, fact_rows),
    )
