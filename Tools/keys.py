#!/usr/bin/env python3
"""How long a key takes in the dashboard, beside the same in tig, in turn within one run.

Each program runs in a terminal of its own (a pty of 120x36). A key is timed from its write to the last byte of the frame
that answers it, before 20 ms of silence; the silence is not counted. Medians, 95th and 99th percentiles are told, and the
ratio of the medians: of keys that go a line, that go in and back, and that turn a page. Then the dashboard idles: bytes,
processor time and wake-ups between two turns of its clock.

    Tools/keys.py PROGRAM --database NATIONAL.sqlite --repository FOLDER [--rounds N] [--idle SECONDS]
"""

import argparse
import fcntl
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import sys
import termios
import time

DOWN, UP, ENTER, BACK = b"\x1b[B", b"\x1b[A", b"\r", b"\x7f"
SILENCE = 0.02


class Terminal:
    """A program in a pty; what it asks of its terminal is answered as xterm does.

    `opened` is how many milliseconds it took to its first whole screen, the last byte before 0.4 s of silence, and
    `opening` the processor's milliseconds until then."""

    def __init__(self, command, environment):
        begun = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
            os.environ.clear()
            os.environ.update(environment)
            os.execvp(command[0], command)
        select.select([self.fd], [], [], 30)
        self.opened = (self.settle(0.4) - begun) * 1000
        # The processor's clock of the process (clock_getcpuclockid): threads that have ended count too.
        self.opening = time.clock_gettime(~self.pid << 3 | 2) * 1000

    def read(self, timeout):
        """Bytes that come within a time; empty where none do."""
        ready, _, _ = select.select([self.fd], [], [], timeout)
        if not ready:
            return b""
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return b""
        if b"\x1b[6n" in data:
            os.write(self.fd, b"\x1b[1;2R")
        return data

    def settle(self, silence):
        """Reads until nothing came for so many seconds; returns when the last byte came."""
        last = time.perf_counter()
        while self.read(silence):
            last = time.perf_counter()
        return last

    def key(self, key):
        """Milliseconds to the last byte of the answer; None where there was none."""
        begun = time.perf_counter()
        os.write(self.fd, key)
        last = None
        while self.read(0.5 if last is None else SILENCE):
            last = time.perf_counter()
        return None if last is None else (last - begun) * 1000

    def burst(self, keys):
        """Milliseconds to the last byte of the answer to keys that are written at once, and its bytes; 0 where nothing
        came for 3 s."""
        begun = last = time.perf_counter()
        os.write(self.fd, keys)
        count = 0
        while data := self.read(3 if not count else 0.15):
            last = time.perf_counter()
            count += len(data)
        return (last - begun) * 1000, count

    def memory(self):
        """MB of its own and its part of what is shared (PSS)."""
        for line in open(f"/proc/{self.pid}/smaps_rollup"):
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
        return 0

    def usage(self):
        """Processor seconds by the scheduler's count, and wake-ups, of all threads."""
        seconds = switches = 0
        for thread in os.listdir(f"/proc/{self.pid}/task"):
            folder = f"/proc/{self.pid}/task/{thread}"
            seconds += int(open(folder + "/schedstat").read().split()[0]) / 1e9
            for line in open(folder + "/status"):
                if line.startswith("voluntary"):
                    switches += int(line.split()[1])
        return seconds, switches

    def close(self):
        try:
            os.kill(self.pid, signal.SIGTERM)
            os.waitpid(self.pid, 0)
        except OSError:
            pass
        os.close(self.fd)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def told(name, times):
    print(f"{name:30} {len(times):>6} {statistics.median(times):>8.2f} {percentile(times, 0.95):>8.2f} "
          f"{percentile(times, 0.99):>8.2f}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--database", required=True)
    parser.add_argument("--repository", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--idle", type=float, default=55)
    given = parser.parse_args()
    measure(given.program, given.database, given.repository, given.rounds, given.idle)


def environment():
    """What programs are started with: nothing of this office's own."""
    found = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": os.environ.get("HOME", "/tmp"),
             "PATH": os.environ["PATH"], "XDG_CONFIG_HOME": "/nonexistent", "XDG_STATE_HOME": "/nonexistent"}
    if "YILAN_HOME" in os.environ:
        found["YILAN_HOME"] = os.environ["YILAN_HOME"]
    return found


