"""The list of what runs, and what is said of the answers of an advisory service."""

from __future__ import annotations

from typing import Any

from tests.audit import CLEAN, HOLES, LOCK, UNKNOWN, bill_of_materials, judge
from tests.house.test_repo_rules import pins

FINE: dict[str, Any] = {"name": "aiohttp", "version": "3.14.5", "vulns": []}
ILL: dict[str, Any] = {"name": "x", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}
SKIPPED: dict[str, Any] = {"name": "y", "skip_reason": "not found"}


def test_the_list_names_each_package_of_the_lock_file() -> None:
    listed = bill_of_materials(LOCK.read_text(), "0.1.0")["components"]
    assert {each["name"]: each["version"] for each in listed} == pins("requirements/runtime.lock")
    assert all(each["purl"].startswith("pkg:pypi/") for each in listed)


def test_what_is_known_is_told() -> None:
    assert judge({"dependencies": [FINE]}) == (CLEAN, ["1 packages looked up, 0 holes known"])
    code, lines = judge({"dependencies": [FINE, ILL, SKIPPED]})
    assert code == HOLES
    assert lines == ["x 1: CVE-1, mended in 2", "2 packages looked up, 1 holes known; 1 unknown"]


def test_where_nobody_can_be_asked_one_line_says_so() -> None:
    for report in (None, {"dependencies": [SKIPPED]}):
        code, lines = judge(report)
        assert (code, len(lines)) == (UNKNOWN, 1) and "nothing was looked up" in lines[0]
