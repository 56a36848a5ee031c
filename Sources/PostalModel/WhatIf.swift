/// 测算: what figures would be if outlets were added, villages reached or parcels compliant. The changes are made in the
/// sums, and figures are taken from those and judged as the real ones are. It is a value, and nothing of it is stored.
public struct WhatIf: Sendable, Equatable {
  /// What can be changed.
  public enum Input: String, Sendable, CaseIterable {
    /// 末端网点
    case outlets
    /// 城镇常住人口
    case residents
    /// Units that turn good, of as many as there are: villages reached or with a station, stations up to the list,
    /// parcels compliant.
    case units

    /// What one press of a key changes.
    public var step: Int { self == .residents ? 100 : 1 }
  }

  /// An input of an area.
  public struct Key: Hashable, Sendable {
    public var area: AreaCode
    public var input: Input

    public init(_ area: AreaCode, _ input: Input) {
      self.area = area
      self.input = input
    }
  }

  /// A figure before and after.
  public struct Line: Sendable, Equatable {
    public var area: Area
    public var before: Figure
    public var after: Figure
  }

  /// What figures are judged by.
  public struct Judge: Sendable {
    public var plans: PlanBook
    public var borrowed: String?
    public var today: Day
    public var settings: Settings

    public init(plans: PlanBook, borrowed: String? = nil, today: Day, settings: Settings) {
      self.plans = plans
      self.borrowed = borrowed
      self.today = today
      self.settings = settings
    }
  }

  public let ground: WhatIfGround
  public let indicator: Indicator
  /// What is added to each input; never 0.
  public private(set) var changes: [Key: Int] = [:]
  private let judge: Judge

  /// - Parameter changes: as they were set before.
  public init(
    _ ground: WhatIfGround, indicator: Indicator, by judge: Judge, changes: [Key: Int] = [:]
  ) {
    self.ground = ground
    self.indicator = indicator
    self.judge = judge
    self.changes = changes
  }

  public static func == (left: WhatIf, right: WhatIf) -> Bool {
    left.ground == right.ground && left.indicator == right.indicator && left.changes == right.changes
  }

  /// The inputs of an indicator; none where a figure is sent as it is and not made of parts that add up.
  public static func inputs(of indicator: Indicator) -> [Input] {
    switch indicator.id {
    case Indicator.density, Indicator.gap: [.outlets, .residents]
    case _ where indicator.form == .figures || indicator.numerator.count != 1: []
    default: [.units]
    }
  }

  // MARK: Changing

  public subscript(_ key: Key) -> Int { changes[key] ?? 0 }

  /// Sets what is added to an input; what lies outside its limits is held at them.
  public mutating func set(_ key: Key, to value: Int) {
    guard let limits = limits(of: key) else { return }
    let held = min(max(value, limits.lowerBound), limits.upperBound)
    changes[key] = held == 0 ? nil : held
  }

  public mutating func reset() { changes = [:] }

  /// Nothing but these: the smallest set of areas that meets the target, put in.
  public mutating func fill(_ set: SmallestSet) {
    guard let input = Self.inputs(of: indicator).first else { return }
    reset()
    for part in set.parts { self.set(Key(part.area.code, input), to: part.units) }
  }

  /// How much less and more of an input there can be; nil where it cannot be changed: nothing was reported of it, or of
  /// people the parts have them.
  public func limits(of key: Key) -> ClosedRange<Int>? {
    guard Self.inputs(of: indicator).contains(key.input),
      let sums = ground.changeable.first(where: { $0.area.code == key.area })
    else { return nil }
    switch key.input {
    case .outlets:
      guard let node = ground.nodes[sums.area.id] else { return nil }
      if node.isUnit(ground.nodes), let own = node.own {
        guard node.stock.register == .all else { return nil }
        return -(own.openByType[.terminal] ?? 0)...Self.most
      }
      return units(below: sums.area.id).isEmpty ? nil : 0...Self.most
    case .residents:
      guard let node = ground.nodes[sums.area.id], let people = node.own?.urbanResidents else { return nil }
      return (1 - people)...Self.most
    case .units:
      guard let turn = turnable(sums) else { return nil }
      return -turn.good...(turn.bad + turn.silent)
    }
  }

