import Drawing
import PostalModel

/// 位次: the selected figure large, and where it stands among those of the same list: rank, strip, least, median and
/// greatest.
struct StandingPanel {
  let showing: Showing

  init(showing: Showing) { self.showing = showing }

  private var wording: Wording { showing.wording }
  private var words: Words { showing.words }

  /// Fewer tell nothing of a distribution.
  static let least = 3

  /// The figures beside the selected one, itself included; nil where there are too few.
  private var standing: Standing? { showing.standing }

  static func fits(_ showing: Showing) -> Bool { showing.standing != nil }

  func draw(on surface: inout Surface) {
    guard let standing, let indicator = showing.subjectIndicator, let row = showing.subject else { return }
    let figure = row.figures[indicator.id]
    let rank = words["standing.rank", String(standing.rank), String(standing.ranked)]
    let move = showing.subjectChange?.move.map { wording.move($0, glyphs: surface.glyphs) }
    let box = Box(
      title: words["panel.standing"], detail: wording.name(row.area),
      note: [rank, move].compactMap { $0 }.joined(separator: " "))
    surface.panel(box, in: surface.bounds) { inside in
      let stripRows = 3
      let caption = 1
      let room = inside.height - stripRows - caption
      var top = 0
      if room >= 3, let ratio = figure?.reading.ratio {
        top = drawFigure(ratio, figure, indicator, height: room, on: &inside)
      }
      let spare = max(0, inside.height - top - stripRows - caption)
      let start = top + spare / 2
      inside.draw(picture(standing, figure, indicator), in: Rect(row: start, width: inside.width, height: stripRows))
      guard inside.height > start + stripRows else { return }
      inside.write(legend(standing, indicator, inside.glyphs), row: start + stripRows, maxWidth: inside.width)
    }
  }

  /// The figure in large digits with its unit and mark behind; returns the rows it took.
  private func drawFigure(
    _ ratio: Ratio, _ figure: Figure?, _ indicator: Indicator, height: Int, on surface: inout Surface
  ) -> Int {
    let glyphs = surface.glyphs
    let text = wording.number(ratio, indicator)
    let unit = wording.unit(indicator)
    let behind = max(glyphs.columns(of: unit), 2) + 2
    let room = Size(width: max(0, surface.width - behind), height: height)
    let scale = min(BigDigits.largestScale(of: text, in: room, glyphs: glyphs), 2)
    guard scale > 0 else { return 0 }
    let size = BigDigits.size(of: text, scale: scale, glyphs: glyphs)
    let role = wording.role(figure)
    surface.draw(
      BigDigits(text, role: role == .noTarget ? .value : role, scale: scale),
      in: Rect(width: size.width, height: size.height))
    let at = size.width + 2
    surface.write([Span(wording.mark(figure, glyphs: glyphs), role, strong: true)], row: 0, column: at)
    surface.write(unit, row: size.height - 1, column: at, role: .dim)
    return size.height
  }

  private func picture(_ standing: Standing, _ figure: Figure?, _ indicator: Indicator) -> DistributionStrip {
    func text(_ value: Double) -> String { wording.decimals(Amount(value), indicator) }
    let role = wording.role(figure)
    return DistributionStrip(
      values: standing.values, own: standing.own, target: standing.target, role: role == .noTarget ? .accent : role,
      labels: (
        standing.values.min().map(text) ?? "", standing.median.map { words["standing.median", text($0)] } ?? "",
        standing.values.max().map(text) ?? ""
      ))
  }

  /// The line alone, as text.
  func strip(width: Int, glyphs: Glyphs) -> [Span] {
    guard let standing, let indicator = showing.subjectIndicator, let row = showing.subject else { return [] }
    var surface = Surface(width: width, height: 1, glyphs: glyphs)
    surface.draw(picture(standing, row.figures[indicator.id], indicator), in: surface.bounds)
    return surface.runs(row: 0).map { run in
      let text = run.columns.compactMap { surface.cell(row: 0, column: $0).map(surface.characters) }.joined()
      return Span(text, run.style.foreground, strong: run.style.isStrong)
    }
  }

  private func legend(_ standing: Standing, _ indicator: Indicator, _ glyphs: Glyphs) -> [Span] {
    var spans = [
      Span(glyphs.timeMark, .value), Span(" \(words["standing.own"])  ", .dim), Span(glyphs.bulletOpen, .label),
      Span(" \(words["standing.others"])", .dim),
    ]
    if standing.target != nil {
      spans += [Span("  \(glyphs.targetMark)", .target), Span(" \(words["label.target"])", .dim)]
    }
    return spans
  }
}

/// Where a figure stands among those of the same list.
struct Standing {
  /// All whole figures of the list, the own one among them.
  var values: [Double]
  var own: Double
  var target: Double?
  /// From 1, the best first among all that have a figure; equal ones share a place.
  var rank: Int
  /// How many have one.
  var ranked: Int

  var median: Double? { DistributionStrip.median(values) }
}

extension Showing {
  /// Where the selected figure stands among the rows of the board, whatever the filter hides; nil with fewer than three
  /// figures, and where the selected one is missing, partial or only yes or no.
  var standing: Standing? {
    guard let indicator = subjectIndicator, let row = selectedRow, let figure = row.figures[indicator.id],
      let own = figure.value, !figure.reading.isPartial, figure.reading.ratio?.isOfOne != true
    else { return nil }
    // Villages stand beside villages, and communities beside communities.
    let like = board.rows.filter { $0.area.level == row.area.level }
    let values = like.compactMap { row -> Double? in
      guard let figure = row.figures[indicator.id], !figure.reading.isPartial else { return nil }
      return figure.value
    }
    guard values.count >= StandingPanel.least, board.own != nil else { return nil }
    let ranks = ranks(indicator)
    guard let rank = ranks[row.area.code] else { return nil }
    return Standing(
      values: values, own: own, target: figure.judgement.applied?.target.bound?.number, rank: rank, ranked: ranks.count)
  }
}
