import Drawing
import PostalModel

/// The lines at the head of a panel: the average or ratio of the area, how many parts reach it, and by which plan.
struct Headline {
  let showing: Showing
  let glyphs: Glyphs
  /// What does not fit is left out rather than cut.
  let width: Int

  /// As many groups as fit, the first at least.
  private func fit(_ groups: [[Span]]) -> [Span] {
    var line: [Span] = []
    for group in groups where !group.isEmpty {
      let next = line.isEmpty ? group : line + ["  "] + group
      if !line.isEmpty, glyphs.columns(of: next) > width { break }
      line = next
    }
    return line
  }

  private var wording: Wording { showing.wording }
  private var words: Words { showing.words }

  /// How many rows stand against a target, and how many of them reach it.
  private func tally(_ indicator: Indicator) -> (met: Int, judged: Int) {
    let figures = showing.board.rows.compactMap { $0.figures[indicator.id] }
    let judged = figures.filter { figure in
      guard let status = figure.status else { return false }
      return status != .noTarget && status != .notApplicable
    }
    return (judged.filter(\.countsAsMet).count, judged.count)
  }

  func lines(_ panel: PanelKind) -> [[Span]] {
    // Of what the cursor moves only the series of the area itself is in them, once it has come.
    let indicators = showing.handbook.headlineIndicators(of: panel)
    let worst = showing.board.own.flatMap { Ordering.worst(of: $0, among: indicators) } ?? indicators.first
    let hasTrend = worst.map { showing.trend(showing.board.own?.area.code, $0.id) != nil } ?? false
    return showing.keep("headline", [width, hasTrend ? 1 : 0], [panel.rawValue], glyphs: glyphs) { makeLines(panel) }
  }

  private func makeLines(_ panel: PanelKind) -> [[Span]] {
    let indicators = showing.handbook.headlineIndicators(of: panel)
    guard let first = indicators.first else { return [] }
    let lines =
      showing.board.own.map { own in
        panel == .outlets ? density(own, first) : group(own, indicators)
      } ?? top(panel, indicators)
    guard let own = showing.board.own else { return lines }
    return lines + [sparkline(Ordering.worst(of: own, among: indicators) ?? first)]
  }

  /// The one line that stands for a panel that is folded.
  func folded(_ panel: PanelKind) -> [Span] {
    lines(panel).first ?? []
  }

  /// The same on a screen too low for anything else: it must tell by itself that the standard is borrowed.
  func alone(_ panel: PanelKind) -> [Span] {
    guard showing.plan != nil else { return folded(panel) }
    let borrowed = [Span(words["word.borrowed"], .notice), Span(" ")]
    return borrowed
      + Headline(showing: showing, glyphs: glyphs, width: width - glyphs.columns(of: borrowed)).folded(panel)
  }

  /// Nothing is added up across plans.
  private func top(_ panel: PanelKind, _ indicators: [Indicator]) -> [[Span]] {
    let rows = showing.board.rows
    let judged = rows.filter { row in
      indicators.contains { indicator in
        guard let status = row.figures[indicator.id]?.status else { return false }
        return status != .noTarget && status != .notApplicable
      }
    }
    let met = judged.filter { row in
      indicators.allSatisfy { indicator in
        guard let figure = row.figures[indicator.id], let status = figure.status else { return true }
        return figure.countsAsMet || status == .noTarget || status == .notApplicable
      }
    }
    guard !judged.isEmpty else { return [[Span(words["status.noTarget"], .noTarget)], noTarget] }
    let role: Role = met.count == judged.count ? .met : .label
    var groups = [[Span(words["headline.top.count", "\(met.count)/\(judged.count)"], role, strong: true)]]
    if rows.count > judged.count {
      groups.append([Span(words["headline.top.others", String(rows.count - judged.count)], .dim)])
    }
    if panel == .outlets {
      let note = words["headline.top.note"]
      let shown = glyphs.columns(of: note) <= width ? note : words["headline.top.note.short"]
      return [fit(groups), [Span(shown, .dim)]]
    }
    return [fit(groups), farthest(judged, indicators)]
  }

  /// The place that stands worst, with its figure.
  private func farthest(_ rows: [BoardRow], _ indicators: [Indicator]) -> [Span] {
    guard let row = Ordering.rows(rows, by: .worst, indicators: indicators).first,
      let worst = Ordering.worst(of: row, among: indicators), let figure = row.figures[worst.id],
      figure.status?.isShortfall == true
    else { return [] }
    let value = wording.value(figure, worst, glyphs: glyphs) + wording.mark(figure, glyphs: glyphs)
    var place = [
      Span(words["headline.top.worst"] + " ", .dim), Span(wording.name(row.area), .label),
      Span(" " + worst.short(showing.handbook.language), .dim), Span(" " + value, wording.role(figure)),
    ]
    // A figure is never cut: the words before it go first.
    for index in [0, 2] where glyphs.columns(of: place) > width { place[index] = "" }
    return fit([
      place, [Span("\(words["label.target"]) \(wording.target(figure))", .dim)],
    ])
  }

