import Drawing
import PostalModel

/// Panels 7 and 8: service quality, and volume, revenue and growth: the figures an area sends by themselves, each with
/// its growth, its target and what the schedule expects.
public struct MeasuresPanel {
  public var showing: Showing
  public var panel: PanelKind

  public init(showing: Showing, panel: PanelKind) {
    self.showing = showing
    self.panel = panel
  }

  /// One line: a figure of an area.
  public struct Item: Sendable, Equatable {
    public var area: AreaCode
    public var indicator: String
  }

  private var words: Words { showing.words }
  private var wording: Wording { showing.wording }

  /// The lines, the filter applied: at the top those of each plan's area, else those of the area.
  public static func items(of showing: Showing, panel: PanelKind) -> [Item] {
    let indicators = showing.handbook.indicators(of: panel)
    let rows = showing.board.own.map { [$0] } ?? showing.board.rows
    var found: [(item: Item, figure: Figure, name: String)] = []
    for row in rows {
      for indicator in indicators {
        guard let figure = row.figures[indicator.id] else { continue }
        let name = indicator.name(showing.handbook.language)
        guard showing.filter.isEmpty || (name + row.area.name).holds(showing.filter) else { continue }
        found.append((Item(area: row.area.code, indicator: indicator.id), figure, name))
      }
    }
    if showing.sort == .move {
      // What has no place to lose or win comes last, whatever the direction.
      let places = found.map { item -> Double? in
        let indicator = showing.handbook.indicator(item.item.indicator)
        return Ordering.places(indicator.flatMap { showing.changes($0)?[item.item.area]?.move })
      }
      let known = found.indices.filter { places[$0] != nil }.sorted {
        places[$0] == places[$1] ? $0 < $1 : (places[$0]! < places[$1]!) != showing.isReversed
      }
      return (known + found.indices.filter { places[$0] == nil }).map { found[$0].item }
    }
    guard showing.sort == .worst else { return found.map(\.item) }
    return found.enumerated().sorted { left, right in
      let (a, b) = (left.element.figure.status?.severity ?? 9, right.element.figure.status?.severity ?? 9)
      return a == b ? left.offset < right.offset : a < b
    }.map(\.element.item)
  }

  private func figure(_ item: Item) -> (row: BoardRow, figure: Figure, indicator: Indicator)? {
    let rows = showing.board.own.map { [$0] } ?? showing.board.rows
    guard let row = rows.first(where: { $0.area.code == item.area }), let figure = row.figures[item.indicator],
      let indicator = showing.handbook.indicator(item.indicator)
    else { return nil }
    return (row, figure, indicator)
  }

  public func draw(on surface: inout Surface) {
    let items = MeasuresPanel.items(of: showing, panel: panel)
    guard !items.isEmpty else {
      surface.panel(box(nil), in: surface.bounds) { inside in
        let key = showing.filter.isEmpty ? "measures.none" : "list.noMatch"
        for (row, line) in inside.glyphs.wrapped(words[key], to: inside.width).enumerated() {
          inside.write(line, row: row, role: .dim, maxWidth: inside.width)
        }
      }
      return
    }
    let chosen = items.firstIndex {
      $0.indicator == showing.subjectIndicator?.id && $0.area == showing.subject?.area.code
    }
    let parts = children
    let height = surface.height
    let sentence = height >= 20 ? 4 : height >= 12 ? 2 : height >= 10 ? 1 : 0
    let sections = showing.board.own == nil ? Set(items.map(\.area)).count : 0
    let wanted = items.count + sections + 4
    let room = height - sentence - wanted
    let lower = room >= 6 && surface.width >= 60 && showing.hasTrend ? room : 0
    let bands = surface.bounds.rows([.fixed(height - sentence - lower), .fixed(lower), .fixed(sentence)])
    surface.within(bands[0]) { inside in
      switch showing.view {
      case .heat: drawHeat(items, chosen, on: &inside)
      case .changes: drawChanges(items, chosen, on: &inside)
      case .table, .tiles: drawTable(items, chosen, on: &inside)
      }
    }
    if lower > 0 {
      surface.within(bands[1]) { inside in
        guard !parts.isEmpty, inside.width >= 90 else {
          TrendPanel(showing: showing).draw(on: &inside)
          return
        }
        let columns = inside.bounds.splitLeft(inside.width - min(52, inside.width / 3 + 8))
        inside.within(columns.left) { TrendPanel(showing: showing).draw(on: &$0) }
        inside.within(columns.rest) { drawParts(parts, on: &$0) }
      }
    }
    surface.within(bands[2]) { inside in
      let panel = SentencePanel(showing: showing)
      if sentence >= 3 { panel.draw(on: &inside) } else if sentence > 0 { panel.drawLine(on: &inside) }
    }
  }

