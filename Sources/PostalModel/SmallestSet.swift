/// 最少补齐: the fewest parts of an area whose closing meets the target of the whole.
///
/// Of density every part with a gap has to close it, for a surplus in one place pays for no other: the set is exact. Of a
/// share as many units have to turn good as the whole lacks, wherever they lie; the parts with the most units that are
/// not good come first, and no other choice of as few parts holds more of them, so that none is smaller.
public struct SmallestSet: Sendable, Equatable {
  public struct Part: Sendable, Equatable {
    public var area: Area
    /// Outlets, villages, stations or parcels to close here.
    public var units: Int
    /// Nothing came of some of its units: without their return the whole stays partial, and does not count as met.
    public var isUnreported: Bool

    public init(area: Area, units: Int, isUnreported: Bool = false) {
      self.area = area
      self.units = units
      self.isUnreported = isUnreported
    }
  }

  /// Those that close most first, parts without a return before all.
  public var parts: [Part]

  /// Units over all parts.
  public var units: Int { parts.reduce(0) { $0 + $1.units } }

  /// nil where the whole has met its target, has none to be met from below, or cannot meet it by its parts.
  public init?(of whole: Figure, parts: [(area: Area, figure: Figure)], indicator: Indicator) {
    guard !whole.countsAsMet, let target = whole.judgement.applied?.target, let status = whole.status,
      status.isShortfall || status == .onSchedule || whole.reading.isPartial
    else { return nil }
    if indicator.id == Indicator.density || indicator.id == Indicator.gap {
      let lacking = parts.compactMap { part -> Part? in
        guard let gap = part.figure.reading.gap, gap.outlets > 0 else { return nil }
        return Part(area: part.area, units: gap.outlets, isUnreported: gap.units < gap.expected)
      }
      // The gap of an area with people of its own is not made of its parts.
      guard !lacking.isEmpty, lacking.reduce(0, { $0 + $1.units }) == whole.reading.gap?.outlets else { return nil }
      self.parts = lacking.sorted(by: Self.precedes)
      return
    }
    guard WhatIf.inputs(of: indicator) == [.units], let ratio = whole.reading.ratio, let bound = target.minimum else {
      return nil
    }
    let all = whole.reading.whole ?? ratio.denominator
    var need = max(0, Ratio.needed(for: bound, of: all, scale: ratio.scale) - ratio.numerator)
    if target.isExclusive, let then = Ratio(ratio.numerator + need, all, scale: ratio.scale),
      !target.isReached(by: then)
    {
      need += 1
    }
    let open = parts.map { part -> Part in
      let reading = part.figure.reading
      let units = (reading.whole ?? reading.ratio?.denominator ?? 0) - (reading.ratio?.numerator ?? 0)
      return Part(
        area: part.area, units: max(0, units),
        isUnreported: reading.expected > 0 && reading.reported < reading.expected)
    }.filter { $0.units > 0 || $0.isUnreported }.sorted(by: Self.precedes)
    var chosen: [Part] = []
    for part in open where need > 0 || part.isUnreported {
      var taken = part
      // What only has to be reported need not be good.
      taken.units = min(part.units, max(need, 0))
      need -= taken.units
      chosen.append(taken)
    }
    guard need <= 0, !chosen.isEmpty else { return nil }
    self.parts = chosen
  }

  private static func precedes(_ left: Part, _ right: Part) -> Bool {
    if left.isUnreported != right.isUnreported { return left.isUnreported }
    if left.units != right.units { return left.units > right.units }
    return left.area.code < right.area.code
  }
}
