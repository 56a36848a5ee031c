#!/usr/bin/env python3
"""How many instructions the paths that are gone through most take, by callgrind: unlike times they are the same at each run.

`yilan-bench count` goes each path so many times; the difference of two counts is the path's alone. The counts are held
against those that are kept, and what has changed by more than a tenth is told, with exit status 1.

    Tools/instructions.py GENERATOR [--kept Docs/instructions.txt] [--keep]
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PATHS = {"blit": 200, "overview": 100, "rollup": 4, "scan": 10}
ENOUGH = 0.10


def instructions(generator, path, times):
    # Without it dictionaries lie otherwise at each run, which alone makes millions of instructions more or fewer.
    variables = {**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}
    said = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", str(generator), "count", path, "--times", str(times),
         "--data", str(HERE.parent)], capture_output=True, text=True, env=variables)
    found = re.search(r"Collected\s*:\s*(\d+)", said.stderr)
    if said.returncode or not found:
        sys.exit(f"instructions: {path} could not be counted:\n" + said.stderr[-500:])
    return int(found[1])


def count(generator):
    """By path: the instructions of going it once."""
    counts = {}
    for path, times in PATHS.items():
        # What is done at the first time alone is in both.
        few, many = (instructions(generator, path, number) for number in (2, 2 + times))
        counts[path] = (many - few) // times
    return counts


def read(file):
    lines = [line.split() for line in file.read_text().splitlines() if line and not line.startswith("#")]
    return {name: int(number.replace(",", "")) for name, number in lines}


def compare(counts, kept):
    """Lines of what there is, and the names of what has changed."""
    lines, changed = [], []
    for name, number in counts.items():
        before = kept.get(name)
        change = number / before - 1 if before else None
        note = "" if change is None else f", kept {before:,}, {change:+.1%}"
        if change is not None and abs(change) > ENOUGH:
            changed.append(name)
            note += "  <- more than a tenth"
        lines.append(f"{name:10} {number:>14,}{note}")
    return lines, changed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("generator")
    parser.add_argument("--kept", type=pathlib.Path, default=HERE.parent / "Docs/instructions.txt")
    parser.add_argument("--keep", action="store_true", help="keep these counts in place of those before")
    given = parser.parse_args()
    if not shutil.which("valgrind"):
        print("instructions: left out, valgrind is not installed")
        return
    with tempfile.TemporaryDirectory(prefix="yilan-count-") as folder:
        # Valgrind gives up at what Swift says of a program for debuggers.
        plain = pathlib.Path(folder) / "bench"
        subprocess.run(["strip", "-o", plain, given.generator], check=True)
        counts = count(plain)
    lines, changed = compare(counts, read(given.kept) if given.kept.exists() else {})
    print("instructions of going a path once:\n" + "\n".join(lines))
    if given.keep:
        given.kept.write_text(
            "# Instructions of going a path once, by callgrind (Tools/instructions.py --keep). What a change of the code makes\n"
            "# of them is told by make bench, from a tenth on.\n"
            + "".join(f"{name} {number:,}\n" for name, number in counts.items()))
    elif changed:
        sys.exit(1)


if __name__ == "__main__":
    main()
