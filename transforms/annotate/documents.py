"""Names as the rest of their document shows them: one thing, one type.

A model reads a sentence at a time. What it called a person in one sentence and a place in the next is settled by the
document: by a longer name that ends in it, else by the majority. One sense a discourse (Gale, Church and Yarowsky,
1992) holds for names more than for words.
"""

import polars as pl

from transforms.annotate.mentions import acronyms, overlooked, repeated, shortened
from transforms.lexicons import lexicon

METONYMS = ("place", "country", "organization", "facility", "group")
"""Types between which a name changes within an article, by what is meant each time: they do not outvote each other."""
LARGE = 100_000
"""People of a town that tells of its state."""
OFFICES = ("caucus", "caucuses", "democrats", "gop", "gov", "governor", "republicans", "senator", "senators")
"""Words of what states of the United States have, in documents that name no other country."""
OF_STATES = (
    "senator",
    "senators",
    "gov",
    "republicans",
    "democrats",
    "gop",
    "governor",
    "caucus",
    "caucuses",
    "primary",
)
"""Words that tell of a state of the United States, where the document names no other country."""
# Parts of the compass and the like make one name with what follows: South Sudan, New Mexico, Upper Egypt, Lake Chad.
PREFIXES = (
    r"(?i)(?:^|\b)(?:new|north|south|east|west|northern|southern|eastern|western|central|upper|lower|latin|greater|"
    r"mid|of|in|the|and|at|on|saint|st\.?|lake|port|mount|mt\.?|fort|cape|gulf|bay)$"
)


