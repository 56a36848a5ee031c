/// 待办事项: one thing that is to be done, of whatever kind, with what it takes to see and to settle it.
public struct WorkItem: Sendable, Equatable, Identifiable {
  public enum Content: Sendable, Equatable {
    /// A figure short of its target, or a return that is absent.
    case figure(Figure, indicator: String)
    case matter(Matters.Matter)
    case task(TaskStanding)
    /// In the loop and not among what lacks here: below what the list is of, or with nothing lacking any more.
    case followed(isSettled: Bool)
  }

  public var key: ItemKey
  public var area: Area
  public var content: Content
  /// By what; empty where nothing says so.
  public var clause: String
  /// 牵头单位; empty where the text names none.
  public var lead: String
  /// When it is or was due; nil without a date.
  public var due: Day?
  /// How many whole units are lacking: parcels, villages, outlets, findings, percent of a task; nil where it is not told.
  public var units: Int?
  /// Of what all parts of the area lack of the same, 0 to 1; nil where it is the only one.
  public var share: Double?
  /// Since when, as far as it is known.
  public var since: Day?
  /// The day of what says that it lacks.
  public var evidenceOn: Day
  /// How it stands in the loop; nil while nothing was done.
  public var state: ItemState?
  /// It stands for further items of its kind, see ``folded(_:of:on:)``; nil for an item of its own.
  public var rest: Rest?

  /// 其余
  public struct Rest: Sendable, Equatable {
    public var items: Int
    /// 积案: those of them that are overdue for more than a year.
    public var old: Int
  }

  public init(
    key: ItemKey, area: Area, content: Content, clause: String = "", lead: String = "", due: Day? = nil,
    units: Int? = nil, share: Double? = nil, since: Day? = nil, evidenceOn: Day, state: ItemState? = nil
  ) {
    self.key = key
    self.area = area
    self.content = content
    self.clause = clause
    self.lead = lead
    self.due = due
    self.units = units
    self.share = share
    self.since = since
    self.evidenceOn = evidenceOn
    self.state = state
  }

  public var id: ItemKey { key }
  public var kind: ItemKind { key.kind }

  public var figure: Figure? { if case .figure(let figure, _) = content { figure } else { nil } }
  public var indicator: String? { if case .figure(_, let indicator) = content { indicator } else { nil } }
  public var matter: Matters.Matter? { if case .matter(let matter) = content { matter } else { nil } }
  public var task: TaskStanding? { if case .task(let standing) = content { standing } else { nil } }

  /// Days overdue, below zero while there is time; nil without a date.
  public func daysOver(on day: Day) -> Int? { due.map { day.ordinal - $0.ordinal } }

  /// 已销号: closed after the newest word of what lacks; news that still says so bring it back.
  public var isClosed: Bool { state?.closedOn.map { $0 >= evidenceOn } ?? false }

  /// 复发: it was closed, and lacks again within twelve months.
  public var isBack: Bool {
    guard let closed = state?.closedOn, !isClosed else { return (state?.repeats ?? 0) > 0 }
    return evidenceOn <= ItemHistory.yearAfter(closed)
  }

  /// 次序: the kind of trouble comes first, lower is worse. 0 a target missed for good, 1 findings past their date, 2 a task
  /// past its date, 3 far behind, 4 short, 5 a licence ended, 6 unfiled, 7 behind, 8 a change not filed, 9 a return absent,
  /// 10 what still has time, 11 what only waits for being closed, 12 closed.
  public func severity(on day: Day) -> Int {
    if isClosed { return 12 }
    let isOver = daysOver(on: day).map { $0 > 0 } ?? false
    switch content {
    case .followed(let isSettled): return isSettled ? 11 : 10
    case .figure(let figure, _):
      switch figure.status {
      case .missed: return 0
      case .farBehind: return 3
      case .short: return 4
      case .behind: return 7
      default: return 9
      }
    case .matter(let matter):
      switch matter.kind {
      case .rectification: return isOver ? 1 : 10
      case .licence: return isOver ? 5 : 10
      case .change: return 8
      default: return 6
      }
    case .task(let standing):
      switch standing.status {
      case .missed, .notReported: return 2
      case .farBehind: return 3
      case .behind: return 7
      default: return 10
      }
    }
  }

  /// 积案: of the register, overdue for more than a year and taken up by nobody.
  public func isOld(on day: Day) -> Bool {
    matter?.isGroup == false && state?.isOpen != true && (daysOver(on: day) ?? 0) > 365
  }

