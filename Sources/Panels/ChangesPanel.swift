import Drawing
import PostalModel

/// 变化: figures against the period before and the same of the year before, with the rank of each and the places it won
/// or lost. On panels of areas the indicators stand side by side, as many as fit; on panels of an area's own figures
/// those are the rows.
struct ChangesPanel {
  let showing: Showing
  /// The figures of one area, of which each is a row; nil where the rows are areas.
  var items: [MeasuresPanel.Item]?

  private var wording: Wording { showing.wording }
  private var words: Words { showing.words }

  // MARK: What is listed

  /// One figure with what became of it.
  private struct Entry {
    var figure: Figure?
    var indicator: Indicator
    var change: Change?
  }

  /// The figures beside one another of an indicator, or of all rows.
  private struct Group: Sendable {
    var columns: Range<Int>
    var title: String
    var detail: String
    var isChosen: Bool
  }

  /// A table with what stands above and below it.
  private struct Made: Sendable {
    var table: Table
    /// The area itself; empty where there is none.
    var total: [Table.Cell]
    /// The indicators above their columns; empty where the rows name them.
    var groups: [Group]
    /// By id.
    var shown: [String] = []
    /// Indicators lie to the left or to the right of those shown.
    var hidesLeft = false
    var hidesRight = false
  }

  private enum Part: CaseIterable {
    case value, before, onPeriod, yearBefore, onYear, rank, move

    /// What can be told from the others goes first where there is little room.
    var isExtra: Bool { self == .before || self == .yearBefore }

    var priority: Int {
      switch self {
      case .value: Table.Column.always
      case .move: 90
      case .rank: 80
      case .onPeriod: 70
      case .onYear: 60
      case .before, .yearBefore: 20
      }
    }

    var word: String {
      switch self {
      case .value: "column.now"
      case .before: "column.before"
      case .onPeriod: "column.onPeriod"
      case .yearBefore: "column.yearBefore"
      case .onYear: "column.growth"
      case .rank: "bulletin.rank"
      case .move: "bulletin.move"
      }
    }
  }

  /// Of years the period before is the year before, and at the top nothing is ranked.
  private var parts: [Part] {
    let isYear = showing.board.period.length == 12
    let isRanked = !Showing.peers(of: showing.board, panel: showing.panel).isEmpty
    return Part.allCases.filter { part in
      switch part {
      case .before, .onPeriod: !isYear
      case .rank, .move: isRanked
      default: true
      }
    }
  }

  private func cell(_ part: Part, _ entry: Entry, glyphs: Glyphs) -> Table.Cell {
    let cells = ChangeCells(showing: showing, glyphs: glyphs)
    let (figure, indicator, change) = (entry.figure, entry.indicator, entry.change)
    return switch part {
    case .value: value(figure, indicator, glyphs: glyphs)
    case .before: cells.earlier(change?.before, figure, indicator)
    case .onPeriod: cells.onPeriod(change, figure, indicator)
    case .yearBefore: cells.earlier(change?.yearBefore, figure, indicator)
    case .onYear: cells.onYear(change, figure, indicator)
    case .rank: cells.rank(change, figure, ofAll: items != nil)
    case .move: cells.move(change)
    }
  }

  private func value(_ figure: Figure?, _ indicator: Indicator, glyphs: Glyphs) -> Table.Cell {
    let cell = tables(width: 0, glyphs).markedValue(figure, indicator)
    let unit = wording.unit(indicator)
    guard items != nil, figure?.reading.ratio != nil, !unit.isEmpty else { return cell }
    return Table.Cell([cell.spans[0], Span(" \(unit) ", .dim)] + cell.spans.dropFirst())
  }

  private func tables(width: Int, _ glyphs: Glyphs) -> FigureTables {
    FigureTables(showing: showing, glyphs: glyphs, width: width, isFull: true, hasFocus: true)
  }

  // MARK: The table

