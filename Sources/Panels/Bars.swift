import Drawing
import PostalModel

/// The upper line of every screen: where, when, under which plan, how complete, and whether it is invented.
public struct HeaderLine {
  public var showing: Showing
  /// Empty where there is no clock, as on a print.
  public var time: String

  public init(showing: Showing, time: String) {
    self.showing = showing
    self.time = time
  }

  /// What is left out first when there is no room. The place itself and the badge stay.
  private enum Part: Int, CaseIterable {
    case clock, dataAsOf, marks, reported, ancestors, open, signed, arrows, lens, brand, badgeLong, period, lensWord,
      asOfLong,
      asOf
  }

  public func draw(on surface: inout Surface) {
    let glyphs = surface.glyphs
    surface.band(0, ground: .header)
    let line = made(width: surface.width, glyphs: glyphs)
    surface.write(line.left, row: 0, maxWidth: max(0, surface.width - line.rightWidth - 1))
    var column = max(0, surface.width - line.rightWidth)
    surface.write(line.right, row: 0, column: column)
    for span in line.right {
      let width = glyphs.columns(of: span.text)
      if span.text == "\(glyphs.previous) " || span.text == " \(glyphs.next)" {
        let command = span.text.first == " " ? "month-forward" : "month-back"
        surface.mark(Rect(column: column, width: width, height: 1), as: .name("command.\(command)"))
      }
      column += width
    }
    for crumb in line.crumbs {
      surface.mark(Rect(column: crumb.column, width: crumb.width, height: 1), as: .name("crumb.\(crumb.up)"))
    }
  }

  private struct Made {
    var left: [Span]
    var crumbs: [(column: Int, width: Int, up: Int)]
    var right: [Span]
    var rightWidth: Int
  }

  /// As much as fits, the least needed left out first.
  private func made(width: Int, glyphs: Glyphs) -> Made {
    var dropped = 0
    while true {
      let out = Set(Part.allCases.prefix(dropped))
      let right = right(without: out, glyphs: glyphs)
      let rightWidth = glyphs.columns(of: right)
      let (left, crumbs) = left(without: out, width: width - rightWidth - 2, glyphs: glyphs)
      let fits = glyphs.columns(of: left) + rightWidth + 2 <= width
      if fits || dropped == Part.allCases.count {
        return Made(left: left, crumbs: crumbs, right: right, rightWidth: rightWidth)
      }
      dropped += 1
    }
  }

  /// The path, and where its places lie with how many levels up each is.
  private func left(without out: Set<Part>, width: Int, glyphs: Glyphs) -> (
    spans: [Span], crumbs: [(column: Int, width: Int, up: Int)]
  ) {
    let words = showing.words
    var spans: [Span] = [" "]
    if !out.contains(.brand) { spans += [Span(words["app.name"], .brand, strong: true), "  "] }
    var crumbs = [Crumb(name: words["place.top"])]
    if let area = showing.board.area {
      for (place, ancestor) in showing.board.ancestors.enumerated() {
        let row = showing.board.ancestorRows.indices.contains(place) ? showing.board.ancestorRows[place] : nil
        crumbs.append(Crumb(name: showing.wording.name(ancestor), mark: mark(of: row, glyphs: glyphs)))
      }
      crumbs.append(Crumb(name: showing.wording.name(area), mark: mark(of: showing.board.own, glyphs: glyphs)))
      if out.contains(.marks) { crumbs = crumbs.map { Crumb(name: $0.name) } }
      if out.contains(.ancestors) {
        crumbs = nearest(crumbs, width: width - glyphs.columns(of: spans), glyphs: glyphs)
      }
    }
    var placed: [(column: Int, width: Int, up: Int)] = []
    for (place, crumb) in crumbs.enumerated() {
      let isLast = place == crumbs.count - 1
      let start = glyphs.columns(of: spans)
      if let mark = crumb.mark { spans += [mark, " "] }
      spans.append(Span(crumb.name, isLast ? .text : .dim, strong: isLast))
      placed.append((start, glyphs.columns(of: spans) - start, crumbs.count - 1 - place))
      if !isLast { spans.append(Span(" \(glyphs.breadcrumb) ", .dim)) }
    }
    return (spans, placed)
  }

  /// One place of the path with its mark.
  private struct Crumb {
    var name: String
    var mark: Span?
  }

  /// How an area stands by the worst of the figures of the panel in focus; nil where nothing is judged.
  private func mark(of row: BoardRow?, glyphs: Glyphs) -> Span? {
    let indicators = showing.handbook.indicators(of: showing.focus)
    guard let row, let worst = Ordering.worst(of: row, among: indicators) else { return nil }
    let figure = row.figures[worst.id]
    let mark = showing.wording.mark(figure, glyphs: glyphs)
    return mark.isEmpty ? nil : Span(mark, showing.wording.role(figure))
  }

  /// Of the places above, the nearest that fit, with a sign for the others.
  private func nearest(_ crumbs: [Crumb], width: Int, glyphs: Glyphs) -> [Crumb] {
    for start in crumbs.indices {
      let kept = start == 0 ? crumbs : [Crumb(name: glyphs.ellipsis)] + crumbs[start...]
      let text = kept.map { ($0.mark.map { "\($0.text) " } ?? "") + $0.name }.joined(
        separator: " \(glyphs.breadcrumb) ")
      if glyphs.columns(of: text) <= width { return kept }
    }
    return crumbs.suffix(1)
  }

