"""Invented news articles of any length, the same for the same seed.

    python benchmarks/articles.py [--seed N] [--words N]        # one, printed
    python benchmarks/articles.py --count 1000 --output DIR     # as text files

A small grammar makes them: people come and go, and are quoted before, after and between
the words, over several paragraphs, inside one another, in scraps, and with marks that
nobody closes. Most articles use curly double marks, others straight ones, British single
ones or straight single ones. They measure speed and memory. They say nothing about
accuracy, since the grammar is far more regular than a newsroom.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

# How the marks { } (outer), [ ] (inner) and ' (apostrophe) of the grammar look in print.
STYLES = {
    "curly": "“”‘’’",
    "straight": "\"\"'''",
    "single": "‘’“”’",
    "straight single": "''\"\"'",
}
_STYLE_WEIGHTS = (60, 28, 8, 4)

# A rule a line: its name, then its alternatives, each with its weight in front where that
# is not 1. `$name` stands for one alternative of a rule, `$Name` for the same with a capital,
# `$who` for somebody in the article, `$label` for a family name in capitals, `$n` for a number
# and `$d` for a digit; ¶ begins a paragraph.
_GRAMMAR = """
paragraph = 16* $fact. | 16* $fact. $fact. | 13* $fact. $fact. $fact. | 10* {$spoken,} $who $said.
paragraph = 3* $Who $said, {$spoken.} | 3* $Who $said: {$spoken.} | 3* {$spoken,} said $who.
paragraph = 5* {$spoken,} $who $said. {$spoken.} | 4* {$feeling,} $who said, {and $claim.}
paragraph = 8* $Who said that $thing was {$scrap} $setting. | 4* $Who $denied that $claim.
paragraph = 3* $Who told $outlet: {$spoken. $spoken.} | 3* $Who $said: $speech}
paragraph = 2* {She told me, [$spoken,] and I said [no],} $who $said. | $Who $said: {$spoken.
paragraph = In $place they still talk about the {$term} works, $link $end.
paragraph = In $place they read {$work}, $link $end. | 2* {$spoken. $spoken.} | 2* $label: $spoken.
paragraph = 2* According to $group, $claim. | 2* $Group called $thing {$scrap.}
speech = 2* {$spoken.¶{$spoken. $spoken. | {$spoken. $spoken.¶$speech
spoken = $Claim | $feeling, and $claim
claim = $thing $past
said = 6* $saying | 3* $saying $setting
saying = 6* said | added | argued | told reporters | insisted | wrote | warned | $denied
denied = denied | said | insisted | claimed
setting = in an interview on Monday | at a news conference | in a statement on Feb. 24 | at a rally
setting = in an email | during a hearing on Thursday | in a post on Tuesday | last week
setting = in a speech in $place | in an interview with $outlet | on $outlet
fact = $Event in $place, $link $end
event = the vote was $n to $d | about $n people waited outside in the rain | rain fell for $n days
event = prices rose $n percent | the first repairs were made in 19$d$d | the U.N. sent $n observers
event = some $$$n.$d million has been set aside | the company's shares lost $d percent
link = which | although the plan | as the report | while the old contract | because the law
end = runs until the end of the year | has never been tested in court | leaves little room for doubt
end = was drawn up by two rival firms | drew a crowd on both sides of the river
thing = the bridge | the new budget | the ferry service | the flood wall | the inquiry | the trial
thing = the merger | the vaccine store | the water levy | the stadium | the night train | the strike
past = will cost twice what we were told | was late from the first day | cannot go on like this
past = saved more lives than anyone has counted | needs people and not promises | isn't for sale
past = has become a matter of trust | won't open before the spring | deserved better than this
past = was the best thing that ever happened here | can't be mended with a press release
feeling = We knew it in 2011 | Nobody asked us | I have read every page of it | People are tired
feeling = They didn't listen | You can see it from the road | My father worked there for $n years
feeling = That is what the numbers say | It's as simple as that | I wouldn't call it luck
scrap = a waste of money | deeply worried | one hard frost away from closing | quite unlike $place
scrap = an insult to the people who live there | ready to start tomorrow | a very long way to go
term = temporary | dark money | zero-harm | smart | phase two | so-called
work = The Long Tide | A Winter of Herons | Salt Road | Nine Lamps
role = mayor | senator | judge | professor | transport minister | police chief | council member
role = head coach | union leader | fire commissioner | former governor | spokeswoman
group = the Harbour Authority | the Ministry of Works | the Orchard Growers' Union | the council
group = Calder & Finch | the Institute for River Studies | the Northern Rail Board | the port
outlet = the Fennimore Ledger | Radio Nine | the Alder Post | Channel 6 | The Evening Lamp
place = Port Fennimore | Alderby | the Marrow Valley | St. Orrin | Upper Quay | Ostrava Hill
he = Aldo | Bram | Cyril | Desmond | Edgar | Felix | Gareth | Hugo | Ivor | Jonas | Kwame | Nils
she = Agnes | Beatriz | Carla | Dagny | Edith | Flora | Greta | Hilde | Ines | Joan | Katya | Mira
middle = 16* | 3* $initial. | {$nickname}
initial = A | B | C | D | E | F | G | H | J | K | L | M | N | P | R | S | T | W
nickname = Ace | Biddy | Chips | Dusty | Scoop | Tick
family = $stem$tail | $stem$tail | $stem$tail | $stem$tail-$stem$tail | O'$stem$tail
stem = Ash | Bar | Carn | Del | Els | Fen | Gris | Hol | Ker | Lan | Mar | Nor | Os | Quill | Wend
tail = bury | combe | dale | erton | field | gate | ham | ington | ley | more | ness | ton | well
"""

_REFERENCE = re.compile(r"\$([A-Za-z]+|\$)")
_CAST_SIZE = 4
_NEWCOMERS = 0.08  # a paragraph in twelve brings somebody new, as long reports do


def _read_grammar(text: str) -> dict[str, tuple[list[str], list[int]]]:
    """The alternatives of every rule and their weights."""
    rules: dict[str, tuple[list[str], list[int]]] = {}
    for line in text.strip().split("\n"):
        name, _, alternatives = line.partition(" = ")
        words, weights = rules.setdefault(name, ([], []))
        for alternative in alternatives.split(" | "):
            weight, star, rest = alternative.rpartition("*")
            words.append(rest.strip())
            weights.append(int(weight) if star else 1)
    return rules


_RULES = _read_grammar(_GRAMMAR)


class _Person:
    """Somebody in an article, and whether the reader has met them yet."""

    def __init__(self, writer: _Writer) -> None:
        self.pronoun = writer.rng.choice(("he", "she"))
        self.family = writer.expand("family")
        given, middle = writer.expand(self.pronoun), writer.expand("middle")
        self.full = " ".join(part for part in (given, middle, self.family) if part)
        self.is_known = False


class _Writer:
    """One article in the making: its source of chance and the people about."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.people = [_Person(self) for _ in range(_CAST_SIZE)]

    def paragraph(self) -> str:
        """The next paragraph, or several that belong together."""
        if self.rng.random() < _NEWCOMERS:
            self.people[self.rng.randrange(_CAST_SIZE)] = _Person(self)
        return self.expand("paragraph")

    def expand(self, name: str) -> str:
        """One way of saying what the rule `name` describes."""
        words, weights = _RULES[name]
        [chosen] = self.rng.choices(words, weights)
        return _REFERENCE.sub(lambda match: self._refer(match[1]), chosen)

    def _refer(self, name: str) -> str:
        if name == "$":
            return "$"
        if name == "n":
            return str(self.rng.randint(2, 90))
        if name == "d":
            return str(self.rng.randint(1, 9))
        if name == "label":
            return self.rng.choice(self.people).family.upper()
        rule = name.lower()
        words = self._who() if rule == "who" else self.expand(rule)
        return words if name == rule else words[0].upper() + words[1:]

    def _who(self) -> str:
        """Somebody: in full with their role the first time, then by a shorter name."""
        person = self.rng.choice(self.people)
        if person.is_known:
            name, pronoun = person.family, person.pronoun
            return self.rng.choice((name, name, pronoun, pronoun, person.full))
        person.is_known = True
        if self.rng.random() < 0.5:
            return f"{self.expand('role').title()} {person.full}"
        return f"{person.full}, the {self.expand('role')} of {self.expand('place')},"


def write_article(seed: int, words: int = 750, style: str | None = None) -> str:
    """An article of at least `words` words, at most a few paragraphs more, ending in a newline.

    `style` names the quotation marks (see STYLES); without it the seed chooses them.
    """
    writer, paragraphs, written = _Writer(seed), list[str](), 0
    chosen = style or writer.rng.choices(list(STYLES), _STYLE_WEIGHTS)[0]
    while written < words:
        paragraphs.append(writer.paragraph().replace("¶", "\n\n"))
        written += len(paragraphs[-1].split())
    text = "\n\n".join(paragraphs) + "\n"
    return text.translate(str.maketrans("{}[]'", STYLES[chosen]))


def write_articles(count: int, words: int = 750, seed: int = 0) -> Iterator[str]:
    """`count` different articles, made as they are asked for."""
    return (write_article(seed + number, words) for number in range(count))


def main() -> None:
    parser = argparse.ArgumentParser(description="Write invented news articles.")
    parser.add_argument("--seed", type=int, default=0, help="of the first article; then one more")
    parser.add_argument("--words", type=int, default=750, help="words of an article, at least")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--output", type=Path, metavar="DIR", help="write SEED.txt files here")
    args = parser.parse_args()
    if args.output is None:
        sys.stdout.write("\n".join(write_articles(args.count, args.words, args.seed)))
        return
    args.output.mkdir(parents=True, exist_ok=True)
    for seed in range(args.seed, args.seed + args.count):
        path = args.output / f"{seed:06}.txt"
        path.write_text(write_article(seed, args.words), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
