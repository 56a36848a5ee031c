import Panels
import PostalModel

/// Where, when, what, and under which plan: what a screen is of. Moving changes one and keeps the others.
public struct Place: Hashable, Sendable {
  /// nil at the top of the plans.
  public var area: AreaCode?
  /// An outlet of the area, shown with its record.
  public var outlet: String?
  public var panel: PanelKind
  /// Of the plans panel the target, task or rule that is open.
  public var indicator: String?
  /// nil: the newest month with a return.
  public var period: Period?
  /// The plan borrowed as the measure; nil: each area's own.
  public var plan: String?
  /// A second plan shown beside; nil: one alone.
  public var beside: String?
  public var sort: SortOrder
  /// The order is the other way round.
  public var isReversed = false
  public var view: ListView
  public var filter: String

  public init(
    area: AreaCode? = nil, outlet: String? = nil, panel: PanelKind = .overview, indicator: String? = nil,
    period: Period? = nil, plan: String? = nil, beside: String? = nil, sort: SortOrder? = nil, view: ListView = .table,
    filter: String = ""
  ) {
    self.area = area
    self.outlet = outlet
    self.panel = panel
    self.indicator = indicator
    self.period = period
    self.plan = plan
    self.beside = beside
    self.sort = sort ?? panel.orders[0]
    self.view = view
    self.filter = filter
  }

  /// The board that shows the second plan; nil where there is none.
  public var besideRequest: BoardRequest? { beside.map { BoardRequest(area: area, period: period, plan: $0) } }
  /// Changes the panel, and with it the order where the panel has another usual one, and a layout it does not have.
  mutating func open(_ kind: PanelKind) {
    if !kind.views.contains(view) { view = .table }
    if sort == panel.orders[0] || !kind.orders(in: view).contains(sort) {
      if sort != kind.orders[0] { isReversed = false }
      sort = kind.orders[0]
    }
    panel = kind
  }

  /// The orders that the panel can have as it is laid out, the usual one first.
  public var orders: [SortOrder] { panel.orders(in: view) }

  /// Lays the panel out in a way, and takes back an order that it does not have there.
  mutating func lay(_ view: ListView) {
    self.view = view
    guard !orders.contains(sort) else { return }
    sort = orders[0]
    isReversed = false
  }

  /// The panel of an indicator, with it chosen.
  mutating func open(indicator id: String, of handbook: Handbook) {
    open(handbook.indicator(id).flatMap { PanelKind(rawValue: $0.panel) } ?? .overview)
    indicator = id.isEmpty ? nil : id
  }

  /// The board that shows it.
  public var request: BoardRequest { BoardRequest(area: area, period: period, plan: plan) }

  /// The place without what may differ between two visits: order and filter.
  var shape: Place {
    var place = self
    place.sort = panel.orders[0]
    place.isReversed = false
    place.filter = ""
    return place
  }
}
