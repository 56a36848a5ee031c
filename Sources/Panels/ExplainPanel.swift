import Drawing
import PostalModel

/// 依据: a figure taken apart: what it is made of, what it is held against, who makes the gap, and the source rows.
public struct ExplainPanel {
  public var showing: Showing
  /// nil while it is being fetched.
  public var evidence: Evidence?
  /// The first line shown.
  public var offset: Int

  public init(showing: Showing, evidence: Evidence?, offset: Int = 0) {
    self.showing = showing
    self.evidence = evidence
    self.offset = offset
  }

  private var wording: Wording { showing.wording }
  private var words: Words { showing.words }

  public func draw(on surface: inout Surface) { sheet(glyphs: surface.glyphs)?.draw(on: &surface) }

  /// How many lines it has on a screen.
  public func rows(in size: Size, glyphs: Glyphs) -> Int {
    sheet(glyphs: glyphs)?.rows(on: size.width, glyphs: glyphs) ?? 0
  }

  private func sheet(glyphs: Glyphs) -> Overlay? {
    guard let row = showing.subject, let indicator = showing.subjectIndicator else { return nil }
    let sign = glyphs.separator
    let detail =
      "\(wording.name(row.area)) \(sign) \(indicator.name(showing.handbook.language)) \(sign) \(showing.board.period)"
    return Overlay(
      title: words["panel.explain"], detail: detail,
      facts: Facts(lines(row, indicator, glyphs: glyphs)), offset: offset)
  }

  func lines(_ row: BoardRow, _ indicator: Indicator, glyphs: Glyphs) -> [Facts.Line] {
    guard let figure = row.figures[indicator.id] else { return [.init("", [Span(words["say.nothing"], .dim)])] }
    let language = showing.handbook.language
    var lines: [Facts.Line] = [
      .init(
        words["explain.indicator"],
        [Span(indicator.name(language), .text, strong: true)] + value(figure, indicator, glyphs)),
      .init(words["explain.formula"], [Span(indicator.formula(language), .text)]),
    ]
    lines += signed(row, indicator)
    lines += made(figure, indicator)
    lines.append(.init(words["explain.scope"], [Span(indicator.scope(language), .dim)]))
    lines += judged(figure, indicator, glyphs)
    let coverage = showing.coverage(of: row.area.code, indicator)
    if !coverage.isEmpty { lines.append(.init(words["explain.verified"], coverage)) }
    lines += sampled(figure, indicator)
    lines += standing(indicator, glyphs)
    lines += forecast(row, figure, indicator)
    if let text = wording.required(figure, indicator, in: showing.board.period) {
      lines.append(.init(words["explain.required"], [Span(text, .text)]))
    }
    lines += gap(figure)
    lines += smallest(figure, indicator)
    lines += sources(figure, indicator)
    if !indicator.source.isEmpty { lines.append(.init(words["explain.definition"], [Span(indicator.source, .dim)])) }
    return lines
  }

  private func value(_ figure: Figure, _ indicator: Indicator, _ glyphs: Glyphs) -> [Span] {
    var spans: [Span] = ["  "]
    if let ratio = figure.reading.ratio {
      let value = (figure.reading.isPartial ? "~" : "") + wording.valueWithUnit(ratio, indicator)
      spans += [Span(value, .value, strong: true), "  "]
    } else if figure.status == nil {
      spans.append(Span(wording.absence(figure, glyphs: glyphs), .dim))
    }
    return spans + wording.status(figure, glyphs: glyphs)
  }

  /// Of a signed month: when it was signed, and the signed value where it is another one now.
  private func signed(_ row: BoardRow, _ indicator: Indicator) -> [Facts.Line] {
    guard let facts = showing.board.signOff else { return [] }
    let signed = facts.signOff
    var spans = [Span(words["explain.signed.at", signed.at, signed.who, wording.name(signed.area)], .text)]
    if let then = facts.revised[row.area.code]?[indicator.id] {
      let value = then.ratio.map { wording.valueWithUnit($0, indicator) } ?? words["explain.signed.none"]
      spans.append(Span("  " + words["explain.signed.revised", (then.isPartial ? "~" : "") + value], .notice))
    }
    return [.init(words["explain.signed"], spans)]
  }

