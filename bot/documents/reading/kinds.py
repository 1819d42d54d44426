"""What an item is, by its title: a meeting, something to produce, to hand over, to do, an end."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.documents.reading.verbs import ACTIVITY, HAND_OVER, HOLD, base_verb
from bot.plan.rules.items import Kind

_MEETING = re.compile(
    r"\b(?:meetings?|teleconferences?|telecons?|videoconferences?|video-?calls?|(?:conference|group|team|video|phone|technical|expert|drafting|planning|coordination|liaison"
    r"|informal|joint|weekly|quarterly|kick-?off|zoom|skype|\d(?:st|nd|rd|th)|first|second|third|next|regular|monthly)\s+calls?|calls?$|webinars?|workshops?|sessions?|retreats?|seminars?|round-?tables?"
    r"|briefings?|side[\s-]?events?|dialogues?|symposi(?:um|a)|town[\s-]halls?|summits?|plenar(?:y|ies)|conferences?|consultations?|assembl(?:y|ies)|kick-?off$|congress(?:es)?|forums?|hackathons?|meet-?ups?"
    r"|réunions?|ateliers?|séminaires?|conférences?|assemblées?|plénières?|tables?\s+rondes?|webinaires?|visioconférences?"
    r"|audioconférences?|téléconférences?|séances?|colloques?|sommets?|rencontres?|journées?\s+d)(?!\s+(?:the|for)\b)",
    re.IGNORECASE,
)
_ABOUT_MEETING = re.compile(
    r"\b(?:minutes|reports?|summar(?:y|ies)|agendas?|invitations?|invites?|notes?|documents?|papers?|preparations?"
    r"|prep|follow-?up|calendar|compte\s+rendu|procès-verbal|ordre\s+du\s+jour|rapports?|invitations?|notes?|schedule|dates?|outcomes?|materials?|registration)\b",
    re.IGNORECASE,
)
_DEADLINE = re.compile(r"\b(?:due|deadlines?|opens?|closes?|extended|dates? limites?)\W*$", re.IGNORECASE)
_END = re.compile(
    r"\b(?:closure|closing(?!\s+(?:date|gap|the\s+gap))|close\s+of|sunset(?:ting)?|dissolution|wind(?:ing)?[\s-]?(?:up|down)"
    r"|terminat\w+|disband\w*|(?:end|conclusion|completion)\s+of\s+(?:the\s+|its\s+)?(?:mandate|group|IMG|task|work(?=\s+of\b)|working))\b"
    r"|\b(?:group|team|force|committee|network|IMG)\s+(?:closes|ends|concludes|sunsets|is\s+(?:closed|dissolved))\b"
    r"|\b(?:concludes|ends|completes|terminates)\s+(?:its|their)\s+(?:work|mandate)\b"
    r"|^(?:dissolve|recharter|re-charter)\b|\b(?:clôture|dissolution|fin\s+du\s+mandat)\b"
    r"|^(?:close|dissolve|conclude|end|sunset)\s+(?:the\s+)?(?:mandate|group|IMG|task|working)",
    re.IGNORECASE,
)
_HEAD_END = re.compile(
    r"\s(?:of|on|for|to|de|du|des|pour|sur|avec|concernant|à|au|aux|from|at|with|regarding|about|between|by|concerning|under)\s|[:;(–—]|\s-\s"
)
_GROUP_PREFIX = re.compile(
    r"[^:.;]{0,40}\b(?:IMG|(?i:group|team|force|committee|network))(?::|\s[–—-])\s+(?=\S)"
)
_LONG = 300  # what comes later in a title says nothing about its kind
_SAID = {
    "sent": "send",
    "begins": "begin",
    "starts": "start",
    "continues": "continue",
    "opens": "open",
    "launches": "launch",
    "runs": "run",
    "written": "write",
}
_PRODUCT = re.compile(
    r"\b(?:reports?|papers?|drafts?|proposals?|plans?|guidelines?|guidance|stud(?:y|ies)|analys[ie]s|toolkits?|handbooks?"
    r"|briefs?|publications?|websites?|platforms?|databases?|inventor(?:y|ies)|summar(?:y|ies)|recommendations?|strateg(?:y|ies)"
    r"|framework|roadmap|results|findings|minutes|documents?|terms\s+of\s+reference|tor|maps?|mapping|newsletters?|surveys?"
    r"|outputs?|deliverables?|notes?|versions?|editions?|releases?|annex(?:es)?|schemas?|specifications?|chapters?|sections?|code|software|modules?|rapports?|projets?|lignes?\s+directrices|études?|documents?|guides?|stratégies?|feuilles?\s+de\s+route|agenda|policy|manual|template|list|matrix|dashboard)\b",
    re.IGNORECASE,
)
_COMPOUND = re.compile(  # "survey report", "mapping of mandates": no verb
    r"(?:mapping|map|list|draft|outline|design)\s+of\b|"
    r"(?:survey|research|pilot|test|plan)\s+(?:reports?|papers?|results|findings|stud(?:y|ies)|notes?)\b",
    re.I,
)


def lead_verb(title: str) -> str | None:
    """The verb a title begins with, also behind an adverb or *to*."""
    if _COMPOUND.match(title):
        return None
    words = title.split(None, 3)
    for word, following in zip(words[:2], [*words[1:], ""], strict=False):
        verb = base_verb(word)
        if word is not words[0] and _PRODUCT.fullmatch(word):
            return None  # "final map": a thing
        if verb == "call" and following.lower() not in {"for", "upon"}:
            return None
        if verb:
            return verb
        if not re.fullmatch(
            r"to|jointly|formally|possibly|tentatively|proposed|possible|final|first|initial|re-?", word, re.I
        ):
            break
    return None


def end_of_group(title: str, start: int = 0) -> int:
    """Where the title goes on behind the name of a group (``E-waste IMG: 5th meeting``), else `start`."""
    named = _GROUP_PREFIX.match(title, start)
    return named.end() if named and not _MEETING.search(named[0]) else start


def said_verb(title: str) -> str | None:
    """The verb that a title says of its subject: *data collection starts*, *questionnaire sent to all*."""
    for word in head_of(title).split()[1:]:
        low = word.lower().strip(",.")
        if low in _SAID or low.endswith("ed"):
            verb = _SAID.get(low) or base_verb(low)
            if verb:
                return verb
    return None


def head_of(title: str) -> str:
    """The title up to its first preposition: what it is, before what it is about."""
    match = _HEAD_END.search(title, end_of_group(title), _LONG)
    return title[: match.start()] if match and match.start() > 3 else title[:_LONG]


# "Last call for comments", "call for papers": nobody meets.
_NO_MEETING = re.compile(
    r"\b(?:last|final)\s+calls?\b|\bcalls?\s+for\b|^calls?\s+to\b|\b(?:a|an|the|open)\s+calls?\s+to\b|\bappels?\s+(?:à|aux?\b|d['’]|de\b)|\bmeeting\s+(?:room|place|dates?)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_meeting(title: str) -> bool:
    """Whether the title names a meeting, rather than a thing about one."""
    if _NO_MEETING.search(title[:_LONG]) or _DEADLINE.search(title[:_LONG].split(":")[0]):
        return False
    verb, words = lead_verb(title), title[:_LONG].split() or [""]
    if verb in HOLD and words[0].lower() not in {"conference", "organisation"}:
        return _MEETING.search(title[:_LONG]) is not None and not _ABOUT_MEETING.search(head_of(title))
    head = head_of(title)
    if verb and not re.match(
        r"(?:briefing|consultation|training|review|launch|planning|discussion|kick|opening|closing|drafting|reporting)\w*\b",
        words[0],
        re.I,
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
    verb = lead_verb(title) or said_verb(title)
    if submits or verb in HAND_OVER:
        return Kind.SUBMISSION, True
    if verb in ACTIVITY:
        return Kind.ACTIVITY, True
    return Kind.DELIVERABLE, verb is not None or _PRODUCT.search(title[:_LONG]) is not None
