import Drawing
import Panels
import PostalModel

/// 测算: keys that change the inputs of a figure. Nothing here leads to an effect that writes.
extension Dashboard {
  mutating func openWhatIf() {
    guard let board else { return }
    let showing = showing(session.spot, board)
    guard let indicator = showing.subjectIndicator, let subject = showing.subject else { return }
    let inputs = WhatIf.inputs(of: indicator)
    guard !inputs.isEmpty else {
      session.notice = Notice(text: handbook.words["whatIf.noParts", indicator.name(handbook.language)], isError: false)
      return
    }
    // At the top nothing is added up: what is tried out there is the area the cursor is on, with its parts.
    var trial = Trial(
      request: WhatIfRequest(
        area: board.area?.code ?? subject.area.code, period: board.period, withStocks: inputs.contains(.outlets)),
      indicator: indicator.id, order: board.area == nil ? [] : showing.rows.map(\.area.code))
    trial.cursor = trial.order.firstIndex(of: subject.area.code) ?? 0
    session.sheets.append(.whatIf(trial))
  }

  /// The what-if with its changes; nil while what it starts from is being fetched.
  func whatIf(_ trial: Trial) -> WhatIf? {
    guard let kept = memory.whatIf, kept.request == trial.request, let ground = kept.ground,
      let indicator = handbook.indicator(trial.indicator)
    else { return nil }
    return WhatIf(
      ground, indicator: indicator,
      by: WhatIf.Judge(
        plans: handbook.planBook, borrowed: session.spot.place.plan, today: today, settings: handbook.settings),
      changes: trial.changes)
  }

  /// The areas that can be changed, in the order of the screen; those it did not list come after.
  private func order(_ trial: Trial, _ whatIf: WhatIf) -> [AreaCode] {
    let there = whatIf.ground.changeable.map(\.area.code)
    return trial.order.filter(there.contains) + there.filter { !trial.order.contains($0) }
  }

  /// The input the cursor is on.
  private func key(_ trial: Trial, _ whatIf: WhatIf) -> WhatIf.Key? {
    let areas = order(trial, whatIf)
    let inputs = WhatIf.inputs(of: whatIf.indicator)
    guard areas.indices.contains(trial.cursor), inputs.indices.contains(trial.input) else { return nil }
    return WhatIf.Key(areas[trial.cursor], inputs[trial.input])
  }

  func whatIfPanel(_ trial: Trial, _ showing: Showing) -> WhatIfPanel {
    let whatIf = whatIf(trial)
    return WhatIfPanel(
      showing: showing, whatIf: whatIf, order: whatIf.map { order(trial, $0) } ?? [], cursor: trial.cursor,
      input: trial.input, isAbsent: memory.whatIf.map { $0.request == trial.request && $0.ground == nil } ?? false)
  }

  /// Digits write a number, and Backspace takes its last one away; false for other keys.
  mutating func type(_ key: Key, into trial: Trial) -> Bool {
    guard let whatIf = whatIf(trial), let input = self.key(trial, whatIf) else { return false }
    let now = trial.isTyping ? abs(whatIf[input]) : 0
    switch key {
    case .character(let character):
      guard character.isASCII, let digit = character.wholeNumberValue else { return false }
      change(input, to: min(now * 10 + digit, 100_000_000), trial, whatIf, isTyping: true)
    case .backspace where trial.isTyping:
      change(input, to: now / 10, trial, whatIf, isTyping: now >= 10)
    default: return false
    }
    return true
  }

  private mutating func change(_ key: WhatIf.Key, to value: Int, _ trial: Trial, _ whatIf: WhatIf, isTyping: Bool) {
    var (trial, whatIf) = (trial, whatIf)
    guard let limits = whatIf.limits(of: key) else {
      session.notice = Notice(text: handbook.words["whatIf.fixed.\(key.input.rawValue)"], isError: false)
      return
    }
    whatIf.set(key, to: value)
    if !limits.contains(value) {
      session.notice = Notice(
        text: handbook.words["whatIf.limit", String(limits.lowerBound), String(limits.upperBound)], isError: false)
    }
    trial.changes = whatIf.changes
    trial.isTyping = isTyping
    session.sheet = .whatIf(trial)
  }

  /// A command while inputs are changed; false for those that are not of this sheet.
  mutating func tryOut(_ command: Command, _ times: Int, _ trial: Trial) -> Bool {
    guard let whatIf = whatIf(trial) else { return command == .enter }
    var trial = trial
    trial.isTyping = false
    func add(_ steps: Int) {
      guard let key = key(trial, whatIf) else { return }
      change(key, to: whatIf[key] + steps * key.input.step, trial, whatIf, isTyping: false)
    }
    switch command {
    case .more: add(times)
    case .less: add(-times)
    case .pageUp: add(10 * times)
    case .pageDown: add(-10 * times)
    case .left, .right, .nextPanel, .previousPanel:
      let count = WhatIf.inputs(of: whatIf.indicator).count
      trial.input = (trial.input + (command == .right || command == .nextPanel ? 1 : count - 1)) % count
      session.sheet = .whatIf(trial)
    case .clearChanges:
      trial.changes = [:]
      session.sheet = .whatIf(trial)
    case .enter:
      guard let set = whatIf.smallestSet else {
        session.notice = Notice(text: handbook.words["whatIf.noSet"], isError: false)
        return true
      }
      var filled = whatIf
      filled.fill(set)
      trial.changes = filled.changes
      session.sheet = .whatIf(trial)
    case .up, .down, .first, .last:
      // The cursor moves over the areas that came, of which the screen may have listed fewer.
      trial.order = order(trial, whatIf)
      session.sheet = .whatIf(trial)
      return false
    case .whatIf:
      session.sheet = nil
    default: return false
    }
    return true
  }
}
