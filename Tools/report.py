"""The table of what was measured and has a target, as Markdown: made anew at each run, never by hand."""

import datetime
import os


class Report:
    def __init__(self):
        self.rows, self.left_out = [], []

    def add(self, what, ours, beside, ratio, target):
        """One line: `ratio` is how many times as much as what it is held against; it is to be at most the target."""
        self.rows.append((what, ours, beside, ratio, target))

    def tell(self, what, ours, beside="", ratio=None):
        """One line of what has no target."""
        self.rows.append((what, ours, beside, ratio, None))

    def skip(self, what, why):
        self.left_out.append(f"{what}: {why}")

    def text(self):
        lines = ["# Speed and size, measured", "",
                 "Made by `make bench`. Times drift from machine to machine and from hour to hour, so what counts is the "
                 "ratio of two things measured in turn within this one run; below 1 is less than what it is held against.",
                 "", f"{datetime.date.today()} · {machine()}", "",
                 "| what | Yilan | held against | ratio | at most | |", "|---|---|---|---|---|---|"]
        for what, ours, beside, ratio, target in self.rows:
            if target is None:
                told = "" if ratio is None else f" {ratio:.2f}"
                lines.append(f"| {what} | {ours} | {beside} |{told} | | |")
                continue
            lines.append(f"| {what} | {ours} | {beside} | {ratio:.2f} | {target:.2f} | {verdict(ratio, target)} |")
        if any(target is not None and "missed" in verdict(ratio, target) for *_, ratio, target in self.rows):
            lines += ["", "Why what is missed is missed: [speed.md](speed.md)."]
        if self.left_out:
            lines += ["", "Left out: " + "; ".join(self.left_out) + "."]
        return "\n".join(lines) + "\n"


def verdict(ratio, target):
    if not target:
        return "met" if not ratio else "**missed**"
    by = abs(ratio / target - 1) * 100
    return f"met, {by:.0f} % to spare" if ratio <= target else f"**missed by {by:.0f} %**"


def machine():
    """Cores, memory and processor; nothing that names the machine."""
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    memory = next(int(line.split()[1]) for line in open("/proc/meminfo") if line.startswith("MemTotal"))
    return f"{os.cpu_count()} cores ({model}), {memory / 1048576:.0f} GB of memory; load at the end {os.getloadavg()[0]:.1f}"