# A province with many prefectures, and a county with many townships: the tree of a whole country below.
PLACES = {"a row, province": "520000/outlets", "a row, county": "520526/safety", "a row, townships": "520526/packaging"}
LINES = [DOWN] * 12 + [UP] * 6
PAGES = [b"\x1b[6~"] * 3 + [b"\x1b[5~"] * 3


def measure(program, database, repository, rounds=5, idle=55):
    """Tells how long keys take, and what idling costs. Returns by name: the medians in milliseconds of every kind of key
    (`times`), the 99th percentile of the dashboard's (`p99`), and what idling cost (`idle`; None without it)."""
    if not shutil.which("tig"):
        sys.exit("keys: tig is not installed; install it (Debian: tig)")
    variables = environment()
    ours = [os.path.abspath(program), "--database", str(database)]
    turns = [name + ", turning" for name in PLACES]
    names = [*PLACES, *turns, "in and back", "a page", "tig, a line", "tig, in and back", "tig, a page"]
    times = {name: [] for name in names}

    def press(label, terminal, key):
        took = terminal.key(key)
        if took is not None:
            times[label].append(took)

    for _ in range(rounds):
        for name, place in PLACES.items():
            terminal = Terminal(ours + ["--at", place], variables)
            tig = Terminal(["tig", "-C", str(repository)], variables)
            # In turn, so that whatever else the machine does meets both.
            for key in LINES:
                press(name, terminal, key)
                press("tig, a line", tig, key)
            for key in [DOWN, UP] * 6:
                press(name + ", turning", terminal, key)
            for mine, theirs in [(ENTER, ENTER), (BACK, b"q")] * 3:
                press("in and back", terminal, mine)
                press("tig, in and back", tig, theirs)
            for key in PAGES:
                press("a page", terminal, key)
                press("tig, a page", tig, key)
            terminal.close()
            tig.close()
    print(f"{'keys, ms':30} {'count':>6} {'p50':>8} {'p95':>8} {'p99':>8}")
    for name, found in times.items():
        if found:
            told(name, found)
    rows = [took for name in [*PLACES, *turns] for took in times[name]]
    if rows:
        told("every row key together", rows)
    for name in [*PLACES, *turns]:
        if not times[name]:
            sys.exit(f"keys: {name} did not answer; has the database areas below {PLACES[name.removesuffix(', turning')]}?")
    everything = rows + times["in and back"] + times["a page"]
    return {
        "times": {name: statistics.median(found) for name, found in times.items() if found},
        "p99": percentile(everything, 0.99), "idle": idling(ours, variables, idle) if idle > 0 else None,
    }


def idling(command, variables, seconds):
    """Bytes, percent of a processor and wake-ups a second while nothing is typed."""
    terminal = Terminal(command + ["--at", "520526"], variables)
    terminal.settle(2)
    # Not across the turn of a minute, at which the clock is drawn.
    if seconds < 58 and time.time() % 60 + seconds > 59:
        time.sleep(61 - time.time() % 60)
    terminal.settle(0.5)
    before, woken = terminal.usage()
    ends = time.monotonic() + seconds
    count = 0
    while (left := ends - time.monotonic()) > 0:
        count += len(terminal.read(left))
    after, later = terminal.usage()
    terminal.close()
    cost = {"bytes": count, "percent": (after - before) / seconds * 100, "wakeups": (later - woken) / seconds}
    print(f"idle {seconds:.0f} s: {count} bytes, {cost['percent']:.4f} % of a processor, {cost['wakeups']:.2f} wake-ups a second")
    return cost


if __name__ == "__main__":
    main()
