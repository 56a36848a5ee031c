/// Names a stored row: its import and its place in the file.
public struct SourceKey: Hashable, Sendable {
  /// The number of the import in the ledger.
  public var importID: Int
  /// See `SheetLine`.
  public var place: Int

  public init(importID: Int, place: Int) {
    self.importID = importID
    self.place = place
  }
}

/// 来源行: a stored row as it came, what became of it, and every figure it feeds.
public struct SourceRecord: Sendable, Equatable {
  /// A cell of the row under its heading.
  public struct Cell: Sendable, Equatable {
    /// As the file has it.
    public var heading: String
    /// The name of our column that it stands for; nil where it has none.
    public var column: String?
    public var text: String
    /// Of a row with several values the one that is meant.
    public var isMeant: Bool

    public init(heading: String, column: String?, text: String, isMeant: Bool = false) {
      self.heading = heading
      self.column = column
      self.text = text
      self.isMeant = isMeant
    }
  }

  /// 去向: a figure that the row is counted in.
  public struct Feed: Sendable, Equatable {
    public var area: Area
    public var indicator: String
    public var period: Period
    public var figure: Figure

    public init(area: Area, indicator: String, period: Period, figure: Figure) {
      self.area = area
      self.indicator = indicator
      self.period = period
      self.figure = figure
    }
  }

  /// Why a row feeds nothing any more.
  public enum State: Sendable, Equatable {
    case stands
    /// A later import has the same key; its number and when it came.
    case replaced(by: Int, at: String)
    /// Its own import was undone.
    case undone(at: String)
    /// It was kept out of a partial import.
    case rejected(zh: String, en: String)
  }

  public var row: SourceRow
  public var form: Form
  public var who: String
  public var state: State
  public var feeds: [Feed]
  /// Empty where the file was not kept.
  public var cells: [Cell]
  /// The row as it stands in the file.
  public var raw: String

  public init(
    row: SourceRow, form: Form, who: String, state: State, feeds: [Feed] = [], cells: [Cell] = [], raw: String = ""
  ) {
    self.row = row
    self.form = form
    self.who = who
    self.state = state
    self.feeds = feeds
    self.cells = cells
    self.raw = raw
  }
}

/// 导入记录: one import with what was kept out of it and what was stored.
public struct ImportRecord: Sendable, Equatable {
  /// A row that was kept out.
  public struct Rejection: Sendable, Equatable {
    public var key: SourceKey
    public var sheet: String?
    public var line: Int
    public var raw: String
    public var zh: String
    public var en: String

    public init(key: SourceKey, sheet: String?, line: Int, raw: String, zh: String, en: String) {
      self.key = key
      self.sheet = sheet
      self.line = line
      self.raw = raw
      self.zh = zh
      self.en = en
    }
  }

  public var entry: LedgerEntry
  public var sheets: [String]
  public var rejections: [Rejection]
  /// Its rows in the order of the file, at most the number asked for; `entry.kept` counts them all.
  public var rows: [SourceRow]
  /// The file as it came is in the store.
  public var isKept: Bool

  public init(
    entry: LedgerEntry, sheets: [String], rejections: [Rejection], rows: [SourceRow], isKept: Bool
  ) {
    self.entry = entry
    self.sheets = sheets
    self.rejections = rejections
    self.rows = rows
    self.isKept = isKept
  }
}
