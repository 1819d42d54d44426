"""Groups: their agencies, and who is on the roster."""

from __future__ import annotations

from bot.core.registry import Feature
from bot.core.snapshot import Part
from bot.groups.rules.agencies import Agencies
from bot.groups.store.rosters import agencies_of

GROUPS = Feature(name="groups", parts=(Part(Agencies, agencies_of),))
