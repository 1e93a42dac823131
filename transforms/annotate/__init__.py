"""annotate: sentences to tokens in Universal Dependencies terms, and to names."""

from transforms.annotate.annotate import Annotation, annotate
from transforms.annotate.model import Annotator, load_annotator, weights_version

__all__ = ["Annotation", "Annotator", "annotate", "load_annotator", "weights_version"]
