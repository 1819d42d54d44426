"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements/runtime.lock", "requirements/dev.lock", "requirements/audit.lock")
MAX_LINES = 300
# Loaded where they are used: serving Slack needs none of them, and together they cost most of a second.
HEAVY = ("alembic", "bs4", "docx", "icalendar", "lxml", "markdown_it", "matplotlib", "openpyxl", "rich")
# The one reader, and the one place that hides Slack's variables from Bolt.
MAY_SEE_ENVIRONMENT = {"bot/core/settings.py", "bot/slack/bolt.py"}
# What is pure, by its path without the suffix.
RULES = re.compile(
    r"bot/(?:(?:meetings/)?\w+/rules(?:/\w+)?|core/(?:group|people|requests|rights)|dates/\w+|talk/(?:tokens|mood)"
    r"|documents/(?:draft|differences|matching))"
)
PURE_LIBRARIES = {"babel", "dateutil", "holidays"}
"""Tables of the names of months, places and holidays, and the days of a rule: they reach nothing outside."""
TEXTS = re.compile(
    r"bot/(?:(?:meetings/)?\w+/texts(?:/\w+)?|plan/forms/(?:item_forms|edit_form)|talk/(?:answers|help)"
    r"|slack/(?:blocks|escaping|inputs|message))"
)


@lru_cache
def tracked_files() -> tuple[str, ...]:
    """The paths of all files of the repository that are there, also those not committed yet."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("these rules are about a checkout of the repository")
    return tuple(
        sorted(path for path in listed.stdout.decode().split("\0") if (ROOT / path).is_file() and path)
    )


def python_files(folder: str = "") -> list[str]:
    return [path for path in tracked_files() if path.endswith(".py") and path.startswith(folder)]


@lru_cache
def parsed(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text(), path)


def imported_modules(path: str) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def test_no_python_file_is_longer_than_a_reader_likes() -> None:
    # A revision of the schema is a list that nobody reads from top to bottom, and is never edited.
    read = [path for path in python_files() if not path.startswith("migrations/versions/")]
    lengths = {path: len((ROOT / path).read_text().splitlines()) for path in read}
    assert {path: length for path, length in lengths.items() if length > MAX_LINES} == {}


# In pieces, so that this file passes its own test.
FORBIDDEN = {
    "the address of a package registry": r"(?:py"
    + r"pi|python"
    + r"hosted|npm"
    + r"js|crates)\.(?:org|io|com)\b",
    "an address of a package index": r"(?:--(?:extra-)?index-"
    + r"url|--trusted-"
    + r"host|--find-"
    + r"links)\s*[= ]\s*\S*\w+[.:/]",
    "a path of one machine": r"(?<![\w.~$}/-])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me|Use" + r"rs)/",
    "a temporary path": r"/tm" + r"p/\w",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_of_the_place_where_it_was_made_stands_in_the_repository(what: str) -> None:
    found = []
    for path in tracked_files():
        try:
            text = (ROOT / path).read_text()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            if re.search(FORBIDDEN[what], line):
                found.append(f"{path}:{number}")
    assert found == []


def pins(path: str) -> dict[str, str]:
    """Each pinned package of a lock file with its version; all of them have to carry hashes."""
    found = {}
    text = (ROOT / path).read_text().replace("\\\n", " ")
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = re.fullmatch(r"([\w.-]+)==(\S+)(?: ;[^\\]*?)?((?:\s+--hash=sha256:[0-9a-f]{64})+)\s*", line)
        assert match, f"{path}: no pin with hashes: {line[:80]}"
        found[match[1]] = match[2]
    return found


@pytest.mark.parametrize("path", LOCKS)
def test_lock_files_pin_by_hash_and_name_no_place(path: str) -> None:
    assert len(pins(path)) > 20
    assert not re.search(r"://|^-", (ROOT / path).read_text(), re.MULTILINE)


def test_what_is_tested_is_what_runs() -> None:
    runtime, dev = (pins(path) for path in LOCKS[:2])
    assert runtime.items() <= dev.items()


def calls_of_translation() -> Iterator[tuple[str, ast.Call, str]]:
    for path in python_files("bot/"):
        for node in ast.walk(parsed(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", "ngettext", "N_")
            ):
                yield path, node, node.func.id


def test_every_text_can_be_extracted_and_its_placeholders_are_named() -> None:
    problems = []
    for path, call, function in calls_of_translation():
        place = f"{path}:{call.lineno}"
        for argument in call.args[: 2 if function == "ngettext" else 1]:
            if not isinstance(argument, ast.Constant):
                # A stored text, marked with N_ where it stands, is translated by its name.
                if isinstance(argument, ast.JoinedStr | ast.BinOp | ast.Call) or function != "_":
                    problems.append(f"{place}: not a plain text")
                continue
            text = argument.value
            if not isinstance(text, str) or not text:
                problems.append(f"{place}: no text")
                continue
            names = [name for _text, name, _spec, _conversion in string.Formatter().parse(text)]
            if any(name is not None and not re.match(r"[a-z_]", name) for name in names):
                problems.append(f"{place}: a placeholder without a name")
            if re.search(r"%(?:\(\w+\))?[sd]", text):
                problems.append(f"{place}: a placeholder of the old kind")
    assert problems == []


def pure_files(which: re.Pattern[str]) -> list[str]:
    """The files of `bot/` whose path without its suffix matches; there have to be some."""
    files = [path for path in python_files("bot/") if which.fullmatch(path.removesuffix(".py"))]
    assert len(files) > 10
    return files


def test_rules_import_only_each_other_and_what_names_days_and_places() -> None:
    found = [
        f"{path}: {module}"
        for path in pure_files(RULES)
        for module in imported_modules(path)
        if module.split(".")[0] not in {*sys.stdlib_module_names, *PURE_LIBRARIES}
        and module not in ("bot.core.errors", "bot.core.i18n")
        and not RULES.fullmatch(module.replace(".", "/"))
    ]
    assert found == []


@pytest.mark.parametrize("which", [RULES, TEXTS], ids=["rules", "texts"])
def test_rules_and_texts_never_ask_for_the_time(which: re.Pattern[str]) -> None:
    found = []
    for path in pure_files(which):
        for node in ast.walk(parsed(path)):
            if (
                isinstance(node, ast.Attribute)
                and node.attr in ("now", "today", "utcnow", "monotonic")
                and isinstance(node.value, ast.Name)
                and node.value.id in ("datetime", "date", "time", "dt")
            ):
                found.append(f"{path}:{node.lineno}")
    assert found == []


def test_only_the_settings_read_the_environment() -> None:
    found = {
        path
        for path in python_files("bot/")
        for node in ast.walk(parsed(path))
        if (isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb"))
    }
    assert found <= MAY_SEE_ENVIRONMENT


def test_serving_loads_no_heavy_library() -> None:
    script = "import sys, bot.app; print(*(name for name in sys.argv[1:] if name in sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", script, *HEAVY, "bot.demo", "bot.sandbox"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.split() == []
