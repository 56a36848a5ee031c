import Panels
import PostalModel

/// What became of figures since the period before and the year before.
extension Dashboard {
  /// The periods that the changes of a place are told from, for all that is listed and all indicators of the panel, so
  /// that neither the cursor nor the figure chosen asks for more; nil where none are told.
  private func pastRequest(_ place: Place, _ board: Board) -> SeriesRequest? {
    // A wall tells none, but may list in their order.
    guard !isWall || place.sort.isOfChange, place.outlet == nil, board.facts.imports > 0 else { return nil }
    let areas: [AreaCode]
    if place.panel.listsFigures {
      areas = (board.rows + (board.own.map { [$0] } ?? [])).map(\.area.code)
    } else if place.panel.listsMeasures, place.view == .changes {
      areas = board.own == nil ? board.rows.map(\.area.code) : Showing.peers(of: board, panel: place.panel)
    } else {
      return nil
    }
    return SeriesRequest(
      areas: areas, indicators: handbook.indicators(of: place.panel).map(\.id), last: board.period,
      count: Comparison.periods(of: board.period), plan: place.plan)
  }

  func past(_ place: Place, _ board: Board) -> SeriesBoard? { pastRequest(place, board).flatMap { memory.series[$0] } }

  mutating func askPast(_ board: Board, _ effects: inout [Effect]) {
    guard let request = pastRequest(session.spot.place, board), memory.series[request] == nil else { return }
    ask(.loadSeries(request), &effects)
  }

  /// How areas changed, for the orders by that.
  func changes(_ place: Place, _ board: Board, _ indicator: Indicator?, _ past: SeriesBoard?) -> [AreaCode: Change] {
    guard place.sort.isOfChange, let indicator, let past else { return [:] }
    return Comparison(series: past, period: board.period, indicator: indicator)
      .changes(among: Showing.peers(of: board, panel: place.panel))
  }

  /// The figure that a list is about where none is chosen by hand: the worst of the area itself.
  func lead(of indicators: [Indicator], _ board: Board) -> [Indicator] {
    guard let row = board.own ?? board.rows.first else { return Array(indicators.prefix(1)) }
    return (Ordering.worst(of: row, among: indicators) ?? indicators.first).map { [$0] } ?? []
  }
}
