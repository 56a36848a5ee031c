#!/usr/bin/env python3
"""Beyond one server, tried out on three of this machine: tables in parts by province, parts on other servers (postgres_fdw),
earlier years elsewhere, and a replica that walls read from. Docs/servers.md tells what it means.

Every layout has to hold, row by row, what a plain SQLite file holds after the same imports. Then servers are killed in the
middle of imports. Times are medians of rounds in which the layouts take turns; what takes longer than LIMIT is given up and
told so.

    Tools/servers.py PROGRAM --generator YILAN_BENCH [--rounds 3] [--kills 6] [--report Docs/servers.md]
"""

import argparse
import collections
import datetime
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from keys import BACK, DOWN, ENTER, Terminal
from reliability import Broken, Office, compare, finish
from server import NoServer, Server

LAYOUTS = pathlib.Path(__file__).with_suffix(".sql")
# Rows come from everywhere; sums are put in over others, which no foreign table takes.
ROWS = {"village": "area,month", "packaging": "area,month,brand,source", "safety": "area,month,outlet,inspected_on",
        "figure": "area,month,indicator"}
SUMS = ["village_sum", "packaging_sum", "safety_sum", "figure_sum", "outlet_stock", "density_gap"]
TODAY, PERIOD, EARLIER = "2025-07-12", "2024-06", "2023-06"
# Seconds that a command may take.
LIMIT = 30
MARKS = "<!-- figures: Tools/servers.py -->", "<!-- /figures -->"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--generator", required=True, help="yilan-bench, which writes the returns")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kills", type=int, default=6, help="of each of two servers")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", help="the Markdown file whose figures are to be replaced")
    given = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="yilan-servers-") as folder, Server() as first, Server() as second, \
                Server() as third:
            test = Servers(Office(given.program, folder), given, [first, second, third])
            failures = test.run()
    except NoServer as reason:
        sys.exit(str(reason))
    if given.report:
        test.report(pathlib.Path(given.report))
    finish("servers", failures)


class Layout:
    """A way to lay the store of one database out over servers.

    Attributes: `parts`, what is divided by which key into which; `elsewhere`, which parts are handed to which server."""

    def __init__(self, name, told, parts=(), elsewhere=None):
        self.name, self.told, self.parts, self.elsewhere = name, told, dict(parts), elsewhere or {}


