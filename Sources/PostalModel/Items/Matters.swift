/// 登记事项: what the register of outlets and the inspections leave open on a day: outlets unfiled, changes not filed,
/// licences that end, findings not put right.
public struct Matters: Sendable, Equatable {
  public struct Matter: Sendable, Equatable {
    public var kind: ItemKind
    /// Where it is; of a group the part of the area shown that all of it lies in.
    public var area: Area
    /// nil where it stands for several, or for an inspection of no single outlet.
    public var outlet: String?
    public var name: String
    /// Outlets, or findings.
    public var count: Int
    /// Outlets that fall with a licence.
    public var takes: Int
    /// When it was due, of several the earliest; nil where that is not known.
    public var due: Day?
    /// Since when; nil where that is not known.
    public var since: Day?
    /// The day of the newest import that says so.
    public var evidenceOn: Day
    /// Inspections with findings at the same place in the twelve months before.
    public var repeats: Int
    /// Several matters of an area in one.
    public var isGroup: Bool

    public init(
      kind: ItemKind, area: Area, outlet: String? = nil, name: String = "", count: Int = 1, takes: Int = 0,
      due: Day? = nil, since: Day? = nil, evidenceOn: Day, repeats: Int = 0, isGroup: Bool = false
    ) {
      self.kind = kind
      self.area = area
      self.outlet = outlet
      self.name = name
      self.count = count
      self.takes = takes
      self.due = due
      self.since = since
      self.evidenceOn = evidenceOn
      self.repeats = repeats
      self.isGroup = isGroup
    }

    /// Past its date; an outlet of which the day of opening is not known counts as unfiled too long.
    public func isOver(on day: Day) -> Bool { due.map { $0 < day } ?? (kind == .unfiled) }
  }

  /// Of each kind at most so many as a list can be read for: the longest overdue first, and after them what has been
  /// overdue for more than a year.
  public var listed: [Matter]
  /// By kind: how many there are, those not listed too.
  public var totals: [ItemKind: Int]
  /// By kind: the outlets or findings of all of them.
  public var counts: [ItemKind: Int]

  public init(listed: [Matter] = [], totals: [ItemKind: Int] = [:], counts: [ItemKind: Int] = [:]) {
    self.listed = listed
    self.totals = totals
    self.counts = counts
  }

  public static let none = Matters()

  /// Those beyond what is listed.
  public var unlisted: Int {
    totals.reduce(0) { sum, total in sum + max(0, total.value - listed.count { $0.kind == total.key }) }
  }

  /// The same without the names of outlets: those of one area are one matter.
  public var withoutNames: Matters {
    var merged: [Matter] = []
    for matter in listed {
      if let place = merged.firstIndex(where: { $0.kind == matter.kind && $0.area == matter.area }) {
        merged[place].count += matter.count
        merged[place].takes += matter.takes
        merged[place].due = [merged[place].due, matter.due].compactMap { $0 }.min()
        merged[place].since = [merged[place].since, matter.since].compactMap { $0 }.min()
        continue
      }
      var group = matter
      (group.outlet, group.name, group.isGroup) = (nil, "", true)
      merged.append(group)
    }
    var totals: [ItemKind: Int] = [:]
    for (kind, total) in self.totals {
      totals[kind] = max(0, total - listed.count { $0.kind == kind }) + merged.count { $0.kind == kind }
    }
    return Matters(listed: merged, totals: totals, counts: counts)
  }
}

/// What the law and the office's settings say of the register, in days.
public struct RegisterTerms: Sendable, Equatable {
  /// A terminal outlet is filed within so many days of opening, and a change within so many of being made.
  public var filing: Int
  public var change: Int
  /// A licence is told of so many days before it ends.
  public var licence: Int

  public init(filing: Int = 20, change: Int = 10, licence: Int = 60) {
    self.filing = filing
    self.change = change
    self.licence = licence
  }

  public init(law: Plan?, settings: Settings) {
    self.init()
    func days(_ kind: ItemKind) -> Int? { law?.rules.first { $0.id == kind.rule }?.days }
    filing = days(.unfiled) ?? filing
    change = days(.change) ?? change
    licence = settings.licenceDays
  }
}
