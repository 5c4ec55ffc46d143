"""Candidates of a scene -> features, for the model that decides where and when words were said.

The features say where a candidate stands against the quote and its cue, how it
stands in its own sentence, whose words are quoted there, and what was chosen for the quotes
before. Each begins with a letter for why there are these candidates: `w` where the quote's
own sentences name them, `o` where they are handed on, `i` where the speaker has no quote before.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from quotes.parsing.scene import LEAD, NOBODY, STRONG, Scene, bucket

# Kinds of venue that are alike in how far they reach.
_GROUP = {
    "interview": "interview",
    "news_conference": "press",
    "speech": "event",
    "debate": "event",
    "hearing": "event",
    "statement": "written",
    "document": "written",
    "correspondence": "written",
    "conversation": "talk",
    "broadcast": "air",
    "social_media": "social",
    None: "local",
}
_CLOSE = ("tight", "ctight", "same", "csame")
_MENTIONS = 12  # of an occasion, looked at for a day beside them


@dataclass(slots=True)
class Past:
    """What was chosen before: whether the speaker has a quote before, the occasion (or day)
    of that, and that of the quote before by whomever."""

    seen: bool = False
    own: Hashable = None
    any: Hashable = None

    def state(self, now: Hashable) -> str:
        """Whether the speaker's quote before has the same: yes, other, none; `-` without one."""
        if not self.seen:
            return "-"
        return "n" if self.own is None else "y" if self.own == now else "o"

    def other(self, now: Hashable) -> str:
        """Whether the quote before has the same."""
        return "n" if self.any is None else "y" if self.any == now else "o"

    def known(self) -> str:
        """Whether anything is known of the speaker's quote before."""
        return "-" if not self.seen else "n" if self.own is None else "y"


def place_features(
    scene: Scene, at: int, mode: str, candidates: Sequence[int], past: Past
) -> list[list[str]]:
    """The features of no venue, then those of every candidate."""
    cue, anchor = scene.cue[at], scene.anchor[at]
    label = scene.layout.mentions[scene.drafts[at].mention].kind == "label"
    nearest: set[str] = set()
    rows: dict[int, list[str]] = {}
    own, far = "-", "-"
    for i in sorted(candidates, key=lambda i: abs(scene.places[i].first - anchor)):
        place, cluster = scene.places[i], scene.cluster[i]
        mine, owner, relation, category, coarse = _standing(scene, at, i)
        strong, kind = place.how in STRONG, _GROUP[place.venue.kind]
        if relation[0] == "o" and (own == "-" or (strong and own[-1] == "-")):
            own = coarse
        elif relation[0] != "o" and strong and mine in "QS":
            far = "S"
        gap, state = scene.gap(at, scene.place_paragraph[i]), past.state(cluster)
        lead = scene.place_paragraph[i] <= LEAD and owner not in ("other", "othernamed")
        many = min(2, len(scene.quoted_at.get(cluster, NOBODY)))
        rows[i] = [
            f"cat:{category}",
            f"g:{coarse}:{gap}",
            f"s:{state}:{past.other(cluster)}:{coarse[:1]}",
            f"st:{state}:{gap}",
            f"rk:{1 + (coarse in nearest)}:{coarse}",
            f"l:{lead}:{mine}{many}:{strong}",
            f"ck:{cue}:{kind}",
            f"cc:{cue}:{coarse[:1]}",
            f"lab:{label}:{coarse}",
            f"an:{scene.is_anothers(cluster, scene.speakers[at])}:{kind}",
        ]
        nearest.add(coarse)
    none = [
        "N",
        f"Nc:{cue}",
        f"Ns:{past.known()}:{'n' if past.any is None else 'y'}",
        f"Nb:{own}",
        f"Nf:{far}:{past.known()}",
        f"Nn:{bucket(len({scene.cluster[i] for i in candidates}))}",
        f"Nu:{scene.speakers[at] is None}",
    ]
    return _lettered(mode, [none, *(rows[i] for i in candidates)])


def _lettered(mode: str, rows: list[list[str]]) -> list[list[str]]:
    letter = mode[1]
    return [[letter + name for name in names] for names in rows]


def _standing(scene: Scene, at: int, i: int) -> tuple[str, str, str, str, str]:
    """Where place `i` stands against quote `at`: whose occasion it is (Q, of the speaker's own
    quotes, S, of the speaker, O, of others), whose sentence, the relation, and the
    three as one category, fine and coarse."""
    who, place, cluster = scene.speakers[at], scene.places[i], scene.cluster[i]
    sentence = scene.place_sentence[i]
    anchors = scene.anchored.get(cluster, NOBODY)
    mine = "O" if anchors else "-"
    if who is not None and who in anchors:
        mine = "Q" if who in scene.quoted_at.get(cluster, NOBODY) else "S"
    owner = scene.owner(at, who, sentence)
    relation = scene.relation(at, sentence, place.first, place.last)
    sign = "+" if place.how in STRONG else "-"
    if relation[0] == "o":
        return mine, owner, relation, f"{relation}:{place.how}", f"own{sign}"
    side = relation[0]
    return mine, owner, relation, f"{side}{mine}{owner}{sign}", f"{mine}{sign}{side}"


