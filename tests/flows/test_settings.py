from pathlib import Path

import pytest

from flows.engines import annotator
from flows.settings import SettingError, Settings, settings
from warehouse.manifest import Retention


def test_an_option_counts_before_the_environment_and_this_before_the_default() -> None:
    environment = {"NEWSLEDGER_WAREHOUSE": "env", "NEWSLEDGER_WORKERS": "3", "NEWSLEDGER_ANNOTATOR": ""}
    told = settings(environment, warehouse="option", batch_articles=None)
    assert told == Settings(warehouse=Path("option"), workers=3)


@pytest.mark.parametrize(
    ("environment", "options"),
    [
        ({"NEWSLEDGER_WORKERS": "many"}, {}),
        ({}, {"workers": 0}),
        ({}, {"batch_articles": -1}),
        ({}, {"keep_publications": 0}),
        ({}, {"keep_days": -1}),
        ({}, {"keep_days": "nan"}),
        ({}, {"engine": "steam"}),
        ({}, {"annotator": "module:"}),
        ({}, {"annotator": "elsewhere"}),
    ],
)
def test_what_means_nothing_is_refused_by_name(environment: dict[str, str], options: dict[str, int | str]) -> None:
    name = next(iter(options), "workers")
    with pytest.raises(SettingError, match=name):
        settings(environment, **options)


def test_how_long_publications_are_kept_is_a_setting() -> None:
    assert settings({}).retention == Retention(20, 0.0)
    assert settings({"NEWSLEDGER_KEEP_PUBLICATIONS": "3", "NEWSLEDGER_KEEP_DAYS": "1.5"}).retention == Retention(3, 1.5)


@pytest.mark.parametrize("name", ["spacy:no_such_pipeline", "nowhere:words", "tests.flows.readers:nothing"])
def test_an_annotator_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(SettingError, match=f"no annotator {name}"):
        annotator(name)
