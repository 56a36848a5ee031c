#!/usr/bin/env python3
"""How fast a file comes in: `yilan import` against `sqlite3`'s `.import` of the same file into a table with an index.

Both read each file in turn, several rounds over, each time into a new database; medians of the rows a second are told,
and how many times as long the import took, which checks every cell, keeps a ledger and brings all sums up to date.

Then how fast areas are found among those: the milliseconds of `yilan find` for every kind of text that is typed, each in
one process after its names were read, against `sqlite3`'s own scan of the names where it can find such a text at all.

Then how long a key takes beside tig, by `keys.py`, a whole country at two sizes, by `country.py`: how imports, files, starts,
memory and keys grow, and last a file and a server side by side, by `stores.py`. What has a target is put into a table, which
`--report` keeps (Docs/bench.md).

    Tools/bench.py PROGRAM [--divisions FILE.csv.gz] [--rounds N] [--generator PROGRAM] [--sizes 1,10] [--report FILE]
                   [--only files|search|keys|country|stores]
"""

import argparse
import csv
import gzip
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from country import CountryBench, remove
import keys
from report import Report
from stores import StoresBench

TODAY = "2025-07-12"
HERE = pathlib.Path(__file__).resolve().parent

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--divisions", default=os.environ.get("YILAN_BENCH_DIVISIONS"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--generator", help="yilan-bench; without it neither country nor server is measured")
    sizes = ",".join(dict.fromkeys(["1", "10", os.environ.get("YILAN_BENCH_SIZE", "10")]))
    parser.add_argument("--sizes", default=sizes, type=lambda text: [int(size) for size in text.split(",")])
    parser.add_argument("--report", help="a Markdown file to keep the table in")
    parser.add_argument("--walk", type=int, default=1000, help="random keys of a walk for the growth of memory")
    parser.add_argument("--only", choices=["files", "search", "keys", "country", "stores"])
    given = parser.parse_args()
    if not shutil.which("sqlite3"):
        sys.exit("bench: sqlite3 is not installed; install it (Debian: sqlite3)")
    report = Report()
    with tempfile.TemporaryDirectory(prefix="yilan-bench-") as folder:
        bench = Bench(given.program, pathlib.Path(folder), given.rounds, report)
        bench.run_all(given.divisions, given.only)
        if given.generator and given.only in (None, "country"):
            CountryBench(bench, given.generator, given.divisions, report, given.walk).run_all(given.sizes)
        if given.generator and given.only in (None, "stores"):
            StoresBench(bench, given.generator, given.divisions, report).run_all()
    print("\n" + report.text())
    if given.report:
        pathlib.Path(given.report).write_text(report.text(), encoding="utf-8")


