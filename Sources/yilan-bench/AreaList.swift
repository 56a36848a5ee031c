import PostalModel

/// A list of areas as CSV without quotes, with the headings `code`, `name` and `parent`, read line by line.
struct AreaList {
  let path: String

  func visit(_ body: (ListedArea) throws -> Void) throws {
    var columns: [String: Int] = [:]
    var last = 0
    try TextLines(path: path).visit { line, cells in
      if columns.isEmpty {
        columns = try Self.columns(["code", "name", "parent"], of: cells, path: path)
        return
      }
      func cell(_ name: String) -> Substring { columns[name].flatMap { $0 < cells.count ? cells[$0] : nil } ?? "" }
      guard let code = AreaCode(cell("code")), !cell("name").isEmpty else {
        throw Problem(
          file: path, line: line, zh: "「\(cells.joined(separator: ","))」没有 12 位代码和名称;请核对",
          en: "'\(cells.joined(separator: ","))' has no 12-digit code with a name; check the row")
      }
      guard code.number > last else {
        throw Problem(
          file: path, line: line, zh: "代码 \(code) 不大于上一行的;请按代码排序",
          en: "the code \(code) is not above that of the row before; sort the list by code")
      }
      last = code.number
      try body(ListedArea(code: code, name: String(cell("name")), parent: AreaCode(cell("parent"))))
    }
  }

  /// The old codes of a list of changes, with the headings `old_code` and others.
  static func endedCodes(path: String) throws -> Set<AreaCode> {
    var column: Int?
    var ended: Set<AreaCode> = []
    try TextLines(path: path).visit { _, cells in
      guard let column else {
        column = try columns(["old_code"], of: cells, path: path)["old_code"]
        return
      }
      if column < cells.count, let code = AreaCode(cells[column]) { ended.insert(code) }
    }
    return ended
  }

  private static func columns(_ names: [String], of cells: [Substring], path: String) throws -> [String: Int] {
    var found: [String: Int] = [:]
    for name in names {
      guard let column = cells.firstIndex(of: Substring(name)) else {
        throw Problem(
          file: path, line: 1, zh: "没有「\(name)」一列;表头应有 \(names.joined(separator: "、"))",
          en: "there is no column '\(name)'; the headings must have \(names.joined(separator: ", "))")
      }
      found[name] = column
    }
    return found
  }
}
