import Drawing
import PostalModel

/// 数据: what was imported, when and from which file, the newest first.
public struct LedgerPanel {
  public var showing: Showing
  /// nil while it is being fetched.
  public var entries: [LedgerEntry]?
  public var selection: Int?

  public init(showing: Showing, entries: [LedgerEntry]?, selection: Int? = nil) {
    self.showing = showing
    self.entries = entries
    self.selection = selection
  }

  /// The entries listed, the filter applied.
  public static func entries(_ entries: [LedgerEntry], of showing: Showing) -> [LedgerEntry] {
    showing.filter.isEmpty ? entries : entries.filter { ($0.file + $0.who + $0.form.rawValue).contains(showing.filter) }
  }

  private func state(_ entry: LedgerEntry) -> Table.Cell {
    let words = showing.words
    if let undone = entry.undoneAt { return Table.Cell(words["ledger.undone", undone], .dim) }
    guard !entry.revised.isEmpty else { return Table.Cell("", .dim) }
    return Table.Cell(words["ledger.revises", entry.revised.joined(separator: words["say.list"])], .notice)
  }

  public func draw(on surface: inout Surface) {
    let words = showing.words
    let rows = LedgerPanel.entries(entries ?? [], of: showing).map { entry -> [Table.Cell] in
      let isUndone = entry.undoneAt != nil
      return [
        Table.Cell(String(entry.id), .dim), Table.Cell(entry.at, isUndone ? .dim : .text),
        Table.Cell(words["form.\(entry.form.rawValue)"], isUndone ? .dim : .text),
        Table.Cell(entry.file, isUndone ? .dim : .value), Table.Cell(String(entry.kept), .value),
        Table.Cell(entry.replaced > 0 ? String(entry.replaced) : "", .dim),
        Table.Cell(entry.rejected > 0 ? String(entry.rejected) : "", .notice),
        state(entry), Table.Cell(entry.who, .dim),
      ]
    }
    let columns = [
      Table.Column(words["ledger.id"], alignment: .right, minimum: 2, priority: 90),
      Table.Column(words["ledger.at"], minimum: 16, priority: 85),
      Table.Column(words["ledger.form"], minimum: 8, priority: 80),
      Table.Column(words["ledger.file"], minimum: 10, priority: Table.Column.always),
      Table.Column(words["ledger.kept"], alignment: .right, minimum: 4, priority: 70),
      Table.Column(words["ledger.replaced"], alignment: .right, minimum: 4, priority: 30),
      Table.Column(words["ledger.rejected"], alignment: .right, minimum: 4, priority: 65),
      Table.Column(words["ledger.state"], minimum: 8, priority: 50),
      Table.Column(words["ledger.who"], minimum: 4, priority: 20),
    ]
    let table = Table(columns: columns, rows: rows, selection: selection, hasFocus: true, gap: 2)
    surface.dataPanel(
      .ledger, detail: entries.map { words["open.count", String($0.count)] }, note: showing.listNote,
      footer: table.scrollHint(height: surface.height - 4), words: words
    ) { body in
      guard !rows.isEmpty else {
        body.write(
          words[entries == nil ? "explain.loading" : "ledger.none"], row: 0, role: .dim, maxWidth: body.width)
        return
      }
      body.draw(table, in: body.bounds)
    }
  }
}
