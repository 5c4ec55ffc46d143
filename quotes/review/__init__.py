"""Reviewing: a person decides on quotes one by one, at the keyboard, the riskiest first.

queue.py      which quotes, in which order
case.py       all that is shown of one quote
desk.py       decisions carried out
line.py       a line being typed
asking.py     the prompts
edges.py      where a quote begins and ends, moved
session.py    which quote is up, what a key does
passage.py    the paragraph, marked and cut
helping.py    what the keys do
screen.py     the state drawn
keys.py       bytes from a terminal -> keys
terminal.py   the terminal taken over and given back
reviewing.py  a session brought together with a terminal
"""

from quotes.review.queue import queue

__all__ = ["queue"]
