"""Sectors: which part of a society the words for an actor name, by the noun that heads them and what stands before."""

import polars as pl

from transforms.lexicons import lexicon

LONGEST = 3
"""Words of the longest head in the lexicon."""
_BEFORE = 4
"""Words before a head that may tell better."""
_FORMER = r"\b(?:former|ex|ousted|deposed|exiled|overthrown|ex-\w+|one-time|then-former)\b"
_HELD = ("gov", "mil", "leg", "jud", "cop", "spy")
"""Sectors that somebody who is no longer in office has left."""
_STATE = ("mil", "cop", "spy")
"""Sectors of heads that stay so whatever part of the state stands before them: government troops."""
_TAIL = r"\s+(?:of|for|in|at|on|to|and|with|from|against)\s.*$"


def sector_of(words: pl.Expr) -> pl.Expr:
    """The PLOVER sector of an actor's words: *rebel commander* reb, *army chief* mil, *former president* eli.

    ``words`` are those up to the head, or a body's whole name (Ministry *of* …). NULL where the head is none of the
    lexicon's, or one of any sector with nothing before it that tells.
    """
    heads = lexicon("actor_heads")
    told = heads.drop_nulls("sector")
    yielding = heads.filter("yields")["head"].implode()
    lower = words.str.to_lowercase().str.replace_all(r"['’]s?\b", "").str.replace(_TAIL, "").str.strip_chars(" .,")
    parts = lower.str.split(" ")

    def last(count: int) -> pl.Expr:
        return parts.list.tail(count).list.join(" ")

    def sector(phrase: pl.Expr) -> pl.Expr:
        return phrase.replace_strict(told["head"], told["sector"], default=None, return_dtype=pl.String)

    own = pl.coalesce(sector(last(count)) for count in range(LONGEST, 0, -1))
    modifiers = pl.concat(
        [lexicon("actor_modifiers"), told.select(modifier="head", sector="sector")], how="vertical"
    ).unique("modifier", keep="first", maintain_order=True)
    before = [
        pl.coalesce(
            parts.list.slice(-place - width, width).list.join(" ").replace_strict(
                modifiers["modifier"], modifiers["sector"], default=None, return_dtype=pl.String
            )
            for width in (2, 1)
        )
        for place in range(1, _BEFORE)
    ]  # fmt: skip
    better = pl.coalesce(before)
    yields = last(1).is_in(yielding) & ~pl.any_horizontal(
        last(count).is_in(told["head"].implode()) for count in range(LONGEST, 1, -1)
    )
    stays = own.is_in(_STATE) & better.is_in(["gov", "leg", "jud"])
    whole = pl.when(yields & ~stays.fill_null(False)).then(pl.coalesce(better, own)).otherwise(own)
    is_former = lower.str.contains(_FORMER)
    return pl.when(is_former & whole.is_in(_HELD)).then(pl.lit("eli")).otherwise(whole)
