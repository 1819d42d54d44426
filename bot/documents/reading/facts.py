"""Facts in the words around a title: format, length, who does it, for whom, where and what for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.documents.reading.blocks import squeeze
from bot.documents.reading.verbs import base_verb

_IN_PERSON = re.compile(
    r"\b(?:in[\s-]person|face[\s-]to[\s-]face|(?:en\s+)?présentiel|physical(?:ly)?|on[\s-]?site|f2f)\b",
    re.IGNORECASE,
)
_REMOTE = re.compile(
    r"\b(?:(?:tele|video|web)[\s-]?conferenc\w+|telecons?|(?:visio|audio|télé)conférence|en\s+ligne|à\s+distance|virtuel(?:le)?|online|on-line|virtual(?:ly)?|webinars?|remote(?:ly)?"
    r"|(?:conference|video|phone|telephone)\s+calls?|by\s+(?:phone|telephone|video)|video\s?-?link|dial-?in|vtc|vc|zoom"
    r"|webex|skype|(?:ms|microsoft|via|on|by|over|in|[,;])\s+(?-i:Teams))\b",
    re.IGNORECASE,
)
_HYBRID = re.compile(r"\bhybrid[e]?\b", re.IGNORECASE)
_BOTH = re.compile(  # "Geneva and Webex", "teleconference for those outside Geneva"
    rf"\b(?-i:[A-Z])[\w’'-]{{1,30}}\s*(?:\band\b|\bor\b|[&/+])\s*(?=(?:via\s+)?{_REMOTE.pattern})"
    rf"|{_REMOTE.pattern}\s+(?:(?:also|is|will\s+be|connection|link|facilities|option)\s+)*"
    r"(?:available|possible|for\s+(?:those|members|participants|colleagues|agencies|remote))\b",
    re.IGNORECASE,
)
_HALF_DAY = re.compile(
    r"\bhalf[\s-](?:a[\s-])?day\b|\bdemi-journée\b|½[\s-]day|\b1/2[\s-]day\b", re.IGNORECASE
)
_FULL_DAY = re.compile(r"\b(?:full|whole|all|one|1)[\s-]day\b", re.IGNORECASE)
_COUNT = r"(?P<{0}>\d{{1,3}}(?:\.\d)?|one|two|three|four|five|six|a|an)"
_HOURS = re.compile(
    rf"\b{_COUNT.format('hours')}(?P<half>\s?½|\s+and\s+a\s+half)?[\s-]*(?:hours?|hrs?)\b|\b(?P<h>\d)\s?h\s?(?P<m>\d\d)?\b"
    rf"|\b{_COUNT.format('minutes')}[\s-]*min(?:ute)?s?\b",
    re.IGNORECASE,
)
_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_TENTATIVE = re.compile(
    r"\b(?:TB[CDA]|to\s+be\s+(?:confirmed|determined|decided|announced)|tentative(?:ly)?|proposed|possibl[ey]"
    r"|provisional(?:ly)?|indicative|provisoires?|indicatifs?|à\s+(?:confirmer|déterminer|préciser))\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z])")
_TO = re.compile(r"\s+to\s+(?:the\s+)?")
_WITH = re.compile(r"\s+(?:with|to)\s+(?:the\s+)?")
_STOP = re.compile(
    r"\s+(?:for|at|by|before|prior|ahead|so|in\s+order|no\s+later|during|as|via|with\s+a\s+view|on\s+(?:the\s+)?\d)\b"
    r"|\s*[.;]?$|\.\s|;|:|,\s+(?=[a-z])|\s[-–—]\s"
)
_AT = re.compile(r"(?:\bat|\bduring)\s+(?:the\s+|its\s+|their\s+)?(?=[\w’' ]{0,60}[A-Z0-9])")
_FORUM_END = re.compile(r"\s+(?:for|in|on|by|to|with|as|and\s+for)\b|[.;,:]|\s[-–—(]")
_SITTING = re.compile(r"\d{1,3}(?:st|nd|rd|th)\s", re.IGNORECASE)  # "to the 24th SOM": where, not to whom
_FOR = re.compile(r"(?:^|(?<=\s)|(?<=,))for\s+(?=\S)")
_PURPOSE_END = re.compile(
    r"\s+(?:at|by|during)\s+(?=the\b|its\b|\d|[A-Z])|\s+for\s+|[.;](?=\s+[A-Z]|\s*$)|\s[-–—]\s|\s\((?![^)]*e\.g\.)"
)
_HANDING = {
    "submit",
    "transmit",
    "deliver",
    "hand",
    "forward",
    "present",
    "distribute",
    "circulate",
    "send",
    "share",
    "disseminate",
    "issue",
    "brief",
    "report",
}
_SUBMITTING = {"submit", "transmit", "hand", "forward"}
_LINKS = {"of", "the", "on", "for", "and", "&", "in", "de"}
_OFFICES = {
    "chair",
    "chairs",
    "co-chair",
    "co-chairs",
    "co-lead",
    "co-leads",
    "secretariat",
    "focal",
    "members",
}
_NOT_ACTORS = {"it", "this", "these", "that", "draft", "reports", "report", "drafts", "based", "upon"}
_BY = re.compile(
    r"\b(?:prepared|led|drafted|distributed|circulated|hosted|organi[sz]ed|submitted|produced|compiled|developed"
    r"|facilitated|coordinated|written|sent|finali[sz]ed)\s+by\s+(?:the\s+)?"
)


def find_format(text: str) -> str | None:
    """``in-person``, ``remote``, ``hybrid`` (also: both in one text), or None."""
    near, far = _IN_PERSON.search(text), _REMOTE.search(text)
    if (far and (near or _BOTH.search(text))) or _HYBRID.search(text):
        return "hybrid"
    return "in-person" if near else "remote" if far else None


def find_length(text: str) -> str | None:
    """``half-day``, ``full-day``, minutes as digits, or None."""
    if _HALF_DAY.search(text):
        return "half-day"
    if _FULL_DAY.search(text):
        return "full-day"
    match = _HOURS.search(text)
    if match is None:
        return None
    if match["minutes"]:
        return str(round(_number(match["minutes"])))
    if match["h"]:
        return str(int(match["h"]) * 60 + int(match["m"] or 0))
    return str(round((_number(match["hours"]) + (0.5 if match["half"] else 0)) * 60))


def _number(word: str) -> float:
    return float(_WORDS.get(word.lower(), 0) or word)


def is_tentative(text: str) -> bool:
    """Whether the words leave it open."""
    return _TENTATIVE.search(text) is not None


def strip_facts(text: str) -> str:
    """A bracket's words without format, length and doubt: what else it says."""
    for pattern in (_IN_PERSON, _REMOTE, _HYBRID, _HALF_DAY, _FULL_DAY, _HOURS, _TENTATIVE):
        text = pattern.sub(" ", text)
    return squeeze(re.sub(r"\b(?:and|or|with|by|via|for|date|meeting)\b|[,;/&+()?-]", " ", text))


