import PostalModel

/// What reading a return depends on besides the file.
public struct IntakeContext {
  /// Decides which months and days lie in the future.
  public var today: Day
  /// The month of rows that give none; a row that gives another month is refused.
  public var defaultMonth: Month?
  /// Knows the areas that rows may name.
  public var directory: any AreaDirectory
  /// Of a workbook the one sheet to read; nil for all of them.
  public var sheet: String?
  /// Headings of the file and the names of the form they stand for, Chinese or English.
  public var columnNames: [String: String]
  /// How a table of another office's making stands for the form; areas may then be named in place of their codes.
  public var map: ColumnMap?
  /// The indicators at hand, of which those of the form `figures` may be named by its rows.
  public var indicators: [Indicator]
  /// The tasks of all plans, which 任务进展 may name.
  public var tasks: [IntakeTask]
  /// Told now and then which share of the rows has been read, 0 to 1.
  public var progress: ((Double) -> Void)?

  public init(
    today: Day, defaultMonth: Month? = nil, directory: any AreaDirectory, sheet: String? = nil,
    columnNames: [String: String] = [:], map: ColumnMap? = nil, indicators: [Indicator] = [], tasks: [IntakeTask] = [],
    progress: ((Double) -> Void)? = nil
  ) {
    self.today = today
    self.defaultMonth = defaultMonth
    self.directory = directory
    self.sheet = sheet
    self.columnNames = columnNames
    self.map = map
    self.indicators = indicators
    self.tasks = tasks
    self.progress = progress
  }
}
