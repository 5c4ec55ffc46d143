"""On which day: expressions of time -> ISO dates.

    Monday, on Tuesday night, Sunday’s debate     the latest such day up to publication
    yesterday, today, this morning, last night    counted from publication
    Feb. 24, March 3, 2024, 24 February, 2025-02-24
    last week, earlier this week, last month      the month, where it lies in one month
    in October 2013, in 2013                      as precise as printed
    two days ago, a week ago

"Recently", "in the early 1980s" give no date: a wrong date is worse than none. A bare weekday
counts back from the day of publication, that day included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from quotes.models import DateBasis, DatePrecision
from quotes.parsing.sentences import Tokens

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH_NAMES = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
    "september sept sep|october oct|november nov|december dec"
)
_MONTHS = {
    name: number
    for number, names in enumerate(_MONTH_NAMES.split("|"), 1)
    for name in names.split()
}
_COUNTS = "zero one two three four five six seven eight nine ten".split()
_NUMBERS = {word: n for n, word in enumerate(_COUNTS)} | {"a": 1, "an": 1}
_MONTH = (
    r"(?P<{0}>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?P<{0}>[12]\d{{3}})\b"
_ORDINAL = r"(?:st|nd|rd|th)?"

_EXPRESSION = re.compile(
    rf"""
    # 2025-02-24
    \b(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})\b
    # Feb. 24   March 3, 2024   June 1st
  | \b{_MONTH.format("month1")}\s(?P<day1>\d{{1,2}}){_ORDINAL}\b(?!:\d|,\d{{3}})
        (?:,?\s{_YEAR.format("year1")})?
    # 24 February   the 3rd of March 2024
  | \b(?P<day2>\d{{1,2}}){_ORDINAL}\s(?:of\s)?{_MONTH.format("month2")}(?!\w)
        (?:,?\s{_YEAR.format("year2")})?
    # in October   last March   in early May of 2013
  | \b(?:[Ii]n|since|[Ll]ast|[Tt]his|[Ee]arly|late|an?|his|her|their)\s{_MONTH.format("month3")}
        (?:,?\s(?:of\s)?{_YEAR.format("year3")})?(?!\s?\d)
    # October 2013
  | \b{_MONTH.format("month4")},?\s{_YEAR.format("year4")}
    # Monday   last Tuesday
  | \b(?:(?P<lead>[Ll]ast|[Nn]ext|[Tt]his\s+past|[Tt]his|[Ee]very|[Pp]revious)\s)?
        (?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?P<plural>s\b)?\b
    # yesterday   last night   this morning
  | \b(?P<near>[Yy]esterday|[Tt]oday|[Tt]onight|[Ll]ast\snight
        |[Tt]his\s(?:morning|afternoon|evening))\b
    # last week   this month   over the weekend
  | \b(?:(?P<span>[Ll]ast|[Pp]ast|[Tt]his)\s(?P<unit>week|weekend|month|year)
        |[Tt]he\s(?P<over>weekend))\b(?!\sof\b)
    # two days ago   a week earlier
  | \b(?P<count>an?|{"|".join(_COUNTS[1:])}|\d{{1,2}})\s
        (?P<ago>day|week|month|year)s?\s(?:ago|earlier)\b
    # in 2013   her 2013 memoir
  | \b(?:[Ii]n|(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[’']s)(?=\s\d+\s[A-Za-z]))
        \s(?P<year>(?:19|20)\d{{2}})\b(?!\s*[-–]\s*\d)
    """,
    re.VERBOSE,
)
# The words that every expression has one of, besides years and ISO dates.
_WORDS = frozenset(
    f"{' '.join(_WEEKDAYS)} {'s '.join(_WEEKDAYS)}s {' '.join(_MONTHS)} {'. '.join(_MONTHS)}."
    " yesterday today tonight night morning afternoon evening week weekend month year ago"
    " earlier".split()
)
_CALENDAR = re.compile(r"(?:19|20)\d\d(?:-\d\d-\d\d)?")
# Words before an expression that make it a term or a plan, not the day of saying.
_ELSEWHEN = re.compile(
    r"\b(?:born(?:\s(?:on|in))?|since|until|till|by|before|after|through|from|next|for|following|to|than|of|ahead\sof"
    r"|between(?:\s[^,;]{1,24}\sand)?|starting|beginning|scheduled|due|expected|coming|upcoming|every"
    r"|(?:aired|airing|published|posted|released|broadcast)(?:\s(?:on|online|in|late|early))*)"
    r"\s+(?:the\s|late\s|early\s)?$",
    re.IGNORECASE,
)

# What is written is said on the day it is put out, unlike an interview: "a message posted Friday".
_WRITTEN_THEN = re.compile(
    r"\b(?:message|post|tweet|statement|note|letter|update|memo|editorial|column|essay)\s"
    r"(?:[\w’']+\s){0,4}?(?:published|posted|released)(?:\s(?:on|online|late|early))*\s+$",
    re.IGNORECASE,
)

# Words further before it that speak of days to come.
_TO_COME = re.compile(
    r"\b(?:(?:will|won[’']t|shall|scheduled|plan(?:s|ned|ning)?\sto|expect(?:s|ed)?\sto|slated|set\sto"
    r"|set\sfor|due)\b[^.!?\n\x00]*"
    r"|(?:would|could|may|might|meets?|begins|starts|opens|arrives|takes?\splace|kicks?\soff"
    r"|hopes?\sto)\s[^.,!?\n\x00]*)$"
)
# Words behind it that make it part of a name ("Friday’s ruling") or of a dateline ("(UPI)").
_NAMES_EVENT = re.compile(
    r"[’']s\s(?!(?:[\w-]+\s){0,2}?(?:debate|rally|speech|hearing|interview|news|press|briefing|meeting"
    r"|statement|event|forum|town|address|remarks)\b)|\s\([A-Z]"
)


@dataclass(slots=True, frozen=True)
class Day:
    """A date as an article gives it: ISO string, precision, basis, and the words `[start, end)`.

    `apart` is true where the words around it make it a term or a plan ("until
    Monday"), or name an event by its day ("Monday’s debate").
    """

    iso: str
    precision: DatePrecision
    basis: DateBasis
    start: int
    end: int
    apart: bool = False


def find_dates(tokens: Tokens, text: str, published: str | None) -> list[Day]:
    """The dates in `text`, in order; relative ones need `published` (ISO, to the day).

    `text` is that of the tokens with the words of quotes blanked out by NULs.
    """
    today = _parse_iso(published)
    found: list[Day] = []
    for match in _expressions(tokens, text):
        try:
            resolved = _resolve(match, today)
        except (OverflowError, ValueError):  # a day before the year 1
            continue
        if resolved is None:
            continue
        iso, precision, basis = resolved
        before = text[max(0, match.start() - 40) : match.start()]
        apart = (
            (bool(_ELSEWHEN.search(before)) and not _WRITTEN_THEN.search(before))
            or bool(_NAMES_EVENT.match(text, match.end()))
            or bool(_TO_COME.search(text, max(0, match.start() - 60), match.start()))
        )
        start = match.start("year") if precision == "year" and match["year"] else match.start()
        if text[match.start() : start].strip().lower() == "in":
            start = match.start()
        day = Day(iso, precision, basis, start, match.end(), apart)
        if found and found[-1].basis == "relative" and text[found[-1].end : day.start] == ", ":
            found[-1] = day  # Monday, Feb. 24: the calendar day says it all
        else:
            found.append(day)
    return found


def _expressions(tokens: Tokens, text: str) -> Iterator[re.Match[str]]:
    """The expressions of time in a text: looked for only where a word of time stands."""
    starts, done = tokens.start, 0
    years = {word for word in tokens.printed if "1" <= word < "3" and _CALENDAR.fullmatch(word)}
    for i in tokens.among(_WORDS | years):
        if text[starts[i]] == "\0":
            continue
        for k in range(max(0, i - 3), i + 1):
            if starts[k] < done:
                continue
            match = _EXPRESSION.match(text, starts[k])
            if match and match.end() > starts[i]:
                done = match.end()
                if not match["near"] or match["near"][0].islower() or tokens.opens[k]:
                    yield match  # and not a name, as in "Lisbon Today"
                break


def _parse_iso(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _resolve(
    match: re.Match[str], today: date | None
) -> tuple[str, DatePrecision, DateBasis] | None:
    g = match.groupdict()
    if g["iso"]:
        return (g["iso"], "day", "explicit") if _parse_iso(g["iso"]) else None
    for n in ("1", "2"):
        if g["month" + n]:
            return _calendar_day(g["month" + n], int(g["day" + n]), g["year" + n], today)
    for n in ("3", "4"):
        if g["month" + n]:
            return _calendar_month(match.group(), g["month" + n], g["year" + n], today)
    if g["year"]:
        return g["year"], "year", "explicit"
    return _relative(g, today) if today else None


def _month_number(name: str) -> int:
    return _MONTHS[name.lower().rstrip(".")]


def _calendar_day(
    month: str, day: int, year: str | None, today: date | None
) -> tuple[str, DatePrecision, DateBasis] | None:
    """A day of a month; without a year the latest such day, one coming within two months apart."""
    number = _month_number(month)
    try:
        if year:
            return date(int(year), number, day).isoformat(), "day", "explicit"
        if today is None:
            return None
        found = date(today.year, number, day)
        if (found - today).days > 60:
            found = date(today.year - 1, number, day)
    except ValueError:
        return None
    return (found.isoformat(), "day", "explicit") if found <= today else None


def _calendar_month(
    words: str, month: str, year: str | None, today: date | None
) -> tuple[str, DatePrecision, DateBasis] | None:
    number = _month_number(month)
    if words.lower().startswith("since") or (month == "May" and words.lower().startswith("this")):
        return None
    if year:
        return f"{year}-{number:02}", "month", "explicit"
    if today is None:
        return None
    return f"{today.year - (number > today.month)}-{number:02}", "month", "explicit"


def _relative(g: dict[str, str | None], today: date) -> tuple[str, DatePrecision, DateBasis] | None:
    if g["weekday"]:
        return _weekday(g["weekday"], (g["lead"] or "").lower(), bool(g["plural"]), today)
    if g["near"]:
        back = 1 if g["near"].lower() in ("yesterday", "last night") else 0
        return (today - timedelta(days=back)).isoformat(), "day", "relative"
    if g["over"]:
        return _span("this", g["over"], today)
    if g["span"] and g["unit"]:
        return _span(g["span"].lower(), g["unit"], today)
    if g["count"] and g["ago"]:
        return _ago(g["count"].lower(), g["ago"], today)
    return None


def _weekday(
    name: str, lead: str, plural: bool, today: date
) -> tuple[str, DatePrecision, DateBasis] | None:
    if plural or lead in ("next", "every"):
        return None
    back = (today.weekday() - _WEEKDAYS.index(name.lower())) % 7
    if back == 0 and lead == "last":
        back = 7
    return (today - timedelta(days=back)).isoformat(), "day", "relative"


def _span(lead: str, unit: str, today: date) -> tuple[str, DatePrecision, DateBasis] | None:
    """ "Last week", "last month": the month, where the whole span lies in one; "this week" is
    the week up to publication, "the past week" the seven days before it."""
    if unit == "year":
        return _ago("1", "year", today) if lead == "last" else None
    if unit == "month":
        month = today.replace(day=1) - timedelta(days=1 if lead == "last" else 0)
        return month.isoformat()[:7], "month", "relative"
    monday = today - timedelta(days=today.weekday())
    if unit == "weekend":
        first = monday + timedelta(days=5)
        first -= timedelta(days=7 if first > today or lead == "last" else 0)
        last = first + timedelta(days=1)
    elif lead == "last":
        first, last = monday - timedelta(days=7), monday - timedelta(days=1)
    else:
        first, last = (monday if lead == "this" else today - timedelta(days=7)), today
    if first.month != last.month:
        return None
    return first.isoformat()[:7], "month", "relative"


def _ago(count: str, unit: str, today: date) -> tuple[str, DatePrecision, DateBasis] | None:
    n = int(count) if count.isdigit() else _NUMBERS[count]
    if unit in ("day", "week"):
        then = today - timedelta(days=n * (1 if unit == "day" else 7))
        if unit == "week":
            return then.isoformat()[:7], "month", "relative"
        return then.isoformat(), "day", "relative"
    if unit == "month":
        months = today.year * 12 + today.month - 1 - n
        return date(months // 12, months % 12 + 1, 1).isoformat()[:7], "month", "relative"
    return f"{date(today.year - n, 1, 1).year:04}", "year", "relative"
