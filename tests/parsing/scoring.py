"""How much of what stands in our own texts the parser finds, as a table of figures.

    python tests/parsing/scoring.py                 articles by genre, then all sources
    python tests/parsing/scoring.py DIR             articles of another folder
    python tests/parsing/scoring.py --errors        every wrong field besides
    python tests/parsing/scoring.py --write         raises the floors in floors.tsv

found        F1 over the passages between quotation marks: each is a quote, or is none. A quote
             of the parser finds a passage by covering half of its characters.
attributed   The same, and the mention of the source is right: it overlaps the marked one and
             is no longer than twice its length plus 20 characters.
not_quote    F1 over the passages that are no quotes.
speaker      Accuracy, over the passages of three words or more. A person: family names agree,
             first names agree or are short for each other, no middle names conflict; a family
             name alone is wrong where the article has more. Others: much the same words.
venue, date  F1, over the same passages. A venue is right where it is close to an accepted
             wording, or holds all its words and at most three others; a date where it is equal.
record       Share of these passages with speaker, venue and date all right.
relations    F1 over all statements, quoted or not, matched one to one where content or clause
             overlap by 0.3 (intersection over union).
indirect     F1 over the statements without marks alone; indirect_speaker: accuracy over those
             matched.
turns        Share of the turns of labelled speakers, without marks, that are found and given to
             the right speaker.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from agreement import same_speaker, same_venue
from marked_articles import ARTICLES, Text, Wanted, articles, rows, seeds

from quotes.models import Quote, Span
from quotes.parsing.pipeline import parse

HELDOUT = Path(__file__).parent / "heldout"  # articles that nothing was looked up in or fitted to
FLOORS = Path(__file__).parent / "floors.tsv"
F1 = ("found", "attributed", "not_quote", "venue", "date", "relations", "indirect")
SHARES = ("speaker", "record", "indirect_speaker", "turns")
MEASURES = (
    "found", "attributed", "not_quote", "speaker", "venue", "date", "record",
    "relations", "indirect", "indirect_speaker", "turns",
)  # fmt: skip
Problem = tuple[Span, str, object, object]


class Tally(Counter[str]):
    """Counts of what was wanted, given and right, per measure."""

    def count(self, measure: str, *, wanted: bool, given: bool, right: bool) -> None:
        """One instance of a measure."""
        self.update({f"{measure} wanted": wanted, f"{measure} given": given})
        self[f"{measure} right"] += right

    def figure(self, measure: str) -> float | None:
        """The measure's figure from 0 to 1; None where there was nothing to measure."""
        wanted, right = self[f"{measure} wanted"], self[f"{measure} right"]
        if not wanted:
            return None
        both = wanted + self[f"{measure} given"] if measure in F1 else 2 * wanted
        return 2 * right / both


# Spans


