"""The words and figures that documents write dates with, and how a text falls into them."""

from __future__ import annotations

import re

from bot.documents.reading.clock_times import ZONES

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAY = (
    "mon(?:day)?s?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|"
    "sat(?:urday)?|sun(?:day)?"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
SEASONS = {
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2),
    "first": (1, 6), "1st": (1, 6), "h1": (1, 6), "second": (7, 12), "2nd": (7, 12), "h2": (7, 12),
}  # fmt: skip
PARTS = {
    "beginning": "early", "start": "early", "end": "late", "middle": "mid", "first": "early", "1st": "early",
    "second": "mid", "2nd": "mid", "third": "mid", "3rd": "mid", "fourth": "late", "4th": "late",
    "last": "late",
}  # fmt: skip
TOKEN = re.compile(
    rf"""
      (?P<iso>\b(?:19|20)\d\d-\d\d-\d\d\b)
    | (?P<span>\b20\d\d\s?/\s?(?:20)?\d\d\b|\b20\d\d\s?-\s?20\d\d\b|\b20\d\d-(?:1[3-9]|[2-9]\d)\b)
    | (?P<isomonth>\b20\d\d-(?:0[1-9]|1[0-2])\b)
    | (?P<numeric>\b\d{{1,2}}[./]\d{{1,2}}[./](?:20)?\d\d\b
        |\b\d{{1,2}}[./](?:0[1-9]|1[0-2])\b\.?(?!\s*(?:{_MONTH})\b))
    | (?P<length>\b\d{{1,3}}\s*(?:min(?:ute)?s?|hours?|hrs?)\b)
    | (?P<quarter>\bQ[1-4]\b|\b(?:first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter\b(?:\s+of\b)?)
    | (?P<relative>\b(?:month|week|year)s?\s+\d{{1,2}}(?:\s*(?:-|to|and|&)\s*\d{{1,2}})?\b|\bM\d{{1,2}}\b
        |\b(?:project\s+)?(?:start|kick-?off|T0?)\s*\+\s*\d{{1,3}}\s*(?:days?|weeks?|months?|years?|[dwmy])\b)
    | (?P<weekof>\b(?:the\s+)?week\s+(?:of|commencing|beginning|starting)\b|\bw/c\b)
    | (?P<part>\b(?:first|1st|second|2nd|third|3rd|fourth|4th|last)\s+week(?:\s+of\b)?(?:\s+in\b)?
        |\b(?:early|mid(?:dle)?|late|beginning|start|end)(?=\b|_)(?:\s+of\b)?-?)
    | (?P<season>(?-i:\b(?:Spring|Summer|Autumn|Fall|Winter|SPRING|SUMMER|AUTUMN|FALL|WINTER)\b)
        |\b(?:first|1st|second|2nd)\s+(?:half|semester)\b(?:\s+of\b)?(?=\W*20\d\d)|\bH[12]\b)
    | (?P<vague>\b(?:first|1st|second|2nd)\s+half\b(?:\s+of\b)?)
    | (?P<month>\b(?:{_MONTH})\b\.?)
    | (?P<weekday>\b(?:{_WEEKDAY})\b\.?)
    | (?P<year>\b(?:19|20)\d\d\b|['’]\d\d\b)
    | (?P<day>\b\d{{1,2}}(?:st|nd|rd|th)?\b)
    | (?P<link>-|&|/|\b(?:to|until|till|through|and|or)\b)
    | (?P<tentative>\bTB[CDA]\b|\bto\ be\ (?:confirmed|determined|decided|announced|advised)\b
        |\b(?:tentative(?:ly)?|proposed|possibl[ey]|provisional(?:ly)?|indicative)\b|\?)
    | (?P<half>\b(?:morning|afternoon|am|pm)\b|\b[ap]\.m\.)
    | (?P<fill>\b(?:from|on|at|of|the|in|during|by|before|month|date|time|when|around|circa|for)\b
        |[\s,;:.()\[\]*=~_|]+)
    | (?P<word>\w[\w'’]*|.)
    """,
    re.IGNORECASE | re.VERBOSE,
)
LETTERS = re.compile(r"[^\W\d_]+")
_WORDS_OF_DATES = (  # every word that some date may have in it, beside the names of zones
    "january jan february feb march mar april apr may june jun july jul august aug september sept sep "
    "october oct november nov december dec monday mon mons mondays tuesday tues tue wednesday wed "
    "thursday thurs thur thu friday fri saturday sat sunday sun first second third fourth last quarter "
    "q of month months m week weeks w year years y d day days project start kick off t the commencing "
    "beginning starting c early mid middle late end in spring summer autumn fall winter half semester "
    "h st nd rd th to until till through and or tbc tbd tba be confirmed determined decided announced "
    "advised tentative tentatively proposed possible possibly provisional provisionally indicative "
    "morning afternoon am pm a p from on at during by before date time when around circa for hrs hours "
    "noon midday local "
)
VOCABULARY = frozenset(f"{_WORDS_OF_DATES} {' '.join(ZONES)}".split())


def is_word(token: str) -> bool:
    """Whether a token is a word that no date has in it."""
    match = TOKEN.fullmatch(token)
    return bool(match and match.lastgroup in {"word", "length"} and re.match(r"\w", token))
