import PostalModel

/// A table on its way to a file, in whichever format.
public struct OutputTable: Hashable, Sendable {
  public enum Cell: Hashable, Sendable {
    case text(String)
    /// Digits that a spreadsheet must not take for a number.
    case code(String)
    /// As many decimals are shown as are written.
    case number(String)
    case day(Day)
    case empty
    /// A figure, or a word for it, as screens show it.
    ///
    /// - Parameter number: the plain number, for what calculates; nil: there is none.
    case told(String, number: String?, Tone = .plain)
  }

  /// How a figure stands, for what has colours; the words beside it say it by themselves.
  public enum Tone: String, Hashable, Sendable {
    case plain, good, fair, bad, faint
  }

  /// Of the sheet.
  public var name: String
  /// Rows above the headings, such as whose figures they are not.
  public var titles: [String]
  public var headings: [String]
  public var rows: [[Cell]]
  /// Lines below the table, for workbooks and documents; tables for programs have none.
  public var notes: [String]

  public init(name: String, titles: [String] = [], headings: [String], rows: [[Cell]], notes: [String] = []) {
    self.name = name
    self.titles = titles
    self.headings = headings
    self.rows = rows
    self.notes = notes
  }
}

extension OutputTable.Cell {
  /// As people read it.
  public var shown: String {
    switch self {
    case .text(let text), .code(let text), .number(let text), .told(let text, _, _): text
    case .day(let day): day.description
    case .empty: ""
    }
  }

  /// Stands at the right of its column.
  public var isNumber: Bool {
    switch self {
    case .number: true
    case .told(_, let number, _): number != nil
    default: false
    }
  }

  public var tone: OutputTable.Tone {
    if case .told(_, _, let tone) = self { tone } else { .plain }
  }
}
