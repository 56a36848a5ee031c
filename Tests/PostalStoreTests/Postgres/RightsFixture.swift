import Foundation
import PostalModel
import PostgresServer

@testable import PostalStore

/// A store on a server with the roles of two counties, of their prefecture, of a wall and of desks that read.
final class RightsFixture {
  static let other = RandomReturns.other
  static let roles: [(name: String, part: ServerRights.Part)] = [
    ("county_a", .office(Office.county)), ("county_b", .office(other)), ("prefecture", .office(Office.prefecture)),
    ("wall", .wall), ("desk", .reader(nil)), ("county_desk", .reader(Office.county)),
  ]

  let address: String
  let owner: PostalStore
  private var stores: [String: PostalStore] = [:]
  private var files = 0

  init() throws {
    address = try PostgresServer.shared.freshDatabase(template: Self.template.get())
    owner = try Self.open(address)
  }

  /// Roles are of the whole server: they are made once.
  private static let template = Result {
    let address = try PostgresServer.shared.freshDatabase()
    let office = try open(address)
    let entries =
      Office.areaEntries + [
        AreaEntry(code: other, name: "邻县"), AreaEntry(code: AreaCode("520591100")!, name: "丙镇"),
        AreaEntry(code: AreaCode("520591100201")!, name: "邻村"),
      ]
    let rows = ReturnRows.areas(Office.lined(entries))
    _ = try office.importReturn(rows, file: Office.file("areas.csv", of: rows))
    let connection = try PostgresConnection(address: address, readOnly: false)
    try connection.runScript(ServerRights.roles)
    for (name, part) in roles { try connection.runScript(ServerRights.grant(name, part)) }
    return address
  }

  static func open(_ address: String) throws -> PostalStore {
    try PostalStore(path: address, settings: Settings(), standards: [Amount(4)], areas: { Office.above })
  }

  func address(of role: String) -> String { address.replacing("postgres@", with: "\(role)@") }

  func store(_ role: String) throws -> PostalStore {
    if let known = stores[role] { return known }
    let store = try Self.open(address(of: role))
    stores[role] = store
    return store
  }

  func connection(_ role: String) throws -> PostgresConnection {
    try PostgresConnection(address: address(of: role), readOnly: false, session: PostgresGround.session)
  }

  @discardableResult
  func send(_ rows: ReturnRows, as role: String, scope: AreaCode? = nil, absent: [String] = []) throws -> ImportOutcome
  {
    files += 1
    return try store(role).importReturn(rows, file: Office.file("\(files).csv", of: rows, absent: absent), scope: scope)
  }

  func dump() throws -> String { try Office.dump(owner) }

  /// Returns of every form of one county, at its towns and villages.
  static func returns(of county: AreaCode) -> [ReturnRows] {
    let (town, village) =
      county == Office.county
      ? (Office.towns[0], Office.villages[0]) : (AreaCode("520591100")!, AreaCode("520591100201")!)
    let june = Month(2025, 6)
    let mark = county.description.prefix(6)
    return [
      .outlets(
        Office.lined([
          OutletEntry(id: "\(mark)-1", name: "网点", type: .terminal, area: town, openedOn: Day(2025, 5, 1)),
          OutletEntry(id: "\(mark)-2", name: "驿站", type: .villageStation, area: village, openedOn: Day(2025, 5, 1)),
        ])),
      .villages(Office.lined([VillageEntry(area: village, month: june, brands: 3, staff: true, premises: true)])),
      .packaging(Office.lined([PackagingEntry(area: town, month: june, taped: 100, slimTaped: 90)])),
      .safety(
        Office.lined([
          SafetyEntry(
            area: town, month: june, outlet: "\(mark)-1", inspectedOn: Day(2025, 6, 3), inspected: 9, openedOK: 8,
            xrayDue: 5, xrayDone: 4),
          SafetyEntry(
            area: town, month: june, outlet: "\(mark)-2", inspectedOn: Day(2025, 6, 3), inspected: 2, openedOK: 2,
            xrayDue: 3, xrayDone: 1),
        ])),
      .figures(
        Office.lined([
          FigureEntry(area: town, month: june, indicator: "delay_rate", numerator: 3, denominator: 10)
        ])),
    ]
  }
}
