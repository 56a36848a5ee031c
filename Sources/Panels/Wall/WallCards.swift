import Drawing
import PostalModel

/// Which figures of an area a wall shows as cards, and what stands on each.
struct WallCards {
  let showing: Showing
  let scene: WallScene

  private var words: Words { showing.words }
  private var wording: Wording { showing.wording }
  private var language: Language { showing.handbook.language }

  /// The indicators with a card, the worst first.
  var indicators: [Indicator] {
    let ids = showing.keep("wall.cards", [], [showing.panel.rawValue]) { choose().map(\.id) }
    return ids.compactMap(showing.handbook.indicator)
  }

  private func choose() -> [Indicator] {
    let handbook = showing.handbook
    if showing.panel.listsFigures {
      let own = handbook.indicators(of: showing.panel)
      let known = own.filter(isKnown)
      return sorted(known.isEmpty ? Array(own.prefix(1)) : known)
    }
    // The worst of each headline panel first, and then whatever else is held against a target.
    var chosen: [Indicator] = []
    for panel in PanelKind.headline {
      let candidates = handbook.indicators(of: panel)
      let known = candidates.filter(isKnown)
      if let worst = sorted(known.isEmpty ? candidates : known).first { chosen.append(worst) }
    }
    let headline = sorted(chosen)
    let others = (PanelKind.headline + [.villages]).flatMap(handbook.indicators(of:)).filter { indicator in
      isKnown(indicator) && isJudged(indicator) && !chosen.contains(indicator)
    }
    return headline + sorted(others).prefix(max(0, WallDeck.most - headline.count))
  }

  private var rows: [BoardRow] { showing.board.own.map { [$0] } ?? showing.board.rows }

  private func isKnown(_ indicator: Indicator) -> Bool {
    rows.contains { row in
      guard let figure = row.figures[indicator.id] else { return false }
      return figure.reading.ratio != nil || figure.status == .notReported
    }
  }

  private func isJudged(_ indicator: Indicator) -> Bool {
    rows.contains { $0.figures[indicator.id]?.status?.isJudged == true }
  }

  private func sorted(_ indicators: [Indicator]) -> [Indicator] {
    func key(_ indicator: Indicator) -> (Int, Double) {
      let figures = rows.compactMap { $0.figures[indicator.id] }
      let worst = figures.map { ($0.status?.severity ?? 9, -$0.shortfall) }.min { $0 < $1 }
      return worst ?? (9, 0)
    }
    return indicators.enumerated().sorted { left, right in
      let (a, b) = (key(left.element), key(right.element))
      return a == b ? left.offset < right.offset : a < b
    }.map(\.element)
  }

  /// The card of an indicator: of the area, or at the top of the plans how many places reach it.
  func card(_ indicator: Indicator, glyphs: Glyphs) -> WallCard {
    guard let own = showing.board.own else { return top(indicator, glyphs: glyphs) }
    return card(indicator, of: own, glyphs: glyphs)
  }

  func card(_ indicator: Indicator, of row: BoardRow, glyphs: Glyphs) -> WallCard {
    let figure = row.figures[indicator.id]
    let role = wording.role(figure)
    let ratio = figure?.reading.ratio
    var card = WallCard(
      title: indicator.name(language), short: indicator.short(language), unit: wording.unit(indicator),
      figure: ratio.map { wording.number($0, indicator) } ?? "", role: role == .noTarget ? .value : role,
      mark: wording.mark(figure, glyphs: glyphs), lines: lines(figure, indicator, row, glyphs: glyphs))
    card.absence = figure.map { wording.absence($0, glyphs: glyphs) } ?? glyphs.none
    card.isPartial = figure?.reading.isPartial ?? false
    if ratio != nil, let trend = showing.trend(row.area.code, indicator.id), !trend.isOfOne {
      card.values = trend.points.suffix(24).map { $0.ratio?.value }
      card.change = change(trend, indicator)
      card.subject = showing.dwelling(on: indicator, row)
    }
    return card
  }

