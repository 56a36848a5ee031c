/// What a stored row tells of its file, in SQL: the row under one name, its import under another.
enum SourcePlace {
  /// The file's name, with the sheet behind it for a row of a workbook: `报表.xlsx:二月`.
  static func file(_ row: String, of importRow: String = "i") -> String {
    """
    \(importRow).file || IFNULL((
      SELECT ':' || s.name FROM import_sheet s WHERE s.import = \(importRow).id AND s.number = \(row).line >> 24 & 65535), '')
    """
  }

  /// The line in the file, or the row in the sheet; see `SheetLine`.
  static func line(_ row: String) -> String {
    """
    \(row).line & 16777215
    """
  }
}
