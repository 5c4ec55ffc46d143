"""The address of a search -> what is asked for, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, get_args

from quotes.models import Filters, QuoteKind

LONGEST = 10_000  # characters of the words, and of each filter
PER_PAGE = 20
LAST_PAGE = 50

_KINDS: tuple[QuoteKind, ...] = get_args(QuoteKind)
_SORTS = ("relevance", "date")


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as its address has it. `sort` is "relevance" or "date", `page` counts from 1."""

    q: str = ""
    speaker: str = ""
    venue: str = ""
    outlet: str = ""
    year: str = ""
    after: str = ""
    before: str = ""
    kind: str = ""
    sort: str = "relevance"
    page: int = 1

    @property
    def filters(self) -> Filters:
        """What the fields beside the words filter by."""
        return Filters(
            speaker=self.speaker or None,
            venue=self.venue.replace("_", " ") or None,
            outlet=self.outlet or None,
            since=self.after or self.year or None,
            until=self.before or self.year or None,
            kinds=tuple(kind for kind in _KINDS if kind == self.kind),
        )

    @property
    def query(self) -> dict[str, Any]:
        """The arguments of the address, those left out that say nothing."""
        usual = Asked()
        pairs = ((each.name, getattr(self, each.name)) for each in fields(Asked))
        return {name: value for name, value in pairs if value != getattr(usual, name)}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for in particular."""
        return not replace(self, sort="relevance", page=1).query

    def but(self, **changes: str | int) -> Asked:
        """The same search with something else, from its first page on."""
        return replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]


def asked(get: Callable[[str], str | None]) -> Asked:
    """What an address asks for, whose arguments `get` gives; what makes no sense is left out."""
    words = (each.name for each in fields(Asked) if each.name not in ("sort", "page"))
    given = {name: (get(name) or "")[:LONGEST].replace("\0", " ").strip() for name in words}
    sort, page = get("sort") or "", get("page") or ""
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1
    return Asked(
        **given,
        sort=sort if sort in _SORTS else "relevance",
        page=min(max(number, 1), LAST_PAGE),
    )
