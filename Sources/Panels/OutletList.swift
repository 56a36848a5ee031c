import Drawing
import PostalModel

/// The outlets that stand under the place itself.
struct OutletList {
  let showing: Showing
  var isFull: Bool
  var hasFocus: Bool

  private var words: Words { showing.words }

  func draw(on surface: inout Surface) {
    let outlets = showing.outlets
    surface.mark(as: .name("outlets"))
    let last = showing.board.period.lastDay
    var selected: Int?
    if case .outlet(let id) = showing.selection { selected = outlets.firstIndex { $0.id == id } }
    let rows = outlets.map { outlet -> [Table.Cell] in
      let entry = outlet.entry
      let isClosed = !entry.isOpen(on: last)
      var cells = [
        Table.Cell(entry.name, isClosed ? .dim : .text), Table.Cell(showing.wording.type(entry.type), .dim),
        Table.Cell(entry.brand, .text),
        entry.isUnfiled
          ? Table.Cell(words["outlet.unfiled"], .notice) : Table.Cell(isFull ? entry.filingNumber : "", .dim),
        Table.Cell(entry.openedOn?.description ?? "", .dim), licence(entry, on: last, isClosed: isClosed),
      ]
      if !isFull { cells.remove(at: 4) }
      return cells
    }
    var columns = [
      Table.Column(words["outlet.name"], minimum: isFull ? 14 : 10, priority: Table.Column.always),
      Table.Column(words["outlet.type"], minimum: 10, priority: 60),
      Table.Column(words["outlet.brand"], minimum: 6, priority: 70),
      Table.Column(words["outlet.filing"], minimum: isFull ? 18 : 6, priority: 65),
      Table.Column(words["outlet.opened"], minimum: 10, priority: 30),
      Table.Column(words["outlet.licence"], minimum: 17, priority: 50),
    ]
    if !isFull { columns.remove(at: 4) }
    surface.draw(
      Table(columns: columns, rows: rows, selection: selected, hasFocus: hasFocus, gap: 2), in: surface.bounds)
  }

  private func licence(_ entry: OutletEntry, on day: Day, isClosed: Bool) -> Table.Cell {
    if isClosed, let closed = entry.closedOn {
      return Table.Cell(words["outlet.closedOn", closed.description], .dim)
    }
    guard let until = entry.licenceUntil else { return .empty }
    return until < day
      ? Table.Cell(words["outlet.expiredOn", until.description], .notice) : Table.Cell(until.description, .dim)
  }
}