class Servers:
    def __init__(self, office, given, servers):
        self.office, self.given, self.servers = office, given, servers
        self.random = random.Random(given.seed)
        self.failures, self.lines = [], []
        self.files = office.folder / "returns"
        subprocess.run([given.generator, "generate", "--size", "1", "--out", self.files], check=True,
                       stdout=subprocess.DEVNULL, env=office.environment)
        self.provinces = sorted(int(path.stem.split("-")[1]) for path in self.files.glob("outlets-*.csv"))
        third = len(self.provinces) // 3
        rows = {table: ("area", self.provinces) for table in ROWS}
        self.layouts = [
            Layout("one", "one server, tables whole"),
            Layout("parts", "one server, rows and sums in parts by province",
                   {**rows, **{table: ("area", self.provinces) for table in SUMS}}),
            Layout("servers", "three servers, two thirds of the provinces' rows elsewhere", rows,
                   {1: self.provinces[third:2 * third], 2: self.provinces[2 * third:]}),
            Layout("years", "three servers, the rows of 2022 and 2023 elsewhere",
                   {table: ("month", [2022, 2023]) for table in ROWS}, {1: [2022], 2: [2023]}),
        ]
        beginning = ["areas.csv", "residents-2024.csv", *(f"outlets-{province}.csv" for province in self.provinces)]
        earlier = ["packaging-2022.csv", "packaging-2023.csv"]
        self.beginning = [self.files / name for name in beginning + earlier]
        self.timed = [self.files / f"{form}-2024.csv" for form in ("packaging", "safety", "villages")]
        self.again = self.changed(self.timed[0], "packaging-2024-again.csv", self.provinces[::5])

    def changed(self, path, name, provinces=None, year="2024"):
        """The same return with other numbers; of these provinces alone, and of another year, where such are named."""
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        place = head.split(",").index("waybills")
        made = [head]
        for line in lines:
            cells = line.split(",")
            if provinces and int(cells[0][:2]) not in provinces:
                continue
            if cells[place]:
                cells[place] = str(int(cells[place]) + 1)
            made.append(",".join(cells).replace(",2024-", f",{year}-"))
        changed = self.office.folder / name
        changed.write_text("\n".join(made) + "\n", encoding="utf-8")
        return changed

    # Laying out.

    def lay(self, layout, name):
        """Makes the databases of a layout, on each server that it uses; returns the address of the one that is used."""
        used = [self.servers[0], *(self.servers[place] for place in layout.elsewhere)]
        for server in used:
            self.yilan(["ledger"], server.fresh(name))
            server.command("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", server.address(name), "-f", self.script())
            for table, (key, parts) in layout.parts.items():
                server.ask(f"CALL yilan.divide('{table}', '{key}', '{{{','.join(map(str, parts))}}}')", name)
        first = self.servers[0]
        if layout.elsewhere:
            first.ask("CREATE EXTENSION postgres_fdw SCHEMA public", name)
        for place, parts in layout.elsewhere.items():
            server, called = self.servers[place], f"server{place}"
            first.ask(f"CREATE SERVER {called} FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port "
                      f"'{server.port}', dbname '{name}', batch_size '1000', fetch_size '10000')", name)
            first.ask(f"CREATE USER MAPPING FOR postgres SERVER {called} OPTIONS (user 'postgres')", name)
            for table in layout.parts:
                for part in parts:
                    first.ask(f"CALL yilan.hand_over('{table}', {part}, '{called}')", name)
        return first.address(name)

    def script(self):
        """The procedures where the servers' user can read them."""
        copy = self.servers[0].folder / LAYOUTS.name
        if not copy.exists():
            shutil.copy(LAYOUTS, copy)
            os.chmod(self.servers[0].folder, 0o755)
            os.chmod(copy, 0o644)
        return copy

    def yilan(self, arguments, database, status=0, limit=None):
        """What a command says; None where it takes too long. Raises Broken at another exit status, None being any."""
        try:
            answer = subprocess.run(
                [self.office.program, *map(str, arguments), "--database", str(database), "--today", TODAY, "--lang", "en"],
                env=self.office.environment, capture_output=True, text=True, timeout=limit)
        except subprocess.TimeoutExpired:
            # A server goes on with a statement whose client is gone.
            for server in self.servers:
                server.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' "
                           "AND pid <> pg_backend_pid()")
            return None
        if status is not None and answer.returncode != status:
            raise Broken(f"yilan {arguments[0]} on {database}: {answer.returncode} {answer.stderr[-400:]}")
        return answer

    def seconds(self, arguments, database, limit=LIMIT):
        """How long a command takes; None where it is given up."""
        began = time.perf_counter()
        return time.perf_counter() - began if self.yilan(arguments, database, limit=limit) else None

    # Trying.

    def run(self):
        try:
            for part in (self.measure, self.follow, self.disturb):
                part()
        except (Broken, NoServer) as broken:
            self.failures.append(str(broken))
        for line in self.lines:
            print(line)
        return self.failures

    def measure(self):
        found, databases = collections.defaultdict(list), {}
        rows = sum(len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in self.timed)
        replaced = len(self.again.read_text(encoding="utf-8").splitlines()) - 1
        plain = self.plain("plain", [*self.beginning, *self.timed])
        for turn in range(self.given.rounds):
            for layout in self.layouts:
                name = layout.name
                databases[name] = address = self.lay(layout, f"{name}{turn}")
                self.yilan(["import", *self.beginning], address)
                # PostgreSQL does not count parts elsewhere by itself.
                self.servers[0].ask("ANALYZE", f"{name}{turn}")
                found[name, "import"].append(self.seconds(["import", *self.timed], address, limit=None))
                if turn == self.given.rounds - 1:
                    self.same(layout.told, address, plain)
                for what, took in self.reading(address).items():
                    found[name, what].append(took)
                # What was given up once is not tried again.
                given_up = None in found[name, "again"]
                found[name, "again"].append(None if given_up else self.seconds(["import", self.again], address))
                print(name, turn + 1, {what: took[-1] and round(took[-1], 2) for (of, what), took in found.items()
                                       if of == name}, flush=True)
        middle = {key: None if None in times else statistics.median(times) for key, times in found.items()}
        self.lines += ["| layout | import, rows/s | replacing, rows/s | a key, ms | a screen, s | rows of a province, s | "
                       "the same a year before, s |", "|---|---|---|---|---|---|---|"]
        for layout in self.layouts:
            def cell(what, told):
                took, one = middle[layout.name, what], middle["one", what]
                return f"{told(took)} ({took / one:.2f})" if took and one else told(took) if took else f"given up after {LIMIT} s"
            self.lines.append("| " + " | ".join([
                layout.told, cell("import", lambda took: f"{rows / took:,.0f}"),
                cell("again", lambda took: f"{replaced / took:,.0f}"), cell("key", lambda took: f"{took * 1000:.0f}"),
                *(cell(what, lambda took: f"{took:.2f}") for what in ("screen", "rows", "earlier"))]) + " |")
        self.lines += ["", "In brackets: how many times as long as with one server in the same run. "
                       f"{rows:,} rows of three forms and all provinces, {replaced:,} of them then sent again with other numbers; "
                       f"{self.given.rounds} rounds in turn, medians; {self.office.build}, {os.cpu_count()} processors shared by "
                       f"the program, all servers and whatever else ran, {datetime.date.today()}. Each store was, row by row, "
                       "that of a plain file." * (not self.failures), "", *self.sizes(databases["one"])]

    def reading(self, address):
        """Seconds of a key in an open dashboard and of a printed screen, which read sums, and of tables made of rows."""
        province = f"{self.provinces[-1]}0000"
        terminal = Terminal([self.office.program, "--database", address, "--today", TODAY, "--at",
                             f"{province}/packaging@{PERIOD}"], {**self.office.environment, "TERM": "xterm-256color"})
        keys = [terminal.key(key) for _ in range(5) for key in (b"[", b"]", DOWN, ENTER, BACK)]
        terminal.close()
        answered = [took for took in keys if took is not None]
        if not answered:
            raise Broken(f"the dashboard on {address} answered no key")
        brands = ["export", "brands", "--scope", province, "--period"]
        return {"key": statistics.median(answered) / 1000,
                "screen": self.seconds(["screen", f"{province}/packaging@{PERIOD}"], address),
                "rows": self.seconds([*brands, PERIOD], address), "earlier": self.seconds([*brands, EARLIER], address)}

    def plain(self, name, files):
        """A store in one file with these imports."""
        path = self.office.folder / f"{name}.sqlite"
        self.yilan(["import", *files], path)
        return path

    def same(self, name, address, plain):
        """Is the store at an address the one of a file? Returns whether it is."""
        copied = self.office.folder / "copied.sqlite"
        for ending in ("", "-wal", "-shm"):
            pathlib.Path(f"{copied}{ending}").unlink(missing_ok=True)
        answer = subprocess.run([self.office.program, "copy", address, str(copied)], env=self.office.environment,
                                capture_output=True, text=True)
        if answer.returncode != 0:
            raise Broken(f"copy of {name}: {answer.stderr[-400:]}")
        same, unlike = compare(copied, plain)
        if unlike:
            self.failures.append(f"{name}: {'; '.join(unlike)[:600]}")
        else:
            print(f"{name}: {same:,} rows as in a plain file", flush=True)
        return not unlike

    def sizes(self, address):
        """Bytes that a row takes, indexes and all."""
        database = address.rsplit("/", 1)[1]
        self.servers[0].ask("VACUUM FULL", database)
        told = []
        for table in ["area", "outlet", *ROWS, *SUMS]:
            size, count = self.servers[0].ask(
                f"SELECT pg_total_relation_size('yilan.{table}'), COUNT(*) FROM yilan.{table}", database).split("|")
            if int(count) >= 500:
                told.append(f"{table} {int(size) / int(count):.0f}")
        return [f"Bytes a row, indexes and all, after VACUUM FULL: {', '.join(told)}."]

    def follow(self):
        """A replica: what is imported at the one is read from the other, which takes no writes."""
        first = self.servers[0]
        name, town, month = "wall", "520590100000", "2025-06"
        address = first.fresh(name)
        self.yilan(["import", *self.office.county("areas", "outlets")], address)
        with first.follower() as follower:
            replica, waits = follower.address(name), []
            place = f"520590/packaging@{month}"
            environment = {**self.office.environment, "TERM": "xterm-256color"}
            common = ["--database", replica, "--today", TODAY]
            dashboard = Terminal([self.office.program, *common, "--at", place], environment)
            moved = 0
            for number in range(5):
                path = self.office.folder / f"town-{number}.csv"
                path.write_text(f"区划代码,月份,胶带封装件数,瘦身胶带件数\n{town},{month},1000,{111 * (number + 1)}\n", encoding="utf-8")
                self.drawn(dashboard, 0.5)
                self.yilan(["import", path], address)
                began = time.perf_counter()
                while f"{11.1 * (number + 1):.1f}" not in self.yilan(["screen", place], replica).stdout:
                    if time.perf_counter() - began > 10:
                        raise Broken("a screen of the replica does not show an import of 10 s ago")
                waits.append(time.perf_counter() - began)
                moved += re.search(rb"\d", self.drawn(dashboard, 2)) is not None
            dashboard.close()
            if max(waits) > 2:
                self.failures.append(f"a screen of the replica showed an import after {max(waits):.1f} s")
            refused = self.yilan(["import", self.office.folder / "town-0.csv"], replica, status=None)
            if refused.returncode != 3 or "read-only" not in refused.stderr:
                self.failures.append(f"a write at the replica: {refused.returncode} {refused.stderr}")
            self.lines += ["", f"Replica: a printed screen showed each of {len(waits)} imports, the last within {max(waits):.1f} s "
                           "of its end (most of it the program's own start); a write there is refused with status 3: "
                           f"\"{refused.stderr.strip().split(': ', 1)[1]}\". An open dashboard showed "
                           f"{moved} of the imports by itself within 2 s."]

    @staticmethod
    def drawn(terminal, seconds):
        """What a terminal is sent within a time."""
        until, sent = time.monotonic() + seconds, b""
        while (rest := until - time.monotonic()) > 0:
            sent += terminal.read(rest)
        return sent

    def disturb(self):
        """Servers killed in the middle of imports whose rows lie elsewhere."""
        layout = next(layout for layout in self.layouts if layout.name == "servers")
        left = collections.Counter()
        provinces = [self.provinces[0], *layout.elsewhere[1][:2], *layout.elsewhere[2][:2]]
        address = self.lay(layout, "killed")
        database = "killed"
        files = [*self.beginning, *self.timed]
        self.yilan(["import", *files], address)
        self.servers[0].ask("ANALYZE", database)
        first = self.changed(self.timed[0], "first.csv", provinces, 2010)
        began = time.perf_counter()
        self.yilan(["import", first], address)
        took = time.perf_counter() - began
        files.append(first)
        for place, number in [(place, number) for number in range(self.given.kills) for place in (1, 0)]:
            # New rows: replacing some elsewhere takes longer than anybody waits.
            path = self.changed(self.timed[0], f"killed-{place}-{number}.csv", provinces, 2011 + 2 * number + place)
            process = subprocess.Popen(
                [self.office.program, "import", path, "--database", address, "--today", TODAY, "--lang", "en"],
                env=self.office.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            # Late, where what is elsewhere is kept already.
            time.sleep(took * self.random.uniform(0.3, 1.0))
            self.servers[place].kill()
            errors = process.communicate()[1]
            self.servers[place].start()
            stands = self.servers[0].ask(f"SELECT COUNT(*) FROM yilan.import WHERE file = '{path.name}'", database) == "1"
            if process.returncode == 0 and not stands:
                self.failures.append(f"{path.name} was told as stored, and is lost")
            if process.returncode not in (0, 3):
                self.failures.append(f"{path.name}: status {process.returncode} {errors[-300:]}")
            if stands:
                files.append(path)
            left["refused" if process.returncode else "stored"] += 1
            orphans = sum(int(self.servers[0].ask(
                f"SELECT COUNT(*) FROM yilan.{table} WHERE import NOT IN (SELECT id FROM yilan.import)", database))
                for table in ROWS)
            left["halves"] += orphans > 0
            for table, key in ROWS.items() if orphans else ():
                self.servers[0].ask(f"CALL yilan.mend('{table}', '{{{key}}}')", database)
        whole = self.same("after the kills", address, self.plain("killed", files))
        self.lines += ["", f"Of {2 * self.given.kills} imports in the middle of which the first or the second of three servers was "
                       f"killed, {left['stored']} were told as stored and {left['refused']} refused; {left['halves']} left rows "
                       "elsewhere whose import is not in the ledger, which yilan.mend removed. Afterwards the store was "
                       + ("that of a plain file." if whole else "NOT that of a plain file.")]
        # While one is away.
        self.servers[2].kill()
        try:
            away = {what: self.yilan(arguments, address, status=None, limit=LIMIT) for what, arguments in {
                "a screen": ["screen", f"{self.provinces[-1]}0000/packaging@{PERIOD}"],
                "a table of rows there": ["export", "brands", "--scope", f"{self.provinces[-1]}0000", "--period", PERIOD],
                "an import of rows there": ["import", self.changed(self.timed[0], "away.csv", [self.provinces[-1]], 2009)],
                "an import of rows here": ["import", self.changed(self.timed[0], "here.csv", [self.provinces[0]], 2009)],
            }.items()}
        finally:
            self.servers[2].start()
        self.lines += ["", "While the third is away: " + "; ".join(
            f"{what} " + (f"ends with status {answer.returncode}" if answer else f"was given up after {LIMIT} s")
            for what, answer in away.items()) + "."]

    def report(self, path):
        """Puts the figures between their marks."""
        text = path.read_text(encoding="utf-8")
        before, rest = text.split(MARKS[0])
        after = rest.split(MARKS[1])[1]
        path.write_text(f"{before}{MARKS[0]}\n" + "\n".join(self.lines) + f"\n{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
