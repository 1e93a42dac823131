"""Weapons and vehicles: by designation, by the noun beside them, and wherever their document names them."""

import polars as pl
from polars.testing import assert_frame_equal

from transforms.lexicons import lexicon
from transforms.resolve.arms import as_arms, with_kinds
from warehouse.columns import ARM_KINDS

COLUMNS = ["entity_type", "before", "plain", "after"]


def test_designations_nouns_and_prefixes_tell_the_kind() -> None:
    names = pl.DataFrame(
        [
            ("weapon", "unloaded the ", "S-400s", " near Ankara"),
            ("vehicle", "removed from the ", "F-35", " programme"),
            ("vehicle", "hit by two ", "F-117", " jets"),
            ("vehicle", "", "USS Carney", " shot down three"),
            ("vehicle", "sent the carrier ", "Fujian", " south"),
            ("weapon", "more ", "Sokol", " anti-ship missiles"),
            ("vehicle", "aboard the ", "Estrella", " when it sank"),
            ("person", "the destroyer ", "Carney", " said"),
        ],
        schema=COLUMNS,
        orient="row",
    )
    told = ["air defence missile", "fighter aircraft", "attack aircraft", "warship", "warship", "anti-ship missile"]
    assert with_kinds(names)["kind"].to_list() == [*told, None, None]


def test_a_weapon_told_once_is_one_wherever_it_is_named() -> None:
    names = pl.DataFrame(
        {
            "doc_id": ["a", "a", "b"],
            "entity_type": ["weapon", "organization", "organization"],
            "folded": ["patriot", "patriots", "patriots"],
        }
    )
    assert_frame_equal(as_arms(names), names.with_columns(entity_type=pl.Series(["weapon", "weapon", "organization"])))


def test_lexicons_name_only_the_kinds_of_the_table() -> None:
    for table in ("military_names", "arm_nouns"):
        assert set(lexicon(table)["kind"].drop_nulls()) <= set(ARM_KINDS)