def settled(names: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Give names with the type that their document tells, those that it missed, and towns apart from their states.

    Parameters
    ----------
    names
        Rows of the table ``Names``; no two overlap.
    tokens
        The tokens they came from, with ``tag``: the model's, O outside names.
    """
    apart = states_called_countries(states_apart(names), tokens)
    countries = unread_countries(apart, tokens)
    known = shortened(acronyms(pl.concat([apart, countries]), tokens), tokens)
    known = pl.concat([known, repeated(known, tokens)])
    found = agreed(pl.concat([known, overlooked(known, tokens)])).sort(
        "doc_id", "char_start", "char_end", descending=[False, False, True]
    )
    # What stands inside a longer name gives way.
    reached = pl.col("char_end").cum_max().shift(1).over("doc_id").fill_null(0)
    return found.filter(pl.col("char_start") >= reached)


def states_apart(names: pl.DataFrame) -> pl.DataFrame:
    """Cut a place printed with its state or country, without a comma, in two: Miramar | California; not Port Sudan."""
    known = pl.concat([lexicon("us_states")["name"], lexicon("country_names")["name"]]).unique()
    # The longest first: "West Virginia" before "Virginia".
    ends = known.gather(known.str.len_chars().arg_sort(descending=True)).str.escape_regex()
    whole = known.str.to_lowercase().implode()
    is_long = (pl.col("entity_type") == "place") & pl.col("text").str.contains(" ", literal=True)
    spans = (
        names.filter(is_long)
        .with_columns(
            state=pl.col("text").str.extract(rf" ((?i:{'|'.join(ends.filter(ends.str.len_chars() > 2))}))$|$"),
            code=pl.col("text").str.extract(rf" ({'|'.join(c for c in ends if len(c) == 2)})$"),
        )
        .with_columns(state=pl.coalesce("state", "code"))
    )
    head = pl.col("text").str.slice(0, pl.col("text").str.len_chars() - pl.col("state").str.len_chars() - 1)
    spans = spans.filter(pl.col("state").is_not_null()).with_columns(head=head.str.strip_chars_end(","))
    spans = spans.filter(~pl.col("head").str.contains(PREFIXES), ~pl.col("text").str.to_lowercase().is_in(whole)).join(
        lexicon("towns"), left_on="text", right_on="name", how="anti", maintain_order="left"
    )
    is_country = pl.col("state").str.to_lowercase().is_in(lexicon("country_names")["name"].str.to_lowercase().implode())
    towns = spans.with_columns(
        text="head", char_end=pl.col("char_start") + pl.col("head").str.len_chars().cast(pl.Int32)
    )
    states = spans.with_columns(
        text="state",
        char_start=pl.col("char_end") - pl.col("state").str.len_chars().cast(pl.Int32),
        entity_type=pl.when(is_country).then(pl.lit("country")).otherwise(pl.lit("place")),
    )
    kept = names.join(spans, on=["doc_id", "char_start"], how="anti")
    return pl.concat([kept, towns.select(names.columns), states.select(names.columns)]).sort("doc_id", "char_start")


def states_called_countries(names: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Call a country a place where it is a state: Georgia, beside Atlanta, or with two senators.

    It is one where the document names its larger towns, or tells of what states have and names no country else.
    """
    states = lexicon("us_states").select(text="name", admin1="code", country_code=pl.lit("USA"))
    shared = states.join(lexicon("country_names").select(text="name"), on="text", how="semi")
    towns = lexicon("towns").filter(pl.col("is_main") & (pl.col("population") >= LARGE))
    own = shared.join(towns.select("country_code", "admin1", town="name"), on=["country_code", "admin1"])
    beside = names.select("doc_id", town="text").join(own.select("town", "text"), on="town").select("doc_id", "text")
    alone = names.join(shared.select("text"), on="text", how="semi").select("doc_id", "text")
    abroad = pl.concat(
        [lexicon(each).select("name", "country_code") for each in ("country_names", "demonyms", "capitals")]
    )
    abroad = abroad.filter(pl.col("country_code") != "USA", ~pl.col("name").is_in(shared["text"].implode()))
    abroad = names.join(abroad, left_on="text", right_on="name", how="semi")
    word = pl.col("form").str.to_lowercase().str.strip_chars_end(".")
    elect = tokens.join(alone, on="doc_id", how="semi").filter(word.is_in(OFFICES))
    alone = alone.join(abroad, on="doc_id", how="anti").join(elect, on="doc_id", how="semi")
    told = pl.concat([beside, alone]).unique().with_columns(is_state=pl.lit(True))
    is_state = pl.col("is_state") & (pl.col("entity_type") == "country")
    return (
        names.join(told, on=["doc_id", "text"], how="left", maintain_order="left")
        .with_columns(entity_type=pl.when(is_state).then(pl.lit("place")).otherwise("entity_type"))
        .select(names.columns)
    )


def unread_countries(names: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Give the countries of several words, as printed in capitals, that the model passed over: the United States."""
    # A possessive is a word of its own: the People's Republic of China is no Republic of China.
    lower_name = pl.col("name").str.to_lowercase()
    listed = lexicon("country_names").select(
        phrase=lower_name.str.replace_all("['’]s ", " 's "), length=lower_name.str.len_chars()
    )
    listed = listed.unique().with_columns(words=pl.col("phrase").str.count_matches(" ") + 1).filter(pl.col("words") > 1)
    lower = tokens["form"].str.to_lowercase()
    starts = (
        tokens.select("doc_id", "sentence_id", "char_start", "tag", row=pl.int_range(pl.len()), first=lower)
        .filter((pl.col("tag") == "O") & pl.Series(tokens["form"].str.contains(r"^\p{Lu}")))
        .join(listed.with_columns(first=pl.col("phrase").str.extract(r"^(\S+)")), on="first", how="inner")
        .with_columns(last=pl.col("row") + pl.col("words") - 1)
        .filter(pl.col("last") < tokens.height)
    )
    inside = starts.with_columns(at=pl.int_ranges("row", pl.col("last") + 1)).explode("at")
    read = inside.with_columns(
        word=pl.lit(lower.str.replace("’", "'")).gather(pl.col("at")),
        form=pl.lit(tokens["form"]).gather(pl.col("at")),
        outside=pl.lit(tokens["tag"]).gather(pl.col("at")) == "O",
    )
    return (
        read.group_by(
            "row", "phrase", "words", "length", "last", "doc_id", "sentence_id", "char_start", maintain_order=True
        )
        .agg(told=pl.col("word").str.join(" "), text=pl.col("form").str.join(" "), outside=pl.col("outside").all())
        .with_columns(char_end=pl.lit(tokens["char_end"]).gather(pl.col("last")))
        .filter(
            (pl.col("told") == pl.col("phrase"))
            & pl.col("outside")
            & pl.col("text").str.contains(r" \p{Lu}\S*$")
            & (pl.col("char_end") - pl.col("char_start") == pl.col("length"))
        )
        .sort("words", descending=True)
        .unique("row", keep="first", maintain_order=True)
        .unique("last", keep="first", maintain_order=True)
        .with_columns(entity_type=pl.lit("country"), text=pl.col("text").str.replace(" (['’](?i:s) )", "${1}"))
        .select(names.columns)
    )


def agreed(names: pl.DataFrame) -> pl.DataFrame:
    """Give each name of one word the type of the person's name that ends in it, else that of most of its likes."""
    last = pl.col("text").str.extract(r"\s(\S+)$")
    persons = (
        names.filter((pl.col("entity_type") == "person") & last.is_not_null())
        .select("doc_id", text=last)
        .unique()
        .with_columns(is_surname=True)
    )
    kind = pl.col("entity_type")
    # Donald Trump is no work where Trump is a person.
    called = (
        names.filter((kind == "person") & ~pl.col("text").str.contains(r"\s"))
        .select("doc_id", last="text", is_called=True)
        .unique()
    )
    # What the model calls other it knows least: any other type wins against as many.
    counted = names.group_by("doc_id", "text", "entity_type").agg(votes=pl.len())
    counted = counted.with_columns(votes=2 * pl.col("votes") - (kind == "other").cast(pl.UInt32))
    most = (
        counted.sort("doc_id", "text", "votes", "entity_type", descending=[False, False, True, False])
        .group_by("doc_id", "text", maintain_order=True)
        .agg(winner=pl.first("entity_type"), ahead=pl.col("votes").first() > pl.col("votes").get(1, null_on_oob=True))
    )
    is_metonym = kind.is_in(METONYMS) & pl.col("winner").is_in(METONYMS)
    # A country's or a capital's name is also a family name; a person of that name is introduced with more.
    is_place_name = ~pl.col("text").str.contains(r"\s") & pl.col("text").str.to_lowercase().is_in(
        pl.concat([lexicon("country_names")["name"], lexicon("capitals")["name"]]).str.to_lowercase().unique().implode()
    )
    is_country = pl.col("text").str.to_lowercase().is_in(lexicon("country_names")["name"].str.to_lowercase().implode())
    return (
        names.join(persons, on=["doc_id", "text"], how="left", maintain_order="left")
        .join(most, on=["doc_id", "text"], how="left", maintain_order="left")
        .join(called, left_on=["doc_id", last], right_on=["doc_id", "last"], how="left", maintain_order="left")
        .with_columns(
            entity_type=pl.when(pl.col("is_surname").is_not_null() & (kind != "facility"))
            .then(pl.lit("person"))
            .when(pl.col("is_called").is_not_null() & (kind == "other") & ~pl.col("text").str.contains(r"\s\p{Ll}"))
            .then(pl.lit("person"))
            .when((kind == "person") & is_place_name)
            .then(pl.when(is_country).then(pl.lit("country")).otherwise(pl.lit("place")))
            .when(pl.col("ahead").fill_null(False) & ~is_metonym)
            .then("winner")
            .otherwise(kind)
        )
        .select(names.columns)
    )