  private func density(_ own: BoardRow, _ indicator: Indicator) -> [[Span]] {
    let figure = own.figures[indicator.id]
    var groups: [[Span]] = []
    if let figure, let ratio = figure.reading.ratio {
      let value = (figure.reading.isPartial ? "~" : "") + wording.number(ratio, indicator)
      groups.append(
        wording.fill(
          showing.board.rows.isEmpty ? "headline.value" : "headline.average", [Span(value, .value, strong: true)],
          role: .label))
      let role = wording.role(figure)
      let tally = tally(indicator)
      if tally.judged > 0, figure.status != .noTarget {
        let met = words["headline.met", "\(tally.met)/\(tally.judged)"]
        groups.append([Span("\(wording.mark(figure, glyphs: glyphs)) \(met)", role)])
      } else {
        groups.append(wording.status(figure, glyphs: glyphs))
      }
      let need = wording.need(figure, indicator)
      if !need.isEmpty, figure.judgement.status?.isShortfall == true { groups.append([Span(need, role, strong: true)]) }
    } else if let figure {
      groups = [[Span(wording.value(figure, indicator, glyphs: glyphs), wording.role(figure))]]
    }
    groups += register
    guard let applied = figure?.judgement.applied else { return [fit(groups), noTarget] }
    let standard = [Span("\(words["label.standard"]) ", .dim), Span(wording.text(applied.target), .label)]
    return [fit(groups), fit([standard] + basis(applied))]
  }

  /// Whose number it is, before its name and clause: the first must not be left out.
  private func basis(_ applied: AppliedTarget) -> [[Span]] {
    let plan = Span(applied.planName(showing.handbook.language), .dim)
    let clause = [Span(applied.target.clause, .dim)]
    return applied.isBorrowed ? [[Span(words["word.borrowed"], .notice)], [plan], clause] : [[plan], clause]
  }

  /// Outlets of this place that stand in the register without a filing or with a licence that has run out.
  private var register: [[Span]] {
    let last = showing.board.period.lastDay
    let open = showing.board.outlets.map(\.entry).filter { $0.isOpen(on: last) }
    let unfiled = open.filter(\.isUnfiled).count
    let expired = open.filter { $0.licenceUntil.map { $0 < last } ?? false }.count
    return [("outlet.unfiled", unfiled), ("outlet.expired", expired)].filter { $0.1 > 0 }.map { key, count in
      [Span("\(words[key]) \(count)", .notice)]
    }
  }

  /// Which plan sets no target here, and the key that borrows one.
  private var noTarget: [Span] {
    let id = showing.plan ?? showing.board.own?.plan
    let plan = id.flatMap(showing.handbook.planBook.plan)?.name(showing.handbook.language) ?? ""
    let key = showing.plan == nil ? "headline.noTarget" : "headline.noTarget.borrowed"
    let long = wording.fill(key, [Span(plan, .dim), Span("p", .key, strong: true)], role: .dim)
    if glyphs.columns(of: long) <= width { return long }
    return wording.fill("headline.noTarget.short", [Span("p", .key, strong: true)], role: .dim)
  }

  private func group(_ own: BoardRow, _ indicators: [Indicator]) -> [[Span]] {
    let figures = indicators.compactMap { own.figures[$0.id] }
    let judged = figures.filter { figure in
      guard let status = figure.status else { return false }
      return status != .noTarget && status != .notApplicable
    }
    guard let worst = Ordering.worst(of: own, among: indicators), let figure = own.figures[worst.id], !judged.isEmpty
    else {
      let hasValue = figures.contains { $0.reading.ratio != nil }
      let reason = figures.first.map { wording.value($0, indicators[0], glyphs: glyphs) } ?? ""
      let spans = [Span(hasValue ? words["status.noTarget"] : reason, .noTarget, strong: true)]
      return [spans, hasValue ? noTarget : []]
    }
    let met = judged.filter(\.countsAsMet).count
    let role = met == judged.count ? Role.met : wording.role(figure)
    let status = wording.status(figure, glyphs: glyphs)
    func count(_ key: String) -> [Span] { [Span(words[key, "\(met)/\(judged.count)"], role, strong: true)] }
    var groups = [count("headline.items"), status]
    if glyphs.columns(of: groups[0] + groups[1]) + 2 > width { groups[0] = count("headline.items.short") }
    var name: [Span] = [Span(worst.short(showing.handbook.language) + " ", .dim)]
    if let ratio = figure.reading.ratio {
      name.append(Span((figure.reading.isPartial ? "~" : "") + wording.number(ratio, worst), .value, strong: true))
    }
    guard let applied = figure.judgement.applied else { return [fit(groups), name] }
    name.append(Span(" \(words["label.target"]) \(wording.text(applied.target))", .label))
    if let deadline = applied.target.deadline {
      groups.append([Span(words["headline.deadline", Month(deadline).description], .dim)])
    }
    return [fit(groups), fit([name] + basis(applied))]
  }

  private func sparkline(_ indicator: Indicator) -> [Span] {
    guard let trend = showing.trend(showing.board.area?.code, indicator.id) else { return [] }
    let values = trend.points.suffix(12).map { $0.ratio?.value }
    let known = values.compactMap { $0 }
    guard known.count >= 2, let first = known.first, let last = known.last else { return [] }
    let change = last - first
    let units = Int((abs(change) * (indicator.decimals == 2 ? 100 : 10)).rounded())
    let sign = units == 0 ? "" : change < 0 ? "-" : "+"
    let text = sign + Ratio.fixed(units, decimals: indicator.decimals == 2 ? 2 : 1)
    let isBetter = units == 0 ? nil : (change > 0) == indicator.higherIsBetter
    return fit([
      [Span(Sparkline(values: values).text(glyphs: glyphs), .trend)],
      [
        Span("\(words["headline.months", String(values.count)]) ", .dim),
        Span(text, isBetter.map { $0 ? .better : .worse } ?? .dim),
      ],
    ])
  }
}
