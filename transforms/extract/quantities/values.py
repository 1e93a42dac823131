"""What numbers mean: their text in, amounts out."""

import polars as pl

from transforms.extract.quantities.patterns import FIGURES, GLYPHS, alternatives, forms

_NARROW = r"[ \u00a0\u202f\u2009]"
_SPACES = r"[\s\u00a0\u202f\u2009-]+"


def values(texts: pl.Series) -> pl.DataFrame:
    """Read numbers in figures, words or both.

    Parameters
    ----------
    texts
        Numbers as ``patterns.matches`` finds them.

    Returns
    -------
    pl.DataFrame
        text (each once); shape: cardinal, fraction, ordinal, vague or few; amount (the lowest, of vague and few;
        NULL where it is no number); factor: what a scale at its end multiplies it by, 1 without.
    """
    distinct = texts.unique().sort().alias("text").to_frame()
    plain = distinct.with_columns(
        # "40 000": the gaps of thousands.
        plain=pl.when(pl.col("text").str.contains(rf"^[0-9]{{1,3}}(?:{_NARROW}[0-9]{{3}}\b)+"))
        .then(pl.col("text").str.replace_all(rf"{_NARROW}([0-9]{{3}})\b", "${1}"))
        .otherwise("text")
        .str.to_lowercase()
        .str.replace_many(list(GLYPHS), [f" {fraction}" for fraction in GLYPHS.values()])
        .str.replace(r"([0-9])\s?[x×]\s?10\^?", "${1}e")
        .str.replace("−", "-", literal=True)
        # The hyphen of an exponent stays.
        .str.replace(r"([0-9])e-([0-9])", "${1}e~${2}")
        .str.replace_all(",", "", literal=True)
        .str.replace_all(_SPACES, " ")
        .str.replace("e~", "e-", literal=True)
        .str.strip_chars()
    )
    shaped = plain.with_columns(shape=_shape(), **_parts())
    read = {
        name: _cardinals(shaped[name]).rename({"text": name, "amount": f"{name}_amount"})
        for name in ("whole", "top", "scale", "rest")
    }
    for name, frame in read.items():
        shaped = shaped.join(frame, on=name, how="left", maintain_order="left")
    bottoms = forms("part").select(bottom="form", bottom_amount=pl.col("value").cast(pl.Float64))
    shaped = shaped.join(bottoms, on="bottom", how="left", maintain_order="left")
    bottom = pl.coalesce("bottom_amount", pl.col("bottom").cast(pl.Float64, strict=False))
    fraction = (pl.col("whole_amount").fill_null(0) + pl.col("top_amount").fill_null(1) / bottom) * pl.col(
        "scale_amount"
    ).fill_null(1)
    return (
        shaped.join(_ordinals(shaped), on="text", how="left", maintain_order="left")
        .join(_vague(shaped), on="text", how="left", maintain_order="left")
        .with_columns(
            # Dates, hours, telephone numbers and powers beyond all counting are found to be left out.
            amount=pl.when(pl.col("text").str.contains(r"[0-9][:/-][0-9]") & (pl.col("shape") == "cardinal"))
            .then(None)
            .when(pl.col("plain").str.contains(r"[0-9]e[+-]?[0-9]{3}"))
            .then(None)
            .when(pl.col("shape") == "fraction")
            .then(fraction)
            .when(pl.col("shape") == "ordinal")
            .then("ordinal_amount")
            .when(pl.col("shape") == "vague")
            .then("vague_amount")
            .otherwise("rest_amount"),
        )
        .with_columns(factor=_factor())
        .select("text", "shape", "amount", "factor")
    )


def word(*classes: str) -> str:
    """A pattern of the number words of some classes."""
    return alternatives(forms(*classes)["form"])


def _shape() -> pl.Expr:
    plain = pl.col("plain")
    ends_in_part = rf"(?:^|\s){word('part')}(?: (?:of )?(?:an? )?{word('hundred', 'scale')})?$"
    # "a third" is a fraction here; whether "third" counts or divides is seen by what it stands with.
    has_top = rf"^(?:.* and )?(?:half|an? \S+|{word('small', 'teen')} \S+|[0-9]+ \S+)(?: .*)?$|^(?:half|quarter)\b"
    return (
        pl.when(plain.str.contains(rf"(?:^| ){FIGURES}(?: |$)"))
        .then(pl.lit("fraction"))
        .when(plain.str.contains(rf"^{word('vague')}\b"))
        .then(pl.lit("vague"))
        .when(plain.str.contains(rf"^{word('few')}\b"))
        .then(pl.lit("few"))
        .when(plain.str.contains(ends_in_part) & plain.str.contains(has_top))
        .then(pl.lit("fraction"))
        .when(plain.str.contains(rf"[0-9](?:st|nd|rd|th)$|(?:^| ){word('ordinal')}$"))
        .then(pl.lit("ordinal"))
        .otherwise(pl.lit("cardinal"))
    )


def _parts() -> dict[str, pl.Expr]:
    """Of a fraction its whole, numerator, denominator and scale; of others the whole text as ``rest``."""
    fraction = (
        rf"^(?:(?P<whole>.+) and )?(?:(?P<top>\S+) )?(?P<bottom>{word('part')})"
        rf"(?: (?:of )?(?:an? )?(?P<scale>{word('hundred', 'scale')}))?$"
    )
    figures = rf"^(?:(?P<whole>[0-9.]+) )?(?P<top>[1-9])/(?P<bottom>[0-9]+)(?: (?P<scale>{word('hundred', 'scale')}))?$"
    words, marks = pl.col("plain").str.extract_groups(fraction), pl.col("plain").str.extract_groups(figures)
    names = ("whole", "top", "bottom", "scale")
    return {name: pl.coalesce(words.struct.field(name), marks.struct.field(name)) for name in names} | {
        "rest": pl.col("plain")
    }


