"""How likely an answer is -> how often such an answer is right.

What the models and rules hold for likely is stretched along the line that fits articles of
many kinds best (Platt 1999), one line for speakers, venues and dates each. The lines are a
text file, confidence.tsv; benchmarks/train_confidence.py made it.
"""

from __future__ import annotations

from functools import cache
from math import exp, log
from typing import Literal

from quotes.resources import model_lines

Answer = Literal["speaker", "venue", "date"]
_SUREST = 0.999


@cache
def lines() -> dict[str, tuple[float, float]]:
    """The intercept and the slope of each line, in log odds, by what is answered."""
    return {
        what: (float(intercept), float(slope))
        for what, intercept, slope in model_lines("confidence")
    }


def calibrated(what: Answer, likely: float) -> float:
    """The confidence, from 0 to 1 in three digits, in an answer that was held for so likely."""
    intercept, slope = lines()[what]
    return round(1 / (1 + exp(-(intercept + slope * log_odds(likely)))), 3)


def log_odds(likely: float) -> float:
    """The logarithm of the odds of a probability, kept within bounds."""
    bounded = min(max(likely, 1 - _SUREST), _SUREST)
    return log(bounded / (1 - bounded))
