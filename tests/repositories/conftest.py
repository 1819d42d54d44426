from __future__ import annotations

from tests.services.conftest import stage

__all__ = ["stage"]
