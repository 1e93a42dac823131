"""The tables of the ledger: each one schema, in the order in which the pipeline fills them."""

import dataframely as dy

from warehouse.tables.arguments import Arguments
from warehouse.tables.casualties import Casualties
from warehouse.tables.documents import Documents
from warehouse.tables.edits import Edits
from warehouse.tables.entities import Entities
from warehouse.tables.events import Events
from warehouse.tables.facts import DatedFacts, Facts
from warehouse.tables.gathered import Tallies, Tellings
from warehouse.tables.mentions import Mentions
from warehouse.tables.quantities import Quantities
from warehouse.tables.quotations import Quotations
from warehouse.tables.rejects import Rejects
from warehouse.tables.runs import Runs
from warehouse.tables.sentences import DatedSentences, Sentences
from warehouse.tables.staged import Articles, Names, Referents, Refusals, Signatures
from warehouse.tables.times import Times
from warehouse.tables.tokens import Tokens

TABLES: dict[str, type[dy.Schema]] = {
    "documents": Documents,
    "edits": Edits,
    "sentences": DatedSentences,
    "tokens": Tokens,
    "mentions": Mentions,
    "entities": Entities,
    "times": Times,
    "quantities": Quantities,
    "quotations": Quotations,
    "facts": DatedFacts,
    "arguments": Arguments,
    "casualties": Casualties,
    "events": Events,
    "runs": Runs,
    "rejects": Rejects,
}

__all__ = [
    "TABLES",
    "Arguments",
    "Articles",
    "Casualties",
    "Documents",
    "Edits",
    "Entities",
    "Events",
    "Facts",
    "Mentions",
    "Names",
    "Quantities",
    "Quotations",
    "Referents",
    "Refusals",
    "Rejects",
    "Runs",
    "Sentences",
    "Signatures",
    "Tallies",
    "Tellings",
    "Times",
    "Tokens",
]
