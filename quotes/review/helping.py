"""What the keys of a review do, for the help on its screen."""

from __future__ import annotations

HELP = (
    "c        confirm: everything is right as it is shown",
    "1-9      the alternative of that number said it, in the role shown",
    "s r v d  set speaker, role, venue, date; empty: not in the article",
    "x        this is no quote",
    "[ ]      the quote begins a word earlier, later; ( ) a letter",
    "{ }      the quote ends a word earlier, later; < > a letter",
    "enter    after a correction: on to the next quote",
    "space    skip this quote, without a decision",
    "u        undo the last decision of this session, or skip",
    "↑ ↓      move the paragraph, where it is cut",
    "q        leave; so do Ctrl-C and a lost terminal",
    "",
    "Every decision is recorded at once: there is nothing to save.",
    "Alternatives with a weight such as 0.31 the parser considered; the",
    "others are named nearby. First come quotes without a speaker, then",
    "those whose speaker is least sure.",
    "",
    "Any key leads back.",
)
