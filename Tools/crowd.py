#!/usr/bin/env python3
"""Fifty importers and two hundred readers on one PostgreSQL server, which is killed and started again in the meantime.

Each importer sends returns of a county of its own, one `yilan import` after the other; some counties have two importers, who
send differing values of the same month. Whoever is refused because the server was gone sends the same file again, as an
office would. Packaging is moved between the two towns of a county only, so that every sum above stays as it is: a reader who
saw half of an import would see another one.

Afterwards the ledger has to hold what was told as stored, and nothing else; and the store has to be, table by table and row by
row, the one that the same files give when they are put into a new SQLite file one after the other in the order of the ledger.
The kept sums are also held against plain sums of the rows (check.py).

    Tools/crowd.py PROGRAM [--importers 50] [--readers 200] [--seconds 120] [--kills 5] [--seed 1] [--report RELIABILITY.md]
"""

import argparse
import collections
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from reliability import Broken, Office, compare, finish, report
from server import NoServer, Server

HERE = pathlib.Path(__file__).resolve().parent
TOTAL = 2000
PERIOD = "2025-06"
MONTHS = ["2025-04", "2025-05", PERIOD]
FORMS = ["packaging", "safety", "villages", "packaging", "outlets", "figures", "packaging", "areas"]
# What an import says whose connection went: the server may have taken it all the same, just before.
LOST = "what was not acknowledged is most likely not stored"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--importers", type=int, default=50)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="a new folder that the files and both stores are left in, for looking into a failure")
    parser.add_argument("--report", help="the Markdown file whose row of this is to be replaced")
    given = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="yilan-crowd-") as folder, Server() as server:
            test = Crowd(Office(given.program, folder), server, given)
            try:
                failures = test.run()
            finally:
                if given.keep:
                    shutil.copytree(folder, given.keep)
    except NoServer as reason:
        sys.exit(str(reason))
    print(test.figures())
    if given.report:
        options = f"--importers {given.importers} --readers {given.readers} --seconds {given.seconds:g} --kills {given.kills}"
        report(given.report, "a crowd on a server", f"{test.figures()}; {test.office.build}", len(failures),
               f"make crowd CROWD=\"{options}\"")
    finish("crowd", failures)


class County:
    """Invented: two towns with a village and a community each."""

    def __init__(self, number):
        province, prefecture, place = (51, 61)[number % 2], number // 2 % 5 + 1, number // 10 + 21
        self.province, self.prefecture = f"{province}0000000000", f"{province}{prefecture:02}00000000"
        self.code = f"{province}{prefecture:02}{place:02}000000"
        stem = self.code[:6]
        self.towns = [f"{stem}100000", f"{stem}101000"]
        self.villages = [f"{stem}100201", f"{stem}101201"]
        self.communities = [f"{stem}100001", f"{stem}101001"]

    def areas(self, residents):
        yield f"{self.code},试{self.code[:6]}县,,,,,2024"
        for town, village, community in zip(self.towns, self.villages, self.communities):
            yield f"{town},试{town[6:9]}镇,,,,,2024"
            yield f"{village},试{village[6:]}村,,220,{residents},,2024"
            yield f"{community},试{community[6:]}社区,,121,{residents * 2},{residents * 2},2024"


