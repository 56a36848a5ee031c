"""A whole country at two sizes or more: how imports, the database, the first screen, memory and keys grow with it.

The returns are made by `yilan-bench generate`, from the same seed at each run. What can be held against another program
is measured in turn with it: `.import` of `sqlite3` and DuckDB for files, btop, htop, tig and VisiData for screens, ncdu for
memory. A program that is not installed is passed over with a word.
"""

import csv
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import time

from keys import BACK, DOWN, ENTER, LINES, PLACES, Terminal, UP, environment

HERE = pathlib.Path(__file__).resolve().parent
SEED = 1
# By kind of file: its table, and the key that stands once.
TABLES = {
    "areas": ("area", "area_code"), "residents": ("resident", "area_code, year"), "outlets": ("outlet", "outlet_id"),
    "villages": ("village", "area_code, month"), "packaging": ("packaging", "area_code, month, brand, source"),
    "safety": ("safety", "area_code, month, outlet_id, inspected_on"),
}
# Where the dashboard is opened: the overview of everything.
TOP = ""
PEERS = {"btop": ["btop"], "htop": ["htop"]}


class CountryBench:
    def __init__(self, bench, generator, divisions, report, walk=1000):
        self.bench, self.generator, self.divisions, self.report = bench, generator, divisions, report
        self.walk = walk
        self.ours = {}  # by size: the database
        self.seconds = {}  # by size: rows, seconds of ours, seconds of sqlite3's

    def run_all(self, sizes):
        for size in sizes:
            self.load(size)
        self.compare_sizes(sizes)
        self.screens(sizes)

    # Imports.

    def generate(self, size):
        """The folder of the returns of a country."""
        folder = self.bench.folder / f"country-{size}"
        command = [self.generator, "generate", "--size", str(size), "--seed", str(SEED), "--out", folder]
        if self.divisions:
            command += ["--divisions", self.divisions, "--changes", HERE.parent / "Data/areas/changes.csv"]
        begun = time.perf_counter()
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        print(f"\ncountry at {size} %: {said}; made in {time.perf_counter() - begun:.1f} s", flush=True)
        return folder

    def load(self, size):
        folder = self.generate(size)
        kinds = self.kinds(folder)
        print(f"{'kind':12} {'files':>5} {'rows':>9} {'yilan s':>9} {'rows/s':>9} {'sqlite3 s':>10} {'times as long':>14} "
              f"{'peak MB':>8}")
        # One round of a large country takes long enough to even out what else the machine does.
        rounds = self.bench.rounds if size < 10 else 1
        taken = {kind: ([], [], []) for kind in kinds}
        for turn in range(rounds):
            ours, plain = self.bench.folder / f"ours-{size}.sqlite", self.bench.folder / f"plain-{size}.sqlite"
            for database in (ours, plain):
                remove(database)
            self.bench.yilan(["ledger"], ours)
            for kind, files in kinds.items():
                paths = [folder / name for name, _ in files]
                begun = time.perf_counter()
                peak = self.bench.yilan(["import", *paths], ours)
                taken[kind][0].append(time.perf_counter() - begun)
                table, key = TABLES[kind]
                taken[kind][1].append(self.bench.plainly(paths, table, key, plain, index="area_code"))
                taken[kind][2].append(peak)
        total = [0, 0, 0]
        for kind, files in kinds.items():
            rows = sum(count for _, count in files)
            one, other = (statistics.median(taken[kind][side]) for side in (0, 1))
            total = [total[0] + rows, total[1] + one, total[2] + other]
            print(f"{kind:12} {len(files):5} {rows:9} {one:9.2f} {rows / one:9.0f} {other:10.2f} {one / other:14.1f} "
                  f"{max(taken[kind][2]) >> 10:8}", flush=True)
            if size == 10:
                self.report.add(
                    f"import at 10 %: {kind}", f"{rows / one:,.0f} rows/s", f"sqlite3 .import, {rows / other:,.0f} rows/s",
                    one / other, 1.0)
        self.ours[size], self.seconds[size] = ours, total
        rows, one, other = total
        self.report.add(
            f"import at {size} %, everything", f"{rows:,} rows in {one:.1f} s", f"sqlite3 .import, {other:.1f} s", one / other,
            1.0)
        bytes_ours, bytes_plain = (whole(database) for database in (ours, plain))
        print(f"database {bytes_ours / 1e6:.1f} MB, plain tables with key and index {bytes_plain / 1e6:.1f} MB")
        self.report.add(
            f"database at {size} %", f"{bytes_ours / 1e6:.1f} MB", f"plain tables, {bytes_plain / 1e6:.1f} MB",
            bytes_ours / bytes_plain, 2.0)
        self.check(size)
        self.duckdb(size, folder, kinds, one)
        shutil.rmtree(folder)

    def check(self, size):
        """Speed counts for nothing where the sums are not those of the rows."""
        said = subprocess.run(
            [sys.executable, HERE / "check.py", self.ours[size], "--seed", str(SEED)], capture_output=True, text=True)
        print(said.stdout.strip(), flush=True)
        self.report.tell(f"sums at {size} % that differ from their rows", said.stdout.strip().rsplit(", ", 1)[-1])

    def duckdb(self, size, folder, kinds, seconds):
        """The same files by DuckDB, into tables of a new database: no key, no ledger, no check."""
        command = shutil.which("duckdb")
        lines = "".join(
            f"CREATE TABLE {TABLES[kind][0]} AS SELECT * FROM read_csv({[str(folder / name) for name, _ in files]}, "
            "all_varchar=true, union_by_name=true);\n" for kind, files in kinds.items())
        database = self.bench.folder / f"duck-{size}.duckdb"
        if command:
            run = [command, str(database), "-c", lines]
        elif subprocess.run([sys.executable, "-c", "import duckdb"], capture_output=True).returncode == 0:
            run = [sys.executable, "-c", "import duckdb, sys; duckdb.connect(sys.argv[1]).execute(sys.argv[2])",
                   str(database), lines]
        else:
            self.report.skip("import beside DuckDB", "not installed (pip install duckdb)")
            return
        begun = time.perf_counter()
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
        took = time.perf_counter() - begun
        print(f"DuckDB, the same files as texts without a key: {took:.2f} s")
        self.report.tell(f"import at {size} %, everything", f"{seconds:.1f} s", f"DuckDB, no key: {took:.1f} s")
        database.unlink()

    def kinds(self, folder):
        """By kind, in the order of import: names of files and how many rows they have."""
        found = {}
        with open(folder / "manifest.csv", newline="", encoding="utf-8") as opened:
            for row in csv.DictReader(opened):
                found.setdefault(row["file"].removesuffix(".csv").split("-")[0], []).append((row["file"], int(row["rows"])))
        return found

    def compare_sizes(self, sizes):
        for small, large in zip(sizes, sizes[1:]):
            each = {size: self.seconds[size][1] / self.seconds[size][0] for size in (small, large)}
            self.report.add(
                f"import of a row at {large} %", f"{each[large] * 1e6:.1f} µs", f"at {small} %, {each[small] * 1e6:.1f} µs",
                each[large] / each[small], 1.2)

    # Screens.

    def terminal(self, size, at=TOP):
        more = ["--at", at] if at else []
        command = [self.bench.program, "--database", self.ours[size], "--today", "2025-07-12", *more]
        return Terminal([str(part) for part in command], environment())

    def screens(self, sizes):
        peers = {}
        for name, command in PEERS.items():
            if shutil.which(name):
                peers[name] = command
            else:
                self.report.skip(name, "not installed")
        starts = {name: [] for name in [*sizes, *peers]}
        spent = {name: [] for name in starts}
        opened = {size: [] for size in sizes}
        for _ in range(10):
            # In turn, so that whatever else the machine does meets all.
            for name in starts:
                terminal = self.terminal(name) if name in sizes else Terminal(peers[name], environment())
                starts[name].append(terminal.opened)
                spent[name].append(terminal.opening)
                if name in sizes:
                    opened[name].append(terminal.memory())
                terminal.close()
        print(f"\n{'to the first screen':24} {'ms':>8} {'processor ms':>13}")
        for name in starts:
            label = f"yilan at {name} %" if name in sizes else name
            print(f"{label:24} {statistics.median(starts[name]):8.1f} {statistics.median(spent[name]):13.1f}")
        small, large = sizes[0], sizes[-1]
        ms = {name: statistics.median(found) for name, found in starts.items()}
        cpu = {name: statistics.median(found) for name, found in spent.items()}
        if small != large:
            self.report.add(
                f"first screen at {large} %", f"{ms[large]:.1f} ms", f"at {small} %, {ms[small]:.1f} ms",
                ms[large] / ms[small], 1.2)
            self.report.add(
                f"processor to the first screen at {large} %", f"{cpu[large]:.1f} ms", f"at {small} %, {cpu[small]:.1f} ms",
                cpu[large] / cpu[small], 1.2)
        if "btop" in peers:
            self.report.add(
                f"first screen at {large} %", f"{ms[large]:.1f} ms", f"btop, {ms['btop']:.1f} ms", ms[large] / ms["btop"], 1.5)
        for name in peers:
            self.report.tell(
                f"processor to the first screen at {large} %", f"{cpu[large]:.1f} ms", f"{name}, {cpu[name]:.1f} ms")
        self.visidata(ms[large])
        self.keys(sizes)
        self.memory(sizes, {size: statistics.median(found) for size, found in opened.items()})
        self.escape(large)
        self.held_key(large, peers)
        self.installed()

    def visidata(self, ours):
        """VisiData until it shows 1,000 rows."""
        command = shutil.which("vd") or shutil.which("visidata")
        if not command:
            self.report.skip("VisiData", "not installed")
            return
        file = self.bench.folder / "rows.csv"
        file.write_text("area,month,value\n" + "".join(f"52050210{row:04},2025-06,{row}\n" for row in range(1000)))
        terminal = Terminal([command, str(file)], environment())
        self.report.tell("first screen", f"{ours:.1f} ms", f"VisiData, 1,000 rows: {terminal.opened:.1f} ms")
        terminal.close()

    def keys(self, sizes):
        """A line key in a place of each size, in turn: it may not cost more where there is more."""
        if len(sizes) < 2:
            return
        times = {size: [] for size in sizes}
        for _ in range(3):
            for place in PLACES.values():
                terminals = {size: self.terminal(size, place) for size in sizes}
                for key in LINES:
                    for size, terminal in terminals.items():
                        took = terminal.key(key)
                        if took is not None:
                            times[size].append(took)
                for terminal in terminals.values():
                    terminal.close()
        small, large = (statistics.median(times[size]) for size in (sizes[0], sizes[-1]))
        print(f"a line key: {small:.2f} ms at {sizes[0]} %, {large:.2f} ms at {sizes[-1]} %", flush=True)
        self.report.add(
            f"a line key at {sizes[-1]} %", f"{large:.2f} ms", f"at {sizes[0]} %, {small:.2f} ms", large / small, 1.2)

    def memory(self, sizes, opened):
        walked = {}
        for size in sizes:
            terminal = self.terminal(size)
            dice = random.Random(SEED)
            # Down more often than anything else, as people do; never what stores something or leaves.
            keys = [DOWN] * 6 + [UP] * 2 + [ENTER] * 3 + [BACK] * 2 + [b"[", b"]", b"{", b"}", b"t", b"m", b"s", b"e"]
            keys += [str(panel).encode() for panel in range(1, 10)]
            for part in range(2):
                for _ in range(self.walk // 2):
                    terminal.key(dice.choice(keys))
                walked[size, part] = terminal.memory()
            terminal.close()
            print(f"memory (PSS) at {size} %: {opened[size]:.1f} MB opened, {walked[size, 0]:.1f} MB after {self.walk // 2} "
                  f"keys, {walked[size, 1]:.1f} MB after {self.walk}", flush=True)
        small, large = sizes[0], sizes[-1]
        after = f"memory after {self.walk} keys at {large} %"
        self.report.add(
            after, f"{walked[large, 1]:.1f} MB", f"after {self.walk // 2}, {walked[large, 0]:.1f} MB",
            walked[large, 1] / walked[large, 0], 1.05)
        if small != large:
            self.report.add(
                f"memory as opened at {large} %", f"{opened[large]:.1f} MB", f"at {small} %, {opened[small]:.1f} MB",
                opened[large] / opened[small], 1.2)
        if not shutil.which("ncdu"):
            self.report.skip("ncdu's memory", "not installed")
            return
        folder = self.bench.folder / "tree"
        files = make_tree(folder)
        tree = Terminal(["ncdu", "-0", str(folder)], environment())
        tree.settle(3)
        beside, count = tree.memory(), f"ncdu on {files:,} files"
        tree.close()
        shutil.rmtree(folder)
        self.report.add(
            f"memory as opened at {large} %", f"{opened[large]:.1f} MB", f"{count}, {beside:.1f} MB", opened[large] / beside, 1.2)
        self.report.add(after, f"{walked[large, 1]:.1f} MB", f"{count}, {beside:.1f} MB", walked[large, 1] / beside, 1.2)

    def installed(self):
        """The program as `make install` puts it there: without what only a debugger reads."""
        copy = self.bench.folder / "installed"
        if not shutil.which("strip"):
            self.report.skip("size of the installed program", "no strip")
            return
        subprocess.run(["strip", "-o", copy, self.bench.program], check=True)
        self.report.tell("the installed program", f"{copy.stat().st_size / 1e6:.1f} MB")
        copy.unlink()

    def escape(self, size):
        """Esc alone: it may be the first byte of a key, so that a program has to wait for what follows."""
        terminal = self.terminal(size)
        took = []
        for _ in range(20):
            terminal.key(ENTER)
            answered = terminal.key(b"\x1b")
            if answered is not None:
                took.append(answered)
        terminal.close()
        if not took:
            self.report.skip("Esc alone", "it was not answered")
            return
        print(f"Esc alone: {statistics.median(took):.1f} ms")
        self.report.add("Esc alone", f"{statistics.median(took):.1f} ms", "30 ms", statistics.median(took) / 30, 1.0)

    def held_key(self, size, peers):
        others = dict(peers)
        if shutil.which("tig"):
            others["tig"] = ["tig", "-C", str(HERE.parent)]
        else:
            self.report.skip("tig", "not installed")
        took = {name: [] for name in ["yilan", *others]}
        count = dict.fromkeys(took, 0)
        for _ in range(5):
            for name in took:
                terminal = self.terminal(size, "/outlets") if name == "yilan" else Terminal(others[name], environment())
                milliseconds, count[name] = terminal.burst(DOWN * 500)
                took[name].append(milliseconds)
                terminal.close()
        print(f"\n{'500 line keys at once':24} {'ms':>8} {'bytes':>9}")
        medians = {name: statistics.median(found) for name, found in took.items()}
        for name, milliseconds in medians.items():
            print(f"{name:24} {milliseconds:8.1f} {count[name]:9}", flush=True)
        for name in others:
            if not count[name]:
                self.report.skip(f"500 line keys beside {name}", "it answered nothing")
                continue
            told = (f"{medians['yilan']:.1f} ms, {count['yilan']:,} bytes", f"{name}, {medians[name]:.1f} ms, {count[name]:,} bytes")
            if name != "htop":
                self.report.tell("500 line keys in one write", *told)
                continue
            self.report.add("500 line keys in one write, time", *told, medians["yilan"] / medians[name], 1.0)
            self.report.add("500 line keys in one write, bytes", *told, count["yilan"] / count[name], 1.0)


def make_tree(folder, folders=600, each=1000):
    """Empty files for ncdu to count; returns how many."""
    for outer in range(folders):
        inside = folder / f"{outer:03}"
        inside.mkdir(parents=True)
        place = os.open(inside, os.O_RDONLY)
        for number in range(each):
            os.close(os.open(f"{number:04}", os.O_CREAT | os.O_WRONLY, dir_fd=place))
        os.close(place)
    return folders * each


def remove(database):
    for end in ["", "-wal", "-shm"]:
        pathlib.Path(f"{database}{end}").unlink(missing_ok=True)


def whole(database):
    """Bytes of a database with everything that is still in its journal."""
    subprocess.run(["sqlite3", database, "PRAGMA wal_checkpoint(TRUNCATE)"], check=True, stdout=subprocess.DEVNULL)
    return pathlib.Path(database).stat().st_size