def _length(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _shared(some: Iterable[Span], others: Sequence[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in some for b in others)


def covering(passage: Span, quotes: Iterable[Quote]) -> Quote | None:
    """The quote that covers most of a passage, if it covers half of it."""
    best = max(quotes, key=lambda quote: _shared([passage], quote.segments), default=None)
    if best is None or 2 * _shared([passage], best.segments) < passage.end - passage.start:
        return None
    return best


def overlap(wanted: Wanted, quote: Quote) -> float:
    """How far content or clause of a statement and a quote agree, from 0 to 1."""
    return (
        max(
            _shared(a, b) / (_length(a) + _length(b) - _shared(a, b))
            for a in (wanted.quoted, wanted.clause)
            for b in (quote.segments, quote.clause)
            if a and b
        )
        if wanted.quoted or wanted.clause
        else 0.0
    )


def mention(quote: Quote | None) -> Span | None:
    """The words beside the cue that name the source."""
    if quote is None:
        return None
    if quote.speakers and quote.speakers[0].mention:
        return quote.speakers[0].mention
    return next((item.span for item in quote.evidence if item.field == "speaker"), None)


def name(quote: Quote | None) -> str | None:
    """Who said it, several joined by "and"."""
    return (" and ".join(one.name for one in quote.speakers) or None) if quote else None


# Scores


def score(text: Text, problems: list[Problem]) -> Tally:
    """The counts of one text; what is wrong is added to `problems`."""
    tally = Tally()
    quotes = parse(text.text, text.published)
    marked = [quote for quote in quotes if quote.kind != "indirect"]
    for passage in text.unsaid:
        quote = covering(passage, marked)
        tally.count("found", wanted=False, given=quote is not None, right=False)
        tally.count("attributed", wanted=False, given=mention(quote) is not None, right=False)
        tally.count("not_quote", wanted=True, given=quote is None, right=quote is None)
        if quote:
            problems.append((passage, "not_quote", None, name(quote)))
    for wanted in text.wanted:
        for passage in wanted.quoted:
            quote = covering(passage, marked)
            tally.count("found", wanted=True, given=quote is not None, right=quote is not None)
            tally.count("not_quote", wanted=False, given=quote is None, right=False)
            if quote is None:
                problems.append((passage, "found", wanted.speakers, None))
            _source(wanted, passage, quote, text.text, tally, problems)
            if len(text.text[passage.start : passage.end].split()) >= 3:
                _fields(wanted, passage, quote, tally, problems)
        for turn in wanted.turn:
            right = same_speaker(wanted, name(covering(turn, marked)))
            tally.count("turns", wanted=True, given=True, right=right)
    _relations(text, quotes, tally, problems)
    return tally


def _source(
    wanted: Wanted,
    passage: Span,
    quote: Quote | None,
    text: str,
    tally: Tally,
    problems: list[Problem],
) -> None:
    """Counts the mention of one passage, where the article has one."""
    if not wanted.mentions:
        return
    given = mention(quote)
    right = given is not None and _shared([given], wanted.mentions) > 0
    right = right and _length([given]) <= 2 * _length(wanted.mentions) + 20 if given else False
    tally.count("attributed", wanted=True, given=given is not None, right=right)
    if quote and not right:
        printed = [text[span.start : span.end] for span in wanted.mentions]
        got = text[given.start : given.end] if given else None
        problems.append((passage, "attributed", printed, got))


def _fields(
    wanted: Wanted, passage: Span, quote: Quote | None, tally: Tally, problems: list[Problem]
) -> None:
    """Counts speaker, venue, date and record of one passage, so far as they are told."""
    given = {
        "speaker": name(quote),
        "venue": quote.venue.label if quote and quote.venue else None,
        "date": quote.date if quote else None,
    }
    asked = {"speaker": wanted.speakers, "venue": wanted.venues, "date": wanted.dates}
    rights = []
    for measure, forms in asked.items():
        if forms is None:
            continue
        answer = given[measure]
        if measure == "speaker":
            right = same_speaker(wanted, answer)
        elif answer is None or not forms:
            right = answer is None and not forms
        else:
            right = answer in forms if measure == "date" else same_venue(forms, answer)
        rights.append(right)
        known, told = bool(forms), answer is not None
        if measure != "speaker" or known:
            tally.count(measure, wanted=known, given=told, right=right and known)
        if not right and quote:
            problems.append((passage, measure, forms, answer))
    if len(rights) == 3:
        tally.count("record", wanted=True, given=True, right=all(rights))


def _relations(text: Text, quotes: Sequence[Quote], tally: Tally, problems: list[Problem]) -> None:
    """Counts statements matched one to one, best overlap first; turns are left out."""
    turns = [span for wanted in text.wanted for span in wanted.turn]
    left = [q for q in quotes if 2 * _shared(q.segments, turns) < _length(q.segments)]
    stated = [wanted for wanted in text.wanted if wanted.quoted or wanted.clause]
    if not any(wanted.clause for wanted in stated):
        return  # a text that was not marked up for indirect statements
    given = {True: sum(q.kind == "indirect" for q in left), False: len(left)}
    pairs = [(overlap(w, q), i, j) for i, w in enumerate(stated) for j, q in enumerate(left)]
    partner: dict[int, int] = {}
    for share, i, j in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
        if share >= 0.3 and i not in partner and j not in partner.values():
            partner[i] = j
    tally.update({"relations given": given[False], "indirect given": given[True]})
    for i, wanted in enumerate(stated):
        quote = left[partner[i]] if i in partner else None
        tally.count("relations", wanted=True, given=False, right=quote is not None)
        if wanted.quoted:
            continue
        right = quote is not None and quote.kind == "indirect"
        tally.count("indirect", wanted=True, given=False, right=right)
        if quote is None:
            problems.append((wanted.clause[0], "indirect", wanted.speakers, None))
        elif wanted.speakers and quote.kind == "indirect":
            right = same_speaker(wanted, name(quote))
            tally.count("indirect_speaker", wanted=True, given=True, right=right)
            if not right:
                problems.append(
                    (wanted.clause[0], "indirect_speaker", wanted.speakers, name(quote))
                )
    for j, quote in enumerate(left):
        if quote.kind == "indirect" and j not in partner.values():
            problems.append((quote.segments[0], "indirect", None, name(quote)))


def totals(texts: Iterable[Text]) -> dict[str, Tally]:
    """The counts of these texts by genre."""
    found: dict[str, Tally] = {}
    for text in texts:
        found.setdefault(text.genre, Tally()).update(score(text, []))
    return found


def summed(tallies: Iterable[Tally]) -> Tally:
    """All counts together."""
    total = Tally()
    for tally in tallies:
        total.update(tally)
    return total


def sources() -> dict[str, Tally]:
    """The counts of everything that the floors stand on."""
    return {
        source: summed(totals(texts).values())
        for source, texts in (
            ("articles", articles()),
            ("heldout", articles(HELDOUT)),
            ("seeds", seeds()),
            ("tables", rows()),
        )
    }


# Floors


def floors() -> dict[tuple[str, str], float]:
    """The least figure of each measure for each source of texts."""
    if not FLOORS.exists():
        return {}
    lines = FLOORS.read_text(encoding="utf-8").splitlines()[1:]
    return {(source, measure): float(floor) for source, measure, floor in map(str.split, lines)}


def figures(tallies: dict[str, Tally]) -> dict[tuple[str, str], float]:
    """The figures there are, cut to three digits so that a floor is never above its figure."""
    return {
        (source, measure): int(1000 * figure + 1e-9) / 1000
        for source, tally in tallies.items()
        for measure in MEASURES
        if (figure := tally.figure(measure)) is not None
    }


def raise_floors(tallies: dict[str, Tally]) -> None:
    """Writes the figures where they are above the floors; a floor never sinks."""
    known = floors()
    lines = ["source\tmeasure\tfloor"]
    for key, figure in figures(tallies).items():
        lines.append("\t".join((*key, f"{max(figure, known.get(key, 0.0)):.3f}")))
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


# Printing


def print_table(tallies: dict[str, Tally]) -> None:
    """One line for each genre or source."""
    print(f"{'':12}" + "".join(f"{measure[:10]:>11}" for measure in MEASURES))
    for title, tally in tallies.items():
        cells = (tally.figure(measure) for measure in MEASURES)
        print(f"{title:12}" + "".join(f"{'-' if c is None else f'{c:.3f}':>11}" for c in cells))


def wrong(texts: Iterable[Text]) -> Iterator[str]:
    """A line for every wrong field."""
    for text in texts:
        problems: list[Problem] = []
        score(text, problems)
        for span, measure, want, got in sorted(problems, key=lambda p: (p[0].start, p[1])):
            words = text.text[span.start : span.end].replace("\n", " ")
            shown = want if isinstance(want, str | None) else " / ".join(map(str, want))  # type: ignore[call-overload]
            yield f"{text.name}@{span.start} {measure}: {shown!r}, got {got!r}  “{words[:60]}”"


def main() -> None:
    """Prints what the options ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ARTICLES, metavar="DIR")
    parser.add_argument("--errors", action="store_true", help="print every wrong field")
    parser.add_argument("--write", action="store_true", help="raise the floors in floors.tsv")
    options = parser.parse_args()
    if options.errors:
        for line in wrong(articles(options.folder)):
            print(line)
    tallies = totals(articles(options.folder))
    print_table({**tallies, "ALL": summed(tallies.values())})
    if options.folder == ARTICLES:
        every = sources()
        print()
        print_table(every)
        if options.write:
            raise_floors(every)


if __name__ == "__main__":
    main()
