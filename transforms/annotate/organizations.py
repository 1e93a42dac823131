"""Organizations that the model passed over or cut short, as lexicons and the words in them tell: tags in, tags out.

What is printed with a capital before Ministry is the ministry's, Bank of England is one name, and the lexicon's
organizations are what they are wherever they stand. Lexicons: organizations, organization_cues.
"""

from functools import cache

import polars as pl

from transforms.annotate.edges import away, beside, calendar, capital, cues, hyphen, in_prose, titles
from transforms.lexicons import lexicon

SHORTEST_ORGANIZATION = 3
"""Letters of an organization's name that is found where the model saw none: IS and WHO are words as well."""
HELD = ("agreement", "event", "other")
"""Kinds of things that their last word holds together like organizations, where the lexicon is sure of the word."""
LED = ("US", "U.S.", "UK", "U.K.", "UN", "U.N.")
"""What belongs to the name of an organization that it stands before."""
ORDINAL = r"^\d+(?:st|nd|rd|d|th)$"
LEFT = (
    # Buildings that act: the model tells the institution from the place.
    *("White House", "Kremlin", "Pentagon", "Downing Street", "Whitehall", "Scotland Yard", "Capitol Hill", "Holyrood"),
    *("Buckingham Palace", "Elysee Palace", "Elysee", "Élysée", "Blue House", "Stormont", "Quai d'Orsay"),
    # Words that mean other things as often.
    *("Amal", "Contra", "Cortes", "Guardian", "Solidarity", "Wagner"),
)
"""Names in the lexicon that are left to the model."""
OF = (
    r"^(?i:bank|ministry|department|university|council|church|board|court|institute|academy|bureau|times|voice|college|"
    r"house|commission|committee|association|society|federation|organi[sz]ation|league)$"
)
"""How the names of organizations begin that an "of" goes on: Bank of England, Times of Israel."""


def organized(rows: pl.DataFrame) -> pl.DataFrame:
    """Take in what a name's last word or an organization's "of" holds together: *Israeli* Defense *Forces*.

    The 3rd Infantry Division begins with its number. Agreements, laws and battles are held together like organizations,
    and agreements have an "of" before: *Cessation of* Hostilities Agreement.
    """
    holding = pl.concat(
        [
            lexicon("organization_cues").filter(pl.col("holds") == "yes").select("word", told=pl.lit("organization")),
            cues()
            .filter(pl.col("is_decisive") == "yes", pl.col("entity_type").is_in(HELD))
            .select("word", told="entity_type"),
        ]
    )
    inner = pl.col("upos").is_in(["NOUN", "ADJ"]) & (pl.col("token_id") > 1)
    is_part = capital() & ((pl.col("upos") == "PROPN") | (pl.col("tag") != "O") | inner)
    is_part &= ~pl.col("lower").is_in(titles()) & ~calendar() & ~pl.col("tag").str.ends_with("person")
    rows = rows.with_columns(is_part=is_part, free=pl.col("tag").is_in(["O", "B-group", "B-country", "B-place"]))
    is_part, free = pl.col("is_part"), pl.col("free")
    links = hyphen() & pl.all_horizontal(beside(each, place) for each in (is_part, free) for place in (-1, 1))
    rows = rows.with_columns(is_part=is_part | links.fill_null(False))
    counts = pl.col("form").str.contains(ORDINAL) & beside(is_part, 1).fill_null(False) & (pl.col("tag") == "O")
    rows = rows.with_columns(is_part=(is_part | counts) & in_prose()).with_columns(
        row=pl.int_range(pl.len()),
        run=pl.struct("sentence", "is_part").rle_id(),
        after_hyphen=beside(pl.col("form"), -1).is_in(["-", "‑", "–"]).fill_null(False),
        goes_on=beside(pl.col("tag"), 1).str.starts_with("I-").fill_null(False),
        of_word=(beside(pl.col("lower"), -1) == "of")
        & beside(capital() & (pl.col("tag") == "O") & (pl.col("upos") != "DET"), -2),
    )
    # The few runs in which a word holds others.
    parts = rows.filter("is_part").join(holding, left_on="lower", right_on="word", how="left", maintain_order="left")
    held = parts.filter(pl.col("told").is_not_null().any().over("run")).with_columns(
        last=pl.when(pl.col("told").is_not_null()).then("row").max().over("run"),
        first=pl.col("row") == pl.col("row").min().over("run"),
    )
    held = held.with_columns(inside=pl.col("row") <= pl.col("last"))
    # The model's own reading stays where it left nothing out, and where a name reaches farther than the words do.
    missed = (pl.col("tag") == "O") & pl.col("inside")
    crossed = (pl.col("first") & (pl.col("tag").str.starts_with("I-") | pl.col("after_hyphen"))) | (
        (pl.col("row") == pl.col("last")) & pl.col("goes_on")
    )
    several = pl.col("inside").sum().over("run") > 1
    # The model cut it in two behind the country whose it is: the United States | Air Force.
    whose = pl.col("first") & (pl.col("tag") == "B-country")
    begins = pl.col("inside") & pl.col("tag").str.starts_with("B")
    is_cut = whose.any() & (begins.sum() == 2) & (begins & (pl.col("tag") == "B-organization")).any()
    marked = (
        held.with_columns(kind=pl.col("told").filter(pl.col("row") == pl.col("last")).first().over("run"))
        .filter(several & (missed.any() | is_cut).over("run") & ~crossed.any().over("run"))
        .filter("inside")
        .select("row", "kind", "first", begins=pl.col("first") & (pl.col("kind") == "agreement") & pl.col("of_word"))
    )
    rows = rows.join(marked, on="row", how="left", maintain_order="left")
    taken = pl.col("kind").is_not_null()
    rows = rows.with_columns(
        tag=pl.when(beside(pl.col("begins"), 2))
        .then(pl.lit("B-agreement"))
        .when(beside(pl.col("begins"), 1))
        .then(pl.lit("I-agreement"))
        .when(pl.col("first") & ~pl.col("begins").fill_null(False))
        .then("B-" + pl.col("kind"))
        .when(taken)
        .then("I-" + pl.col("kind"))
        # What goes on from a name whose beginning was taken begins anew.
        .when(taken.shift(1, fill_value=False) & pl.col("tag").str.starts_with("I-"))
        .then("B-" + pl.col("tag").str.slice(2))
        .otherwise("tag")
    ).drop("is_part", "free", "row", "run", "after_hyphen", "goes_on", "of_word", "kind", "first", "begins")
    return _of(rows)