  private func made(_ figure: Figure, _ indicator: Indicator) -> [Facts.Line] {
    let reading = figure.reading
    var lines: [Facts.Line] = []
    if let ratio = reading.ratio, indicator.id != Indicator.gap, ratio.hasParts {
      let names = names(of: indicator)
      lines.append(
        .init(
          words["explain.numerator"],
          [Span(wording.grouped(ratio.numerator), .value, strong: true), Span("  \(names.top)", .dim)]))
      lines.append(
        .init(
          words["explain.denominator"],
          [Span(wording.grouped(ratio.denominator), .value, strong: true), Span("  \(names.bottom)", .dim)]))
    } else if reading.ratio == nil {
      lines.append(
        .init(words["explain.missing"], [Span(words["say.absence.\(reading.absence?.rawValue ?? "notOwed")"], .text)]))
    }
    if reading.expected > 0 {
      let text = words["explain.coverage", wording.grouped(reading.reported), wording.grouped(reading.expected)]
      lines.append(.init(words["explain.reported"], [Span(text, reading.isPartial ? .notice : .text)]))
    }
    if let month = reading.stockMonth {
      lines.append(
        .init(
          words["explain.stock"],
          [
            Span(
              indicator.kind == .yearly
                ? words["say.toDate", String(month.year), String(month.month)]
                : words["explain.stockOf", month.description],
              .dim)
          ]))
    }
    return lines
  }

  /// The two sides of the formula, as the formula itself names them.
  private func names(of indicator: Indicator) -> (top: String, bottom: String) {
    let formula = indicator.formula(showing.handbook.language)
    for sign in [" ÷ ", " / "] {
      let parts = formula.split(separator: sign, maxSplits: 1)
      if parts.count == 2 {
        let bottom = parts[1].split(separator: " × ")[0].split(separator: " x ")[0]
        return (String(parts[0]), String(bottom))
      }
    }
    return ("", "")
  }

  private func judged(_ figure: Figure, _ indicator: Indicator, _ glyphs: Glyphs) -> [Facts.Line] {
    guard let applied = figure.judgement.applied else {
      return [.init(words["explain.target"], [Span(words["explain.noTarget"], .dim)])]
    }
    let target = applied.target
    let unit = wording.unit(indicator)
    var spans: [Span] = [
      Span(wording.text(target) + (unit.isEmpty ? "" : " \(unit)"), .value, strong: true), Span("  ", .text),
    ]
    if !target.hedge.isEmpty { spans.append(Span("\(wording.hedge(target.hedge))  ", .label)) }
    spans += wording.basis(applied)
    spans.append(Span("  \(words["explain.binds.\(target.binding.rawValue)"])", .dim))
    var lines: [Facts.Line] = [.init(words["explain.target"], spans)]
    if let deadline = target.deadline {
      let isPast = showing.board.period.lastDay > deadline
      lines.append(
        .init(
          words["explain.deadline"],
          [Span(deadline.description, .value), Span("  " + words[isPast ? "explain.isPast" : "explain.isAhead"], .dim)])
      )
    } else {
      lines.append(.init(words["explain.deadline"], [Span(words["explain.noDeadline"], .dim)]))
    }
    if !target.lead.isEmpty {
      var offices: [Span] = [Span(target.lead, .text)]
      if !target.supporting.isEmpty {
        offices.append(
          Span("  \(words["explain.supporting", target.supporting.joined(separator: words["say.list"])])", .dim))
      }
      lines.append(.init(words["explain.lead"], offices))
    }
    lines.append(.init(words["explain.schedule"], schedule(figure, target)))
    if let before = evidence?.atDeadline {
      var spans =
        before.reading.ratio.map { [Span(wording.valueWithUnit($0, indicator) + "  ", .value, strong: true)] } ?? []
      spans += wording.status(before, glyphs: glyphs)
      lines.append(.init(words["explain.atDeadline"], spans))
    }
    let note = showing.handbook.language == .zh ? target.noteZh : target.noteEn
    if !note.isEmpty { lines.append(.init(words["explain.note"], [Span(note, .dim)])) }
    return lines
  }

