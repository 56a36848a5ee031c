import Drawing
import Panels
import PostalModel

/// The layouts of a list: areas by months, areas as tiles, and what changed.
extension Dashboard {
  /// What a layout is drawn from, as far as it is there.
  func showPictures(_ place: Place, _ board: Board, _ showing: inout Showing) {
    showing.view = place.view
    if isWall, let area = place.area { showing.tileMap = memory.tileMaps[area] ?? nil }
    guard place.view == .heat || place.view == .tiles else { return }
    if let area = place.area { showing.tileMap = memory.tileMaps[area] ?? nil }
    showing.series = seriesRequest(showing, board).flatMap { memory.series[$0] }
  }

  /// Asks for it.
  mutating func askPictures(_ showing: Showing, _ board: Board, _ effects: inout [Effect]) {
    guard showing.view == .heat || showing.view == .tiles else { return }
    if let request = seriesRequest(showing, board), memory.series[request] == nil {
      ask(.loadSeries(request), &effects)
    }
    if showing.view == .tiles, let area = board.area?.code, memory.tileMaps[area] == nil {
      ask(.loadTileMap(area), &effects)
    }
  }

  /// The figure that a list is of, for its areas and the area itself; on panels of an area's own figures all of these.
  ///
  /// The periods end with the newest that has returns, as long as the one shown is among them: so going back a month
  /// moves the cursor and not the table.
  private func seriesRequest(_ showing: Showing, _ board: Board) -> SeriesRequest? {
    let place = session.spot.place
    let areas: [AreaCode]
    let indicators: [String]
    if showing.panel.listsMeasures {
      areas = (board.own.map { [$0] } ?? board.rows).map(\.area.code)
      indicators = handbook.indicators(of: showing.panel).map(\.id)
    } else {
      guard let indicator = showing.subjectIndicator else { return nil }
      areas = (board.rows + (board.own.map { [$0] } ?? [])).map(\.area.code)
      indicators = [indicator.id]
    }
    let period = board.period
    let count =
      switch period.length {
      case 1: Dashboard.months
      case 3: 8
      default: 6
      }
    var steps = 0
    // Twelve stand on a screen of 80 columns.
    let most = min(count, 12) - 1
    if let newest = board.facts.lastMonth {
      while steps <= most, period.moved(by: steps + 1).first <= newest { steps += 1 }
    }
    let last = steps <= most ? period.moved(by: steps) : period
    return SeriesRequest(areas: areas, indicators: indicators, last: last, count: count, plan: place.plan)
  }

  /// Turns the list of the panel, or of the panel in focus on the overview, into a layout and back into the table.
  mutating func turnView(_ view: ListView) {
    let place = session.spot.place
    let kind = place.panel == .overview ? session.spot.focus : place.panel
    guard kind.views.contains(view), let board else {
      session.notice = Notice(text: handbook.words["view.none"], isError: false)
      return
    }
    let chosen = showing(session.spot, board).subjectIndicator?.id
    if place.panel == .overview {
      leave(.panel)
      session.spot.place.open(kind)
      session.spot.place.lay(view)
    } else if place.view == view {
      // Back to the table: turning to and fro leaves no trace in the way back.
      if let last = session.history.last, last.move == .view, last.spot.place.view == .table,
        last.spot.place.area == place.area, last.spot.place.panel == place.panel
      {
        session.history.removeLast()
      }
      session.spot.place.lay(.table)
      return
    } else {
      leave(.view)
      session.spot.place.lay(view)
    }
    // One figure for all areas: the one that was looked at.
    if !kind.listsMeasures { session.spot.place.indicator = chosen }
    // Outlets are no part of a layout.
    if case .outlet? = session.spot.selection { session.spot.selection = nil }
  }

  /// The arrows and Tab among tiles, and left and right among months where the panel has one figure only.
  ///
  /// - Returns: nil where the command does as in a table.
  mutating func moveInPicture(_ command: Command, _ times: Int) -> [Effect]? {
    guard session.sheet == nil, let board, session.spot.place.view != .table, FiguresPanel.showsPictures(in: size)
    else {
      return nil
    }
    let view = session.spot.place.view
    let showing = showing(session.spot, board)
    if view == .changes { return nil }
    if view == .heat {
      guard command == .left || command == .right,
        showing.panel.listsMeasures || handbook.indicators(of: showing.panel).count < 2
      else { return nil }
      moveMonth(command == .left ? -times : times)
      return []
    }
    let step: (columns: Int, rows: Int)
    switch command {
    case .nextPanel, .previousPanel:
      sideways(command == .nextPanel ? times : -times)
      return []
    case .left: step = (-1, 0)
    case .right: step = (1, 0)
    case .up: step = (0, -1)
    case .down: step = (0, 1)
    default: return nil
    }
    var walked = showing
    for _ in 0..<max(1, min(times, showing.rows.count)) {
      let panel = TilePanel(showing: walked)
      guard let next = panel.neighbour(columns: step.columns, rows: step.rows, in: size, glyphs: glyphs) else { break }
      walked.selection = .area(next)
    }
    session.spot.selection = walked.selection
    return []
  }
}
