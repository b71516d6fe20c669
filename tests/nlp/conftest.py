"""One loaded pipeline for all tests of the language work: loading it takes a second."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tui.nlp import pipeline


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The bundled pipeline with our components."""
    return pipeline.load(None)