  private func schedule(_ figure: Figure, _ target: Target) -> [Span] {
    let judgement = figure.judgement
    let settings = showing.handbook.settings
    if let lag = judgement.lag, let progress = judgement.progress, let expected = judgement.expectedProgress {
      let text = words[
        lag > 0 ? "explain.lag" : "explain.ahead", wording.tenths(progress * 100), wording.tenths(expected * 100),
        wording.tenths(abs(lag))]
      let bounds = words[
        "explain.bounds", wording.tenths(settings.behindBound), wording.tenths(settings.farBehindBound)]
      var spans = [Span(text, wording.role(figure))]
      if let value = judgement.expectedValue, let indicator = showing.handbook.indicator(figure.reading.indicator) {
        spans.append(
          Span("  " + words["explain.expectedValue", wording.amountWithUnit(Amount(value), indicator)], .dim))
      }
      return spans + [Span("  \(bounds)", .dim)]
    }
    if judgement.isYearToDate, judgement.status == nil { return [Span(words["explain.path.notClosed"], .dim)] }
    if judgement.isYearToDate, judgement.status == .short { return [Span(words["explain.path.noYear"], .dim)] }
    if judgement.status == .met { return [Span(words["explain.path.met"], .dim)] }
    if judgement.status == .missed { return [Span(words["explain.path.past"], .dim)] }
    if target.deadline == nil { return [Span(words["explain.path.noDate"], .dim)] }
    return [Span(words[target.baseline == nil ? "explain.path.noBaseline" : "explain.path.none"], .dim)]
  }

  private func sampled(_ figure: Figure, _ indicator: Indicator) -> [Facts.Line] {
    let reading = figure.reading
    let isOwn = reading.isSample
    guard let sample = isOwn ? reading.ratio : reading.sample,
      let interval = WilsonInterval(sample.numerator, of: sample.denominator)
    else { return [] }
    let low = Ratio.fixed(Int((interval.low * 1000).rounded(.down)), decimals: 1)
    let high = Ratio.fixed(Int((interval.high * 1000).rounded(.up)), decimals: 1)
    let failures = sample.denominator - sample.numerator
    var spans: [Span] = [
      Span(
        words["explain.sampleOf", wording.grouped(sample.denominator), wording.grouped(failures)], .text),
      Span("  \(words["explain.interval", low, high])", .value),
    ]
    if let bound = figure.judgement.applied?.target.minimum?.number, interval.low * 100 < bound {
      spans.append(Span("  \(words["explain.cannotShow", wording.target(figure)])", .notice))
    }
    if !isOwn { spans.append(Span("  \(words["explain.besides"])", .dim)) }
    return [.init(words["explain.sample"], spans)] + sampleSize(figure, sample, interval)
  }

  /// How many would have to be sampled to show the target.
  private func sampleSize(_ figure: Figure, _ sample: Ratio, _ interval: WilsonInterval) -> [Facts.Line] {
    guard let bound = figure.judgement.applied?.target.minimum?.number, interval.low * 100 < bound else { return [] }
    let text: String
    if let clean = WilsonInterval.sample(toShow: bound / 100) {
      var parts = [words["explain.sampleSize.clean", wording.target(figure), wording.grouped(clean)]]
      let failures = sample.denominator - sample.numerator
      if failures > 0, let more = WilsonInterval.sample(toShow: bound / 100, failures: failures) {
        parts.append(words["explain.sampleSize.failures", wording.grouped(failures), wording.grouped(more)])
      }
      text = parts.joined(separator: words["say.comma"])
    } else {
      text = words["explain.sampleSize.never"]
    }
    return [.init(words["explain.sampleSize"], [Span(text, .dim)])]
  }

