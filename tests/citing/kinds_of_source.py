"""A record for every kind of source there is to cite. People, outlets and articles are invented."""

from __future__ import annotations

from citing_records import NO_SOURCE, record

from quotes.models import QuoteRecord

_ACCESSED = {"accessed": "2026-11-22"}
_SPEECH = {
    "title": "Remarks by Mayor Moreno on the Mill Street bridge",
    "outlet": "City of Springfield",
    "url": "https://springfield.example/remarks",
    "bylines": (),
    "role": "Mayor",
}
_HALL = {
    "venue": "City Hall",
    "venue_kind": "speech",
    "venue_phrase": "at City Hall",
    "date": "2024-03-04",
}
_RALLY = {
    "venue": "rally in Ohio",
    "venue_kind": "speech",
    "venue_phrase": "at a rally in Ohio",
    "date": "2024-03-04",
}
_POST = {
    "title": None,
    "outlet": None,
    "bylines": (),
    "url": "https://x.com/adamoreno/status/1764",
}

KINDS: dict[str, QuoteRecord] = {
    "newspaper online": record(role="Mayor", **_RALLY),
    "no byline": record(bylines=()),
    "two bylines": record(bylines=("Jane Q. Doe", "Bo van der Berg Jr.")),
    "three bylines": record(bylines=("Jane Q. Doe", "Li Wei", "Ann Poe")),
    "five bylines": record(bylines=("Jane Doe; John Roe; Ann Poe; Li Wei; Mo Farouk",)),
    "byline of a body": record(bylines=("Editorial Board",)),
    "wire copy": record(bylines=("Associated Press",)),
    "wire copy with its reporter": record(bylines=("Jane Q. Doe, Associated Press",)),
    "agency's own site": record(outlet="Reuters", bylines=("Jane Q. Doe",)),
    "no date": record(published=None),
    "no date, but read on a day": record(published=None, **_ACCESSED),
    "month of publication": record(published="2024-03"),
    "print page": record(url=None, page="A1"),
    "print pages": record(url=None, page="A1, A4"),
    "no URL": record(url=None),
    "no title": record(title=None),
    "page of no outlet": record(outlet=None),
    "address alone": record(**{**NO_SOURCE, "url": "https://times.example/bridge"}),
    "source unknown": record(**NO_SOURCE),
    "post": record(**_POST),
    "post by a body": record(
        speaker="Springfield Police",
        speaker_kind="organization",
        **{**_POST, "url": "https://bsky.app/profile/police.example/post/3k7"},
    ),
    "post that quotes somebody": record(
        **{**_POST, "url": "https://mastodon.social/@bohill/11", "bylines": ("Bo Hill",)},
        full_text="Just back from City Hall. The mayor said “We will rebuild the bridge,” "
        "and the whole room stood up to clap, which I have not seen there in twenty years.",
    ),
    "speech": record(**_SPEECH, **_HALL),
    "speech on an unknown occasion": record(**_SPEECH),
    "transcript": record(
        title="Transcript: Mayor Ada Moreno on the bridge", bylines=(), role="Mayor", **_RALLY
    ),
    "transcript in a section": record(section="Transcripts"),
    "headline with marks and a question": record(title="Who said “we will rebuild”?"),
    "speaker unknown": record(speaker=None, speaker_kind=None),
    "institution as speaker": record(
        speaker="bridge authority",
        speaker_kind="organization",
        printed="“{We will rebuild the bridge},” the bridge authority said.",
    ),
    "joint speakers": record(speaker="Ada Moreno and Bo Hill", role="Mayor; the sheriff"),
    "paraphrase": record(kind="indirect", text="the bridge would open in May"),
    "partial quote": record(kind="mixed", text="bold", role="Mayor"),
    "two paragraphs": record(text="We will rebuild. Nobody pays.\nIt opens in May."),
    "broken by its attribution": record(
        printed="“{We will rebuild,}” said Mayor Ada Moreno, “{and nobody pays.}”", role="Mayor"
    ),
    "quote within the quote": record(text='They said "never," and "no"'),
}