  private func made(width: Int, glyphs: Glyphs) -> Made {
    let state = [width, showing.past == nil ? 0 : 1]
    return showing.keep(
      "changes.table", state, [showing.panel.rawValue, items == nil ? showing.subjectIndicator?.id : nil],
      glyphs: glyphs
    ) {
      items.map { make(of: $0, width: width, glyphs: glyphs) } ?? make(width: width, glyphs: glyphs)
    }
  }

  private func column(_ part: Part, _ cells: [Table.Cell], glyphs: Glyphs) -> Table.Column {
    let heading = words[part.word] + (part == .value && items == nil ? "  " : "")
    let width = max(glyphs.columns(of: heading), cells.map { glyphs.columns(of: $0.spans) }.max() ?? 0)
    return Table.Column(heading, alignment: .right, minimum: width, ideal: width, priority: part.priority)
  }

  /// The figures of one area, each with its unit.
  private func make(of items: [MeasuresPanel.Item], width: Int, glyphs: Glyphs) -> Made {
    let areas = showing.board.own.map { [$0] } ?? showing.board.rows
    let entries = items.compactMap { item -> (name: String, entry: Entry)? in
      guard let row = areas.first(where: { $0.area.code == item.area }),
        let indicator = showing.handbook.indicator(item.indicator)
      else { return nil }
      let name = indicator.name(showing.handbook.language)
      return (
        showing.board.own == nil ? "\(wording.name(row.area)) \(name)" : name,
        Entry(
          figure: row.figures[item.indicator], indicator: indicator,
          change: showing.changes(indicator)?[row.area.code])
      )
    }
    let widest = entries.map { glyphs.columns(of: $0.name) }.max() ?? 18
    var columns = [
      Table.Column(
        words["column.indicator"], minimum: min(14, widest), ideal: min(34, widest), priority: Table.Column.always)
    ]
    var rows = entries.map { [Table.Cell($0.name)] }
    for part in parts {
      let cells = entries.map { cell(part, $0.entry, glyphs: glyphs) }
      // A column with nothing in it gives its room to the others.
      if part != .value, cells.allSatisfy({ $0.spans.allSatisfy(\.text.isEmpty) }) { continue }
      columns.append(column(part, cells, glyphs: glyphs))
      for place in rows.indices { rows[place].append(cells[place]) }
    }
    return Made(table: Table(columns: columns, rows: rows, gap: 2), total: [], groups: [])
  }

  private func make(width: Int, glyphs: Glyphs) -> Made {
    let indicators = showing.handbook.indicators(of: showing.panel)
    let rows = showing.rows
    let own = showing.board.rows.isEmpty ? nil : showing.board.own
    let names = tables(width: width, glyphs).nameColumn(least: width >= 60 ? 10 : 6)
    let parts = parts
    let listed = rows + (own.map { [$0] } ?? [])
    let made = indicators.map { indicator -> [(part: Part, column: Table.Column, cells: [Table.Cell])] in
      let changes = showing.changes(indicator)
      let entries = listed.map {
        Entry(figure: $0.figures[indicator.id], indicator: indicator, change: changes?[$0.area.code])
      }
      return parts.map { part in
        let cells = entries.map { cell(part, $0, glyphs: glyphs) }
        return (part, column(part, cells, glyphs: glyphs), cells)
      }
    }
    let chosen = indicators.firstIndex { $0.id == showing.subjectIndicator?.id } ?? 0
    let name = names.column.minimum ?? 4
    func least(_ shown: Range<Int>, gap: Int, extras: Bool) -> Int {
      made[shown].reduce(name) { sum, group in
        group.filter { extras || !$0.part.isExtra }.reduce(sum + ChangesPanel.apart) {
          $0 + ($1.column.ideal ?? 0) + gap
        }
      }
    }
    let shown = window(of: indicators.count, around: chosen) { least($0, gap: 1, extras: false) <= width }
    let hasExtras = least(shown, gap: 1, extras: true) <= width
    let gap = (1...3).last { least(shown, gap: $0, extras: hasExtras) <= width } ?? 1
    var columns = [names.column]
    var cells = listed.indices.map { place in
      [place < rows.count ? names.cells[place] : Table.Cell(wording.name(listed[place].area), .label, strong: true)]
    }
    var groups: [Group] = []
    for place in shown {
      let start = columns.count
      for (part, column, values) in made[place] where hasExtras || !part.isExtra {
        var column = column
        // Indicators stand apart from one another.
        if part == .value {
          column.ideal = (column.ideal ?? 0) + ChangesPanel.apart
          column.minimum = shown.count > 1 ? column.ideal : column.minimum
        }
        columns.append(column)
        for row in cells.indices { cells[row].append(values[row]) }
      }
      groups.append(group(indicators[place], start..<columns.count, isChosen: place == chosen && indicators.count > 1))
    }
    var table = Table(columns: columns, rows: Array(cells.prefix(rows.count)), gap: gap)
    table.stressesFirst = true
    return Made(
      table: table, total: own == nil ? [] : cells[rows.count], groups: groups, shown: shown.map { indicators[$0].id },
      hidesLeft: shown.lowerBound > 0,
      hidesRight: shown.upperBound < indicators.count)
  }

