"""Each threat names the tests that stand against it, and they are there."""

from __future__ import annotations

import re
from pathlib import Path

from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "threat-model.md"


def test_each_threat_names_tests_that_exist() -> None:
    rows = [line.split("|") for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    threats = [
        row for row in rows if not set(row[1].strip()) <= set("-") and "what could go wrong" not in row[1]
    ]
    assert len(threats) >= 15
    for row in threats:
        named = re.findall(r"`(tests/[\w/]+\.py)`", row[3])
        assert named, row[1]
        assert [path for path in named if not (ROOT / path).is_file()] == []


def test_each_scope_that_is_asked_for_is_explained() -> None:
    explained = re.findall(r"`([\w.]+(?::[\w.]+)?)`", (ROOT / "docs" / "privacy.md").read_text())
    assert {*SCOPES, *OPTIONAL_SCOPES} <= set(explained)
