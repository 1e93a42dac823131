import shutil
from pathlib import Path

import pytest

import transforms
from flows.versions import model_version, pipeline_version


def test_the_version_names_the_package_and_its_rules() -> None:
    package, _, rules = pipeline_version().partition("+")
    assert package.count(".") == 2
    assert len(rules) == 12


@pytest.mark.parametrize(
    ("file", "is_rule"),
    [
        ("segment/__init__.py", True),
        ("lexicons/months.csv", True),
        ("new_rule.py", True),
        ("annotate/training/train.py", False),
        ("annotate/weights/labels.json", False),
        ("notes.txt", False),
    ],
)
def test_it_changes_with_the_rules_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, is_rule: bool
) -> None:
    copy = tmp_path / "transforms"
    unneeded = shutil.ignore_patterns("*.onnx", "__pycache__", "training", "tokenizer.json")
    shutil.copytree(transforms.__path__[0], copy, ignore=unneeded)
    monkeypatch.setattr(transforms, "__path__", [str(copy)])
    before = pipeline_version.__wrapped__()
    path = copy / file
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + "\n# another rule\n")
    assert (pipeline_version.__wrapped__() != before) is is_rule


def test_another_annotator_is_its_own_version() -> None:
    assert model_version("their.module:annotate") == "their.module:annotate"
