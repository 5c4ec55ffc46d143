"""What kind of source an article is, by the form of its metadata.

An article says of itself whether it is a post, a speech or a transcript: by the
host of its address, by its section ("Transcripts", "Speeches") or by how its title begins or ends
("Remarks by …", "Transcript: …"). Whoever knows better gives the article
another section.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

Genre = Literal["news", "web", "post", "speech", "transcript"]

# By host, without "www." or "m.": the platform's name, and where in the path the account stands.
_ACCOUNT = re.compile(r"/@?(?P<account>[\w.-]+)/(?:status|posts?|videos?|photos?|p)/")
_AT_ACCOUNT = re.compile(r"/(?:users/)?@(?P<account>[\w.-]+)(?:@[\w.-]+)?(?:/|$)")
_PROFILE = re.compile(r"/profile/(?P<account>[\w.-]+)/post/")
_PLATFORMS = {
    "bsky.app": ("Bluesky", _PROFILE),
    "facebook.com": ("Facebook", _ACCOUNT),
    "instagram.com": ("Instagram", _ACCOUNT),
    "linkedin.com": ("LinkedIn", _AT_ACCOUNT),
    "mastodon.social": ("Mastodon", _AT_ACCOUNT),
    "t.me": ("Telegram", re.compile(r"/(?:s/)?(?P<account>\w+)/\d+")),
    "threads.com": ("Threads", _AT_ACCOUNT),
    "threads.net": ("Threads", _AT_ACCOUNT),
    "tiktok.com": ("TikTok", _AT_ACCOUNT),
    "truthsocial.com": ("Truth Social", _AT_ACCOUNT),
    "twitter.com": ("Twitter", _ACCOUNT),
    "weibo.com": ("Weibo", re.compile(r"$(?P<account>)")),
    "x.com": ("X", _ACCOUNT),
}
_TRANSCRIPT_TITLE = re.compile(
    r"(?:(?:full|rush|complete|edited) )?transcript(?:\s*:|\s+(?:of|from)\s)"
    r"|.*[:(\[–—-]\s*(?:(?:the|full|rush|complete|edited) )*transcript[)\]]?$",
    re.IGNORECASE,
)
_SPEECH_TITLE = re.compile(
    r"(?:(?:full text|text|full speech|as (?:delivered|prepared))\s*:\s*"
    r"|(?:\w+ )?(?:remarks|speech|address|keynote|lecture|statement) (?:by|of|to the|at the)\s)",
    re.IGNORECASE,
)
_TRANSCRIPT_SECTION = re.compile(r"(?:.*\W)?transcripts?", re.IGNORECASE)
_SPEECH_SECTION = re.compile(
    r"speech|(?:.*\W)?(?:speeches|remarks|addresses)(?: (?:&|and) \w+)?", re.IGNORECASE
)


class Post(NamedTuple):
    """A post: the platform it stands on, and the account with its @ where the address has it."""

    platform: str
    handle: str | None


def genre(title: str | None, section: str | None, url: str | None, outlet: str | None) -> Genre:
    """The kind of source; "web" for a page of no outlet, "news" for all that is nothing else."""
    if post(url):
        return "post"
    if _matches(_TRANSCRIPT_SECTION, section) or _matches(_TRANSCRIPT_TITLE, title, whole=False):
        return "transcript"
    if _matches(_SPEECH_SECTION, section) or _matches(_SPEECH_TITLE, title, whole=False):
        return "speech"
    return "web" if url and not outlet else "news"


def post(url: str | None) -> Post | None:
    """The platform and the account of a post's address; None where it is no post's."""
    try:
        parts = urlsplit(url or "")
        host = re.sub(r"^(?:www|m|mobile|old)\.", "", parts.hostname or "")
    except ValueError:  # brackets that are no IPv6 address
        return None
    if host not in _PLATFORMS or not parts.path.strip("/"):
        return None
    platform, form = _PLATFORMS[host]
    account = form.search(parts.path)
    return Post(platform, f"@{account['account']}" if account and account["account"] else None)


def _matches(form: re.Pattern[str], text: str | None, whole: bool = True) -> bool:
    if not text:
        return False
    return (form.fullmatch(text) if whole else form.match(text)) is not None
