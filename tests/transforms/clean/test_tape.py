import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from transforms.clean.tape import CUTS, Tape, cut, edits, tape, texts


def cuts(*rows: tuple[int, int, int, str, str]) -> pl.DataFrame:
    return pl.DataFrame(
        [(row, start, end, inserted, "unicode", rule) for row, start, end, inserted, rule in rows],
        schema=CUTS,
        orient="row",
    )


def rebuilt(changed: Tape) -> list[str]:
    """The sources, by the edits alone."""
    sources = texts(changed).to_list()
    for edit in edits(changed).reverse().iter_rows(named=True):
        text, at = sources[edit["row"]], edit["char_start"]
        assert text[at : at + len(edit["inserted"])] == edit["inserted"]
        sources[edit["row"]] = text[:at] + edit["removed"] + text[at + len(edit["inserted"]) :]
    return sources


def test_cuts_replace_remove_and_insert():
    changed = cut(
        tape(pl.Series(["ﬁre and", "", "𝔸b"])),
        cuts((0, 0, 1, "fi", "a"), (2, 1, 2, "", "b"), (1, 0, 0, "x", "c")),
    )
    assert texts(changed).to_list() == ["fire and", "x", "𝔸"]
    assert_frame_equal(
        edits(changed).drop("kind"),
        pl.DataFrame(
            {
                "row": [0, 1, 2],
                "rule": ["a", "c", "b"],
                "raw_start": [0, 0, 1],
                "raw_end": [1, 0, 2],
                "char_start": [0, 0, 1],
                "removed": ["ﬁ", "", "b"],
                "inserted": ["fi", "x", ""],
            }
        ),
    )


def test_an_edit_inside_a_later_one_becomes_part_of_it():
    first = cut(tape(pl.Series(["a ﬁre b"])), cuts((0, 2, 3, "fi", "ligature")))
    second = cut(first, cuts((0, 1, 6, "", "gone")))
    assert edits(second).select("rule", "raw_start", "raw_end", "removed", "inserted").rows() == [
        ("gone", 1, 5, " ﬁre", "")
    ]
    assert rebuilt(second) == ["a ﬁre b"]


@settings(deadline=None)
@given(st.data())
def test_the_edits_rebuild_the_source(data):
    sources = data.draw(st.lists(st.text("ab é—\n𝔸", max_size=12), max_size=4))
    changed = tape(pl.Series(sources, dtype=pl.String))
    for rule in "abc":
        chosen = []
        for row, text in enumerate(texts(changed)):
            ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
            chosen += [
                (row, start, end, data.draw(st.text("xy𝔹", max_size=3)), rule)
                for start, end in zip(ends[::2], ends[1::2], strict=False)
            ]
        changed = cut(changed, cuts(*chosen))
    assert rebuilt(changed) == sources