  private func box(_ footer: String?) -> Box {
    Box(
      key: String(panel.key), title: panel.title(words), detail: bounds, note: showing.listNote, footer: footer,
      hasFocus: true)
  }

  /// The same figures by months.
  private func drawHeat(_ items: [Item], _ chosen: Int?, on surface: inout Surface) {
    let heat = HeatPanel(items, selected: chosen, of: showing)
    let hint = heat.scrollHint(height: surface.height - 2)
    surface.panel(box(hint ?? words["heat.legend"]), in: surface.bounds) { heat.draw(on: &$0) }
  }

  /// The same figures with what became of them.
  private func drawChanges(_ items: [Item], _ chosen: Int?, on surface: inout Surface) {
    let changes = ChangesPanel(showing: showing, items: items)
    let footer = changes.footer(
      width: surface.width, height: surface.height - 2, selected: chosen, glyphs: surface.glyphs)
    surface.panel(box(footer), in: surface.bounds) { changes.draw(selected: chosen, on: &$0) }
  }

  private var bounds: String {
    let settings = showing.handbook.settings
    return words["explain.bounds", wording.tenths(settings.behindBound), wording.tenths(settings.farBehindBound)]
  }

  private func drawTable(_ items: [Item], _ chosen: Int?, on surface: inout Surface) {
    let glyphs = surface.glyphs
    var sections: [Int: [String]] = [:]
    if showing.board.own == nil {
      var last: AreaCode?
      for (place, item) in items.enumerated() where item.area != last {
        if let row = figure(item)?.row {
          let plan = row.plan.flatMap { showing.handbook.planBook.plan($0)?.name(showing.handbook.language) }
          sections[place] = [[wording.name(row.area), plan ?? ""].filter { !$0.isEmpty }.joined(separator: "  ")]
        }
        last = item.area
      }
    }
    var name = Table.Column(words["column.indicator"], minimum: 18, priority: Table.Column.always)
    name.ideal = min(
      34,
      items.compactMap { figure($0).map { glyphs.columns(of: $0.indicator.name(showing.handbook.language)) } }.max()
        ?? 18)
    var progress = Table.Column("", minimum: 8, ideal: 12, priority: 25)
    progress.stretches = true
    var table = Table(
      columns: [
        name, progress,
        Table.Column(words["column.now"], alignment: .right, priority: Table.Column.always),
        Table.Column(words["column.counts"], alignment: .right, priority: 35),
        Table.Column(words["column.growth"], alignment: .right, priority: 60),
        Table.Column(words["column.target"], alignment: .right, priority: 85),
        Table.Column(words["column.expected"], alignment: .right, priority: 65),
        Table.Column(words["column.need"], alignment: .right, priority: 55),
        Table.Column(words["column.deadline"], minimum: 8, priority: 50),
        Table.Column(words["column.status"], minimum: 2, priority: 95),
        Table.Column(words["column.clause"], minimum: 9, priority: 40),
      ], rows: items.map { cells($0, glyphs: glyphs) }, selection: chosen, hasFocus: true, gap: 2, sections: sections)
    let status = table.widestText(of: 9, glyphs: glyphs)
    table.columns[9].ideal = status
    table.columns[9].minimum = min(16, status)
    // Columns with nothing in them give their room to the others.
    for place in [3, 1] where table.isBlank(place) {
      table.columns.remove(at: place)
      for row in table.rows.indices where table.rows[row].count > place { table.rows[row].remove(at: place) }
    }
    surface.panel(box(table.scrollHint(height: surface.height - 2)), in: surface.bounds) {
      $0.draw(table, in: $0.bounds)
    }
  }

