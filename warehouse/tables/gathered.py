"""What the tables about the whole corpus are gathered from: kept, so that no publication reads all documents again."""

import dataframely as dy

from warehouse import columns
from warehouse.tables.mentions import MENTION_TYPES


class Tallies(dy.Schema):
    """Mentions that are alike in all that an entity is made of, with how many there are; entities are sums of these.

    Corrections add and withdrawals take away: several rows may be alike, and their sum is what counts.
    """

    entity_id = columns.identifier("The entity.")
    mention_type = columns.word(MENTION_TYPES, "How it is mentioned; NULL where it is meant alone.", nullable=True)
    text = columns.text("The mention as printed; NULL where it is meant alone.")
    canonical_name = columns.text("The entity's name in these documents.")
    entity_type = columns.entity_type()
    country_code = columns.text("ISO 3166-1 alpha-3 of its country.")
    sector = columns.text("PLOVER sector that these documents tell.")
    role = columns.text("What these documents say that a person is, as printed.")
    told_on = columns.date("The day on which they say what the person is.")
    kind = columns.text("What they say that a weapon or a vehicle is.")
    latitude = columns.number("Of a place: degrees north, WGS 84.")
    longitude = columns.number("Of a place: degrees east, WGS 84.")
    geonames_id = dy.Int64(nullable=True, description="GeoNames id of a place.")
    times = dy.Int64(nullable=False, description="Such mentions in documents that stand.")
    documents = dy.Int64(nullable=False, description="Documents that stand of which one is the first mention.")


class Tellings(dy.Schema):
    """Facts that tell of an occurrence, with all of them that events are made of."""

    doc_id = columns.doc_id()
    fact_id = columns.identifier("The fact.", key=True)
    sentence_id = columns.sentence_id()
    event_type = columns.text("PLOVER event type.", nullable=False)
    event_mode = columns.text("PLOVER mode.")
    actor_entity_id = columns.text("Who did it.")
    recipient_entity_id = columns.text("To whom.")
    place_entity_id = columns.text("Where; the only town that the fact's words name, if nothing tells more.")
    begins = columns.begins()
    ends = columns.ends()
    status = columns.text("The fact's status.", nullable=False)
    published_on = columns.date("The day on which the document was published.")
    publisher = columns.text("Who published it.")
    story_id = columns.text("The document's story, once it is published.")
    deaths_low = columns.number("The highest of the low numbers of the fact's deaths.")
    deaths_best = columns.number("The highest of their best numbers.")
    deaths_high = columns.number("The highest of their high numbers.")
