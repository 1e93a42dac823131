"""Claimants: according to whom a fact is so, and according to whom that one says so."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.trees import Rows

# "A said B had warned that C knew …": print rarely goes deeper.
_DEEPEST = 4


def claimants(
    parse: Parse, facts: pl.DataFrame, cues: pl.DataFrame, claimed: Rows, speech: pl.DataFrame
) -> pl.DataFrame:
    """Follow each clause to those who report it, from the nearest outwards.

    The nearest is the subject of the reporting verb that stands in the same quotation, else the speaker of
    the quotation, else the subject of the reporting verb, or the one that the clause accords to. From there
    the search goes on with the reporting verb itself.

    Parameters
    ----------
    facts
        head (row of the clause's head), predicate_first.
    cues, claimed
        As ``transforms.extract.attribution`` gives them.
    speech
        first, last (rows of a quotation's content), quotation_id, cue, speaker_first, speaker_last.

    Returns
    -------
    pl.DataFrame
        ``facts`` with quotation_id, claimant (the nearest, as printed), claimant_start, claimant_end (its
        characters), claimant_chain (all of them, as printed, the nearest first). NULL where the article
        itself says so.
    """
    spoken = speech.sort("first")
    reporting = cues.unique("cue", keep="first", maintain_order=True)
    place = np.full(len(parse.head) + 1, -1)
    place[reporting["cue"].to_numpy()] = np.arange(reporting.height)
    of_speech, of_cue = (
        [frame[name].fill_null(-1).to_numpy() for name in ("speaker_first", "speaker_last", "cue")]
        for frame in (spoken, reporting)
    )
    at, content = facts["head"].to_numpy(), _around(spoken, facts["predicate_first"].to_numpy())
    quotation = pl.Series(content).replace(-1, None)
    links = []
    before = np.full(len(at), -2)
    for _ in range(_DEEPEST):
        cue = _taken(claimed, at)
        # A report within the quotation is nearer than the quotation's speaker.
        unnamed = _taken(of_speech[0], content) < 0
        inner = (cue >= 0) & (unnamed | (_around(spoken, cue) == content))
        nearest, of_quoted = np.where(inner, place[cue], -1), np.where(inner, -1, content)
        first, last, at = (
            np.maximum(_taken(said, of_quoted), _taken(told, nearest))
            for said, told in zip(of_speech, of_cue, strict=True)
        )
        # Whose own cue stands within what he says ("Prompted, I think, by …") says it once.
        at, first, last = (np.where(at == before, -1, one) for one in (at, first, last))
        content, before = _around(spoken, at), at
        links.append(pl.DataFrame({"first": first, "last": last}).select(pl.all().replace(-1, None)))
    names = [parse.printed(link["first"], link["last"]) for link in links]
    # "“I know that it failed,” Holm said": who says "I" is named already.
    repeats = (names[0].str.to_lowercase() == "i").fill_null(False) & names[1].is_not_null()
    repeats |= (links[0]["first"] == links[1]["first"]).fill_null(False)
    links = [
        _either(repeats, outer, inner)
        for inner, outer in zip(links, [*links[1:], links[-1].clear(len(repeats))], strict=True)
    ]
    names = [parse.printed(link["first"], link["last"]) for link in links]
    chain = pl.concat_list(pl.lit(name) for name in names).list.drop_nulls()
    start, end = parse.column("char_start"), parse.column("char_end")
    nearest_one = links[0].select(
        claimant=pl.lit(names[0]),
        claimant_start=parse.at(start, "first"),
        claimant_end=parse.at(end, "last"),
        claimant_chain=pl.when(chain.list.len() > 0).then(chain),
    )
    return facts.hstack(nearest_one.with_columns(quotation_id=spoken["quotation_id"].gather(quotation)))


def _either(takes: pl.Series, one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """The rows of ``one`` where it is taken, else those of ``other``."""
    return pl.DataFrame({name: one[name].zip_with(takes, other[name]) for name in one.columns})


def _around(spoken: pl.DataFrame, rows: Rows) -> Rows:
    """The quotation, by its place in ``spoken``, whose content each row stands in; -1 for none."""
    first, last = spoken["first"].to_numpy(), spoken["last"].to_numpy()
    place = np.searchsorted(first, rows, side="right") - 1
    return np.where((place >= 0) & (rows <= _taken(last, place)), place, -1)


def _taken(values: Rows, places: Rows) -> Rows:
    """The entries at ``places``, -1 where that is -1."""
    return np.append(values, -1)[places]
