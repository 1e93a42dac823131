"""entities: who and what the mentions are mentions of."""

import dataframely as dy

from warehouse import columns


class Entities(dy.Schema):
    """Persons, organizations, countries, places and things, across documents."""

    entity_id = columns.identifier("The entity.", key=True)
    name = columns.text("Its canonical name.", nullable=False)
    entity_type = columns.entity_type()
    aliases = dy.List(dy.String(nullable=False), nullable=False, description="Its other names as printed, sorted.")
    country_code = dy.String(nullable=True, regex="^[A-Z]{3}$", description="ISO 3166-1 alpha-3 code.")
    sector = columns.text("PLOVER sector: gov, mil, reb, opp ….")
    role = columns.text("Its latest role as printed, such as 'defense minister'.")
    kind = columns.arm_kind()
    latitude = dy.Float64(nullable=True, min=-90, max=90, description="Degrees north, WGS 84.")
    longitude = dy.Float64(nullable=True, min=-180, max=180, description="Degrees east, WGS 84.")
    geonames_id = dy.Int64(nullable=True, min=1, description="GeoNames id of a place.")
    mention_count = columns.count("Mentions over all documents.")
    document_count = columns.count("Documents that mention it.")