  /// Blanks before the first column of an indicator.
  private static let apart = 2

  private func group(_ indicator: Indicator, _ columns: Range<Int>, isChosen: Bool) -> Group {
    let target = wording.target(showing.board.own?.figures[indicator.id])
    return Group(
      columns: columns, title: indicator.short(showing.handbook.language),
      detail: target.isEmpty ? "" : "\(words["label.target"]) \(target)", isChosen: isChosen)
  }

  /// As many neighbours as fit, the chosen one among them.
  private func window(of count: Int, around chosen: Int, fits: (Range<Int>) -> Bool) -> Range<Int> {
    guard count > 0 else { return 0..<0 }
    var start = 0
    while start < chosen, !fits(start..<chosen + 1) { start += 1 }
    var end = chosen + 1
    while end < count, fits(start..<end + 1) { end += 1 }
    return start..<end
  }

  // MARK: Drawing

  /// Lines that are no rows: indicators and headings above, and the area itself below.
  private func otherLines(_ made: Made, height: Int) -> Int {
    (made.groups.isEmpty ? 0 : 1) + 1 + (hasTotal(made, height: height) ? 1 : 0)
  }

  private func hasTotal(_ made: Made, height: Int) -> Bool { !made.total.isEmpty && height >= 5 }

  /// - Parameter selected: the row the cursor is on.
  func draw(selected: Int?, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let made = made(width: surface.width, glyphs: glyphs)
    var table = made.table
    table.selection = selected
    table.hasFocus = true
    var rest = surface.bounds
    if !made.groups.isEmpty {
      drawGroups(made, on: &surface)
      rest = rest.splitTop(1).rest
    }
    guard hasTotal(made, height: surface.height) else {
      surface.draw(table, in: rest)
      return
    }
    let height = min(table.rows.count + 1, rest.height - 1)
    let bands = rest.splitTop(height)
    surface.draw(table, in: bands.top)
    var total = table
    total.rows = [made.total]
    total.selection = nil
    total.hasFocus = false
    total.showsHeadings = false
    surface.draw(total, in: bands.rest.splitTop(1).top)
  }

  /// The indicators above their columns, the one chosen standing out, and whether others lie beside them.
  private func drawGroups(_ made: Made, on surface: inout Surface) {
    let glyphs = surface.glyphs
    let placements = made.table.placements(in: surface.width, glyphs: glyphs)
    for group in made.groups {
      let places = placements.filter { group.columns.contains($0.index) }
      guard let first = places.first, let last = places.last else { continue }
      let width = last.start + last.width - first.start
      var spans = [
        group.isChosen
          ? Span(" \(group.title) ", .text, on: .tab, strong: true) : Span(" \(group.title) ", .label)
      ]
      let detail = Span(" \(group.detail)", .dim)
      if !group.detail.isEmpty, glyphs.columns(of: spans + [detail]) <= width { spans.append(detail) }
      let used = glyphs.columns(of: spans)
      surface.write(
        spans, row: 0, column: first.start + max(0, min(ChangesPanel.apart, width - used)), maxWidth: width)
    }
    guard made.hidesLeft || made.hidesRight, let name = placements.first else { return }
    surface.write(
      [Span((made.hidesLeft ? glyphs.arrowLeft : "") + (made.hidesRight ? glyphs.arrowRight : ""), .accent)], row: 0,
      column: name.start, width: name.width, alignment: .right)
  }

