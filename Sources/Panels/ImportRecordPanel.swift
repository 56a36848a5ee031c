import Drawing
import PostalModel

/// One import: the file, what was kept out of it and why, and the rows stored, to open one.
public struct ImportRecordPanel {
  public var showing: Showing
  public var id: Int
  /// nil while it is being fetched, and nil inside where there is no such import.
  public var record: ImportRecord??
  /// Among the rows kept out, then those stored.
  public var cursor: Int

  public init(showing: Showing, id: Int, record: ImportRecord??, cursor: Int) {
    self.showing = showing
    self.id = id
    self.record = record
    self.cursor = cursor
  }

  /// What the cursor moves over: the rows kept out, then those stored.
  public static func keys(of record: ImportRecord) -> [SourceKey] {
    record.rejections.map(\.key) + record.rows.map(\.key)
  }

  private var words: Words { showing.words }

  public func draw(on surface: inout Surface) {
    let found = record ?? nil
    let box = Box(
      key: "0", title: words["panel.import", String(id)], detail: found?.entry.file, hasFocus: true)
    surface.panel(box, in: surface.bounds) { inside in
      guard record != nil else {
        inside.write(words["explain.loading"], row: 0, role: .dim, maxWidth: inside.width)
        return
      }
      guard let found else {
        inside.write(words["import.absent", String(id)], row: 0, role: .error, maxWidth: inside.width)
        return
      }
      var facts = Facts(facts(found)).rows(width: inside.width, glyphs: inside.glyphs)
      if facts.count > max(2, inside.height / 3) { facts = Array(facts.prefix(max(2, inside.height / 3))) }
      for (row, spans) in facts.enumerated() { inside.write(spans, row: row, maxWidth: inside.width) }
      let rest = inside.bounds.splitTop(min(inside.height, facts.count + 1)).rest
      inside.draw(list(found), in: rest)
    }
  }

  func facts(_ record: ImportRecord) -> [Facts.Line] {
    let entry = record.entry
    var counts = [
      Span(
        words["import.counts", String(entry.read), String(entry.kept - entry.replaced), String(entry.replaced)], .text)
    ]
    if entry.rejected > 0 {
      counts.append(Span("  " + words["import.counts.rejected", String(entry.rejected)], .notice))
    }
    var lines: [Facts.Line] = [
      .init(
        words["import.file"],
        [
          Span(entry.file, .value, strong: true), Span("  \(words["form.\(entry.form.rawValue)"])", .text),
          Span(record.sheets.isEmpty ? "" : "  \(record.sheets.joined(separator: words["say.list"]))", .dim),
        ]),
      .init(words["ledger.at"], [Span(entry.at, .text), Span(entry.who.isEmpty ? "" : "  \(entry.who)", .dim)]),
      .init(words["import.rows"], counts),
    ]
    if let scope = entry.scope { lines.append(.init(words["import.scope"], [Span(scope.description, .text)])) }
    if let undone = entry.undoneAt {
      lines.append(.init(words["ledger.state"], [Span(words["ledger.undone", undone], .notice)]))
    }
    lines.append(
      .init(
        words["source.hash"],
        [
          Span("SHA-256 \(entry.hash)", .dim),
          Span("  \(words[record.isKept ? "import.kept" : "import.notKept"])", .dim),
        ]))
    return lines
  }

  func list(_ record: ImportRecord) -> Table {
    let isChinese = showing.handbook.language == .zh
    var rows = record.rejections.map { rejection -> [Table.Cell] in
      let place = [rejection.sheet, String(rejection.line)].compactMap { $0 }.joined(separator: ":")
      return [
        Table.Cell(place, .value), Table.Cell(isChinese ? rejection.zh : rejection.en, .notice), .empty, .empty,
      ]
    }
    rows += record.rows.map { row in
      let prefix = record.entry.file + ":"
      let sheet = row.file.hasPrefix(prefix) ? row.file.dropFirst(prefix.count) + ":" : ""
      return [
        Table.Cell("\(sheet)\(row.line)", row.isLive ? .value : .dim),
        Table.Cell(row.area.id == 0 ? row.label : showing.wording.name(row.area), row.isLive ? .text : .dim),
        Table.Cell(row.month?.description ?? "", .dim),
        Table.Cell(
          row.isLive
            ? (row.area.id == 0 ? "" : row.label)
            : words[record.entry.undoneAt == nil ? "import.row.replaced" : "import.row.undone"],
          row.isLive ? .text : .dim),
      ]
    }
    var sections: [Int: [String]] = [:]
    if !record.rejections.isEmpty { sections[0] = [words["import.section.rejected", String(record.entry.rejected)]] }
    if !record.rows.isEmpty {
      let count =
        record.rows.count < record.entry.kept
        ? words["explain.rowCount", String(record.rows.count), String(record.entry.kept)] : String(record.entry.kept)
      sections[record.rejections.count] = [words["import.section.kept", count]]
    }
    let columns = [
      Table.Column(words["import.line"], alignment: .right, minimum: 4, priority: Table.Column.always),
      Table.Column(words["sources.area"], minimum: 20, priority: Table.Column.always, stretches: true),
      Table.Column(words["sources.month"], minimum: 7, priority: 50),
      Table.Column(words["sources.label"], minimum: 10, priority: 60),
    ]
    return Table(
      columns: columns, rows: rows, selection: cursor, hasFocus: true, showsHeadings: false, gap: 2,
      sections: sections)
  }
}
