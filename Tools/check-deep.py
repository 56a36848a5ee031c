#!/usr/bin/env python3
"""The tests under the sanitizers of the toolchain, the readers under a fuzzer, and a long random walk; each keeps its row in
RELIABILITY.md.

The tests are compiled for speed: without it a sanitizer takes more than an hour for them. What ends the program in debug
builds alone to see what follows is not tried then.

A sanitizer that the toolchain does not have, or under which the program cannot be built or started, is told as left out,
with the reason.

    Tools/check-deep.py [--program PROGRAM] [--time 60] [--events 1000000] [--seed 1] [--only PART ...] [--filter TESTS]
                        [--report RELIABILITY.md]

PART is address, thread, undefined, fuzz or walk. `--filter` runs only the tests whose names match, as `swift test` has it.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from reliability import COUNTY, ROOT, TODAY, report

OWN_SIGNALS = "handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0"
SANITIZERS = {
    # Faults that the program handles itself stay its own. Leaks of what a process holds when it ends are none.
    "address": ("AddressSanitizer", "ASAN_OPTIONS", f"detect_leaks=0:{OWN_SIGNALS}"),
    "thread": ("ThreadSanitizer", "TSAN_OPTIONS", f"halt_on_error=0:suppressions={ROOT}/Tests/thread-suppressions.txt:{OWN_SIGNALS}"),
    # Of the parts in C; Swift itself traps where C is undefined. The program ends there, and with it its test.
    "undefined": ("runtime error:", "UBSAN_OPTIONS", "print_stacktrace=1"),
}
FLAGS = {"undefined": [
    part for flag in ("-fsanitize=undefined", "-fsanitize-trap=undefined", "-fno-sanitize=function") for part in ("-Xcc", flag)
]}
PARTS = [*SANITIZERS, "fuzz", "walk"]


def run(command, log, **variables):
    """The exit status and all that was printed, which is kept in `log` too."""
    with open(log, "w", encoding="utf-8", errors="replace") as file:
        status = subprocess.run([str(part) for part in command], cwd=ROOT, stdout=file, stderr=subprocess.STDOUT,
                                env={**os.environ, **variables}).returncode
    return status, pathlib.Path(log).read_text(encoding="utf-8", errors="replace")


def last(text):
    lines = [line for line in text.splitlines() if "error:" in line] or text.splitlines() or [""]
    return re.sub(r"/\S*/", "", lines[0])[:160].replace("|", "/")


def sanitize(name, options, logs):
    """Figures and failures of the tests under one sanitizer; no failures where it is left out."""
    mark, variable, settings = SANITIZERS[name]
    scratch = ROOT / f".build/deep-{name}"
    flags = FLAGS.get(name, [f"--sanitize={name}"])
    common = ["-c", "release", "-Xswiftc", "-enable-testing", *flags, "--scratch-path", scratch]
    status, text = run(["swift", "build", "--build-tests", *common], logs / f"{name}-build.log")
    if status:
        return f"left out: it cannot be built: {last(text)}", None
    chosen = ["--filter", options.filter] if options.filter else []
    # The programs that the tests start report too, into files of their own.
    reports = logs / f"{name}-reports"
    shutil.rmtree(reports, ignore_errors=True)
    reports.mkdir()
    status, text = run(["swift", "test", "--skip-build", *common, *chosen], logs / f"{name}.log",
                       **{variable: f"{settings}:log_path={reports}/report"})
    said = "".join(file.read_text(encoding="utf-8", errors="replace") for file in reports.iterdir())
    ended = re.findall(r"Test run with (\d+) tests? in (\d+) suites? (passed|failed)", text)
    if not ended:
        return f"left out: the tests cannot be run: {last(text)}", None
    tests = sum(int(count) for count, _, _ in ended)
    found = len(re.findall(mark if name == "undefined" else rf"(?:ERROR|WARNING): {mark}", text + said))
    failed = len(set(re.findall(r"✘ Test (\S+) failed", text)))
    part = f", those of {options.filter.replace('|', ', ')}" if options.filter else ""
    return f"{tests} tests{part}, {found} reports of the sanitizer, {failed} tests failed", found + failed


def fuzz(options, logs):
    status, text = run(["Tools/fuzz.sh", "time", options.time], logs / "fuzz.log")
    tried = re.findall(r"== (\w+)\n#(\d+)\s+DONE", text)
    total = sum(int(count) for _, count in tried)
    each = ", ".join(f"{name} {int(count):,}" for name, count in tried)
    return f"{total:,} inputs, {options.time} s each ({each}), under the address sanitizer", int(status != 0)


def walk(options, logs):
    if not options.program:
        return "left out: no --program", None
    with tempfile.TemporaryDirectory(prefix="yilan-walk-") as folder:
        variables = {"HOME": folder, "LC_ALL": "en_US.UTF-8", "TZ": "Asia/Shanghai", "YILAN_HOME": str(ROOT)}
        store = ["--database", f"{folder}/office.sqlite", "--today", TODAY]
        files = [COUNTY / f"{form}.csv" for form in ("areas", "outlets", "villages", "packaging", "safety")]
        status, text = run([options.program, "import", *files, *store], logs / "walk-import.log", **variables)
        if status:
            return last(text), 1
        command = [options.program, "walk", "--events", options.events, "--seed", options.seed, "--at", "520590", *store]
        status, text = run(command, logs / "walk.log", **variables)
        return last(text), int(status != 0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=pathlib.Path)
    parser.add_argument("--time", type=int, default=60)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS)
    parser.add_argument("--filter")
    parser.add_argument("--report")
    options = parser.parse_args()
    names = {"fuzz": "inputs of a fuzzer", "walk": "random walk"}
    wrong = 0
    logs = ROOT / ".build/deep"
    logs.mkdir(parents=True, exist_ok=True)
    for part in options.only:
        if part in SANITIZERS:
            figures, failures = sanitize(part, options, logs)
        else:
            figures, failures = {"fuzz": fuzz, "walk": walk}[part](options, logs)
        name = names.get(part, f"{part} sanitizer")
        print(f"{name}: {figures}", flush=True)
        wrong += failures or 0
        if options.report:
            chosen = f' DEEP="--only {part} --filter \'{options.filter}\'"'.replace("|", "\\|") if options.filter else ""
            settings = {
                **dict.fromkeys(SANITIZERS, chosen), "fuzz": f" TIME={options.time}",
                "walk": f" DEEP=\"--events {options.events} --seed {options.seed}\"",
            }
            report(options.report, name, figures, "-" if failures is None else failures,
                   "make check-deep" + settings.get(part, ""))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
