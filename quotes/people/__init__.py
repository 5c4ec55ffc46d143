"""One person, one entry: who is whom across articles, by names and by what is said of them.

names.py       a printed name -> its parts, and the spellings it is found under
roles.py       a printed role, or an article -> fields, places and bodies
joining.py     somebody met + those known -> whom it is, where that is sure
suggesting.py  a speaker + others -> who may be the same, with reasons

No module here reads or writes a database: quotes/store asks them.
"""

from quotes.people.joining import Appearance, Known, choose
from quotes.people.names import Keys, agree, keys
from quotes.people.roles import fields_of_text
from quotes.people.suggesting import Suggestion, rank, suggestion_keys

__all__ = [
    "Appearance",
    "Keys",
    "Known",
    "Suggestion",
    "agree",
    "choose",
    "fields_of_text",
    "keys",
    "rank",
    "suggestion_keys",
]
