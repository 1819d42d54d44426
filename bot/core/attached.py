"""A file that goes with an answer: made only when it is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to send: its name, its title, what it says to whoever does not see it, and how it is made.

    `make` may take a second and is called in a worker thread; it raises `UserError` where it cannot.
    """

    name: str
    title: str
    make: Callable[[], bytes] = field(compare=False)
    spoken: str = ""
