"""Score the pronouns that are resolved: ``python -m tests.quality.pronouns``.

GUM dev marks which mentions are of the same entity. Of the pronouns *he*, *she* and *him* that are subject, object,
claimant or speaker of one of our rows, a resolved one is right when the gold has a mention of the pronoun's entity in
the place of a name that we took for it. Precision is of those resolved, coverage of all such pronouns.
"""

import re

import polars as pl

from tests.quality import treebank
from tests.quality.extractions import extractions
from tests.quality.score_annotator import documents
from transforms.resolve import resolve
from transforms.resolve.pronouns import PRONOUNS

_EDGE = re.compile(r"\((\d+)-[^()]*|(\d+)?\)")


def gold_mentions(words: pl.DataFrame) -> pl.DataFrame:
    """Give doc_id, group, char_start, char_end of GUM's mentions, from the Entity field of the last column."""
    rows = []
    for (doc_id,), own in words.group_by("doc_id", maintain_order=True):
        opened: list[tuple[str, int]] = []
        for misc, start, end in own.select("misc", "char_start", "char_end").iter_rows():
            entity = next((field[7:] for field in misc.split("|") if field.startswith("Entity=")), "")
            for edge in _EDGE.finditer(entity):
                if edge[1]:
                    opened.append((edge[1], start))
                    continue
                at = max((i for i, (group, _) in enumerate(opened) if edge[2] in (None, group)), default=None)
                if at is not None:
                    group, begun = opened.pop(at)
                    rows.append((doc_id, group, begun, end))
    return pl.DataFrame(rows, schema=["doc_id", "group", "char_start", "char_end"], orient="row")


def score() -> dict[str, float]:
    """Precision and coverage in per cent."""
    bank = treebank.load("gum_dev")
    gold = gold_mentions(bank.words)
    texts = bank.documents.select("doc_id", "text")
    asked, right, resolved = 0, 0, 0
    for extraction in extractions(texts):
        ids = extraction.mentions["doc_id"].unique().implode()
        read = documents(bank).filter(pl.col("doc_id").is_in(ids))
        table = resolve(read, *(getattr(extraction, name) for name in
                                ("mentions", "quotations", "facts", "arguments", "casualties")))  # fmt: skip
        slots = pl.concat(
            table.facts.select(
                "doc_id", text=slot, start=f"{slot}_start", end=f"{slot}_end", entity_id=f"{slot}_entity_id"
            )
            for slot in ("subject", "object", "claimant")
        ).filter(pl.col("text").str.to_lowercase().is_in(PRONOUNS))
        slots = slots.unique(["doc_id", "start"])
        found = slots.drop_nulls("entity_id")
        asked, resolved = asked + slots.height, resolved + found.height
        group = found.join(
            gold, left_on=["doc_id", "start", "end"], right_on=["doc_id", "char_start", "char_end"], how="inner"
        )
        names = table.mentions.select("doc_id", "entity_id", name_start="char_start", name_end="char_end")
        same = (
            group.select("doc_id", "start", "entity_id", "group")
            .join(names, on=["doc_id", "entity_id"], how="inner")
            .join(gold, on=["doc_id", "group"], how="inner")
            .filter((pl.col("name_start") < pl.col("char_end")) & (pl.col("char_start") < pl.col("name_end")))
            .filter(pl.col("char_end") - pl.col("char_start") < 80)
        )
        right += same.select("doc_id", "start").unique().height
    return {
        "pronouns": asked,
        "resolved": resolved,
        "precision": 100 * right / max(1, resolved),
        "coverage": 100 * resolved / max(1, asked),
    }


def main() -> None:
    """Print the figures."""
    print({name: round(value, 1) for name, value in score().items()})


if __name__ == "__main__":
    main()