class Importer:
    """Sends one file after the other of its county."""

    def __init__(self, number, county, folder, seed):
        self.number, self.county, self.folder = number, county, folder
        self.random, self.turn = random.Random(f"{seed} {number}"), number

    def next(self):
        self.turn += 1
        form = FORMS[self.turn % len(FORMS)]
        path = self.folder / f"{self.number:03}-{self.turn:05}-{form}.csv"
        # The first line is a title: no two files are the same.
        path.write_text("\n".join([path.stem, *getattr(self, form)()]) + "\n", encoding="utf-8")
        return path

    def packaging(self):
        return packaging([self.county], self.random.choice(MONTHS), self.random.randrange(-400, 400))

    def safety(self):
        yield "区划代码,月份,网点编号,检查日期,抽查件数,验视合格,应实名,已实名,应安检,已安检,问题数,整改期限,整改完成"
        month = self.random.choice(MONTHS)
        for town in self.county.towns:
            checked, due = self.random.randrange(20, 60), self.random.randrange(200, 500)
            yield (f"{town},{month},,{month}-{self.random.randrange(1, 28):02},{checked},"
                   f"{checked - self.random.randrange(3)},{due},{due - self.random.randrange(9)},,,{self.random.randrange(3)},,")

    def villages(self):
        yield "区划代码,月份,通达品牌数,服务方式,每周频次,人员,场地,货架,设备,标识,监控,核验日期,核验方式"
        month = self.random.choice(MONTHS)
        for village in self.county.villages:
            brands = self.random.randrange(5)
            yield f"{village},{month},{brands},{'邮快' if brands else '无'},{brands},有,有,有,有,有,无,,"

    def outlets(self):
        yield "网点编号,名称,类型,区划代码,品牌,备案号,备案日期,开办日期,注销日期,许可到期"
        stem = self.county.code[:6]
        for place in range(6):
            kind = self.random.choice(["末端网点", "智能快件箱", "营业网点"])
            # One that every importer of the county has in it: registers of the same outlets meet.
            area = self.county.communities[place % 2]
            closed = "2025-05-31" if place and self.random.random() < 0.2 else ""
            yield (f"{stem}-{place},{stem}第{place}网点,{kind},{area},甲快递,{stem}{place:03},2022-03-01,"
                   f"2022-02-{self.random.randrange(1, 28):02},{closed},2027-01-31")

    def figures(self):
        yield "区划代码,月份,指标,数值,分子,分母"
        yield f"{self.county.code},{self.random.choice(MONTHS)},express_volume,{self.random.randrange(100, 900)},,"

    def areas(self):
        return ["区划代码,名称,上级代码,城乡分类,常住人口,城镇人口,年份",
                *self.county.areas(self.random.randrange(1000, 3000))]


def packaging(counties, month, moved):
    """What one town of a county has more the other has less."""
    yield "区划代码,月份,胶带封装件数,瘦身胶带件数"
    for county in counties:
        for town, by in zip(county.towns, (moved, -moved)):
            yield f"{town},{month},{TOTAL // 2 + 2 * by},{TOTAL // 4 + by}"


