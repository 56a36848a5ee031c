import Drawing
import PostalModel

/// 考核: the parts of an area in the order of their scores.
public struct AssessmentPanel {
  public var showing: Showing
  /// nil while it is being made.
  public var board: AssessmentBoard?
  public var cursor: Int
  /// How many assessments there are to choose from.
  public var choices: Int

  public init(showing: Showing, board: AssessmentBoard?, cursor: Int, choices: Int = 1) {
    self.showing = showing
    self.board = board
    self.cursor = cursor
    self.choices = choices
  }

  private var words: Words { showing.words }
  var sayings: AssessmentWording { AssessmentWording(handbook: showing.handbook) }

  public func draw(on surface: inout Surface) {
    let detail = board.map { board in
      [showing.wording.name(board.area), board.assessment.name(showing.handbook.language), board.period.description]
    }
    let notes = (board.map(sayings.notes) ?? []).map { [Span($0, .dim)] }
    let more = choices > 1 ? words["assess.choices", String(choices)] : nil
    AssessmentSheet(words: words, detail: detail ?? [], note: more).draw(
      on: &surface, table: board.map { table($0, glyphs: surface.glyphs, width: surface.width) }, below: notes)
  }

  private func table(_ board: AssessmentBoard, glyphs: Glyphs, width: Int) -> Table {
    func right(_ heading: String, priority: Int) -> Table.Column {
      Table.Column(heading, alignment: .right, priority: priority)
    }
    let order = sayings.order(board.assessment.lines)
    var columns = [
      right(words["assess.rank"], priority: Table.Column.always),
      Table.Column(words["assess.climb"], minimum: 4, priority: 90),
      Table.Column(
        showing.wording.heading(of: showing.board.rows), minimum: 8, priority: Table.Column.always),
      right(words["assess.score"], priority: Table.Column.always),
      Table.Column("", minimum: 8, ideal: 16, priority: 80),
      right(words["assess.possible"], priority: 60), right(words["assess.absentLines"], priority: 70),
    ]
    // Single lines are the first to go, the last of them before the others.
    for (place, line) in order.enumerated() {
      columns.append(right(sayings.short(board.assessment.lines[line]), priority: 50 - place))
    }
    let best = board.parts.compactMap { $0.total }.max()
    let rows = board.parts.map { part -> [Table.Cell] in
      let role: Role = part.total == nil ? .dim : part.isPartial || part.absent > 0 ? .metPartial : .value
      return [
        Table.Cell(part.rank.map(String.init) ?? glyphs.none, .text, strong: true),
        Table.Cell(climb(part, glyphs)), Table.Cell(showing.wording.name(part.area)),
        Table.Cell(sayings.total(part, glyphs: glyphs), role, strong: part.total == best),
        Table.Cell(picture: Bar(value: part.total?.number, domain: 0...board.assessment.full.number)),
        Table.Cell(part.possible == board.assessment.full ? "" : part.possible.description, .notice),
        Table.Cell(part.absent == 0 ? "" : String(part.absent), .notReported),
      ]
        + order.map { line in
          let line = part.lines[line]
          return Table.Cell(
            line.isAbsent ? sayings.value(line, glyphs: glyphs) : sayings.points(line, glyphs: glyphs),
            AssessmentSheet.role(line))
        }
    }
    return Table(columns: columns, rows: rows, selection: cursor, hasFocus: true, showsHeadings: true)
  }

  /// The arrow and how many places.
  private func climb(_ part: AssessedArea, _ glyphs: Glyphs) -> [Span] {
    let text = sayings.climb(part, glyphs: glyphs)
    guard let climb = part.climb, climb != 0 else { return [Span(text, .dim)] }
    return [Span(text, climb > 0 ? .better : .worse)]
  }
}

/// 考核明细: the lines of one part, each with what it was made of.
public struct AssessmentLinesPanel {
  public var showing: Showing
  public var board: AssessmentBoard?
  public var part: AreaCode
  public var cursor: Int
  /// The address of the figure that the cursor is on.
  public var address: String

  public init(showing: Showing, board: AssessmentBoard?, part: AreaCode, cursor: Int, address: String) {
    self.showing = showing
    self.board = board
    self.part = part
    self.cursor = cursor
    self.address = address
  }

  private var words: Words { showing.words }
  var sayings: AssessmentWording { AssessmentWording(handbook: showing.handbook) }

  /// The lines in the order shown.
  public static func lines(of board: AssessmentBoard?, part: AreaCode, handbook: Handbook) -> [AssessedLine] {
    guard let board, let part = board.part(part) else { return [] }
    return AssessmentWording(handbook: handbook).order(board.assessment.lines).map { part.lines[$0] }
  }

  var lines: [AssessedLine] { Self.lines(of: board, part: part, handbook: showing.handbook) }

  public func draw(on surface: inout Surface) {
    guard let board, let part = board.part(part) else {
      return AssessmentSheet(words: words, detail: [], note: nil).draw(on: &surface, table: nil, below: [])
    }
    var detail = [showing.wording.name(part.area), board.period.description]
    if let rank = part.rank { detail.append(words["assess.place", String(rank), String(board.parts.count)]) }
    AssessmentSheet(words: words, detail: detail, note: nil).draw(
      on: &surface, table: table(surface.glyphs), below: below(board, part))
  }