@dataclass(frozen=True, slots=True)
class Handing:
    """To whom something goes, where, what for; `submits` where the words say *submit* or the like."""

    recipient: str | None = None
    forum: str | None = None
    purpose: str | None = None
    submits: bool = False


def find_handing(*texts: str) -> Handing:
    """The first sentence, text by text, that hands something to somebody."""
    weak = Handing()
    for text in texts:
        for sentence in _SENTENCE.split(text):
            handing = _read_handing(sentence)
            if handing is not None and (handing.recipient or handing.forum):
                return handing
            if handing is not None and handing.submits and not weak.submits:
                weak = handing
    return weak


def _read_handing(sentence: str) -> Handing | None:
    read = sentence.lower() if sentence.isupper() else sentence
    for word in re.finditer(r"[A-Za-z]+", sentence[:2_000]):
        verb = base_verb(word[0])
        if verb in _HANDING and not (verb == "report" and word[0] != "Report"):
            break
    else:
        return None
    to = (_WITH if verb == "share" else _TO).search(read, word.end())
    recipient, end = None, word.end()
    if to and base_verb(read[to.end() :].split(" ", 1)[0]) is None:
        stop = _STOP.search(read, to.end())
        end = stop.start() if stop else len(sentence)
        recipient = sentence[to.end() : end].strip(" .,;:") or None
    elif verb in {"report", "brief", "deliver", "issue"}:
        return None
    at = _AT.search(sentence, end)
    forum = None
    if at:
        stop = _FORUM_END.search(sentence, at.end())
        forum = sentence[at.end() : stop.start() if stop else len(sentence)].strip() or None
    if recipient and not forum and _SITTING.match(recipient):
        recipient, forum = None, recipient
    purpose = _purposes(sentence[end:]) if recipient or forum else None
    reports = verb == "report" and to is not None and to.start() == word.end()  # "Report to the Secretariat"
    presents = verb == "present" and bool(recipient or forum)
    return Handing(recipient, forum, purpose, verb in _SUBMITTING or reports or presents)


def _purposes(text: str) -> str | None:
    """What it is for; a second or an added clause keeps its *for*."""
    found: list[str] = []
    for match in _FOR.finditer(text):
        stop = _PURPOSE_END.search(text, match.end())
        words = text[match.end() : stop.start() if stop else len(text)].strip(" ,;.")
        added = found or text[: match.start()].rstrip().endswith(",")
        if words:
            found.append(f"for {words}" if added else words)
    return "; ".join(found) or None


def find_actor(text: str) -> str | None:
    """Who does it: the name before *distributes*, *will prepare*, *to circulate*, or after *prepared by*."""
    by = _BY.search(text)
    if by:
        name = _name_from(text[by.end() :].split())
        if name:
            return name
    words = text[:2_000].split()
    for index in range(1, len(words)):
        if not _acts(words, index):
            continue
        name = _name_before(words, index - 1 if words[index - 1] in {"will", "to", "shall"} else index)
        if name:
            return name
    return None


def _acts(words: list[str], index: int) -> bool:
    word = words[index]
    if word[0].isupper() or base_verb(word) is None:
        return False
    return words[index - 1] in {"will", "to", "shall"} or (
        (word.endswith("s") and not words[index - 1].endswith(","))
        or words[index - 1] in {"chairs", "co-chairs", "leads", "co-leads", "members"}
    )


def _name_before(words: list[str], end: int) -> str | None:
    start = end
    while start > 0 and end - start < 9 and _in_name(words[start - 1]):
        start -= 1
    while start < end and words[start].lower() in _LINKS | {"the"}:
        start += 1
    name = " ".join(words[start:end])
    if not name or words[end - 1].lower() in _LINKS or name.lower() in _NOT_ACTORS or base_verb(words[start]):
        return None
    return name


def _name_from(words: list[str]) -> str | None:
    taken: list[str] = []
    for word in words[:9]:
        if not _in_name(word.rstrip(".,;:)")):
            break
        taken.append(word.rstrip(".,;:)"))
        if word[-1] in ".,;:)":
            break
    while taken and taken[-1].lower() in _LINKS:
        taken.pop()
    return " ".join(taken) or None


def is_name(text: str) -> bool:
    """Whether words may be the name of who does something: with capitals, or an office."""
    return all(_in_name(word) for word in text.split())


def _in_name(word: str) -> bool:
    return word in _LINKS or word in _OFFICES or (word[:1].isupper() and word[-1].isalnum())
