"""An article as a page for a browser: its text, and beside each sentence what the ledger has of it.

Whatever stands on the page points to its characters, which light up under the pointer. The page is one file that loads
nothing: what an article says is only ever text in it, and a browser runs no script in it but the page's own.
"""

import base64
import hashlib
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.printable import visible
from flows.wording import marks, period, toll
from warehouse.query import Article

SLOTS = ("subject", "predicate", "object", "claimant")


def write_page(article: Article, path: Path) -> None:
    """Write an article's page to a file, in place of what is there.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    path.write_text(rendered(article), encoding="utf-8")


def rendered(article: Article) -> str:
    """Give an article's page as HTML."""
    own = files(__package__)
    script = (own / "page.js").read_text(encoding="utf-8")
    environment = Environment(
        loader=PackageLoader("flows", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    return environment.get_template("page.html").render(
        about=article.document,
        paragraphs=_paragraphs(article),
        counts={name: getattr(article, name).height for name in ("facts", "quotations", "casualties", "mentions")},
        style=(own / "page.css").read_text(encoding="utf-8"),
        script=script,
        script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _paragraphs(article: Article) -> list[list[dict[str, Any]]]:
    """Give the sentences by paragraph, each with its pieces and its cards."""
    pieces = _pieces(article).partition_by("sentence_id", as_dict=True)
    facts, quotations, tolls = (
        table.partition_by("sentence_id", as_dict=True)
        for table in (article.facts, article.quotations, article.casualties)
    )

    def rows(parts: dict[tuple[object, ...], pl.DataFrame], sentence_id: int) -> list[dict[str, Any]]:
        return parts[(sentence_id,)].to_dicts() if (sentence_id,) in parts else []

    sentences = [
        {
            "paragraph_id": sentence["paragraph_id"],
            "pieces": rows(pieces, sentence["sentence_id"]),
            "facts": [
                {**fact, "marks": marks(fact), "spans": _spans(fact, SLOTS)}
                for fact in rows(facts, sentence["sentence_id"])
            ],
            "casualties": [
                {"toll": toll(row), "period": period(row), "spans": _spans(row, ("char",))}
                for row in rows(tolls, sentence["sentence_id"])
            ],
            "quotations": [
                {**quote, "spans": _spans(quote, ("char", "cue", "speaker"))}
                for quote in rows(quotations, sentence["sentence_id"])
            ],
        }
        for sentence in article.sentences.sort("sentence_id").iter_rows(named=True)
    ]
    return [list(own) for _, own in groupby(sentences, key=lambda sentence: sentence["paragraph_id"])]


def _pieces(article: Article) -> pl.DataFrame:
    """Cut the sentences wherever a span begins or ends.

    Returns
    -------
    pl.DataFrame
        sentence_id, char_start, char_end, text, kinds (what covers the piece, as classes), notes (the same in words).
    """
    names = article.mentions.join(
        article.entities.select("entity_id", entity="name"), on="entity_id", how="left", maintain_order="left"
    )
    is_other_name = pl.col("entity").is_not_null() & (pl.col("entity") != pl.col("text"))
    spans = pl.concat(
        [
            names.select(
                "char_start",
                "char_end",
                kind=pl.lit("mention ") + pl.col("entity_type"),
                note=pl.concat_str(
                    "entity_type", pl.when(is_other_name).then(pl.lit(": ") + pl.col("entity")).otherwise(pl.lit(""))
                ),
            ),
            article.times.select(
                "char_start", "char_end", kind=pl.lit("time"), note=pl.lit("time: ") + pl.col("timex_value")
            ),
            article.quantities.select("char_start", "char_end", kind=pl.lit("quantity"), note="unit_kind"),
            article.quotations.select(
                "char_start", "char_end", kind=pl.lit("quotation"), note=pl.lit("said by ") + pl.col("speaker")
            ),
        ]
    )
    slots = [
        table.select(at=pl.col(f"{slot}_{end}"))
        for table, own in (
            (article.sentences, ("char",)),
            (article.casualties, ("char",)),
            (article.facts, SLOTS),
            (article.quotations, ("cue", "speaker")),
            (spans, ("char",)),
        )
        for slot in own
        for end in ("start", "end")
    ]
    cuts = pl.concat(slots).drop_nulls().unique().sort("at")
    bounds = cuts.select(char_start="at", char_end=pl.col("at").shift(-1)).drop_nulls()
    within = article.sentences.select("sentence_id", begin="char_start", stop="char_end", sentence="text")
    pieces = (
        bounds.join_where(within, pl.col("char_start") >= pl.col("begin"), pl.col("char_end") <= pl.col("stop"))
        .with_columns(
            text=pl.col("sentence").str.slice(
                pl.col("char_start") - pl.col("begin"), pl.col("char_end") - pl.col("char_start")
            )
        )
        .select("sentence_id", "char_start", "char_end", "text")
    )
    covered = (
        pieces.join_where(
            spans.rename({"char_start": "begin", "char_end": "stop"}),
            pl.col("char_start") >= pl.col("begin"),
            pl.col("char_end") <= pl.col("stop"),
        )
        .sort("char_start", "begin", "stop", "kind")
        .group_by("char_start")
        .agg(
            kinds=pl.col("kind").unique(maintain_order=True).str.join(" "),
            notes=pl.col("note").drop_nulls().unique(maintain_order=True).str.join("; "),
        )
    )
    return pieces.join(covered, on="char_start", how="left").sort("char_start")


def _spans(row: dict[str, Any], slots: tuple[str, ...]) -> str:
    """Give the spans that a row points to: ``12-20 25-30``."""
    ends = [(row[f"{slot}_start"], row[f"{slot}_end"]) for slot in slots]
    return " ".join(f"{start}-{end}" for start, end in ends if start is not None)
