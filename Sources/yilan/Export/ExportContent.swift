import Documents
import Foundation
import PostalModel
import PostalStore

/// Something that can be exported: a table, and the same as JSON.
protocol ExportContent {
  init(_ request: ExportRequest) throws
  var table: OutputTable { get }
  var objects: [JSONObject] { get }
}

/// What is asked of an export.
struct ExportRequest {
  let setup: Setup
  let store: PostalStore
  let period: Period
  /// nil for the areas of all plans.
  let scope: AreaCode?
  /// Levels below the scope.
  let levels: Int
  /// The plan used as the measure.
  let plan: String?
  let isDemonstration: Bool

  /// The areas it is about.
  func scopes() throws -> [AreaCode] { try setup.scopes(scope, store) }

  /// A table whose first lines say whose figures they are not, and of which day where it is a past one.
  /// - Parameter headings: parted by commas.
  func table(_ name: String, _ headings: String, _ rows: [[OutputTable.Cell]]) -> OutputTable {
    OutputTable(
      name: name, titles: (isDemonstration ? [Setup.demonstrationMark] : []) + (setup.asOfMark.map { [$0] } ?? []),
      headings: headings.split(separator: ",").map(String.init), rows: rows)
  }
}

extension Setup {
  /// The area named, or where none is the areas of all plans and those that an office made beside them.
  func scopes(_ scope: AreaCode?, _ store: PostalStore) throws -> [AreaCode] {
    if let scope {
      guard try asking({ try store.area(scope) }) != nil else {
        throw Failure.refused([say("--scope \(scope): 没有这个区划代码", "--scope \(scope): no area has this code")])
      }
      return [scope]
    }
    let board = try asking {
      try store.board(at: nil, period: nil, borrowing: nil, plans: plans, indicators: [], today: today)
    }
    return board?.rows.map(\.area.code) ?? []
  }
}
