import PostalModel

/// 工作表: a sheet to be written, as one table.
public struct WorkbookSheet: Sendable {
  public enum Cell: Sendable, Equatable {
    case empty
    case text(String)
    /// Digits, or anything else, that must stay as written: formatted as text.
    case code(String)
    /// - Parameter decimals: how many are shown; nil for as many as there are.
    case number(Double, decimals: Int?)
    case day(Day)
    /// - Parameter value: 0 to 100; the cell holds a hundredth of it, as workbooks do.
    case percent(Double, decimals: Int)
  }

  /// What a column takes, also in the empty rows below the table.
  public enum Content: Sendable {
    case general
    case text
    case day
    case whole
  }

  public struct Column: Sendable {
    public var heading: String
    /// Shown beside the heading when it is pointed at; empty for none.
    public var note: String
    public var content: Content
    /// The words that a cell may hold; empty for any. Together under 250 characters.
    public var words: [String]
    /// The heading stands out.
    public var isRequired: Bool
    /// In half-width characters.
    public var width: Int

    public init(
      _ heading: String, width: Int, note: String = "", content: Content = .general, words: [String] = [],
      isRequired: Bool = false
    ) {
      self.heading = heading
      self.width = width
      self.note = note
      self.content = content
      self.words = words
      self.isRequired = isRequired
    }
  }

  /// At most 31 characters, without `[]:*?/\`.
  public var name: String
  /// Rows above the headings.
  public var titles: [String]
  public var columns: [Column]
  public var rows: [[Cell]]
  /// The headings filter the rows.
  public var hasFilter: Bool
  /// Long texts go on in further lines of their cell.
  public var isWrapped: Bool
  /// Lines below the table, with an empty row between.
  public var notes: [String]
  /// Printed, every page has the titles above the headings.
  public var repeatsTitles: Bool

  public init(
    name: String, titles: [String] = [], columns: [Column], rows: [[Cell]], hasFilter: Bool = true,
    isWrapped: Bool = false, notes: [String] = [], repeatsTitles: Bool = false
  ) {
    self.name = name
    self.titles = titles
    self.columns = columns
    self.rows = rows
    self.hasFilter = hasFilter
    self.isWrapped = isWrapped
    self.notes = notes
    self.repeatsTitles = repeatsTitles
  }
}
