"""Both stores side by side: how fast rows come into a file and into a PostgreSQL server, and how long a drill takes on each.

The returns of a country at 1 % go into both in turn, kind by kind, each time into a new store; the server is one of this run
alone, on this machine, as durable as an office's. Then somebody goes into an area and back out, at each level below a
province in three panels, in both dashboards in turn.
"""

import shutil
import statistics
import time

from country import CountryBench, remove
from keys import BACK, DOWN, ENTER, Terminal, environment, percentile
from server import NoServer, Server

PANELS = ["520000/outlets", "520000/packaging", "520000/safety"]
# Down the levels and up again, then the next row.
WALK = [ENTER, ENTER, ENTER, BACK, BACK, BACK, DOWN] * 4


class StoresBench:
    def __init__(self, bench, generator, divisions, report):
        self.bench, self.report = bench, report
        self.country = CountryBench(bench, generator, divisions, report)

    def run_all(self):
        try:
            with Server() as server:
                file, address = self.imports(server)
                self.drills({"file": file, "server": address})
        except NoServer as reason:
            self.report.skip("both stores", str(reason))

    def imports(self, server):
        """Returns the file and the address that the last round went into."""
        folder = self.country.generate(1)
        kinds = self.country.kinds(folder)
        taken = {(kind, store): [] for kind in kinds for store in ("file", "server")}
        for turn in range(self.bench.rounds):
            file, address = self.bench.folder / "stores.sqlite", server.fresh(f"round{turn}")
            remove(file)
            stores = {"file": file, "server": address}
            for database in stores.values():
                self.bench.yilan(["ledger"], database)
            for kind, files in kinds.items():
                for store, database in stores.items():
                    begun = time.perf_counter()
                    self.bench.yilan(["import", *(folder / name for name, _ in files)], database)
                    taken[kind, store].append(time.perf_counter() - begun)
        shutil.rmtree(folder)
        print(f"\nboth stores, a country at 1 %\n{'kind':12} {'files':>5} {'rows':>9} {'server rows/s':>14} {'file rows/s':>12} "
              f"{'times as long':>14}")
        total = [0, 0, 0]
        for kind, files in [*kinds.items(), ("everything", [])]:
            if files:
                rows = sum(count for _, count in files)
                one, other = (statistics.median(taken[kind, store]) for store in ("server", "file"))
                total = [total[0] + rows, total[1] + one, total[2] + other]
            else:
                rows, one, other = total
            print(f"{kind:12} {len(files) or '':>5} {rows:9} {rows / one:14,.0f} {rows / other:12,.0f} {one / other:14.2f}",
                  flush=True)
            self.report.tell(f"import into a server: {kind}", f"{rows / one:,.0f} rows/s", f"into a file, {rows / other:,.0f} rows/s",
                             one / other)
        return file, address

    def drills(self, stores):
        """Milliseconds of going in and out, in both dashboards in turn."""
        times = {store: [] for store in stores}
        for _ in range(self.bench.rounds):
            for place in PANELS:
                terminals = {
                    store: Terminal([self.bench.program, "--database", str(database), "--today", "2025-07-12", "--at", place],
                                    environment()) for store, database in stores.items()}
                for key in WALK:
                    for store, terminal in terminals.items():
                        took = terminal.key(key)
                        if key != DOWN and took is not None:
                            times[store].append(took)
                for terminal in terminals.values():
                    terminal.close()
        print(f"{'a drill, ms':12} {'count':>6} {'p50':>8} {'p95':>8} {'p99':>8}")
        for store, found in times.items():
            print(f"{store:12} {len(found):6} {statistics.median(found):8.2f} {percentile(found, 0.95):8.2f} "
                  f"{percentile(found, 0.99):8.2f}", flush=True)
        for name, share in [("half of all", 0.5), ("99 of 100", 0.99)]:
            one, other = (percentile(times[store], share) for store in ("server", "file"))
            self.report.tell(f"a drill on a server, {name}", f"{one:.2f} ms", f"on a file, {other:.2f} ms", one / other)
