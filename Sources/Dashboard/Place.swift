import Panels
import PostalModel

/// Where, when, what, and under which plan: what a screen is of. Moving changes one and keeps the others.
public struct Place: Hashable, Sendable {
  /// nil at the top of the plans.
  public var area: AreaCode?
  /// An outlet of the area, shown with its record.
  public var outlet: String?
  public var panel: PanelKind
  public var indicator: String?
  /// nil: the newest month with a return.
  public var period: Period?
  /// The plan borrowed as the measure; nil: each area's own.
  public var plan: String?
  public var sort: SortOrder
  public var filter: String

  public init(
    area: AreaCode? = nil, outlet: String? = nil, panel: PanelKind = .overview, indicator: String? = nil,
    period: Period? = nil, plan: String? = nil, sort: SortOrder = .worst, filter: String = ""
  ) {
    self.area = area
    self.outlet = outlet
    self.panel = panel
    self.indicator = indicator
    self.period = period
    self.plan = plan
    self.sort = sort
    self.filter = filter
  }

  /// The board that shows it.
  public var request: BoardRequest { BoardRequest(area: area, period: period, plan: plan) }
}
