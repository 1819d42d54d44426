"""What `doctor` finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, whether it is well, and what was found or what cures it."""

    about: str
    is_well: bool
    text: str

    @property
    def line(self) -> str:
        """With a mark that tells at a glance whether it is well."""
        return f"{'✔' if self.is_well else '✘'} {self.about}: {self.text}"