  private func right(without out: Set<Part>, glyphs: Glyphs) -> [Span] {
    let words = showing.words
    let board = showing.board
    var parts: [[Span]] = []
    if !out.contains(.lens), let plan = showing.plan.flatMap(showing.handbook.planBook.plan) {
      parts.append([Span("\(words["word.borrowed"]) \(plan.name(showing.handbook.language))", .notice)])
    } else if showing.plan != nil, !out.contains(.lensWord) {
      parts.append([Span(words["word.borrowed"], .notice)])
    }
    if !out.contains(.asOf), let day = board.facts.asOf {
      let word =
        out.contains(.asOfLong) ? words["header.asOf.short", day.monthAndDay] : words["header.asOf", day.description]
      parts.append([Span(word, .notice, strong: true)])
    }
    if !out.contains(.period) {
      let period = Span(board.period.description, .value, strong: true)
      parts.append(
        out.contains(.arrows)
          ? [period] : [Span("\(glyphs.previous) ", .accent), period, Span(" \(glyphs.next)", .accent)])
    }
    if !out.contains(.signed), let signed = board.signOff {
      let word = words[signed.isRevised ? "header.revised" : "header.signed"]
      parts.append([Span(word, signed.isRevised ? .notice : .label)])
    }
    if !out.contains(.reported), let reported = showing.returned {
      let isComplete = reported.reported >= reported.expected
      // Where the panel itself has no monthly form it is said which one is meant.
      let form = reported.form.map { words["form.\($0.rawValue)"] }
      parts.append([
        Span((form ?? words["header.reported"]) + " ", .dim),
        Span(
          showing.wording.count(reported.reported, of: reported.expected), isComplete ? .value : .notice, strong: true),
      ])
    }
    if !out.contains(.dataAsOf), board.facts.asOf == nil, let day = board.facts.dataAsOf {
      let text = day.year == showing.today.year ? day.monthAndDay : day.description
      parts.append([Span(words["header.dataAsOf"] + " ", .dim), Span(text, .value)])
    }
    if !out.contains(.open) {
      let count = OpenItemsPanel.count(of: showing)
      if count > 0 {
        parts.append([Span(words["header.open"] + " ", .dim), Span(showing.wording.grouped(count), .value)])
      }
    }
    if board.facts.isDemonstration {
      let word = words[out.contains(.badgeLong) ? "badge.demonstration.short" : "badge.demonstration"]
      parts.append([Span(" \(word) ", .badge, on: .badge, strong: true)])
    }
    if !out.contains(.clock), !time.isEmpty { parts.append([Span(time, .text)]) }
    var spans: [Span] = []
    for part in parts {
      if !spans.isEmpty { spans.append("  ") }
      spans += part
    }
    if !spans.isEmpty { spans.append(" ") }
    return spans
  }
}

/// The panels with their digits.
public struct TabLine {
  public var showing: Showing
  public var panel: PanelKind

  public init(showing: Showing, panel: PanelKind) {
    self.showing = showing
    self.panel = panel
  }

  public func draw(on surface: inout Surface) {
    let glyphs = surface.glyphs
    for (gap, namesAll) in [(2, true), (1, true), (1, false)] {
      var column = 0
      var placed: [(spans: [Span], column: Int)] = []
      for kind in PanelKind.allCases {
        let isActive = kind == panel
        var spans = [Span(" \(kind.key)", .key, strong: true)]
        if isActive || namesAll {
          spans.append(Span(" \(kind.tab(showing.words)) ", isActive ? .text : .dim, strong: isActive))
        } else {
          spans.append(" ")
        }
        if isActive { spans = spans.map { Span($0.text, $0.role, on: .tab, strong: $0.isStrong) } }
        placed.append((spans, column))
        column += glyphs.columns(of: spans) + gap - 1
      }
      guard column - gap + 1 <= surface.width || !namesAll else { continue }
      for (item, kind) in zip(placed, PanelKind.allCases) {
        let width = surface.write(item.spans, row: 0, column: item.column)
        surface.mark(Rect(column: item.column, width: width, height: 1), as: .name("command.\(kind.rawValue)"))
      }
      return
    }
  }
}

/// The keys in force, most useful first; what does not fit is left to `?`.
public struct HintLine {
  public struct Hint: Sendable {
    public var keys: String
    public var text: String
    /// The name of what it does.
    public var command: String?
    public init(_ keys: String, _ text: String, command: String? = nil) {
      self.keys = keys
      self.text = text
      self.command = command
    }
  }

  public var hints: [Hint]

  public init(hints: [Hint]) { self.hints = hints }

  public func draw(on surface: inout Surface) {
    let glyphs = surface.glyphs
    surface.band(0, ground: .header)
    // The last one, help, always has its place.
    guard let last = hints.last else { return }
    let lastWidth = glyphs.columns(of: "\(last.keys) \(last.text)")
    var column = 1
    for hint in hints.dropLast() {
      let width = glyphs.columns(of: "\(hint.keys) \(hint.text)")
      guard column + width + 2 + lastWidth < surface.width else { break }
      column += write(hint, at: column, on: &surface) + 2
    }
    write(last, at: column, on: &surface)
  }

  @discardableResult
  private func write(_ hint: Hint, at column: Int, on surface: inout Surface) -> Int {
    let width = surface.write(
      [Span(hint.keys, .key, strong: true), Span(" " + hint.text, .dim)], row: 0, column: column)
    if let command = hint.command {
      surface.mark(Rect(column: column, width: width, height: 1), as: .name("command.\(command)"))
    }
    return width
  }
}
