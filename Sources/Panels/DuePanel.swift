import Drawing
import PostalModel

/// 应报: how returns came in over the year, and those owed and not sent, the latest first.
public struct DuePanel {
  public var showing: Showing
  /// nil while it is being fetched.
  public var board: DueBoard?
  public var selection: Int?

  public init(showing: Showing, board: DueBoard?, selection: Int? = nil) {
    self.showing = showing
    self.board = board
    self.selection = selection
  }

  private var words: Words { showing.words }
  private var wording: Wording { showing.wording }

  /// The returns listed, the filter applied, the latest first.
  public static func listed(_ returns: [DueReturn], of showing: Showing) -> [DueReturn] {
    let wanted = showing.filter.lowercased()
    let found =
      wanted.isEmpty
      ? returns
      : returns.filter { item in
        [
          item.area.name, item.parent?.name ?? "", item.area.code.description, item.month.description,
          showing.words["form.\(item.form.rawValue)"],
        ].contains { $0.lowercased().contains(wanted) }
      }
    return found.enumerated().sorted { left, right in
      let (a, b) = (left.element.due, right.element.due)
      return a == b ? left.offset < right.offset : a < b
    }.map(\.element)
  }

  public func draw(on surface: inout Surface) {
    let listed = Self.listed(board?.returns ?? [], of: showing)
    let all = board?.returns ?? []
    let late = all.count { $0.daysLate(on: showing.today) > 0 }
    let list = list(listed)
    let arranged = board.map { self.arranged($0, in: Surface.dataBody(of: surface.bounds)) }
    surface.dataPanel(
      .due,
      detail: board.map { _ in
        words["due.count", String(late), String(all.count - late), wording.period(showing.board.period)]
      },
      note: showing.listNote ?? words["due.legend"],
      footer: arranged.flatMap { list.scrollHint(height: $0.rest.height) }, words: words
    ) { body in
      guard let (tables, rest) = arranged else {
        body.write(words["explain.loading"], row: 0, role: .dim, maxWidth: body.width)
        return
      }
      for (table, rect) in tables { body.draw(table, in: rect) }
      body.within(rest) { below in
        guard listed.isEmpty else {
          below.draw(list, in: below.bounds)
          return
        }
        let isFiltered = !showing.filter.isEmpty && !all.isEmpty
        below.write(
          isFiltered ? words["filter.none", showing.filter] : words["due.none"], row: 0,
          role: isFiltered ? .dim : .met, maxWidth: below.width)
      }
    }
  }

  /// The tables that have room above the list, and what is left for that; it keeps at least six lines.
  private func arranged(_ board: DueBoard, in bounds: Rect) -> (tables: [(Table, Rect)], rest: Rect) {
    var rest = bounds
    var tables: [(Table, Rect)] = []
    for table in [year(board, width: bounds.width), parts(board)] {
      let height = table.rows.count + 2
      guard !table.rows.isEmpty, rest.height >= height + 6 else { continue }
      let (above, below) = rest.splitTop(height)
      tables.append((table, above))
      rest = below
    }
    return (tables, rest)
  }

  /// Forms by months: what came of what was owed.
  private func year(_ board: DueBoard, width: Int) -> Table {
    // As many of the last months as have room for the widest count.
    let widest = board.forms.compactMap { board.total($0, board.months.upperBound)?.expected }.max() ?? 0
    let wide = max(7, String(widest).utf8.count * 2 + 2)
    let months = Array(Array(board.months).suffix(max(1, (width - 10) / (wide + 2))))
    let rows = board.forms.map { form in
      [Table.Cell(words["form.\(form.rawValue)"], .label)] + months.map { cell(board.total(form, $0)) }
    }
    let columns =
      [Table.Column(words["ledger.form"], minimum: 8, priority: Table.Column.always)]
      + months.map { Table.Column($0.description, alignment: .right, priority: Table.Column.always) }
    return Table(columns: columns, rows: rows, gap: 2)
  }

  /// Parts by forms, for the month shown.
  private func parts(_ board: DueBoard) -> Table {
    let month = showing.board.period.last
    let areas = board.areas
    guard areas.count > 1 else { return Table(columns: [], rows: []) }
    let rows = areas.map { area in
      [Table.Cell(wording.name(area), .text)]
        + board.forms.flatMap { form -> [Table.Cell] in
          let part = board.part(area, form, month)
          return [cell(part), Table.Cell(lateness(part), .dim)]
        }
    }
    let columns =
      [Table.Column(month.description, minimum: 8, priority: Table.Column.always)]
      + board.forms.flatMap { form in
        [
          Table.Column(words["form.\(form.rawValue)"], alignment: .right, priority: 90),
          Table.Column("", minimum: 8, priority: 30),
        ]
      }
    return Table(columns: columns, rows: rows, gap: 2)
  }

  /// `23/25`, coloured by whether all came, some are late or there is still time.
  private func cell(_ part: FormCompleteness?) -> Table.Cell {
    guard let part else { return Table.Cell("", .dim) }
    let isOpen = part.isOpen(on: showing.today)
    let role: Role = part.absent == 0 ? (part.late > 0 ? .behind : .met) : isOpen ? .dim : .notReported
    let mark = part.absent > 0 && !isOpen ? "?" : part.late > 0 ? "!" : ""
    return Table.Cell("\(showing.wording.count(part.came, of: part.expected))\(mark.isEmpty ? " " : mark)", role)
  }

  private func lateness(_ part: FormCompleteness?) -> String {
    guard let part, part.mostDaysLate > 0 else { return "" }
    return words[part.absent > 0 ? "due.late" : "due.cameLate", String(part.mostDaysLate)]
  }

  /// A village after its county, where the list reaches over several counties.
  private func name(_ item: DueReturn) -> Table.Cell {
    let name = Span(wording.name(item.area), .text)
    guard let county = item.county, showing.board.area.map({ $0.level.rawValue < AreaLevel.county.rawValue }) ?? true
    else { return Table.Cell([name]) }
    return Table.Cell([Span(wording.name(county) + " ", .dim), name])
  }

  func list(_ listed: [DueReturn]) -> Table {
    let rows = listed.map { item -> [Table.Cell] in
      let late = item.daysLate(on: showing.today)
      return [
        name(item), Table.Cell(item.parent.map(wording.name) ?? "", .dim),
        Table.Cell(words["form.\(item.form.rawValue)"], .text), Table.Cell(item.month.description, .text),
        Table.Cell(item.due.description, .dim),
        late > 0
          ? Table.Cell(words["due.late", String(late)], .notReported) : Table.Cell(words["due.inTime"], .dim),
      ]
    }
    let columns = [
      Table.Column(words["due.absent"], minimum: 10, priority: Table.Column.always),
      Table.Column(words["due.parent"], minimum: 8, priority: 40),
      Table.Column(words["ledger.form"], minimum: 8, priority: 80),
      Table.Column(words["sources.month"], minimum: 7, priority: 70),
      Table.Column(words["due.by"], minimum: 10, priority: 30),
      Table.Column(words["ledger.state"], minimum: 8, priority: 90),
    ]
    return Table(columns: columns, rows: rows, selection: selection, hasFocus: true, gap: 2, shift: showing.shift)
  }
}
