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
    let wanted = showing.filter.lowercased()
    return wanted.isEmpty
      ? entries
      : entries.filter { entry in
        [
          String(entry.id), entry.at, entry.file, entry.who, showing.words["form.\(entry.form.rawValue)"],
          entry.form.rawValue,
        ].contains { $0.lowercased().contains(wanted) }
      }
  }

  private func state(_ entry: LedgerEntry) -> Table.Cell {
    let words = showing.words
    if let undone = entry.undoneAt { return Table.Cell(words["ledger.undone", undone], .dim) }
    guard !entry.revised.isEmpty else { return Table.Cell("", .dim) }
    return Table.Cell(words["ledger.revises", entry.revised.joined(separator: words["say.list"])], .notice)
  }

  /// The entries listed, one a row.
  var table: Table {
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
      Table.Column(words["ledger.id"], alignment: .right, priority: 95),
      Table.Column(words["ledger.at"], minimum: 16, priority: 85),
      Table.Column(words["ledger.form"], minimum: 9, priority: 80),
      Table.Column(words["ledger.file"], minimum: 16, priority: Table.Column.always),
      Table.Column(words["ledger.kept"], alignment: .right, priority: 70),
      Table.Column(words["ledger.replaced"], alignment: .right, priority: 30),
      Table.Column(words["ledger.rejected"], alignment: .right, priority: 65),
      Table.Column(words["ledger.state"], minimum: 8, priority: 50),
      Table.Column(words["ledger.who"], minimum: 4, priority: 20),
    ]
    return Table(columns: columns, rows: rows, selection: selection, hasFocus: true, gap: 2, shift: showing.shift)
      .withoutBlankColumns()
  }

  public func draw(on surface: inout Surface) {
    let words = showing.words
    let table = table
    let rows = table.rows
    let count = entries.map { all in
      words["open.count", rows.count == all.count ? String(all.count) : "\(rows.count)/\(all.count)"]
    }
    let whole = showing.board.area == nil ? nil : words["ledger.wholeStore"]
    surface.dataPanel(
      .ledger, detail: [count, whole].compactMap { $0 }.joined(separator: " \(surface.glyphs.separator) "),
      note: showing.listNote,
      footer: table.scrollHint(height: surface.height - 4), words: words
    ) { body in
      guard !rows.isEmpty else {
        body.write(
          entries == nil
            ? words["explain.loading"]
            : entries?.isEmpty == false
              ? words["filter.none", showing.filter] : words["ledger.none"] + "  " + words["ledger.empty.next"],
          row: 0, role: .dim, maxWidth: body.width)
        return
      }
      body.draw(table, in: body.bounds)
    }
  }
}
