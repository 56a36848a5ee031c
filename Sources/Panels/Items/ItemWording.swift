import Drawing
import PostalModel

/// An open item in words: what it is, where it stands, what is lacking, how long, and what was done about it.
struct ItemWording {
  let showing: Showing

  private var words: Words { showing.words }
  private var wording: Wording { showing.wording }
  private var handbook: Handbook { showing.handbook }
  private var day: Day { showing.board.itemDay }

  // MARK: What

  /// The figure, the form whose return is absent, the outlet, the task.
  func title(_ item: WorkItem, isShort: Bool = false) -> String {
    switch item.content {
    case .figure: return name(of: item.key, title: "", isShort: isShort)
    case .matter(let matter):
      if let rest = item.rest {
        return words["open.rest", words["item.kind.\(item.kind.rawValue)"], wording.grouped(rest.items)]
      }
      guard !matter.isGroup else { return words["item.kind.\(item.kind.rawValue)"] }
      let name = matter.name.isEmpty ? matter.outlet ?? words["item.inspection"] : matter.name
      return isShort ? name : "\(words["item.kind.\(item.kind.rawValue)"]) \(name)"
    case .task(let standing): return standing.task.title(handbook.language)
    case .followed: return name(of: item.key, title: item.state?.title ?? "", isShort: isShort)
    }
  }

  /// The same by the key alone.
  func name(of key: ItemKey, title: String, isShort: Bool = false) -> String {
    let kind = words["item.kind.\(key.kind.rawValue)"]
    switch key.kind {
    case .shortfall:
      return handbook.indicator(key.subject).map {
        isShort ? $0.short(handbook.language) : $0.name(handbook.language)
      } ?? key.subject
    case .late: return words["form.\(key.subject)"]
    case .task:
      let task = showing.plans?.first { $0.plan.id == key.plan }?.tasks.first { $0.task.id == key.subject }
      return task?.task.title(handbook.language) ?? (title.isEmpty ? "\(kind) \(key.subject)" : title)
    case .rectification, .unfiled, .change, .licence:
      let name = title.isEmpty ? key.subject : title
      return name.isEmpty ? kind : isShort ? name : "\(kind) \(name)"
    }
  }

  func mark(_ item: WorkItem, glyphs: Glyphs) -> String {
    if item.isClosed { return wording.mark(Status.met, glyphs: glyphs) }
    switch item.content {
    case .figure(let figure, _): return wording.mark(figure.status, glyphs: glyphs)
    case .task(let standing): return wording.mark(standing.status ?? .onSchedule, glyphs: glyphs)
    case .matter: return wording.mark(isOver(item) ? Status.short : .behind, glyphs: glyphs)
    case .followed(let isSettled): return wording.mark(isSettled ? Status.met : .onSchedule, glyphs: glyphs)
    }
  }

  func role(_ item: WorkItem) -> Role {
    if item.isClosed { return .dim }
    switch item.content {
    case .figure(let figure, _): return wording.role(figure)
    case .task(let standing): return standing.status.map(wording.role) ?? .text
    case .matter: return isOver(item) ? .short : .behind
    case .followed(let isSettled): return isSettled ? .met : .text
    }
  }

  private func isOver(_ item: WorkItem) -> Bool { item.matter?.isOver(on: day) ?? false }

  func status(_ item: WorkItem) -> String {
    if item.isClosed { return words["act.closed"] }
    switch item.content {
    case .figure(let figure, _): return wording.word(figure)
    case .task(let standing): return standing.status.map { words["status.\($0.rawValue)"] } ?? ""
    case .matter: return words[isOver(item) ? "item.over" : "item.within"]
    case .followed: return ""
    }
  }

  // MARK: From what to what

  /// The figure and its target; the month whose return is absent; since when it is so.
  func way(_ item: WorkItem, glyphs: Glyphs) -> String {
    switch item.content {
    case .figure(let figure, let id):
      guard let indicator = handbook.indicator(id) else { return "" }
      let value = wording.value(figure, indicator, glyphs: glyphs)
      if figure.reading.ratio == nil {
        let isBlank = figure.reading.absence == .notGiven
        return
          "\(showing.board.period) \(isBlank ? wording.absence(figure, glyphs: glyphs) : wording.word(figure))"
      }
      return wording.isHiddenShort(figure, indicator)
        ? words["open.hidden", value] : "\(value) \(glyphs.arrow) \(wording.target(figure))"
    case .matter(let matter):
      guard let since = matter.since else { return words["item.since.unknown"] }
      return words["item.since.\(item.kind.rawValue)", since.description]
    case .task(let standing):
      return standing.percent.map { words["item.progress", String($0)] } ?? words["item.progress.none"]
    case .followed(let isSettled): return words[isSettled ? "item.settled" : "item.followed"]
    }
  }

