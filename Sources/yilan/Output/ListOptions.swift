import ArgumentParser
import PostalStore

/// How a list is printed: a table for people, JSON for scripts.
struct ListOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json
  }

  @Option(help: "table or json. 格式。")
  var format: Format = .table

  /// Prints a list of what a store holds, the marks of its data above the table and in every object.
  ///
  /// - Parameters:
  ///   - objects: for JSON, told whether the returns are invented.
  func print(
    _ setup: Setup, _ store: PostalStore, objects: (_ isDemonstration: Bool) throws -> [JSONObject],
    table: () throws -> (headings: [String], rows: [[String]])
  ) throws {
    switch format {
    case .json:
      let isDemonstration = try setup.asking { try store.isDemonstration }
      standardOutput(setup.list(try objects(isDemonstration)))
    case .table:
      try setup.printMarks(of: store)
      Self.print(try table())
    }
  }

  static func print(_ table: (headings: [String], rows: [[String]])) {
    for line in PlainTable.lines(headings: table.headings, rows: table.rows) { standardOutput(line + "\n") }
  }
}
