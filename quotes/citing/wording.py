"""What was said and by whom: the quote's side of a citation.

The stored text keeps the comma that typography puts before an attribution
(“We won,” he said. “It was fair.”). Where the record's context shows that a
sentence ended there, the words read with a full stop again; words are never
changed.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from quotes.citing import dates
from quotes.citing.grammar import article_for, is_plural
from quotes.citing.occasions import event
from quotes.citing.punctuation import end, full_stop, inner, no_comma, quoted
from quotes.citing.source import Source, one_line, speakers
from quotes.models import QuoteRecord

_DETERMINER = re.compile(
    "an?|the|his|her|its|their|our|my|your|one|two|three|several", re.IGNORECASE
)

_LONGEST_TITLE = 300  # characters of a post that stand for its title

Follows = Literal["clause", "sentence", "paragraph"]


class Piece(NamedTuple):
    """A stretch of the words, and whether a clause, sentence or paragraph begins with it."""

    text: str
    follows: Follows


def pieces(record: QuoteRecord) -> list[Piece]:
    """The words as printed, divided where the attribution broke them.

    Where the segments do not fit the text (a person corrected it), the words
    are divided at their paragraphs only.
    """
    found = _segments(record) or [
        Piece(paragraph, "paragraph") for paragraph in record.text.split("\n")
    ]
    return [Piece(line, follows) for text, follows in found if (line := one_line(text))]


def joined(divided: list[Piece]) -> str:
    """The pieces in one stretch, a line for each paragraph."""
    text = ""
    parts = []
    for piece in divided:
        if text:
            parts.append(text if piece.follows == "clause" else full_stop(text))
            parts.append("\n" if piece.follows == "paragraph" else " ")
        text = piece.text
    return "".join([*parts, text])


def words(record: QuoteRecord) -> str:
    """All the words in one stretch, a line for each paragraph."""
    return joined(pieces(record))


def excerpts(record: QuoteRecord, point: str) -> str:
    """The pieces of a mixed quote between marks: “bold,” “new” and “fair,”; `point` ends the last.

    No serial comma, as AP has it.
    """
    *others, last = [piece.text for piece in pieces(record)] or [""]
    listed = [quoted(end(other, ",")) for other in others[:-1]]
    listed += [f"{quoted(end(other, ''))} and" for other in others[-1:]]
    return " ".join([*listed, quoted(end(last, point))])


def marked(record: QuoteRecord, point: str) -> str:
    """The words as they stand in another text, `point` at their end.

    A quote stands between marks, a partial one in its pieces; a paraphrase has no marks.
    """
    if record.kind == "mixed":
        return excerpts(record, point)
    text = end(words(record), point)
    return text if record.kind == "indirect" else quoted(text)


def reported(record: QuoteRecord, who: str, said: str, where: str = "") -> str:
    """A paraphrase credited to `who`, without a final stop, its letters as they are.

    `said` is the verb with all that is known of the occasion, `where` the occasion alone.
    The article's own verb is kept where it leads on to the words ("called for an inquiry");
    what begins with a capital stays at the head of the sentence; what is no clause that
    somebody can have said stands apart.
    """
    text = words(record).replace("\n", " ")
    verb = _printed_verb(record)
    if verb is None or _CLAUSE_CUE.match(verb):
        if text[:1].isupper():
            return f"{end(text, ',')} {who} {said}"
        that = "" if _CLAUSE.match(text) else "that "
        return f"{who} {said} {that}{end(text, '')}"
    if _follows_speaker(record) and not verb.split()[0].endswith("ing"):
        occasion = f"{where[:1].upper()}{where[1:]}, " if where else ""
        return f"{occasion}{who} {verb} {end(text, '')}"
    return f"{who.rstrip(',')}, as paraphrased: {verb} {end(text, '')}"


# What needs no "that" before it, and the verbs that whole clauses follow.
_CLAUSE = re.compile(r"(?:that|to|whether|if|how|why|what|when|where|who)\s")
_CLAUSE_CUE = re.compile(r"(?:sa(?:id|ys?|ying)|t(?:old|ells?)|according to)\b", re.IGNORECASE)


def _printed_verb(record: QuoteRecord) -> str | None:
    """The verb before a paraphrase and its object, as printed: "called for", "told reporters".

    None where the verb does not lead on to the words.
    """
    cue = next((item.span for item in record.evidence if item.field == "cue"), None)
    if cue is None or not record.segments:
        return None
    start, shift = record.segments[0].start, record.context_start
    if not shift <= cue.start < cue.end <= start:
        return None
    verb = one_line(record.context[cue.start - shift : start - shift]) or ""
    return verb if re.fullmatch(r"[a-z]+(?: [\w’'.-]+){0,3}", verb) else None


def _follows_speaker(record: QuoteRecord) -> bool:
    """Whether the cue stands right behind the speaker: "Ada Moreno called"."""
    ends = {item.span.end for item in record.evidence if item.field == "speaker"}
    starts = [item.span.start for item in record.evidence if item.field == "cue"]
    gaps = [
        record.context[end - record.context_start : start - record.context_start]
        for start in starts
        for end in ends
        if record.context_start <= end <= start
    ]
    return any(not gap.strip() for gap in gaps)


def abstract(record: QuoteRecord) -> str:
    """The words on one line as a field of a bibliography holds them.

    Between marks if they are a quote; a paraphrase has none.
    """
    if record.kind == "mixed":
        return excerpts(record, "")
    line = no_comma(words(record).replace("\n", " "))
    return line if record.kind == "indirect" else f"“{inner(line)}”"


def credited(record: QuoteRecord) -> tuple[str, ...]:
    """The speakers as a sentence names them: bodies and unnamed people with their article."""
    found = speakers(record)
    if record.speaker_kind in ("person", None):
        return found
    return tuple(_with_article(record, name) for name in found)


def roles(record: QuoteRecord) -> tuple[str | None, ...]:
    """The role of each speaker, as printed; None where it is not clear whose it is."""
    count = len(speakers(record))
    role = one_line(record.role)
    found = tuple(part.strip(" ,;") or None for part in role.split("; ")) if role else ()
    return found if len(found) == count else (None,) * count


def beginning(
    record: QuoteRecord, article: Source, words: int = 0, characters: int = 0
) -> str | None:
    """What stands for the title of a post: its first words, no more than so many, on one line.

    They are the quote's where its speaker posted it, else those that the page has. None where
    neither is known.
    """
    text = record.full_text and one_line(record.full_text[:_LONGEST_TITLE])
    if article.own_words and record.kind == "direct":
        text = no_comma(joined(pieces(record)).replace("\n", " "))
    found = (text or article.title or "").split(" ")
    if words:
        found = found[:words]
    while characters and len(found) > 1 and len(" ".join(found)) > characters:
        found.pop()
    return " ".join(found) or None


def headline(record: QuoteRecord, article: Source) -> str | None:
    """The article's title, or what stands for that of a post."""
    return beginning(record, article) if article.genre == "post" else article.title


