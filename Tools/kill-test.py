#!/usr/bin/env python3
"""Ends the program by kill -9 in the middle of whatever changes something, hundreds of times: imports, undos, new databases,
migrations of an earlier one, exports, backups and restores, at random moments of the time each takes.

After each the database is whole and holds exactly what it held before or what it holds after; a file that was being written
is there whole or not at all; and the next command works as if nothing had been.

    Tools/kill-test.py PROGRAM [--kills 500] [--rows 2000] [--seed 1] [--report RELIABILITY.md]
"""

import argparse
import collections
import random
import signal
import statistics
import subprocess
import tempfile
import time

from reliability import Broken, Office, finish, report


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--rows", type=int, default=2000, help="of the large register")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", help="the Markdown file whose row of this is to be replaced")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="yilan-kill-") as folder:
        test = KillTest(Office(given.program, folder), given.seed)
        failures = test.run(given.kills, given.rows)
    if given.report:
        report(given.report, "kill -9", f"{test.figures()}; {test.office.build}", len(failures), f"make kill KILL=\"--kills {given.kills}\"")
    finish("kill-test", failures)


class KillTest:
    def __init__(self, office, seed):
        self.office, self.random = office, random.Random(seed)
        self.kills, self.ends = collections.Counter(), collections.Counter()
        self.states = collections.Counter()

    def run(self, kills, rows):
        actions = self.office.actions(rows)
        durations = {action.name: self.duration(action) for action in actions}
        failures = []
        told = time.time()
        while sum(self.kills.values()) < kills and len(failures) < 10:
            # In turn, so that each is killed as often.
            action = min(actions, key=lambda one: (self.kills[one.name], self.random.random()))
            self.office.begin(action.base)
            output, killed = self.disturb(action, durations[action.name])
            try:
                place = self.office.check(action, output)
                if killed:
                    self.states[place == 0] += 1
            except Broken as broken:
                failures.append(str(broken))
                print(broken, flush=True)
            (self.kills if killed else self.ends)[action.name] += 1
            if self.ends[action.name] > 200 + 20 * self.kills[action.name]:
                failures.append(f"{action.name}: always over before it is killed")
            if time.time() - told > 30:
                told = time.time()
                print(f"{sum(self.kills.values())} kills", flush=True)
        for action in actions:
            print(f"{action.name:14} {self.kills[action.name]:4} kills within {durations[action.name] * 1000:.0f} ms")
        print(self.figures())
        return failures

    def duration(self, action):
        times = []
        for _ in range(3):
            self.office.begin(action.base)
            began = time.monotonic()
            self.office.must(*action.arguments)
            times.append(time.monotonic() - began)
        return statistics.median(times)

    def disturb(self, action, duration):
        """Kills it at a moment of its time; every other time at one after it has begun to write."""
        process = subprocess.Popen(
            self.office.command(action.arguments), env=self.office.environment, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        if self.random.random() < 0.5:
            time.sleep(self.random.uniform(0, duration))
        else:
            until = time.monotonic() + duration * 2
            while process.poll() is None and time.monotonic() < until and not self.writes():
                time.sleep(0.0002)
            time.sleep(self.random.uniform(0, duration / 3))
        process.send_signal(signal.SIGKILL)
        output = process.communicate()[0]
        return output, process.returncode == -signal.SIGKILL

    def writes(self):
        """Has it begun? By its log, or by a file that is being made."""
        for path in self.office.work.iterdir():
            try:
                if path.name.endswith("-wal") and path.stat().st_size > 0 or "part-" in path.name:
                    return True
            except FileNotFoundError:
                pass
        return False

    def figures(self):
        parts = ", ".join(f"{name} {count}" for name, count in self.kills.items())
        return (f"{sum(self.kills.values())} kills survived ({parts}); {self.states[True]} left what was before, "
                f"{self.states[False]} what comes after")


if __name__ == "__main__":
    main()
