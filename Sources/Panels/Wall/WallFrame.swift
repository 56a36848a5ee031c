import Drawing
import PostalModel

/// The first and the last lines of the wall: what is shown and when, what comes next, how old the data is, and what is
/// wrong with it.
struct WallFrame {
  let showing: Showing
  let scene: WallScene
  let size: Size
  let glyphs: Glyphs

  private var words: Words { showing.words }
  private var wording: Wording { showing.wording }

  /// From this size on month and hour are large.
  private var isTall: Bool { size.height >= 46 && size.width >= 120 && glyphs.tier != .ascii }

  private var headerRows: Int { size.height < 3 ? min(1, size.height) : isTall ? 4 : 1 }
  private var footerRows: Int { size.height >= 6 ? 1 : 0 }
  /// A line of its own for what is wrong, where it is grave or does not fit beside the rest.
  private var alarmRows: Int {
    guard let first = scene.warnings.first else { return 0 }
    if first.kind == .failure {
      let lines = glyphs.wrapped(alarm(.max).prefix(1).map { $0 }, to: max(1, size.width - 2)).count
      return size.height >= 9 ? min(3, lines) : size.height >= 3 ? 1 : 0
    }
    return size.height >= 8 && !fitsFooter ? 1 : 0
  }

  /// What lies between.
  var body: Rect {
    let all = Rect(size)
    return all.splitTop(headerRows).rest.splitBottom(footerRows + alarmRows).rest
  }

  func draw(on surface: inout Surface) {
    guard !surface.bounds.isEmpty else { return }
    surface.within(surface.bounds.splitTop(headerRows).top) { drawHeader(on: &$0) }
    let bottom = surface.bounds.splitBottom(footerRows + alarmRows).bottom
    if alarmRows > 0 { surface.within(bottom.splitTop(alarmRows).top) { drawAlarm(on: &$0) } }
    if footerRows > 0 { surface.within(bottom.splitBottom(1).bottom) { drawFooter(on: &$0) } }
  }

  // MARK: The header

  /// What goes first where there is no room; the place and the badge stay.
  private enum Part: Int, CaseIterable {
    case reported, brand, until, panel, clock, plan, badgeLong, period, asOf
  }

  private func drawHeader(on surface: inout Surface) {
    surface.clear(ground: .header)
    let middle = surface.height / 2
    if isTall {
      let clock = bigClock
      let width = BigDigits.size(of: clock, scale: 1, glyphs: glyphs).width
      surface.draw(
        BigDigits(clock, role: .value, scale: 1),
        in: Rect(column: surface.width - width - 2, row: 1, width: width, height: 3))
      drawHeaderLine(row: middle, width: surface.width - width - 4, without: [.clock, .period], on: &surface)
    } else {
      drawHeaderLine(row: middle, width: surface.width, without: [], on: &surface)
    }
  }

  private var bigClock: String {
    let period = showing.board.period
    let month = period.length == 1 ? period.first.description : ""
    return scene.time.isEmpty ? month : month.isEmpty ? scene.time : "\(month)  \(scene.time)"
  }

  private func drawHeaderLine(row: Int, width: Int, without fixed: Set<Part>, on surface: inout Surface) {
    for dropped in 0...Part.allCases.count {
      let out = fixed.union(Part.allCases.prefix(dropped))
      let right = headerRight(out)
      let rightWidth = glyphs.columns(of: right)
      let left = headerLeft(out)
      let isLast = dropped == Part.allCases.count
      guard isLast || glyphs.columns(of: left) + rightWidth + 2 <= width else { continue }
      surface.write(left, row: row, maxWidth: max(0, width - rightWidth - (rightWidth > 0 ? 1 : 0)))
      surface.write(right, row: row, column: max(0, width - rightWidth))
      return
    }
  }

  private func headerLeft(_ out: Set<Part>) -> [Span] {
    var spans: [Span] = [" "]
    if !out.contains(.brand) { spans += [Span(words["app.name"], .brand, strong: true), "   "] }
    let place = showing.board.area.map(wording.name) ?? words["place.top"]
    spans.append(Span(scene.title ?? place, .title, strong: true))
    if let title = scene.title {
      if !out.contains(.panel), !title.contains(place) { spans.append(Span("  \(place)", .label)) }
    } else if !out.contains(.panel) {
      let name = showing.panel == .data ? words["wall.returns"] : showing.panel.title(words)
      spans.append(Span("  \(name)", .label))
    }
    if !out.contains(.plan) {
      if let plan = showing.plan.flatMap(showing.handbook.planBook.plan) {
        spans.append(Span("  \(wording.name(plan, isBorrowed: true))", .notice))
      } else if !out.contains(.until), let span = planSpan {
        spans.append(Span("  \(span)", .dim))
      }
    }
    return spans
  }

  /// `规划期 2023–2025` of the plan in use.
  private var planSpan: String? {
    guard let plan = showing.board.own?.plan.flatMap(showing.handbook.planBook.plan),
      let from = plan.from ?? plan.issued, let until = plan.until
    else { return nil }
    let years = from.year == until.year ? String(from.year) : "\(from.year)–\(until.year)"
    return "\(plan.name(showing.handbook.language)) \(years)"
  }

