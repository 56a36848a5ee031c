import Foundation
import PostalModel

/// 原件: what is needed to read the file of an import once more.
public struct ImportOriginal: Sendable, Equatable {
  public var id: Int
  public var file: String
  public var form: Form
  /// The sheets that rows were read from, in the order of `SheetLine`; empty for a text.
  public var sheets: [String]
  /// The month that rows without one were given.
  public var month: Month?
  /// As it was read: the workbook that it was converted to, where it had to be. nil where the import is of a version
  /// that did not keep files.
  public var content: KeptFile?
  /// The map of columns that it was read by.
  public var map: KeptFile?
  public var hasMap: Bool
}

/// 拒收的行: a row of a partial import that was kept out.
public struct StoredRejection: Sendable, Equatable {
  /// See `SheetLine`.
  public var place: Int
  /// As it stands in the file; empty where another return stood in its way.
  public var raw: String
  public var zh: String
  public var en: String

  public init(place: Int, raw: String, zh: String, en: String) {
    self.place = place
    self.raw = raw
    self.zh = zh
    self.en = en
  }
}

extension PostalStore {
  /// The file of an import, to be read once more; nil where there is no such import.
  public func original(of id: Int) throws -> ImportOriginal? {
    try read { db in
      guard
        let row = try Row.fetchOne(
          db, sql: "SELECT file, IFNULL(converted, hash), form, month, map FROM import WHERE id = ?", arguments: [id]),
        let form = Form(rawValue: row[2])
      else { return nil }
      let sheets = try String.fetchAll(
        db, sql: "SELECT name FROM import_sheet WHERE import = ? ORDER BY number", arguments: [id])
      func kept(_ hash: String?) throws -> KeptFile? {
        guard let hash else { return nil }
        return try Row.fetchOne(db, sql: "SELECT size, packed FROM kept_file WHERE hash = ?", arguments: [hash]).map {
          KeptFile(hash: hash, size: $0[0], packed: [UInt8]($0[1] as Data))
        }
      }
      return ImportOriginal(
        id: id, file: row[0], form: form, sheets: sheets, month: (row[3] as Int?).map(Month.init(index:)),
        content: try kept(row[1]), map: try kept(row[4]), hasMap: row[4] as String? != nil)
    }
  }

  /// The rows of an import that were kept out, in the order of the file.
  public func rejections(of id: Int) throws -> [StoredRejection] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT line, raw, zh, en FROM rejected_row WHERE import = ? ORDER BY line", arguments: [id]
      ).map { StoredRejection(place: $0[0], raw: $0[1], zh: $0[2], en: $0[3]) }
    }
  }
}
