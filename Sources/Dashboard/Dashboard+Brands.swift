import Panels
import PostalModel

/// Names the figures of a form by brand.
public struct BrandRequest: Hashable, Sendable {
  public var area: AreaCode
  public var form: Form
  public var period: Period
  /// The plan borrowed as the measure; nil: each area's own.
  public var plan: String?

  public init(area: AreaCode, form: Form, period: Period, plan: String?) {
    self.area = area
    self.form = form
    self.period = period
    self.plan = plan
  }
}

/// The sheet of brands: of which figures, and what of it is open.
struct BrandLook: Equatable, Sendable {
  var request: BrandRequest
  /// The brand whose parts are listed; nil: the brands.
  var brand: String?
  var order = BrandsPanel.Order()
  var cursor = 0
}

/// 分品牌: ranking brands, and following one of them from area to area.
extension Dashboard {
  mutating func openBrands() {
    guard let board else { return }
    let showing = showing(session.spot, board)
    guard let form = showing.subjectIndicator?.form ?? showing.handbook.indicators(of: showing.focus).first?.form,
      BrandBoard.forms.contains(form)
    else {
      session.notice = Notice(text: handbook.words["brands.notHere"], isError: false)
      return
    }
    // At the top nothing is added up: what is opened there is the area the cursor is on.
    guard let area = board.area?.code ?? showing.subject?.area.code else { return }
    let request = BrandRequest(area: area, form: form, period: board.period, plan: session.spot.place.plan)
    session.sheets.append(.brands(BrandLook(request: request)))
  }

  func brandsPanel(_ look: BrandLook, _ showing: Showing) -> BrandsPanel {
    let kept = memory.brands[look.request]
    return BrandsPanel(
      showing: showing, form: look.request.form, board: kept ?? nil, brand: look.brand, order: look.order,
      cursor: look.cursor, isAbsent: kept != nil && kept! == nil)
  }

  func brandRows(_ look: BrandLook) -> [BrandBoard.Row] {
    guard let board else { return [] }
    return brandsPanel(look, showing(session.spot, board)).rows
  }

  /// Into a brand, and from one of its parts into that area with the same brand.
  mutating func enterBrands(_ look: BrandLook) {
    let rows = brandRows(look)
    guard rows.indices.contains(look.cursor) else { return }
    var next = BrandLook(request: look.request, brand: rows[look.cursor].brand, order: look.order)
    guard look.brand != nil else {
      session.sheets.append(.brands(next))
      return
    }
    let area = rows[look.cursor].area
    var place = session.spot.place
    place.area = area.code
    place.outlet = nil
    place.filter = ""
    next.request.area = area.code
    move(to: place, .into)
    // A village has no parts: its panel tells all there is.
    session.sheets = area.level < .village ? [.brands(next)] : []
  }

  /// A command on the sheet; false for those that are not of it.
  mutating func lookThrough(_ command: Command, _ look: BrandLook) -> Bool {
    guard let board else { return false }
    var look = look
    let panel = brandsPanel(look, showing(session.spot, board))
    switch command {
    case .sort:
      look.order = BrandsPanel.Order(column: (look.order.column + 1) % max(1, panel.orders))
      look.cursor = 0
      session.sheet = .brands(look)
      session.notice = Notice(text: handbook.words["note.sort", panel.heading(of: look.order)], isError: false)
    case .reverse:
      look.order.isReversed.toggle()
      look.cursor = 0
      session.sheet = .brands(look)
      session.notice = Notice(
        text: handbook.words[
          look.order.isReversed ? "note.sort.reversed" : "note.sort", panel.heading(of: look.order)], isError: false)
    case .brands: session.sheet = nil
    default: return false
    }
    return true
  }
}
