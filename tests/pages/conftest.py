from __future__ import annotations

from tests.slack.conftest import site

__all__ = ["site"]
