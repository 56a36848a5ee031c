import Foundation
import PostalModel
import PostgresServer
import Testing

@testable import PostalStore

/// Who may do what: an office works in its own areas and makes all sums above right; what is beyond it is refused by the
/// server, also to whoever speaks SQL to it.
@Suite("rights on a server", .needsPostgres)
struct RightsTests {
  private let june = Month(2025, 6)

  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch StoreError.unusable(_, let zh, let en) { return "\(zh) | \(en)" } catch { return "\(error)" }
  }

  @Test func officesImportAndUndoInTheirAreas() throws {
    let fixture = try RightsFixture()
    var sent: [(role: String, id: Int)] = []
    let before = try fixture.dump()
    for (role, county) in [("county_a", Office.county), ("county_b", RightsFixture.other)] {
      for rows in RightsFixture.returns(of: county) {
        sent.append((role, try #require(fixture.send(rows, as: role).id)))
        #expect(try Office.stale(fixture.owner) == [], "\(rows.form) by \(role)")
      }
    }
    let sums = try fixture.owner.sums(of: [Office.prefecture], period: Period("2025-06")!, today: Day("2025-07-12")!)[0]
    #expect(sums.measures["taped"] == 200)
    #expect(try fixture.owner.ledger().prefix(5).allSatisfy { $0.role == "county_b" })
    for (role, id) in sent.reversed() {
      try fixture.store(role).undo(id, at: "2025-07-09 10:00")
      #expect(try Office.stale(fixture.owner) == [], "undo of \(id)")
    }
    #expect(try fixture.dump() == before)
  }

  /// What an inspector of the prefecture found at an outlet counts by its type, whoever makes the sum of the prefecture.
  @Test func outletsOfOthersKeepTheirType() throws {
    let fixture = try RightsFixture()
    try fixture.send(RightsFixture.returns(of: Office.county)[0], as: "county_a")
    let visits = ["520590-1", "520590-2"].map {
      SafetyEntry(
        area: Office.prefecture, month: june, outlet: $0, inspectedOn: Day(2025, 6, 4), inspected: 1, openedOK: 1,
        xrayDue: 4, xrayDone: 2)
    }
    try fixture.send(.safety(Office.lined(visits)), as: "prefecture")
    for rows in [0, 3] {
      try fixture.send(RightsFixture.returns(of: RightsFixture.other)[rows], as: "county_b")
      #expect(try Office.stale(fixture.owner) == [])
    }
  }

  /// Whatever offices send, the store is the one that its owner would have by sending the same.
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func randomReturnsByOfficesMakeTheSameStore(seed: UInt64) throws {
    let (fixture, reference) = (try RightsFixture(), try RightsFixture())
    var random = RandomReturns(seed: seed)
    var taken: [(role: String, id: Int)] = []
    var refused = 0
    while taken.count < 14, refused < 60 {
      let role = ["county_a", "county_a", "county_b", "prefecture", "postgres"][random.roll(5)]
      let before = try fixture.dump()
      do {
        if random.roll(5) == 0, let last = taken.last(where: { $0.role == role }) {
          try fixture.store(role).undo(last.id, at: "2025-07-09 10:00")
          try reference.owner.undo(last.id, at: "2025-07-09 10:00")
          taken.removeAll { $0.id == last.id }
        } else {
          let (rows, scope, absent) = try random.next(fixture.owner)
          let id = try #require(fixture.send(rows, as: role, scope: scope, absent: absent).id)
          taken.append((role, id))
          try reference.owner.change { db in
            try db.execute(sql: "SELECT setval(pg_get_serial_sequence('yilan.import', 'id'), \(id), FALSE)")
            return .commit
          }
          #expect(try reference.send(rows, as: "postgres", scope: scope, absent: absent).id == id)
        }
        #expect(try Office.stale(fixture.owner) == [], "\(role) \(taken)")
      } catch is StoreError {
        refused += 1
        #expect(try fixture.dump() == before)
      }
    }
    #expect(try fixture.dump() == reference.dump())
    #expect(taken.count { $0.role.hasPrefix("county_") } > 1, "\(taken)")
  }

  @Test func whatLiesElsewhereIsRefusedWithTheRole() throws {
    let fixture = try RightsFixture()
    let before = try fixture.dump()
    for rows in RightsFixture.returns(of: RightsFixture.other) {
      let told = message { try fixture.send(rows, as: "county_a") }
      #expect(told.contains("角色 county_a") && told.contains("the role county_a"), "\(rows.form): \(told)")
    }
    let tasks = ReturnRows.tasks(
      Office.lined([TaskEntry(plan: "p", task: "t", date: Day("2025-06-01")!, progress: 50)]))
    #expect(message { try fixture.send(tasks, as: "county_a") }.contains("task_progress"))
    #expect(try fixture.dump() == before)
    #expect(try fixture.owner.ledger().count == 1)
    for role in ["wall", "desk", "county_desk"] {
      for rows in RightsFixture.returns(of: Office.county) {
        #expect(!message { try fixture.send(rows, as: role) }.isEmpty)
      }
    }
    #expect(try fixture.dump() == before)
  }

  @Test func anotherOfficesImportIsNotUndone() throws {
    let fixture = try RightsFixture()
    var ids: [Int] = []
    for rows in RightsFixture.returns(of: RightsFixture.other) {
      ids.append(try #require(fixture.send(rows, as: "county_b").id))
    }
    ids.append(try #require(fixture.send(RightsFixture.returns(of: Office.county)[2], as: "prefecture").id))
    let before = try fixture.dump()
    for id in ids {
      #expect(message { try fixture.store("county_a").undo(id, at: "2025-07-09 10:00") }.contains("county_a"))
    }
    #expect(try fixture.dump() == before)
    #expect(try fixture.owner.ledger().allSatisfy { $0.undoneAt == nil })
  }

  /// An import whose areas were taken from its role is whole or nothing.
  @Test func anImportIsNotUndoneInPart() throws {
    let fixture = try RightsFixture()
    let rows = ReturnRows.packaging(
      Office.lined(
        [Office.towns[0], AreaCode("520591100")!].map { PackagingEntry(area: $0, month: june, taped: 9, slimTaped: 9) })
    )
    let id = try #require(fixture.send(rows, as: "prefecture").id)
    try fixture.connection("postgres").runScript(
      "UPDATE grant_area SET area = \(Office.county.number) WHERE role = 'prefecture'")
    let before = try fixture.dump()
    #expect(message { try fixture.store("prefecture").undo(id, at: "2025-07-09 10:00") }.contains("prefecture"))
    #expect(try fixture.dump() == before)
  }

  @Test func whatIsReadEndsAtTheAreas() throws {
    let fixture = try RightsFixture()
    for rows in RightsFixture.returns(of: RightsFixture.other) { try fixture.send(rows, as: "county_b") }
    let tables = ["outlet", "village", "packaging", "safety", "figure", "area_entry"]
    func count(_ role: String, _ table: String, _ condition: String = "TRUE") throws -> Int64 {
      try fixture.connection(role).run("SELECT COUNT(*) FROM \(table) WHERE \(condition)").integer(0, 0)
    }
    let elsewhere = "area BETWEEN \(RightsFixture.other.number) AND \(RightsFixture.other.last.number)"
    for table in tables {
      #expect(try count("county_b", table, elsewhere) > 0)
      #expect(try count("county_a", table, elsewhere) == 0, "\(table)")
      #expect(try count("county_desk", table, elsewhere) == 0, "\(table)")
      for role in ["wall", "desk"] { #expect(try count(role, table) == count("postgres", table), "\(role) \(table)") }
    }
    // Sums of the county beside it can be read, and of what is in that not.
    #expect(try count("county_a", "packaging_sum", "area = \(RightsFixture.other.number)") == 1)
    #expect(try count("county_a", "packaging_sum", "area > \(RightsFixture.other.number)") == 0)
    #expect(try count("county_a", "outlet_type") == 2)
  }

  /// What came and was kept out is for whoever sent it and those above, and never for a wall.
  @Test func filesAndRejectedRowsAreTheSendersOwn() throws {
    let fixture = try RightsFixture()
    let rows = RightsFixture.returns(of: Office.county)[2]
    var file = Office.file("b.csv", of: rows)
    file.rejected = [(9, "raw", "错", "wrong")]
    file.originals = [KeptFile(hash: "b.csv", size: 3, packed: [1, 2, 3])]
    _ = try fixture.store("county_a").importReturn(rows, file: file)
    for (role, seen) in [
      ("county_a", 1), ("prefecture", 1), ("county_desk", 1), ("desk", 1), ("county_b", 0), ("wall", 0),
    ] as [(String, Int64)] {
      let connection = try fixture.connection(role)
      for table in ["rejected_row", "kept_file"] {
        #expect(try connection.run("SELECT COUNT(*) FROM \(table)").integer(0, 0) == seen, "\(role) \(table)")
      }
    }
  }

  @Test func aPartIsNeverTakenForTheWhole() throws {
    let fixture = try RightsFixture()
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("yilan-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    for rows in RightsFixture.returns(of: Office.county) { try fixture.send(rows, as: "county_a") }
    for role in ["county_a", "county_desk"] {
      let store = try fixture.store(role)
      #expect(message { _ = try PostalStore.move(from: fixture.address(of: role), to: file) { _, _ in } } != "")
      #expect(message { _ = try store.asOf(Day("2025-07-12")!) }.contains(role))
      #expect(message { try store.rebuild() }.contains(role))
      #expect(message { _ = try store.apply([CodeChange]()) } == "")
    }
    let ledger = try fixture.owner.ledger()
    #expect(Set(ledger.compactMap(\.role)) == ["county_a"])
    // The roles go with the store to a file, and back.
    try? FileManager.default.removeItem(atPath: file)
    _ = try PostalStore.move(from: fixture.address, to: file) { _, _ in }
    #expect(try RightsFixture.open(file).ledger() == ledger)
    let back = try PostgresServer.shared.freshDatabase()
    _ = try PostalStore.move(from: file, to: back) { _, _ in }
    #expect(try RightsFixture.open(back).ledger() == ledger)
    #expect(try Office.dump(RightsFixture.open(back)) == fixture.dump())
  }

  @Test func settingsAreTheOwners() throws {
    let fixture = try RightsFixture()
    let told = message {
      _ = try PostalStore(path: fixture.address(of: "county_a"), settings: Settings(), standards: [Amount(5)])
    }
    #expect(told.contains("规划标准") && told.contains("standards of plans"))
  }

  // MARK: by SQL

  /// Brings rows of the other county, and of the prefecture, into every table.
  private func fill(_ fixture: RightsFixture) throws {
    for rows in RightsFixture.returns(of: RightsFixture.other) {
      var file = Office.file("\(rows.form).csv", of: rows)
      file.sheets = ["一"]
      file.rejected = [(99, "raw", "错", "wrong")]
      file.originals = [KeptFile(hash: "\(rows.form)", size: 1, packed: [1])]
      _ = try fixture.store("county_b").importReturn(rows, file: file)
    }
    let value = FigureEntry(area: Office.prefecture, month: june, indicator: "satisfaction", value: Amount(9))
    try fixture.send(.figures(Office.lined([value])), as: "prefecture")
    try fixture.connection("county_b").runScript(
      """
      INSERT INTO sign_off (area, month, at, who, reported, expected)
        VALUES (\(RightsFixture.other.number), 24305, '2025-07-08 09:00', 'b', 1, 1);
      INSERT INTO signed_figure (sign_off, area, indicator, value_only, reported, expected)
        SELECT id, area, 'x', 0, 1, 1 FROM sign_off;
      INSERT INTO revision (sign_off, import, undo, at)
        SELECT s.id, (SELECT MAX(id) FROM import WHERE role = 'county_b'), 0, '2025-07-09 09:00' FROM sign_off s;
      INSERT INTO revised_figure (revision, place, side, area, indicator, value_only, reported, expected)
        SELECT id, 0, 0, \(RightsFixture.other.number), 'x', 0, 1, 1 FROM revision;
      INSERT INTO item_step SELECT MAX(id), 1, 1, 'gap', \(RightsFixture.other.number), 's', 'p', 't', 'note', 1, 1, NULL, 'w',
        '', '' FROM import WHERE role = 'county_b';
      INSERT INTO outlet_change VALUES ('520591-1', 1, 'x', 1, '');
      """)
    try fixture.connection("postgres").runScript(
      """
      INSERT INTO task_progress VALUES (1, 1, 1, 'p', 't', 1, 1, '');
      INSERT INTO code_change VALUES (1, 2, '', '', 1);
      INSERT INTO former_name VALUES ('x', 1);
      INSERT INTO former_area SELECT * FROM area LIMIT 1;
      INSERT INTO created_area VALUES (1, 2);
      INSERT INTO ended_area VALUES (1, 2);
      INSERT INTO changed_parent VALUES (1, 2);
      INSERT INTO moved_row VALUES ('x', 1, 1, 1);
      INSERT INTO area_stamp VALUES (6201, 1);
      INSERT INTO density_gap VALUES (\(RightsFixture.other.number), 1, 1, 1, 1, 1, 1);
      """)
  }

  /// Which rows of a table are not the first county's to write.
  private func strange(_ table: String, _ access: ServerRights.Access) -> String {
    func elsewhere(_ column: String) -> String {
      "\(column) BETWEEN \(RightsFixture.other.number) AND \(RightsFixture.other.last.number)"
    }
    switch access {
    case .rows(let column): return "\(elsewhere(column)) OR \(column) = \(Office.prefecture.number)"
    case .sums(let column): return elsewhere(column)
    default:
      return switch table {
      case "area": "\(elsewhere("id")) OR id = \(Office.prefecture.number)"
      case "sign_off", "signed_figure": elsewhere("area")
      case "area_stamp": "block = 6201"
      default: "TRUE"
      }
    }
  }

  private func text(_ connection: PostgresConnection, _ table: String) throws -> String {
    try connection.run("SELECT COALESCE(string_agg(t::text, '|' ORDER BY t::text), '') FROM \(table) t").text(0, 0)
  }

  @Test(arguments: ["county_a", "wall", "desk", "county_desk"])
  func noTableIsWrittenFromOutside(role: String) throws {
    let fixture = try RightsFixture()
    try fill(fixture)
    let (owner, guest) = (try fixture.connection("postgres"), try fixture.connection(role))
    try guest.runScript("SET default_transaction_read_only = off")
    for (table, access) in ServerRights.tables {
      let before = try text(owner, table)
      let condition = role == "county_a" ? strange(table, access) : "TRUE"
      let row = try owner.run("SELECT to_jsonb(t)::text FROM \(table) t WHERE \(condition) LIMIT 1")
      try #require(row.count == 1, "\(table)")
      let column = try guest.run(
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum = 1", [.text(table)]
      ).text(0, 0)
      for change in [
        "UPDATE \(table) SET \(column) = \(column) WHERE \(condition)", "DELETE FROM \(table) WHERE \(condition)",
        "TRUNCATE \(table)",
      ] {
        do { #expect(try guest.run(change).affected == 0, "\(change)") } catch let error as PostgresError {
          #expect(error.sqlState == PostgresError.refused, "\(change): \(error.message)")
        }
      }
      let insert = "INSERT INTO \(table) SELECT (jsonb_populate_record(NULL::yilan.\(table), $1::jsonb)).*"
      // A file is known by its hash, and one that is there stays as it is.
      if table == "kept_file", role == "county_a" {
        #expect(postgresError { try guest.run(insert, [.text(row.text(0, 0))]) }?.sqlState == "23505")
      } else {
        let error = postgresError { try guest.run(insert, [.text(row.text(0, 0))]) }
        #expect(error?.sqlState == PostgresError.refused, "\(table): \(error?.message ?? "it was put in")")
      }
      #expect(try text(owner, table) == before, "\(table)")
    }
  }

  @Test func noOfficeRaisesItself() throws {
    let fixture = try RightsFixture()
    try fill(fixture)
    let guest = try fixture.connection("county_a")
    let number = RightsFixture.other.number
    for attempt in [
      "INSERT INTO grant_area VALUES ('county_a', \(number), TRUE)",
      "UPDATE grant_area SET area = \(number)",
      "UPDATE grant_area SET may_write = TRUE",
      "DELETE FROM grant_area",
      "UPDATE reach SET rows_write = '{(,)}'",
      "INSERT INTO reach VALUES ('county_a', '{(,)}', '{(,)}', '{(,)}', '{(,)}')",
      "INSERT INTO import (at, who, file, hash, form, read, kept, replaced, rejected, role) VALUES ('', '', '', '', 'items', 1, 1, 0, 0, 'county_b')",
      "INSERT INTO import (at, who, file, hash, form, scope, read, kept, replaced, rejected) VALUES ('', '', '', '', 'items', \(number), 1, 1, 0, 0)",
      "UPDATE import SET role = 'county_a'", "UPDATE import SET undone_at = 'x' WHERE role = 'county_b'",
      "UPDATE import SET who = 'x'",
      "INSERT INTO rejected_row SELECT MAX(id), 1, '', '', '' FROM import WHERE role = 'county_b'",
      "INSERT INTO import_sheet SELECT MAX(id), 9, '' FROM import WHERE role = 'county_b'",
      "UPDATE area SET parent = \(number) WHERE id = \(Office.towns[0].number)",
      "DROP POLICY yilan_put ON village", "ALTER POLICY yilan_put ON village WITH CHECK (TRUE)",
      "CREATE POLICY mine ON village USING (TRUE)", "ALTER TABLE village DISABLE ROW LEVEL SECURITY",
      "ALTER TABLE village OWNER TO county_a", "CREATE TABLE yilan.mine (x int)",
      "CREATE FUNCTION yilan.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'", "SET ROLE county_b", "SET ROLE postgres",
      "SET ROLE yilan_wall", "SELECT setval(pg_get_serial_sequence('yilan.import', 'id'), 1)",
      "CREATE OR REPLACE FUNCTION yilan.sees_import(number bigint) RETURNS boolean LANGUAGE sql AS 'SELECT TRUE'",
      "COPY village FROM STDIN",
    ] {
      let state = postgresError { try guest.runScript(attempt) }?.sqlState
      #expect(
        state == PostgresError.refused || state == "0A000" && attempt.hasPrefix("COPY"),
        "\(attempt): \(state ?? "done")")
    }
    // What stands under its own temporary names does not come before the store's.
    try guest.runScript(
      """
      CREATE TEMP TABLE grant_area AS SELECT 'county_a'::name AS role, \(number)::bigint AS area, TRUE AS may_write;
      CREATE TEMP TABLE reach AS SELECT 'county_a'::name AS role, '{(,)}'::int8multirange AS rows_write,
        '{(,)}'::int8multirange AS rows_read;
      SELECT yilan.refresh_reach()
      """)
    #expect(try guest.run("SELECT COUNT(*) FROM village WHERE area >= \(number)").integer(0, 0) == 0)
    #expect(
      postgresError { try guest.runScript("UPDATE figure SET live = 0 WHERE area = \(Office.prefecture.number)") }
        != nil)
  }

  // MARK: ranges

  @Test(arguments: [1, 2, 3] as [UInt64])
  func rangesFollowAreasThatHangElsewhere(seed: UInt64) throws {
    let fixture = try RightsFixture()
    var dice = PropertyTests.Dice(state: seed)
    let owner = try fixture.connection("postgres")
    let parents = [
      Office.county, RightsFixture.other, Office.towns[0], Office.towns[1], AreaCode("520591100")!,
    ]
    for _ in 0..<8 {
      let area = (Office.towns + Office.communities + Office.villages).randomElement(using: &dice)!
      let parent = parents.filter { $0.level < area.level }.randomElement(using: &dice)!
      try owner.runScript(
        "UPDATE area SET parent = \(parent.number) WHERE id = \(area.number); SELECT yilan.refresh_reach()")
      for (role, code) in [
        ("county_a", Office.county), ("county_b", RightsFixture.other), ("prefecture", Office.prefecture),
      ] {
        let ranges = try fixture.owner.read { try AreaRanges($0).ranges(of: code) }
        let list = ranges.map { "[\($0.lowerBound),\($0.upperBound)]" }.joined(separator: ",")
        #expect(
          try owner.run("SELECT rows_write = '{\(list)}'::int8multirange FROM reach WHERE role = $1", [.text(role)])
            .integer(0, 0) == 1, "\(role) after \(area) under \(parent)")
      }
    }
  }

  // MARK: what is printed

  @Test func everyTableHasItsRights() throws {
    #expect(try TransferTable.all.map(\.name).sorted() == ServerRights.tables.map(\.name).sorted())
  }

  @Test func rolesCanBeMadeAgainAndTakenBack() throws {
    let fixture = try RightsFixture()
    let owner = try fixture.connection("postgres")
    try owner.runScript(ServerRights.roles)
    try fixture.send(RightsFixture.returns(of: Office.county)[2], as: "county_a")
    let health = try #require(try fixture.store("county_a").serverHealth())
    #expect(health.rights == .current && !health.isOwner && health.mayWrite)
    #expect(health.granted.map(\.area?.name) == ["试验区"] && health.granted.allSatisfy(\.mayWrite))
    #expect(try fixture.owner.serverHealth()?.isOwner == true)
    #expect(try fixture.store("wall").serverHealth()?.readsAll == true)
    try owner.runScript(ServerRights.grant("passing", .office(Office.county)))
    #expect(try owner.run("SELECT COUNT(*) FROM reach WHERE role = 'passing'").integer(0, 0) == 1)
    try owner.runScript(ServerRights.revoke("passing"))
    #expect(try owner.run("SELECT COUNT(*) FROM reach WHERE role = 'passing'").integer(0, 0) == 0)
    #expect(
      message { _ = try RightsFixture.open(fixture.address(of: "passing")).ledger() }.contains("yilan server grant"))
  }

  @Test func whatCannotBeGrantedIsSaid() {
    for name in ["", "pg_x", "yilan_wall", "a'b", "a\"b", "a b", "1a", "$yilan$", String(repeating: "x", count: 64)] {
      #expect(throws: ServerRights.Fault.name) { try ServerRights.grant(name, .wall) }
      #expect(throws: ServerRights.Fault.name) { try ServerRights.revoke(name) }
    }
    #expect(throws: ServerRights.Fault.belowCounty) { try ServerRights.grant("zhijin", .office(Office.towns[0])) }
    #expect(throws: Never.self) { try ServerRights.grant("织金-01", .reader(Office.towns[0])) }
  }
}
