"""The pipeline on one screen: each stage, the tables that it takes and those that it gives."""

import importlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

import polars as pl

Frames = Mapping[str, pl.DataFrame]


class Stage(NamedTuple):
    """One step from tables to tables: a public function of the module ``transforms.<name>``."""

    name: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]


# read comes before: it takes bytes, and gives articles and refusals.
STAGES = (
    Stage("clean", ("articles",), ("documents", "edits", "refusals")),
    Stage("segment", ("documents",), ("sentences",)),
    Stage("annotate", ("sentences",), ("tokens", "names")),
    Stage(
        "extract",
        ("documents", "sentences", "tokens", "names"),
        ("mentions", "times", "quantities", "quotations", "facts", "arguments", "casualties"),
    ),
    Stage(
        "resolve",
        ("documents", "tokens", "mentions", "quotations", "facts", "arguments", "casualties"),
        ("documents", "mentions", "quotations", "facts", "arguments", "casualties", "referents", "signatures"),
    ),
)


def shipped(name: str) -> Callable[..., object]:
    """Give a stage's function; its module is loaded when it is first needed, the model among them."""
    function: Callable[..., object] = getattr(importlib.import_module(f"transforms.{name}"), name)
    return function


def apply(stage: Stage, function: Callable[..., object], frames: Frames) -> dict[str, pl.DataFrame]:
    """Do one stage: the tables that ``function`` gives out of those that it takes, by name.

    Refusals of this stage come under the name ``refusals``, on their own.
    """
    given = function(*(frames[table] for table in stage.takes))
    if len(stage.gives) == 1:
        assert isinstance(given, pl.DataFrame)
        return {stage.gives[0]: given}
    return {table: getattr(given, table) for table in stage.gives}
