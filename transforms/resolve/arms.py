"""Arms: weapons and vehicles, told wherever their document names them, and what kind of weapon or vehicle each is."""

import polars as pl

from transforms.lexicons import lexicon

ARMS = ("weapon", "vehicle")
_LONGEST = 3
"""Words of the longest noun in the lexicon."""


def as_arms(names: pl.DataFrame) -> pl.DataFrame:
    """What a document calls a weapon or a vehicle once is one wherever it is named: Patriot support, the Patriots.

    ``names`` have doc_id, entity_type and ``folded``.
    """
    is_arm = pl.col("entity_type").is_in(ARMS)
    one = pl.col("folded").str.replace(r"(\w)s$", "$1")
    as_arm = pl.col("entity_type").filter(is_arm).first().over("doc_id", one)
    is_doubtful = pl.col("entity_type").is_in(["group", "organization", "other", "person"])
    return names.with_columns(
        entity_type=pl.when(is_doubtful).then(pl.coalesce(as_arm, "entity_type")).otherwise("entity_type")
    )


def with_kinds(names: pl.DataFrame) -> pl.DataFrame:
    """Say what kind of weapon or vehicle each is: an S-400 an air defence missile, the destroyer Carney a warship.

    Its designation tells, else how its ship's name begins, else the noun behind or before it; what none tells is NULL.

    Parameters
    ----------
    names
        entity_type, plain (the name without its article), and before and after, as ``beside.surrounded`` gives them.

    Returns
    -------
    pl.DataFrame
        ``names`` with kind, as ``warehouse.columns.ARM_KINDS`` lists it.
    """
    arms = names.with_row_index("row").filter(pl.col("entity_type").is_in(ARMS))
    name = pl.col("plain")
    designated = pl.coalesce(
        pl.when((pl.col("entity_type") == kind_of) & name.str.contains(rf"^(?:{pattern})s?$")).then(pl.lit(kind))
        for pattern, kind_of, _, kind in lexicon("military_names").drop_nulls("kind").iter_rows()
    )
    nouns = lexicon("arm_nouns").filter(pl.col("is_prefix").is_null())
    prefixes = lexicon("arm_nouns").filter(pl.col("is_prefix") == "yes")
    behind = pl.col("after").str.to_lowercase().str.extract(r"^\s+([\w-]+(?:\s+[\w-]+){0,2})").str.split(" ")
    ahead = pl.col("before").str.to_lowercase().str.extract(r"((?:[\w-]+\s+){1,3})$").str.strip_chars().str.split(" ")
    singular = [behind.list.head(count).list.join(" ").str.replace("s$", "") for count in range(_LONGEST, 0, -1)]
    before = [ahead.list.tail(count).list.join(" ") for count in range(_LONGEST, 0, -1)]

    def kind(words: pl.Expr, table: pl.DataFrame) -> pl.Expr:
        return words.replace_strict(table["word"], table["kind"], default=None, return_dtype=pl.String)

    told = arms.select(
        "row",
        kind=pl.coalesce(
            designated,
            kind(name.str.to_lowercase().str.extract(r"^(\w+) "), prefixes),
            *(kind(words, nouns) for words in [*singular, *before]),
        ),
    )
    return names.with_row_index("row").join(told, on="row", how="left", maintain_order="left").drop("row")
