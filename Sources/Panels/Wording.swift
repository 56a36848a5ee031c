import Drawing
import PostalModel

/// Figures and judgements in words, marks and roles.
struct Wording {
  let handbook: Handbook
  var words: Words { handbook.words }
  var language: Language { handbook.language }

  // MARK: Figures

  /// The value with its fixed decimals, `~` before a partial one, or the word for why there is none.
  func value(_ figure: Figure?, _ indicator: Indicator, glyphs: Glyphs) -> String {
    guard let figure else { return glyphs.none }
    guard let ratio = figure.reading.ratio else { return absence(figure, glyphs: glyphs) }
    return (figure.reading.isPartial ? "~" : "") + number(ratio, indicator)
  }

  /// The value alone. A whole share is `100`, which no rounding can reach.
  ///
  /// - Parameter fewer: decimals left out of the indicator's own; what is cut is cut towards the worse side.
  func number(_ ratio: Ratio, _ indicator: Indicator, fewer: Int = 0) -> String {
    if indicator.unit == .percent, ratio.isAtLeast(Amount(100)), ratio.isAtMost(Amount(100)) { return "100" }
    return grouped(
      ratio.text(decimals: max(0, indicator.decimals - fewer), higherIsBetter: indicator.higherIsBetter))
  }

  func absence(_ figure: Figure, glyphs: Glyphs) -> String {
    figure.reading.absence.map { words["absence.\($0.rawValue)"] } ?? glyphs.none
  }

  func unit(_ indicator: Indicator) -> String { words["unit.\(indicator.unit.rawValue)"] }

  func valueWithUnit(_ ratio: Ratio, _ indicator: Indicator) -> String {
    let unit = unit(indicator)
    return unit.isEmpty ? number(ratio, indicator) : "\(number(ratio, indicator)) \(unit)"
  }

  /// `123/384,120`.
  func counts(_ ratio: Ratio) -> String {
    ratio.hasParts ? count(ratio.numerator, of: ratio.denominator) : ""
  }

