import Drawing
import PostalModel

/// 考核 in words: what a line scores, its figure, its rule and how it came to its points. Screens and commands say the same.
public struct AssessmentWording {
  public let handbook: Handbook
  private var words: Words { handbook.words }
  private var wording: Wording { Wording(handbook: handbook) }

  public init(handbook: Handbook) { self.handbook = handbook }

  // MARK: What is scored

  /// 资料性质 of what a line is made of; lines of different ones never stand in one table.
  public func group(_ line: Assessment.Line) -> String {
    switch line.subject {
    case .indicator(let id): handbook.indicator(id).map { wording.nature($0.form.nature) } ?? ""
    case .returns: words["assess.group.returns"]
    case .items: words["assess.group.items"]
    }
  }

  /// The lines of a part group by group, those of one in the order of the file; by their places in the assessment.
  public func order(_ lines: [Assessment.Line]) -> [Int] {
    var groups: [String] = []
    for line in lines where !groups.contains(group(line)) { groups.append(group(line)) }
    return groups.flatMap { group in lines.indices.filter { self.group(lines[$0]) == group } }
  }

  /// The heading of a group: with it what may be made of figures of its nature.
  public func heading(_ line: Assessment.Line) -> String {
    guard case .indicator(let id) = line.subject, let indicator = handbook.indicator(id) else { return group(line) }
    return "\(group(line))  \(wording.natureNote(indicator.form.nature))"
  }

  public func name(_ line: Assessment.Line) -> String {
    switch line.subject {
    case .indicator(let id): handbook.indicator(id)?.name(handbook.language) ?? id
    case .returns(let forms): words["assess.returns", list(forms.map { words["form.\($0.rawValue)"] })]
    case .items(let kinds): words["assess.items", list(kinds.map { words["item.kind.\($0.rawValue)"] })]
    }
  }

  /// The name over a column.
  public func short(_ line: Assessment.Line) -> String {
    switch line.subject {
    case .indicator(let id): handbook.indicator(id)?.short(handbook.language) ?? id
    case .returns: words["assess.returns.short"]
    case .items: words["assess.items.short"]
    }
  }

  private func list(_ names: [String]) -> String { names.joined(separator: words["say.list"]) }

  // MARK: The figure

  /// `~92.3 %`, 未报, `22/24` in time, 3 件.
  public func value(_ line: AssessedLine, glyphs: Glyphs = Glyphs()) -> String {
    switch line.basis {
    case .figure(let figure):
      guard let figure else { return words["absence.notSent"] }
      guard let indicator = indicator(of: line.line), figure.reading.ratio != nil else {
        return wording.absence(figure, glyphs: glyphs)
      }
      let value = wording.value(figure, indicator, glyphs: glyphs)
      let unit = wording.unit(indicator)
      return unit.isEmpty ? value : "\(value) \(unit)"
    case .returns(let count):
      return count.owed == 0 ? glyphs.none : words["assess.inTime", wording.grouped(count.inTime)]
    case .items(let keys): return words[wording.counted("assess.events", keys.count), wording.grouped(keys.count)]
    }
  }

  /// 分子/分母; empty where there is none.
  public func counts(_ line: AssessedLine) -> String {
    guard let parts = parts(line) else { return "" }
    return "\(wording.grouped(parts.numerator))/\(wording.grouped(parts.denominator))"
  }

  /// Numerator and denominator as counted; nil where the figure is a value or a number of events.
  public func parts(_ line: AssessedLine) -> (numerator: Int, denominator: Int)? {
    switch line.basis {
    case .figure(let figure):
      guard let reading = figure?.reading, let ratio = reading.ratio, ratio.hasParts, !reading.isValueOnly else {
        return nil
      }
      return (ratio.numerator, ratio.denominator)
    case .returns(let count): return count.owed == 0 ? nil : (count.inTime, count.owed)
    case .items: return nil
    }
  }

  /// What came late and what is absent, and the kinds of what is overdue; empty where there is neither.
  public func detail(_ line: AssessedLine) -> String {
    switch line.basis {
    case .figure(let figure):
      guard let figure, figure.reading.isPartial else { return "" }
      return words["assess.reported", wording.coverage(figure)]
    case .returns(let count):
      var parts: [String] = []
      if count.late > 0 { parts.append(words["assess.late", wording.grouped(count.late)]) }
      if count.absent > 0 { parts.append(words["assess.absent", wording.grouped(count.absent)]) }
      if count.waiting > 0 { parts.append(words["assess.waiting", wording.grouped(count.waiting)]) }
      return parts.joined(separator: words["say.comma"])
    case .items(let keys):
      return ItemKind.allCases.compactMap { kind in
        let count = keys.count { $0.kind == kind }
        return count == 0 ? nil : "\(words["item.kind.\(kind.rawValue)"]) \(wording.grouped(count))"
      }.joined(separator: words["say.comma"])
    }
  }

