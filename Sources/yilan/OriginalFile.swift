import Catalog
import Intake
import PostalModel
import PostalStore

/// 原件: the file of an import unpacked, with the map it was read by.
struct OriginalFile {
  let original: ImportOriginal
  let bytes: [UInt8]
  let map: ColumnMap?

  /// nil where the file, or the map it was read by, was not kept.
  init?(_ original: ImportOriginal, _ setup: Setup) {
    func unpacked(_ kept: KeptFile?) -> [UInt8]? {
      kept.flatMap { PackedFile(size: $0.size, packed: $0.packed).bytes }
    }
    guard let bytes = unpacked(original.content) else { return nil }
    self.original = original
    self.bytes = bytes
    guard original.hasMap else {
      map = nil
      return
    }
    guard let text = unpacked(original.map),
      let map = try? setup.catalog.columnMap(String(decoding: text, as: UTF8.self), file: original.file)
    else { return nil }
    self.map = map
  }

  /// Rows as they came, by place; none where it is no longer read as it was.
  func rows(at places: [Int], _ store: PostalStore, _ setup: Setup) throws -> [Int: OriginalRow] {
    try setup.asking {
      try store.withAreas { areas in
        Intake.originalRows(
          bytes, file: original.file, form: original.form, sheets: original.sheets, places: places,
          context: IntakeContext(today: setup.today, defaultMonth: original.month, directory: areas, map: map))
      }
    }
  }
}
