"""Files in, articles out: plain text, Markdown with front matter, and web pages.

`find_articles` lists what there is to read and `left_aside` what is not, `read` turns
one file into an Article, `load_metadata` and `metadata_for` give what bare files lack.
"""

from quotes.reading.article import read
from quotes.reading.files import find_articles, left_aside
from quotes.reading.metadata import load_metadata, metadata_for

__all__ = ["find_articles", "left_aside", "load_metadata", "metadata_for", "read"]
