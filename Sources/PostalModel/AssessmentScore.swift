/// 一项得分: a line of an assessment for one area, with all it was made of.
public struct AssessedLine: Sendable, Equatable {
  /// What was scored.
  public enum Basis: Sendable, Equatable {
    /// nil where nothing is known and nothing is asked.
    case figure(Figure?)
    case returns(ReturnCount)
    case items([ItemKey])
  }

  /// How it came to its points.
  public enum Outcome: Sendable, Equatable {
    case scored
    /// 部分: scored on what is there.
    case partial
    /// Nothing, for there is no figure: 未报, or why else.
    case absent(Absence)
    /// Nothing, for no target is set and the assessment says so.
    case noTarget
    /// 不计分
    case leftOut(Reason)
  }

  public enum Reason: String, Sendable {
    /// 无目标
    case noTarget
    /// 不适用
    case notApplicable
    /// Not due yet, or no month has closed.
    case notDue
    /// Nothing is owed here.
    case notOwed
  }

  public var line: Assessment.Line
  public var basis: Basis
  public var outcome: Outcome
  public var got: Points
  /// What a figure was held against, where it was.
  public var bound: Amount?

  public var isCounted: Bool { if case .leftOut = outcome { false } else { true } }
  public var isPartial: Bool { outcome == .partial }
  public var isAbsent: Bool { if case .absent = outcome { true } else { false } }

  /// What it lacks of its points.
  public var isFull: Bool { isCounted && got == Points(line.points) }
}

/// 一地得分
public struct AssessedArea: Sendable, Equatable, Identifiable {
  public var area: Area
  public var lines: [AssessedLine]
  /// 应计分: the points of the lines that count.
  public var possible: Amount
  /// 得分合计 of those lines, before points of lines left out are shared out.
  public var got: Points
  /// Of the full points; nil where no line counts.
  public var total: Points?
  /// From 1; those with the same total share it. nil without a total.
  public var rank: Int?
  /// The rank of the period before; nil where there is none.
  public var rankBefore: Int?

  public var id: AreaCode { area.code }
  /// Places gained since the period before, below 0 where they were lost.
  public var climb: Int? { rank.flatMap { now in rankBefore.map { $0 - now } } }
  public var isPartial: Bool { lines.contains(where: \.isPartial) }
  /// Lines without a figure, which brought nothing.
  public var absent: Int { lines.count(where: \.isAbsent) }
}

/// 考核结果: the parts of an area in the order of their scores.
public struct AssessmentBoard: Sendable, Equatable {
  public var assessment: Assessment
  public var area: Area
  public var period: Period
  /// The period that ranks are compared with.
  public var before: Period
  public var parts: [AssessedArea]
  /// No two parts are alike in what counts: a part has lines left out that others have.
  public var isUneven: Bool { Set(parts.map(\.possible)).count > 1 }

  public func part(_ code: AreaCode) -> AssessedArea? { parts.first { $0.area.code == code } }

  /// - Parameter before: the same area a period earlier.
  public init(_ assessment: Assessment, now: AssessmentGround, before: AssessmentGround?) {
    self.assessment = assessment
    area = now.area
    period = now.period
    self.before = before?.period ?? now.period.moved(by: -1)
    let earlier = before.map { ground in
      Dictionary(
        assessment.ranked(ground).map { ($0.area.code, $0.rank) }, uniquingKeysWith: { first, _ in first })
    }
    parts = assessment.ranked(now).map { part in
      var part = part
      part.rankBefore = earlier?[part.area.code] ?? nil
      return part
    }
  }
}

extension Assessment {
  /// The parts with their scores, best first; those of one score in the order of codes, and those without one last.
  func ranked(_ ground: AssessmentGround) -> [AssessedArea] {
    var parts = ground.rows.map { score($0, ground) }.sorted { left, right in
      switch (left.total, right.total) {
      case (let a?, let b?): a == b ? left.area.code < right.area.code : a > b
      case (.some, nil): true
      case (nil, .some): false
      case (nil, nil): left.area.code < right.area.code
      }
    }
    for place in parts.indices where parts[place].total != nil {
      let isTie = place > 0 && parts[place - 1].total == parts[place].total
      parts[place].rank = isTie ? parts[place - 1].rank : place + 1
    }
    return parts
  }

  private func score(_ row: BoardRow, _ ground: AssessmentGround) -> AssessedArea {
    let lines = lines.map { score($0, row, ground) }
    let counted = lines.filter(\.isCounted)
    let possible = Amount(micro: counted.reduce(0) { $0 + $1.line.points.micro })
    let got = counted.reduce(Points.zero) { $0 + $1.got }
    let total = possible.micro > 0 ? (possible == full ? got : got.scaled(by: full, over: possible)) : nil
    return AssessedArea(area: row.area, lines: lines, possible: possible, got: got, total: total)
  }

