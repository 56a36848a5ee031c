import Drawing
import PostalModel

/// One outlet with everything the register has of it, and the row it came from.
public struct OutletRecordPanel {
  public var showing: Showing
  /// nil: the register has no such outlet.
  public var outlet: Outlet?
  public var id: String

  public init(showing: Showing, outlet: Outlet?, id: String) {
    self.showing = showing
    self.outlet = outlet
    self.id = id
  }

  public func draw(on surface: inout Surface) {
    let words = showing.words
    let box = Box(
      key: "2", title: outlet?.entry.name ?? id, detail: outlet == nil ? nil : words["panel.outlet"], hasFocus: true)
    surface.panel(box, in: surface.bounds) { inside in
      guard let outlet else {
        inside.write(words["outlet.unknown", id], row: 0, role: .error, maxWidth: inside.width)
        return
      }
      Facts(lines(outlet)).draw(on: &inside)
    }
  }

  func lines(_ outlet: Outlet) -> [Facts.Line] {
    let words = showing.words
    let entry = outlet.entry
    let last = showing.board.period.lastDay
    func day(_ day: Day?, _ missing: String) -> [Span] {
      day.map { [Span($0.description, .value)] } ?? [Span(words[missing], .dim)]
    }
    var licence = day(entry.licenceUntil, "outlet.notGiven")
    if let until = entry.licenceUntil, until < last { licence += ["  ", Span(words["outlet.expired"], .notice)] }
    var opened = day(entry.openedOn, "outlet.openAlways")
    opened += [
      "  ",
      entry.isOpen(on: last)
        ? Span(words["outlet.isOpen", showing.board.period.description], .met)
        : Span(words["outlet.isClosed", showing.board.period.description], .dim),
    ]
    let counts = entry.type == .terminal && outlet.area.kind != .village
    var lines: [Facts.Line] = [
      .init(words["outlet.id"], [Span(entry.id, .value, strong: true)]),
      .init(words["outlet.name"], [Span(entry.name, .text)]),
      .init(
        words["outlet.type"],
        [
          Span(showing.wording.type(entry.type), .text), "  ",
          Span(words[counts ? "outlet.counts" : "outlet.countsNot"], .dim),
        ]),
      .init(words["outlet.area"], [Span(outlet.area.name, .text), Span("  \(outlet.area.code)", .dim)]),
      .init(words["outlet.brand"], [Span(entry.brand.isEmpty ? words["outlet.notGiven"] : entry.brand, .text)]),
      .init(
        words["outlet.filing"],
        entry.isUnfiled
          ? [Span(words["outlet.unfiled"], .notice)]
          : [Span(entry.filingNumber.isEmpty ? words["outlet.notGiven"] : entry.filingNumber, .value)]),
      .init(words["outlet.filedOn"], day(entry.filedOn, "outlet.notGiven")),
      .init(words["outlet.opened"], opened),
      .init(words["outlet.closed"], day(entry.closedOn, "outlet.notClosed")),
      .init(words["outlet.licence"], licence),
      .init(
        words["outlet.screening"], [Span(words[entry.type.owesScreening ? "outlet.xray" : "outlet.noXray"], .dim)]),
    ]
    if let origin = outlet.origin {
      lines.append(.blank)
      lines.append(.init(words["source.row"], [Span("\(origin.file):\(origin.line)", .value)]))
      lines.append(
        .init(
          words["source.import"], [Span(words["source.importOf", String(origin.importID), origin.importedAt], .text)]))
      lines.append(.init(words["source.hash"], [Span(origin.hash, .dim)]))
    }
    return lines
  }
}