  private func cells(_ item: Item, glyphs: Glyphs) -> [Table.Cell] {
    guard let (_, figure, indicator) = figure(item) else { return [] }
    let judgement = figure.judgement
    let target = judgement.applied?.target
    let unit = wording.unit(indicator)
    let value = wording.value(figure, indicator, glyphs: glyphs)
    let hasValue = figure.reading.ratio != nil
    return [
      Table.Cell(indicator.name(showing.handbook.language), .text), bar(figure),
      Table.Cell([
        Span(value, hasValue ? .value : .dim, strong: hasValue),
        Span(hasValue && !unit.isEmpty ? " \(unit)" : "", .dim),
      ]),
      Table.Cell(figure.reading.ratio.map(wording.counts) ?? "", .dim),
      growth(figure, indicator),
      Table.Cell(target.map { wording.text($0) } ?? "", .value),
      Table.Cell(judgement.expectedValue.map { wording.decimals(Amount($0), indicator) } ?? "", .dim),
      Table.Cell(
        judgement.status?.isShortfall == true || judgement.status == .onSchedule
          ? wording.shortNeed(figure, indicator) : "",
        wording.role(figure)),
      Table.Cell(target?.deadline.map(wording.date) ?? "", .dim),
      Table.Cell(status(figure, glyphs: glyphs)),
      Table.Cell(
        judgement.applied.map {
          [Span($0.target.clause, .dim)] + ($0.isBorrowed ? [Span(" " + words["word.borrowed"], .notice)] : [])
        } ?? []),
    ]
  }

  private func status(_ figure: Figure, glyphs: Glyphs) -> [Span] {
    var spans = wording.status(figure, glyphs: glyphs)
    if figure.judgement.isYearToDate, !spans.isEmpty { spans.append(Span(" " + words["measures.running"], .dim)) }
    return spans
  }

  /// How far from the baseline to the target, with the mark where the schedule expects it.
  private func bar(_ figure: Figure) -> Table.Cell {
    let judgement = figure.judgement
    guard let progress = judgement.progress, let expected = judgement.expectedProgress else { return .empty }
    return Table.Cell(
      picture: Bar(
        value: max(0, progress), domain: 0...max(1, progress), target: expected, role: wording.role(figure)))
  }

  /// 同比: growth over the same month of the year before; not across a change of scope.
  private func growth(_ figure: Figure, _ indicator: Indicator) -> Table.Cell {
    guard let growth = figure.reading.growth(of: indicator, last: showing.board.period.last) else { return .empty }
    var isDim = growth == .broken
    if case .percent(let percent) = growth, percent < 0 { isDim = true }
    return Table.Cell(wording.growth(growth, indicator), isDim ? .dim : .text)
  }

  // MARK: The parts of the area

  private var children: [BoardRow] {
    guard showing.board.own != nil, let indicator = showing.subjectIndicator else { return [] }
    return showing.board.rows.filter { $0.figures[indicator.id]?.reading.ratio != nil }
  }

  private func drawParts(_ rows: [BoardRow], on surface: inout Surface) {
    guard let indicator = showing.subjectIndicator else { return }
    let sorted = Ordering.rows(rows, by: .worst, indicators: [indicator])
    let table = Table(
      columns: [
        Table.Column(wording.heading(of: rows), minimum: 8, priority: Table.Column.always),
        Table.Column(words["column.now"], alignment: .right, priority: Table.Column.always),
        Table.Column(words["column.counts"], alignment: .right, priority: 20),
        Table.Column(words["column.status"], minimum: 2, priority: 90),
      ],
      rows: sorted.map { row in
        let figure = row.figures[indicator.id]
        return [
          Table.Cell(wording.name(row.area), .text),
          Table.Cell(wording.value(figure, indicator, glyphs: surface.glyphs), .value, strong: true),
          Table.Cell(figure?.reading.ratio.map(wording.counts) ?? "", .dim),
          Table.Cell(wording.status(figure, glyphs: surface.glyphs)),
        ]
      }, gap: 2)
    surface.panel(
      Box(title: words["measures.parts"], detail: indicator.short(showing.handbook.language)), in: surface.bounds
    ) {
      $0.draw(table, in: $0.bounds)
    }
  }
}
