#!/usr/bin/env python3
"""Whether the kept sums of a database are those of its returns.

Areas, periods and measures are drawn at random. What the dashboard would read of the kept sums is held against the rows of
the return tables themselves: all areas below by their parents, the rows that stand, added up here by the rules of the
forms. Nothing of the program is used. Differences are told, and the exit status is 1 if there is one.

    Tools/check.py DATABASE [--seed N] [--draws N]
"""

import argparse
import random
import sqlite3
import sys

PACKAGING = {"slim_taped": "taped", "no_repack": "ecommerce", "reusable_bags": "bags", "standard_materials": "materials",
             "e_waybills": "waybills"}
SAFETY = {"opened_ok": "inspected", "real_name_done": "real_name_due", "xray_done": "xray_due"}
REPORTED, SAMPLED, SYSTEM = 1, 2, 3
TYPES = range(1, 8)
# Terminal outlets, lockers, village and township stations have nothing to screen.
EXEMPT = {1, 3, 4, 5}
BELOW = "WITH RECURSIVE sub(id) AS (VALUES (?1) UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id) "


class Check:
    def __init__(self, path):
        self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.meta = dict(self.db.execute("SELECT key, value FROM meta"))
        self.preferred = int(self.meta.get("preferred_source", SYSTEM))
        self.lowest, self.highest = (value or 0 for value in self.db.execute(
            "SELECT MIN(month), MAX(month) FROM (SELECT month FROM packaging UNION SELECT month FROM safety UNION "
            "SELECT month FROM village)").fetchone())
        self.levels = [row[0] for row in self.db.execute("SELECT DISTINCT level FROM area WHERE used = 1 ORDER BY level")]
        self.rows = {}

    def area(self, dice):
        """As often a province as a village, and mostly one that something came of."""
        level = dice.choice(self.levels)
        if level not in self.rows:
            self.rows[level] = [row[0] for row in self.db.execute(
                "SELECT id FROM area a WHERE level = ? AND used = 1 AND (EXISTS (SELECT 1 FROM packaging_sum s WHERE "
                "s.area = a.id) OR EXISTS (SELECT 1 FROM safety_sum s WHERE s.area = a.id) OR EXISTS (SELECT 1 FROM "
                "village_sum s WHERE s.area = a.id) OR id % 7 = 0) ORDER BY id", (level,))]
        return dice.choice(self.rows[level]) if self.rows[level] else None

    # What is kept, and what the rows give.

    def kept(self, table, columns, area, first, last):
        found = self.db.execute(
            f"SELECT {', '.join(f'SUM({column})' for column in columns)} FROM {table} "
            "WHERE area = ? AND month BETWEEN ? AND ? AND sample = 0", (area, first, last)).fetchone()
        return tuple(found)

    def packaging(self, numerator, area, first, last):
        denominator = PACKAGING[numerator]
        groups = {}
        for place, month, brand, source, one, other in self.db.execute(
                BELOW + f"SELECT p.area, p.month, p.brand, p.source, p.{numerator}, p.{denominator} FROM sub JOIN packaging p "
                f"ON p.area = sub.id WHERE p.live = 1 AND p.month BETWEEN ?2 AND ?3 AND p.source <> {SAMPLED}",
                (area, first, last)):
            groups.setdefault((place, month), []).append((brand, source == self.preferred, one, other))
        total = Total()
        for rows in groups.values():
            whole = [row for row in rows if row[2] is not None and row[3] is not None]
            preferred = {row[0] for row in whole if row[1]}
            others = {row[0] for row in whole if not row[1]}
            # One row of all brands by the source that goes first is enough; by the other it stands for what that lacks.
            has_all = any(row[1] and row[0] == "" for row in rows)
            for brand, is_preferred, one, other in whole:
                if is_preferred:
                    stands = brand == "" or "" not in others or has_all
                else:
                    stands = brand not in preferred and "" not in preferred
                if stands:
                    total.add(one, other)
        return total.pair

    def safety(self, numerator, area, first, last):
        denominator = SAFETY[numerator]
        total = Total()
        for outlet, kind, one, other in self.db.execute(
                BELOW + f"SELECT s.outlet, o.type, s.{numerator}, s.{denominator} FROM sub JOIN safety s ON s.area = sub.id "
                "LEFT JOIN outlet o ON o.outlet = s.outlet AND o.live = 1 AND s.outlet <> '' "
                "WHERE s.live = 1 AND s.month BETWEEN ?2 AND ?3", (area, first, last)):
            is_exempt = numerator == "xray_done" and outlet != "" and kind in EXEMPT
            if one is not None and other is not None and not is_exempt:
                total.add(one, other)
        return total.pair

    def findings(self, area, first, last):
        return self.db.execute(
            BELOW + "SELECT SUM(s.findings), COUNT(*) FROM sub JOIN safety s ON s.area = sub.id WHERE s.live = 1 "
            "AND s.month BETWEEN ?2 AND ?3", (area, first, last)).fetchone()

    def villages(self, area, first, last):
        return self.db.execute(
            BELOW + "SELECT SUM(v.brands >= ?4), SUM(v.brands IS NOT NULL) FROM sub JOIN village v ON v.area = sub.id "
            "WHERE v.live = 1 AND v.brands IS NOT NULL AND v.month BETWEEN ?2 AND ?3",
            (area, first, last, int(self.meta["brands_reached"]))).fetchone()

    def outlets(self, kind, area, month):
        return self.db.execute(
            BELOW + "SELECT COUNT(*) FROM sub JOIN outlet o ON o.area = sub.id WHERE o.live = 1 AND o.type = ?3 "
            "AND o.open_month <= ?2 AND (o.close_month IS NULL OR o.close_month > ?2)", (area, month, kind)).fetchone()[0]

    def kept_outlets(self, kind, area, month):
        found = self.db.execute(
            f"SELECT type{kind} FROM outlet_stock WHERE area = ? AND month <= ? ORDER BY month DESC LIMIT 1",
            (area, month)).fetchone()
        return found[0] if found else 0

    def draw(self, dice):
        """What was drawn, what is kept and what the rows give."""
        area = self.area(dice)
        if area is None:
            return None
        last = dice.randint(self.lowest, self.highest)
        first = max(self.lowest, last - dice.choice([0, 0, 2, 5, 11]))
        kind = dice.choice(["packaging", "safety", "findings", "villages", "outlets"])
        if kind == "packaging":
            name = dice.choice(list(PACKAGING))
            columns, table, given = (name, PACKAGING[name]), "packaging_sum", self.packaging(name, area, first, last)
        elif kind == "safety":
            name = dice.choice(list(SAFETY))
            columns, table, given = (name, SAFETY[name]), "safety_sum", self.safety(name, area, first, last)
        elif kind == "findings":
            columns, table, given = ("findings", "safety_rows"), "safety_sum", self.findings(area, first, last)
        elif kind == "villages":
            columns, table = ("villages_reached", "villages_reporting"), "village_sum"
            given = self.villages(area, first, last)
        else:
            name = dice.choice(TYPES)
            kept, given = (self.kept_outlets(name, area, last),), (self.outlets(name, area, last),)
            return f"{area} outlets of type {name} at the end of {month(last)}", kept, given
        kept = self.kept(table, columns, area, first, last)
        # Nothing at all and a sum of nothing are the same here.
        kept, given = (tuple(value or 0 for value in side) for side in (kept, given))
        return f"{area} {' / '.join(columns)} {month(first)} to {month(last)}", kept, given


class Total:
    def __init__(self):
        self.pair = (0, 0)

    def add(self, one, other):
        self.pair = (self.pair[0] + one, self.pair[1] + other)


def month(index):
    return f"{index // 12}-{index % 12 + 1:02}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("database")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--draws", type=int, default=1000)
    given = parser.parse_args()
    dice = random.Random(given.seed)
    check = Check(given.database)
    compared = figures = wrong = 0
    for _ in range(given.draws):
        drawn = check.draw(dice)
        if drawn is None:
            continue
        name, kept, rows = drawn
        compared += 1
        figures += any(rows)
        if kept != rows:
            wrong += 1
            if wrong <= 10:
                print(f"{name}: kept {kept}, the rows give {rows}")
    print(f"{compared} drawn with seed {given.seed}, {figures} of them with figures, {wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
