/// 行号: the place of a value in a file that may have several sheets, or several values a row, as one number.
///
/// The row of the first sheet read, and of a text, is its own place. Otherwise the sheet stands above the row and the
/// column above both, so that a place names one row, or one value of a row, of the file.
public enum SheetLine {
  // As the store's queries know them too.
  private static let rowBits = 24
  private static let sheetBits = 16

  /// - Parameters:
  ///   - sheet: from 0, among the sheets that were read.
  ///   - row: from 1.
  ///   - column: from 1, where a row holds several values; else 0.
  public static func place(sheet: Int, row: Int, column: Int = 0) -> Int {
    (column << sheetBits | sheet) << rowBits | row
  }

  /// The sheet of a place, from 0.
  public static func sheet(of place: Int) -> Int { place >> rowBits & (1 << sheetBits - 1) }

  /// The row of a place in its sheet, from 1.
  public static func row(of place: Int) -> Int { place & (1 << rowBits - 1) }

  /// The column of a place, from 1; 0 where the row holds one value.
  public static func column(of place: Int) -> Int { place >> (rowBits + sheetBits) }
}
