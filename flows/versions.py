"""Versions: which rules and which weights made a row."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import transforms
from flows.settings import SHIPPED_ANNOTATOR

RULES = (".py", ".csv", ".toml", ".json")
# How the weights come about and what they are has a version of its own.
NOT_RULES = ("weights", "training", "__pycache__")


@cache
def pipeline_version() -> str:
    """Give the version of the rules: the package's, and a digest of the code and lexicons of the stages."""
    folder = Path(transforms.__path__[0])
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.suffix in RULES and not set(inside.parts) & set(NOT_RULES):
            digest.update(inside.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{version('newsledger')}+{digest.hexdigest()[:12]}"


def model_version(annotator: str = SHIPPED_ANNOTATOR) -> str:
    """Give the version of the annotator: of the shipped weights, or the name of the user's own."""
    if annotator != SHIPPED_ANNOTATOR:
        return annotator
    from transforms.annotate import weights_version

    return weights_version()
