"""What the tests of reliability share: an office's databases, the actions that change them, what a database holds, and the
rows of the table in RELIABILITY.md."""

import collections
import datetime
import hashlib
import os
import pathlib
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
COUNTY = ROOT / "Tests/EndToEndTests/Fixtures/county"
TODAY = "2025-07-12"
SIDECARS = ["", "-wal", "-shm", "-journal"]
# Times of day differ from run to run and are no content; that there is one is.
CLOCKS = {("import", "at"), ("import", "undone_at"), ("sign_off", "at"), ("sign_off", "withdrawn_at"), ("revision", "at")}
# Which areas changed when: numbers that tell only what is to be read again.
STAMPS = {("area_stamp", "stamp")}
# Of a server alone: by which role an import was made.
ROLES = {("import", "role")}
# Takes a database back to the version before the loop of open items.
EARLIER = """
DROP TABLE item_step; DROP TABLE outlet_change; DROP INDEX outlet_unfiled; DROP INDEX outlet_licence;
DROP INDEX safety_open; DELETE FROM grdb_migrations WHERE identifier LIKE '13 %';
"""


class Broken(Exception):
    """Something that must never happen."""


def content(path):
    """A hash of everything a database holds, whatever order its rows are in; 'empty' where it has no tables or is absent.

    Raises Broken where it is damaged or a reference in it leads nowhere."""
    if not path.exists():
        return "empty"
    connection = sqlite3.connect(path)
    try:
        told = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        if told != ["ok"]:
            raise Broken(f"integrity_check of {path.name}: {'; '.join(told[:3])}")
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            raise Broken(f"foreign_key_check of {path.name}")
        schema = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name").fetchall()
        if not schema:
            return "empty"
        total = hashlib.sha256(repr(schema).encode())
        for kind, name, _ in schema:
            if kind != "table":
                continue
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            terms = [f"{column} IS NOT NULL" if (name, column) in CLOCKS else f'"{column}"' for column in columns]
            rows = connection.execute(f"SELECT {', '.join(terms)} FROM \"{name}\"")
            lines = sorted(repr(row) for row in rows)
            total.update(f"{name} {len(lines)}\n".encode())
            for line in lines:
                total.update(line.encode())
        return total.hexdigest()[:16]
    except sqlite3.DatabaseError as error:
        raise Broken(f"{path.name}: {error}")
    finally:
        connection.close()


def compare(one, other):
    """Holds two stores against each other, row by row, whatever numbers their imports have.

    Returns how many rows are the same, and a line for each table that has others."""
    same, unlike = 0, []
    stores = [sqlite3.connect(path) for path in (one, other)]
    places = [{number: place for place, (number,) in enumerate(store.execute("SELECT id FROM import ORDER BY id"))}
              for store in stores]
    for (table,) in stores[1].execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
        columns = [row[1] for row in stores[1].execute(f"PRAGMA table_info({table})")]
        terms = [f"{column} IS NOT NULL" if (table, column) in CLOCKS else "0" if (table, column) in STAMPS | ROLES else
                 f'"{column}"' for column in columns]
        numbers = [place for place, column in enumerate(columns) if (table, column) == ("import", "id")
                   or column in ("import", "undone_after", "newest_import")]
        rows = []
        for store, place in zip(stores, places):
            found = collections.Counter()
            for row in store.execute(f"SELECT {', '.join(terms)} FROM {table}"):
                row = list(row)
                for number in numbers:
                    row[number] = place.get(row[number], row[number])
                found[tuple(row)] += 1
            rows.append(found)
        more, less = rows[0] - rows[1], rows[1] - rows[0]
        same += (rows[0] & rows[1]).total()
        if more or less:
            unlike.append(f"table {table}: {more.total()} rows too many, {less.total()} too few; there {list(more)[:3]}, "
                          f"should be {list(less)[:3]}")
    for store in stores:
        store.close()
    return same, unlike


class Action:
    """Something that changes a database, and the states it may leave.

    Attributes: states, in their order, `states[0]` before it; `reported`, what a printed line about one of its parts looks
    like, so that what was told as stored can be held against what is there."""

    def __init__(self, name, base, arguments, reported=None, makes=None):
        self.name, self.base, self.arguments, self.reported, self.makes = name, base, arguments, reported, makes
        self.states, self.made = [], None


