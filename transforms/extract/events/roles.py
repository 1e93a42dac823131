"""Actor and recipient of an event, by its frame."""

import polars as pl

from transforms.extract.events.implied import aimed_at, implied_actors
from transforms.extract.events.matches import head_of
from transforms.extract.events.others import MUTUAL, attackers, authors, between, each_other, inside, told
from transforms.extract.events.settings import NO_STATE, WILLED, ends_in_side, is_somebody, kinds, names_power
from transforms.lexicons import lexicon

_TOWARDS = ("against", "with", "to", "toward", "towards", "on")
"""Prepositions before the one to whom it is done, where the frame's own is not there; the likeliest first."""
_LEADING = ("to", "toward", "towards")
_PLACES = ("from", "in", "at")
"""Prepositions before the place whose people it is done to, for the types below: lifted the curfew *in Montenegro*."""
_PLACED = ("concede", "coerce", "mobilize", "sanction", "aid", "request", "threaten", "reject")
_GIVES = ("arm", "equip", "furnish", "present", "provide", "supply")
_ANY = r"(?:(?:the|an?|any|all|both|its|his|her|their|new|other)\s+)*"
_OTHER = rf"({_ANY}(?:[\p{{Ll}}\d,.’'-]+\s+){{0,2}}\p{{Lu}}[^,;]*)(?:$|[,;])"
"""Whom a preposition names: at most two words before a name, or it would be what is done to them."""
_TO = rf"\bto\s+({_ANY}\p{{Lu}}[^,;]*)(?:$|[,;])"
"""Whom "to" names: of an infinitive ("a deal to protect Russia's …") a verb would stand before the name."""
_WITHIN = r"\b(?:against|with|towards?|from|between|by|for|on|in|of)\s+" + _OTHER
"""What the object itself says of the other side: a deal *with Russia*, the curfew *on Palestinians*."""
_ACCUSED = r"\b(?:against|towards?|from|between|by|for|on|in|of)\s+" + _OTHER
"""Whom an accusation is of: a complaint *against Moyale* with the court."""
_DOER = r"\b(?:by|from)\s+" + _OTHER
"""Who did what is condemned or made what is rejected: "of" names its victims."""
_PLAIN = (
    r"\b(?:(?:against|with|towards?|from|by)\s(?:(?:the|its|his|her|their)\s)?|(?:for|of)\s(?:the|its|his|her|their)\s)"
    r"(\p{Ll}[\p{L}-]*(?:\s\p{Ll}[\p{L}-]*)?)$"
)
"""A power by a common noun, at the end: talks with *the rebels*, criticism of *the government*."""
_PARTNER = r"\b(?:with|between)\s+" + _OTHER
"""What the object says of whom it is done with: talks *with Russia*, but not talks on Syria."""
_AIMED_AT = r"^(?:\S+\s){0,3}against\s+" + _OTHER
_MOVED = r"\b(?:against|with|towards?|from)\s+" + _OTHER
"""What the object says of whom troops move against or leave: not whose they are."""
_MOVES = ("mobilize", "retreat")
_ANSWERS = ("accuse", "reject")
"""Types of what is said of another's deeds and words."""
_NAMED = r"^(?:an?|the|any|its|his|her|their)?\s*(\p{Lu}[\p{L}.'’-]*(?:\s\p{Lu}[\p{L}.'’-]*)*)"
"""A name before the noun: *Haiti*'s efforts, an *Arab League* appeal."""
_POSSESSOR = r"^(?:(?:AN?|THE)\s+)?((?:[\p{Lu}.-]+\s)*[\p{Lu}.-]+)['’]S?\s"
_AGAINST = r"\b(?:against|with|on|in|from)\s+((?:the\s+)?\p{Lu}[\p{L}.’-]*(?:\s\p{Lu}[\p{L}.’-]*)*)"
"""Whom a threatened deed is meant for: to break relations *with Russia* unless …"""
_BESIDES = r"(?i)\s(?:of|in|at|on|for|to|with|against|from|over|between|along|near|into)\s.*$"
"""What stands behind the head of an object and says nothing of what it is."""
_FORCE = ("assault", "coerce")
_COUNTED = r"(?i)(?:^|\s)(?:dozens|scores|hundreds|thousands|millions|others)$"
"""Numbers that stand for people where harm is done."""
_CAPITALS = tuple(
    rf"^.*\s(?:{markers})\s+((?:(?:THE|ITS|HIS|HER|THEIR)\s+)?[\p{{Lu}}'’.-]+(?:\s[\p{{Lu}}'’.-]+){{0,3}})$"
    for markers in ("WITH|BETWEEN", "BY|FROM", "AGAINST|WITH|TOWARDS?|TO|FROM|BY|FOR|OF")
)
"""Whom the last preposition names where all is in capitals: as partner, as doer, as any other side."""
_SITES = (
    r"(?i)(?:^|\s)(?:roads?|streets?|highways?|bridges?|avenues?|squares?|campus|buildings?|borders?|areas?|routes?"
    r"|airports?|crossings?|offices|railways?|tunnels?|plazas?|zones?|premises)$"
)
"""Places that are no party to anything."""
_PAPERS = r"(?i)\b(?:resolution|accord|agreement|plan|treaty|act|bill|report|bid|contract|law)s?(?:\s[\d-]+)?$"
"""What is named and is nobody."""
_ONESELF = r"(?i)^(?:themselves|himself|herself|itself|ourselves|myself|each other|one another)$"
_PRONOUNS = ("it", "they", "he", "she", "we")
_SLOT = ("", "_start", "_end")


