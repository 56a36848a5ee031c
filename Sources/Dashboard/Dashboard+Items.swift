import Drawing
import Panels
import PostalModel

/// Keys of the open items: to their place, by kind and office, and the loop from noticed to closed.
extension Dashboard {
  /// The item the cursor is on.
  private func itemMeant(_ showing: Showing) -> WorkItem? {
    let items = OpenItemsPanel.items(of: showing)
    return items.indices.contains(session.spot.cursor) ? items[session.spot.cursor] : nil
  }

  // MARK: To the place

  /// A figure to its panel, an outlet to its record, several to their own list, a task to the plan.
  mutating func enterItem(_ showing: Showing) {
    guard let item = itemMeant(showing) else { return }
    var place = session.spot.place
    place.area = item.area.code
    place.filter = ""
    let words = handbook.words
    switch item.content {
    case .figure(_, let id): open(indicator: id, in: &place)
    case .task: open(task: item.key, in: &place)
    case .matter(let matter):
      if matter.isGroup {
        place.filter = words["item.kind.\(item.kind.rawValue)"]
      } else {
        open(matter: item.key, in: &place)
      }
    case .followed:
      switch item.kind {
      case .shortfall: open(indicator: item.key.subject, in: &place)
      case .late:
        let form = Form(rawValue: item.key.subject)
        open(indicator: handbook.indicators.first { $0.form == form }?.id ?? "", in: &place)
      case .task: open(task: item.key, in: &place)
      case .rectification, .unfiled, .change, .licence: open(matter: item.key, in: &place)
      }
    }
    move(to: place, .into)
    if let id = place.outlet { session.spot.selection = .outlet(id) }
  }

  func open(indicator id: String, in place: inout Place) { place.open(indicator: id, of: handbook) }

  private func open(task key: ItemKey, in place: inout Place) {
    place.open(.plans)
    place.indicator = key.subject
  }

  private func open(matter key: ItemKey, in place: inout Place) {
    guard key.subject.isEmpty else {
      place.open(.outlets)
      place.outlet = key.subject
      return
    }
    place.open(key.kind == .rectification ? .safety : .outlets)
  }

  // MARK: Filters

  /// Only items of one kind after another, then all again.
  mutating func turnKind() {
    guard let board else { return }
    var plain = session.spot
    plain.place.filter = ""
    let present = Set(OpenItemsPanel.items(of: showing(plain, board)).map(\.kind))
    let ring = [""] + ItemKind.allCases.filter(present.contains).map { handbook.words["item.kind.\($0.rawValue)"] }
    let now = ring.firstIndex(of: session.spot.place.filter) ?? 0
    session.spot.place.filter = ring[(now + 1) % ring.count]
    session.spot.cursor = 0
  }

  /// Only what the lead office of this item leads, then all again.
  mutating func turnItemOffice() {
    guard let board else { return }
    if !session.spot.place.filter.isEmpty {
      session.spot.place.filter = ""
    } else {
      guard let office = itemMeant(showing(session.spot, board))?.lead.split(separator: "、").first else {
        session.notice = Notice(text: handbook.words["plans.noLead"], isError: false)
        return
      }
      session.spot.place.filter = String(office)
    }
    session.spot.cursor = 0
  }

  // MARK: The sheet

  /// - Returns: false where the cursor is on a figure, or on nothing.
  mutating func openItem(unlessFigure showing: Showing) -> Bool {
    guard let item = itemMeant(showing), item.figure == nil else { return false }
    openItem()
    return true
  }

  mutating func openItem() {
    guard let board, let item = itemMeant(showing(session.spot, board)) else { return }
    // Nothing can be done about many at once.
    guard item.rest == nil else { return enterItem(showing(session.spot, board)) }
    session.sheets.append(.item(item.key, title: item.matter?.name ?? item.state?.title ?? "", cursor: 0))
  }

  /// The item of the sheet on top.
  func itemPanel(_ showing: Showing) -> ItemSheetPanel? {
    guard case .item(let key, let title, let cursor)? = session.sheet else { return nil }
    return ItemSheetPanel(showing: showing, key: key, title: title, history: memory.items[key], cursor: cursor)
  }

  /// Why no step can be recorded here; nil where one can. Steps about invented returns are as invented as those.
  private var refusalToStep: String? {
    board?.facts.asOf.map { handbook.words["import.pastDay", $0.description] }
  }

  /// Opens the form of the step the cursor is on.
  mutating func beginStep() {
    guard let board, case .item(let key, let title, let cursor)? = session.sheet else { return }
    if let refusal = refusalToStep {
      session.notice = Notice(text: refusal, isError: true)
      return
    }
    let acts = ItemSheetPanel.acts(after: memory.items[key])
    guard acts.indices.contains(cursor) else { return }
    let item = OpenItemsPanel.item(key, of: showing(session.spot, board))
    let first = item?.since ?? item?.evidenceOn ?? today
    session.sheets.append(
      .step(StepDraft(key: key, title: title, act: acts[cursor], first: min(first, today), today: today)))
  }

  /// Asks before the last step is taken back.
  mutating func askUndoStep(_ key: ItemKey) {
    if let refusal = refusalToStep {
      session.notice = Notice(text: refusal, isError: true)
      return
    }
    guard let last = (memory.items[key] ?? nil)?.steps.last else {
      session.notice = Notice(text: handbook.words["item.nothingDone"], isError: false)
      return
    }
    session.input = .confirm(
      question: handbook.words[
        "step.undo", handbook.words["act.\(last.step.act.rawValue)"], last.step.on.description, String(last.importID)],
      effect: .undo(last.importID))
  }

  // MARK: The form

  /// A key while a step is typed. nil for keys that the table of keys knows.
  mutating func type(_ key: Key, into draft: StepDraft) -> [Effect]? {
    var draft = draft
    switch key {
    case .character(let character): draft[draft.field].append(character)
    case .backspace, .delete:
      guard !draft[draft.field].isEmpty else { return [] }
      draft[draft.field].removeLast()
    case .control("u"): draft[draft.field] = ""
    case .tab, .down: draft.move(1)
    case .backTab, .up: draft.move(-1)
    case .enter:
      askRecord(draft)
      return []
    default: return nil
    }
    session.sheet = .step(draft)
    return []
  }

  private mutating func askRecord(_ draft: StepDraft) {
    let words = handbook.words
    guard let step = draft.step else {
      let field = words["step.field.\((draft.unreadable ?? .on).rawValue)"]
      session.notice = Notice(text: words["step.noDay", field], isError: true)
      return
    }
    let before = (memory.items[draft.key] ?? nil)?.steps.map(\.step) ?? []
    if let fault = step.fault(after: before, today: today) {
      session.notice = Notice(text: handbook.language == .zh ? fault.zh : fault.en, isError: true)
      return
    }
    guard let board else { return }
    let showing = showing(session.spot, board)
    let area = (memory.items[draft.key] ?? nil)?.area ?? OpenItemsPanel.item(draft.key, of: showing)?.area
    let name = "\(area?.name ?? draft.key.area.description) \(itemName(draft, showing))"
    session.input = .confirm(
      question: words["step.ask", words["step.\(step.act.rawValue)"], name],
      effect: .record(step, named: "\(step.act.zh) \(name)"))
  }

  private func itemName(_ draft: StepDraft, _ showing: Showing) -> String {
    OpenItemsPanel.name(of: draft.key, title: draft.title, in: showing)
  }
}
