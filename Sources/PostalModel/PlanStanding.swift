/// 规划进展: a plan with its targets and tasks as they stand for an area on the last day of a period.
public struct PlanStanding: Sendable, Equatable {
  public var plan: Plan
  /// The area judged.
  public var area: Area
  /// 借用: the plan is not one of the area's own.
  public var isBorrowed: Bool
  /// In the order of the plan.
  public var targets: [TargetStanding]
  public var tasks: [TaskStanding]

  public init(plan: Plan, area: Area, isBorrowed: Bool, targets: [TargetStanding], tasks: [TaskStanding]) {
    self.plan = plan
    self.area = area
    self.isBorrowed = isBorrowed
    self.targets = targets
    self.tasks = tasks
  }
}

/// One target of a plan as it stands.
public struct TargetStanding: Sendable, Equatable {
  public var target: Target
  /// nil where the target's figure is no indicator of the program, or is a total of an area that is not this one's.
  public var figure: Figure?
  /// 到期判定: what was true at the deadline, once it is past: met or missed, or what was then absent.
  public var atDeadline: Figure?
  /// The figure is that of the plan's own area, of which this one is a part.
  public var isOfWhole: Bool

  public init(target: Target, figure: Figure?, atDeadline: Figure? = nil, isOfWhole: Bool = false) {
    self.target = target
    self.figure = figure
    self.atDeadline = atDeadline
    self.isOfWhole = isOfWhole
  }
}

/// One task of a plan as it stands.
public struct TaskStanding: Sendable, Equatable {
  public var task: PlanTask
  /// What offices said of it up to the day, oldest first.
  public var progress: [TaskProgress]
  /// nil while nothing was said of it and nothing is due.
  public var status: Status?
  /// Percent that the schedule expects; nil without a deadline.
  public var expected: Double?
  /// Points behind the schedule, negative when ahead.
  public var lag: Double?
  /// What was true at the deadline, once it is past.
  public var atDeadline: Status?

  /// The last percentage given.
  public var percent: Int? { progress.last { $0.entry.progress != nil }?.entry.progress }
  public var lastWord: TaskProgress? { progress.last }

  public init(
    task: PlanTask, progress: [TaskProgress], status: Status?, expected: Double? = nil, lag: Double? = nil,
    atDeadline: Status? = nil
  ) {
    self.task = task
    self.progress = progress
    self.status = status
    self.expected = expected
    self.lag = lag
    self.atDeadline = atDeadline
  }
}

extension Plan {
  /// The plan with a single one of its targets, so that each of several milestones can be judged by itself.
  private func with(only target: Target) -> Plan {
    Plan(
      id: id, area: area, zh: zh, en: en, from: from, until: until, stationStandard: stationStandard, targets: [target])
  }

  /// Judges one target of the plan, whichever of its indicator's targets is in force.
  ///
  /// - Parameters:
  ///   - sums: of the area judged, over the period.
  public func judge(
    _ target: Target, indicator: Indicator, sums: AreaSums, isBorrowed: Bool, period: Period, today: Day,
    settings: Settings
  ) -> Figure {
    let lens = Lens(area: sums.area.code, plans: [with(only: target)], law: nil, isBorrowed: isBorrowed)
    let reading = indicator.reading(of: sums, period: period, lens: lens, today: today, settings: settings)
    return Figure(
      reading: reading, judgement: indicator.judge(reading, lens: lens, period: period, settings: settings))
  }

  /// Judges a task on a day by what was said of it.
  ///
  /// With a deadline it is expected to move evenly from the plan's first day to it (序时进度); at 100 it is met, after the
  /// deadline met or missed, and not reported where nothing was ever said. Without a date it is met or short.
  ///
  /// - Parameter progress: of this task, oldest first.
  public func standing(of task: PlanTask, progress: [TaskProgress], on day: Day, settings: Settings) -> TaskStanding {
    let known = progress.filter { $0.entry.date <= day }
    var standing = TaskStanding(task: task, progress: known, status: nil)
    let percent = standing.percent
    guard let deadline = task.deadline else {
      standing.status = percent.map { $0 >= 100 ? .met : .short }
      return standing
    }
    if let start = from ?? issued, start < deadline {
      let elapsed = Double(day.ordinal - start.ordinal) / Double(deadline.ordinal - start.ordinal)
      standing.expected = min(1, max(0, elapsed)) * 100
    }
    if day > deadline {
      let then = known.last { $0.entry.progress != nil && $0.entry.date <= deadline }?.entry.progress
      standing.atDeadline = then.map { $0 >= 100 ? .met : .missed } ?? .notReported
      standing.status = percent.map { $0 >= 100 ? .met : .missed } ?? .notReported
      standing.expected = nil
      return standing
    }
    guard let percent else { return standing }
    guard percent < 100 else {
      standing.status = .met
      return standing
    }
    guard let expected = standing.expected else {
      standing.status = .short
      return standing
    }
    let lag = ((expected - Double(percent)) * 1_000_000).rounded() / 1_000_000
    standing.lag = lag
    standing.status = settings.status(behind: lag)
    return standing
  }
}

extension Figure {
  /// The figure of the month of a deadline as the verdict on it: met, or missed; without a figure as it is.
  public var verdict: Figure {
    var copy = self
    if let status = judgement.status, status.isShortfall || status == .onSchedule { copy.judgement.status = .missed }
    return copy
  }
}