def _of(rows: pl.DataFrame) -> pl.DataFrame:
    """Join what stands on both sides of an organization's "of", where the model cut it in two or saw half or none.

    Behind an "of the" stands a name that the model saw: Court *of the* District of Columbia.
    """
    leads = (
        pl.col("form").str.contains(OF)
        & capital()
        & (beside(pl.col("form"), 1) == "of")
        & (beside(pl.col("tag"), 1) == "O")
    )
    leads &= pl.col("tag").is_in(["O", "B-organization", "I-organization"])
    unseen = (
        (beside(pl.col("tag"), 2) == "O")
        & (beside(pl.col("upos"), 2) == "PROPN")
        & beside(pl.col("form"), 2).str.contains(r"^\p{Lu}")
    )
    is_second = pl.col("tag").str.contains("^B-(?:place|country|organization|other)$")
    seen = beside(is_second, 2)
    leads_the = leads & (beside(pl.col("form"), 2) == "the") & (beside(pl.col("tag"), 2) == "O") & beside(is_second, 3)
    leads &= seen | (unseen & ~beside(pl.col("tag"), 3).fill_null("O").str.starts_with("I"))
    is_word = (pl.col("tag") == "O") & (pl.col("upos") == "PROPN") & capital()
    rows = rows.with_columns(
        leads=pl.when(leads).then(1).when(leads_the).then(2),
        part=pl.when(pl.col("tag") != "O").then(pl.col("tag").str.starts_with("B").cum_sum()),
        run=pl.struct("sentence", is_word=is_word).rle_id(),
        is_word=is_word,
    )
    second = rows.filter((beside(pl.col("leads"), -2) == 1) | (beside(pl.col("leads"), -3) == 2))
    links = beside(pl.col("leads"), -1).is_not_null() | (beside(pl.col("leads"), -2) == 2)
    follows = pl.col("part").is_in(second["part"].drop_nulls().implode()).fill_null(False)
    follows |= pl.col("is_word") & pl.col("run").is_in(second.filter("is_word")["run"].implode())
    return rows.with_columns(
        tag=pl.when(follows | links)
        .then(pl.lit("I-organization"))
        .when(pl.col("leads").is_not_null() & (pl.col("tag") == "O"))
        .then(pl.lit("B-organization"))
        .otherwise("tag")
    ).drop("leads", "part", "run", "is_word")


