import PostalModel

/// 普查人口: residents of an area in a census year.
public struct CensusResidents: Sendable, Equatable {
  public var area: AreaCode
  public var residents: Int?
  public var urbanResidents: Int?
  public var year: Int
  /// Where the figure was found, after its grade: A official, B a secondary page.
  public var source: String

  public init(area: AreaCode, residents: Int?, urbanResidents: Int?, year: Int, source: String) {
    self.area = area
    self.residents = residents
    self.urbanResidents = urbanResidents
    self.year = year
    self.source = source
  }
}

/// The tables of `Data/areas`: commas, one line of headings, fields in quotes where they hold a comma.
enum AreaFiles {
  static func areas(_ path: String, into found: inout [AreaEntry]) throws(CatalogError) {
    for row in try rows(path, ["area_code", "name", "parent_code"]) {
      let name = row.fields[1]
      guard !name.isEmpty else { throw row.wrong("name", "不能为空", "must not be empty") }
      let parent = row.fields[2].isEmpty ? nil : try row.code(2, "parent_code")
      found.append(AreaEntry(code: try row.code(0, "area_code"), name: name, parent: parent))
    }
  }

  static func residents(_ path: String) throws(CatalogError) -> [CensusResidents] {
    var found: [CensusResidents] = []
    for row in try rows(path, ["area_code", "residents", "urban_residents", "year", "source"]) {
      guard let year = try row.count(3, "year") else { throw row.wrong("year", "不能为空", "must not be empty") }
      found.append(
        CensusResidents(
          area: try row.code(0, "area_code"), residents: try row.count(1, "residents"),
          urbanResidents: try row.count(2, "urban_residents"), year: year, source: row.fields[4]))
    }
    return found
  }

  static func changes(_ path: String) throws(CatalogError) -> [CodeChange] {
    var found: [CodeChange] = []
    for row in try rows(path, ["old_code", "new_code", "old_name", "new_name", "ended"]) {
      guard let ended = Month(row.fields[4]) else {
        throw row.wrong("ended", "须为月份,如 2021-03", "must be a month such as 2021-03")
      }
      found.append(
        CodeChange(
          old: try row.code(0, "old_code"), new: try row.code(1, "new_code"), oldName: row.fields[2],
          newName: row.fields[3], ended: ended, file: row.file, line: row.line))
    }
    return found
  }

  private struct Row {
    let file: String
    let line: Int
    let fields: [String]

    func wrong(_ column: String, _ zh: String, _ en: String) -> CatalogError {
      CatalogError(file: file, line: line, zh: "\(column):\(zh)", en: "\(column): \(en)")
    }

    func code(_ index: Int, _ column: String) throws(CatalogError) -> AreaCode {
      guard fields[index].utf8.count == 12, let code = AreaCode(fields[index]) else {
        throw wrong(column, "须为 12 位区划代码", "must be an area code of 12 digits")
      }
      return code
    }

    func count(_ index: Int, _ column: String) throws(CatalogError) -> Int? {
      if fields[index].isEmpty { return nil }
      guard let count = Int(fields[index]), count >= 0 else {
        throw wrong(column, "须为不小于 0 的整数", "must be a whole number of 0 or more")
      }
      return count
    }
  }

  private static func rows(_ path: String, _ headings: [String]) throws(CatalogError) -> [Row] {
    guard let text = try Files.text(path) else { return [] }
    var found: [Row] = []
    var number = 0
    for line in Array(text.utf8).split(separator: 10, omittingEmptySubsequences: false) {
      number += 1
      let bare = line.last == 13 ? line.dropLast() : line
      if bare.isEmpty { continue }
      var fields = split(bare)
      if number == 1 {
        if fields.first?.unicodeScalars.first == "\u{FEFF}" { fields[0].unicodeScalars.removeFirst() }
        guard fields == headings else {
          let words = headings.joined(separator: ",")
          throw CatalogError(file: path, line: 1, zh: "首行须为 \(words)", en: "the first line must be \(words)")
        }
        continue
      }
      guard fields.count == headings.count else {
        throw CatalogError(
          file: path, line: number, zh: "有 \(fields.count) 列,应为 \(headings.count) 列",
          en: "has \(fields.count) columns, \(headings.count) expected")
      }
      found.append(Row(file: path, line: number, fields: fields))
    }
    return found
  }

  private static func split(_ line: ArraySlice<UInt8>) -> [String] {
    guard line.contains(34) else {
      return line.split(separator: 44, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    }
    var fields: [String] = []
    var field: [UInt8] = []
    var quoted = false
    for byte in line {
      switch byte {
      case 34: quoted.toggle()
      case 44 where !quoted:
        fields.append(String(decoding: field, as: UTF8.self))
        field = []
      default: field.append(byte)
      }
    }
    fields.append(String(decoding: field, as: UTF8.self))
    return fields
  }
}
