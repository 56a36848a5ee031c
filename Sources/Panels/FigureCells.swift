import Documents
import Drawing
import PostalModel

/// Figures as cells of tables that leave the screen: what the screen says of them, with the numbers behind it.
protocol FigureCells {
  var handbook: Handbook { get }
  var glyphs: Glyphs { get }
}

extension FigureCells {
  var words: Words { handbook.words }
  var language: Language { handbook.language }
  var wording: Wording { Wording(handbook: handbook) }

  func text(_ text: String) -> OutputTable.Cell { text.isEmpty ? .empty : .text(text) }

  func day(_ day: Day?) -> OutputTable.Cell { day.map { .day($0) } ?? .empty }

  func count(_ count: Int) -> OutputTable.Cell { .told(wording.grouped(count), number: String(count)) }

  func code(_ area: Area) -> OutputTable.Cell { .code(area.code.description) }

  /// The value as screens show it, with the number behind it.
  func value(_ figure: Figure?, _ indicator: Indicator) -> OutputTable.Cell {
    guard let figure else { return .empty }
    guard let ratio = figure.reading.ratio else {
      return .told(wording.value(figure, indicator, glyphs: glyphs), number: nil, .faint)
    }
    return .told(wording.value(figure, indicator, glyphs: glyphs), number: indicator.text(ratio))
  }

  func counts(_ figure: Figure?) -> OutputTable.Cell { text(figure?.reading.ratio.map(wording.counts) ?? "") }

  func numerator(_ figure: Figure?) -> OutputTable.Cell {
    figure?.reading.ratio.flatMap { $0.hasParts ? .number(String($0.numerator)) : nil } ?? .empty
  }

  func denominator(_ figure: Figure?) -> OutputTable.Cell {
    figure?.reading.ratio.flatMap { $0.hasParts ? .number(String($0.denominator)) : nil } ?? .empty
  }

  func target(_ figure: Figure?) -> OutputTable.Cell {
    let text = wording.target(figure)
    guard !text.isEmpty else { return .empty }
    let target = figure?.judgement.applied?.target
    // A range or a strict bound is no number.
    let number = target.flatMap { $0.text == $0.bound?.description ? $0.text : nil }
    return .told(text, number: number)
  }

  func status(_ figure: Figure?) -> OutputTable.Cell {
    var said = wording.status(figure, glyphs: glyphs).map(\.text).joined()
    if figure?.isYearToDate == true, !said.isEmpty { said += " " + words["measures.running"] }
    return said.isEmpty ? .empty : .told(said, number: nil, tone(figure))
  }

  /// What closes the gap, where there is one.
  func need(_ figure: Figure?, _ indicator: Indicator) -> OutputTable.Cell {
    guard let figure, figure.status?.isShortfall == true || figure.status == .onSchedule else { return .empty }
    let said = wording.need(figure, indicator)
    guard !said.isEmpty else { return .empty }
    switch figure.judgement.need {
    case .units(let units)?: return .told(said, number: String(units), tone(figure))
    case .points(let amount)?, .amount(let amount)?:
      return .told(said, number: amount.description, tone(figure))
    case nil: return .empty
    }
  }

  func basis(_ figure: Figure?) -> OutputTable.Cell { text(figure?.judgement.applied.map(wording.basisText) ?? "") }

  func deadline(_ figure: Figure?) -> OutputTable.Cell {
    text(figure?.judgement.applied?.target.deadline.map(wording.date) ?? "")
  }

  func tone(_ figure: Figure?) -> OutputTable.Tone {
    guard let figure, let status = figure.status else { return .faint }
    return status == .met && !figure.countsAsMet ? .plain : tone(status)
  }

  func tone(_ status: Status) -> OutputTable.Tone {
    switch status {
    case .met: .good
    case .onSchedule: .plain
    case .behind, .notReported: .fair
    case .farBehind, .short, .missed: .bad
    case .notApplicable, .noTarget: .faint
    }
  }

  /// The name of an indicator with its unit.
  func name(_ indicator: Indicator) -> String {
    let unit = wording.unit(indicator)
    return unit.isEmpty ? indicator.name(language) : words["bulletin.withUnit", indicator.name(language), unit]
  }

  // MARK: Changes

  /// 环比, `~` where one of the two is partial.
  func onPeriod(_ change: Change?, _ indicator: Indicator) -> OutputTable.Cell {
    growth(change?.onPeriod, indicator, isPartial: change?.isPartialOnPeriod == true)
  }

  /// 同比, the same way.
  func onYear(_ change: Change?, _ indicator: Indicator) -> OutputTable.Cell {
    growth(change?.onYear, indicator, isPartial: change?.isPartialOnYear == true)
  }

  private func growth(_ growth: Growth?, _ indicator: Indicator, isPartial: Bool) -> OutputTable.Cell {
    guard let growth else { return .empty }
    let said = wording.growth(growth, indicator, isPartial: isPartial)
    switch growth {
    case .broken: return .told(said, number: nil, .faint)
    case .percent(let percent): return .told(said, number: signed(wording.tenths(abs(percent)), percent))
    case .difference(let points): return .told(said, number: signed(wording.hundredths(abs(points)), points))
    }
  }

  private func signed(_ text: String, _ number: Double) -> String { (number < 0 ? "-" : "") + text }

  /// Places won or lost since the period before.
  func move(_ move: RankMove?) -> OutputTable.Cell {
    guard let move else { return .empty }
    let said = wording.move(move, glyphs: glyphs)
    switch move {
    case .by(0): return .told(said, number: "0", .faint)
    case .by(let places): return .told(said, number: String(places))
    case .new, .broken: return .told(said, number: nil, .faint)
    }
  }
}