def account(record: QuoteRecord) -> str:
    """Who, when and where in one line: "Jane Smith, mayor; said 2024-03-04; rally in Ohio".

    Empty where the article says none of it.
    """
    who = " and ".join(
        f"{name}, {role}" if role else name
        for name, role in zip(speakers(record), roles(record), strict=True)
    )
    when = dates.parse(record.date)
    parts = (who, f"said {when.iso}" if when else "", event(record))
    return "; ".join(part for part in parts if part)


def _with_article(record: QuoteRecord, name: str) -> str:
    """The name of what is no person, with the article that the text has before it."""
    printed = re.search(rf"\b(an?|the)\s+{re.escape(name)}\b", record.context, re.IGNORECASE)
    if printed:
        return f"{printed[1].lower()} {name}"
    first = name.split()[0]
    if (
        record.speaker_kind != "unnamed"
        or _DETERMINER.fullmatch(first)
        or first[0].isdigit()
        or (first[0].isupper() and re.search(r"['’]s?\s", name))
        or is_plural(name)
    ):
        return name
    return f"{article_for(name)} {name}"


def _segments(record: QuoteRecord) -> list[Piece]:
    """The pieces by the record's segments, or none where these do not fit the text."""
    text, found, at = record.text, list[Piece](), 0
    for position, span in enumerate(record.segments):
        joint = text[at - 1 : at] if position else "\n"
        stop = at + span.end - span.start
        if joint not in (" ", "\n") or stop > len(text):
            return []
        follows: Follows = "paragraph"
        if joint == " ":
            follows = "sentence" if _is_new_sentence(record, position, text[at:stop]) else "clause"
        found.append(Piece(text[at:stop], follows))
        at = stop + 1
    return found if at == len(text) + 1 else []


def _is_new_sentence(record: QuoteRecord, position: int, piece: str) -> bool:
    """Whether a full stop stands between a segment and the one before it.

    Read from the context, which holds what the article has between them; by
    the capital letter where the context does not reach.
    """
    before, here = record.segments[position - 1], record.segments[position]
    start, stop = before.end - record.context_start, here.start - record.context_start
    if 0 <= start < stop <= len(record.context):
        between = record.context[start:stop].rstrip(" \n“‘\"'«")
        return between.endswith((".", "!", "?", ":"))
    return piece[:1].isupper() and not re.match(r"I\b", piece)
