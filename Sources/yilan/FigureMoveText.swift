import Foundation
import PostalModel
import PostalStore

/// Tells which figures an import moves: lines for people, objects for scripts.
struct FigureMoveText {
  let setup: Setup
  private let words: Words

  /// Lines printed of a dry run; the rest are counted.
  static let mostLines = 20

  init(_ setup: Setup) {
    self.setup = setup
    words = setup.words
  }

  /// One line for a real import; nil where nothing was watched.
  func summary(_ outcome: ImportOutcome) -> String? {
    guard let extent = outcome.watched else { return nil }
    guard !extent.isSkipped else {
      return setup.say("涉及的区划和月份太多,未比较指标变动", "too many areas and months: what figures moved was not compared")
    }
    let lights = outcome.moves.count(where: \.changesLight)
    let told = setup.say(
      "\(outcome.moves.count) 个指标值变动,其中 \(lights) 个状态改变",
      "\(outcome.moves.count) figures moved, \(lights) changed their status")
    return told + leftOut(extent)
  }

  /// The lines of a dry run.
  func lines(_ outcome: ImportOutcome) -> [String] {
    guard let extent = outcome.watched else { return [] }
    guard !extent.isSkipped, !outcome.moves.isEmpty else {
      let none = setup.say("没有指标值变动", "no figure would move")
      return [extent.isSkipped ? summary(outcome)! : none + leftOut(extent)]
    }
    let lights = outcome.moves.count(where: \.changesLight)
    let heading = setup.say(
      "将变动 \(outcome.moves.count) 个指标值,其中 \(lights) 个状态改变",
      "\(outcome.moves.count) figures would move, \(lights) would change their status")
    let shown = outcome.moves.prefix(Self.mostLines)
    let table = PlainTable.lines(
      headings: [
        setup.say("区划", "area"), setup.say("代码", "code"), setup.say("月份", "month"), setup.say("指标", "indicator"),
        setup.say("现为", "now"), setup.say("将为", "then"), setup.say("差", "difference"),
      ], rows: shown.map(cells))
    let more = outcome.moves.count - shown.count
    return [heading + leftOut(extent) + setup.say(":", ":")] + table.map { "  " + $0 }
      + (more > 0 ? ["  " + setup.say("…另有 \(more) 个,见 --json", "... and \(more) more; see --json")] : [])
  }

  private func leftOut(_ extent: WatchExtent) -> String {
    var parts: [String] = []
    if extent.areasLeftOut > 0 {
      parts.append(
        setup.say("\(extent.areasLeftOut) 个下级区划只看其上级", "\(extent.areasLeftOut) low areas only by those above"))
    }
    if extent.monthsLeftOut > 0 {
      parts.append(
        setup.say("未看较早的 \(extent.monthsLeftOut) 个月", "\(extent.monthsLeftOut) earlier months not looked at"))
    }
    return parts.isEmpty ? "" : setup.say("(\(parts.joined(separator: ";")))", " (\(parts.joined(separator: "; ")))")
  }

  private func cells(_ move: FigureMove) -> [String] {
    let indicator = setup.indicators.first { $0.id == move.indicator }
    return [
      move.area.name, move.area.code.short, move.period.description,
      indicator?.name(setup.language) ?? move.indicator, text(move.before, indicator), text(move.after, indicator),
      difference(move, indicator),
    ]
  }

  private func text(_ state: FigureMove.State, _ indicator: Indicator?) -> String {
    var parts: [String] = []
    if let ratio = state.ratio, let indicator {
      parts.append(ratio.text(decimals: indicator.decimals, higherIsBetter: indicator.higherIsBetter))
    }
    if let status = state.status {
      // A sample without a failure is no proof of having met.
      let isClean = state.figure?.judgement.isCleanSample == true
      let word =
        isClean ? words["status.clean", String(state.ratio?.denominator ?? 0)] : words["status.\(status.rawValue)"]
      parts.append(status.mark + (status.mark.isEmpty ? "" : " ") + word)
    }
    if state.isPartial { parts.append(setup.say("部分", "partial")) }
    return parts.isEmpty ? "—" : parts.joined(separator: " ")
  }

  private func difference(_ move: FigureMove, _ indicator: Indicator?) -> String {
    guard let difference = move.difference, difference != 0, let indicator else { return "" }
    let unit =
      indicator.unit == .percent ? setup.say("点", "points") : words["unit.\(indicator.unit.rawValue)"]
    // A move too small for the indicator's decimals is shown with two more.
    let step = pow(10, -Double(indicator.decimals)) / 2
    let decimals = abs(difference) < step ? indicator.decimals + 2 : indicator.decimals
    let number = String(format: "%+.\(decimals)f", difference)
    return unit.isEmpty ? number : "\(number) \(unit)"
  }

  func json(_ move: FigureMove) -> JSONValue {
    let indicator = setup.indicators.first { $0.id == move.indicator }
    func state(_ state: FigureMove.State) -> JSONValue {
      var object = JSONObject()
      object.add(
        "value",
        state.ratio.map {
          .number(
            Double(
              $0.text(decimals: indicator?.decimals ?? 6, higherIsBetter: indicator?.higherIsBetter ?? true))!)
        } ?? .null)
      object.add("numerator", .optional(state.ratio.flatMap { $0.hasParts ? $0.numerator : nil }))
      object.add("denominator", .optional(state.ratio.flatMap { $0.hasParts ? $0.denominator : nil }))
      object.add("status", .optional(state.status?.rawValue))
      object.add("partial", .truth(state.isPartial))
      return .object(object)
    }
    var object = JSONObject()
    object.add("area", .text(move.area.code.description))
    object.add("name", .text(move.area.name))
    object.add("level", .text(move.area.level.word))
    object.add("indicator", .text(move.indicator))
    object.add("period", .text(move.period.description))
    object.add("before", state(move.before))
    object.add("after", state(move.after))
    object.add("difference", .optional(move.difference))
    object.add("status_changed", .truth(move.changesLight))
    return .object(object)
  }
}
