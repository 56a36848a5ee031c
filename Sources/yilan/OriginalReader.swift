import Foundation
import Intake
import PostalModel
import PostalStore

/// Reads rows of an import as they came, from the file that was kept.
struct OriginalReader {
  let store: PostalStore
  let setup: Setup

  /// - Returns: by place; nothing where the file was not kept, or is no longer read as it was.
  func rows(of id: Int, places: [Int]) throws -> [Int: OriginalRow] {
    guard let original = try setup.asking({ try store.original(of: id) }),
      let bytes = original.content.flatMap({ PackedFile(size: $0.size, packed: $0.packed).bytes })
    else { return [:] }
    var map: ColumnMap?
    if original.hasMap {
      guard let kept = original.map.flatMap({ PackedFile(size: $0.size, packed: $0.packed).bytes }) else { return [:] }
      map = try? setup.catalog.columnMap(String(decoding: kept, as: UTF8.self), file: original.file)
      guard map != nil else { return [:] }
    }
    return try setup.asking {
      try store.withAreas { areas in
        Intake.originalRows(
          bytes, file: original.file, form: original.form, sheets: original.sheets, places: places,
          context: IntakeContext(
            today: setup.today, defaultMonth: original.month, directory: areas, map: map,
            indicators: setup.indicators))
      }
    }
  }
}
