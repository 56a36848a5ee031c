import PostalModel

/// 原行: a row of a return as it came, with the headings it stood under.
public struct OriginalRow: Sendable, Equatable {
  public struct Cell: Sendable, Equatable {
    /// As written in the file; empty for a cell beyond the last heading.
    public var heading: String
    /// The Chinese name of our column that it stands for; nil where it has none.
    public var column: String?
    /// Quotes removed, without blanks at its ends. It may hold control characters.
    public var text: String
  }

  /// The sheet of a workbook; nil for a text.
  public var sheet: String?
  /// From 1; of a workbook the sheet's row.
  public var line: Int
  /// The row as it stands in a text, without its line end; of a workbook its cells, parted by commas.
  public var raw: String
  /// In the order of the table.
  public var cells: [Cell]
  /// Of a table with one column a period the cell that is meant; else nil.
  public var value: Int?
  /// Its serial numbers of days are counted from 1904.
  var is1904 = false
  /// The month that its heading stands for.
  public var month: Month?
}
