import PostalModel
import PostalStore

/// 拒收: the rows of one form of a file that were, or would be, kept out.
struct KeptOut {
  /// Its name.
  var file: String
  var form: Form
  /// The sheets that rows were read from, in the order of `SheetLine`; empty for a text.
  var sheets: [String]
  /// The month that rows without one were given.
  var month: Month?
  /// The map of columns that it was read by.
  var map: ColumnMap?
  /// The whole file; nil where it was not kept.
  var bytes: [UInt8]?
  var rows: [StoredRejection]
}

extension KeptOut {
  /// The rows kept out of an import that is stored, with its file as far as that was kept.
  init(_ original: ImportOriginal, rows: [StoredRejection], _ setup: Setup) {
    let file = OriginalFile(original, setup)
    self.init(
      file: original.file, form: original.form, sheets: original.sheets, month: original.month, map: file?.map,
      bytes: file?.bytes, rows: rows)
  }
}
