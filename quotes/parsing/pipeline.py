"""Article text -> quotes: the only module that knows the order of the stages.

sentences, quotations, mentions   lay_out         the text laid side by side
attribution                       attribute       who is credited with each passage
assembly                          assemble        passages joined to quotes, kind and cue
reported                          find_reports    clauses reported in other words
clauses                           merge           both together: mixed and indirect quotes
cast                              Cast            the people of the article
dialogue                          take_turns      lines of a dialogue that name nobody
turns                             find_turns      what stands behind speaker labels
introductions                     Introductions   whom a role means that stands before the name
issuers                           Issuers         who issued a document
pronouns, references              References      whom pronouns, roles and documents mean
speakers                          Speakers        mentions resolved to people
venues, dates                     find_venues, find_dates    outside the quotes
scene                             Scene           quotes, venues and dates laid side by side
occasions                         set_occasions   where and when each was said
confidence                        calibrated      how sure each answer is
"""

from __future__ import annotations

from quotes.models import Evidence, EvidenceField, NotQuote, Quote, Span, Speaker, Venue
from quotes.parsing.assembly import Draft, assemble, blank_out
from quotes.parsing.attribution import attribute
from quotes.parsing.cast import Cast
from quotes.parsing.clauses import merge
from quotes.parsing.confidence import Answer, calibrated
from quotes.parsing.dates import find_dates
from quotes.parsing.dialogue import take_turns
from quotes.parsing.layout import Layout, lay_out
from quotes.parsing.occasions import Setting, set_occasions
from quotes.parsing.places import Place
from quotes.parsing.reported import find_reports
from quotes.parsing.scene import Scene
from quotes.parsing.sentences import unwrap
from quotes.parsing.speakers import Speakers
from quotes.parsing.turns import find_turns, outside_turns
from quotes.parsing.venue_phrases import kinds_of, trim
from quotes.parsing.venues import find_venues
from quotes.parsing.vocabulary import CAPITAL, DOCUMENT, ROLE
from quotes.words import joined

PARSER_VERSION = "3"
Resolved = tuple[list[Speaker], float]
_CONTEXT = 600  # characters of context on either side of a quote, at the most


def parse(text: str, published: str | None = None) -> list[Quote]:
    """The quotes of an article, in order of their first words.

    `published` is the day of publication (ISO 8601), against which "Monday" is
    resolved; without it relative dates stay unknown. Any text is accepted; the
    time is linear in its length.
    """
    scene, resolved = read_scene(text, published)
    settings = set_occasions(scene)
    for setting, (speakers, _) in zip(settings, resolved, strict=True):
        _be_document(scene.layout, setting, speakers)
    return [
        _quote(text, scene.layout, draft, speakers, sure, setting)
        for draft, (speakers, sure), setting in zip(scene.drafts, resolved, settings, strict=True)
    ]


def read_scene(text: str, published: str | None = None) -> tuple[Scene, list[Resolved]]:
    """All that is decided of an article's quotes before their venues and dates: what stands
    in it, and the speakers of every quote with how sure their resolution is."""
    cast, drafts, held = read_quotes(text)
    layout = cast.layout
    if not drafts:
        return Scene(layout, [], [], [], [], []), []
    speakers_of = Speakers(cast, {draft.mention for draft in drafts}, held)
    resolved = [
        speakers_of.resolve(draft.mention, draft.first if draft.passages else None)
        for draft in drafts
    ]
    names = [speakers[0].name if speakers else None for speakers, _ in resolved]
    # A day inside reported words is theirs; a venue often stands between them and the cue.
    reported = blank_out(layout.text, drafts)
    quoted = blank_out(layout.text, [draft for draft in drafts if draft.kind != "indirect"])
    places, days = find_venues(layout, quoted), find_dates(layout.tokens, reported, published)
    return Scene(layout, drafts, places, days, names, speakers_of.subjects()), resolved


def read_quotes(text: str) -> tuple[Cast, list[Draft], list[tuple[int, int, int]]]:
    """The people of an article, its quotes in the order of the text, and which tokens are the
    turn of which mention."""
    layout = lay_out(unwrap(text))
    drafts = assemble(layout, attribute(layout))
    drafts = merge(layout, drafts, find_reports(layout))
    cast = Cast(layout)
    drafts = take_turns(cast, drafts)
    turns = find_turns(layout, cast, drafts)
    drafts = sorted(outside_turns(drafts, turns) + turns, key=Draft.place)
    return cast, drafts, [(turn.first, turn.last, turn.mention) for turn in turns]


