import PostalModel

/// 文书: sections of text and tables in their order, to be written as Markdown, as a page or as a workbook.
public struct Document: Sendable, Equatable {
  public var language: Language
  public var title: String
  /// What it must not be taken for, such as 演示数据: at the head and on every page.
  public var marks: [String]
  /// Lines under the title.
  public var lead: [String]
  public var sections: [Section]
  /// At the foot of every page.
  public var foot: String

  public init(
    language: Language, title: String, marks: [String] = [], lead: [String] = [], sections: [Section] = [],
    foot: String = ""
  ) {
    self.language = language
    self.title = title
    self.marks = marks
    self.lead = lead
    self.sections = sections
    self.foot = foot
  }

  /// 节: text, and one table in one or several parts.
  public struct Section: Sendable, Equatable {
    public var title: String
    /// Paragraphs before the table.
    public var text: [String]
    /// None: the section is text alone.
    public var columns: [Column]
    /// The heading of the column that names the parts where they stand in one table.
    public var partHeading: String
    public var parts: [Part]
    /// Lines after the table.
    public var notes: [String]
    /// Begins a page where it is printed.
    public var isNewPage: Bool

    public init(
      title: String, text: [String] = [], columns: [Column] = [], partHeading: String = "", parts: [Part] = [],
      notes: [String] = [], isNewPage: Bool = false
    ) {
      self.title = title
      self.text = text
      self.columns = columns
      self.partHeading = partHeading
      self.parts = parts
      self.notes = notes
      self.isNewPage = isNewPage
    }

    /// Nothing is in it.
    public var isEmpty: Bool { text.isEmpty && notes.isEmpty && parts.allSatisfy { $0.rows.isEmpty } }
  }

  public struct Column: Sendable, Equatable {
    /// Where a column stands: paper has less room than a workbook, which in turn wants numbers apart.
    public enum Place: Sendable { case both, paper, workbook }

    public var heading: String
    public var place: Place
    /// Its cells are not broken over lines.
    public var isWhole: Bool

    public init(_ heading: String, _ place: Place = .both, isWhole: Bool = true) {
      self.heading = heading
      self.place = place
      self.isWhole = isWhole
    }
  }

  /// 一类: parts that are not to be mixed with others. On paper they stand under its title, in a workbook on a sheet.
  public struct Group: Sendable, Equatable {
    public var title: String
    public var text: String

    public init(title: String, text: String) {
      self.title = title
      self.text = text
    }
  }

  /// A part of a section's table, with what is told of it alone.
  public struct Part: Sendable, Equatable {
    /// The same for parts that follow one another.
    public var group: Group?
    /// Empty where the section has one part.
    public var title: String
    public var text: [String]
    public var course: Course?
    /// As many cells as the section has columns.
    public var rows: [[OutputTable.Cell]]
    /// One for each row, drawn where there are pictures; none: no bars.
    public var bars: [Bar?]
    /// Rows that paper shows; the workbook has all.
    public var paperRows: Int?
    /// Told on paper where rows were left out.
    public var more: String

    public init(
      group: Group? = nil, title: String = "", text: [String] = [], course: Course? = nil, rows: [[OutputTable.Cell]],
      bars: [Bar?] = [], paperRows: Int? = nil, more: String = ""
    ) {
      self.group = group
      self.title = title
      self.text = text
      self.course = course
      self.rows = rows
      self.bars = bars
      self.paperRows = paperRows
      self.more = more
    }

    /// The rows that stand on paper.
    var shown: ArraySlice<[OutputTable.Cell]> { rows.prefix(paperRows ?? .max) }
    var leavesOut: Bool { shown.count < rows.count }
  }

  /// A value on the way to its target, both as shares of the room there is.
  public struct Bar: Sendable, Equatable {
    public var share: Double
    public var target: Double?
    public var tone: OutputTable.Tone

    public init(share: Double, target: Double?, tone: OutputTable.Tone) {
      self.share = min(1, max(0, share))
      self.target = target.map { min(1, max(0, $0)) }
      self.tone = tone
    }
  }

  /// 走势: one figure over a run of periods, with the line of its target.
  public struct Course: Sendable, Equatable {
    public struct Point: Sendable, Equatable {
      public var label: String
      public var value: Double?
      /// The value with its decimals.
      public var text: String
      public var isPartial: Bool
      /// The series has another scope from here on, and is not joined to what was before.
      public var isBreak: Bool

      public init(label: String, value: Double?, text: String, isPartial: Bool, isBreak: Bool = false) {
        self.label = label
        self.value = value
        self.text = text
        self.isPartial = isPartial
        self.isBreak = isBreak
      }
    }

    /// What it is of, for those who do not see it.
    public var title: String
    public var points: [Point]
    public var target: Double?
    /// Such as `目标 99`.
    public var targetText: String

    public init(title: String, points: [Point], target: Double?, targetText: String) {
      self.title = title
      self.points = points
      self.target = target
      self.targetText = targetText
    }
  }
}

extension Document.Section {
  /// Where a part begins another group, that group.
  func groupBegun(by part: Int) -> Document.Group? {
    parts[part].group.flatMap { part > 0 && parts[part - 1].group == $0 ? nil : $0 }
  }

  /// The section in as many as it has groups, each with the title of its own and the text with the first.
  public var apart: [Document.Section] {
    let starts = parts.indices.filter { $0 == 0 || parts[$0].group != parts[$0 - 1].group }
    guard starts.count > 1 || parts.first?.group != nil else { return [self] }
    return zip(starts, starts.dropFirst() + [parts.count]).map { start, end in
      var section = self
      section.parts = Array(parts[start..<end])
      if let group = parts[start].group { section.title += " \(group.title)" }
      if start > 0 { section.text = [] }
      return section
    }
  }

  /// The columns of a place with where they stand among all. Paper has no room for those with nothing in them.
  func columns(_ place: Document.Column.Place) -> [(index: Int, column: Document.Column)] {
    columns.enumerated().filter { index, column in
      guard column.place == .both || column.place == place else { return false }
      return place != .paper || parts.contains { $0.rows.contains { !$0[index].shown.isEmpty } }
    }.map { (index: $0.offset, column: $0.element) }
  }

  /// The whole section as one table: parts under one another, each row with the name of its part.
  ///
  /// - Parameter titles: rows above the headings.
  public func table(titles: [String]) -> OutputTable {
    guard !columns.isEmpty else {
      return OutputTable(name: title, titles: titles, headings: [title], rows: (text + notes).map { [.text($0)] })
    }
    let chosen = columns(.workbook)
    let names = !partHeading.isEmpty
    let rows = parts.flatMap { part in
      part.rows.map { row in (names ? [.text(part.title)] : []) + chosen.map { row[$0.index] } }
    }
    let told = names ? parts.flatMap { part in part.text.map { "\(part.title): \($0)" } } : parts.flatMap(\.text)
    let groups = parts.indices.compactMap { groupBegun(by: $0) }.map { "\($0.title): \($0.text)" }
    return OutputTable(
      name: title, titles: titles, headings: (names ? [partHeading] : []) + chosen.map(\.column.heading), rows: rows,
      notes: text + groups + told + notes)
  }
}
