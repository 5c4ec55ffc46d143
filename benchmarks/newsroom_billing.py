"""How an article names the people in it."""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import fields as fields_of

from newsroom_names import SPELLINGS, all_forms, family_in, forms, mistyped, without_diacritics
from newsroom_people import Person, Post


@dataclass(frozen=True)
class Rates:
    """How articles name people, in shares of one.

    The rest goes by the usual name, now and then spelt in another way: `spelling` of those
    whose name allows it in each way, in `capitals` fewer, without a `suffix` more. `role` is
    how many full names have a role beside them, `section` how many articles say what section
    they stood in.
    """

    title: float = 0.03
    family: float = 0.02
    nickname: float = 0.03
    other_family: float = 0.02
    typing_error: float = 0.02
    spelling: float = 0.12
    capitals: float = 0.04
    suffix: float = 0.3
    role: float = 0.8
    section: float = 0.35

    def unusual(self) -> dict[str, float]:
        """The shares by the kinds of newsroom_names."""
        return {
            "title and family name": self.title,
            "family name alone": self.family,
            "nickname": self.nickname,
            "other family name": self.other_family,
            "typing error": self.typing_error,
        }


@dataclass(frozen=True, slots=True)
class Billing:
    """How an article names somebody: the fullest `name` in it, without title, the `short` one,
    the kind of variant that this is (see KINDS) and the role as printed."""

    person: int
    kind: str
    name: str
    short: str
    role: str | None


class Billings:
    """Decides how articles name these people, so that all in all the rates are kept."""

    def __init__(self, people: Sequence[Person], rates: Rates) -> None:
        self.people, self.rates = people, rates
        self._weights = [person.weight for person in people]
        self._forms = {person.number: all_forms([person.name]) for person in people}
        self._chances = self._chances_of_kinds()

    def _chances_of_kinds(self) -> dict[str, float]:
        """How likely an unusual kind is for those whose name allows it."""
        total, chances = sum(self._weights), {}
        for kind, share in self.rates.unusual().items():
            able = total
            if kind in ("nickname", "other family name"):
                able = sum(p.weight for p in self.people if forms(p.name, kind))
            chances[kind] = min(0.5, share * total / able) if able else 0.0
        return chances

    def bill(self, rng: random.Random, person: Person, post: Post) -> Billing:
        """The name and role that the article gives somebody."""
        kind = "as usual"
        draw = rng.random()
        for each, chance in self._chances.items():
            draw -= chance
            if draw < 0:
                kind = each
                break
        else:
            for each in SPELLINGS:
                share = getattr(self.rates, each, self.rates.spelling)
                if rng.random() < share and forms(person.name, each):
                    kind = each
        name, short, kind = self._form(rng, person, kind)
        role: str | None = None
        if kind == "title and family name":
            role = post.title or ("Mr." if person.sex == "m" else "Ms.")
        elif kind != "family name alone" and rng.random() < self.rates.role:
            role = post.role
            before = person.posts.index(post) - 1
            if before >= 0 and rng.random() < 0.08:
                role = f"former {re.sub('^(the|an?) ', '', person.posts[before].role)}"
        return Billing(person.number, kind, name, short, role)

    def _form(self, rng: random.Random, person: Person, kind: str) -> tuple[str, str, str]:
        """The full name, the short one, and the kind: the usual one where none is possible."""
        name, family = person.name, person.name.family[0]
        if kind in ("title and family name", "family name alone"):
            return family, family, kind
        if kind == "typing error":
            in_given = rng.random() < 0.5
            given = mistyped(rng, name.given[0]) if in_given else name.given[0]
            wrong = family if in_given else mistyped(rng, family)
            full = name.printed(None if given == name.given[0] else given, wrong)
            taken = without_diacritics(full).casefold()
            if not any(taken in known for known in self._forms.values()):
                return full, wrong, kind
        elif found := forms(name, kind):
            full = rng.choice(found)
            return full, family if kind == "capitals" else family_in(name, full), kind
        return str(name), family, "as usual"


def add_rates(parser: argparse.ArgumentParser) -> None:
    """Give a command one option for each rate."""
    group = parser.add_argument_group("shares of one", Rates.__doc__)
    for each in fields_of(Rates):
        option = f"--{each.name.replace('_', '-')}"
        group.add_argument(option, type=float, default=each.default, metavar="SHARE")


def rates_of(args: argparse.Namespace) -> Rates:
    """The rates that a command was given."""
    return Rates(**{each.name: getattr(args, each.name) for each in fields_of(Rates)})
