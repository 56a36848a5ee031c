#!/usr/bin/env python3
"""The program on a disk that loses power, fills up or fails: Tests/BadDisk/bad_disk.c, preloaded beneath SQLite.

Cuts: the power goes at a write or sync; of what was not synced only some sectors are on the disk. Failures: a write, sync,
truncation or deletion fails, once or from then on. After each the database is whole and holds what it held before or what it
holds after, everything that was told as stored is there, and a command that failed said so in the user's language with exit
status 3. A disk that only tells that it synced has to be found out, or the test would prove nothing. Last a real file system
with no room, where one can be mounted.

    Tools/disk-test.py PROGRAM [--cuts 500] [--failures 500] [--rows 300] [--seed 1] [--report RELIABILITY.md]
"""

import argparse
import collections
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile

from reliability import ROOT, Broken, Office, content, finish, report

TOLD = {"zh": ["磁盘", "写不了"], "en": ["disk"]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--cuts", type=int, default=500)
    parser.add_argument("--failures", type=int, default=500)
    parser.add_argument("--rows", type=int, default=300, help="of the large register")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", help="the Markdown file whose rows of this are to be replaced")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="yilan-disk-") as folder:
        office = Office(given.program, folder)
        test = DiskTest(office, build(pathlib.Path(folder)), given.seed)
        test.prepare(given.rows)
        command = f"make disk DISK=\"--cuts {given.cuts} --failures {given.failures}\""
        all_failures = []
        for name, run in [("power cuts", lambda: test.cut(given.cuts)),
                          ("disk failures", lambda: test.fail(given.failures)), ("no room left", test.tiny)]:
            figures, failures = run()
            print(f"{name}: {figures}", flush=True)
            all_failures += failures
            if given.report:
                report(given.report, name, f"{figures}; {office.build}", len(failures), command)
    finish("disk-test", all_failures)


def build(folder):
    library = folder / "bad_disk.so"
    subprocess.run(
        [os.environ.get("CC", "cc"), "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library,
         ROOT / "Tests/BadDisk/bad_disk.c", "-lsqlite3", "-lpthread"], check=True)
    return library


class DiskTest:
    def __init__(self, office, library, seed):
        self.office, self.library, self.random = office, str(library), random.Random(seed)

    def prepare(self, rows):
        # An export has nothing to do with the database's disk.
        self.actions = [action for action in self.office.actions(rows) if action.name != "export"]
        self.counts = {}
        counted = self.office.folder / "count"
        for action in self.actions:
            self.office.begin(action.base)
            self.run(action, BAD_DISK_COUNT=str(counted))
            self.counts[action.name] = int(counted.read_text())
        print(", ".join(f"{name}: {count} writes and syncs" for name, count in self.counts.items()), flush=True)

    def run(self, action, *options, **variables):
        return self.office.yilan(*action.arguments, *options, LD_PRELOAD=self.library, **variables)

    def moments(self, count):
        """So many (action, number of a write) pairs: every one where there are few, else by chance."""
        share = max(1, count // len(self.actions))
        for action in self.actions:
            last = self.counts[action.name]
            everyone = list(range(1, last + 1))
            chosen = everyone if last <= share else sorted(self.random.sample(everyone, share))
            # What is left of the share goes over the same moments with other chances.
            chosen += [self.random.randint(1, last) for _ in range(share - len(chosen))]
            for moment in chosen:
                yield action, moment

    def cut(self, count):
        failures, states = [], collections.Counter()
        for action, moment in self.moments(count):
            self.office.begin(action.base)
            result = self.run(action, BAD_DISK_CUT=str(moment), BAD_DISK_SEED=str(self.random.randrange(1 << 30)))
            if result.returncode not in (0, -signal.SIGKILL):
                failures.append(f"{action.name} at {moment}: status {result.returncode} {result.stderr[:200]}")
                continue
            try:
                place = self.office.check(action, result.stdout)
                states["ended" if result.returncode == 0 else "before" if place == 0 else "after"] += 1
            except Broken as broken:
                failures.append(f"power cut at {moment}: {broken}")
        cuts = states["before"] + states["after"]
        if not (found := self.find_liar()):
            failures.append("a disk that lies about its syncs was not found out")
        return (f"{cuts} cuts survived at moments of {len(self.actions)} actions; {states['before']} left what was "
                f"before, {states['after']} what comes after; a disk that lies about syncs found out after {found} cuts", failures)

    def find_liar(self):
        """How many cuts it takes until a disk that does not sync is found out; 0 where it is not."""
        action = next(action for action in self.actions if action.name == "imports")
        for turn in range(1, 101):
            self.office.begin(action.base)
            moment = self.random.randint(1, self.counts[action.name])
            result = self.run(action, BAD_DISK_CUT=str(moment), BAD_DISK_SEED=str(turn), BAD_DISK_LIES="1")
            try:
                self.office.check(action, result.stdout)
            except Broken:
                return turn
        return 0

    def fail(self, count):
        failures, seen = [], collections.Counter()
        for number, (action, moment) in enumerate(self.moments(count)):
            error, stays, language = ["full", "io"][number % 2], number % 4 > 1, ["zh", "en"][number // 4 % 2]
            variables = {"BAD_DISK_FAIL": str(moment), "BAD_DISK_ERROR": error}
            if stays:
                variables["BAD_DISK_STAYS"] = "1"
            self.office.begin(action.base)
            result = self.run(action, "--lang", language, **variables)
            what = f"{action.name}, {error} at {moment}{' and after' if stays else ''}"
            output = result.stdout.replace("import ", "第 ").replace(",", " 号导入") if language == "en" else result.stdout
            try:
                if result.returncode not in (0, 3):
                    raise Broken(f"status {result.returncode} {result.stderr[:300]}")
                if result.returncode == 3 and not any(word in result.stderr for word in TOLD[language]):
                    raise Broken(f"said only {result.stderr[:300]!r}")
                last = len(action.states) - 1
                if result.returncode == 3 and action.makes and action.makes.exists():
                    raise Broken("a copy is there that was not finished")
                self.office.check(action, output, least=last if result.returncode == 0 and not action.makes else 0)
                seen["told" if result.returncode == 3 else "harmless"] += 1
            except Broken as broken:
                failures.append(f"{what}: {broken}")
        return (f"{sum(seen.values())} failures of writes and syncs (full and broken, once and for good): {seen['told']} "
                f"told with status 3 and nothing stored by halves, {seen['harmless']} harmless", failures)

    def tiny(self):
        """A file system that is a little larger than the database."""
        if os.geteuid() != 0 or not shutil.which("mount"):
            return "left out: only root can mount one", []
        place = self.office.folder / "tiny"
        place.mkdir()
        size = (self.office.folder / "county.sqlite").stat().st_size // 1024 + 300
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", place], capture_output=True).returncode:
            return "left out: this machine does not let one be mounted", []
        usual, failures = self.office.database, []
        try:
            self.office.database = place / "office.sqlite"
            shutil.copy(self.office.folder / "county.sqlite", self.office.database)
            before = content(self.office.database)
            large = self.office.register(4000)
            for language in ["zh", "en"]:
                result = self.office.yilan("import", large, "--lang", language)
                if result.returncode != 3 or not any(word in result.stderr for word in ["磁盘已满", "disk is full"]):
                    failures.append(f"no room: status {result.returncode} {result.stderr[:300]}")
                if content(self.office.database) != before:
                    failures.append("no room: something was stored")
            result = self.office.yilan("backup", place / "copy.sqlite")
            if result.returncode != 3 or (place / "copy.sqlite").exists():
                failures.append(f"no room for a copy: status {result.returncode} {result.stderr[:300]}")
            subprocess.run(["mount", "-o", "remount,size=64m", place], check=True)
            if self.office.yilan("import", large).returncode != 0:
                failures.append("with room again: the import was refused")
            content(self.office.database)
        except Broken as broken:
            failures.append(f"no room: {broken}")
        finally:
            self.office.database = usual
            subprocess.run(["umount", place], check=False)
        return "a real file system filled by two imports and a backup, each refused whole; with room the same import goes in", failures


if __name__ == "__main__":
    main()
