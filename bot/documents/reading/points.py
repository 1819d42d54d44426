"""Numbers and bullets, at the beginning of a line or inside it, and streams by name."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BULLETS = "•○●▪◦‣·■□➢➤✓▸*–—−"
_MARKER = re.compile(
    rf"""(?:
      \(?(?P<number>\d{{1,3}}(?:\.\d{{1,2}})*|[a-zA-Z]|[ivxIVX]{{2,5}})\)(?=\s+\S|[^\s\d)])\s*
    | (?P<dotted>\d{{1,2}}(?:\.\d{{1,2}})*|[a-zA-Z]|[ivxIVX]{{2,5}})\.\s+
    | (?P<multi>\d{{1,2}}(?:\.\d)+)\s+(?!(?i:alpha|beta|rc|candidate|final|release|dev|preview))
    | (?P<bullet>[{_BULLETS}]+|-+|o(?=\s))\s*(?![\d.]*\s*%)
    )(?=\S)""",
    re.VERBOSE,
)
# "5. Oktober": a German day, no number of a point.
DAY_DOT = re.compile(
    r"\d{1,2}\.\s+(?:Jan(?:uar|ner)?|Jän(?:ner)?|Feb(?:ruar)?|Märzh?|Mai|Juni?|Juli?|Okt(?:ober)?|Dez(?:ember)?)\b\.?(?!\w)"
)
_LETTERED = re.compile(r"[a-zA-Z]{1,5}[.)]|o\s")
_INLINE = re.compile(
    r"(?:^|(?<=[\s.;:,]))(?:\(?(?P<paren>\d{1,2}|[a-z]|[ivx]{2,4})\)\s*"
    r"|(?P<dot>\d{1,2})\.\s+(?=[A-Z])|(?P<letter>[a-z]|[ivx]{2,4})\.\s+(?=[A-Z])|(?P<bullet>[•○●▪◦‣■➢])\s*)"
)
_DASHED = re.compile(r"(?:^|\s)[-–—]\s+(?=[^\W\d_])(?-i:(?=[A-Z]))")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


def take_marker(text: str) -> tuple[str, str]:
    """The style of the number or bullet a text begins with ("" for none), and the text without it."""
    if text[:1].isalpha() and not _LETTERED.match(
        text
    ):  # most lines are words: seen without the long pattern
        return "", text
    match = _MARKER.match(text)
    if match is None or text.startswith("M. "):  # Monsieur
        return "", text
    rest = text[match.end() :]
    if match["number"]:
        return f"{_style(match['number'])})", rest
    if match["dotted"]:
        return f"{_style(match['dotted'])}.", rest
    return (match["bullet"][0] if match["bullet"] else _style(match["multi"])), rest


def bullet_of(text: str) -> tuple[str, str]:
    """The style and the rest of a line that is a point of a list; a day before a month is no number."""
    style, rest = take_marker(text)
    if not style or (style in "o" and not rest[:1].isupper()):
        return "", text
    if DAY_DOT.match(text) or (text[0] == "*" and not text[1:2].isspace()):
        return "", text
    return style, rest


def strip_markers(text: str) -> str:
    """The text without any numbers or bullets before it."""
    for _time in range(3):
        marker, rest = take_marker(text)
        if not marker:
            break
        text = rest
    return text


def _style(number: str) -> str:
    if number[0].isdigit():
        return ".".join("1" * (number.count(".") + 1))
    if len(number) > 1 or number in "iI":
        return "i" if number[0].islower() else "I"
    return "a" if number.islower() else "A"


def split_points(text: str) -> tuple[str, tuple[str, ...]]:
    """What comes before points numbered or bulleted inside a line, and the points without their marks.

    Numbers count only as a run from 1, a or i on, so that a stray ``(a)`` or ``2.`` splits nothing.
    """
    dashed = _DASHED.split(text) if text[:2] in {"- ", "– ", "— "} else ()
    if len(dashed) > 2:
        return "", tuple(point.strip(" ;,") for point in dashed[1:])
    by_style: dict[str, list[re.Match[str]]] = {}
    for match in _INLINE.finditer(text):
        style = match.lastgroup or ""
        chain = by_style.setdefault(style, [])
        if style == "bullet" or _value(match[style], len(chain) + 1):
            chain.append(match)
    chain = max(by_style.values(), key=len, default=[])
    if not chain or (len(chain) == 1 and chain[0].start() > 0):
        return text, ()
    cuts = [*(m.start() for m in chain), len(text)]
    points = [text[m.end() : cut].strip(" ;,") for m, cut in zip(chain, cuts[1:], strict=True)]
    if points[-1].count(")") > points[-1].count("("):  # all of them stood in a bracket
        points[-1] = points[-1].rstrip(" .").removesuffix(")")
    return text[: cuts[0]].strip(), tuple(point for point in points if point)


def _value(mark: str, expected: int) -> bool:
    if mark.isdigit():
        return int(mark) == expected
    return _ROMAN.get(mark) == expected or (len(mark) == 1 and ord(mark) - 96 == expected)


_ID = r"(?:\d{1,2}|I{1,3}|IV|VI{0,3}|[A-H])"
_RANGE = r"(?:(?:[-–—]|\s+to\s+)(?P<last>\d{1,2})(?!\w))"
_ONE = re.compile(r"\d{1,2}|(?<![A-Za-z])(?:I{1,3}|IV|VI{0,3}|[A-H])(?![A-Za-z])")
_JOIN = r"\s*(?:,\s*and\s+|,|and\s|&|/|\+|or\s)\s*"
_STREAM = re.compile(
    rf"\b(?i:(?P<noun>work[\s-]?streams?|working\s+groups?|task\s+forces?|task\s+teams?|sub-?groups?|streams?|tracks?"
    rf"|work\s?packages?|WP|components?"
    rf"|teams?|clusters?|pillars?|WS|WG|TF|TT|SG))(?:\s|-|#|no\.?\s)*"
    rf"(?P<ids>{_ID}(?:{_JOIN}(?:(?i:work[\s-]?stream|working\s+group|WS|WG|track|team)\s*)?{_ID})*{_RANGE}?)(?![\w%])"
)
_SHORT = {
    "workstream": "WS",
    "ws": "WS",
    "stream": "WS",
    "workinggroup": "WG",
    "wg": "WG",
    "taskforce": "TF",
    "tf": "TF",
    "taskteam": "TT",
    "tt": "TT",
    "subgroup": "SG",
    "sg": "SG",
    "workpackage": "WP",
    "wp": "WP",
}
_LONG = {
    "WS": "Work Stream",
    "WG": "Working Group",
    "TF": "Task Force",
    "TT": "Task Team",
    "SG": "Sub-group",
    "WP": "Work Package",
}
_ALL = re.compile(
    r"\b(?:both|all|each|the\s+two|joint)\s+(?:of\s+the\s+)?(?:work[\s-]?streams?|streams|working\s+groups?|tracks)\b",
    re.IGNORECASE,
)
_ACRONYMS = re.compile(
    rf"^(?:[\w-]{{0,15}}[A-Z]{{2}}[\w-]{{0,15}}\s+){{1,2}}(?={_STREAM.pattern})"
)  # "IMG Work Stream 1"
_PREFIX = re.compile(r"\s*(?:\([^()]{0,60}\)\s*)?[\])]?\s*(?:[:–—−|-]\s*(?=\S)|\.\s+(?=[A-Z]))")


def find_streams(text: str, known: Sequence[str] = ()) -> dict[str, str]:
    """The streams a text names, as label → name, in their order; `known` labels count as they are."""
    found: dict[str, str] = {}
    for match in _STREAM.finditer(text):
        found.update(_labels(match))
    for label in known:
        if label not in found and re.search(rf"(?<![\w-]){re.escape(label)}(?![\w-])", text):
            found[label] = label
    return found


def _labels(match: re.Match[str]) -> dict[str, str]:
    noun = re.sub(r"[\s-]", "", match["noun"]).lower().rstrip("s") or "s"
    noun = noun if noun in _SHORT or noun + "s" not in _SHORT else noun + "s"
    short = _SHORT.get(noun, noun.upper())
    labels = {}
    ids = _ONE.findall(match["ids"])
    if match["last"] and len(ids) > 1 and ids[-2].isdigit():  # "1-3": also what lies between
        ids[-1:] = [str(number) for number in range(int(ids[-2]) + 1, int(match["last"]) + 1)]
    for one in ids:
        number = str(_ROMAN.get(one.lower(), one)) if one not in "ABCDEFGH" else one
        labels[f"{short}{number}"] = f"{_LONG.get(short, short.capitalize())} {number}"
    return labels


def take_stream_prefix(text: str, known: Sequence[str] = ()) -> tuple[dict[str, str], str]:
    """The streams named before a colon or dash at the very beginning, and the text after it."""
    body = _ACRONYMS.sub("", text.lstrip("[( "))
    match = _STREAM.match(body)
    end, labels = (match.end(), _labels(match)) if match else (0, {})
    if match is None:
        for label in known:
            if re.match(rf"{re.escape(label)}(?![\w])", body):
                end, labels = len(label), {label: label}
    separator = _PREFIX.match(body, end) if labels else None
    if separator is None and labels and text[:1] in "[(" and body[end : end + 1] in "])":
        return labels, body[end + 1 :].strip()
    return (labels, body[separator.end() :]) if separator else ({}, text)


def take_all_streams(text: str) -> tuple[bool, str]:
    """Whether a text names all streams together, and what follows where it begins so."""
    match = _ALL.search(text)
    separator = _PREFIX.match(text, match.end()) if match and not match.start() else None
    return match is not None, text[separator.end() :] if separator else text


def is_stream_heading(text: str, known: Sequence[str] = ()) -> dict[str, str]:
    """The streams of a line that is nothing but their name."""
    match = _STREAM.fullmatch(text.strip(" :.-–"))
    if match:
        return _labels(match)
    return {label: label for label in known if text.strip(" :.-–") == label}
