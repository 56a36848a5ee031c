import Drawing
import PostalModel

/// 原行: a row as it came, what became of it, and every figure it feeds, to go to one.
public struct SourceRecordPanel {
  public var showing: Showing
  public var key: SourceKey
  /// nil while it is being fetched, and nil inside where there is no such row.
  public var record: SourceRecord??
  /// Among the figures it feeds.
  public var cursor: Int

  public init(showing: Showing, key: SourceKey, record: SourceRecord??, cursor: Int) {
    self.showing = showing
    self.key = key
    self.record = record
    self.cursor = cursor
  }

  private var words: Words { showing.words }

  public func draw(on surface: inout Surface) {
    let detail = (record ?? nil).map { "\($0.row.file):\($0.row.line)" }
    let box = Box(title: words["panel.source"], detail: detail, hasFocus: true, ground: .overlay)
    surface.mark(as: .name("sheet"))
    surface.panel(box, in: surface.bounds) { inside in
      guard let known = record else {
        inside.write(words["explain.loading"], row: 0, role: .dim, maxWidth: inside.width)
        return
      }
      guard let record = known else {
        inside.write(words["source.absent"], row: 0, role: .dim, maxWidth: inside.width)
        return
      }
      draw(record, on: &inside)
    }
  }

  private func draw(_ record: SourceRecord, on surface: inout Surface) {
    let table = feeds(record)
    var cells: [[Span]] = [[], [Span(words["source.cells"], .heading, strong: true)]]
    cells += self.cells(record, in: surface)
    // The figures keep a few lines, and the row as it came what is left; its text gives way to its cells.
    let least = table.rows.isEmpty ? 2 : min(table.rows.count + 3, 7)
    var facts = Facts(facts(record)).rows(width: surface.width, glyphs: surface.glyphs)
    if facts.count + cells.count + least < surface.height, !record.raw.isEmpty {
      facts += Facts([.init(words["source.raw"], [Span(Self.printable(record.raw), .dim)])]).rows(
        width: surface.width, glyphs: surface.glyphs)
    }
    let rows = facts + cells
    let shown = min(rows.count, max(3, surface.height - least))
    for (row, spans) in rows.prefix(shown).enumerated() { surface.write(spans, row: row, maxWidth: surface.width) }
    let rest = surface.bounds.splitTop(min(surface.height, shown + 1)).rest
    surface.within(rest) { below in
      guard below.height > 0 else { return }
      let title = words[table.rows.isEmpty ? "source.feedsNothing" : "source.feeds"]
      below.write([Span(title, .heading, strong: true)], row: 0, maxWidth: below.width)
      if !table.rows.isEmpty { below.draw(table, in: below.bounds.splitTop(1).rest) }
    }
  }

  func facts(_ record: SourceRecord) -> [Facts.Line] {
    let row = record.row
    var lines: [Facts.Line] = [
      .init(
        words["source.import"],
        [
          Span(words["source.importOf", String(row.importID), row.importedAt], .text),
          Span(record.who.isEmpty ? "" : "  \(record.who)", .dim),
          Span("  \(words["form.\(record.form.rawValue)"])", .text),
          Span("  SHA-256 \(row.hash.prefix(12))", .dim),
        ]),
      .init(words["source.state"], state(record.state)),
    ]
    if row.area.id != 0 {
      var spans = [Span(showing.wording.name(row.area), .text), Span("  \(row.area.code)", .dim)]
      if let month = row.month { spans.append(Span("  \(month)", .text)) }
      lines.append(.init(words["sources.area"], spans))
    }
    return lines
  }

  /// What cannot be shown, such as a line end within quotes, as a blank.
  static func printable(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }

  private func state(_ state: SourceRecord.State) -> [Span] {
    switch state {
    case .stands: [Span(words["source.stands"], .met)]
    case .replaced(let by, let at): [Span(words["source.replaced", String(by), at], .notice)]
    case .undone(let at): [Span(words["source.undone", at], .notice)]
    case .rejected(let zh, let en):
      [Span(words["source.rejected"] + " ", .error), Span(showing.handbook.language == .zh ? zh : en, .text)]
    }
  }

  /// The cells under their headings, in as many columns as there is room for.
  private func cells(_ record: SourceRecord, in surface: Surface) -> [[Span]] {
    guard !record.cells.isEmpty else { return [[Span(words["source.notKept"], .dim)]] }
    let glyphs = surface.glyphs
    let pairs = record.cells.map { cell -> (name: String, text: String, role: Role) in
      let heading = Self.printable(cell.heading)
      let name = cell.column.map { $0 == heading ? heading : "\(heading) (\($0))" } ?? heading
      return (name, Self.printable(cell.text), cell.isMeant ? .accent : cell.column == nil ? .dim : .value)
    }
    let names = min(28, pairs.map { glyphs.columns(of: $0.name) }.max() ?? 0)
    let texts = min(32, max(4, pairs.map { glyphs.columns(of: $0.text) }.max() ?? 0))
    let width = names + 2 + texts + 3
    let across = max(1, min(4, (surface.width + 3) / width))
    let high = (pairs.count + across - 1) / across
    return (0..<high).map { line in
      (0..<across).flatMap { column -> [Span] in
        let index = column * high + line
        guard pairs.indices.contains(index) else { return [] }
        let pair = pairs[index]
        return [
          Span(padded(pair.name, to: names + 2, glyphs), .label),
          Span(padded(pair.text.isEmpty ? "—" : pair.text, to: texts + 3, glyphs), pair.role),
        ]
      }
    }
  }

  private func padded(_ text: String, to width: Int, _ glyphs: Glyphs) -> String {
    let cut = glyphs.cut(text, to: width - 1)
    return cut + String(repeating: " ", count: max(0, width - glyphs.columns(of: cut)))
  }

  func feeds(_ record: SourceRecord) -> Table {
    let rows = record.feeds.map { feed -> [Table.Cell] in
      let indicator = showing.handbook.indicator(feed.indicator)
      let value = indicator.flatMap { indicator in
        feed.figure.reading.ratio.map {
          (feed.figure.reading.isPartial ? "~" : "") + showing.wording.valueWithUnit($0, indicator)
        }
      }
      let ratio = feed.figure.reading.ratio.flatMap { ratio in
        ratio.hasParts
          ? "\(showing.wording.grouped(ratio.numerator))/\(showing.wording.grouped(ratio.denominator))" : nil
      }
      return [
        Table.Cell(showing.wording.name(feed.area), .text),
        Table.Cell(indicator?.name(showing.handbook.language) ?? feed.indicator, .text),
        Table.Cell(feed.period.description, .dim), Table.Cell(value ?? "", .value, strong: true),
        Table.Cell(ratio ?? "", .dim), Table.Cell(showing.wording.status(feed.figure, glyphs: Glyphs())),
      ]
    }
    let columns = [
      Table.Column(words["sources.area"], minimum: 8, priority: Table.Column.always),
      Table.Column(words["explain.indicator"], minimum: 10, priority: Table.Column.always),
      Table.Column(words["sources.month"], minimum: 7, priority: 30),
      Table.Column(words["source.value"], alignment: .right, priority: 80),
      Table.Column(words["source.parts"], alignment: .right, priority: 50),
      Table.Column(words["ledger.state"], minimum: 6, priority: 70),
    ]
    return Table(columns: columns, rows: rows, selection: cursor, hasFocus: true, gap: 2)
  }
}