  // MARK: The legend

  /// What the marks in the table mean, as many as fit, and where one is in it.
  ///
  /// - Parameters:
  ///   - width: of the frame.
  ///   - height: of what is in it.
  func footer(width: Int, height: Int, selected: Int?, glyphs: Glyphs) -> String? {
    let made = made(width: width - 4, glyphs: glyphs)
    let rows = max(0, height - otherLines(made, height: height))
    let hint = Scroll.hint(
      offset: Scroll.offset(selection: selected, count: made.table.rows.count, height: rows),
      count: made.table.rows.count, height: rows)
    let room = width - 6 - (hint.map { glyphs.columns(of: $0) + 2 } ?? 0)
    let said = showing.keep(
      "changes.legend", [width, room, showing.past == nil ? 0 : 1],
      [items == nil ? showing.subjectIndicator?.id : showing.panel.rawValue], glyphs: glyphs
    ) { legend(made, room: room, glyphs: glyphs) }
    let parts = [said.isEmpty ? nil : said, hint].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: "  ")
  }

  /// How many have a rank and had one in the indicators shown, where that is not the same.
  private func ranked(_ made: Made) -> (now: Int, before: Int)? {
    let indicators = items == nil ? showing.handbook.indicators(of: showing.panel) : []
    return indicators.filter { made.shown.contains($0.id) }.lazy.compactMap { indicator in
      showing.changes(indicator)?.values.first { $0.move != nil && $0.ranked != $0.rankedBefore }
    }.first.map { ($0.ranked, $0.rankedBefore) }
  }

  private func legend(_ made: Made, room: Int, glyphs: Glyphs) -> String {
    guard showing.past != nil else { return words["trend.loading"] }
    // What a figure itself lacks is told in its place.
    let values = Set([0] + (made.groups.isEmpty ? [1] : made.groups.map(\.columns.lowerBound)))
    let texts = (made.table.rows + [made.total]).flatMap { row in
      row.enumerated().filter { !values.contains($0.offset) }.map { $0.element.spans.map(\.text).joined() }
    }
    let broken = words["measures.broken"]
    var parts: [String] = []
    if let (now, before) = ranked(made), now != before {
      parts.append(words["changes.legend.ranked", String(now), String(before)])
    }
    if texts.contains(broken) { parts.append(words["changes.legend.broken", broken]) }
    if texts.contains(glyphs.none) { parts.append(words["changes.legend.absent", glyphs.none]) }
    if texts.contains(where: { $0.hasPrefix("~") }) { parts.append(words["changes.legend.partial"]) }
    if texts.contains(words["changes.new"]) { parts.append(words["changes.legend.new", words["changes.new"]]) }
    if texts.contains(where: { $0.hasPrefix(glyphs.placesUp) || $0.hasPrefix(glyphs.placesDown) }) {
      parts.append(words["changes.legend.moved", glyphs.placesUp + glyphs.placesDown])
    }
    if texts.contains(where: { $0.hasSuffix(" \(words["measures.points"])") }) {
      parts.append(words["changes.legend.points", words["measures.points"]])
    }
    var line = ""
    for part in parts {
      let longer = line.isEmpty ? part : "\(line) \(glyphs.separator) \(part)"
      guard glyphs.columns(of: longer) <= room else { break }
      line = longer
    }
    return line
  }
}
