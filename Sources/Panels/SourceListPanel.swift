import Drawing
import PostalModel

/// 来源行: the stored rows that a figure is made of, to open one.
public struct SourceListPanel {
  public var showing: Showing
  /// nil while it is being fetched.
  public var evidence: Evidence?
  public var cursor: Int

  public init(showing: Showing, evidence: Evidence?, cursor: Int) {
    self.showing = showing
    self.evidence = evidence
    self.cursor = cursor
  }

  public func draw(on surface: inout Surface) {
    let words = showing.words
    let rows = evidence?.rows ?? []
    let table = Self.table(rows, showing, selection: cursor)
    let count = evidence.map {
      $0.rows.count == $0.total
        ? words["explain.rowCount.all", showing.wording.grouped($0.total)]
        : words["explain.rowCount", showing.wording.grouped($0.rows.count), showing.wording.grouped($0.total)]
    }
    let detail = [
      showing.subject.map { showing.wording.name($0.area) },
      showing.subjectIndicator?.name(showing.handbook.language), showing.board.period.description,
    ].compactMap { $0 }.joined(separator: " \(surface.glyphs.separator) ")
    let box = Box(
      title: words["panel.sources"], detail: detail, note: count,
      footer: table.scrollHint(height: surface.height - 2), hasFocus: true, ground: .overlay)
    surface.mark(as: .name("sheet"))
    surface.panel(box, in: surface.bounds) { inside in
      guard !rows.isEmpty else {
        inside.write(
          words[evidence == nil ? "explain.loading" : "sources.none"], row: 0, role: .dim, maxWidth: inside.width)
        return
      }
      inside.draw(table, in: inside.bounds)
    }
  }

  /// Stored rows, one a line.
  static func table(_ rows: [SourceRow], _ showing: Showing, selection: Int?) -> Table {
    let words = showing.words
    let cells = rows.map { row -> [Table.Cell] in
      let role: Role = row.isLive ? .text : .dim
      return [
        Table.Cell(String(row.line), row.isLive ? .value : .dim),
        Table.Cell(row.area.id == 0 ? "" : showing.wording.name(row.area), role),
        Table.Cell(row.month?.description ?? "", .dim), Table.Cell(row.label, role),
        Table.Cell(row.numerator.map(showing.wording.grouped) ?? "", .value),
        Table.Cell(row.denominator.map(showing.wording.grouped) ?? "", .value),
        Table.Cell(row.file, .dim), Table.Cell(String(row.importID), .dim),
        Table.Cell(String(row.importedAt.prefix(10)), .dim),
      ]
    }
    let columns = [
      Table.Column(words["sources.line"], alignment: .right, priority: Table.Column.always),
      Table.Column(words["sources.area"], minimum: 12, priority: Table.Column.always),
      Table.Column(words["sources.month"], minimum: 7, priority: 50),
      Table.Column(words["sources.label"], minimum: 6, priority: 60),
      Table.Column(words["explain.numerator"], alignment: .right, priority: 80),
      Table.Column(words["explain.denominator"], alignment: .right, priority: 80),
      Table.Column(words["sources.file"], minimum: 12, priority: 45),
      Table.Column(words["source.import"], alignment: .right, priority: 40),
      Table.Column(words["ledger.at"], minimum: 10, priority: 20),
    ]
    return Table(columns: columns, rows: cells, selection: selection, hasFocus: true, gap: 2).withoutBlankColumns()
  }
}
