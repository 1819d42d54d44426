"""What runs, and the holes that are known in it: `python -m tests.audit PIP_AUDIT`, as `make audit` does.

Exit code 0: nothing is known; 1: something is; 3: nobody could be asked, which says nothing either way.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "runtime.lock"
LIST = ROOT / "build" / "bom.cdx.json"
CLEAN, HOLES, UNKNOWN = 0, 1, 3


def components(lock: str) -> Iterator[dict[str, Any]]:
    """The pinned packages of a lock file, as CycloneDX describes components."""
    for line in lock.replace("\\\n", " ").splitlines():
        found = re.match(r"([\w.-]+)==(\S+)", line)
        if found is None:
            continue
        name, version = found.groups()
        yield {
            "type": "library",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name.lower().replace('_', '-')}@{version}",
            "bom-ref": f"{name}@{version}",
        }


def bill_of_materials(lock: str, version: str) -> dict[str, Any]:
    """All that runs, in CycloneDX 1.5; the lock file has the hashes, one for each file of a package."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "img-bot", "version": version}},
        "components": list(components(lock)),
    }


def judge(report: Mapping[str, Any] | None) -> tuple[int, list[str]]:
    """The exit code and the lines for pip-audit's report; None: it could make none."""
    packages = report["dependencies"] if report else []
    asked = [package for package in packages if "skip_reason" not in package]
    if not asked:
        return UNKNOWN, ["No advisory service can be reached from here: nothing was looked up."]
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, mended in {' or '.join(hole['fix_versions'])}"
        for package in asked
        for hole in package["vulns"]
    ]
    left = len(packages) - len(asked)
    summary = f"{len(asked)} packages looked up, {len(holes)} holes known" + (
        f"; {left} unknown" if left else ""
    )
    return HOLES if holes else CLEAN, [*holes, summary]


def main(pip_audit: str) -> int:
    """Write the list, ask, and say what is known."""
    LIST.parent.mkdir(exist_ok=True)
    LIST.write_text(json.dumps(bill_of_materials(LOCK.read_text(), "0.1.0"), indent=1) + "\n")
    print(f"{LIST.relative_to(ROOT)} lists what runs")
    done = subprocess.run(
        [pip_audit, "--requirement", str(LOCK), "--require-hashes", "--disable-pip", "--format", "json",
         "--progress-spinner", "off"],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    try:
        report = json.loads(done.stdout)
    except ValueError:
        report = None
    code, lines = judge(report)
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
