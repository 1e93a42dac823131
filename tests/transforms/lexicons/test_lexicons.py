import polars as pl
import pytest
from polars.testing import assert_frame_equal

import transforms.lexicons
from transforms.lexicons import lexicon


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(transforms.lexicons, "files", lambda _: tmp_path)
    lexicon.cache_clear()
    yield tmp_path
    lexicon.cache_clear()


def test_csv_comments_and_blank_lines_are_no_entries(folder):
    (folder / "numbers.csv").write_text(
        '# word: the word\n# value: its number\nword,value,note\n\ndozen,12,\n"a, b",2,"say ""#"""\n'
    )
    assert_frame_equal(
        lexicon("numbers"),
        pl.DataFrame({"word": ["dozen", "a, b"], "value": [12, 2], "note": [None, 'say "#"']}),
    )


def test_toml_rows_are_tables_and_an_absent_key_is_null(folder):
    (folder / "rules.toml").write_text(
        "# name: of the rule\n[[rule]]\nname = 'a'\npattern = '\\d \"x\"'\n[[rule]]\nname = 'b'\n"
    )
    assert_frame_equal(lexicon("rules"), pl.DataFrame({"name": ["a", "b"], "pattern": ['\\d "x"', None]}))


def test_toml_of_another_shape_is_refused(folder):
    (folder / "odd.toml").write_text("a = 1\n[[rule]]\nname = 'a'\n")
    with pytest.raises(ValueError, match="one array of tables"):
        lexicon("odd")


def test_an_unknown_lexicon_is_named(folder):
    with pytest.raises(FileNotFoundError, match=r"no lexicon nowhere\.csv"):
        lexicon("nowhere")


def test_a_lexicon_is_read_once(folder):
    (folder / "words.csv").write_text("# word\nword\nsaid\n")
    assert lexicon("words") is lexicon("words")
