#!/usr/bin/env python3
"""Ten readers, two importers and somebody who makes backups, all at once on one database.

Each return of packaging gives one town what it takes from the other, so that the county's figures stay as they are: whoever
saw half of an import would see another sum. No error may reach a user, and an import that waits for its turn says so.

    Tools/together.py PROGRAM [--seconds 60] [--readers 10] [--rows 15000] [--report RELIABILITY.md]
"""

import argparse
import collections
import json
import tempfile
import threading
import time

from reliability import Broken, Office, content, finish, report

TOTAL = 1000
HEAD = "区划代码,月份,胶带封装件数,瘦身胶带件数"
TOWNS = ["520590100000", "520590200000"]
WAITS = "等它写完"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, default=10)
    parser.add_argument("--rows", type=int, default=15000, help="of the register that is sent again and again")
    parser.add_argument("--report", help="the Markdown file whose row of this is to be replaced")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="yilan-together-") as folder:
        test = Together(Office(given.program, folder), given.rows)
        failures = test.run(given.seconds, given.readers)
    print(test.figures())
    if given.report:
        report(given.report, "readers and importers together", f"{test.figures()}; {test.office.build}", len(failures),
               f"make together TOGETHER=\"--seconds {given.seconds:g}\"")
    finish("together", failures)


class Together:
    def __init__(self, office, rows):
        self.office, self.rows = office, rows
        self.done, self.failures, self.lock = collections.Counter(), [], threading.Lock()
        self.imports, self.until, self.longest = 0, 0, 0.0

    def run(self, seconds, readers):
        office = self.office
        office.clear()
        office.must("import", *office.county("areas", "outlets"))
        office.must("import", self.packaging(0))
        self.imports = 3
        self.readers = readers
        self.began = time.monotonic()
        self.until = self.began + seconds
        workers = [(self.read, number) for number in range(readers)]
        workers += [(self.send, self.packaging), (self.send, self.register), (self.copy, 0)]
        threads = [threading.Thread(target=self.work, args=worker) for worker in workers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.minutes = (time.monotonic() - self.began) / 60
        try:
            content(office.database)
            ledger = json.loads(office.must("ledger", "--format", "json").stdout)
            if len(ledger) != self.imports:
                self.failures.append(f"{self.imports} imports were told as stored, {len(ledger)} are")
        except Broken as broken:
            self.failures.append(str(broken))
        return self.failures

    def work(self, body, argument):
        turn = 0
        while time.monotonic() < self.until and len(self.failures) < 10:
            turn += 1
            try:
                body(argument, turn)
            except Broken as broken:
                with self.lock:
                    self.failures.append(str(broken))

    def count(self, what):
        with self.lock:
            self.done[what] += 1

    def packaging(self, turn):
        """What one town has more the other has less."""
        path = self.office.folder / "packaging.csv"
        moved = turn * 37 % 400
        lines = [HEAD] + [f"{town},2025-06,{TOTAL // 2 + by},{TOTAL // 4 + by // 2}"
                          for town, by in zip(TOWNS, [2 * (moved // 2), -2 * (moved // 2)])]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def register(self, turn):
        """Another file of as many outlets each time."""
        path = self.office.register(self.rows)
        text = path.read_text(encoding="utf-8").replace("网点,末端", f"网点{turn},末端")
        path.write_text(text, encoding="utf-8")
        return path

    def send(self, make, turn):
        began = time.monotonic()
        result = self.office.yilan("import", make(turn))
        self.longest = max(self.longest, time.monotonic() - began)
        waited = WAITS in result.stderr
        rest = [line for line in result.stderr.splitlines() if WAITS not in line]
        if result.returncode != 0 or rest:
            raise Broken(f"import: {result.returncode} {' '.join(rest)[:300]} {result.stdout[:200]}")
        if "同一个文件" not in result.stdout:
            with self.lock:
                self.imports += 1
        self.count("imports")
        if waited:
            self.count("waits")

    def read(self, number, turn):
        if number % 5 == 4:
            result = self.office.yilan("screen", "520590/packaging@2025-06", "--size", "120x36")
            if result.returncode != 0 or result.stderr:
                raise Broken(f"screen: {result.returncode} {result.stderr[:300]}")
        else:
            self.look(self.office.database)
        self.count("reads")

    def look(self, database):
        """The county's figures are the sum of its towns', and what they always are."""
        result = self.office.yilan(
            "export", "indicators", "--scope", "520590", "--period", "2025-06", "--levels", "1", "--format", "json",
            "--database", database)
        if result.returncode != 0 or result.stderr:
            raise Broken(f"export: {result.returncode} {result.stderr[:300]}")
        figures = [figure for figure in json.loads(result.stdout) if figure["indicator"] == "slim_tape"]
        whole = next(figure for figure in figures if figure["area"] == "520590000000")
        parts = [figure for figure in figures if figure["area"] in TOWNS]
        sums = tuple(sum(part[key] or 0 for part in parts) for key in ("numerator", "denominator"))
        if sums != (whole["numerator"], whole["denominator"]) or sums[1] != TOTAL:
            raise Broken(f"half an import was seen: towns {sums}, county {whole['numerator']}, {whole['denominator']}")

    def copy(self, _, turn):
        copy = self.office.folder / f"copy-{turn}.sqlite"
        result = self.office.yilan("backup", copy)
        if result.returncode != 0 or result.stderr:
            raise Broken(f"backup: {result.returncode} {result.stderr[:300]}")
        self.look(copy)
        for path in self.office.folder.glob(f"{copy.name}*"):
            path.unlink()
        self.count("backups")
        time.sleep(1)

    def figures(self):
        return (f"{self.minutes:.1f} minutes, {self.readers} readers with {self.done['reads']} reads, 2 importers with "
                f"{self.done['imports']} imports, of which {self.done['waits']} said that they waited (the longest took "
                f"{self.longest:.0f} s), {self.done['backups']} backups; no sum of halves, no error")


if __name__ == "__main__":
    main()
