"""The database as a site to read: a plugin of Datasette, and the server of `quotes serve`.

requests.py     what every page does first and last: the database, permission, time, headers
headers.py      the headers that keep pages from harm
asked.py        the address of a search -> what is asked for
views.py        the pages: what each reads, and in which forms it is given
overview.py     what the database holds as a whole
remembering.py  what was read, kept while the file stays as it is
subjects.py     what a speaker's, a venue's, an outlet's and an article's page is about
shown.py        records -> what templates print of them; the addresses of pages
passages.py     words with marks, as safe HTML
charts.py       counts -> SVG
copying.py      quotes -> citations to copy, and files
feeds.py        quotes -> Atom
deciding.py     what signed-in people confirm, correct and reject
plugin.py       what Datasette asks its plugins for
application.py  the Datasette instance of `quotes serve`
server.py       the server of `quotes serve`

Datasette finds the hooks here by the entry point in pyproject.toml, and templates/ beside them.
"""

from quotes.site.plugin import (
    asgi_wrapper,
    extra_css_urls,
    permission_allowed,
    prepare_connection,
    register_routes,
    render_cell,
    startup,
)
from quotes.site.server import serve

__all__ = [
    "asgi_wrapper",
    "extra_css_urls",
    "permission_allowed",
    "prepare_connection",
    "register_routes",
    "render_cell",
    "serve",
    "startup",
]
