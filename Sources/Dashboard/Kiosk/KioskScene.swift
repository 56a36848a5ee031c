import Panels
import PostalModel

/// One entry of a playlist with its areas looked up in the database that is open.
public struct KioskScene: Sendable, Equatable {
  public enum Subject: Sendable, Equatable {
    case place(Place)
    case worst(count: Int, indicator: String, scope: AreaCode?, panel: PanelKind)
    case children(scope: AreaCode?, panel: PanelKind)
    case plans(panel: PanelKind)
    case openItems(scope: AreaCode?)
    case tasksDue(scope: AreaCode?)
    /// Its address leads nowhere; the wall says so in its place.
    case unknown(AddressProblem)
  }

  public var subject: Subject
  public var scene: PlaylistScene

  public init(_ subject: Subject, _ scene: PlaylistScene) {
    self.subject = subject
    self.scene = scene
  }

  /// Looks up the areas that a scene names.
  public init(_ scene: PlaylistScene, indicators: [Indicator], resolve: AreaResolver) {
    self.scene = scene
    func area(_ text: String) throws(AddressProblem) -> AreaCode? {
      let place = try Place(text, resolve: resolve)
      guard place == Place(area: place.area) else { throw AddressProblem("address.area", text) }
      return place.area
    }
    func panel(_ name: String?, _ other: PanelKind) -> PanelKind { name.flatMap(PanelKind.init) ?? other }
    do throws(AddressProblem) {
      switch scene.subject {
      case .address(let address):
        let place = try Place(address, resolve: resolve)
        guard KioskScene.isForAWall(place) else { throw AddressProblem("kiosk.address.private", address) }
        subject = .place(place)
      case .worst(let count, let indicator, let scope, let name):
        let home = indicators.first { $0.id == indicator }.flatMap { PanelKind(rawValue: $0.panel) } ?? .overview
        subject = .worst(count: count, indicator: indicator, scope: try area(scope), panel: panel(name, home))
      case .children(let scope, let name): subject = .children(scope: try area(scope), panel: panel(name, .overview))
      case .plans(let name): subject = .plans(panel: panel(name, .plans))
      case .openItems(let scope): subject = .openItems(scope: try area(scope))
      case .tasksDue(let scope): subject = .tasksDue(scope: try area(scope))
      }
    } catch { subject = .unknown(error) }
  }

  /// The ledger and its imports name the persons who sent them, and an outlet its firm.
  private static func isForAWall(_ place: Place) -> Bool {
    place.outlet == nil && (place.panel != .data || place.indicator == DataView.due.rawValue)
  }

  /// The place whose board says which places the scene is of; nil where that is known without one.
  var asked: Place? {
    switch subject {
    case .place, .unknown: nil
    case .worst(_, _, let scope, _), .children(let scope, _): Place(area: scope)
    case .plans: nil
    case .openItems(let scope): Place(area: scope, panel: .openItems)
    case .tasksDue(let scope): Place(area: scope, panel: .plans, sort: .date)
    }
  }

  /// How many places it has before its board was asked, for the dots.
  func guess(_ handbook: Handbook) -> Int {
    switch subject {
    case .worst(let count, _, _, _): count
    case .plans: handbook.planBook.plans.filter { $0.area != nil }.count
    default: 1
    }
  }

  /// The places it is of now.
  ///
  /// - Parameters:
  ///   - showing: of ``asked``, once everything of it has come.
  func places(_ handbook: Handbook, _ showing: Showing?) -> [Place] {
    switch subject {
    case .place(let place): return [place]
    case .unknown: return []
    case .plans(let panel):
      return handbook.planBook.plans.compactMap(\.area).map { Place(area: $0, panel: panel) }
    case .worst(let count, let id, _, let panel):
      guard let showing, let indicator = handbook.indicator(id) else { return [] }
      let known = showing.board.rows.filter { $0.figures[id]?.value != nil }
      let chosen = panel.rawValue == indicator.panel ? id : nil
      return Ordering.rows(known, by: .worst, indicators: [indicator]).prefix(count).map {
        Place(area: $0.area.code, panel: panel, indicator: chosen)
      }
    case .children(_, let panel): return showing?.board.rows.map { Place(area: $0.area.code, panel: panel) } ?? []
    case .openItems(let scope):
      guard let showing, !OpenItemsPanel.items(of: showing).isEmpty else { return [] }
      return [Place(area: scope, panel: .openItems)]
    case .tasksDue(let scope):
      let month = showing.map { Month($0.today) }
      let due = (showing?.plans ?? []).filter { standing in
        standing.tasks.contains { task in
          guard let deadline = task.task.deadline, task.status != .met else { return false }
          return month.map { Month(deadline) <= $0 } ?? false
        }
      }
      if let scope { return due.isEmpty ? [] : [Place(area: scope, panel: .plans, sort: .date)] }
      var seen: Set<AreaCode> = []
      return due.map(\.area.code).filter { seen.insert($0).inserted }.map {
        Place(area: $0, panel: .plans, sort: .date)
      }
    }
  }
}
