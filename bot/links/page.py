"""Something behind a secret link, ready to be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Page:
    """Its bytes, what they are, the mark of this version, and headers of its own."""

    body: bytes
    content_type: str
    etag: str
    headers: Mapping[str, str] = field(default_factory=dict)
