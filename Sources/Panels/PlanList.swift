import PostalModel

/// One thing a plan asks: a number, a duty, or a standard to check.
public enum PlanItem: Sendable, Equatable {
  case target(TargetStanding)
  case task(TaskStanding)
  case rule(PlanRule)

  public var id: String {
    switch self {
    case .target(let standing): standing.target.id
    case .task(let standing): standing.task.id
    case .rule(let rule): rule.id
    }
  }

  public var clause: String {
    switch self {
    case .target(let standing): standing.target.clause
    case .task(let standing): standing.task.clause
    case .rule(let rule): rule.clause
    }
  }

  public var also: [String] {
    switch self {
    case .target(let standing): standing.target.also
    case .task(let standing): standing.task.also
    case .rule(let rule): rule.also
    }
  }

  public var lead: String {
    switch self {
    case .target(let standing): standing.target.lead
    case .task(let standing): standing.task.lead
    case .rule(let rule): rule.lead
    }
  }

  public var supporting: [String] {
    switch self {
    case .target(let standing): standing.target.supporting
    case .task(let standing): standing.task.supporting
    case .rule: []
    }
  }

  public var deadline: Day? {
    switch self {
    // Of yearly steps the one in force.
    case .target(let standing): standing.figure?.judgement.applied?.target.deadline ?? standing.target.deadline
    case .task(let standing): standing.task.deadline
    case .rule: nil
    }
  }

  public var hedge: String {
    switch self {
    case .target(let standing): standing.target.hedge
    case .task(let standing): standing.task.hedge
    case .rule(let rule): rule.hedge
    }
  }

  public var status: Status? {
    switch self {
    case .target(let standing): standing.figure?.status
    case .task(let standing): standing.status
    case .rule: nil
    }
  }

  /// Rules have no progress: they stand after what can be counted.
  public var isRule: Bool { if case .rule = self { true } else { false } }

  /// One line.
  public func title(_ handbook: Handbook) -> String {
    let language = handbook.language
    switch self {
    case .target(let standing): return standing.target.name(among: handbook.indicators, language)
    case .task(let standing): return standing.task.title(language)
    case .rule(let rule): return language == .zh ? rule.zh : rule.en
    }
  }
}

/// What a plans panel lists: items in an order, under headings of plan, office or date, and those the filter hides left
/// out.
public struct PlanList: Sendable {
  public struct Entry: Sendable {
    /// The place of the plan among the standings.
    public var plan: Int
    public var item: PlanItem
  }

  public enum Line: Sendable, Equatable {
    case heading(String)
    /// The place of an entry.
    case entry(Int)
  }

  public let standings: [PlanStanding]
  public private(set) var entries: [Entry] = []
  public private(set) var lines: [Line] = []

  /// The list of what is shown: the one at hand for its order and filter, else made anew.
  public static func of(_ showing: Showing) -> PlanList {
    showing.planLists[Key(sort: showing.sort, filter: showing.filter)] ?? PlanList(showing.plans ?? [], showing)
  }

  /// What makes two lists of the same plans different.
  public struct Key: Hashable, Sendable {
    public var sort: SortOrder
    public var filter: String

    public init(sort: SortOrder, filter: String) {
      self.sort = sort
      self.filter = filter
    }
  }

  public init(_ standings: [PlanStanding], _ showing: Showing) {
    self.standings = standings
    let handbook = showing.handbook
    var all: [Entry] = []
    for (place, standing) in standings.enumerated() {
      let items =
        standing.tasks.map(PlanItem.task) + standing.targets.map(PlanItem.target)
        + standing.plan.rules.map(PlanItem.rule)
      // Within a clause the duty comes before its numbers.
      let keyed = items.enumerated().map { (place: $0.offset, item: $0.element, order: ClauseOrder($0.element.clause)) }
      let ordered = keyed.sorted { left, right in
        if left.item.isRule != right.item.isRule { return right.item.isRule }
        return left.order < right.order || (!(right.order < left.order) && left.place < right.place)
      }
      all += ordered.map { Entry(plan: place, item: $0.item) }
    }
    if !showing.filter.isEmpty { all = all.filter { PlanList.matches($0.item, showing.filter, handbook) } }
    switch showing.sort {
    case .office: group(all, by: PlanList.offices, order: { _, _ in nil }, words: handbook.words)
    case .date:
      group(
        all.filter { !$0.item.isRule }, by: { [$0.item.deadline.map { $0.description } ?? ""] },
        order: { $0.isEmpty ? false : $1.isEmpty ? true : $0 < $1 }, words: handbook.words, isDate: true,
        today: showing.board.period.lastDay)
    case .worst:
      let ranked = all.filter { !$0.item.isRule }.enumerated().sorted { left, right in
        let (a, b) = (severity(left.element), severity(right.element))
        return a == b ? left.offset < right.offset : a < b
      }
      for entry in ranked { add(entry.element) }
    default:
      var last: Int?
      var inRules = false
      for entry in all {
        if entry.plan != last {
          if standings.count > 1 {
            lines.append(
              .heading(PlanList.heading(standings[entry.plan], handbook, withArea: showing.board.area == nil)))
          }
          last = entry.plan
          inRules = false
        }
        if entry.item.isRule, !inRules {
          lines.append(.heading(handbook.words["plans.rules"]))
          inRules = true
        }
        add(entry)
      }
    }
  }

