import Drawing
import PostalModel

extension Showing {
  /// The areas of a board that are ranked among one another: its parts, and where an area's own figures are listed those
  /// beside it. None at the top, where areas of several plans stand together.
  public static func peers(of board: Board, panel: PanelKind) -> [AreaCode] {
    guard let own = board.own else { return [] }
    guard panel.listsMeasures else { return board.rows.map(\.area.code) }
    let beside = board.siblings.map(\.code)
    return beside.contains(own.area.code) ? beside : beside + [own.area.code]
  }

  /// How the areas of the list changed in an indicator; nil while the periods before are on their way.
  func changes(_ indicator: Indicator) -> [AreaCode: Change]? {
    guard let past else { return nil }
    return keep("changes", [], [indicator.id]) {
      Comparison(series: past, period: board.period, indicator: indicator)
        .changes(among: Showing.peers(of: board, panel: panel))
    }
  }

  /// The change of the figure that the sentence is about.
  var subjectChange: Change? {
    guard let row = subject, let indicator = subjectIndicator else { return nil }
    return changes(indicator)?[row.area.code]
  }

  /// 位次 of the parts in an indicator, as the board has them.
  func ranks(_ indicator: Indicator) -> [AreaCode: Int] {
    keep("ranks", [], [indicator.id]) {
      Comparison.ranks(
        board.rows.compactMap { row in row.figures[indicator.id]?.reading.ratio.map { (row.area.code, $0) } },
        of: indicator)
    }
  }
}

/// Changes as the cells of tables on the screen.
struct ChangeCells {
  let showing: Showing
  let glyphs: Glyphs
  /// The periods before are on their way.
  var isLoading: Bool { showing.past == nil }

  private var wording: Wording { showing.wording }

  /// 环比; empty where there is no period before.
  func onPeriod(_ change: Change?, _ figure: Figure?, _ indicator: Indicator) -> Table.Cell {
    guard showing.board.period.length < 12, indicator.kind != .yearly else { return .empty }
    return growth(change?.onPeriod, change?.isPartialOnPeriod == true, figure, indicator)
  }

  /// 同比
  func onYear(_ change: Change?, _ figure: Figure?, _ indicator: Indicator) -> Table.Cell {
    growth(change?.onYear, change?.isPartialOnYear == true, figure, indicator)
  }

  private func growth(_ growth: Growth?, _ isPartial: Bool, _ figure: Figure?, _ indicator: Indicator) -> Table.Cell {
    // Without a figure now it is told there why.
    guard figure?.reading.ratio != nil else { return .empty }
    guard !isLoading else { return Table.Cell(glyphs.ellipsis, .dim) }
    guard let growth else { return Table.Cell(glyphs.none, .dim) }
    return Table.Cell(
      wording.growth(growth, indicator, isPartial: isPartial), role(growth, indicator))
  }

  private func role(_ growth: Growth, _ indicator: Indicator) -> Role {
    let amount: Double
    switch growth {
    case .broken: return .notice
    // What is no change at the decimals shown is none.
    case .percent(let percent): amount = abs(percent) < 0.05 ? 0 : percent
    case .difference(let points): amount = abs(points) < 0.005 ? 0 : points
    }
    return amount == 0 ? .dim : (amount > 0) == indicator.higherIsBetter ? .better : .worse
  }

  /// A figure of a period before, for comparison.
  func earlier(_ figure: Figure?, _ now: Figure?, _ indicator: Indicator) -> Table.Cell {
    if isLoading { return Table.Cell(now?.reading.ratio == nil ? "" : glyphs.ellipsis, .dim) }
    let isOwed = figure?.reading.absence == .notReported || figure?.reading.absence == .notGiven
    guard let figure, figure.reading.ratio != nil || isOwed else { return .empty }
    return Table.Cell(wording.value(figure, indicator, glyphs: glyphs), .dim)
  }

  /// 位次, `~` where its figure is partial; with how many have one where those are not on the screen.
  func rank(_ change: Change?, _ figure: Figure?, ofAll: Bool = false) -> Table.Cell {
    guard let rank = change?.rank else { return .empty }
    let isPartial = figure?.reading.isPartial == true
    let text = ofAll ? "\(rank)/\(change?.ranked ?? 0)" : String(rank)
    return Table.Cell((isPartial ? "~" : "") + text, isPartial ? .dim : .value)
  }

  /// 升降
  func move(_ change: Change?) -> Table.Cell {
    guard let move = change?.move else { return .empty }
    return Table.Cell(wording.move(move, glyphs: glyphs), ChangeCells.role(move))
  }

  static func role(_ move: RankMove) -> Role {
    switch move {
    case .by(let places): places == 0 ? .dim : places > 0 ? .better : .worse
    case .new: .label
    case .broken: .notice
    }
  }
}
