"""What an item is, by its title: a meeting, something to produce, to hand over, to do, an end."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.workplan.items import Kind

_MEETING = re.compile(
    r"\b(?:meetings?|teleconferences?|telecons?|videoconferences?|video-?calls?|(?:conference|group|team|video|phone"
    r"|kick-?off|zoom|skype|\d(?:st|nd|rd|th)|first|second|third|next|last|regular|monthly)\s+calls?|calls?$|webinars?|workshops?|sessions?|retreats?|seminars?|round-?tables?"
    r"|briefings?|plenar(?:y|ies)|conferences?|consultations?|assembl(?:y|ies)|kick-?off$)(?!\s+(?:the|for)\b)",
    re.IGNORECASE,
)
_ABOUT_MEETING = re.compile(
    r"\b(?:minutes|reports?|summar(?:y|ies)|agendas?|invitations?|invites?|notes?|documents?|papers?|preparations?"
    r"|prep|follow-?up|calendar|schedule|dates?|outcomes?|materials?|registration)\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"\b(?:closure|closing(?!\s+(?:date|gap|the\s+gap))|close\s+of|sunset(?:ting)?|dissolution|wind(?:ing)?[\s-]?(?:up|down)"
    r"|terminat\w+|disband\w*|(?:end|conclusion|completion)\s+of\s+(?:the\s+|its\s+)?(?:mandate|group|IMG|task|work(?=\s+of\b)|working))\b"
    r"|^(?:close|dissolve|conclude|end|sunset)\s+(?:the\s+)?(?:mandate|group|IMG|task|working)",
    re.IGNORECASE,
)
_HEAD_END = re.compile(
    r"\s(?:of|on|for|to|from|at|with|regarding|about|between|by|concerning|under)\s|[:;(–—]|\s-\s"
)
GROUP_PREFIX = re.compile(r"[^:.;]{0,40}\b(?:IMG|(?i:group|team|force|committee|network)):\s+(?=\S)")
_LONG = 300  # what comes later in a title says nothing about its kind
_HOLD = {"hold", "convene", "organise", "organize", "host", "have", "attend"}
HAND_OVER = {"submit", "transmit", "deliver", "hand", "forward", "present", "table"}
_ACTIVITY = set(
    [
        "distribute",
        "begin",
        "start",
        "launch",
        "circulate",
        "run",
        "initiate",
        "commence",
        "continue",
        "conduct",
        "carry",
        "organise",
        "organize",
        "promote",
        "share",
        "send",
        "invite",
        "call",
        "collect",
        "consult",
        "disseminate",
        "roll",
        "pilot",
        "implement",
        "undertake",
        "hold",
        "engage",
        "establish",
        "set",
        "open",
        "announce",
        "recruit",
        "nominate",
        "appoint",
        "test",
        "train",
        "survey",
        "maintain",
        "monitor",
        "follow",
        "review",
        "discuss",
        "agree",
        "decide",
        "select",
        "identify",
        "gather",
        "map",
        "assess",
        "coordinate",
        "host",
        "convene",
        "facilitate",
        "support",
        "seek",
        "request",
        "solicit",
        "mobilise",
        "mobilize",
        "explore",
        "investigate",
        "research",
        "contribute",
        "attend",
        "participate",
        "liaise",
        "plan",
        "arrange",
        "issue",
        "approach",
        "validate",
        "approve",
        "endorse",
        "adopt",
        "reach",
        "kick",
        "advertise",
        "raise",
        "brief",
        "confirm",
        "schedule",
        "invitation",
    ]
)
_PRODUCE = set(
    [
        "prepare",
        "draft",
        "finalise",
        "finalize",
        "devise",
        "develop",
        "produce",
        "write",
        "report",
        "publish",
        "complete",
        "compile",
        "update",
        "design",
        "revise",
        "create",
        "build",
        "elaborate",
        "formulate",
        "outline",
        "document",
        "summarise",
        "summarize",
        "consolidate",
        "edit",
        "translate",
        "define",
        "analyse",
        "analyze",
        "deliverable",
        "release",
        "synthesise",
        "synthesize",
        "conclude",
        "propose",
        "present",
    ]
)
_NOUNS = {
    "distribution": "distribute",
    "circulation": "circulate",
    "dissemination": "disseminate",
    "launch": "launch",
    "implementation": "implement",
    "organisation": "organise",
    "consultation": "consult",
    "collection": "collect",
    "submission": "submit",
    "presentation": "present",
    "preparation": "prepare",
    "finalisation": "finalise",
    "finalization": "finalise",
    "completion": "complete",
    "publication": "publish",
    "development": "develop",
    "drafting": "draft",
    "continuation": "continue",
    "nomination": "nominate",
    "announcement": "announce",
    "establishment": "establish",
    "review": "review",
    "revision": "revise",
    "transmission": "transmit",
    "delivery": "deliver",
    "identification": "identify",
    "production": "produce",
    "commencement": "commence",
}
_PRODUCT = re.compile(
    r"\b(?:reports?|papers?|drafts?|proposals?|plans?|guidelines?|guidance|stud(?:y|ies)|analys[ie]s|toolkits?|handbooks?"
    r"|briefs?|publications?|websites?|platforms?|databases?|inventor(?:y|ies)|summar(?:y|ies)|recommendations?|strateg(?:y|ies)"
    r"|framework|roadmap|results|findings|minutes|documents?|terms\s+of\s+reference|tor|maps?|mapping|newsletters?|surveys?"
    r"|outputs?|deliverables?|notes?|agenda|policy|manual|template|list|matrix|dashboard)\b",
    re.IGNORECASE,
)
_COMPOUND = re.compile(  # "survey report": no verb
    r"(?:survey|research|pilot|test|plan)\s+(?:reports?|papers?|results|findings|stud(?:y|ies)|notes?)\b",
    re.I,
)
VERBS = _ACTIVITY | _PRODUCE | HAND_OVER | {"close", "dissolve"}


@lru_cache(maxsize=4096)
def base_verb(word: str) -> str | None:
    """The known verb behind a word (``distributes``, ``Finalising``, ``launch``, ``submission``), or None."""
    low = word.lower().strip(",.:;")
    if low in VERBS:
        return low
    if low in _NOUNS:
        return _NOUNS[low]
    for ending in ("es", "s", "ed", "d", "ing"):
        if low.endswith(ending):
            stem = low[: -len(ending)]
            for candidate in (stem, stem + "e", stem[:-1] if stem[-2:-1] == stem[-1:] else stem):
                if candidate in VERBS:
                    return candidate
    return None


def lead_verb(title: str) -> str | None:
    """The verb a title begins with, also behind an adverb or *to*."""
    if _COMPOUND.match(title):
        return None
    for word in title.split(None, 2)[:2]:
        verb = base_verb(word)
        if verb:
            return verb
        if not re.fullmatch(
            r"to|jointly|formally|possibly|tentatively|proposed|possible|final|first|initial|re-?", word, re.I
        ):
            break
    return None


def head_of(title: str) -> str:
    """The title up to its first preposition: what it is, before what it is about."""
    named = GROUP_PREFIX.match(title)
    match = _HEAD_END.search(title, named.end() if named else 0, _LONG)
    return title[: match.start()] if match and match.start() > 3 else title[:_LONG]


@lru_cache(maxsize=4096)
def is_meeting(title: str) -> bool:
    """Whether the title names a meeting, rather than a thing about one."""
    verb, words = lead_verb(title), title[:_LONG].split() or [""]
    if verb in _HOLD and words[0].lower() not in {"conference", "organisation"}:
        return _MEETING.search(title[:_LONG]) is not None and not _ABOUT_MEETING.search(head_of(title))
    head = head_of(title)
    if verb and not re.match(
        r"(?:briefing|consultation|training|review|launch|planning|discussion|kick)\w*\b", words[0], re.I
    ):
        return False
    return _MEETING.search(head) is not None and not _ABOUT_MEETING.search(head)


def is_closure(title: str) -> bool:
    """Whether the title names the end of the group or its work."""
    return bool(_END.search(head_of(title)) or _END.search(title[:60]))


def kind_of(title: str, *, submits: bool) -> tuple[Kind, bool]:
    """The kind, and whether the words tell it clearly.

    Args:
        title: without numbering and stream.
        submits: whether the text below says that it is submitted to somebody.
    """
    if is_meeting(title):
        return Kind.MEETING, True
    if is_closure(title):
        return Kind.CLOSURE, True
    verb = lead_verb(title)
    if submits or verb in HAND_OVER:
        return Kind.SUBMISSION, True
    if verb in _ACTIVITY:
        return Kind.ACTIVITY, True
    return Kind.DELIVERABLE, verb is not None or _PRODUCT.search(title[:_LONG]) is not None
