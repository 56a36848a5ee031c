#!/usr/bin/env python3
"""A wall for a long time in a short one: `yilan kiosk` in a terminal of its own, thousands of scenes, while returns are
imported, the database is locked, taken away, broken and replaced, the window changes its size, and keys are pressed.

It is checked that every scene of the playlist came in its turn, that nothing was ever without a picture after the
first, that memory after the first scenes and at the end is the same within 2 %, and that at 15 s a scene the program
takes less than 1 % of a processor.

    Tools/soak.py PROGRAM [--scenes 10000] [--every 50ms] [--seconds 60] [--seed 1]
"""

import argparse
import fcntl
import os
import pathlib
import pty
import random
import select
import signal
import sqlite3
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
COUNTY = ROOT / "Tests/EndToEndTests/Fixtures/county"
TODAY = "2025-07-12"
PLAYLIST = """
scope = "520590"
idle = 5
shift = 1
repaint = 1
[[scene]]
address = "520590"
[[scene]]
address = "520590/packaging"
[[scene]]
query = "children"
[[scene]]
query = "worst"
indicator = "slim_tape"
count = 2
[[scene]]
address = "520590/safety"
theme = "wall"
[[scene]]
query = "open-items"
[[scene]]
query = "plans"
"""
KEYS = [b"\x1b[A", b"\x1b[B", b"\r", b"e", b"q", b"\x03", b"\x1a", b":undo 1\r", b"y", b"\x1b[200~q\rq\x1b[201~"]
# After so many scenes, and everything that happens once, nothing more is to be taken of memory.
SETTLED = 100
# Scenes whose memory the median is taken of: more than a minute of them, since free memory goes back once a minute.
SAMPLED = 1300


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--scenes", type=int, default=10_000)
    parser.add_argument("--every", default="50ms")
    parser.add_argument("--seconds", type=float, default=60, help="how long the processor is watched at 15 s a scene")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="yilan-soak-") as folder:
        failures = Soak(os.path.abspath(given.program), pathlib.Path(folder), given.seed).run(given)
    for failure in failures:
        print("soak: " + failure, file=sys.stderr)
    sys.exit(1 if failures else 0)


