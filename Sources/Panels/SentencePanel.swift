import Drawing
import PostalModel

/// 说明: one sentence in plain words about the selected figure.
public struct SentencePanel {
  public var showing: Showing

  public init(showing: Showing) { self.showing = showing }

  private var wording: Wording { showing.wording }
  private var words: Words { showing.words }

  public func draw(on surface: inout Surface) {
    surface.panel(Box(title: words["panel.sentence"]), in: surface.bounds) { inside in
      draw(lines: lines(inside), on: &inside)
    }
  }

  /// The same without a frame, in as many rows as there are.
  public func drawLine(on surface: inout Surface) {
    surface.within(surface.bounds.inset(columns: 1, rows: 0)) { inside in
      guard inside.height > 1 else {
        inside.write(spans, row: 0, maxWidth: inside.width)
        return
      }
      draw(lines: lines(inside), on: &inside)
    }
  }

  /// With its rank and how it goes on, as far as that fits whole.
  private func lines(_ room: Surface) -> [[Span]] {
    let (spans, forecast, rank) = (spans, forecast, rank)
    for more in [rank + forecast, forecast, rank] where !more.isEmpty {
      let longer = room.glyphs.wrapped(spans + more, to: room.width)
      if longer.count <= room.height { return longer }
    }
    return room.glyphs.wrapped(spans, to: room.width)
  }

  /// 位次 among those of the list, and what became of it since the period before; empty where nothing is ranked.
  var rank: [Span] {
    guard showing.selectedOutlet == nil, let change = showing.subjectChange, change.rank != nil else { return [] }
    return [Span(wording.rank(change) + words["say.stop"], .dim)]
  }

  /// At the pace of the last months; empty where nothing is to be said of it.
  private var forecast: [Span] {
    guard showing.selectedOutlet == nil, let row = showing.subject, let indicator = showing.subjectIndicator,
      let figure = row.figures[indicator.id], figure.reading.ratio != nil,
      let forecast = showing.forecast(of: row, indicator),
      let text = wording.forecast(forecast, figure, indicator)
    else { return [] }
    let required = forecast.isTooSlow(for: figure) ? wording.required(figure, indicator, in: showing.board.period) : nil
    return [Span([text, required].compactMap { $0 }.joined(separator: words["say.comma"]) + words["say.stop"], .dim)]
  }

  private func draw(lines: [[Span]], on surface: inout Surface) {
    for (row, line) in lines.prefix(surface.height).enumerated() {
      let isCut = row == surface.height - 1 && lines.count > surface.height
      surface.write(isCut ? line + [Span(surface.glyphs.ellipsis, .dim)] : line, row: row, maxWidth: surface.width)
    }
  }

  /// The sentence as spans: value, what it is made of, target with plan and clause, need, coverage.
  public var spans: [Span] {
    if let outlet = showing.selectedOutlet { return say(outlet) }
    guard let row = showing.subject, let indicator = showing.subjectIndicator,
      let figure = row.figures[indicator.id]
    else { return [Span(words["say.nothing"], .dim)] }
    return say(figure, of: row, indicator)
  }

  private func say(_ outlet: Outlet) -> [Span] {
    let entry = outlet.entry
    var spans = [Span(entry.name, .text, strong: true), Span(" \(entry.id)  \(wording.type(entry.type))", .text)]
    if !entry.brand.isEmpty { spans.append(Span("  \(entry.brand)", .text)) }
    if entry.isUnfiled { spans += ["  ", Span(words["outlet.unfiled"], .notice)] }
    if let until = entry.licenceUntil, until < showing.board.period.lastDay {
      spans += ["  ", Span(words["outlet.expiredOn", until.description], .notice)]
    }
    let counts = entry.type == .terminal && outlet.area.kind != .village
    spans += ["  ", Span(words[counts ? "outlet.counts" : "outlet.countsNot"], .dim)]
    return spans
  }

