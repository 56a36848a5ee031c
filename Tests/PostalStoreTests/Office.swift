import Foundation
import PostalModel
import PostgresServer

@testable import PostalStore

/// A store in a folder of its own, with one made-up county in 毕节市: two towns, a community and two villages in each.
final class Office {
  let folder: URL
  let store: PostalStore
  private var files = 0

  static let prefecture = AreaCode("5205")!
  static let county = AreaCode("520590")!
  static let towns = [AreaCode("520590100")!, AreaCode("520590200")!]
  static let communities = [AreaCode("520590100001")!, AreaCode("520590200001")!]
  static let villages = [
    AreaCode("520590100201")!, AreaCode("520590100202")!, AreaCode("520590200201")!, AreaCode("520590200202")!,
  ]

  init(settings: Settings = Settings(), shipped: ShippedAreas = Office.above) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("yilan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var path = folder.appendingPathComponent("store.sqlite").path
    if Self.isOnServer { path = try PostgresServer.shared.freshDatabase() }
    store = try PostalStore(
      path: path, settings: settings, standards: [Amount(4)],
      areas: { shipped })
  }

  /// `YILAN_TEST_STORE=postgres` runs the tests of the store on a server of PostgreSQL, where one can be had.
  static let isOnServer: Bool = {
    guard ProcessInfo.processInfo.environment["YILAN_TEST_STORE"] == "postgres" else { return false }
    if let whyNot = PostgresServer.whyNot { print("The tests of the store run on SQLite again: \(whyNot)") }
    return PostgresServer.whyNot == nil
  }()

  deinit { try? FileManager.default.removeItem(at: folder) }

  static let above = ShippedAreas(areas: [
    (AreaCode("52")!, "贵州省", nil), (prefecture, "毕节市", nil),
  ])

  static var areaEntries: [AreaEntry] {
    [AreaEntry(code: county, name: "试验区")]
      + [AreaEntry(code: towns[0], name: "甲镇"), AreaEntry(code: towns[1], name: "乙镇")]
      + [
        AreaEntry(code: communities[0], name: "甲社区", urbanResidents: 10_000, year: 2024),
        AreaEntry(code: communities[1], name: "乙社区", urbanResidents: 20_000, year: 2024),
      ]
      + villages.enumerated().map { AreaEntry(code: $1, name: "第\($0)村") }
  }

  @discardableResult
  func send(_ rows: ReturnRows, named name: String? = nil, scope: AreaCode? = nil, dryRun: Bool = false) throws
    -> ImportOutcome
  {
    files += 1
    return try store.importReturn(
      rows, file: Self.file(name ?? "file\(files).csv", hash: "\(files)-\(name ?? "")", of: rows), scope: scope,
      isDryRun: dryRun)
  }

  static func file(_ name: String, hash: String? = nil, of rows: ReturnRows, absent: [String] = []) -> ImportFile {
    ImportFile(
      name: name, hash: hash ?? name, at: "2025-07-05 09:12", who: "test", read: rows.count, absentColumns: absent)
  }

  func sendAreas() throws { try send(.areas(Self.lined(Self.areaEntries))) }

  static func lined<Value>(_ values: [Value]) -> [Lined<Value>] {
    values.enumerated().map { Lined(line: $0 + 2, $1) }
  }

  func sums(_ code: AreaCode, _ period: String = "2025-06") throws -> AreaSums {
    try store.sums(of: [code], period: Period(period)!, today: Day("2025-07-12")!)[0]
  }

  /// Every stored fact but the ledger, as text: two equal dumps are two equal stores.
  func dump(withRows: Bool = true) throws -> String { try Self.dump(store, withRows: withRows) }

  /// The lines that keeping the roll-ups step by step and making them anew give differently.
  func stale() throws -> [String] { try Self.stale(store) }

  static func stale(_ store: PostalStore) throws -> [String] {
    let copy = try store.copy(asOf: nil)
    try copy.rebuild()
    let (kept, anew) = (
      Set(try dump(store, withRows: false).split(separator: "\n")),
      Set(try dump(copy, withRows: false).split(separator: "\n"))
    )
    return kept.subtracting(anew).map { "- \($0)" }.sorted() + anew.subtracting(kept).map { "+ \($0)" }.sorted()
  }

  /// Without the number that a row of a server's table has.
  private static func text(_ row: Row) -> String { row.description.replacing(/\ rowid:\d+/, with: "") + "\n" }

  static func dump(_ store: PostalStore, withRows: Bool = true) throws -> String {
    let rollUps = [
      "area", "form_level", "owing", "outlet_stock", "density_gap", "packaging_sum", "safety_sum", "village_sum",
      "figure_sum",
    ]
    let rows = ["area_entry", "outlet", "village", "packaging", "safety", "figure", "task_progress"]
    return try store.read { db in
      var text = ""
      for table in rollUps {
        text += "# \(table)\n"
        for row in try Row.fetchAll(db, sql: "SELECT * FROM \(table) ORDER BY 1, 2, 3") { text += Self.text(row) }
      }
      guard withRows else { return text }
      for table in rows {
        text += "# \(table)\n"
        for row in try Row.fetchAll(db, sql: "SELECT * FROM \(table) WHERE live = 1 ORDER BY 4, 5, 6, 7") {
          text += Self.text(row)
        }
      }
      return text
    }
  }
}