class Crowd:
    def __init__(self, office, server, given):
        self.office, self.server, self.given = office, server, given
        # Every fifth county has two importers.
        counties = max(1, given.importers - given.importers // 6)
        self.counties = [County(number) for number in range(counties)]
        self.shared = given.importers - counties
        self.files = office.folder / "files"
        self.files.mkdir()
        self.random = random.Random(given.seed)
        self.lock = threading.Lock()
        self.done, self.failures = collections.Counter(), []
        # By the name of its file: what was told as stored, and what was sent in vain and why.
        self.stored, self.refused = {}, {}
        self.away, self.is_away = [], False
        self.now, self.longest, self.at_once = 0, 0.0, 0
        self.times = []
        # What said something else than that the server was gone, by what it was and its exit status.
        self.mistold = collections.defaultdict(list)

    def run(self):
        office, given = self.office, self.given
        office.database = self.server.fresh("crowd")
        beginning = self.begin()
        office.must("import", *beginning)
        self.stored.update({path.name: None for path in beginning})
        importers = [Importer(number, self.counties[number % len(self.counties)], self.files, given.seed)
                     for number in range(given.importers)]
        self.began = time.monotonic()
        self.until = self.began + given.seconds
        threads = [threading.Thread(target=self.work, args=(self.send, importer)) for importer in importers]
        threads += [threading.Thread(target=self.work, args=(self.read, random.Random(f"{given.seed} reader {number}")))
                    for number in range(given.readers)]
        threads.append(threading.Thread(target=self.disturb))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.minutes = (time.monotonic() - self.began) / 60
        print(f"{self.figures()}; now checked", flush=True)
        for check in (self.check_ledger, self.check_store):
            try:
                check()
            except Broken as broken:
                self.failures.append(str(broken))
        for told in self.mistold.values():
            self.failures.append(f"{len(told)} times as the server was gone: {told[0]}")
        return self.failures

    def begin(self):
        """All areas, and the packaging of all towns."""
        areas = ["区划代码,名称,上级代码,城乡分类,常住人口,城镇人口,年份"]
        above = {}
        for county in self.counties:
            above[county.province] = f"{county.province},试{county.province[:2]}省,,,,,2024"
            above[county.prefecture] = f"{county.prefecture},试{county.prefecture[:4]}市,,,,,2024"
        areas += [*sorted(above.values()), *(line for county in self.counties for line in county.areas(2000))]
        paths = [self.files / "areas.csv"]
        paths[0].write_text("\n".join(areas) + "\n", encoding="utf-8")
        for month in MONTHS:
            paths.append(self.files / f"packaging-{month}.csv")
            paths[-1].write_text("\n".join(packaging(self.counties, month, 0)) + "\n", encoding="utf-8")
        return paths

    # What goes on at once.

    def work(self, body, argument):
        while time.monotonic() < self.until and len(self.failures) < 10:
            try:
                body(argument)
            except Broken as broken:
                with self.lock:
                    self.failures.append(str(broken))

    def run_program(self, *arguments):
        """The program's answer, and whether the server was away at any moment of it."""
        began = time.monotonic()
        with self.lock:
            self.now += 1
            self.at_once = max(self.at_once, self.now)
        answer = self.office.yilan(*arguments, "--lang", "en")
        ended = time.monotonic()
        with self.lock:
            self.now -= 1
            was_away = self.is_away or any(start <= ended and began <= end for start, end in self.away)
        return answer, was_away, ended - began

    def send(self, importer):
        path = importer.next()
        while True:
            answer, was_away, took = self.run_program("import", path, "--json")
            if answer.returncode == 0:
                break
            with self.lock:
                self.done["refused imports"] += 1
                self.refused.setdefault(path.name, []).append(answer.stderr)
            self.accept("import", answer, was_away)
            if time.monotonic() > self.until:
                return
            time.sleep(importer.random.uniform(0.1, 0.6))
        said = json.loads(answer.stdout)
        with self.lock:
            self.done["imports"] += 1
            self.longest = max(self.longest, took)
            self.stored[path.name] = said["import"] or said["same_as"]
            if said["same_as"]:
                # It had been stored although it was not told so.
                if not any(LOST in text for text in self.refused.get(path.name, [])):
                    self.failures.append(f"{path.name} stood already as import {said['same_as']}")
                self.done["doubtful"] += 1

    def accept(self, what, answer, was_away):
        """A command may fail where the server was gone, and then says so by status 3; raises Broken where it was not."""
        told = f"{what} ended with status {answer.returncode}: {answer.stderr.strip()[-300:]}"
        if not was_away:
            raise Broken(f"{told} (the server was there)")
        if answer.returncode != 3:
            with self.lock:
                self.mistold[what, answer.returncode].append(told)

    def read(self, dice):
        county = dice.choice(self.counties)
        if dice.random() < 0.3:
            answer, was_away, took = self.run_program("screen", f"{dice.choice([county.code, county.prefecture])}@{PERIOD}")
        else:
            scope = dice.choice([county.code, county.code, county.prefecture, county.province])
            answer, was_away, took = self.run_program(
                "export", "indicators", "--scope", scope, "--period", PERIOD, "--levels", "1", "--format", "json")
            if answer.returncode == 0:
                self.look(scope, json.loads(answer.stdout))
        if answer.returncode == 0:
            with self.lock:
                self.done["reads"] += 1
                self.times.append(took)
        else:
            with self.lock:
                self.done["refused reads"] += 1
            self.accept("read", answer, was_away)
            time.sleep(dice.uniform(0.1, 0.6))

    def look(self, scope, figures):
        """The sums of the parts are those of the whole, which no import changes."""
        mine = [figure for figure in figures if figure["indicator"] == "slim_tape"]
        whole = next((figure for figure in mine if figure["area"] == scope), None)
        parts = [figure for figure in mine if figure["area"] != scope]
        counties = [county for county in self.counties if scope in (county.code, county.prefecture, county.province)]
        sums = tuple(sum(part[key] or 0 for part in parts) for key in ("numerator", "denominator"))
        there = (whole["numerator"], whole["denominator"]) if whole else None
        if sums != there or sums != (len(counties) * TOTAL // 2, len(counties) * TOTAL):
            raise Broken(f"half an import was seen: of {scope} the parts {sums}, the whole {there}, {len(counties)} counties")

    def disturb(self):
        """Kills the server at a moment of each part of the time, and starts it again."""
        part = self.given.seconds / (self.given.kills + 1)
        for number in range(self.given.kills):
            moment = self.began + part * (number + 1) + self.random.uniform(-0.4, 0.4) * part
            while time.monotonic() < moment and not self.failures:
                time.sleep(0.01)
            with self.lock:
                self.is_away, began = True, time.monotonic()
            try:
                self.server.kill()
                time.sleep(self.random.uniform(0, 1))
                self.server.start()
                self.done["kills"] += 1
            except NoServer as reason:
                self.failures.append(f"the server: {reason}")
            # Who came as it was gone may only now hear of it.
            with self.lock:
                self.away.append((began, time.monotonic()))
                self.is_away = False

    # What came of it.

    def check_ledger(self):
        """What was told as stored is there, once; what was refused is not, but where the answer alone was lost."""
        there = collections.defaultdict(list)
        rows = self.server.ask("SELECT id, file FROM yilan.import ORDER BY id", "crowd").splitlines()
        self.order = [name for _, name in (row.split("|", 1) for row in rows)]
        for row in rows:
            number, name = row.split("|", 1)
            there[name].append(int(number))
        for name, number in self.stored.items():
            if not there[name]:
                self.failures.append(f"{name} was told as stored, and is lost")
            elif number and there[name] != [number]:
                self.failures.append(f"{name} was told as import {number}, and is {there[name]}")
        for name, numbers in there.items():
            if name in self.stored or not numbers:
                continue
            # Sent in vain to the end.
            if len(numbers) == 1 and any(LOST in text for text in self.refused.get(name, [])):
                self.done["doubtful"] += 1
            else:
                self.failures.append(f"{name} was refused, and is there as {numbers}")

    def check_store(self):
        """The whole store is the one that the files of the ledger give in its order."""
        office = self.office
        office.must("doctor")
        copied, made = office.folder / "copied.sqlite", office.folder / "made.sqlite"
        copying = subprocess.run([office.program, "copy", self.server.address("crowd"), str(copied)],
                                 env=office.environment, capture_output=True, text=True)
        if copying.returncode != 0:
            raise Broken(f"copy: {copying.returncode} {copying.stderr}")
        for first in range(0, len(self.order), 200):
            office.must("import", *(self.files / name for name in self.order[first:first + 200]), "--database", made)
        self.compared, unlike = compare(copied, made)
        self.failures += unlike
        said = subprocess.run([sys.executable, HERE / "check.py", str(copied), "--seed", str(self.given.seed)],
                              capture_output=True, text=True)
        if said.returncode != 0:
            self.failures.append(f"check.py: {said.stdout.strip()} {said.stderr.strip()[-300:]}")

    def figures(self):
        compared = getattr(self, "compared", None)
        times = sorted(self.times) or [0]
        return (f"{self.minutes:.1f} minutes, {self.given.importers} importers ({self.shared} of them in the county of another) "
                f"with {self.done['imports']} imports (the longest took {self.longest:.0f} s), {self.given.readers} readers with "
                f"{self.done['reads']} reads (half within {times[len(times) // 2]:.1f} s), up to {self.at_once} "
                f"programs at once, {self.done['kills']} kills of the server; {self.done['refused imports']} "
                f"imports and {self.done['refused reads']} reads refused as it was gone, {self.done['doubtful']} stored whose "
                f"answer was lost" + (f"; {compared:,} rows as one after the other" if compared else ""))


if __name__ == "__main__":
    main()