def with_roles(
    events: pl.DataFrame, facts: pl.DataFrame, arguments: pl.DataFrame, tokens: pl.DataFrame
) -> pl.DataFrame:
    """Add actor and recipient, with their spans.

    The subject acts, of a passive the argument after "by", else whom ``implied_actors`` finds; only persons, groups and
    places act. The recipient is the
    object, of a passive the subject, if the frame says so and it is somebody; else the argument whose preposition the
    frame names; else whom the object names ("a deal with Russia", "Haiti's efforts"); else the subject of the clause
    that is asked or told.

    Parameters
    ----------
    events
        Rows of facts with event_type, recipient_marker, is_passive, is_demand.
    facts
        All rows of the table, for the clauses that are asked.
    arguments, tokens
        The tables.
    """
    marked = (
        arguments.filter(pl.col("time_id").is_null() & ~pl.col("role").is_in(["time", "purpose", "cause", "quantity"]))
        .select(
            "fact_id",
            text="text",
            start="char_start",
            end="char_end",
            # "gave *rebels* weapons" has none.
            marker=pl.when(pl.col("marker").is_null() & (pl.col("role") == "recipient"))
            .then(pl.lit("to"))
            .otherwise(pl.col("marker").str.to_lowercase()),
        )
        .join(
            events.select("fact_id", "doc_id", "sentence_id", "recipient_marker", "event_type", "lemma"),
            on="fact_id",
            how="inner",
        )
        .filter(pl.col("marker").is_in([*_TOWARDS, *_PLACES, "by"]) | (pl.col("marker") == pl.col("recipient_marker")))
        # "supplied Ukraine with arms": the gift.
        .filter((pl.col("marker") != "with") | ~pl.col("lemma").is_in(_GIVES))
        .with_columns(slot=pl.concat_str(pl.col("marker"), pl.lit("@"), pl.col("start")))
    )
    place = ["fact_id", "doc_id", "sentence_id"]
    passive = pl.col("is_passive")
    subjects, objects = (
        events.select(*place, start=f"{slot}_start", end=f"{slot}_end", slot=pl.lit(slot)).drop_nulls("start")
        for slot in ("subject", "object")
    )
    kind = kinds(pl.concat([subjects, objects, marked.select(subjects.columns)]), tokens)
    whole = events
    for slot in ("subject", "object"):
        of_slot = kind.filter(pl.col("slot") == slot).select("fact_id", pl.col("kind").alias(f"{slot}_kind"))
        whole = whole.join(of_slot, on="fact_id", how="left", maintain_order="left")
    # Who is called on is asked and who is blamed is accused, whatever they are.
    is_addressed = pl.col("event_type").is_in(["request", "accuse"]) & (pl.col("recipient_marker") == "on")
    is_addressed &= pl.col("marker").is_in(["on", "upon"])
    # So is who is sent aid, by name.
    is_helped = (pl.col("event_type") == "aid") & (pl.col("marker") == "to") & (pl.col("recipient_marker") == "to")
    is_helped &= names_power(pl.col("text")) | pl.col("text").str.contains(r"^(?:the )?\p{Lu}\p{Ll}")
    marked = marked.join(kind, on=["fact_id", "slot"], how="left").with_columns(
        is_somebody=is_somebody(pl.col("text"), pl.col("kind")) | (is_addressed | is_helped).fill_null(False)
    )
    is_site = pl.col("text").str.contains(_SITES) & (pl.col("event_type") != "assault")
    somebody = marked.filter(pl.col("is_somebody") & ~is_site)
    # "came under fire from rebels"
    from_doer = (pl.col("marker") == "from") & (pl.col("recipient_marker") == "subject") & (pl.col("lemma") == "come")
    by = (
        somebody.filter((pl.col("marker") == "by") | from_doer.fill_null(False))
        .sort("fact_id", "start")
        .unique("fact_id", keep="first")
    )
    order = {marker: place for place, marker in enumerate(_TOWARDS)}
    towards = (
        pl.concat([somebody, inside(marked.filter(~pl.col("is_somebody")))])
        .with_columns(
            rank=pl.when(pl.col("marker") == pl.col("recipient_marker"))
            .then(-1)
            .otherwise(pl.col("marker").replace_strict(order, default=None, return_dtype=pl.Int32))
        )
        .drop_nulls("rank")
        # Who complains to a court accuses somebody else.
        .filter((pl.col("event_type") != "accuse") | (pl.col("marker") != "with") | (pl.col("rank") == -1))
        # Who takes to the streets protests against nobody there.
        .filter((pl.col("event_type") != "protest") | ~pl.col("marker").is_in(_LEADING))
        .sort("fact_id", pl.col("is_somebody").not_(), "rank", "start")
        .unique("fact_id", keep="first")
    )
    places = (
        somebody.filter(
            pl.col("marker").is_in(_PLACES) & ((pl.col("marker") != "from") | (pl.col("event_type") != "mobilize"))
        )
        .sort("fact_id", "start")
        .unique("fact_id", keep="first")
    )
    for name, slots in {"by": by, "to": towards, "at": places}.items():
        called = {f"{name}{end}": column for end, column in zip(_SLOT, ("text", "start", "end"), strict=True)}
        whole = whole.join(slots.select("fact_id", **called), on="fact_id", how="left", maintain_order="left")
    whole = whole.join(implied_actors(events, facts, arguments), on="fact_id", how="left", maintain_order="left")
    whole = whole.join(aimed_at(events, arguments), on="fact_id", how="left", maintain_order="left")
    deeds = lexicon("plover_nouns")["lemma"].implode()
    harms = lexicon("plover_nouns").filter(pl.col("event_type") == "assault")["lemma"].implode()
    # Who dies or perishes does nothing, and what goes off is no one.
    befalls = (pl.col("recipient_marker") == "subject").fill_null(False)
    # "it will support": who wills is somebody, whatever the pronoun.
    wills = pl.col("event_type").is_in(WILLED) & pl.col("subject").str.to_lowercase().is_in(_PRONOUNS).fill_null(False)
    acts = (
        (is_somebody(pl.col("subject"), pl.col("subject_kind")) | wills)
        & ~head_of(pl.col("subject")).is_in(deeds).fill_null(False)
        & (pl.col("subject_kind") != "event").fill_null(True)
        & ~befalls
    )
    theme = [
        pl.when(passive | befalls).then(f"subject{end}").otherwise(f"object{end}").alias(f"theme{end}") for end in _SLOT
    ]
    is_clause = pl.col("rule").str.contains("clause_object")
    core = pl.col("theme").str.replace_all(NO_STATE, "").str.replace(_BESIDES, "")
    is_harm = pl.col("event_type").is_in(_FORCE) & (pl.col("event_mode") != "destroy").fill_null(True)
    is_theme = (
        (is_somebody(core, pl.col("theme_kind")) | (is_harm & core.str.contains(_COUNTED)))
        & ~head_of(pl.col("theme")).is_in(deeds).fill_null(False)
        & ~is_clause
        & ~pl.col("theme").str.contains(_ONESELF)
        & ~pl.col("theme").str.contains(NO_STATE)
        # Roads are blocked and buildings closed: no side is named by them.
        & ((pl.col("event_type") == "assault") | ~(core.str.contains(_SITES) | (pl.col("theme_kind") == "object")))
    )
    is_threat = pl.col("event_type") == "threaten"
    against = pl.col("theme").str.extract(_AGAINST)
    is_partner = (pl.col("recipient_marker") == "with").fill_null(False) | pl.col("event_type").is_in(MUTUAL)
    moves = pl.col("event_type").is_in(_MOVES)
    protests = pl.col("event_type") == "protest"
    is_blamed = pl.col("event_type").is_in(_ANSWERS) & head_of(pl.col("theme")).is_in(harms).fill_null(False)
    within = (
        pl.when(protests)
        .then(pl.col("theme").str.extract(_AIMED_AT))
        .when(is_partner)
        .then(pl.coalesce(pl.col("theme").str.extract(pattern) for pattern in (_PARTNER, _TO)))
        .when(moves)
        .then(pl.col("theme").str.extract(_MOVED))
        .when(is_blamed)
        .then(pl.col("theme").str.extract(_DOER))
        .when(pl.col("event_type") == "accuse")
        .then(pl.coalesce(pl.col("theme").str.extract(pattern) for pattern in (_ACCUSED, _TO)))
        .otherwise(pl.coalesce(pl.col("theme").str.extract(pattern) for pattern in (_WITHIN, _TO)))
    )
    is_printed_small = pl.col("theme") != pl.col("theme").str.to_uppercase()
    # Where all is in capitals, only an apostrophe tells a name from what follows it.
    named = pl.when(~is_partner & ~moves & ~protests).then(
        pl.when(is_printed_small)
        .then(pl.col("theme").str.extract(_NAMED))
        .otherwise(pl.col("theme").str.extract(_POSSESSOR))
    )
    with_, by_, any_ = (pl.col("theme").str.extract(pattern) for pattern in _CAPITALS)
    capitals = pl.when(~moves & ~protests).then(
        pl.when(is_partner).then(with_).when(is_blamed).then(by_).otherwise(any_)
    )
    plain = pl.when(~moves & ~protests & ~is_blamed).then(pl.col("theme").str.extract(_PLAIN))
    whole = (
        whole.with_columns(*theme, theme_kind=pl.when(passive | befalls).then("subject_kind").otherwise("object_kind"))
        .with_columns(
            pl.when(passive)
            .then(pl.coalesce(f"by{end}", f"implied{end}"))
            .when(befalls)
            .then(pl.coalesce(f"by{end}", f"implied{end}"))
            # "Israeli air strikes killed five": a deed has a doer.
            .otherwise(pl.coalesce(f"implied{end}", pl.when(acts).then(f"subject{end}")))
            .alias(f"actor{end}")
            for end in _SLOT
        )
        .with_columns(
            within=pl.when(~is_clause)
            .then(
                pl.coalesce(
                    # A Russian proposal on Syria is Russia's.
                    pl.when(pl.col("event_type").is_in(_ANSWERS) & names_power(named)).then(named),
                    pl.when((is_printed_small | names_power(within)) & ~within.str.contains(_PAPERS)).then(within),
                    pl.when(names_power(named)).then(named),
                    pl.when(names_power(plain)).then(plain),
                    pl.when(~is_printed_small & ends_in_side(capitals)).then(capitals),
                )
            )
            .when(is_threat & names_power(against))
            .then(against)
        )
    )
    # find() counts bytes, spans count characters.
    bytes_before = pl.col("theme").str.find(pl.col("within"), literal=True)
    before = pl.col("theme").cast(pl.Binary).bin.slice(0, bytes_before).cast(pl.String).str.len_chars()
    whole = whole.with_columns(
        within_start=pl.when(pl.col("within").is_not_null()).then((pl.col("theme_start") + before).cast(pl.Int32))
    ).with_columns(within_end=(pl.col("within_start") + pl.col("within").str.len_chars()).cast(pl.Int32))
    for found in (told(events, facts), authors(events, facts, arguments, _ANSWERS)):
        whole = whole.join(found, on="fact_id", how="left", maintain_order="left")
    is_placed = pl.col("event_type").is_in(_PLACED)
    # "agreed to open its borders to the peacekeepers": whom a promise is made to goes before what it is about.
    is_promise = (pl.col("event_type") == "agree") & pl.col("to").is_not_null()
    is_given = pl.col("lemma").is_in(_GIVES) & pl.col("to").is_null() & names_power(pl.col("theme"))
    by_frame = pl.col("recipient_marker").is_in(["object", "subject"]).fill_null(False)
    by_object = (by_frame | is_given) & is_theme & ~is_promise
    whole = whole.with_columns(
        pl.when(by_object)
        .then(f"theme{end}")
        .otherwise(
            pl.coalesce(
                pl.when(pl.col("recipient_marker") == "with").then(f"to{end}"),
                pl.when(~is_threat).then(f"asked{end}"),
                f"author{end}",
                # An attack on somebody is condemned: they are its victim.
                pl.when(~is_blamed).then(f"to{end}"),
                f"within{end}",
                pl.when(is_placed).then(f"at{end}"),
                f"aim{end}",
            )
        )
        .alias(f"recipient{end}")
        for end in _SLOT
    )
    # Who says what another must do is the one who asks.
    asking = {"actor": "claimant", "recipient": "subject"}
    asked = [
        pl.when("is_demand").then(f"{slot}{end}").otherwise(f"{role}{end}").alias(f"{role}{end}")
        for role, slot in asking.items()
        for end in _SLOT
    ]
    return each_other(between(attackers(whole), arguments)).with_columns(asked)
