"""A review drawn: its state and the size of the terminal -> lines.

From above: where the queue stands and where the quote was printed; the paragraph; what the
parser answered, how sure, and from which words; the alternatives, or what is being typed; a
message; the keys. Where there is little room the paragraph gives way first, then the title and
the alternatives; the answers and the keys stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from quotes.models import Span
from quotes.review.asking import Asking
from quotes.review.case import Case, Choice
from quotes.review.helping import HELP
from quotes.review.passage import Marks, passage
from quotes.review.session import Bounding, Helping, Session
from quotes.showing import DOUBTFUL, WIDEST, one_line, printable

COLOURED = Marks(
    {"quote": "bold", "speaker": "cyan", "cue": "italic", "venue": "green", "date": "magenta"}, {}
)
PLAIN = Marks(
    {"quote": "bold", "speaker": "underline", "cue": "", "venue": "underline", "date": "underline"},
    dict.fromkeys(("speaker", "venue", "date"), ("[", "]")),
)
EDGES = ("▸", "◂")

_LABEL = 9
_MARGIN = 2
_FEW_LINES = 16  # terminals lower than this get no title and no blank lines
_TALLEST = 18  # lines of the article at the most
_BESIDE = 60  # cells from which kind and id stand beside the outlet
_TWO_COLUMNS = 70  # cells from which alternatives may stand side by side
_MOST_BELOW = 9  # lines of alternatives
_Keys = Sequence[tuple[str, str]]
_KEYS: _Keys = (
    ("c", "confirm"), ("1-9", "that speaker"), ("s", "speaker…"), ("r", "role…"), ("v", "venue…"),
    ("d", "date…"), ("x", "no quote"), ("[ ]", "begin"), ("{ }", "end"), ("space", "skip"),
    ("u", "undo"), ("?", "help"), ("q", "quit"),
)  # fmt: skip
_KEYS_FEW: _Keys = (("c", "confirm"), ("x", "no quote"), ("u", "undo"), ("?", "help"))
_KEYS_DECIDED: _Keys = (("enter", "next"), *(key for key in _KEYS if key[0] != "space"))
_KEYS_MOVING: _Keys = (
    ("enter", "save"), ("esc", "back"), ("[ ]", "begin"), ("{ }", "end"),
    ("( ) < >", "by a letter"),
)  # fmt: skip
_KEYS_TYPING: _Keys = (("enter", "take"), ("esc", "back"))
_KEYS_CHOOSING: _Keys = (
    ("enter", "take"), ("esc", "back"), ("↑ ↓", "choose"), ("tab", "complete"), (";", "one more"),
)  # fmt: skip
_KEYS_AT_THE_END: _Keys = (("space", "the skipped again"), ("u", "undo"), ("q", "quit"))
_BASIS = {"explicit": "as printed", "relative": "counted from the day of publication"}


def draw(session: Session, width: int, height: int, *, colour: bool = True) -> list[Text]:
    """The screen: at most `height` lines, none wider than `width` cells.

    Without `colour` brackets stand around what the fields were read from. Nothing in the lines
    steers a terminal. The session is told what could be shown: a paragraph that was moved
    further than it goes is moved back, and only alternatives that are seen can be chosen.
    """
    inner = min(width - 2 * _MARGIN, WIDEST) if width >= 60 else width
    margin = _MARGIN if width >= 60 else 0
    if isinstance(session.mode, Helping):
        lines = [Text(line) for line in HELP]
    elif session.case is None:
        lines = _end(session, inner)
    else:
        lines = _question(session, session.case, inner, height, COLOURED if colour else PLAIN)
    found = []
    for line in lines[: max(height, 0)]:
        line.truncate(max(inner, 0), overflow="ellipsis")
        if margin:
            line.pad_left(margin)
        found.append(line)
    return found


def _question(session: Session, case: Case, width: int, height: int, marks: Marks) -> list[Text]:
    roomy = height >= _FEW_LINES
    gap = [Text()] if roomy else []
    head = _head(session, case, width, both=roomy)
    answers = _answers(case, width, marks)
    keys = _keys(session, width, 2 if roomy else 1)
    # All keep their places from quote to quote, so that the eye need not look for them.
    room = max(0, height - len(head) - len(answers) - len(keys) - 1 - 3 * len(gap))
    rows = min(_MOST_BELOW, room * 2 // 5)
    tall = min(_TALLEST, room - rows)
    segments: Sequence[Span] = case.record.segments
    if isinstance(session.mode, Bounding):
        segments = session.mode.segments
        marks = Marks(marks.styles, {**marks.around, "quote": EDGES})
    words, session.scroll = _words(case, segments, marks, width, tall, session.scroll)
    below = _filled(_below(session, case, width, rows), room - tall)
    return [
        *head,
        *gap,
        *_filled(words, tall),
        *gap,
        *answers,
        *gap,
        *below,
        _message(session),
        *keys,
    ]


def _filled(lines: list[Text], height: int) -> list[Text]:
    """The lines, with blank ones behind them up to a height."""
    return [*lines[:height], *(Text() for _ in range(height - len(lines)))]


def _words(
    case: Case, segments: Sequence[Span], marks: Marks, width: int, height: int, scroll: int
) -> tuple[list[Text], int]:
    if segments:
        return passage(case, segments, marks, width, height, scroll)
    # Words that people gave it and that this version of the article no longer has.
    return [Text(one_line(case.record.text), "bold")], 0


def _head(session: Session, case: Case, width: int, *, both: bool) -> list[Text]:
    record = case.record
    place = f"{session.at + 1} of {len(session.queue)}  "
    standing = "" if record.standing == "parsed" else record.standing
    kind = record.kind if record.kind != "direct" else ""
    right = " · ".join(filter(None, (standing, kind, record.public_id)))
    right = right if width >= _BESIDE else standing
    outlet, published = one_line(record.outlet or ""), one_line(record.published or "")
    spare = width - cell_len(place) - cell_len(right) - 2
    whole = " · ".join(filter(None, (outlet, published and f"published {published}")))
    source = Text(whole, "dim")
    if source.cell_len > spare:
        source = Text(outlet, "dim")
        source.truncate(max(spare - cell_len(published) - 3, 0), overflow="ellipsis")
        source.append(f" · {published}" if published else "")
    first = Text(place, "bold").append_text(source)
    first.truncate(max(width - cell_len(right) - 2, cell_len(place)), overflow="ellipsis")
    if cell_len(right) + first.cell_len + 2 <= width:
        first.pad_right(width - first.cell_len - cell_len(right))
        first.append(right, "dim")
    title = one_line(record.title or case.record.url or "without a title")
    return [first, Text(title, "bold")] if both else [first]


def _answers(case: Case, width: int, marks: Marks) -> list[Text]:
    """What is known of the quote, a line each: the answer, how sure, and from which words."""
    record = case.record
    speaker = ", ".join(filter(None, (record.speaker, record.role)))
    venue = record.venue
    if venue and record.venue_kind and record.venue_kind.replace("_", " ") not in venue:
        venue += f" ({record.venue_kind.replace('_', ' ')})"
    basis = record.date_basis and _BASIS[record.date_basis]
    rows = (
        ("speaker", "Speaker", speaker or "not named", record.speaker_confidence, record.cue),
        ("venue", "Venue", venue or "not given", record.venue_confidence, None),
        ("date", "Said", record.date or "day not given", record.date_confidence, basis),
    )
    found = []
    for field, label, value, confidence, more in rows:
        words = _grounds(case, field)
        line = Text.assemble((f"{label:{_LABEL}}", marks.styles[field]), (one_line(value), "bold"))
        if confidence is not None:
            sure = f"{confidence:.2f}" + (" uncertain" if confidence < DOUBTFUL else "")
            line.append(f"  {sure}", "bold red" if confidence < DOUBTFUL else "dim")
        elif field in case.corrected:
            line.append("  corrected", "dim")
        notes = [f"from {words}"] if words else []
        if field == "speaker" and more:
            notes.append(f"“{one_line(more)}”")
        elif more and words:
            notes.append(more)
        told = f"  {', '.join(notes)}" if notes else ""
        if told and line.cell_len + cell_len(told) > width and len(notes) > 1:
            told = f"  {notes[0]}"
        line.append(told, "dim")
        found.append(line)
    return found


def _grounds(case: Case, field: str) -> str:
    """The words that a field was read from, between quotation marks."""
    found = []
    for evidence in case.record.evidence:
        start, end = evidence.span.start - case.start, evidence.span.end - case.start
        if evidence.field == field and start >= 0 and end <= len(case.text):
            found.append(f"“{one_line(case.text[start:end])}”")
    return ", ".join(dict.fromkeys(found))


def _below(session: Session, case: Case, width: int, most: int) -> list[Text]:
    """The alternatives, or what is being typed and what is offered for it."""
    if isinstance(session.mode, Asking):
        return _prompt(session.mode, width, max(most, 1))
    if isinstance(session.mode, Bounding):
        return []
    note = [Text(case.note, "dim")] if case.note and most > 2 else []
    lines, session.seen = _alternatives(case.choices, width, most - len(note))
    return [*lines, *note]


def _alternatives(choices: Sequence[Choice], width: int, most: int) -> tuple[list[Text], int]:
    """The numbered alternatives, in two columns where one would be too long, and how many."""
    numbered = list(enumerate(choices, 1))
    if len(choices) <= most or most < 1 or width < _TWO_COLUMNS:
        lines = [_alternative(number, choice, width) for number, choice in numbered[: max(most, 0)]]
        return lines, len(lines)
    column = (width - 2) // 2
    lines = [_alternative(number, choice, column) for number, choice in numbered]
    rows = min(most, (len(lines) + 1) // 2)
    for left, right in zip(lines, lines[rows : 2 * rows], strict=False):
        left.pad_right(column + 2 - left.cell_len)
        left.append_text(right)
    return lines[:rows], min(2 * rows, len(lines))


def _alternative(number: int, choice: Choice, width: int) -> Text:
    """An alternative with its weight, if it has any; a long role gives way."""
    told = "" if choice.likely is None else f"  {choice.likely:.2f}"
    told += "" if choice.speaker_id or choice.namesakes else "  new"
    line = Text.assemble((f"{number}", "bold"), "  ", one_line(choice.name))
    if choice.role:
        line.append(f", {one_line(choice.role)}", "dim")
    line.truncate(max(width - cell_len(told), 4), overflow="ellipsis")
    return line.append(told, "dim")


def _prompt(asking: Asking, width: int, most: int) -> list[Text]:
    """The line being typed, a cursor in it, and what is offered below."""
    label = {"speaker": "Speaker", "role": "Role", "venue": "Venue", "date": "Said"}[asking.field]
    before = printable(asking.line.text[: asking.line.at])
    behind = printable(asking.line.text[asking.line.at :])
    room = max(width - _LABEL - 2, 4)
    while cell_len(before) > room - 2:
        before = before[1:]
    line = Text.assemble((f"{label:{_LABEL}}", "bold"), before)
    line.append(behind[:1] or " ", "reverse").append(behind[1:])
    found = [line]
    if asking.field == "date" and not asking.line.text:
        found.append(Text(f"{'':{_LABEL}}2025-02-24, 2025-02 or 2025", "dim"))
    rows = max(0, most - 1)
    first = max(0, (asking.chosen or 0) - rows + 1)
    for number, offer in enumerate(asking.offered[first : first + rows], first):
        marked = number == asking.chosen
        row = Text(f"{'':{_LABEL - 2}}{'› ' if marked else '  '}")
        row.append(one_line(offer.name), "bold" if marked else "")
        row.append(f"  {one_line(offer.role)}" if offer.role else "", "dim")
        found.append(row.append(f"  {offer.speaker_id}", "dim"))
    return found[: max(most, 1)]


def _message(session: Session) -> Text:
    note = session.mode.note if isinstance(session.mode, Asking) else ""
    return Text(one_line(note or session.message), "italic")


def _keys(session: Session, width: int, most: int) -> list[Text]:
    mode = session.mode
    if isinstance(mode, Bounding):
        return _packed(_KEYS_MOVING, width, most)
    if isinstance(mode, Asking):
        keys = _KEYS_CHOOSING if mode.field == "speaker" else _KEYS_TYPING
        return _packed(keys, width, most)
    decided = session.case is not None and session.case.record.standing != "parsed"
    keys = _KEYS_DECIDED if decided else _KEYS
    lines = _packed(keys, width, len(keys))
    return lines if len(lines) <= most else _packed(_KEYS_FEW, width, 1)


def _packed(keys: _Keys, width: int, most: int) -> list[Text]:
    """Keys and what they do, side by side in as few lines as hold them."""
    lines = [Text()]
    for key, does in keys:
        each = Text.assemble((key, "bold"), (f" {does}", "dim"))
        if lines[-1] and lines[-1].cell_len + 3 + each.cell_len > width:
            lines.append(Text())
        lines[-1].append("   " if lines[-1] else "").append_text(each)
    return lines[:most]


def _end(session: Session, width: int) -> list[Text]:
    """What is shown once the queue is done."""
    tally = session.tally()
    lines = [
        Text("That was the last one.", "bold"),
        Text(),
        Text(
            f"{tally.decided} decided: {tally.confirmed} confirmed, {tally.corrected} corrected,"
            f" {tally.rejected} rejected"
        ),
        Text(f"{session.skipped} skipped"),
        Text(),
        _message(session),
    ]
    keys = _KEYS_AT_THE_END if session.skipped else _KEYS_AT_THE_END[1:]
    return [*lines, *_packed(keys, width, 2)]