def day_features(
    scene: Scene,
    at: int,
    mode: str,
    candidates: Sequence[int],
    place: int | None,
    past: Past,
    same: bool,
) -> list[list[str]]:
    """The features of no day, then those of every candidate.

    `place` is the venue chosen for the quote, `same` whether the speaker's quote before has
    the same venue.
    """
    anchor = scene.anchor[at]
    group = _GROUP[scene.places[place].venue.kind] if place is not None else "-"
    own_place = place is not None and scene.place_sentence[place] in scene.drafts[at].sentences
    own, beside, nearest = "-", "-", True
    rows: dict[int, list[str]] = {}
    for i in sorted(candidates, key=lambda i: abs(scene.day_first[i] - anchor)):
        close = _beside(scene, i, place)
        apart = "X" if scene.days[i].apart else ""
        form = scene.days[i].precision[0] + apart
        names = [f"form:{form}:{scene.days[i].basis[0]}", f"beside:{close}{apart}"]
        relation = scene.relation(at, scene.day_sentence[i], scene.day_first[i], scene.day_last[i])
        if relation[0] == "o":
            names += _own_day(scene, at, i, place, relation)
            if own == "-" or own[-1] == "X":
                own = form
        else:
            names += _far_day(scene, at, i, relation[0])
            if close not in _CLOSE:
                names += [f"gap:{scene.gap(at, scene.day_paragraph[i])}", f"far:{form}"]
                if nearest:
                    names.append("nearest")
                nearest = False
        if close in _CLOSE:
            names.append(f"bk:{group}")
            if beside == "-":
                beside = "at" + apart
        rows[i] = names + _before(scene, at, i, past, same, relation[0] == "o")
    none = [
        "N",
        f"Nc:{scene.cue[at]}",
        f"Ns:{past.known()}",
        f"Nsp:{past.known()}:{same}",
        f"Nb:{own}",
        f"Nbp:{beside}",
        f"Nk:{group}{'o' if own_place else 'f'}",
    ]
    return _lettered(mode, [none, *(rows[i] for i in candidates)])


def _own_day(scene: Scene, at: int, i: int, place: int | None, relation: str) -> list[str]:
    """The features of a day in the quote's own sentences."""
    apart = "X" if scene.days[i].apart else ""
    form = scene.days[i].precision[0] + apart
    where = "Q" if "Q" in relation else relation[1] if relation[1] in "vB" else "n"
    words = _words_between(scene, at, i, place)
    return [
        f"own:{scene.day_belongs[i]}:{apart}",
        f"own:{where}",
        f"own:{form}",
        f"at:{form}:{bucket(words // 2)}",
    ]


def _far_day(scene: Scene, at: int, i: int, side: str) -> list[str]:
    """The features of a day elsewhere."""
    apart = "X" if scene.days[i].apart else ""
    owner = scene.owner(at, scene.speakers[at], scene.day_sentence[i])
    names = [f"far:{owner}:{side}{apart}", f"far:{scene.day_belongs[i]}:{apart}"]
    if scene.day_paragraph[i] <= LEAD and owner not in ("other", "othernamed"):
        names.append(f"lead:{owner}")
    return names


def _before(scene: Scene, at: int, i: int, past: Past, same: bool, own: bool) -> list[str]:
    """The features of a day that tell of the days chosen before and of who spoke on it."""
    iso, who = scene.days[i].iso, scene.speakers[at]
    state, names = past.state(iso), []
    if state == "y":
        gap = "o" if own else scene.gap(at, scene.day_paragraph[i])
        names += [f"prev:{same}", f"prev:{gap}"]
    elif state == "o":
        names.append("prevother:own" if own else "prevother")
    if past.other(iso) == "y" and state != "y":
        names.append(f"prevany:{state}")
    anchors = scene.day_anchored.get(iso, NOBODY)
    mine = "S" if who is not None and who in anchors else "O" if anchors else "-"
    return [*names, f"main:{iso == scene.main_day}:{own}", f"anch:{mine}:{own}"]


def _words_between(scene: Scene, at: int, i: int, place: int | None) -> int:
    """How many words lie between a day and the cue, the mention or the venue of a quote."""
    mention = scene.layout.mentions[scene.drafts[at].mention]
    spans = [(scene.anchor[at], scene.anchor[at] + 1), (mention.first, mention.last)]
    if place is not None:
        spans.append((scene.places[place].first, scene.places[place].last))
    first, last = scene.day_first[i], scene.day_last[i]
    return min(max(0, first - end, start - last) for start, end in spans)


def _beside(scene: Scene, i: int, place: int | None) -> str:
    """How close a day stands to the venue chosen for a quote, or to another mention of it."""
    if place is None:
        return "-"
    found = "far"
    for j in (place, *scene.members[scene.cluster[place]][:_MENTIONS]):
        if scene.day_sentence[i] != scene.place_sentence[j]:
            continue
        p, other = scene.places[j], "" if j == place else "c"
        if p.first - 4 <= scene.day_first[i] and scene.day_last[i] <= p.last + 4:
            return other + "tight"
        if found == "far":
            found = other + "same"
    if found == "far" and scene.day_paragraph[i] == scene.place_paragraph[place]:
        return "par"
    return found