  /// Where it stands among its like.
  private func standing(_ indicator: Indicator, _ glyphs: Glyphs) -> [Facts.Line] {
    guard let standing = showing.standing else { return [] }
    func text(_ value: Double) -> String { wording.decimals(Amount(value), indicator) }
    let range = words[
      "standing.range", standing.values.min().map(text) ?? "", standing.median.map(text) ?? "",
      standing.values.max().map(text) ?? ""]
    return [
      .init(
        words["panel.standing"],
        [
          Span(words["standing.rank", String(standing.rank), String(standing.ranked)], .text),
          Span("  \(range)", .dim),
        ]),
      .init("", StandingPanel(showing: showing).strip(width: 48, glyphs: glyphs)),
    ]
  }

  /// How it goes on at the pace of its last months.
  private func forecast(_ row: BoardRow, _ figure: Figure, _ indicator: Indicator) -> [Facts.Line] {
    guard figure.reading.ratio != nil, let forecast = showing.forecast(of: row, indicator),
      let text = wording.forecast(forecast, figure, indicator)
    else { return [] }
    return [.init(words["explain.forecast"], [Span(text, .text), Span("  \(words["forecast.method"])", .dim)])]
  }

  private func gap(_ figure: Figure) -> [Facts.Line] {
    guard let evidence, !evidence.contributors.isEmpty else { return [] }
    let total = evidence.contributors.reduce(0) { $0 + $1.need }
    guard total > 0 else { return [] }
    let worst = evidence.contributors.prefix(6)
    let share = worst.reduce(0) { $0 + $1.need } * 100 / total
    var spans: [Span] = []
    if evidence.contributors.count > 1 {
      spans.append(Span(words["explain.share", String(worst.count), String(share), wording.grouped(total)], .text))
    }
    for (index, part) in worst.enumerated() {
      spans += [
        Span("  \(index + 1) ", .dim), Span(wording.name(part.area), .text),
        Span(" -\(wording.grouped(part.need))", wording.role(figure)),
      ]
    }
    return [.init(words["explain.gap"], spans)]
  }

  /// The fewest parts that meet the target of the whole.
  private func smallest(_ figure: Figure, _ indicator: Indicator) -> [Facts.Line] {
    guard let set = evidence?.smallestSet else { return [] }
    return [.init(words["explain.smallest"], wording.smallest(set, figure, indicator, names: 8))]
  }

  /// A reading names its source by the word of the form.
  private func name(ofSource source: String) -> String {
    if let form = Form.allCases.first(where: { $0.zh == source }) { return words["form.\(form.rawValue)"] }
    if let kind = ReturnSource.allCases.first(where: { $0.zh == source }) { return words["source.kind.\(kind)"] }
    return source
  }

  private func sources(_ figure: Figure, _ indicator: Indicator) -> [Facts.Line] {
    var lines: [Facts.Line] = []
    if let source = figure.reading.source {
      lines.append(.init(words["explain.kind"], [Span(name(ofSource: source), .dim)]))
    }
    lines.append(.init(words["explain.nature"], wording.natureRule(indicator.form.nature)))
    guard let evidence else {
      return lines + [.init(words["explain.rows"], [Span(words["explain.loading"], .dim)])]
    }
    lines.append(
      .init(
        words["explain.rows"],
        [
          Span(
            evidence.rows.count == evidence.total
              ? words["explain.rowCount.all", wording.grouped(evidence.total)]
              : words["explain.rowCount", wording.grouped(evidence.rows.count), wording.grouped(evidence.total)], .dim)
        ]))
    for row in evidence.rows {
      var spans: [Span] = [Span("\(row.file):\(row.line)", .value), Span("  \(wording.name(row.area))", .text)]
      // What the title or the row itself has told already is left out, so that a row stays one line.
      if let month = row.month, Period(month) != showing.board.period { spans.append(Span("  \(month)", .dim)) }
      if !row.label.isEmpty, !row.label.hasPrefix(row.area.name) { spans.append(Span("  \(row.label)", .text)) }
      if let top = row.numerator {
        spans.append(
          Span("  " + wording.grouped(top) + (row.denominator.map { "/" + wording.grouped($0) } ?? ""), .value))
      }
      spans.append(
        Span("  \(words["source.importShort", String(row.importID), String(row.importedAt.prefix(10))])", .dim))
      lines.append(.init("", spans))
    }
    return lines
  }
}