  private func score(_ line: Line, _ row: BoardRow, _ ground: AssessmentGround) -> AssessedLine {
    var scored: AssessedLine
    switch line.subject {
    case .indicator(let id):
      let figure = row.figures[id]
      scored = AssessedLine(line: line, basis: .figure(figure), outcome: .scored, got: .zero)
      score(figure, into: &scored)
    case .returns(let forms):
      let count = ground.returns(of: row.area.code, forms)
      scored = AssessedLine(line: line, basis: .returns(count), outcome: .scored, got: .zero)
      score(count, into: &scored)
    case .items(let kinds):
      let keys = (ground.overdue[row.area.code] ?? []).filter { kinds.contains($0.kind) }
      scored = AssessedLine(line: line, basis: .items(keys), outcome: .scored, got: .zero)
      if let count = Ratio(keys.count, 1, scale: 1) { scored.got = line.points(for: count) }
    }
    return scored
  }

  // MARK: Figures

  private func score(_ figure: Figure?, into scored: inout AssessedLine) {
    switch figure?.reading.absence {
    case .notApplicable?:
      scored.outcome = .leftOut(.notApplicable)
      return
    case .notDue?, .notClosed?:
      scored.outcome = .leftOut(.notDue)
      return
    case .noStandard?:
      scored.outcome = outcomeWithoutTarget
      return
    default: break
    }
    var target: Target?
    if case .proportional(let yardstick) = scored.line.rule {
      guard let found = figure?.judgement.applied?.target, let bound = found.bound else {
        scored.outcome = outcomeWithoutTarget
        return
      }
      target = found
      scored.bound = bound
      if yardstick == .schedule, let expected = figure?.judgement.expectedValue { scored.bound = Amount(expected) }
    }
    guard let figure, let ratio = figure.reading.ratio else {
      scored.outcome = .absent(figure?.reading.absence ?? .notSent)
      return
    }
    scored.outcome = figure.reading.isPartial ? .partial : .scored
    if let target, let bound = scored.bound {
      scored.got = scored.line.points(for: ratio, against: bound, isCeiling: target.isCeiling)
    } else {
      scored.got = scored.line.points(for: ratio)
    }
  }

  private var outcomeWithoutTarget: AssessedLine.Outcome {
    withoutTarget == .zero ? .noTarget : .leftOut(.noTarget)
  }

  // MARK: Returns

  private func score(_ count: ReturnCount, into scored: inout AssessedLine) {
    guard count.owed > 0, let share = Ratio(count.inTime, count.owed, scale: 100) else {
      scored.outcome = .leftOut(count.waiting > 0 ? .notDue : .notOwed)
      return
    }
    switch scored.line.rule {
    case .proportional: scored.got = scored.line.points(for: share, against: Amount(100), isCeiling: false)
    case .bands: scored.got = scored.line.points(for: share)
    case .deduct(let each, let absent, let floor):
      let lost = Int128(count.late) * Int128(each.micro) + Int128(count.absent) * Int128(absent.micro)
      scored.got = Points(max(Int128(floor.micro), Int128(scored.line.points.micro) - lost), over: 1_000_000)
    }
  }
}

extension Assessment.Line {
  /// Proportional: value over bound, or the other way round where less is better; never more than all points.
  fileprivate func points(for ratio: Ratio, against bound: Amount, isCeiling: Bool) -> Points {
    let all = Points(points)
    if isCeiling ? ratio.isAtMost(bound) : ratio.isAtLeast(bound) { return all }
    // Both in millionths of one denominator; a bound of none is reached by none alone.
    let value = Int128(ratio.numerator) * Int128(ratio.scale) * 1_000_000
    let wanted = Int128(bound.micro) * Int128(ratio.denominator)
    let (top, bottom) = isCeiling ? (wanted, value) : (value, wanted)
    guard top > 0, bottom > 0 else { return .zero }
    return all.scaled(by: top, over: bottom)
  }

  /// By bands, or less for each of what is counted.
  fileprivate func points(for ratio: Ratio) -> Points {
    switch rule {
    case .proportional: return .zero
    case .bands(let bands, let isCeiling):
      let band = bands.first { isCeiling ? ratio.isAtMost($0.bound) : ratio.isAtLeast($0.bound) }
      return band.map { Points(points).scaled(by: $0.share, over: Amount(100)) } ?? .zero
    case .deduct(let each, _, let floor):
      let left = Int128(points.micro) * Int128(ratio.denominator) - Int128(each.micro) * Int128(ratio.numerator)
      let least = Int128(floor.micro) * Int128(ratio.denominator)
      return Points(max(least, left), over: 1_000_000 * Int128(ratio.denominator))
    }
  }
}