  /// Worst first: the kind of trouble, then the days overdue, then the share of the gap, then how far it falls short. Of
  /// the register what is overdue for more than a year comes after what is not, and of whole areas the largest share first.
  public static func worstFirst(_ items: [WorkItem], on day: Day) -> [WorkItem] {
    func rank(_ item: WorkItem) -> (Int, Int, Double, Double) {
      let severity = item.severity(on: day)
      // Of what still has time the next one due comes first; how long others have does not make them better.
      var over = severity == 10 ? item.daysOver(on: day) ?? -36_600 : max(0, item.daysOver(on: day) ?? 0)
      if item.matter?.isGroup == true, severity != 10 { over = 0 }
      if item.isOld(on: day) { over -= 1_000_000 }
      return (severity, -over, -(item.share ?? 0), -(item.figure?.shortfall ?? 0))
    }
    return items.map { (item: $0, rank: rank($0)) }.sorted { left, right in
      left.rank == right.rank
        ? (left.item.area.code, left.item.key.subject) < (right.item.area.code, right.item.key.subject)
        : left.rank < right.rank
    }.map(\.item)
  }

  /// As many of a kind stand by themselves before the others become one item.
  private static let shownOfKind = 3

  /// The same list where the register and inspections cannot fill a screen: of each kind that nobody has taken up the
  /// first few, and one item for all others, which is looked into by showing that kind alone.
  ///
  /// - Parameters:
  ///   - items: worst first.
  ///   - area: what the list is of.
  ///   - matters: what the items of the register are made of, with the number of those that are not listed.
  public static func folded(_ items: [WorkItem], of area: Area, matters: Matters, on day: Day) -> [WorkItem] {
    struct Sort: Hashable {
      var kind: ItemKind
      var severity: Int
    }
    func sort(_ item: WorkItem) -> Sort? {
      guard item.matter != nil, item.state == nil else { return nil }
      return Sort(kind: item.kind, severity: item.severity(on: day))
    }
    let sorts = items.map(sort)
    var counts: [Sort: Int] = [:]
    for sort in sorts { if let sort { counts[sort, default: 0] += 1 } }
    var seen: [Sort: Int] = [:]
    var folded: [WorkItem] = []
    var places: [Sort: Int] = [:]
    for (item, sort) in zip(items, sorts) {
      guard let sort, counts[sort]! > shownOfKind + 1 else {
        folded.append(item)
        continue
      }
      seen[sort, default: 0] += 1
      if seen[sort]! <= shownOfKind {
        folded.append(item)
      } else if let place = places[sort] {
        folded[place].take(item, on: day)
      } else {
        places[sort] = folded.count
        folded.append(WorkItem(restBeginningWith: item, of: area, severity: sort.severity, on: day))
      }
    }
    for kind in Set(places.keys.map(\.kind)) {
      let listed = matters.listed.filter { $0.kind == kind }
      let more = max(0, matters.totals[kind, default: 0] - listed.count)
      // What is not listed comes after all that is.
      guard more > 0, let last = places.filter({ $0.key.kind == kind }).values.max() else { continue }
      let units = max(0, matters.counts[kind, default: 0] - listed.reduce(0) { $0 + $1.count })
      folded[last].takeUnlisted(more, units: units, areOld: items.last { $0.kind == kind }?.isOld(on: day) == true)
    }
    return folded
  }

  private mutating func takeUnlisted(_ more: Int, units added: Int, areOld: Bool) {
    guard var matter else { return }
    matter.count += added
    content = .matter(matter)
    units = (units ?? 0) + added
    rest?.items += more
    if areOld { rest?.old += more }
  }

  private init(restBeginningWith item: WorkItem, of area: Area, severity: Int, on day: Day) {
    self = item
    var matter = item.matter!
    matter.area = area
    (matter.outlet, matter.name, matter.repeats, matter.isGroup) = (nil, "", 0, true)
    key = ItemKey(item.kind, area: area.code, subject: "*\(severity)")
    self.area = area
    content = .matter(matter)
    rest = Rest(items: 1, old: item.isOld(on: day) ? 1 : 0)
  }

  private mutating func take(_ item: WorkItem, on day: Day) {
    guard var matter, let other = item.matter else { return }
    func earliest(_ days: Day?...) -> Day? { days.compactMap { $0 }.min() }
    matter.count += other.count
    matter.takes += other.takes
    matter.due = earliest(matter.due, other.due)
    matter.since = earliest(matter.since, other.since)
    matter.evidenceOn = max(matter.evidenceOn, other.evidenceOn)
    content = .matter(matter)
    (due, since, evidenceOn) = (earliest(due, item.due), earliest(since, item.since), matter.evidenceOn)
    units = (units ?? 0) + (item.units ?? 0)
    if let more = item.share { share = (share ?? 0) + more }
    rest?.items += 1
    if item.isOld(on: day) { rest?.old += 1 }
  }
}
