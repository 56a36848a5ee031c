import Drawing
import PostalModel

/// 核对: returns against systems and samples, the widest apart first, and village stations as reported and as seen.
public struct ReconcilePanel {
  public var showing: Showing
  /// nil while it is being fetched.
  public var board: ReconcileBoard?
  public var selection: Int

  public init(showing: Showing, board: ReconcileBoard?, selection: Int) {
    self.showing = showing
    self.board = board
    self.selection = selection
  }

  private var words: Words { showing.words }
  private var wording: Wording { showing.wording }

  /// Those listed, the filter applied.
  public static func listed(_ differences: [SourceDifference], of showing: Showing) -> [SourceDifference] {
    let wanted = showing.filter.lowercased()
    return wanted.isEmpty
      ? differences
      : differences.filter { item in
        [
          item.area.name, item.area.code.description, item.brand,
          showing.handbook.indicator(item.indicator)?.name(showing.handbook.language) ?? "",
        ].contains { $0.lowercased().contains(wanted) }
      }
  }

  public func draw(on surface: inout Surface) {
    let listed = Self.listed(board?.differences ?? [], of: showing)
    let apart = listed.count { !$0.agrees }
    let table = table(listed)
    surface.dataPanel(
      .reconcile, detail: board.map { _ in words["reconcile.count", String(apart), String(listed.count - apart)] },
      note: showing.listNote, footer: table.scrollHint(height: surface.height - 8), words: words
    ) { draw(listed, table, on: &$0) }
  }

  private func draw(_ listed: [SourceDifference], _ table: Table, on surface: inout Surface) {
    guard let board else {
      surface.write(words["explain.loading"], row: 0, role: .dim, maxWidth: surface.width)
      return
    }
    let foot = foot(board, listed, glyphs: surface.glyphs, width: surface.width)
    let (list, below) = surface.bounds.splitBottom(surface.height > foot.count + 4 ? foot.count + 1 : 0)
    if listed.isEmpty {
      surface.write(
        board.differences.isEmpty ? words["reconcile.none"] : words["filter.none", showing.filter], row: 0, role: .dim,
        maxWidth: surface.width)
    } else {
      surface.draw(table, in: list)
    }
    surface.within(below) { lines in
      for (row, spans) in foot.enumerated() { lines.write(spans, row: row + 1, maxWidth: lines.width) }
    }
  }

  func table(_ listed: [SourceDifference]) -> Table {
    let rows = listed.map { item -> [Table.Cell] in
      let indicator = showing.handbook.indicator(item.indicator)
      func share(_ source: ReturnSource) -> String {
        guard let indicator, let ratio = item.ratio(source) else { return "" }
        return wording.number(ratio, indicator)
      }
      let judged: (String, Role) =
        item.agrees
        ? (words["reconcile.agrees"], .met)
        : item.isInsideInterval == false ? (words["reconcile.outside"], .short) : (words["reconcile.differs"], .notice)
      return [
        Table.Cell(wording.name(item.area), .text), Table.Cell(item.month.description, .dim),
        Table.Cell(item.brand.isEmpty ? words["reconcile.allBrands"] : item.brand, item.brand.isEmpty ? .dim : .text),
        Table.Cell(indicator?.name(showing.handbook.language) ?? item.indicator, .text),
        Table.Cell(share(.reported), .value, strong: true), Table.Cell(share(.system), .value, strong: true),
        Table.Cell(item.points.map(signed) ?? "", item.agrees ? .dim : .notice),
        Table.Cell(share(.sampled), .value), Table.Cell(interval(item), .dim), Table.Cell(judged.0, judged.1),
      ]
    }
    let columns = [
      Table.Column(words["sources.area"], minimum: 8, priority: Table.Column.always),
      Table.Column(words["sources.month"], minimum: 7, priority: 30),
      Table.Column(words["outlet.brand"], minimum: 4, priority: 40),
      Table.Column(words["explain.indicator"], minimum: 8, priority: 95),
      Table.Column(words["reconcile.reported"], alignment: .right, priority: 90),
      Table.Column(words["reconcile.system"], alignment: .right, priority: 85),
      Table.Column(words["reconcile.points"], alignment: .right, priority: 80),
      Table.Column(words["reconcile.sampled"], alignment: .right, priority: 75),
      Table.Column(words["reconcile.interval"], alignment: .right, priority: 50),
      Table.Column(words["ledger.state"], minimum: 6, priority: 92),
    ]
    return Table(columns: columns, rows: rows, selection: selection, hasFocus: true, gap: 2, shift: showing.shift)
      .withoutBlankColumns()
  }

  private func signed(_ points: Double) -> String { (points > 0 ? "+" : "") + wording.tenths(points) }

  /// `91.2–97.8`, to the tenth outwards.
  private func interval(_ item: SourceDifference) -> String {
    guard let interval = item.interval else { return "" }
    let scale = Double(item.scale)
    return Ratio.fixed(Int((interval.low * scale * 10).rounded(.down)), decimals: 1) + "–"
      + Ratio.fixed(Int((interval.high * scale * 10).rounded(.up)), decimals: 1)
  }

  /// The selected pair in counts, and the stations.
  private func foot(_ board: ReconcileBoard, _ listed: [SourceDifference], glyphs: Glyphs, width: Int) -> [[Span]] {
    var lines: [[Span]] = []
    if listed.indices.contains(selection) {
      let item = listed[selection]
      var spans = [Span(wording.name(item.area) + " ", .text, strong: true)]
      for source in ReturnSource.allCases {
        guard let given = item.given[source] else { continue }
        spans += [
          Span(words["source.kind.\(source)"] + " ", .label),
          Span("\(wording.grouped(given.numerator))/\(wording.grouped(given.denominator))", .value),
          Span(
            item.expected > 1
              ? " "
                + words["reconcile.areas", showing.wording.grouped(given.areas), showing.wording.grouped(item.expected)]
              : "", .dim),
          Span("   "),
        ]
      }
      if let counts = item.counts, counts != (0, 0) {
        spans.append(
          Span(
            words["reconcile.apart", wording.grouped(counts.numerator), wording.grouped(counts.denominator)], .notice))
      }
      lines += glyphs.wrapped(spans, to: width)
    }
    if let stations = board.stations, !stations.villages.isEmpty {
      let spans = [
        Span(words["reconcile.stations"] + " ", .label),
        Span(words["reconcile.stations.reported", wording.grouped(stations.reported)] + "  ", .value),
        Span(
          words[
            "reconcile.stations.verified", wording.grouped(stations.verified), String(stations.days)],
          stations.verified < stations.reported ? .notice : .met),
        Span(
          stations.onlyVerified > 0
            ? "  " + words["reconcile.stations.only", wording.grouped(stations.onlyVerified)] : "", .notice),
      ]
      lines += glyphs.wrapped(spans, to: width)
    }
    return lines
  }
}