  /// The figure with its parts and what is to be known of them.
  public func figure(_ line: AssessedLine) -> String {
    [value(line), counts(line), detail(line)].filter { !$0.isEmpty }.joined(separator: " ")
  }

  // MARK: Target and rule

  /// The target, and before it what the path to it expects by now where that is what counts; empty without one.
  public func target(_ line: AssessedLine) -> String {
    guard let target = applied(line)?.target else { return "" }
    guard let bound = line.bound, bound != target.bound, let indicator = indicator(of: line.line) else {
      return wording.text(target)
    }
    return words["assess.schedule", wording.decimals(bound, indicator), wording.text(target)]
  }

  /// The target's plan and clause; empty without one.
  public func basis(_ line: AssessedLine) -> String { applied(line).map(wording.basisText) ?? "" }

  public func applied(_ line: AssessedLine) -> AppliedTarget? {
    guard case .figure(let figure?) = line.basis else { return nil }
    return figure.judgement.applied
  }

  private func indicator(of line: Assessment.Line) -> Indicator? {
    if case .indicator(let id) = line.subject { handbook.indicator(id) } else { nil }
  }

  /// The rule as it is applied: 数值 ÷ 目标 × 8 分,不超过 8 分.
  public func rule(_ line: AssessedLine) -> String {
    let points = line.line.points.description
    switch line.line.rule {
    case .proportional(let yardstick):
      if case .returns = line.line.subject { return words["assess.rule.returns", points] }
      let isCeiling = applied(line)?.target.isCeiling ?? (indicator(of: line.line)?.higherIsBetter == false)
      return words["assess.rule.\(isCeiling ? "ceiling" : "proportional").\(yardstick.rawValue)", points]
    case .bands(let bands, let isCeiling):
      let steps = bands.map { band in
        words[
          "assess.rule.band", (isCeiling ? "≤" : "≥") + wording.grouped(band.bound.description),
          line.line.points.part(band.share)]
      }
      return words["assess.rule.bands", list(steps)]
    case .deduct(let each, let absent, let floor):
      if case .returns = line.line.subject {
        return words["assess.rule.deduct.returns", each.description, absent.description, floor.description]
      }
      return words["assess.rule.deduct", each.description, floor.description]
    }
  }

  // MARK: Points

  /// Why it brought what it did, where its points alone do not say: 部分报送, 记 0 分, 不计分. Empty where they do.
  public func mark(_ line: AssessedLine) -> String {
    switch line.outcome {
    case .scored: ""
    case .partial: words["assess.mark.partial"]
    case .absent: words["assess.mark.absent"]
    case .noTarget: words["assess.mark.noTarget"]
    case .leftOut(let reason): words["assess.mark.leftOut", words["assess.reason.\(reason.rawValue)"]]
    }
  }

  /// `6.25`, `~6.25`; a dash for what is left out.
  public func points(_ line: AssessedLine, glyphs: Glyphs = Glyphs()) -> String {
    line.isCounted ? (line.isPartial ? "~" : "") + line.got.text : glyphs.none
  }

  /// `~73.06`; a dash without a total.
  public func total(_ part: AssessedArea, glyphs: Glyphs = Glyphs()) -> String {
    part.total.map { (part.isPartial ? "~" : "") + $0.text } ?? glyphs.none
  }

  /// How the lines make the total: 得 62.10 分(应计 85 分),折算满分 100 为 73.06 分.
  public func sum(_ part: AssessedArea, of assessment: Assessment) -> String {
    guard let total = part.total else { return words["assess.sum.none"] }
    guard part.possible != assessment.full else { return words["assess.sum", total.text, assessment.full.description] }
    return words["assess.sum.shared", part.got.text, part.possible.description, assessment.full.description, total.text]
  }

  /// `+2`, `-1`, 平; a dash where there is nothing to compare with.
  public func climb(_ part: AssessedArea, glyphs: Glyphs = Glyphs()) -> String {
    guard let climb = part.climb else { return glyphs.none }
    return climb == 0
      ? words["assess.climb.same"] : words[climb > 0 ? "assess.climb.up" : "assess.climb.down", String(abs(climb))]
  }

  /// What has to be said below a ranking: how it is rounded, what is partial or left out, and whose points they are.
  public func notes(_ board: AssessmentBoard) -> [String] {
    let assessment = board.assessment
    var notes = [assessment.note(handbook.language)].filter { !$0.isEmpty }
    notes.append(words["assess.note.exact", board.before.description])
    if board.parts.contains(where: { $0.absent > 0 }) { notes.append(words["assess.note.absent"]) }
    if board.parts.contains(where: \.isPartial) { notes.append(words["assess.note.partial"]) }
    if board.parts.contains(where: { $0.possible != assessment.full && $0.total != nil }) {
      notes.append(words["assess.note.shared", assessment.full.description])
    }
    return notes
  }
}

extension Amount {
  /// So many percent of it, as plain digits.
  fileprivate func part(_ share: Amount) -> String {
    Amount(micro: Int(Int128(micro) * Int128(share.micro) / 100_000_000)).description
  }
}
