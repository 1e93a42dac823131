"""events: the same occurrence across documents."""

import dataframely as dy

from warehouse import columns


class Events(dy.Schema):
    """The same occurrence, as told by one document or by many."""

    event_id = columns.identifier("The event.", key=True)
    event_type = columns.text("PLOVER event type, lower case.", nullable=False)
    event_mode = columns.text("PLOVER mode.")
    actor_entity_id = columns.reference("entities", "Who did it")
    recipient_entity_id = columns.reference("entities", "To whom")
    place_entity_id = columns.reference("entities", "Where")
    begins = columns.begins()
    ends = columns.ends()
    fact_ids = dy.List(dy.String(nullable=False), nullable=False, description="The facts that tell of it (→ facts).")
    document_count = columns.count("Documents that tell of it.")
    source_count = columns.count("Independent publishers that tell of it, wire copies counted once.")
    deaths_low = columns.number("The lowest number of deaths reported.")
    deaths_best = columns.number("The number of deaths most sources report.")
    deaths_high = columns.number("The highest number of deaths reported.")
    is_disputed = columns.flag("Whether the sources differ.")