  private func lines(_ figure: Figure?, _ indicator: Indicator, _ row: BoardRow, glyphs: Glyphs) -> [[[Span]]] {
    guard let figure else { return [] }
    let role = wording.role(figure)
    var lines: [[[Span]]] = []
    var status = wording.status(figure, glyphs: glyphs).map { Span($0.text, $0.role, strong: true) }
    if figure.status == .noTarget, figure.reading.isPartial {
      status = [Span("~ " + words["status.partial", words["status.noTarget"]], .metPartial, strong: true)]
    }
    let need = wording.need(figure, indicator)
    let lack = figure.status?.isShortfall == true && !need.isEmpty ? [Span(need, role, strong: true)] : []
    if !status.isEmpty || !lack.isEmpty { lines.append([status, lack]) }
    if let applied = figure.judgement.applied {
      let key = indicator.id == Indicator.density ? "label.standard" : "label.target"
      let deadline = applied.target.deadline.map { [Span(Month($0).description, .label)] } ?? []
      lines.append([
        [Span("\(words[key]) ", .dim), Span(applied.target.text, .value)],
        applied.isBorrowed ? [Span(words["word.borrowed"], .notice)] : [], deadline,
      ])
    }
    let met = parts(indicator).map { parts in
      [
        Span("\(parts.met)/\(parts.judged)", parts.met == parts.judged ? .met : .value, strong: true),
        Span(" \(words["wall.partsMet"])", .dim),
      ]
    }
    // Of a figure that an area sends of itself there is nothing to count.
    var coverage: [Span] = []
    if figure.reading.expected > 1 || figure.reading.reported < figure.reading.expected {
      let isWhole = figure.reading.reported >= figure.reading.expected
      coverage = [
        Span("\(words["header.reported"]) ", .dim),
        Span(wording.coverage(figure), isWhole ? .value : .notReported, strong: !isWhole),
      ]
    }
    if met != nil || !coverage.isEmpty { lines.append([met ?? [], coverage]) }
    if let applied = figure.judgement.applied {
      lines.append([[Span(applied.planName(language), .dim)], [Span(applied.target.clause, .dim)]])
    }
    return lines
  }

  /// How many parts of the area are judged, and how many of them reach it.
  func parts(_ indicator: Indicator) -> (met: Int, judged: Int)? {
    let figures = showing.board.rows.compactMap { $0.figures[indicator.id] }
    let judged = figures.filter { $0.status?.isJudged == true && $0.judgement.applied != nil }
    return judged.isEmpty ? nil : (judged.count(where: \.countsAsMet), judged.count)
  }

  /// What the last year brought.
  private func change(_ trend: PostalModel.Trend, _ indicator: Indicator) -> [Span] {
    let known = trend.points.suffix(12).compactMap { $0.ratio?.value }
    guard known.count >= 2, let first = known.first, let last = known.last else { return [] }
    let difference = last - first
    let decimals = indicator.decimals == 2 ? 2 : 1
    let units = Int((abs(difference) * (decimals == 2 ? 100 : 10)).rounded())
    let sign = units == 0 ? "" : difference < 0 ? "-" : "+"
    let isBetter = units == 0 ? nil : (difference > 0) == indicator.higherIsBetter
    return [
      Span("\(words["headline.months", String(min(12, trend.points.count))]) ", .dim),
      Span(sign + Ratio.fixed(units, decimals: decimals), isBetter.map { $0 ? .better : .worse } ?? .dim),
    ]
  }

  /// Nothing is added up across plans: how many of their places reach what each asks.
  private func top(_ indicator: Indicator, glyphs: Glyphs) -> WallCard {
    let rows = showing.board.rows
    let judged = rows.filter { $0.figures[indicator.id]?.status?.isJudged == true }
    let met = judged.count { $0.figures[indicator.id]?.countsAsMet == true }
    let worst = Ordering.rows(judged, by: .worst, indicators: [indicator]).first
    let figure = worst?.figures[indicator.id]
    let isMet = met == judged.count
    var lines: [[[Span]]] = [[[Span(words["wall.placesMet"], .label, strong: true)]]]
    if let worst, let figure, !isMet {
      lines.append([
        [
          Span("\(wording.mark(figure, glyphs: glyphs)) ", wording.role(figure), strong: true),
          Span("\(wording.name(worst.area)) ", .text),
          Span(wording.value(figure, indicator, glyphs: glyphs), wording.role(figure), strong: true),
        ]
      ])
    }
    if rows.count > judged.count {
      lines.append([[Span(words["headline.top.others", String(rows.count - judged.count)], .dim)]])
    }
    return WallCard(
      title: indicator.name(language), short: indicator.short(language), unit: "",
      figure: judged.isEmpty ? "" : "\(met)/\(judged.count)", absence: words["status.noTarget"],
      role: judged.isEmpty ? .noTarget : isMet ? .met : wording.role(figure),
      mark: "", lines: lines)
  }
}

extension Showing {
  /// Of one of the parts at least there is a figure, or it is known that one is owed.
  func hasParts(_ indicator: Indicator) -> Bool {
    board.rows.contains { row in
      row.figures[indicator.id].map { $0.reading.ratio != nil || $0.status == .notReported } ?? false
    }
  }

  /// The same with one figure of one area as what is looked at.
  func dwelling(on indicator: Indicator, _ row: BoardRow? = nil) -> Showing {
    var copy = self
    copy.focus = PanelKind(rawValue: indicator.panel) ?? focus
    copy.indicator = indicator.id
    copy.view = .tiles
    copy.selection = nil
    copy.rows = keep("wall.ranked", [], [indicator.id]) {
      Ordering.rows(board.rows, by: .worst, indicators: [indicator])
    }
    if let row, row.area != board.area {
      copy.rows = [row]
      copy.selection = .area(row.area.code)
    }
    // What was made of the list is of another figure.
    copy.series = nil
    return copy
  }
}
