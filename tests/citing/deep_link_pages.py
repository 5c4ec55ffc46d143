"""Invented pages with a quote in each, for browsers to find: `pages(seed, count)`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

# The quote's segments stand between these in a page's source; they are not served.
OPEN, CLOSE = "\ue000", "\ue001"
STYLE = """body { font: 13px/26px "DejaVu Sans", sans-serif; width: 440px; color: #000 }
a { color: #000 } ::target-text { background: rgb(255, 0, 255); color: #000 }"""


@dataclass(frozen=True)
class Language:
    """Words to make sentences of: what joins and ends them, and the marks around speech."""

    code: str
    words: tuple[str, ...]
    space: str = " "
    stop: str = "."
    comma: str = ","
    marks: tuple[str, str] = ("“", "”")
    said: str = "said Ada Moreno"


def _language(code: str, words: str, said: str, **other: Any) -> Language:
    return Language(code, tuple(words.split()), said=said, **other)


ENGLISH = _language(
    "en",
    "bridge ferry harbour winter council tide lantern orchard signal granite market river engine "
    "ladder copper window garden pepper silver station mountain kettle morning paper castle "
    "meadow ribbon candle barrel the the the a a of of and and in on we we they it was will not "
    "for with by from this that is no yes",
    "said Ada Moreno",
)
OTHERS = (
    _language("fr", "où café été naïve pont rivière déjà très hôtel la le les même çà élu ne pas",
              "a dit Ada Moreno", marks=("«\xa0", "\xa0»")),
    _language("fr", "l’été d’où qu’il pont rivière déjà très hôtel la le les même aujourd’hui pas",
              "a dit Ada Moreno", marks=("«\u202f", "\u202f»")),
    _language("de", "Brücke Fluß über März Straße Größe für die der und schön Übung nicht wäre",
              "sagte Ada Moreno", marks=("„", "“")),
    _language("pl", "łódź żółw ściana mąka dąb źródło gęś ćma nie jest był można większy",
              "mówi Ada Moreno", marks=("„", "”")),
    _language("vi", "cầu sông mở lại tháng năm chúng tôi rất vui được người đường phố sẽ",
              "bà nói"),
    _language("el", "γέφυρα ποτάμι ανοίγει ξανά τον Μάιο θάλασσα είναι όχι ναι εμείς πόλη δεν",
              "είπε η δήμαρχος", marks=("«", "»")),
    _language("ru", "мост река откроется снова май город люди ёлка нет это будет мы рады ещё",
              "сказала мэр", marks=("«", "»")),
    _language("ar", "الجسر النهر سيفتح مرة أخرى في مايو نحن سعداءُ المدينة إلى هذا لا نعم كان",
              "قالت العمدة", comma="،", marks=("«", "»")),
    _language("fa", "پل رودخانه می‌خواهیم دوباره باز شهر ما نه این خانه‌ها بود شد است",
              "شهردار گفت", comma="،", marks=("«", "»")),
    _language("he", "הגשר הנהר ייפתח שוב במאי העיר אנחנו שמחים לא כן זה היה גדול",
              "אמרה ראש העיר", marks=('"', '"')),
    _language("hi", "पुल नदी फिर खुलेगा मई में हम खुश हैं शहर नहीं यह था बड़ा",
              "महापौर ने कहा", stop="।"),
    _language("ko", "다리는 강이 다시 열린다 오월에 우리는 기쁘다 도시가 아니다 이것은 있었다",
              "시장이 말했다"),
    _language("zh", "大桥 河流 重新 开放 五月 我们 高兴 城市 不是 这个 已经 非常 市民 时候",
              "市长说", space="", stop="。", comma="，"),
    _language("ja", "橋は 川の 再び 開く 五月に 私たちは 嬉しい 町が ではない これは とても 市民",
              "市長は述べた", space="", stop="。", comma="、", marks=("「", "」")),
    _language("th", "สะพาน แม่น้ำ เปิด อีกครั้ง เดือน พวกเรา ดีใจ เมือง ไม่ใช่ นี่คือ มาก ประชาชน",
              "นายกเทศมนตรีกล่าว", space="", stop=" ", comma=" "),
)  # fmt: skip
SYMBOLS = (
    "It cost $5-6 million, i.e. 40% of what A&B had",
    "The state-of-the-art, two-lane bridge isn’t open, is it",
    "We'd pay #1 or 2, but not 3/4 of it; never — e.g. at 9:30 a.m",
    "A ‘good, safe’ bridge (or none) is what they want: 1,000.50 tons",
    "Mail ada@town.example or see https://town.example/a-b?c=1&d=2",
    "R&D rose 12.5%, to £3bn… we think—no, hope—it's the dogs’ year",
    "They said [the council] will do it, 100%",
    "Let’s go 🎉🎉 — 👩‍👩‍👧 love the café's “new” look 👍🏽",
    "Rock 'n' roll in the '90s, O’Brien & Sons, C++ and 50 ½ miles",
)


class Author:
    """Sentences and paragraphs of invented pages, in one language."""

    def __init__(self, rng: Random, language: Language = ENGLISH) -> None:
        self.rng, self.language = rng, language

    def words(self, least: int, most: int) -> str:
        language = self.language
        count = self.rng.randint(least, most)
        commas = range(4, count - 2, 5) if self.rng.random() < 0.7 or not language.space else ()
        found = [self.rng.choice(language.words) for _ in range(count)]
        found = [f"{word}{language.comma * (n in commas)}" for n, word in enumerate(found)]
        return language.space.join(found)

    def sentence(self, least: int = 6, most: int = 18) -> str:
        text = self.words(least, most)
        return f"{text[:1].upper()}{text[1:]}{self.language.stop}"

    def paragraph(self) -> str:
        return f"<p>{self.language.space.join(self.sentence() for _ in range(3))}</p>"

    def filling(self) -> str:
        return "\n".join(self.paragraph() for _ in range(self.rng.randint(4, 6)))

    def marked(self, text: str) -> str:
        """A segment between quotation marks."""
        left, right = self.language.marks
        return f"{left}{OPEN}{text}{CLOSE}{right}"


@dataclass(frozen=True)
class Page:
    """An invented article; `passage` is the source of the paragraphs the quote stands in."""

    kind: str
    headline: str
    above: str
    passage: str
    below: str
    language: str = "en"
    fragment: str = ""
    is_whole: bool = True

    @property
    def marked(self) -> str:
        style = f"<style>{STYLE}</style>"
        turned = ' dir="rtl"' if self.language in ("ar", "fa", "he") else ""
        head = f'<head><meta charset="utf-8"><title>{self.headline}</title>{style}</head>'
        menu = '<nav><a href="/">Home</a> <a href="/news">The news</a> <a href="/no">No</a></nav>'
        story = "\n".join([self.above, self.passage, self.below])
        article = f'<article id="story"><h1>{self.headline}</h1>\n{story}\n</article>'
        body = f"<body>{menu}<main>{article}</main><footer>Yes, we will</footer></body>"
        return f'<!doctype html><html lang="{self.language}"{turned}>{head}{body}</html>'

    @property
    def source(self) -> str:
        return re.sub(f"[{OPEN}{CLOSE}]", "", self.marked)


def plain(author: Author) -> str:
    return f"<p>She told us: {author.marked(author.sentence(5, 25))} {author.sentence()}</p>"


def short(author: Author) -> str:
    before, text = author.words(2, 6), author.words(1, 3)
    return f"<p>It was {before} {author.marked(f'{text},')} she said, {author.sentence()}</p>"


def alone(author: Author) -> str:
    return f"<p>{author.marked(author.sentence(1, 3))}</p>"


def inline(author: Author) -> str:
    one, two, three = author.words(1, 4), author.words(1, 3), author.words(2, 6)
    four = author.rng.choice(["<b>n</b>ow", "to<wbr>day", "<i>A</i><i>BC</i>", "H<sub>2</sub>O"])
    text = f'<em>{one}</em> <a href="/x"><b>{two}</b></a> <span>{three} </span>{four},'
    return f"<p>{author.marked(text)} said <a href='/y'>Ada Moreno</a>, {author.sentence()}</p>"


def wrapped_in(author: Author) -> str:
    tag = author.rng.choice(["em", "strong", "span", "a", "q class=x"])
    text = author.sentence(5, 12)
    inner = f"<{tag}>{author.marked(text)}</{tag.split()[0]}>"
    return f"<p>{inner} {author.language.said}. {author.sentence()}</p>"


def broken(author: Author) -> str:
    one, two = author.marked(f"{author.words(4, 9)},"), author.marked(author.sentence(2, 9))
    return f"<p>{one} {author.language.said}, {author.words(1, 4)}, {two}</p>"


def thrice(author: Author) -> str:
    one, two, three = (author.marked(f"{author.words(1, 4)},") for _ in range(3))
    return f"<p>{one} she said, {two} and then {three} in {author.sentence()}</p>"


def paragraphs(author: Author) -> str:
    left, right = author.language.marks
    said = [author.sentence(4, 20) for _ in range(author.rng.randint(2, 4))]
    inner = "\n".join(f"<p>{left}{OPEN}{text}{CLOSE}</p>" for text in said[:-1])
    return f"{inner}\n<p>{left}{OPEN}{said[-1]}{CLOSE}{right} {author.language.said}.</p>"


def long(author: Author) -> str:
    space = author.language.space
    text = space.join(author.sentence() for _ in range(author.rng.randint(5, 9)))
    return f"<p>{author.marked(text)} {author.language.said}. {author.sentence()}</p>"


def straight(author: Author) -> str:
    text = f"{author.words(1, 6)} isn't {author.words(1, 4)}"
    return f'<p>"{OPEN}{text},{CLOSE}" she said. {author.sentence()}</p>'


def symbols(author: Author) -> str:
    text = author.rng.choice(SYMBOLS).replace("&", "&amp;")
    return f"<p>{author.marked(f'{text},')} she said. {author.sentence()}</p>"


def spaces(author: Author) -> str:
    words = author.words(6, 30).split()
    gaps = ("&nbsp;", "\n      ", " ", "  ", " ", "\u2009")
    text = "".join(word + author.rng.choice(gaps) for word in words[:-1]) + words[-1]
    return f"<p>\n   {author.marked(f'{text},')}&nbsp;she said.\n {author.sentence()}</p>"


def line_breaks(author: Author) -> str:
    one, two = author.sentence(2, 9), author.sentence(2, 9)
    return f"<p>She wrote: {author.marked(f'{one}<br>{two}')}<br><br>{author.sentence()}</p>"


def hyphenated(author: Author) -> str:
    text = author.words(4, 9).replace("bridge", "bri&shy;dge").replace("the", "the&#8203;")
    return f"<p>Yes: {author.marked(f'{text} har&shy;bour now,')} she said.</p>"


def indirect(author: Author) -> str:
    return f"<p>She said that {OPEN}{author.words(6, 14)}{CLOSE}, as did {author.sentence()}</p>"


def partial(author: Author) -> str:
    text = author.words(2, 5)
    return f"<p>They were a {author.marked(text)} {author.words(2, 4)}. {author.sentence()}</p>"


def listed(author: Author) -> str:
    others = f"<li>{author.sentence()}</li>"
    return f"<ul>{others}\n<li>{author.marked(author.sentence(3, 9))} she said.</li>{others}</ul>"


def blockquote(author: Author) -> str:
    return f"<blockquote><p>{OPEN}{author.sentence(9, 25)}{CLOSE}</p></blockquote>"


def said_before(author: Author) -> str:
    text = author.words(5, 9)
    return (
        f"<p>A sign that says {text} hangs there.</p>\n<p>“{text},” said another. No.</p>\n"
        f"<p>{author.marked(f'{text},')} she said. {author.sentence()}</p>"
    )


def said_again(author: Author) -> str:
    text = author.sentence(5, 9)
    return f"<p>She: {author.marked(text)}</p>\n<p>He: “{text}” {author.sentence()}</p>"


KINDS: tuple[Callable[[Author], str], ...] = (
    plain, short, alone, inline, wrapped_in, broken, thrice, paragraphs, long, straight, symbols,
    spaces, line_breaks, hyphenated, indirect, partial, listed, blockquote, said_before, said_again,
)  # fmt: skip
FOREIGN = (plain, broken, paragraphs, long, wrapped_in, short)


def pages(seed: int, count: int) -> Iterator[Page]:
    """So many pages of all kinds in turn, every third in another language than English."""
    rng = Random(seed)
    for number in range(count):
        is_foreign = number % 3 == 2
        language = OTHERS[number // 3 % len(OTHERS)] if is_foreign else ENGLISH
        author = Author(rng, language)
        kinds = FOREIGN if is_foreign else KINDS
        kind = kinds[(number - number // 3) % len(kinds) if not is_foreign else rng.randrange(6)]
        passage = kind(author)
        above, headline, repeats = author.filling(), author.sentence(5, 9), ""
        first = re.sub("<[^>]*>", "", re.split(f"[{OPEN}{CLOSE}]", passage)[1])
        if rng.random() < 0.35 and len(first) > 20:
            repeats = rng.choice(("headline", "pull quote"))
            headline = f"“{first}” {headline}" if repeats == "headline" else headline
            pulled = f"<blockquote>{first}</blockquote>" if repeats == "pull quote" else ""
            above = f"{author.filling()}\n{pulled}\n{above}"
        name = " ".join([kind.__name__, language.code, repeats])
        fragment = rng.choice(("", "", "#", "#story", "#story:~:text=News"))
        is_whole = bool(repeats) or "before" in name or "again" in name or rng.random() < 0.85
        below = author.filling()
        yield Page(name, headline, above, passage, below, language.code, fragment, is_whole)