def known(rows: pl.DataFrame) -> pl.DataFrame:
    """Mark the organizations of the lexicon, where no longer name holds them and no person is given a name of one word.

    And countries and peoples of several words, so that nobody takes the Arab of United Arab Emirates for a people.
    """
    placed = rows.with_columns(row=pl.int_range(pl.len()), in_capitals=~_in_small_letters())
    columns = ("tag", "upos", "form")
    # How the tokenizer divides a name hangs on its company: what counts is where it begins and ends, and the letters.
    found = (
        placed.filter(capital() | (pl.col("lower") == "al"))
        .select("row", "sentence", "in_capitals", "char_start", first="form")
        .join(_listed(), on="first")
        .filter(pl.col("in_capitals") | ~pl.col("capitals"))
        .with_columns(end=pl.col("char_start") + pl.col("length").cast(pl.Int32))
        .join(placed.select("sentence", end="char_end", last="row"), on=["sentence", "end"])
    )
    spans = found.with_columns(at=pl.int_ranges("row", pl.col("last") + 1)).explode("at")
    spans = spans.with_columns(pl.lit(rows[name]).gather(pl.col("at")).alias(f"at_{name}") for name in columns)
    spans = spans.with_columns(
        at_given=pl.col("at_form").str.to_lowercase().is_in(lexicon("given_names")["name"].implode())
    )
    outside = pl.col("at_tag") == "O"
    spans = (
        spans.group_by(
            *("row", "last", "printed", "length", "kind", "sentence", "in_capitals", "capitals"), maintain_order=True
        )
        .agg(
            text=pl.col("at_form").str.join(""),
            opens=~pl.first("at_tag").str.starts_with("I"),
            unseen=outside.all(),
            person=pl.col("at_tag").str.ends_with("person").any() & pl.first("at_given"),
            # The model takes letters for common nouns as well.
            proper=(pl.last("at_upos") == "PROPN") | pl.last("at_form").str.contains(r"^\p{Lu}[\p{Lu}\d]{2,}$"),
        )
        .with_columns(
            before=away(rows, "upos", "row", -1).fill_null(""),
            after=away(rows, "upos", "last", 1).fill_null(""),
            titled=away(rows, "lower", "last", 1).is_in(titles()).fill_null(False),
            after_tag=away(rows, "tag", "last", 1).fill_null(""),
            # The U.S. Department of State is one name.
            led=(away(rows, "form", "row", -1).is_in(LED) & (pl.col("kind") == "organization")).fill_null(False),
        )
    )
    # UN Secretary-General is no longer name.
    alone = (pl.col("before") != "PROPN") & ((pl.col("after") != "PROPN") | pl.col("titled"))
    long_enough = (pl.col("length") >= SHORTEST_ORGANIZATION) | pl.col("text").is_in(LED)
    long_enough &= ~pl.col("in_capitals")
    # What begins a sentence before a noun has its capital from there: Apple growers.
    alone &= ~((pl.col("before") == "") & (pl.col("after") == "NOUN") & pl.col("text").str.contains(r"\p{Ll}"))
    fits = pl.col("unseen").not_() | (pl.col("proper") & long_enough & (alone | (pl.col("last") > pl.col("row"))))
    whole = (
        (pl.col("text") == pl.col("printed"))
        & pl.col("opens")
        & ~pl.col("after_tag").str.starts_with("I")
        & ~(pl.col("person") & (pl.col("last") == pl.col("row")))
        & (fits | pl.col("capitals"))
    )
    kept = spans.filter(whole).sort("row", "last", descending=[False, True]).unique("row", keep="first")
    kept = kept.with_columns(row=pl.col("row") - pl.col("led").cast(pl.Int64))
    marked = kept.with_columns(at=pl.int_ranges("row", pl.col("last") + 1)).explode("at")
    marked = marked.group_by("at").agg(pl.first("kind"), starts=(pl.col("row") == pl.col("at")).all())
    return (
        placed.join(marked, left_on="row", right_on="at", how="left", maintain_order="left")
        .with_columns(
            tag=pl.when(pl.col("starts"))
            .then("B-" + pl.col("kind"))
            .when(pl.col("starts").is_not_null())
            .then("I-" + pl.col("kind"))
            .otherwise("tag")
        )
        .drop("row", "in_capitals", "starts", "kind")
    )


@cache
def _listed() -> pl.DataFrame:
    """What the lexicons name: its first word, as printed without spaces, length, kind; and whether in capitals.

    Only names of several words are looked for in capitals: in headlines WHO and IS are words as well.
    """
    organizations = (
        lexicon("organizations").filter(~pl.col("name").is_in(LEFT)).select("name", kind=pl.lit("organization"))
    )
    countries = lexicon("country_names").filter(pl.col("name").str.contains(" ")).select("name", kind=pl.lit("country"))
    peoples = lexicon("demonyms").filter(pl.col("name").str.contains(" ")).select("name", kind=pl.lit("group"))
    listed = pl.concat([organizations, countries, peoples]).unique("name", maintain_order=True)
    several = listed.filter(pl.col("name").str.contains(" "), pl.col("name") != pl.col("name").str.to_uppercase())
    several = several.with_columns(pl.col("name").str.to_uppercase())
    first = pl.col("name").str.extract(r"^((?:[\p{L}\p{N}.]|['’](?:[^s]|s\B))+)")
    return pl.concat([listed.with_columns(capitals=pl.lit(False)), several.with_columns(capitals=pl.lit(True))]).select(
        "kind",
        "capitals",
        first=first,
        printed=pl.col("name").str.replace_all(" ", ""),
        length=pl.col("name").str.len_chars(),
    )


def _in_small_letters() -> pl.Expr:
    """Whether a word of the sentence has a small letter."""
    return pl.col("form").str.contains(r"\p{Ll}").any().over("sentence")