def _cardinals(texts: pl.Series) -> pl.DataFrame:
    """Cardinals: text, amount; NULL where a word is no number.

    A run of scales multiplies what stands before it up to the last run; a hundred multiplies what stands before it
    in there.
    """
    words = forms("small", "teen", "tens", "hundred", "scale", "few")
    multiword = words.filter(pl.col("form").str.contains(" ", literal=True))["form"].to_list()
    joined = [form.replace(" ", "_") for form in multiword]
    atoms = (
        texts.drop_nulls()
        .unique()
        .sort()
        .alias("text")
        .to_frame()
        .with_row_index("number")
        .with_columns(
            word=pl.col("text")
            .str.replace_many(multiword, joined, leftmost=True)
            # "1.2bn": the figure and its scale.
            .str.replace(r"([0-9])([a-df-z])", "${1} ${2}")
            .str.replace_all(r"\band\b", "")
            .str.strip_chars()
            .str.split(" ")
        )
        .explode("word")
        .filter(pl.col("word") != "")
        .with_columns(pl.col("word").str.replace_all("_", " ", literal=True))
        .join(words.rename({"form": "word"}), on="word", how="left", maintain_order="left")
        .with_columns(
            amount=pl.coalesce(
                pl.col("value").cast(pl.Float64),
                pl.when(pl.col("word").is_in(["a", "an"])).then(1.0),
                pl.col("word").cast(pl.Float64, strict=False),
            ),
            kind=pl.when(pl.col("class").is_in(["scale", "hundred"])).then("class").otherwise(pl.lit("small")),
        )
    )
    is_scale = pl.col("kind") == "scale"
    ends_run = ~is_scale & is_scale.shift(1, fill_value=False)
    placed = atoms.with_columns(segment=ends_run.cum_sum().over("number"))
    hundred_follows = ((pl.col("kind") == "hundred").cum_sum(reverse=True) > 0).over("number", "segment")
    small = pl.when(pl.col("kind") == "small").then(
        pl.when(hundred_follows).then(100.0).otherwise(1.0) * pl.col("amount")
    )
    group = ["number", "text", "segment"]
    segments = (
        placed.with_columns(small=small)
        .group_by(group, maintain_order=True)
        .agg(
            total=pl.col("small").sum(),
            has_small=pl.col("small").is_not_null().any(),
            hundreds=(pl.col("kind") == "hundred").sum(),
            opens_with_hundred=(pl.col("kind") == "hundred").first(),
            scale=pl.col("amount").filter(pl.col("kind") == "scale").product(),
            is_read=pl.col("amount").is_not_null().all(),
        )
        .with_columns(
            total=pl.when(pl.col("opens_with_hundred"))
            .then(pl.col("total") + 100)
            .when(pl.col("has_small"))
            .then("total")
            .otherwise(1.0)
        )
    )
    return (
        segments.group_by("number", "text", maintain_order=True)
        .agg(
            amount=(pl.col("total") * pl.col("scale")).sum(),
            # "two thousand and three thousand" are two numbers, "two hundred and three hundred" too.
            is_read=pl.col("is_read").all()
            & (pl.col("hundreds") < 2).all()
            & (pl.col("scale").diff().fill_null(-1) < 0).all(),
        )
        .select("text", amount=pl.when("is_read").then("amount"))
    )


def _ordinals(shaped: pl.DataFrame) -> pl.DataFrame:
    """text, ordinal_amount: figures, or a last word and the tens and hundreds before it."""
    split = shaped.filter(pl.col("shape") == "ordinal").select(
        "text",
        figure=pl.col("plain").str.extract(r"^([0-9]+)(?:st|nd|rd|th)$").cast(pl.Float64, strict=False),
        start=pl.col("plain").str.extract(r"^(.*) \S+$").str.strip_chars(),
        form=pl.col("plain").str.extract(r"(\S+)$"),
    )
    return (
        split.join(_cardinals(split["start"]).rename({"text": "start"}), on="start", how="left", maintain_order="left")
        .join(forms("ordinal").select("form", "value"), on="form", how="left", maintain_order="left")
        .select(
            "text",
            ordinal_amount=pl.coalesce(
                "figure",
                pl.when(pl.col("value") < 100)
                .then(pl.col("value") + pl.col("amount").fill_null(0))
                .otherwise(pl.col("value") * pl.col("amount").fill_null(1)),
            ),
        )
    )


def _vague(shaped: pl.DataFrame) -> pl.DataFrame:
    """text, vague_amount: "tens of thousands" are at least two tens of a thousand each."""
    words = forms("vague").select(word="form", value=pl.col("value").cast(pl.Float64))
    return (
        shaped.filter(pl.col("shape") == "vague")
        .select("text", word=pl.col("plain").str.split(" of "))
        .explode("word")
        .join(words, on="word", how="left", maintain_order="left")
        .with_columns(is_first=pl.int_range(pl.len()).over("text") == 0)
        .group_by("text", maintain_order=True)
        .agg(vague_amount=pl.when("is_first").then("value").otherwise(pl.col("value") / 2).product())
    )


def _factor() -> pl.Expr:
    """What the scale at the end of a number multiplies by."""
    scales = forms("scale").select("form", "value")
    last = pl.col("plain").str.extract(rf"{word('scale')}$", 0)
    return (
        pl.when(pl.col("plain").str.contains("^[0-9]"))
        .then(last.replace_strict(scales["form"], scales["value"].cast(pl.Float64), default=1.0))
        .otherwise(1.0)
    )