  private static let most = 10_000_000

  /// Where added outlets stand: in an area made of several units, at those that lack most, as many as they lack; what is
  /// left over at the first of them.
  public func placement(of key: Key) -> [(area: Int, outlets: Int)] {
    let added = self[key]
    let id = key.area.number
    guard key.input == .outlets, added != 0, let node = ground.nodes[id] else { return [] }
    if node.isUnit(ground.nodes) { return [(id, added)] }
    let standard = standard
    func gap(_ unit: Int) -> Int { standard.flatMap { ground.nodes[unit]?.stock.gaps[$0]?.outlets } ?? 0 }
    let units = units(below: id).map { (area: $0, gap: gap($0)) }.sorted { ($1.gap, $0.area) < ($0.gap, $1.area) }
    var left = added
    var placed: [(area: Int, outlets: Int)] = []
    for unit in units where unit.gap > 0 && left > 0 {
      placed.append((unit.area, min(left, unit.gap)))
      left -= min(left, unit.gap)
    }
    guard left > 0, let first = units.first else { return placed }
    if placed.isEmpty { return [(first.area, left)] }
    placed[0].outlets += left
    return placed
  }

  /// The units of an area whose register is known, that can take an outlet.
  private func units(below id: Int) -> [Int] {
    guard let node = ground.nodes[id] else { return [] }
    if node.isUnit(ground.nodes) { return node.stock.register == .all ? [id] : [] }
    return node.parts.flatMap { ground.nodes[$0]?.stock.hasResidents == true ? units(below: $0) : [] }
  }

  private var lens: Lens {
    judge.plans.lens(for: chain(of: ground.scope.area), on: ground.period.lastDay, borrowing: judge.borrowed)
  }

  private var standard: Amount? { lens.densityStandard(on: ground.period.lastDay) }

  // MARK: Units that turn good

  /// The two measures of a share, and how its units stand: those that are not good, and those of which nothing came.
  private func turnable(_ sums: AreaSums) -> (top: String, bottom: String, good: Int, bad: Int, silent: Int)? {
    var (top, bottom) = (indicator.numerator.first ?? "", indicator.denominator.first ?? "")
    if indicator.id == Indicator.stationStandard {
      guard let list = lens.stationStandard else { return nil }
      (top, bottom) = ("stations_\(list.rawValue)", "stations_\(list.rawValue)_known")
    }
    let silent =
      indicator.id == Indicator.villageReach ? (sums.expected[.villages] ?? 0) - (sums.measures[bottom] ?? 0) : 0
    guard sums.measures[bottom] != nil || silent > 0 else { return nil }
    let good = sums.measures[top] ?? 0
    return (top, bottom, good, max(0, (sums.measures[bottom] ?? 0) - good), max(0, silent))
  }

  private func turn(_ all: inout [Int: AreaSums]) {
    for (key, added) in changes where key.input == .units {
      guard let base = ground.changeable.first(where: { $0.area.code == key.area }), let turn = turnable(base) else {
        continue
      }
      // A village of which nothing came counts once it is reached.
      let news = max(0, added - turn.bad)
      for area in [base.area] + (ground.parts.isEmpty ? [] : [ground.scope.area]) + ground.above.map(\.area) {
        guard var sums = all[area.id] else { continue }
        sums.measures[turn.top, default: 0] += added
        if news > 0 {
          sums.measures[turn.bottom, default: 0] += news
          let reported = (sums.reported[turn.bottom] ?? 0) + news
          sums.reported[turn.bottom] = reported
          sums.returned[indicator.form] = max(sums.returned[indicator.form] ?? 0, reported)
        }
        all[area.id] = sums
      }
    }
  }

