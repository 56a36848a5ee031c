/// 行号: the place of a row in a file that may have several sheets, as one number.
///
/// The row of the first sheet read, and of a file without sheets, is its own place; rows of later sheets stand above all
/// of those before, so that a place names one row of the file and places keep the order of the rows.
public enum SheetLine {
  /// As the store's queries know it too.
  private static let bits = 21

  /// - Parameters:
  ///   - sheet: from 0, among the sheets that were read.
  ///   - row: from 1; a sheet has at most 1,048,576.
  public static func place(sheet: Int, row: Int) -> Int { sheet == 0 ? row : sheet << bits | row }

  /// The sheet of a place, from 0. Rows of a plain text beyond the two-millionth are still of it: ask only where the
  /// file has sheets.
  public static func sheet(of place: Int) -> Int { place >> bits }

  /// The row of a place in its sheet, from 1.
  public static func row(of place: Int) -> Int { place & (1 << bits - 1) }
}