class Soak:
    def __init__(self, program, folder, seed):
        self.program, self.folder = program, folder
        self.random = random.Random(seed)
        self.database = folder / "office.sqlite"
        self.playlist = folder / "wall.toml"
        self.playlist.write_text(PLAYLIST)
        self.log = folder / "log"
        self.environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(folder), "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color", "TZ": "Asia/Shanghai", "YILAN_HOME": str(ROOT), "YILAN_KIOSK_LOG": str(self.log),
        }
        self.imports = 0
        self.done = {}

    def yilan(self, *arguments, check=True):
        result = subprocess.run(
            [self.program, *map(str, arguments)], env=self.environment, capture_output=True, text=True)
        if check and result.returncode != 0:
            sys.exit(f"soak: yilan {' '.join(map(str, arguments))}: {result.stderr}")
        return result

    # The wall.

    def start(self, every):
        process, terminal = pty.fork()
        if process == 0:
            os.execve(
                self.program,
                [self.program, "kiosk", "--playlist", str(self.playlist), "--every", every, "--database",
                 str(self.database), "--today", TODAY], self.environment)
        self.process, self.terminal = process, terminal
        self.resize(120, 36)
        self.written = 0
        self.is_over = False
        threading.Thread(target=self.drain, daemon=True).start()

    def drain(self):
        while True:
            try:
                if not select.select([self.terminal], [], [], 1)[0]:
                    if self.is_over:
                        return
                    continue
                self.written += len(os.read(self.terminal, 1 << 16))
            except OSError:
                return

    def stop(self):
        self.is_over = True
        os.kill(self.process, signal.SIGTERM)
        os.waitpid(self.process, 0)
        os.close(self.terminal)

    def alive(self):
        return os.waitpid(self.process, os.WNOHANG)[0] == 0

    def memory(self):
        """kB in memory: of all, of what the program made, and of what is read of files, its own code above all."""
        found = {}
        for line in open(f"/proc/{self.process}/status"):
            name, _, value = line.partition(":")
            if name in ("VmRSS", "RssAnon", "RssFile"):
                found[name] = int(value.split()[0])
        return found["VmRSS"], found["RssAnon"], found["RssFile"]

    def usual_memory(self):
        """The median over some rounds of scenes at one size, when nothing else happens: what one scene takes more than
        another is no growth."""
        self.resize(120, 36)
        last = self.changes() + SETTLED
        samples = {}
        while self.changes() < last + SAMPLED:
            if not self.alive():
                return 1, 1, 1
            now = self.changes()
            if now >= last:
                samples[now] = self.memory()
            time.sleep(0.01)
        return tuple(int(statistics.median(part)) for part in zip(*samples.values()))

    @staticmethod
    def told(memory):
        return "{} kB ({} made, {} of files)".format(*memory)

    def processor(self):
        """Seconds of it, used so far."""
        fields = open(f"/proc/{self.process}/stat").read().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def lines(self):
        try:
            return [line.split("\t") for line in self.log.read_text().splitlines() if line.count("\t") >= 5]
        except FileNotFoundError:
            return []

    def changes(self):
        """How many scenes came up so far; read from the end of the log."""
        try:
            with open(self.log, "rb") as file:
                file.seek(max(0, file.seek(0, 2) - 500))
                found = [line for line in file.read().split(b"\n")[:-1] if line.count(b"\t") >= 5]
            return int(found[-1].split(b"\t")[0]) if found else 0
        except FileNotFoundError:
            return 0

    # What happens to it.

    def resize(self, columns, rows):
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def another_size(self):
        self.resize(*self.random.choice([(80, 24), (120, 36), (200, 56), (50, 16)]))

    def take_in(self):
        """A return that was sent again with other figures."""
        self.imports += 1
        head, *rows = (COUNTY / "packaging.csv").read_text().splitlines()
        names = head.split(";")
        place = next(i for i, name in enumerate(names) if "slim_taped" in name or "瘦身" in name)
        changed = []
        for row in rows:
            cells = row.split(";")
            if cells[place].isdecimal() and int(cells[place]) > 20:
                cells[place] = str(int(cells[place]) - self.imports)
            changed.append(";".join(cells))
        file = self.folder / f"packaging-{self.imports}.csv"
        file.write_text("\n".join([head, *changed]) + "\n")
        self.yilan("import", file, "--database", self.database, "--today", TODAY)
        file.unlink()

    def lock(self):
        try:
            connection = sqlite3.connect(self.database, timeout=5, isolation_level=None)
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            time.sleep(3)
            connection.execute("ROLLBACK")
            connection.close()
        except sqlite3.Error:
            pass

    def copy(self):
        """A database of the same content, in a file of its own."""
        other = self.folder / "other.sqlite"
        other.unlink(missing_ok=True)
        source, target = sqlite3.connect(self.database), sqlite3.connect(other)
        source.backup(target)
        target.execute("PRAGMA journal_mode = WAL")
        source.close()
        target.close()
        return other

    def without_sidecars(self):
        for ending in ["-wal", "-shm"]:
            (self.folder / f"office.sqlite{ending}").unlink(missing_ok=True)

    def replace(self):
        other = self.copy()
        self.without_sidecars()
        os.replace(other, self.database)

    def take_away(self):
        other = self.copy()
        self.database.unlink()
        self.without_sidecars()
        time.sleep(3)
        os.replace(other, self.database)

    def damage(self):
        other = self.copy()
        self.without_sidecars()
        self.database.write_bytes(os.urandom(65536))
        time.sleep(3)
        self.without_sidecars()
        os.replace(other, self.database)

    def press_each(self):
        """Every key once, and once more with what the others opened."""
        self.press(KEYS * 2)

    def press(self, keys=None):
        for key in keys or self.random.choices(KEYS, k=20):
            os.write(self.terminal, key)
            time.sleep(0.02)
        # Until the visitor is taken to have gone.
        time.sleep(6)

    # The run.

    def run(self, given):
        for name in ["areas", "outlets", "villages", "packaging", "safety"]:
            self.yilan("import", COUNTY / f"{name}.csv", "--database", self.database, "--today", TODAY)
        failures = []
        self.start(given.every)
        while self.changes() < SETTLED:
            if not self.alive():
                return ["the wall ended"]
            time.sleep(0.05)
        began = time.time()
        happenings = [self.take_in, self.take_in, self.another_size, self.lock, self.replace, self.take_away,
                      self.damage, self.another_size, self.press]
        for happening in happenings + [self.press_each]:
            happening()
        before = self.usual_memory()
        print(f"{self.changes():>7} scenes  {self.told(before)}", flush=True)
        told = time.time()
        while self.changes() < given.scenes:
            if not self.alive():
                return ["the wall ended"]
            happening = self.random.choice(happenings)
            self.done[happening.__name__] = self.done.get(happening.__name__, 0) + 1
            happening()
            time.sleep(self.random.uniform(0.5, 3))
            if time.time() - told > 60:
                told = time.time()
                print(f"{self.changes():>7} scenes  {self.told(self.memory())}", flush=True)
        after = self.usual_memory()
        self.stop()
        lines = self.lines()
        failures += self.check(lines)
        share = (after[0] - before[0]) * 100 / before[0]
        print(f"scenes {int(lines[-1][0])} in {time.time() - began:.0f} s; " + ", ".join(
            f"{name} {count}" for name, count in sorted(self.done.items())))
        print(f"memory after the first scenes {self.told(before)}, at the end {self.told(after)} ({share:+.2f} %)")
        if abs(share) > 2:
            failures.append(f"memory changed by {share:+.2f} %")
        failures += self.rest(given.seconds)
        return failures

    def check(self, lines):
        """Every change is the next one, to the next item of an entry or the first of the next entry."""
        failures = []
        entries = PLAYLIST.count("[[scene]]")
        last, lengths, seen = None, {}, {}
        for number, entry, item, _, condition, frame in lines:
            seen[condition] = seen.get(condition, 0) + 1
            number, entry, item = int(number), int(entry), int(item)
            if condition == "quiet":
                if last is not None:
                    failures.append(f"nothing was shown after scene {last[0]} (frame {frame})")
                continue
            if last is not None and number != last[0]:
                if number != last[0] + 1:
                    failures.append(f"scene {number} came after {last[0]}")
                elif entry == last[1] and item == last[2] + 1:
                    pass
                elif entry == (last[1] + 1) % entries and item == 0:
                    known = lengths.setdefault(last[1], last[2])
                    if known != last[2]:
                        failures.append(f"scene {number}: entry {last[1]} ended with item {last[2]}, not {known}")
                else:
                    failures.append(f"scene {number}: entry {entry}.{item} came after {last[1]}.{last[2]}")
            last = (number, entry, item)
        print("shown: " + ", ".join(f"{name} {count}" for name, count in sorted(seen.items())))
        return failures[:20]

    def rest(self, seconds):
        """What it takes while nothing happens but scenes of 15 s."""
        self.start("15s")
        time.sleep(5)
        before = self.processor()
        time.sleep(seconds)
        share = (self.processor() - before) * 100 / seconds
        self.stop()
        print(f"at 15 s a scene: {share:.2f} % of a processor over {seconds:.0f} s")
        return [f"{share:.2f} % of a processor at 15 s a scene"] if share >= 1 else []


if __name__ == "__main__":
    main()