  // MARK: Outlets and people

  private func restock(_ all: inout [Int: AreaSums]) {
    var nodes = ground.nodes
    var touched: Set<Int> = []
    for key in changes.keys {
      switch key.input {
      case .outlets:
        for (area, outlets) in placement(of: key) {
          nodes[area]?.own?.openByType[.terminal, default: 0] += outlets
          touched.insert(area)
        }
      case .residents:
        guard let people = nodes[key.area.number]?.own?.urbanResidents else { continue }
        nodes[key.area.number]?.own?.urbanResidents = people + self[key]
        touched.insert(key.area.number)
      case .units: break
      }
    }
    // Level by level upwards, for a stock is made of those below it.
    while let lowest = touched.max(by: { depth($0) < depth($1) }) {
      touched.remove(lowest)
      guard let node = nodes[lowest], let own = node.own else { continue }
      let stock = OutletStock(
        own, parts: node.parts.compactMap { nodes[$0]?.stock }, standards: ground.standards)
      nodes[lowest]?.stock = stock
      all[lowest]?.take(stock)
      if let parent = node.parent { touched.insert(parent) }
    }
  }

  private func depth(_ id: Int) -> Int {
    var depth = 0
    var next = ground.nodes[id]?.parent
    while let above = next, depth < 9 {
      depth += 1
      next = ground.nodes[above]?.parent
    }
    return depth
  }

  // MARK: Results

  /// The sums with the changes in them, by the store's number of the area.
  public var sums: [Int: AreaSums] {
    let base = [ground.scope] + ground.parts + ground.above
    var all = Dictionary(base.map { ($0.area.id, $0) }, uniquingKeysWith: { first, _ in first })
    turn(&all)
    if changes.keys.contains(where: { $0.input != .units }) { restock(&all) }
    return all
  }

  /// The area shown and those above it, up to the highest that has a plan of its own; from there down.
  public var levels: [Line] {
    let upward = ground.above.map(\.area).reversed()
    let highest = upward.lastIndex { area in judge.plans.plans.contains { $0.area == area.code } }
    let shown = highest.map { upward[...$0] } ?? upward[..<upward.startIndex]
    return lines(of: Array(shown.reversed()) + [ground.scope.area])
  }

  /// The areas whose inputs can be changed.
  public var parts: [Line] { lines(of: ground.changeable.map(\.area)) }

  /// The fewest parts whose closing meets the target of the whole, from the figures as they are.
  public var smallestSet: SmallestSet? {
    guard !ground.parts.isEmpty, let whole = lines(of: [ground.scope.area]).first else { return nil }
    return SmallestSet(
      of: whole.before, parts: parts.map { ($0.area, $0.before) }, indicator: indicator)
  }

  private func lines(of areas: [Area]) -> [Line] {
    let after = sums
    let base = Dictionary(
      ([ground.scope] + ground.parts + ground.above).map { ($0.area.id, $0) }, uniquingKeysWith: { first, _ in first })
    return areas.compactMap { area in
      guard let before = base[area.id], let after = after[area.id], let old = figure(before), let new = figure(after)
      else { return nil }
      return Line(area: area, before: old, after: new)
    }
  }

  private func figure(_ sums: AreaSums) -> Figure? {
    judge.plans.row(
      sums, chain: chain(of: sums.area), borrowing: judge.borrowed, indicators: [indicator],
      period: ground.period, today: judge.today, settings: judge.settings
    ).figures[indicator.id]
  }

  /// The codes from an area upwards.
  private func chain(of area: Area) -> [AreaCode] {
    let upward = ground.above.map(\.area.code).reversed()
    if area.code == ground.scope.area.code { return [area.code] + upward }
    if let place = upward.firstIndex(of: area.code) { return Array(upward[place...]) }
    return [area.code, ground.scope.area.code] + upward
  }
}
