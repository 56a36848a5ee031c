import Drawing
import PostalModel

/// 应报: the returns owed in and below an area and not sent, the latest first.
public struct DuePanel {
  public var showing: Showing
  /// nil while it is being fetched.
  public var returns: [DueReturn]?
  public var selection: Int?

  public init(showing: Showing, returns: [DueReturn]?, selection: Int? = nil) {
    self.showing = showing
    self.returns = returns
    self.selection = selection
  }

  /// Those listed, the filter applied, the latest first.
  public static func listed(_ returns: [DueReturn], of showing: Showing) -> [DueReturn] {
    let found =
      showing.filter.isEmpty
      ? returns
      : returns.filter {
        ($0.area.name + ($0.parent?.name ?? "") + $0.area.code.description + $0.form.zh).contains(showing.filter)
      }
    return found.enumerated().sorted { left, right in
      let (a, b) = (left.element.due, right.element.due)
      return a == b ? left.offset < right.offset : a < b
    }.map(\.element)
  }

  public func draw(on surface: inout Surface) {
    let words = showing.words
    let wording = showing.wording
    let listed = Self.listed(returns ?? [], of: showing)
    let rows = listed.map { item -> [Table.Cell] in
      let late = item.daysLate(on: showing.today)
      return [
        Table.Cell(wording.name(item.area), .text), Table.Cell(item.parent.map(wording.name) ?? "", .dim),
        Table.Cell(words["form.\(item.form.rawValue)"], .text), Table.Cell(item.month.description, .text),
        Table.Cell(item.due.description, .dim),
        late > 0
          ? Table.Cell(words["due.late", String(late)], .notReported)
          : Table.Cell(words["due.inTime"], .dim),
      ]
    }
    let columns = [
      Table.Column(words["sources.area"], minimum: 10, priority: Table.Column.always),
      Table.Column(words["due.parent"], minimum: 8, priority: 40),
      Table.Column(words["ledger.form"], minimum: 8, priority: 80),
      Table.Column(words["sources.month"], minimum: 7, priority: 70),
      Table.Column(words["due.by"], minimum: 10, priority: 30),
      Table.Column(words["ledger.state"], minimum: 8, priority: 90),
    ]
    let table = Table(columns: columns, rows: rows, selection: selection, hasFocus: true, gap: 2)
    let late = listed.filter { $0.daysLate(on: showing.today) > 0 }.count
    let box = Box(
      key: "0", title: words["panel.data"],
      detail: returns.map { _ in words["due.count", String(late), String(listed.count - late)] },
      note: showing.listNote, footer: table.scrollHint(height: surface.height - 4), hasFocus: true)
    surface.panel(box, in: surface.bounds) { inside in
      let (tabs, rest) = inside.bounds.splitTop(inside.height >= 6 ? 2 : 0)
      inside.within(tabs) { if $0.height > 0 { DataTabs(words: words, open: .due).draw(on: &$0) } }
      inside.within(rest) { body in
        guard !rows.isEmpty else {
          body.write(words[returns == nil ? "explain.loading" : "due.none"], row: 0, role: .dim, maxWidth: body.width)
          return
        }
        body.draw(table, in: body.bounds)
      }
    }
  }
}
