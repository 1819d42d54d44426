"""`python -m tests.benchmarks [--quick] [NAME…]`: run all benchmarks or some, and print the reports."""

from __future__ import annotations

import argparse
import os
import platform
from importlib import import_module
from pathlib import Path

import psutil

NAMES = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--quick", action="store_true", help="fewer requests and less data")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(NAMES):
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    memory = psutil.virtual_memory().total / 1e9
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}")
    for name in arguments.names or NAMES:
        print(f"\n## {name}\n", flush=True)
        print(import_module(f"tests.benchmarks.bench_{name}").run(quick=arguments.quick), flush=True)


if __name__ == "__main__":
    main()
