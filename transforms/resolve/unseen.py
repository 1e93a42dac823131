"""Unseen: names that everybody knows and that the model passed over: Human Rights Watch, U.S., Syrian."""

from functools import cache

import polars as pl

from transforms.lexicons import lexicon

_LONGEST = 5
"""Words of the longest name that is looked for."""
_SHORTEST = 4
"""Letters of the shortest single word that is looked for, unless it has points: "U.S."."""
SENTENCE = ["doc_id", "sentence_id"]


@cache
def _known() -> pl.DataFrame:
    """Names of organizations, countries and peoples as they are printed: phrase, entity_type, words."""
    former = lexicon("historic_names")
    kinds = {"country": "country", "people": "group"}
    tables = [
        lexicon("organizations").select(phrase="name", entity_type=pl.lit("organization")),
        lexicon("country_names").select(phrase="name", entity_type=pl.lit("country")),
        lexicon("demonyms").select(phrase="name", entity_type=pl.lit("group")),
        former.select(phrase="name", entity_type=pl.col("kind").replace_strict(kinds)),
    ]
    given = lexicon("given_names")["name"].str.to_lowercase().implode()
    whole = pl.concat(tables).with_columns(words=pl.col("phrase").str.split(" ").list.len())
    return (
        whole.unique("phrase", keep="first", maintain_order=True)
        .filter(
            (pl.col("words") <= _LONGEST)
            & (
                (pl.col("words") > 1)
                | (pl.col("phrase").str.len_chars() >= _SHORTEST)
                | pl.col("phrase").str.contains(".", literal=True)
            )
            & ~pl.col("phrase").str.to_lowercase().is_in(given)
            & pl.col("phrase").str.contains(r"^\p{Lu}")
        )
        .drop_nulls()
    )


def with_unseen(names: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Add the names of the lexicons that stand in the text as they are printed there, outside of any name.

    A single word counts where the parser takes it for a name or, of peoples, for an adjective. Of a name of which the
    model saw but a part the whole is taken.

    Parameters
    ----------
    names
        Rows of mentions that are names.
    tokens
        The table.

    Returns
    -------
    pl.DataFrame
        ``names`` and rows like them, without mention_id, in the order of the text.
    """
    table = _known()
    ordered = tokens.select(*SENTENCE, "token_id", "form", "upos", "char_start", "char_end")
    parts = []
    for count in range(1, _LONGEST + 1):
        listed = table.filter(pl.col("words") == count).drop("words")
        firsts = listed.select(form=pl.col("phrase").str.extract(r"^(\S+)")).unique()
        forms = [pl.col("form").shift(-place) for place in range(count)]
        whole = pl.len() > 0 if count == 1 else pl.col("sentence_id").shift(1 - count) == pl.col("sentence_id")
        found = (
            ordered.with_columns(
                phrase=pl.concat_str(forms, separator=" "),
                last=pl.col("char_end").shift(1 - count),
                is_whole=whole & (pl.col("doc_id").shift(1 - count) == pl.col("doc_id")),
            )
            .join(firsts, on="form", how="semi")
            .filter("is_whole")
            .join(listed, on="phrase", how="inner")
        )
        if count == 1:
            is_named = (pl.col("upos") == "PROPN") | ((pl.col("upos") == "ADJ") & (pl.col("entity_type") == "group"))
            found = found.filter(is_named)
        parts.append(
            found.select(*SENTENCE, "char_start", "entity_type", char_end="last", text="phrase", size=pl.lit(count))
        )
    candidates = pl.concat(parts).filter(
        pl.col("char_end") - pl.col("char_start") == pl.col("text").str.len_chars().cast(pl.Int32)
    )
    seen = names.select("doc_id", "sentence_id", name_start="char_start", name_end="char_end")
    overlapping = candidates.join(seen, on=SENTENCE, how="inner").filter(
        (pl.col("name_start") < pl.col("char_end")) & (pl.col("char_start") < pl.col("name_end"))
    )
    # "Health Organization" of World Health Organization gives way; what is as long, or reaches out, does not.
    widens = (pl.col("char_start") <= pl.col("name_start")) & (pl.col("name_end") <= pl.col("char_end"))
    longer = (pl.col("char_end") - pl.col("char_start")) > (pl.col("name_end") - pl.col("name_start"))
    stays = overlapping.filter(~(widens & longer & (pl.col("size") > 1)))
    place = ["doc_id", "char_start", "char_end"]
    new = candidates.join(stays.select(place), on=place, how="anti")
    # Of two that overlap the longer: UN Security Council, and not also Security Council.
    new = (
        new.sort("doc_id", "char_start", "size", descending=[False, False, True])
        .with_columns(reach=pl.col("char_end").cum_max().shift(1).over("doc_id"))
        .filter(pl.col("reach").is_null() | (pl.col("char_start") >= pl.col("reach")))
        .drop("reach", "size")
    )
    gone = overlapping.join(new.select(place), on=place, how="semi").select(
        "doc_id", char_start="name_start", char_end="name_end"
    )
    kept = names.join(gone.unique(), on=place, how="anti", maintain_order="left")
    added = new.with_columns(mention_type=pl.lit("name")).cast({"char_start": pl.Int32, "char_end": pl.Int32})
    return pl.concat([kept, added], how="diagonal_relaxed").sort("doc_id", "char_start", "char_end")
