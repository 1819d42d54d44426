"""What `doctor` finds."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.shown import without_controls, without_secrets


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, whether it is well, and what was found or what cures it."""

    about: str
    is_well: bool
    text: str

    @property
    def line(self) -> str:
        """With a mark that tells at a glance whether it is well; what others said in it is cleaned."""
        line = f"{'✔' if self.is_well else '✘'} {self.about}: {self.text}"
        return without_controls(without_secrets(line))