class Bench:
    def __init__(self, program, folder, rounds, report):
        self.program, self.folder, self.rounds, self.report = os.path.abspath(program), folder, rounds, report
        self.database = folder / "yilan.sqlite"

    def run_all(self, divisions, only=None):
        if only in ("country", "stores"):
            return
        self.heading()
        self.areas(divisions)
        if only in (None, "files"):
            self.returns()
        if only in (None, "search"):
            self.search()
        if only in (None, "keys"):
            self.keys()

    def returns(self):
        lowest = self.known_areas()
        self.measure("packaging, one month", self.packaging(lowest), "packaging", "area_code, month, brand, source")
        self.measure("safety, one month", self.safety(lowest), "safety", "area_code, month, outlet_id, inspected_on")
        self.measure("outlets", self.outlets(lowest), "outlets", "outlet_id")

    def keys(self):
        """Keys beside tig on this checkout, and a minute of idling, on the database with everything in it."""
        print(flush=True)
        found = keys.measure(self.program, self.database, HERE.parent)
        times = found["times"]
        rows = [name for name in times if name.startswith("a row")]
        slowest = max(rows, key=times.get)
        for name, label, beside, most in [
            (slowest, f"a line key, slowest place ({slowest})", "tig, a line", 1.5),
            ("in and back", "in and back", "tig, in and back", 2.0), ("a page", "a page", "tig, a page", 1.2),
        ]:
            if name in times and beside in times:
                self.report.add(
                    label, f"{times[name]:.2f} ms", f"{beside}, {times[beside]:.2f} ms", times[name] / times[beside], most)
        self.report.add("keys, 99 of 100", f"{found['p99']:.2f} ms", "5 ms", found["p99"] / 5, 1.0)
        idle = found["idle"]
        self.report.add(
            "idle between two turns of the clock, processor", f"{idle['percent']:.4f} %", "0.05 %",
            idle["percent"] / 0.05, 1.0)
        self.report.add("idle between two turns of the clock, bytes", str(idle["bytes"]), "0", idle["bytes"], 0)
        self.report.add("idle, wake-ups a second", f"{idle['wakeups']:.2f}", "2", idle["wakeups"] / 2, 1.0)

    def heading(self):
        print(f"{'file':24} {'rows':>8} {'yilan rows/s':>13} {'sqlite3 rows/s':>15} {'times as long':>14} {'peak MB':>8}", flush=True)

    def areas(self, divisions):
        """The national list, where there is one; else what the program ships is what returns can name."""
        if not divisions:
            print("national list            left out: name it by --divisions or YILAN_BENCH_DIVISIONS")
            return
        file = self.folder / "divisions.csv"
        with gzip.open(divisions) as packed, open(file, "wb") as plain:
            shutil.copyfileobj(packed, plain)
        self.measure("national list", file, "areas", "code", ["--period", "2020-12"], keeps=True)

    # Search.

    def search(self):
        areas = [line.split("|", 1) for line in self.lines("SELECT id || '|' || name FROM area ORDER BY id")]
        print(f"\nsearch among {len(areas)} areas, milliseconds; load {os.getloadavg()[0]:.1f}")
        print(f"{'typed':24} {'texts':>6} {'median':>8} {'p99':>8} {'most':>8} {'sqlite3 median':>15} {'p99':>8} {'fewer':>6}")
        everything = []
        for name, texts, plain in self.typed(areas):
            for near in [None, "520502"]:
                took, found = self.found(texts, near)
                everything += took
                # A scan takes far longer: a part of the texts tells how long.
                scan, wanted = self.scanned(texts[:40], plain) if plain and not near else ([], [])
                # What a scan finds of the first 20 must be found as well.
                fewer = sum(ours < theirs for ours, theirs in zip(found, wanted)) if wanted else ""
                theirs = f"{statistics.median(scan):15.2f} {part(scan, 0.99):8.2f}" if scan else f"{'':>15} {'':>8}"
                label = name + (", near" if near else "")
                print(f"{label:24} {len(texts):6} {statistics.median(took):8.2f} {part(took, 0.99):8.2f} "
                      f"{max(took):8.2f} {theirs} {fewer:>6}", flush=True)
        self.report.add(
            f"search among {len(areas):,} areas, 99 of 100", f"{part(everything, 0.99):.2f} ms", "20 ms",
            part(everything, 0.99) / 20, 1.0)
        print(f"{'all':24} {len(everything):6} {statistics.median(everything):8.2f} {part(everything, 0.99):8.2f} "
              f"{max(everything):8.2f}")
        begun = time.perf_counter()
        self.yilan(["find", "七星关"], self.database)
        first = time.perf_counter() - begun
        begun = time.perf_counter()
        self.yilan(["ledger"], self.database)
        print(f"names are read at the first search: {(first - (time.perf_counter() - begun)) * 1000:.0f} ms")

    def typed(self, areas):
        """Kinds of texts, and how sqlite3 would look for them; nothing where it cannot."""
        dice = random.Random(4)
        some = dice.sample(areas, min(300, len(areas)))
        names = [name for _, name in some]
        like = "SELECT COUNT(*) FROM (SELECT 1 FROM area WHERE used = 1 AND name LIKE '%{}%' LIMIT 20)"
        code = "SELECT COUNT(*) FROM (SELECT 1 FROM area WHERE used = 1 AND id LIKE '{}%' LIMIT 20)"
        letters = "abcdefghijklmnopqrstuvwxyz"
        def noise(count):
            return "".join(dice.choice(letters) for _ in range(count))
        return [
            ("whole name", names, like),
            ("beginning of a name", [name[:dice.randint(1, len(name))] for name in names], like),
            ("inside a name", [name[1:1 + dice.randint(1, 3)] or name for name in names], like),
            ("common characters", ["村", "委会", "村委会", "居委会", "社区", "街道", "镇", "会委", "大", "县", "新村", "省"], like),
            ("code", [number[:dice.randint(1, 12)] for number, _ in some], code),
            ("one letter", list(letters), None),
            ("pinyin", ["bijie", "qixingguan", "qixingg", "qi xing guan", "beijing", "chongqing", "xincun", "zhong",
                        "shan", "lianhe", "dongfanghong", "xi an", "weining", "luan", "sh", "zh"], None),
            ("first letters", ["qxg", "bjs", "dc", "xcwh", "jwh", "cwh", "zz", "ss", "dfh", "lcwh"], None),
            ("two levels", ["毕节 七星", "毕节七星关", "贵州 村", "bijie qixing", "毕节 qxg", "5205 村", "b c", "z x"], None),
            ("nonsense characters",
             ["".join(chr(dice.randint(0x4E00, 0x9FA5)) for _ in range(dice.randint(1, 4))) for _ in range(200)], like),
            ("nonsense letters", [noise(dice.randint(2, 12)) for _ in range(200)], None),
        ]

    def found(self, texts, near):
        """The milliseconds of each text, and how many areas were found."""
        given = ["--near", near] if near else []
        said = subprocess.run(
            [self.program, "find", "--timed", "--database", self.database, "--today", TODAY, *given],
            input="".join(text + "\n" for text in texts), text=True, check=True, capture_output=True).stdout
        rows = [line.split("\t") for line in said.splitlines()]
        return [float(row[0]) for row in rows], [int(row[1]) for row in rows]

    def scanned(self, texts, query):
        said = subprocess.run(
            ["sqlite3", self.database], input=".timer on\n" + "".join(query.format(text) + ";\n" for text in texts),
            text=True, check=True, capture_output=True).stdout.splitlines()
        took = [float(line.split()[3]) * 1000 for line in said if line.startswith("Run Time")]
        return took, [int(line) for line in said if line.isdigit()]

    def lines(self, sql):
        return subprocess.run(
            ["sqlite3", self.database, sql], check=True, capture_output=True, text=True).stdout.splitlines()

    # Imports.

    def known_areas(self):
        """Codes of the villages and communities in the database that the returns are sent to, which is made if need be."""
        if not self.database.exists():
            self.yilan(["ledger"], self.database)
        rows = self.query("SELECT id FROM area WHERE level = 4 AND used = 1 ORDER BY id")
        return [f"{int(row):012}" for row in rows]

    def query(self, sql):
        return subprocess.run(
            ["sqlite3", self.database, sql], check=True, capture_output=True, text=True).stdout.split()

    def measure(self, name, file, form, key, more=(), keeps=False):
        rows = sum(1 for _ in open(file, "rb")) - 1
        ours, theirs, peaks = [], [], []
        # What is kept is there at a second round, which would find the same file and do nothing.
        for _ in range(1 if keeps else self.rounds):
            took, peak = self.imported(file, form, more, keeps)
            ours.append(took)
            peaks.append(peak)
            plain = self.folder / "plain.sqlite"
            remove(plain)
            theirs.append(self.plainly([file], "t", key, plain))
        one, other = statistics.median(ours), statistics.median(theirs)
        print(f"{name:24} {rows:8} {rows / one:13.0f} {rows / other:15.0f} {one / other:14.1f} {max(peaks) >> 10:8}",
              flush=True)
        self.report.add(
            f"import of one file: {name}", f"{rows / one:,.0f} rows/s", f"sqlite3 .import, {rows / other:,.0f} rows/s",
            one / other, 1.0)

    def imported(self, file, form, more, keeps):
        """Imports into a copy of the database; returns the seconds and the most memory, in KiB."""
        copy = self.folder / "round.sqlite"
        remove(copy)
        if self.database.exists():
            shutil.copy(self.database, copy)
        else:
            self.yilan(["ledger"], copy)
        begun = time.perf_counter()
        peak = self.yilan(["import", file, "--form", form, *more], copy)
        took = time.perf_counter() - begun
        if keeps and not self.database.exists():
            shutil.copy(copy, self.database)
        return took, peak

    def yilan(self, arguments, database):
        """Runs it; returns the most memory it had, in KiB."""
        command = [self.program, *arguments, "--database", database, "--today", TODAY, "--lang", "en"]
        with open(self.folder / "said", "w+") as said:
            status, peak = peak_of(command, said)
            if status:
                said.seek(0)
                sys.exit(f"bench: {' '.join(map(str, arguments))} failed:\n" + "".join(said.readlines()[-5:]))
        return peak

    def plainly(self, files, table, key, database, index=None):
        """The same files by the database's own command, into a table with a primary key, and an index where one is
        named; returns the seconds."""
        with open(files[0], newline="", encoding="utf-8-sig") as opened:
            columns = next(csv.reader(opened))
        # Whole numbers are kept as such.
        columns = ", ".join(f'"{column}" NUMERIC' for column in columns)
        said = (f"PRAGMA journal_mode = WAL;\nPRAGMA synchronous = FULL;\n"
                f"CREATE TABLE IF NOT EXISTS {table} ({columns}, PRIMARY KEY ({key}));\n")
        if index:
            said += f"CREATE INDEX IF NOT EXISTS {table}_{index} ON {table} ({index});\n"
        said += "".join(f".import --csv --skip 1 {file} {table}\n" for file in files)
        begun = time.perf_counter()
        subprocess.run(["sqlite3", database], input=said, text=True, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begun

    # The files: the same at each run.

    def packaging(self, areas):
        dice = random.Random(1)
        brands = ["中通", "圆通", "申通", "韵达", "极兔", "顺丰", "邮政", "京东"]
        header = ("area_code month brand source taped slim_taped ecommerce no_repack bags reusable_bags materials "
                  "standard_materials waybills e_waybills").split()
        def row(area, turn):
            cells = [area, "2025-06", brands[turn % len(brands)], "报送"]
            for most in [2000, 1500, 200, 900, 2500]:
                whole = dice.randint(0, most)
                cells += [whole, whole - dice.randint(0, whole // 20)]
            return cells
        return self.written("packaging.csv", header, [row(*place) for place in places(areas, 100_000, len(brands))])

    def safety(self, areas):
        dice = random.Random(2)
        header = ("area_code month outlet_id inspected_on inspected opened_ok real_name_due real_name_done xray_due "
                  "xray_done findings rectify_by rectified_on").split()
        def row(area, turn):
            cells = [area, "2025-06", f"S-{area}-{turn}", f"2025-06-{dice.randint(1, 30):02}"]
            for most in [200, 500, 500]:
                whole = dice.randint(0, most)
                cells += [whole, whole - dice.randint(0, whole // 20)]
            return cells + [dice.randint(0, 3), "2025-07-20", ""]
        return self.written("safety.csv", header, [row(*place) for place in places(areas, 100_000, 40)])

    def outlets(self, areas):
        dice = random.Random(3)
        header = "outlet_id name type area_code brand filing_no filed_on opened_on closed_on licence_until".split()
        kinds = ["末端网点", "营业网点", "智能快件箱", "村级服务站"]
        def row(number, area):
            opened = f"{dice.randint(2016, 2024)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
            return [f"N-{number:06}", f"第{number}号网点", kinds[number % 4], area, "中通", f"F{number:08}", opened, opened,
                    "", f"{dice.randint(2025, 2029)}-12-31"]
        rows = [row(number, area) for number, (area, _) in enumerate(places(areas, 50_000, 40))]
        return self.written("outlets.csv", header, rows)

    def written(self, name, header, rows):
        file = self.folder / name
        with open(file, "w", newline="", encoding="utf-8") as opened:
            writer = csv.writer(opened)
            writer.writerow(header)
            writer.writerows(rows)
        return file


# A child begins with the memory of what it was forked from, and that counts: it is started from a small program.
LAUNCHER = """
import os, sys
pid = os.fork()
if pid == 0:
    os.dup2(2, 1)
    os.execv(sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)
"""


def peak_of(command, said):
    """The exit status of a command and the most memory it had, in KiB; all it says goes to a file."""
    launched = subprocess.run(
        [sys.executable, "-S", "-E", "-c", LAUNCHER, *map(str, command)], stdout=subprocess.PIPE, stderr=said, text=True,
        check=True)
    status, peak = launched.stdout.split()
    return int(status), int(peak)


def places(areas, count, most):
    """Areas in turn with the number of the turn, `count` of them, each area at most `most` times."""
    count = min(count, len(areas) * most)
    turns = -(-count // len(areas)) if areas else 0
    step = max(1, len(areas) * turns // count) if count else 1
    chosen = areas[::step] if turns == 1 else areas
    found = [(area, turn) for area in chosen for turn in range(turns)]
    return found[:count]


def part(values, share):
    """The value that a share of all do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


if __name__ == "__main__":
    main()