  private func say(_ figure: Figure, of row: BoardRow, _ indicator: Indicator) -> [Span] {
    let language = showing.handbook.language
    let area = Span(wording.name(row.area), .text, strong: true)
    // A total of the year names the months it adds up.
    var periodText = wording.period(showing.board.period)
    if indicator.kind == .yearly, let month = figure.reading.stockMonth {
      periodText =
        words[
          month.month == 12 ? "say.wholeYear" : "say.toDate", String(month.year), String(month.month)]
    }
    let period = Span(periodText, .text)
    // Chinese follows Chinese closely; letters and digits need a blank before them.
    let isApart = language == .zh && indicator.name(language).first?.isASCII == true
    let name = Span((isApart ? " " : "") + indicator.name(language), .text)
    guard let ratio = figure.reading.ratio else {
      return wording.fill(
        "say.absent", [area, period, name, Span(words[absenceKey(figure)], wording.role(figure), strong: true)])
        + absenceDetail(figure)
    }
    let role = wording.role(figure)
    let value = Span(
      (figure.reading.isPartial ? "~" : "") + wording.valueWithUnit(ratio, indicator),
      role == .noTarget ? .value : role,
      strong: true)
    var spans = wording.fill("say.figure", [area, period, name, value])
    let countsKey = indicator.id == Indicator.density ? "say.counts.density" : "say.counts"
    if indicator.id != Indicator.gap, ratio.hasParts {
      spans.append(
        Span(words[countsKey, wording.grouped(ratio.numerator), wording.grouped(ratio.denominator)], .dim))
    }
    spans += verdict(figure, indicator, ratio)
    if let need = wording.needSentence(figure, indicator) {
      spans += [Span(words["say.comma"], .text), Span(need, .text, strong: true)]
    }
    spans.append(Span(words["say.stop"], .text))
    if figure.reading.isPartial {
      spans.append(Span(words["say.partial", wording.coverage(figure)], .notice))
    }
    let coverage = showing.coverage(of: row.area.code, indicator)
    if !coverage.isEmpty { spans += coverage + [Span(words["say.stop"], .text)] }
    if let applied = figure.judgement.applied {
      spans.append(Span(words["say.basis"], .dim))
      spans += wording.basis(applied)
      spans.append(Span(words["say.stop"], .dim))
    }
    return spans
  }

  private func verdict(_ figure: Figure, _ indicator: Indicator, _ ratio: Ratio) -> [Span] {
    if figure.judgement.isYearToDate, figure.status == nil { return [Span(words["say.notClosed"], .text)] }
    guard let status = figure.status else { return [] }
    let judgement = figure.judgement
    let target = judgement.applied?.target
    let text = target.map { wording.text($0) } ?? ""
    let deadline = target?.deadline?.description ?? ""
    switch status {
    case .met where judgement.isCleanSample:
      return [Span(words["say.clean", wording.grouped(ratio.denominator)], .text)]
    case .met: return [Span(words[judgement.isAboveRange ? "say.above" : "say.met", text], .text)]
    case .onSchedule, .behind, .farBehind:
      return [Span(words["say.\(status.rawValue)", text, deadline, wording.tenths(abs(judgement.lag ?? 0))], .text)]
    case .short:
      let key =
        indicator.id == Indicator.density ? "say.short.density" : deadline.isEmpty ? "say.short" : "say.short.dated"
      // An average at the standard may still hide places below it.
      if wording.isHiddenShort(figure, indicator), let bound = target?.minimum {
        return [Span(words["say.short.hidden", wording.grouped(bound.description)], .text)]
      }
      return [Span(words[key, (target?.bound).map { wording.grouped($0.description) } ?? text, deadline], .text)]
    case .missed: return [Span(words["say.missed", text, deadline], .text)]
    case .noTarget:
      return [Span(words[showing.plan == nil ? "say.noTarget" : "say.noTarget.borrowed"], .text)]
    case .notReported, .notApplicable: return []
    }
  }

  private func absenceKey(_ figure: Figure) -> String {
    "say.absence.\(figure.reading.absence?.rawValue ?? "notOwed")"
  }

  private func absenceDetail(_ figure: Figure) -> [Span] {
    guard figure.reading.absence == .notReported || figure.reading.absence == .notDue else { return [] }
    let due = showing.handbook.settings.dueDay(of: showing.board.period.last)
    let late = showing.today.ordinal - due.ordinal
    guard late > 0 else { return [Span(words["say.due", due.description], .dim)] }
    return [Span(words["say.overdue", due.description, String(late)], .dim)]
  }
}
