"""The verbs of workplans, by what they make of an item, and how to find one behind a word."""

from __future__ import annotations

from functools import lru_cache

HOLD = {"hold", "convene", "organise", "organize", "host", "have", "attend"}
HAND_OVER = {"submit", "transmit", "deliver", "hand", "forward", "present", "table"}
ACTIVITY = set(
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
VERBS = ACTIVITY | _PRODUCE | HAND_OVER | {"close", "dissolve"}


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
