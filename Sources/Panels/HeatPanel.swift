import Drawing
import PostalModel

/// 时序表: the areas of a panel by months, each cell a figure with its mark on the ground of how it stood then. On
/// panels of an area's own figures the rows are those.
struct HeatPanel {
  let showing: Showing
  /// The rows, with the indicator of each.
  let rows: [(area: Area, indicator: Indicator)]
  let selected: Int?
  /// What the rows are.
  let corner: String
  /// The rows are the figures of one area, and not areas of one figure.
  let namesIndicators: Bool

  private var wording: Wording { showing.wording }

  /// The areas of a list, for the figure that it is about.
  init?(areasOf showing: Showing) {
    guard let indicator = showing.subjectIndicator else { return nil }
    self.showing = showing
    rows = showing.rows.map { ($0.area, indicator) }
    selected = showing.selectedIndex
    corner = showing.wording.heading(of: showing.rows)
    namesIndicators = false
  }

  /// The figures of an area; at the top those of every plan's area.
  init(_ items: [MeasuresPanel.Item], selected: Int?, of showing: Showing) {
    self.showing = showing
    let areas = (showing.board.own.map { [$0] } ?? showing.board.rows).map(\.area)
    rows = items.compactMap { item in
      guard let area = areas.first(where: { $0.code == item.area }),
        let indicator = showing.handbook.indicator(item.indicator)
      else { return nil }
      return (area, indicator)
    }
    self.selected = selected
    corner = showing.words["column.indicator"]
    namesIndicators = true
  }

  /// nil while the figures are on their way.
  func table(glyphs: Glyphs) -> HeatTable? {
    guard let series = showing.series else { return nil }
    let now = series.periods.firstIndex(of: showing.board.period)
    let found = rows.map { series.row($0.area.code, $0.indicator.id) }
    // The area itself stands below its parts, unless it is the row.
    var own: (row: SeriesBoard.Row, indicator: Indicator)?
    if !namesIndicators, let area = showing.board.own?.area, let indicator = rows.first?.indicator,
      !rows.contains(where: { $0.area.code == area.code }), let row = series.row(area.code, indicator.id)
    {
      own = (row, indicator)
    }
    // Periods before anything was ever reported tell nothing.
    let known = (found + [own?.row]).compactMap { $0?.figures.firstIndex { $0.reading.ratio != nil } }.min()
    let first = min(known ?? series.periods.count - 1, now ?? .max, max(0, series.periods.count - 1))
    let shown = Array(series.periods.indices[first...])
    func cells(_ row: SeriesBoard.Row?, _ indicator: Indicator) -> [HeatTable.Cell] {
      guard let row else { return shown.map { _ in .blank } }
      return shown.map { cell(row.figures[$0], indicator, glyphs: glyphs) }
    }
    return HeatTable(
      corner: corner, headings: shown.map { heading(series.periods[$0], glyphs: glyphs) },
      rows: zip(rows, found).map { HeatTable.Row(name($0.area, $0.indicator), cells($1, $0.indicator)) },
      total: own.map { HeatTable.Row(wording.name($0.row.area), cells($0.row, $0.indicator)) },
      selection: selected, column: now.flatMap(shown.firstIndex(of:)), hasFocus: true,
      isOfOneFigure: !namesIndicators)
  }

  /// Where one is among rows that do not fit a height; nil where they do.
  func scrollHint(height: Int) -> String? {
    let isLong = showing.board.period.length < 12
    return HeatTable(
      headings: [HeatTable.Heading("", group: isLong ? " " : "")], rows: rows.map { _ in HeatTable.Row("", []) },
      total: namesIndicators || showing.board.rows.isEmpty ? nil : HeatTable.Row("", []), selection: selected
    ).scrollHint(height: height)
  }

  func draw(on surface: inout Surface) {
    guard !rows.isEmpty else { return }
    guard let table = table(glyphs: surface.glyphs) else {
      surface.write(showing.words["trend.loading"], row: 0, role: .dim, maxWidth: surface.width)
      return
    }
    surface.draw(table, in: surface.bounds)
  }

  private func name(_ area: Area, _ indicator: Indicator) -> String {
    guard namesIndicators else { return wording.name(area) }
    let name = indicator.name(showing.handbook.language)
    return showing.board.own == nil ? "\(wording.name(area)) \(name)" : name
  }

  /// A quarter or year that has not closed ends in dots: it is of its months so far.
  private func heading(_ period: Period, glyphs: Glyphs) -> HeatTable.Heading {
    let year = String(period.first.year)
    let open = period.length > 1 && Month(showing.today) <= period.last ? glyphs.ellipsis : ""
    switch period.length {
    case 1: return HeatTable.Heading(String(period.first.month), group: year)
    case 12: return HeatTable.Heading(year + open)
    default: return HeatTable.Heading(String(period.description.dropFirst(year.count + 1)) + open, group: year)
    }
  }

  /// Value and mark, with fewer and fewer decimals; absent returns by word, and at last by their mark.
  private func cell(_ figure: Figure, _ indicator: Indicator, glyphs: Glyphs) -> HeatTable.Cell {
    let ground = statusGround(figure)
    let forms = indicator.decimals + 1
    guard let ratio = figure.reading.ratio else {
      let mark = wording.mark(figure.status, glyphs: glyphs)
      switch figure.reading.absence {
      case .notReported?, .notGiven?:
        let word = wording.absence(figure, glyphs: glyphs)
        return HeatTable.Cell(
          Array(repeating: word, count: forms) + [mark], role: wording.role(figure), ground: ground)
      case .notApplicable?, .noStandard?: return HeatTable.Cell([glyphs.none], role: .dim)
      // What nobody owes, or is not due yet, leaves its place empty.
      default: return .blank
      }
    }
    let mark = wording.mark(figure, glyphs: glyphs)
    let sign = figure.reading.isPartial ? "~" : ""
    let texts = (0..<forms).map { sign + wording.number(ratio, indicator, fewer: $0) + mark }
    return HeatTable.Cell(
      texts + [texts[forms - 1]], role: ground == nil ? .text : wording.role(figure), ground: ground)
  }

  private func statusGround(_ figure: Figure) -> Ground? {
    guard let status = figure.status, status.isJudged else { return nil }
    return Ground(rawValue: wording.role(figure).rawValue)
  }
}
