"""What kind of source an article is, who wrote it, and what it does not say."""

from __future__ import annotations

from typing import Any

import pytest
from citing_records import NO_SOURCE, record

from quotes.citing.agencies import agency
from quotes.citing.gaps import gaps
from quotes.citing.genres import genre, post
from quotes.citing.source import source


@pytest.mark.parametrize(
    ("title", "section", "url", "outlet", "expected"),
    [
        ("Bridge to close", None, "https://times.example/1", "Times", "news"),
        ("Bridge to close", None, None, None, "news"),
        ("Bridge to close", None, "https://times.example/1", None, "web"),
        ("Transcript: The mayor on the bridge", None, None, "Times", "transcript"),
        ("FULL TRANSCRIPT: the mayor on the bridge", None, None, "Times", "transcript"),
        ("Transcript of the mayor's news conference", None, None, "Times", "transcript"),
        ("The mayor on the bridge: transcript", None, None, "Times", "transcript"),
        ("The mayor on the bridge (full transcript)", None, None, "Times", "transcript"),
        ("City releases transcript of call with builder", None, None, "Times", "news"),
        ("Transcripts show mayor knew of the cracks", None, None, "Times", "news"),
        ("Mayor refuses to hand over a transcript", None, None, "Times", "news"),
        ("The mayor on the bridge", "Transcripts", None, "Times", "transcript"),
        ("The mayor on the bridge", "News | Transcript", None, "Times", "transcript"),
        ("Remarks by Mayor Moreno", None, None, "City", "speech"),
        ("Opening remarks by Mayor Moreno", None, None, "City", "speech"),
        ("Speech of the mayor at the bridge", None, None, "City", "speech"),
        ("Address to the council", None, None, "City", "speech"),
        ("Full text: what the mayor said", None, None, "City", "speech"),
        ("On the bridge", "Speeches", None, "City", "speech"),
        ("On the bridge", "Briefing Room - Speeches & Remarks", None, "City", "speech"),
        ("Remarks about bridge anger builders", None, None, "Times", "news"),
        ("Mayor's speech draws hundreds", None, None, "Times", "news"),
        ("Statement necklaces are back", None, None, "Times", "news"),
        ("Speech therapists strike", None, None, "Times", "news"),
        ("Speech therapists strike", "Speech and hearing", None, "Times", "news"),
        ("Ada Moreno on X", None, "https://x.com/ada/status/1", "X", "post"),
        ("What X users say", None, "https://times.example/x.com/ada/status/1", "Times", "news"),
    ],
)
def test_genre(
    title: str, section: str | None, url: str | None, outlet: str | None, expected: str
) -> None:
    assert genre(title, section, url, outlet) == expected


@pytest.mark.parametrize(
    ("url", "platform", "handle"),
    [
        ("https://x.com/ada/status/1", "X", "@ada"),
        ("https://www.twitter.com/ada/status/1?s=20", "Twitter", "@ada"),
        ("https://mobile.twitter.com/ada/status/1", "Twitter", "@ada"),
        ("https://bsky.app/profile/ada.example/post/3k", "Bluesky", "@ada.example"),
        ("https://www.facebook.com/ada.moreno/posts/pfbid0", "Facebook", "@ada.moreno"),
        ("https://www.facebook.com/watch/?v=1", "Facebook", None),
        ("https://www.threads.net/@ada/post/C1", "Threads", "@ada"),
        ("https://truthsocial.com/@ada/posts/1", "Truth Social", "@ada"),
        ("https://mastodon.social/@ada@town.example/1", "Mastodon", "@ada"),
        ("https://t.me/ada/15", "Telegram", "@ada"),
        ("https://www.tiktok.com/@ada/video/1", "TikTok", "@ada"),
    ],
)
def test_post(url: str, platform: str, handle: str | None) -> None:
    assert post(url) == (platform, handle)


@pytest.mark.parametrize(
    "url", [None, "", "https://x.com/", "https://x.community/ada/status/1", "http://[", "x.com/a"]
)
def test_no_post(url: str | None) -> None:
    assert post(url) is None


@pytest.mark.parametrize(
    ("bylines", "outlet", "expected"),
    [
        (["Associated Press"], "Times", "Associated Press"),
        (["By The Associated Press"], "Times", "Associated Press"),
        (["By JANE DOE, AP"], "Times", "Associated Press"),
        (["Jane Doe / Reuters"], "Times", "Reuters"),
        (["Jane Doe and John Roe, Agence France-Presse"], "Times", "Agence France-Presse"),
        (["Jane Doe", "Reuters"], "Times", "Reuters"),
        (["Jane Doe, Reuters"], "Reuters", None),
        (["Reuters"], "Thomson Reuters", None),
        (["Jane Doe"], "Times", None),
        (["Apple Doe", "Tass Roe"], "Times", None),
        ([], None, None),
    ],
)
def test_agency(bylines: list[str], outlet: str | None, expected: str | None) -> None:
    assert agency(bylines, outlet) == expected


POST = {"url": "https://x.com/ada/status/1", "outlet": None, "bylines": (), "title": None}


@pytest.mark.parametrize(
    ("changes", "authors", "own_words"),
    [
        ({}, ["Ada Moreno"], True),
        ({"bylines": ("Ada Moreno",)}, ["Ada Moreno"], True),
        ({"bylines": ("Bo Hill",)}, ["Bo Hill"], False),
        ({"speaker": None, "speaker_kind": None}, ["@ada"], False),
        ({"speaker": "Ada Moreno and Bo Hill"}, ["Ada Moreno", "Bo Hill"], True),
        ({"speaker": "City of Spring", "speaker_kind": "organization"}, ["City of Spring"], True),
    ],
)
def test_who_posted(changes: dict[str, Any], authors: list[str], own_words: bool) -> None:
    article = source(record(**{**POST, **changes}))
    assert [name.display for name in article.authors] == authors
    assert article.own_words is own_words


def test_the_reporter_is_the_author_of_everything_else() -> None:
    article = source(record(title="Transcript: Ada Moreno on the bridge"))
    assert [name.display for name in article.authors] == ["Jane Q. Doe"]
    assert not article.own_words


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"role": "Mayor", "venue": "rally", "date": "2024-03-04"},
            [],
        ),
        ({"role": None}, ["role", "venue", "day the words were said"]),
        (
            {"speaker": None, **NO_SOURCE},
            [
                "speaker", "venue", "day the words were said",
                "byline", "title", "outlet", "date of publication", "URL",
            ],
        ),
        (
            {"speaker_kind": "organization", "bylines": ("  ",), "url": "javascript:alert(1)"},
            ["venue", "day the words were said", "byline", "URL"],
        ),
        (POST, ["role", "venue", "day the words were said"]),
    ],
)  # fmt: skip
def test_gaps(changes: dict[str, Any], expected: list[str]) -> None:
    assert gaps(record(**changes)) == expected
