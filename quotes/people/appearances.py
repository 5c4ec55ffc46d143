"""An article and its quotes -> how each person appears in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from quotes.models import Quote, Span
from quotes.people.profiles import Appearance
from quotes.people.roles import fields_of_section, fields_of_text, names_around, names_of_text


def fields_of_article(text: str, section: str | None) -> frozenset[str]:
    """The fields that an article is about, by its words and its section; mostly one or none."""
    return fields_of_text(text) | fields_of_section(section)


def names_in_article(text: str, quotes: Iterable[Quote]) -> frozenset[str]:
    """The proper names in an article, folded, without those of the people it quotes."""
    return names_of_text(text, _people(quotes))


def appearances(
    quotes: Sequence[Quote],
    text: str,
    fields: frozenset[str],
    names: frozenset[str],
    published: str | None = None,
    outlet: str | None = None,
) -> dict[str, Appearance]:
    """How the people who are quoted appear in an article, by the name it gives them.

    `fields` and `names` are those of the whole article. What somebody is quoted on says more
    of their field than the article does.
    """
    people, contexts = _people(quotes), defaultdict[str, dict[Span, None]](dict)
    roles = dict[str, str]()
    for quote in quotes:
        for speaker in quote.speakers:
            contexts[speaker.name][quote.context] = None
            if speaker.role:
                roles.setdefault(speaker.name, speaker.role)
    found = {}
    for name in people:
        words = " ".join(text[span.start : span.end] for span in contexts[name])
        about, around = fields_of_text(words) or fields, names_around(name, people, names)
        found[name] = Appearance(name, roles.get(name), published, outlet, about, around)
    return found


def _people(quotes: Iterable[Quote]) -> list[str]:
    speakers = (speaker for quote in quotes for speaker in quote.speakers)
    return list(dict.fromkeys(each.name for each in speakers if each.kind == "person"))
