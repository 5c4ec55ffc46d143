"""One person, one entry: which names may be one person's, who is joined, who is suggested.

lists.py        the word lists of lexicons/
spelling.py     a word of a name -> the spellings it stands for
names.py        a printed name -> its parts and keys; whether two names agree
roles.py        a printed role, or an article -> fields, offices and places
profiles.py     appearances -> what they are evidence of, and how far two people's agree
appearances.py  an article and its quotes -> how each person appears in it
joining.py      a name in an article, or an entry + those known -> whom it is, where that is sure
suggesting.py   a speaker + others -> who may be the same, with reasons

Nothing here reads or writes a database: quotes/store asks.
"""
