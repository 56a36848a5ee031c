import PostalModel

/// How one form is read: its columns, a row, and what only all rows together show.
protocol FormReader: Sendable {
  associatedtype Entry: Sendable & Equatable
  static var form: Form { get }
  /// In the order of the template; forms name their columns by the place in this list.
  static var columns: [Column] { get }
  init()
  /// Reads the present row, telling the sheet of each fault; nil where there is one.
  mutating func entry(_ sheet: Sheet) -> Entry?
  /// Tells the sheet of faults that only all rows together show.
  mutating func finish(_ sheet: Sheet)
  static func rows(_ entries: [Lined<Entry>]) -> ReturnRows
}

/// A form as the search for a header and the list of forms see it.
struct FormShape: Sendable {
  let form: Form
  let columns: [Column]
  /// The column of each name a heading may have, made plain by `plainHeading`.
  let names: [String: Int]
  let read: @Sendable (Sheet) -> ReturnRows?

  init<Reader: FormReader>(_ reader: Reader.Type) {
    form = Reader.form
    columns = Reader.columns
    var names: [String: Int] = [:]
    for (index, column) in columns.enumerated() {
      for name in [column.key, column.zh] + column.aliases { names[plainHeading(name)] = index }
    }
    self.names = names
    read = { sheet in sheet.readRows(Reader.self) }
  }
}
