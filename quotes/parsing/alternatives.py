"""A quote -> whom else it may be credited to, as far as the parser considered them.

Which mention speaks and whom that mention means are two questions, each with a model of its
own; what both say together is added up for everybody they may lead to. Behind those come the
other people whom the article names near the quote, whom no model weighed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotes.models import Span, Speaker
from quotes.parsing.assembly import Draft
from quotes.parsing.attribution import weigh
from quotes.parsing.cast import Cast
from quotes.parsing.pipeline import read_quotes
from quotes.parsing.reported import weigh_sources
from quotes.parsing.speakers import Speakers

_LEAST = 0.005  # the weight from which somebody is worth a line
_WEIGHED = 12  # mentions that are followed up to whom they mean


@dataclass(frozen=True, slots=True)
class Alternative:
    """Somebody whom a quote may be credited to.

    `likely` is the weight that the parser's models give them, from 0 to 1; None for people
    whom the article names nearby and no model weighed.
    """

    speaker: Speaker
    likely: float | None


def find_alternatives(text: str, segments: Sequence[Span], most: int = 9) -> list[Alternative]:
    """Who may have said the words at `segments` in an article, likeliest first.

    The quote is the one that the parser finds there now; where it finds none, only those named
    nearby are given. At the most `most`, the parser's own answer among them. The weights are
    those of the models, before they are stretched to a confidence (see confidence.py).
    """
    cast, drafts, held = read_quotes(text)
    speakers = Speakers(cast, {draft.mention for draft in drafts}, held)
    found: dict[str, Alternative] = {}
    draft = max(drafts, key=lambda draft: _shared(draft.segments, segments), default=None)
    if draft is not None and _shared(draft.segments, segments):
        for speaker, likely in _weighed(speakers, draft):
            known = found.get(speaker.name)
            total = likely + ((known and known.likely) or 0.0)
            found[speaker.name] = Alternative(known.speaker if known else speaker, total)
    ranked = sorted(found.values(), key=lambda each: -(each.likely or 0.0))
    ranked = [each for each in ranked if each.likely and each.likely >= _LEAST][:most]
    names = {each.speaker.name for each in ranked}
    for speaker in _named_near(cast, segments):
        if len(ranked) < most and speaker.name not in names:
            names.add(speaker.name)
            ranked.append(Alternative(speaker, None))
    return ranked


def _shared(spans: Sequence[Span], others: Sequence[Span]) -> int:
    """How many characters two quotes have in common."""
    return sum(
        max(0, min(one.end, other.end) - max(one.start, other.start))
        for one in spans
        for other in others
    )


def _weighed(speakers: Speakers, draft: Draft) -> Iterator[tuple[Speaker, float]]:
    """Whom the mentions that may speak mean, with the probability of each."""
    layout = speakers.layout
    mentions: list[tuple[int | None, float]] = []
    if draft.passages:
        mentions = weigh(layout, draft.passages[0])
    elif draft.cue is not None:
        mentions = weigh_sources(layout, layout.token_at(draft.cue.start))
    if draft.mention not in (i for i, _ in mentions):
        # Labels, turns and lines of a dialogue are decided by rules, for one mention.
        mentions = [(draft.mention, draft.attribution.confidence)]
    first = draft.first if draft.passages else None
    for i, likely in mentions[:_WEIGHED]:
        if i is None:
            continue
        meant = speakers.means.weighed(i)
        for person, sure in meant:
            yield Speaker(person.name, person.kind, person.role), likely * sure
        if not meant:
            resolved, sure = speakers.resolve(i, first)
            for speaker in resolved:
                yield speaker, likely * sure


def _named_near(cast: Cast, segments: Sequence[Span]) -> Iterator[Speaker]:
    """The people and bodies that the article names, nearest to a quote first, places left out."""
    first, last = segments[0].start, segments[-1].end

    def distance(i: int) -> int:
        mention = cast.layout.mentions[i]
        return max(first - mention.end, mention.start - last, 0)

    for i in sorted((i for i, who in enumerate(cast.who) if who is not None), key=distance):
        person = cast.who[i]
        if person is not None and person.credible:
            yield Speaker(person.name, person.kind, person.role)
