"""What puts a published folder on a host: the Dockerfile, and the README that explains it.

`datasette publish cloudrun` would not do: the images that Datasette 0.65 makes are of Debian 11,
whose SQLite is 3.34, and the schema needs 3.38. Its own Dockerfile is what a host builds here.
"""

from __future__ import annotations

SERVICE = "quotes"

# The wheel is looked for first, so that a version that is not on PyPI can be published.
_DOCKERFILE = """\
FROM python:3.12-slim

# A wheel of quotes-db beside this file is installed; without one, the release from PyPI.
COPY settings.json *.whl /tmp/package/
RUN wheel=$(find /tmp/package -name 'quotes_db-*.whl' | head -n 1) \\
 && pip install --no-cache-dir "${{wheel:-quotes-db=={version}}}" \\
 && rm -r /tmp/package \\
 && useradd --system --no-create-home site

WORKDIR /site
COPY --chown=site quotes.db metadata.json settings.json inspect-data.json ./

USER site
ENV PORT=8001
EXPOSE 8001
CMD ["sh", "-c", "exec datasette serve . --host 0.0.0.0 --port $PORT"]
"""

_DOCKERIGNORE = """\
*
!*.whl
!quotes.db
!metadata.json
!settings.json
!inspect-data.json
"""

_README = """\
# A site of quotes

Written by `quotes publish`, version {version}. {texts}

| File | What it is |
| --- | --- |
| `quotes.db` | the quotes, each with its context and its source; {content} |
| `metadata.json` | titles, descriptions and ready-made questions |
| `settings.json` | what visitors may do, and how long a question may take |
| `inspect-data.json` | the rows of each table, counted; tells Datasette that they do not change |
| `Dockerfile`, `.dockerignore` | an image that serves all this, not as root, at the port `$PORT` |

## Here

With `quotes-db` installed:

    datasette .

Datasette finds the files by their names. It reads `settings.json` only where it is given no
`--setting`: change the file instead, as to add `"force_https_urls": true` behind a proxy that
speaks HTTPS.

## In a container

    docker build -t {service} .
    docker run -p 8001:8001 {service}

The image installs `quotes-db=={version}` from PyPI, or the wheel of it that lies beside the
Dockerfile.

## On Google Cloud Run

    {command}

`datasette publish cloudrun` does not do: the images that Datasette 0.65 makes have SQLite 3.34,
which cannot read `quotes.db` (3.38 or later is needed).
"""


def command(folder: str) -> str:
    """The one command that builds and deploys the folder; `folder` as a shell reads it.

    >>> command(".")
    'gcloud run deploy quotes --source . --allow-unauthenticated'
    """
    return f"gcloud run deploy {SERVICE} --source {folder} --allow-unauthenticated"


def files(version: str, with_text: bool) -> dict[str, str]:
    """The files by their names, for this version of quotes-db."""
    texts, content = (
        ("It holds the articles' full texts.", "the full texts are in it")
        if with_text
        else ("It holds no article's full text.", "the full texts are left out")
    )
    readme = _README.format(
        version=version, texts=texts, content=content, service=SERVICE, command=command(".")
    )
    return {
        "Dockerfile": _DOCKERFILE.format(version=version),
        ".dockerignore": _DOCKERIGNORE,
        "README.md": readme,
    }
