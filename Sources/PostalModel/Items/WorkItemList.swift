extension Board {
  /// The day that open items are told on: today as long as the period is the newest closed one or still runs, else its
  /// last day.
  public var itemDay: Day { period.last >= Month(today).advanced(by: -1) ? today : period.lastDay }

  /// All open items of the area's parts and its own, worst first (see ``WorkItem/severity(on:)``); those closed come last.
  ///
  /// - Parameters:
  ///   - standings: the plans with their tasks; only those of the area's own plan are its items.
  public func workItems(
    indicators: [Indicator], law: Plan?, standings: [PlanStanding] = [], settings: Settings
  ) -> [WorkItem] {
    var items = figureItems(indicators: indicators, settings: settings)
    items += matterItems(law: law)
    items += taskItems(standings, settings: settings)
    var states = Dictionary(self.states.map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
    for place in items.indices {
      guard let state = states.removeValue(forKey: items[place].key) else { continue }
      items[place].state = state
      items[place].since = items[place].since ?? (state.isOpen ? state.first : nil)
    }
    for state in self.states where states[state.key] != nil && state.isOpen {
      items.append(
        WorkItem(
          key: state.key, area: state.area,
          content: .followed(isSettled: isSettled(state.key, indicators: indicators, standings: standings)),
          clause: law?.rules.first { $0.id == state.key.kind.rule }?.clause ?? "", due: state.due, since: state.first,
          evidenceOn: state.lastOn, state: state))
    }
    return WorkItem.worstFirst(items, on: itemDay)
  }

  // MARK: Figures

  private func figureItems(indicators: [Indicator], settings: Settings) -> [WorkItem] {
    var late: Set<ItemKey> = []
    var lacks: [String: Int] = [:]
    var parts: [String: Int] = [:]
    var items: [WorkItem] = []
    for open in openItems(indicators: indicators) {
      guard let indicator = indicators.first(where: { $0.id == open.indicator }) else { continue }
      let (figure, applied) = (open.figure, open.figure.judgement.applied)
      let content = WorkItem.Content.figure(figure, indicator: indicator.id)
      if figure.reading.ratio == nil, figure.reading.absence != .notGiven {
        // Figures that wait for the same return are one item.
        let key = ItemKey(.late, area: open.area.code, subject: indicator.form.rawValue)
        guard late.insert(key).inserted else { continue }
        let due = settings.dueDay(of: period.last)
        items.append(
          WorkItem(
            key: key, area: open.area, content: content, lead: applied?.target.lead ?? "", due: due, since: due,
            evidenceOn: due))
        continue
      }
      let key = ItemKey(.shortfall, area: open.area.code, subject: indicator.id, plan: applied?.plan ?? "")
      let units = figure.lacking
      if let units, open.area != area {
        lacks[indicator.id, default: 0] += units
        parts[indicator.id, default: 0] += 1
      }
      items.append(
        WorkItem(
          key: key, area: open.area, content: content, lead: applied?.target.lead ?? "",
          due: applied?.target.deadline, units: units, evidenceOn: period.lastDay))
    }
    for place in items.indices where items[place].area != area {
      guard let id = items[place].indicator, let units = items[place].units, let whole = lacks[id], whole > 0,
        parts[id, default: 0] > 1
      else { continue }
      items[place].share = Double(units) / Double(whole)
    }
    return items
  }

  // MARK: The register

  private func matterItems(law: Plan?) -> [WorkItem] {
    var groups: [ItemKind: (count: Int, areas: Int)] = [:]
    for matter in matters.listed where matter.isGroup {
      groups[matter.kind, default: (0, 0)].count += matter.count
      groups[matter.kind, default: (0, 0)].areas += 1
    }
    return matters.listed.map { matter in
      let rule = law?.rules.first { $0.id == matter.kind.rule }
      var item = WorkItem(
        key: ItemKey(matter.kind, area: matter.area.code, subject: matter.outlet ?? ""), area: matter.area,
        content: .matter(matter), clause: rule?.clause ?? "", lead: rule?.lead ?? "", due: matter.due,
        units: matter.kind == .licence ? max(matter.count, matter.takes) : matter.count, since: matter.since,
        evidenceOn: matter.evidenceOn)
      if matter.isGroup, let whole = groups[matter.kind], whole.areas > 1, whole.count > 0 {
        item.share = Double(matter.count) / Double(whole.count)
      }
      return item
    }
  }

  // MARK: Tasks

  /// Tasks come up so many days before their date, even where they are on schedule.
  private static let taskNotice = 60

  private func taskItems(_ standings: [PlanStanding], settings: Settings) -> [WorkItem] {
    guard let area else { return [] }
    let day = itemDay
    return standings.filter { $0.plan.area == area.code && !$0.isBorrowed }.flatMap { standing in
      standing.tasks.compactMap { task -> WorkItem? in
        guard task.status != .met else { return nil }
        let milestone = task.task.milestones.map(\.deadline).filter { $0 >= day }.min()
        let due = [milestone, task.task.deadline].compactMap { $0 }.min() ?? task.task.milestones.last?.deadline
        let lags = task.status?.isShortfall == true || task.status == .notReported
        guard let due, lags && task.status != .short || due.ordinal - day.ordinal <= Self.taskNotice else { return nil }
        return WorkItem(
          key: ItemKey(.task, area: area.code, subject: task.task.id, plan: standing.plan.id), area: area,
          content: .task(task), clause: "\(standing.plan.zh) \(task.task.clause)", lead: task.task.lead, due: due,
          units: 100 - (task.percent ?? 0), evidenceOn: period.lastDay)
      }
    }
  }

  // MARK: The loop

  /// What is followed in the loop and is no open item: settled where the board shows that nothing lacks any more.
  private func isSettled(_ key: ItemKey, indicators: [Indicator], standings: [PlanStanding]) -> Bool {
    let row = (rows + (own.map { [$0] } ?? [])).first { $0.area.code == key.area }
    switch key.kind {
    case .shortfall:
      guard let figure = row?.figures[key.subject], figure.judgement.applied?.plan == key.plan else { return false }
      return figure.status == .met || figure.status == .onSchedule
    case .late:
      guard let row else { return false }
      return !indicators.contains {
        $0.form.rawValue == key.subject && row.figures[$0.id]?.status == .notReported
      }
    case .task:
      return standings.contains { standing in
        standing.plan.id == key.plan && standing.tasks.contains { $0.task.id == key.subject && $0.status == .met }
      }
    case .rectification, .unfiled, .change, .licence:
      if key.subject.isEmpty, matters.listed.contains(where: \.isGroup) || matters.totals.isEmpty { return row != nil }
      guard let area, area.level >= .county else { return false }
      return matters.totals[key.kind, default: 0] <= matters.listed.count { $0.kind == key.kind }
    }
  }
}

extension Figure {
  /// 缺额: what is lacking in whole units of what is counted: outlets, villages, parcels; nil where the figure has no parts.
  public var lacking: Int? {
    if case .units(let count)? = judgement.need { return count }
    guard let ratio = reading.ratio, ratio.hasParts, !reading.isValueOnly, judgement.need != nil,
      let target = judgement.applied?.target
    else { return nil }
    if target.isCeiling, let maximum = target.maximum {
      let allowed = Int128(maximum.micro) * Int128(ratio.denominator) / (Int128(ratio.scale) * 1_000_000)
      return max(0, ratio.numerator - Int(allowed))
    }
    guard let minimum = target.minimum else { return nil }
    return max(0, Ratio.needed(for: minimum, of: ratio.denominator, scale: ratio.scale) - ratio.numerator)
  }
}