class Office:
    """A folder with databases of one county, made by the program itself."""

    def __init__(self, program, folder):
        self.program, self.folder = os.path.abspath(program), pathlib.Path(folder)
        # Which build the figures are of.
        self.build = "debug build" if "debug" in pathlib.Path(self.program).parts else "release build"
        self.work = self.folder / "work"
        self.database = self.work / "office.sqlite"
        self.environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(self.folder), "LC_ALL": "C.UTF-8",
            "TZ": "Asia/Shanghai", "YILAN_HOME": str(ROOT), "USER": "test",
        }

    def command(self, arguments):
        named = [] if "--database" in arguments else ["--database", str(self.database)]
        return [self.program, *map(str, arguments), *named, "--today", TODAY]

    def yilan(self, *arguments, **variables):
        return subprocess.run(
            self.command(arguments), env={**self.environment, **variables}, capture_output=True, text=True)

    def must(self, *arguments, **variables):
        result = self.yilan(*arguments, **variables)
        if result.returncode != 0:
            raise Broken(f"yilan {shlex.join(map(str, arguments))}: {result.returncode} {result.stderr}")
        return result

    def county(self, *names):
        return [COUNTY / f"{name}.csv" for name in names]

    def register(self, count):
        """A large register of outlets, so that a transaction takes a while."""
        path = self.folder / f"outlets-{count}.csv"
        head, row = (COUNTY / "outlets.csv").read_text("gb18030").splitlines()[:2]
        cells = row.split(",")
        with open(path, "w", encoding="utf-8") as file:
            file.write(head + "\n")
            for number in range(count):
                file.write(",".join([f"N-{number:06}", f"第{number}网点", *cells[2:]]) + "\n")
        return path

    # Databases to begin with.

    def clear(self):
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()

    def keep(self, name):
        """Keeps the database, its log written into it."""
        connection = sqlite3.connect(self.database)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.copy(self.database, self.folder / f"{name}.sqlite")

    def begin(self, name):
        """An empty folder with a kept database, or with none."""
        self.clear()
        if name:
            shutil.copy(self.folder / f"{name}.sqlite", self.database)

    def actions(self, rows):
        """All that is interrupted, with the states each may leave, found by doing them undisturbed."""
        register = self.register(rows)
        self.clear()
        self.must("import", *self.county("areas", "outlets"))
        self.keep("register")
        self.must("import", *self.county("villages", "packaging", "safety"))
        self.keep("county")
        self.must("undo", 5)
        self.must("backup", self.folder / "undone-backup.sqlite")
        self.begin("county")
        connection = sqlite3.connect(self.database)
        connection.executescript(EARLIER)
        connection.close()
        self.keep("earlier")
        self.begin("county")
        self.must("import", register)
        self.keep("large")
        stored = r"第 \d+ 号导入"
        actions = [
            Action("new database", None, ["ledger"]),
            Action("imports", "register", ["import", *self.county("villages", "packaging", "safety")], stored),
            Action("large import", "county", ["import", register], stored),
            Action("undo", "county", ["undo", 3], stored),
            Action("large undo", "large", ["undo", 6], stored),
            Action("migration", "earlier", ["ledger"]),
            Action("export", "large", ["export", "indicators", "--scope", "520590", "--period", "2025-06", "--levels", "2",
                                       "-o", self.work / "out.csv"], makes=self.work / "out.csv"),
            Action("backup", "large", ["backup", self.work / "copy.sqlite"], makes=self.work / "copy.sqlite"),
            Action("restore", "county", ["restore", self.folder / "undone-backup.sqlite", "--replace"]),
        ]
        for action in actions:
            self.begin(action.base)
            action.states = [content(self.database)]
            if action.name == "imports":
                for file in action.arguments[1:]:
                    self.must("import", file)
                    action.states.append(content(self.database))
                self.begin(action.base)
            self.must(*action.arguments)
            action.states.append(content(self.database))
            action.states = list(dict.fromkeys(action.states))
            if action.makes:
                action.made = self.made(action)
        return actions

    def made(self, action):
        """What the file that an action makes holds; None where there is none."""
        if not action.makes.exists():
            return None
        if action.makes.suffix == ".sqlite":
            return content(action.makes)
        return hashlib.sha256(action.makes.read_bytes()).hexdigest()

    def check(self, action, output, least=0):
        """Raises Broken where an interrupted action left what it must not leave.

        Returns the number of the state that is there. `output` is what it had printed: what was told as stored is."""
        state = content(self.database)
        if state not in action.states:
            raise Broken(f"{action.name}: neither what was before nor what comes after")
        place = action.states.index(state)
        told = len(re.findall(action.reported, output)) if action.reported else 0
        if place < max(told, least):
            raise Broken(f"{action.name}: told that {told} were stored, and {place} are")
        if action.makes and self.made(action) not in (None, action.made):
            raise Broken(f"{action.name}: {action.makes.name} is there in part")
        # Whoever works on finds an ordinary database.
        self.must("ledger")
        if action.base is None or action.name == "migration":
            if content(self.database) != action.states[-1]:
                raise Broken(f"{action.name}: is not made up for when it is opened again")
        elif content(self.database) != state:
            raise Broken(f"{action.name}: changed by being opened")
        return place

    def cleared_away(self):
        """What was left half made is removed by the next of its kind."""
        return [path.name for path in self.work.iterdir() if ".yilan-part-" in path.name]


HEAD = """# Reliability, tried out

Written by the commands in the table, each of which replaces its own row (`--report RELIABILITY.md`); never by hand. The
database is held against what it held before and what it holds after, all rows of all tables, with `integrity_check` and
`foreign_key_check`; what was told as stored has to be there.

| what | figures | failures | date | command |
|---|---|---|---|---|
"""


def report(path, what, figures, failures, command):
    """Puts one row into the table, in place of the one of the same name."""
    path = pathlib.Path(path)
    rows = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            if line.startswith("| ") and len(cells) == 5 and cells[0] not in ("what",):
                rows[cells[0]] = line
    rows[what] = f"| {what} | {figures} | {failures} | {datetime.date.today()} | `{command}` |"
    path.write_text(HEAD + "\n".join(rows[name] for name in sorted(rows)) + "\n", encoding="utf-8")


def finish(name, failures):
    for failure in failures[:20]:
        print(f"{name}: {failure}", file=sys.stderr)
    sys.exit(1 if failures else 0)
