"""mentions: every mention of an entity."""

import dataframely as dy

from warehouse import columns

MENTION_TYPES = ("name", "nominal", "pronoun")


class Mentions(dy.Schema):
    """Every mention of an entity."""

    doc_id = columns.doc_id()
    mention_id = columns.identifier("The mention.", key=True)
    sentence_id = columns.sentence_id()
    char_start = columns.char_start()
    char_end = columns.char_end()
    text = columns.text("The mention as printed.", nullable=False)
    mention_type = columns.word(MENTION_TYPES, "How the entity is mentioned.")
    entity_type = columns.entity_type()
    chain_id = columns.text("The chain of mentions of the same in its document; NULL for one that is alone.")
    entity_id = columns.reference("entities", "The entity mentioned")
    canonical_name = columns.text("The entity's name in this document: the longest that it goes by.")
    country_code = dy.String(nullable=True, regex="^[A-Z]{3}$", description="ISO 3166-1 alpha-3 of its country.")
    sector = columns.text("PLOVER sector that the document tells, lower case; igo, ngo, img for non-state actors.")
    role = columns.text("What the document says that a person is, as printed.")
    kind = columns.arm_kind()
    latitude = dy.Float64(nullable=True, min=-90, max=90, description="Of a place: degrees north, WGS 84.")
    longitude = dy.Float64(nullable=True, min=-180, max=180, description="Of a place: degrees east, WGS 84.")
    geonames_id = dy.Int64(nullable=True, min=1, description="GeoNames id of a place.")
