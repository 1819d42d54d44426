from __future__ import annotations

import pytest

from tests.meetings.rig import Rig
from tests.stage import Stage, at


@pytest.fixture
def rig(lite: Stage) -> Rig:
    """The built-in plan at the beginning of December 2017, on SQLite."""
    return Rig(lite, at("2017-12-01"))


@pytest.fixture
def both(stage: Stage) -> Rig:
    """The same on each kind of database."""
    return Rig(stage, at("2017-12-01"))