  /// The total, and the line that the cursor is on taken apart.
  private func below(_ board: AssessmentBoard, _ part: AssessedArea) -> [[Span]] {
    var rows: [[Span]] = [[Span(sayings.sum(part, of: board.assessment), .value, strong: true)]]
    let lines = lines
    guard lines.indices.contains(cursor) else { return rows }
    rows += Self.apart(lines[cursor], sayings, words)
    rows.append([Span("\(words["assess.address"]) ", .label), Span(address, .dim)])
    return rows
  }

  /// Figure, target and rule of a line, in words.
  static func apart(_ line: AssessedLine, _ sayings: AssessmentWording, _ words: Words) -> [[Span]] {
    var rows = [
      [Span("\(sayings.name(line.line)) ", .label), Span(sayings.figure(line), .text)]
        + (sayings.mark(line).isEmpty ? [] : [Span("  \(sayings.mark(line))", .notice)])
    ]
    let basis = sayings.basis(line)
    if !basis.isEmpty {
      rows.append(
        [Span("\(words["label.target"]) ", .label), Span(sayings.target(line), .text), Span(" \(basis)", .dim)])
    }
    rows.append([Span("\(words["assess.rule"]) ", .label), Span(sayings.rule(line), .text)])
    return rows
  }

  private func table(_ glyphs: Glyphs) -> Table {
    func right(_ heading: String, priority: Int) -> Table.Column {
      Table.Column(heading, alignment: .right, priority: priority)
    }
    let lines = lines
    var sections: [Int: [String]] = [:]
    for place in lines.indices {
      let group = sayings.group(lines[place].line)
      if place == 0 || sayings.group(lines[place - 1].line) != group {
        sections[place] = [sayings.heading(lines[place].line)]
      }
    }
    let rows = lines.map { line in
      [
        Table.Cell("  " + sayings.name(line.line)), Table.Cell(sayings.value(line, glyphs: glyphs), .value),
        Table.Cell(sayings.counts(line), .dim), Table.Cell(sayings.target(line), .dim),
        Table.Cell(sayings.points(line, glyphs: glyphs), AssessmentSheet.role(line), strong: true),
        Table.Cell(line.line.points.description, .dim), Table.Cell(sayings.mark(line), .notice),
      ]
    }
    return Table(
      columns: [
        Table.Column(words["assess.line"], minimum: 24, priority: Table.Column.always),
        right(words["assess.value"], priority: 60), right(words["column.counts"], priority: 20),
        right(words["column.target"], priority: 40), right(words["assess.got"], priority: Table.Column.always),
        right(words["assess.of"], priority: Table.Column.always),
        Table.Column(words["assess.mark"], minimum: 14, priority: 50),
      ], rows: rows, selection: cursor, hasFocus: true, showsHeadings: true, sections: sections)
  }
}

/// The frame that both are drawn in: a table, and lines below it that stay where they are.
struct AssessmentSheet {
  var words: Words
  var detail: [String]
  var note: String?

  func draw(on surface: inout Surface, table: Table?, below: [[Span]]) {
    surface.shade()
    let width = surface.width >= 60 ? min(160, surface.width - 4) : surface.width
    let foot = below.flatMap { surface.glyphs.wrapped($0, to: max(1, width - 4)) }
    let wanted = table.map { $0.rows.count + $0.sections.count + 1 } ?? 1
    let height = min(surface.height, max(4, wanted + foot.count + 3))
    let rect = Rect(
      column: (surface.width - width) / 2, row: (surface.height - height) / 2, width: width, height: height)
    surface.mark(as: .name("outside"))
    surface.within(rect) { sheet in
      sheet.mark(as: .name("sheet"))
      let room = max(0, height - 2)
      // The list comes before what is said of it.
      let shown = max(0, min(foot.count, room - min(wanted, 6) - 1))
      let box = Box(
        title: words["panel.assess"], detail: detail.joined(separator: " \(sheet.glyphs.separator) "), note: note,
        footer: table?.scrollHint(height: room - shown - (shown > 0 ? 1 : 0)), hasFocus: true, ground: .overlay)
      sheet.panel(box, in: sheet.bounds) { inside in
        guard let table else {
          inside.write(words["explain.loading"], row: 0, role: .dim, maxWidth: inside.width)
          return
        }
        let cut = inside.bounds.splitBottom(shown > 0 ? shown + 1 : 0)
        inside.draw(table, in: cut.rest)
        inside.within(cut.bottom) { lines in
          for (row, line) in foot.prefix(shown).enumerated() {
            lines.write(line, row: row + 1, maxWidth: lines.width)
          }
        }
      }
    }
  }

  static func role(_ line: AssessedLine) -> Role {
    switch line.outcome {
    case .absent, .noTarget: .notReported
    case .leftOut: .dim
    case .scored, .partial: line.isFull ? (line.isPartial ? .metPartial : .met) : line.got == .zero ? .short : .behind
    }
  }
}