  func grouped(_ number: Int) -> String { grouped(String(number)) }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  /// The whole numbers in a text by thousands: `1,234.5`, `≤12,000`.
  func grouped(_ text: String) -> String {
    // Most are short of a thousand.
    var run = 0
    var longest = 0
    for byte in text.utf8 {
      run = isDigit(byte) ? run + 1 : 0
      longest = max(longest, run)
    }
    guard longest > 3 else { return text }
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    var place = 0
    while place < bytes.count {
      let end = bytes[place...].firstIndex { !isDigit($0) } ?? bytes.count
      let isWhole = result.last != UInt8(ascii: ".")
      for index in place..<end {
        if isWhole, index > place, (end - index) % 3 == 0 { result.append(UInt8(ascii: ",")) }
        result.append(bytes[index])
      }
      if end < bytes.count { result.append(bytes[end]) }
      place = end + 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `7/8` of the units that owe a return; empty where none does.
  func coverage(_ figure: Figure?) -> String {
    guard let reading = figure?.reading, reading.expected > 0 else { return "" }
    return count(reading.reported, of: reading.expected)
  }

  /// `1,204/1,210`
  func count(_ some: Int, of all: Int) -> String { "\(grouped(some))/\(grouped(all))" }

  // MARK: Judgements

  /// A plan as the measure, and whether it is another area's.
  func name(_ plan: Plan, isBorrowed: Bool) -> String {
    plan.name(language) + (isBorrowed ? " " + words["word.borrowed"] : "")
  }

  /// A day that ends a month is that month.
  func date(_ day: Day) -> String { day == Month(day).lastDay ? Month(day).description : day.description }

  func role(_ figure: Figure?) -> Role {
    guard let figure else { return .dim }
    guard let status = figure.status else { return figure.reading.ratio == nil ? .dim : .noTarget }
    if status == .met, figure.reading.isPartial || figure.judgement.isCleanSample { return .metPartial }
    return role(status)
  }

  func role(_ status: Status) -> Role { Role(rawValue: status.rawValue) ?? .text }

  func mark(_ status: Status?, glyphs: Glyphs) -> String {
    guard let status else { return "" }
    return glyphs.tier == .ascii ? status.asciiMark : status.mark
  }

  /// One or two columns. A clean sample is not the mark of what is met: its star points to a note in the frame.
  func mark(_ figure: Figure?, glyphs: Glyphs) -> String {
    guard let figure, figure.reading.ratio != nil || figure.status == .notReported else { return "" }
    let mark = mark(figure.status, glyphs: glyphs)
    return figure.judgement.isCleanSample ? mark + "*" : mark
  }

  func word(_ figure: Figure?) -> String {
    guard let figure, let status = figure.status else { return "" }
    if figure.reading.ratio == nil { return words["status.\(status.rawValue)"] }
    if figure.judgement.isCleanSample {
      let clean = words["status.clean", grouped(figure.reading.ratio?.denominator ?? 0)]
      return figure.reading.isPartial ? words["status.partial", clean] : clean
    }
    var word = words["status.\(status.rawValue)"]
    if figure.judgement.isAboveRange { word = words["status.above", word] }
    return figure.reading.isPartial && status != .noTarget ? words["status.partial", word] : word
  }

  /// Mark and word in the colour of the status.
  func status(_ figure: Figure?, glyphs: Glyphs) -> [Span] {
    let word = word(figure)
    guard !word.isEmpty else { return [] }
    let mark = figure?.reading.ratio == nil ? self.mark(figure?.status, glyphs: glyphs) : mark(figure, glyphs: glyphs)
    return [Span(mark.isEmpty ? word : "\(mark) \(word)", role(figure))]
  }

  // MARK: Targets and needs

  /// `4–5`, `99`; empty without a target.
  func target(_ figure: Figure?) -> String { figure?.judgement.applied.map { text($0.target) } ?? "" }

  /// The same of a target itself.
  func text(_ target: Target) -> String { grouped(target.text) }

  /// Plan and clause, and whether they are borrowed or the law.
  func basis(_ applied: AppliedTarget) -> [Span] {
    var spans = [Span("\(applied.planName(language)) \(applied.target.clause)", .dim)]
    if applied.isBorrowed { spans.append(Span(" " + words["word.borrowed"], .notice)) }
    return spans
  }

  func basisText(_ applied: AppliedTarget) -> String {
    basis(applied).map(\.text).joined()
  }

  /// What closes the gap in words: 缺 31 处, 缺 6.6 点.
  func need(_ figure: Figure?, _ indicator: Indicator) -> String {
    switch figure?.judgement.need {
    case .units(let count)?: words[counted("need.\(needUnit(indicator))", count), grouped(count)]
    case .points(let points)?: words[isCeiling(figure) ? "need.over" : "need.points", decimals(points, indicator)]
    case .amount(let amount)?:
      words[isCeiling(figure) ? "need.over" : "need.amount", amountWithUnit(amount, indicator)]
    case nil: ""
    }
  }

  func isCeiling(_ figure: Figure?) -> Bool { figure?.judgement.applied?.target.isCeiling == true }

  /// An amount in an indicator's unit, with its decimals.
  func amountWithUnit(_ amount: Amount, _ indicator: Indicator) -> String {
    let unit = unit(indicator)
    let number = decimals(amount, indicator)
    return unit.isEmpty ? number : "\(number) \(unit)"
  }

  /// A number of an indicator with its decimals, a share with one at least; a computed value is cut to them.
  func decimals(_ amount: Amount, _ indicator: Indicator) -> String {
    let count = indicator.unit == .percent ? max(1, indicator.decimals) : indicator.decimals
    var unit = 1_000_000
    for _ in 0..<count { unit /= 10 }
    return grouped(Ratio.fixed(amount.micro / unit, decimals: count))
  }

  /// Villages without a return count as not reached in the need; empty where there are none.
  func unreported(_ figure: Figure, _ indicator: Indicator) -> String {
    guard case .units? = figure.judgement.need, indicator.unit == .percent, figure.reading.isPartial else { return "" }
    return words["say.need.unreported", grouped(figure.reading.expected - figure.reading.reported)]
  }

  /// The average reaches the standard while parts of the area do not.
  func isHiddenShort(_ figure: Figure, _ indicator: Indicator) -> Bool {
    guard indicator.id == Indicator.density, figure.status?.isShortfall == true, let ratio = figure.reading.ratio,
      let bound = figure.judgement.applied?.target.minimum
    else { return false }
    return ratio.isAtLeast(bound)
  }

  /// What the star behind a mark means; nil where no figure has one.
  func cleanNote(_ rows: [BoardRow], _ indicators: [Indicator], width: Int, glyphs: Glyphs) -> String? {
    let isClean = rows.contains { row in
      indicators.contains { row.figures[$0.id]?.judgement.isCleanSample == true }
    }
    guard isClean else { return nil }
    let mark = mark(Status.met, glyphs: glyphs) + "* "
    let long = mark + words["note.clean"]
    return glyphs.columns(of: long) + 6 <= width ? long : mark + words["note.clean.short"]
  }

  /// The same for a column: -31, -6.6.
  func shortNeed(_ figure: Figure?, _ indicator: Indicator) -> String {
    switch figure?.judgement.need {
    case .units(let count)? where count > 0: "-" + grouped(count)
    case .points(let points)?: (isCeiling(figure) ? "+" : "-") + decimals(points, indicator)
    case .amount(let amount)?: (isCeiling(figure) ? "+" : "-") + decimals(amount, indicator)
    default: ""
    }
  }

  /// The same as a sentence: 需再设 31 处.
  func needSentence(_ figure: Figure, _ indicator: Indicator) -> String? {
    switch figure.judgement.need {
    case .units(let count)? where count > 0:
      words[counted("say.need.\(needUnit(indicator))", count), grouped(count)] + unreported(figure, indicator)
    case .points(let points)?:
      words[isCeiling(figure) ? "say.need.over" : "say.need.points", decimals(points, indicator)]
    case .amount(let amount)?:
      words[isCeiling(figure) ? "say.need.over" : "say.need.amount", amountWithUnit(amount, indicator)]
    default: nil
    }
  }

  /// The key of a word for a number of things, of its own for one thing.
  func counted(_ key: String, _ count: Int) -> String {
    count == 1 && words.contains(key + ".one") ? key + ".one" : key
  }

  /// 措辞: how firmly a plan says something, in the language of the screen where the word is a known one.
  func hedge(_ text: String) -> String { words.contains("hedge.\(text)") ? words["hedge.\(text)"] : text }

  func needUnit(_ indicator: Indicator) -> String {
    switch indicator.id {
    case Indicator.density, Indicator.gap: "outlets"
    case Indicator.stationStandard: "stations"
    default: "villages"
    }
  }

  /// How a figure grew: `+12.3 %`, `-0.40 点`, or that its scope is another one since.
  func growth(_ growth: Growth, _ indicator: Indicator) -> String {
    switch growth {
    // What is no change at these decimals has no direction below.
    case .percent(let percent): return (percent > -0.05 ? "+" : "-") + tenths(abs(percent)) + " %"
    case .difference(let points):
      let unit = indicator.unit == .percent ? " " + words["measures.points"] : ""
      return (points > -0.005 ? "+" : "-") + hundredths(abs(points)) + unit
    case .broken: return words["measures.broken"]
    }
  }

  /// The same with `~` where one of the two figures is partial.
  func growth(_ growth: Growth, _ indicator: Indicator, isPartial: Bool) -> String {
    (isPartial && growth != .broken ? "~" : "") + self.growth(growth, indicator)
  }

  /// 升降: `▲2`, `▼1`, `=`, or why there is none.
  func move(_ move: RankMove, glyphs: Glyphs) -> String {
    switch move {
    case .by(0): "="
    case .by(let places): (places > 0 ? glyphs.placesUp : glyphs.placesDown) + String(abs(places))
    case .new: words["changes.new"]
    case .broken: words["measures.broken"]
    }
  }

  /// 位次 3/8,较上期升 2 位; empty without a rank. Where others had figures then, the rank of then is told too.
  func rank(_ change: Change) -> String {
    guard let rank = change.rank else { return "" }
    var said = words["say.rank", String(rank), String(change.ranked)]
    guard let move = change.move else { return said }
    said += words["say.comma"] + moveSentence(move)
    if case .by = move, let before = change.rankBefore, change.rankedBefore != change.ranked {
      said += words["say.rank.before", String(before), String(change.rankedBefore)]
    }
    return said
  }

  /// The same as ``move(_:glyphs:)`` in words.
  private func moveSentence(_ move: RankMove) -> String {
    switch move {
    case .by(0): words["say.move.same"]
    case .by(let places): words[counted(places > 0 ? "say.move.up" : "say.move.down", abs(places)), String(abs(places))]
    case .new: words["say.move.new"]
    case .broken: words["say.move.broken"]
    }
  }

  func tenths(_ amount: Amount) -> String { Ratio.fixed(amount.micro / 100_000, decimals: 1) }

  /// Decimals of a number that is not a ratio, such as a lag.
  func tenths(_ number: Double) -> String { Ratio.fixed(Int((number * 10).rounded()), decimals: 1) }

  func hundredths(_ number: Double) -> String { Ratio.fixed(Int((number * 100).rounded()), decimals: 2) }

  // MARK: Names

  func name(_ area: Area) -> String { AreaNames.short(area.name) }

  /// What the rows of a list are: 县区, 乡镇, 村社.
  func heading(of rows: [BoardRow]) -> String {
    let levels = Set(rows.map(\.area.level))
    guard levels.count == 1, let level = levels.first else { return words["level.mixed"] }
    return words["level.\(level.word)"]
  }

  /// `6 月` of the year shown, or the whole period.
  func period(_ period: Period) -> String {
    guard period.length == 1, language == .zh else { return period.description }
    return words["say.month", String(period.first.year), String(period.first.month)]
  }

  func type(_ type: OutletType) -> String { language == .zh ? type.zh : type.en }

  /// Text with `{0}` slots filled with spans; what is between them takes a role of its own.
  func fill(_ key: String, _ parts: [Span], role: Role = .text) -> [Span] {
    var spans: [Span] = []
    var text = ""
    var rest = words[key][...]
    while let open = rest.firstIndex(of: "{") {
      text += rest[..<open]
      guard let close = rest[open...].firstIndex(of: "}"), let slot = Int(rest[rest.index(after: open)..<close]),
        parts.indices.contains(slot)
      else {
        text += rest[open...open]
        rest = rest[rest.index(after: open)...]
        continue
      }
      if !text.isEmpty { spans.append(Span(text, role)) }
      text = ""
      spans.append(parts[slot])
      rest = rest[rest.index(after: close)...]
    }
    text += rest
    if !text.isEmpty { spans.append(Span(text, role)) }
    return spans
  }
}

extension Status {
  /// Held against a target.
  var isJudged: Bool { self != .noTarget && self != .notApplicable }
}