  /// The entry that an address names: by id, of the plan in use before any other.
  public func entry(named key: String) -> Int? {
    entries.firstIndex { $0.item.id == key }
      ?? entries.firstIndex { entry in
        if case .target(let standing) = entry.item { standing.target.indicator == key } else { false }
      }
  }

  /// What binds the plan's whole area, where a part of it is looked at.
  public func isOfWhole(_ entry: Entry) -> Bool {
    let standing = standings[entry.plan]
    switch entry.item {
    case .target(let target): return target.isOfWhole
    case .task: return standing.plan.area != nil && standing.plan.area != standing.area.code
    case .rule: return false
    }
  }

  /// 自报完成,指标未达: a task told to be done while a number of the plan that belongs to it, of the same area, falls short.
  /// A total of a year that still runs contradicts nothing.
  public func isContradicted(_ entry: Entry) -> Bool {
    guard case .task(let task) = entry.item, task.status == .met else { return false }
    let isOfWhole = isOfWhole(entry)
    return standings[entry.plan].targets.contains { target in
      task.task.targets.contains(target.target.id) && target.isOfWhole == isOfWhole
        && target.figure?.status?.isShortfall == true && target.figure?.isYearToDate == false
    }
  }

  /// How many there are, and how many of them stand how.
  struct Counts: Sendable {
    var tasks = 0
    var targets = 0
    var byStatus: [Status: Int] = [:]
    var contradicted = 0
    /// Without a figure or a word of progress.
    var silent = 0
  }

  /// Each counted once; what is of the plan's whole area and not of this part of it is listed and not judged.
  var counts: Counts {
    var counts = Counts()
    var seen: Set<String> = []
    for entry in entries where seen.insert("\(entry.plan) \(entry.item.kind) \(entry.item.id)").inserted {
      switch entry.item {
      case .task: counts.tasks += 1
      case .target: counts.targets += 1
      case .rule: continue
      }
      if isOfWhole(entry) { continue }
      if isContradicted(entry) {
        counts.contradicted += 1
      } else if let status = entry.item.status {
        counts.byStatus[status, default: 0] += 1
      } else {
        counts.silent += 1
      }
    }
    return counts
  }

  private func severity(_ entry: Entry) -> Int {
    (isContradicted(entry) ? Status.short : entry.item.status)?.severity ?? 7
  }

  public func plan(of entry: Int) -> Plan { standings[entries[entry].plan].plan }

  private mutating func add(_ entry: Entry) {
    lines.append(.entry(entries.count))
    entries.append(entry)
  }

  private mutating func group(
    _ all: [Entry], by keys: (Entry) -> [String], order: (String, String) -> Bool?, words: Words, isDate: Bool = false,
    today: Day? = nil
  ) {
    var names: [String] = []
    var groups: [String: [Entry]] = [:]
    for entry in all {
      for key in keys(entry) {
        if groups[key] == nil { names.append(key) }
        groups[key, default: []].append(entry)
      }
    }
    // Offices with most to do first, and those without a name last.
    let sorted = names.enumerated().sorted { left, right in
      if let isBefore = order(left.element, right.element) {
        return left.element == right.element ? left.offset < right.offset : isBefore
      }
      if left.element.isEmpty != right.element.isEmpty { return right.element.isEmpty }
      let (a, b) = (groups[left.element]!.count, groups[right.element]!.count)
      return a == b ? left.offset < right.offset : a > b
    }.map(\.element)
    for name in sorted {
      let found = groups[name]!
      var title = name.isEmpty ? words[isDate ? "plans.noDate" : "plans.noLead"] : name
      if isDate, let today, let day = Day(name), day < today { title += "  \(words["explain.isPast"])" }
      lines.append(.heading(words["plans.group", title, String(found.count)]))
      for entry in found { add(entry) }
    }
  }

  /// Each of several lead offices has the item.
  private static func offices(_ entry: Entry) -> [String] {
    let parts = entry.item.lead.split(separator: "、").map(String.init)
    return parts.isEmpty ? [""] : parts
  }

  private static func heading(_ standing: PlanStanding, _ handbook: Handbook, withArea: Bool) -> String {
    let plan = standing.plan
    let area = withArea ? AreaNames.short(standing.area.name) : ""
    let borrowed = standing.isBorrowed ? handbook.words["word.borrowed"] : ""
    return [area, plan.name(handbook.language), borrowed, plan.document].filter { !$0.isEmpty }.joined(separator: "  ")
  }

  private static func matches(_ item: PlanItem, _ filter: String, _ handbook: Handbook) -> Bool {
    let texts = [item.title(handbook), item.clause, item.lead] + item.also + item.supporting
    return texts.contains { $0.holds(filter) }
  }
}
