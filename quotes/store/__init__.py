"""The database: the only package that writes SQL that changes data.

database.py     open, create, connect; one transaction at a time
migrations.py   an older schema brought up to the present one
identity.py     what articles and quotes are known by
provenance.py   every segment equals its stretch of the article's text
ingest.py       an article and its quotes, in one transaction
replacement.py  a version's quotes take the place of the ones before
alignment.py    which stretches two versions of a text share
handover.py     which new quote takes over which old one's public id
keeping.py      what people confirmed or corrected stays
speakers.py     one entry for one speaker
decisions.py    what people decide: corrections made, and taken back
editing.py      corrections of quotes and articles
entries.py      merging, splitting, renaming and linking speakers
naming.py       the names that a speaker goes by
authority.py    a newsroom's own list of people
merging.py      which entry stands for others
bounds.py       where quotes lie whose bounds were corrected
suggestions.py  which entries may be one person
transfer.py     corrections moved between copies of a database
reparse.py      stored articles through today's parser
check.py        what is wrong with a database
public_copy.py  a copy for others, without full texts
"""
