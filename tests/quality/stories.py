"""Score stories: ``python -m tests.quality.stories``.

Copies are made of GUM's documents (train and dev) as papers make them of a wire's: cut to the first half; cut to the
first 40 per cent; with another top and a promo line; with their sentences in another order by threes; with every tenth
word and all figures changed. A pair of documents is right when both stem from one; precision and recall of pairs, and
by kind of change how many copies are in their original's story.
"""

import random
import re

import polars as pl

from tests.quality import treebank
from transforms.resolve.signatures import signatures
from warehouse.stories import settled
from warehouse.tables import Signatures

WORDS = ("always", "early", "first", "great", "late", "many", "never", "north", "often", "second", "small", "south")
PROMO = "Sign up for our newsletter to get the day's top stories in your inbox each morning."
TOP = "CITY (Agency) - Officials spoke on the matter, in the latest turn of a story that has been followed all week."


def copies(sentences: list[str], seed: int) -> dict[str, list[str]]:
    """The changed copies of a text, by kind."""
    dice = random.Random(seed)
    threes = [sentences[i : i + 3] for i in range(0, len(sentences), 3)]
    dice.shuffle(threes)

    def reworded(sentence: str) -> str:
        figures = re.sub(r"\d", lambda found: str((int(found[0]) + 3) % 10), sentence)
        return " ".join(dice.choice(WORDS) if dice.random() < 0.1 else word for word in figures.split(" "))

    return {
        "half": sentences[: len(sentences) // 2],
        "two fifths": sentences[: len(sentences) * 2 // 5],
        "new top": [TOP, *sentences[1:], PROMO],
        "moved": [sentence for three in threes for sentence in three],
        "reworded": [reworded(sentence) for sentence in sentences],
    }


def signed() -> pl.DataFrame:
    """Signatures of the originals and of their copies: doc_id, origin, kind, and the columns of ``signatures``."""
    rows = []
    for name in ("gum_train", "gum_dev"):
        texts = treebank.load(name).sentences.group_by("doc_id", maintain_order=True).agg("text")
        for seed, (doc_id, sentences) in enumerate(texts.iter_rows()):
            kinds = {"original": sentences, **copies(sentences, seed)}
            rows += [(f"{doc_id}/{kind}", doc_id, kind, " ".join(text)) for kind, text in kinds.items()]
    made = pl.DataFrame(rows, schema=["doc_id", "origin", "kind", "text"], orient="row")
    tokens = made.select("doc_id", form=pl.col("text").str.extract_all(r"[\p{L}\p{N}]+")).explode("form")
    dates = made.select("doc_id", published_on=pl.lit(None, pl.Date))
    return made.drop("text").join(signatures(dates, tokens), on="doc_id", how="inner")


def score() -> dict[str, float]:
    """Precision and recall of pairs in per cent, and of each kind of copy the share that found its original."""
    prints = signed()
    new = prints.select(Signatures.column_names()).with_columns(moment=pl.lit(None, pl.Datetime("us")))
    told = prints.select("doc_id", "origin", "kind").join(settled(new, []), on="doc_id")

    def pairs(key: list[str]) -> int:
        return sum(size * (size - 1) // 2 for size in told.group_by(key).len()["len"])

    right, given, gold = pairs(["origin", "story_id"]), pairs(["story_id"]), pairs(["origin"])
    own = told.filter(pl.col("kind") == "original").select("origin", wanted="story_id")
    found = told.filter(pl.col("kind") != "original").join(own, on="origin")
    kinds = found.group_by("kind").agg(share=(pl.col("story_id") == pl.col("wanted")).mean() * 100)
    return {
        "documents": told.height,
        "precision": 100 * right / given,
        "recall": 100 * right / gold,
        **dict(kinds.sort("kind").iter_rows()),
    }


def main() -> None:
    """Print the figures."""
    print({name: round(value, 1) for name, value in score().items()})


if __name__ == "__main__":
    main()