  /// What is lacking, in whole units where there are any.
  func lack(_ item: WorkItem) -> String {
    switch item.content {
    case .figure(let figure, let id):
      guard let indicator = handbook.indicator(id) else { return "" }
      guard figure.reading.ratio == nil else { return wording.need(figure, indicator) }
      return figure.reading.absence == .notGiven ? "" : days(item)
    case .matter(let matter):
      switch matter.kind {
      case .rectification: return words["item.findings", wording.grouped(matter.count)]
      case .licence where matter.takes > 0: return words["item.takes", wording.grouped(matter.takes)]
      case .licence: return matter.isGroup ? words["item.licences", wording.grouped(matter.count)] : ""
      default: return words["item.outlets", wording.grouped(matter.count)]
      }
    case .task(let standing): return words["item.points", String(100 - (standing.percent ?? 0))]
    case .followed: return ""
    }
  }

  /// Days overdue, or left; empty without a date.
  func days(_ item: WorkItem) -> String {
    if let rest = item.rest, rest.old > 0 { return words["open.rest.old", wording.grouped(rest.old)] }
    return item.daysOver(on: day).map(days) ?? ""
  }

  private func days(_ over: Int) -> String {
    over > 0
      ? words["open.overdue", wording.grouped(over)]
      : over == 0 ? words["item.today"] : words["item.left", wording.grouped(-over)]
  }

  /// `34 %` of what all parts lack.
  func share(_ item: WorkItem) -> String { item.share.map { "\(Int(($0 * 100).rounded())) %" } ?? "" }

  /// Plan and clause, or that none is on file.
  func basis(_ item: WorkItem) -> String {
    let known = item.figure?.judgement.applied.map(wording.basisText) ?? item.clause
    if !known.isEmpty { return known }
    if case .followed = item.content, let plan = handbook.planBook.plan(item.key.plan) {
      let target = plan.targets.first { $0.indicator == item.key.subject }
      return [plan.name(handbook.language), target?.clause ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    }
    return words["open.noClause"]
  }

  // MARK: The loop

  /// The last step, and how its date stands.
  func loop(_ item: WorkItem) -> [Span] {
    guard let state = item.state else { return [] }
    if state.closedOn != nil, !item.isClosed { return [Span(words["loop.back"], .notice)] }
    var spans = [Span(words["act.\(state.act.rawValue)"], item.isClosed ? .dim : .label)]
    if let over = state.daysOver(on: day) {
      spans.append(
        over > 0
          ? Span(" " + words["loop.over", String(over)], .short) : Span(" " + words["loop.left", String(-over)], .dim))
    }
    if state.repeats > 0 { spans.append(Span(" " + words["loop.repeats", String(state.repeats)], .notice)) }
    return spans
  }

  // MARK: A sentence

  /// What is said of an item that is no figure.
  func sentence(_ item: WorkItem) -> [Span] {
    var spans: [Span] = [
      Span("\(wording.name(item.area)) ", .text, strong: true), Span(title(item), .text),
      Span(" \(way(item, glyphs: Glyphs()))", .value),
    ]
    for text in [lack(item), days(item)] where !text.isEmpty {
      spans.append(Span(words["say.comma"] + text, role(item)))
    }
    if let matter = item.matter {
      if matter.kind == .licence, matter.takes > 0 { spans.append(Span(words["say.stop"] + words["say.takes"], .dim)) }
      if matter.repeats > 0 {
        spans.append(Span(words["say.comma"] + words["say.repeats", String(matter.repeats)], .notice))
      }
    }
    let loop = loop(item)
    if !loop.isEmpty { spans += [Span(words["say.comma"], .text)] + loop }
    if !item.lead.isEmpty { spans.append(Span(words["say.comma"] + words["say.lead", item.lead], .label)) }
    let basis = basis(item)
    spans.append(Span(words["say.stop"], .text))
    if !basis.isEmpty { spans.append(Span(words["say.basis"] + basis, .dim)) }
    return spans
  }

  // MARK: Finding

  /// Whether an item has all the words of a filter in it: place, kind, name, office, plan, status, step.
  func matches(_ item: WorkItem, _ filter: String) -> Bool {
    let plan = handbook.planBook.plan(item.key.plan)
    let kind = item.kind
    var texts = [
      item.area.name, item.area.code.description, title(item), title(item, isShort: true), item.lead, basis(item),
      words["item.kind.\(kind.rawValue)"], kind.rawValue, kind.zh, plan?.zh ?? "", plan?.en ?? "", item.key.plan,
      status(item), mark(item, glyphs: Glyphs()), item.key.subject, loop(item).map(\.text).joined(),
      item.state?.act.rawValue ?? "", item.state?.stage.rawValue ?? "",
    ]
    if let status = item.figure?.status ?? item.task?.status { texts += [status.rawValue, status.asciiMark] }
    if item.state?.isOverdue(on: day) == true { texts.append(words["loop.overdue"]) }
    return filter.split(separator: " ").allSatisfy { part in texts.contains { $0.holds(String(part)) } }
  }
}
