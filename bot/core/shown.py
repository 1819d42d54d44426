"""What may be shown of texts that others wrote: in logs and in a terminal, without secrets and escapes."""

from __future__ import annotations

import re

_SECRET = re.compile(
    r"(?:xox[a-z]-|xapp-|xoxe\.)[\w.-]+|(?<=/services/)[\w/]+|(?<=//)[^/@\s:]*:[^/\s]+(?=@)"
    r"|(?i:(?<=password=)|(?<=passwd=))[^\s&'\"]+"
    # PostgreSQL's details of an error quote the row, the SDK's errors an answer it cannot read.
    r"|(?<=DETAIL:).*|(?<=in a non-JSON format:).*"
)
# Line breaks and tabs stay; a carriage return would write over the line. The others move the cursor, change
# the terminal, or turn the direction of reading around.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def without_secrets(text: str) -> str:
    """The text with tokens, and passwords in addresses, blotted out."""
    return _SECRET.sub("[secret]", text)


def without_controls(text: str) -> str:
    """The text with control characters written out, so that a terminal obeys none of them."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