  private func headerRight(_ out: Set<Part>) -> [Span] {
    var parts: [[Span]] = []
    if !out.contains(.asOf), let day = showing.board.facts.asOf {
      parts.append([Span(words["header.asOf", day.description], .notice, strong: true)])
    }
    if !out.contains(.reported), let returned = showing.returned {
      let name = returned.form.map { words["form.\($0.rawValue)"] } ?? words["header.reported"]
      let isComplete = returned.reported >= returned.expected
      parts.append([
        Span("\(name) ", .dim),
        Span(
          showing.wording.count(returned.reported, of: returned.expected), isComplete ? .value : .notReported,
          strong: true),
      ])
    }
    if showing.board.facts.isDemonstration {
      let word = words[out.contains(.badgeLong) ? "badge.demonstration.short" : "badge.demonstration"]
      parts.append([Span(" \(word) ", .badge, on: .badge, strong: true)])
    }
    if !out.contains(.period) { parts.append([Span(showing.board.period.description, .value, strong: true)]) }
    if !out.contains(.clock), !scene.time.isEmpty { parts.append([Span(scene.time, .value, strong: true)]) }
    return Array(parts.joined(separator: [Span("  ")])) + (parts.isEmpty ? [] : [" "])
  }

  // MARK: What is wrong

  /// The gravest as it is; of the others how many there are.
  private func alarm(_ width: Int) -> [Span] {
    guard let first = scene.warnings.first else { return [] }
    let role: Role = first.kind == .failure ? .error : .notice
    let sign = first.kind == .failure ? "!! " : "! "
    var spans = [Span(sign + first.text, role, strong: true)]
    for (place, other) in scene.warnings.enumerated().dropFirst() {
      let next = [Span("  \(glyphs.separator)  \(other.text)", other.kind == .failure ? .error : .notice)]
      let left = scene.warnings.count - place - 1
      let more = left > 0 ? glyphs.columns(of: words["wall.more", String(left)]) + 2 : 0
      if glyphs.columns(of: spans + next) + more > max(0, width) {
        spans.append(Span("  " + words["wall.more", String(left + 1)], .dim))
        break
      }
      spans += next
    }
    return spans
  }

  private func drawAlarm(on surface: inout Surface) {
    let isGrave = scene.warnings.first?.kind == .failure
    surface.clear(ground: isGrave ? .badge : .header)
    guard isGrave else {
      surface.write(alarm(surface.width - 2), row: 0, column: 1, maxWidth: surface.width - 1)
      return
    }
    // In the middle, and on the ground of what must not be overlooked.
    let width = surface.width - 2
    let lines = surface.height > 1 ? glyphs.wrapped(Array(alarm(.max).prefix(1)), to: width) : [alarm(width)]
    for (row, line) in lines.prefix(surface.height).enumerated() {
      surface.write(
        line.map { Span($0.text, .badge, on: .badge, strong: true) }, row: row, column: 1, width: width,
        alignment: .center)
    }
  }

  // MARK: The last line

  private var fitsFooter: Bool {
    let right = footerRight(withAge: true)
    return glyphs.columns(of: footerLeft(2)) + glyphs.columns(of: right) + 3 <= size.width
  }

  /// - Parameter level: 0 for all, up to 3 for the least.
  private func footerLeft(_ level: Int) -> [Span] {
    var spans: [Span] = [" "]
    if scene.count > 1 {
      let position = min(max(0, scene.position), scene.count - 1)
      if scene.count <= 12, level < 1 {
        for index in 0..<scene.count {
          spans.append(
            index == position ? Span(glyphs.bullet, .accent, strong: true) : Span(glyphs.bulletOpen, .dim))
          spans.append(" ")
        }
      } else {
        spans.append(Span("\(position + 1)/\(scene.count) ", .accent, strong: true))
      }
    }
    if let next = scene.next, level < 3 { spans += [Span(" \(words["wall.next"]) ", .dim), Span(next, .text)] }
    if let seconds = scene.secondsLeft {
      // In as many columns as it had before, so that nothing beside it moves.
      let text = words["wall.seconds", String(seconds)]
      let pad = String(repeating: " ", count: max(0, (seconds < 10 ? 1 : 0)))
      spans.append(Span("  \(pad)\(text)", level < 3 ? .label : .dim))
    }
    return spans
  }

  private func footerRight(withAge: Bool) -> [Span] {
    var spans: [Span] = []
    if withAge, alarmRowsWithoutFit == 0, !scene.warnings.isEmpty { spans += alarm(size.width / 2) + ["  "] }
    if let day = showing.board.facts.dataAsOf, showing.board.facts.asOf == nil {
      spans += [Span("\(words["header.dataAsOf"]) ", .dim), Span(day.description, .value), " "]
    }
    return spans
  }

  /// A grave warning always has a line of its own.
  private var alarmRowsWithoutFit: Int { scene.warnings.first?.kind == .failure ? 1 : 0 }

  private func drawFooter(on surface: inout Surface) {
    surface.clear(ground: .header)
    let width = surface.width
    let isInline = alarmRows == 0 && !scene.warnings.isEmpty
    for level in 0...3 {
      let right = footerRight(withAge: isInline)
      let left = footerLeft(level)
      guard glyphs.columns(of: left) + glyphs.columns(of: right) + 2 <= width else { continue }
      surface.write(left, row: 0)
      surface.write(right, row: 0, column: width - glyphs.columns(of: right))
      return
    }
    // How old it is comes before what comes next.
    let right = footerRight(withAge: isInline)
    let rightWidth = min(width, glyphs.columns(of: right))
    surface.write(footerLeft(3), row: 0, maxWidth: max(0, width - rightWidth - 1))
    surface.write(right, row: 0, column: width - rightWidth, maxWidth: rightWidth)
  }
}
