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