def find_not_quotes(text: str) -> list[NotQuote]:
    """The passages between quotation marks that `parse` takes for no quotes, in order."""
    layout = lay_out(unwrap(text))
    answers = attribute(layout)
    drafts = take_turns(Cast(layout), assemble(layout, answers))
    credited = {k for draft in drafts for k in draft.passages}
    found = []
    for k, (passage, (first, last)) in enumerate(zip(layout.passages, layout.inside, strict=True)):
        if k not in credited:
            low, high = layout.sentence(first)[0], layout.sentence(last - 1)[1]
            context = Span(layout.tokens.start[low], max(layout.tokens.end[high - 1], passage.end))
            span = Span(passage.start, passage.end)
            sure = round(1 - answers[k].quote, 3)
            found.append(NotQuote(text[passage.start : passage.end], span, context, sure))
    return found


def _be_document(layout: Layout, setting: Setting, speakers: list[Speaker]) -> None:
    """A document that speaks is itself the venue of its words, also where it speaks for the
    one who issued it and no other venue is known."""
    if not speakers or speakers[0].mention is None:
        return
    span, kind = speakers[0].mention, speakers[0].kind
    at = layout.token_at(span.end) - 1
    issued = layout.flags[at] & (DOCUMENT | CAPITAL | ROLE) == DOCUMENT and setting.place is None
    if kind != "document" and not issued:
        return
    words = layout.text[span.start : span.end]
    name = speakers[0].name if kind == "document" else trim(words)
    head = layout.tokens.lower[at]
    of_kind = "document" if kind == "document" else kinds_of("venue_nouns").get(head, "document")
    setting.place = Place(Venue(name, of_kind, words), span.start, span.end)
    setting.place_confidence = 0.8


def _quote(
    text: str, layout: Layout, draft: Draft, speakers: list[Speaker], sure: float, setting: Setting
) -> Quote:
    place, day = setting.place, setting.day
    return Quote(
        text=joined(text, draft.segments),
        kind=draft.kind,
        segments=draft.segments,
        context=_context(layout, draft),
        clause=draft.clause,
        cue=layout.text[draft.cue.start : draft.cue.end] if draft.cue else None,
        speakers=tuple(speakers),
        speaker_confidence=(
            calibrated("speaker", draft.attribution.confidence * sure) if speakers else None
        ),
        venue=place.venue if place else None,
        venue_confidence=_confidence("venue", setting.place_confidence if place else None),
        occasion=setting.occasion,
        date=day.iso if day else None,
        date_precision=day.precision if day else None,
        date_basis=day.basis if day else None,
        date_confidence=_confidence("date", setting.day_confidence if day else None),
        evidence=_evidence(layout, draft, setting),
    )


def _confidence(what: Answer, likely: float | None) -> float | None:
    return None if likely is None else calibrated(what, likely)


def _evidence(layout: Layout, draft: Draft, setting: Setting) -> tuple[Evidence, ...]:
    mention = layout.mentions[draft.mention]
    found: list[tuple[EvidenceField, int, int]] = [("speaker", mention.start, mention.end)]
    if draft.cue:
        found.append(("cue", draft.cue.start, draft.cue.end))
    if setting.place:
        found.append(("venue", setting.place.start, setting.place.end))
    if setting.day:
        found.append(("date", setting.day.start, setting.day.end))
    return tuple(Evidence(name, Span(start, end)) for name, start, end in found)


def _context(layout: Layout, draft: Draft) -> Span:
    """The whole sentences that the quote and the mention beside it stand in.

    A sentence that goes on for more than 600 characters beyond the quote is cut.
    """
    tokens, first, last = layout.tokens, draft.first, draft.last - 1
    opening, closing = draft.segments[0].start, draft.segments[-1].end
    if draft.passages:  # with the marks around the words
        opening = layout.passages[draft.passages[0]].mark
        closing = layout.passages[draft.passages[-1]].after
        first = layout.token_at(opening)
    mention = layout.mentions[draft.mention]
    if tokens.paragraph[mention.first] == tokens.paragraph[first]:
        first, last = min(first, mention.first), max(last, mention.last - 1)
    low, high = layout.sentence(first)[0], layout.sentence(last)[1]
    start, end = tokens.start[low], max(tokens.end[high - 1], draft.segments[-1].end)
    if opening - start > _CONTEXT:
        start = tokens.start[layout.token_at(opening - _CONTEXT)]
    if end - closing > _CONTEXT:
        end = tokens.end[layout.token_at(closing + _CONTEXT) - 1]
    return Span(start, max(end, draft.segments[-1].end))
