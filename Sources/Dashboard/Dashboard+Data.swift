import Drawing
import Panels
import PostalModel

/// Keys of the panel of data: the ledger, what is owed, files on their way in, and rows as they came.
extension Dashboard {
  // MARK: Lists

  /// The length of the list of the open part.
  func dataCount(_ showing: Showing) -> Int {
    if let id = importShown {
      return (memory.imports[id] ?? nil).map { ImportRecordPanel.keys(of: $0).count } ?? 0
    }
    switch DataView(session.spot.place.indicator) {
    case .ledger: return LedgerPanel.entries(memory.ledger ?? [], of: showing).count
    case .due: return DuePanel.listed(memory.due?.board.returns ?? [], of: showing).count
    case .reconcile: return ReconcilePanel.listed(memory.reconcile?.board.differences ?? [], of: showing).count
    }
  }

  /// How many things the cursor of a sheet moves over; nil where it scrolls.
  var sheetItems: Int? {
    switch session.sheet {
    case .sources?: evidenceShown?.rows.count ?? 0
    case .source(let key, _)?: (memory.sources[key] ?? nil)?.feeds.count ?? 0
    case .item(let key, _, _)?: ItemSheetPanel.acts(after: memory.items[key]).count
    case .files(let picker)?: memory.folder?.matching(picker.filter).count ?? 0
    case .palette(let palette)?: paletteItems(palette).count
    case .whatIf(let trial)?: trial.order.count
    case .brands(let look)?: brandRows(look).count
    case .assessment(let request, _)?: assessment(request)?.parts.count ?? 0
    case .assessmentLines(let request, _, _)?: assessment(request)?.assessment.lines.count ?? 0
    default: nil
    }
  }

  /// What the figure taken apart is made of, once it has come.
  var evidenceShown: Evidence? {
    guard let board else { return nil }
    return evidenceKey(showing(session.spot, board)).flatMap { memory.evidence[$0] }
  }

  /// The part before or after, as a move that Esc takes back.
  mutating func turnData(_ count: Int) {
    guard importShown == nil else { return }
    let all = DataView.allCases
    let now = all.firstIndex(of: DataView(session.spot.place.indicator)) ?? 0
    let next = all[((now + count) % all.count + all.count) % all.count]
    leave(.item)
    session.spot.place.indicator = next == .ledger ? nil : next.rawValue
    session.spot.place.filter = ""
    session.spot.cursor = 0
  }

  // MARK: Enter

  mutating func enterData(_ showing: Showing) {
    var place = session.spot.place
    if let id = importShown {
      guard let record = memory.imports[id] ?? nil else { return }
      let keys = ImportRecordPanel.keys(of: record)
      guard keys.indices.contains(session.spot.cursor) else { return }
      session.sheets.append(.source(keys[session.spot.cursor], cursor: 0))
      return
    }
    switch DataView(place.indicator) {
    case .ledger:
      let entries = LedgerPanel.entries(memory.ledger ?? [], of: showing)
      guard entries.indices.contains(session.spot.cursor) else { return }
      place.indicator = String(entries[session.spot.cursor].id)
      place.filter = ""
      move(to: place, .into)
    case .due:
      let listed = DuePanel.listed(memory.due?.board.returns ?? [], of: showing)
      guard listed.indices.contains(session.spot.cursor) else { return }
      let item = listed[session.spot.cursor]
      place.area = item.area.code
      place.indicator = nil
      place.filter = ""
      place.period = Period(item.month)
      place.open(
        handbook.indicators.first { $0.form == item.form }.flatMap { PanelKind(rawValue: $0.panel) } ?? .overview)
      move(to: place, .into)
    case .reconcile:
      let listed = ReconcilePanel.listed(memory.reconcile?.board.differences ?? [], of: showing)
      guard listed.indices.contains(session.spot.cursor) else { return }
      let item = listed[session.spot.cursor]
      place.area = item.area.parent.map(AreaCode.init(number:)) ?? item.area.code
      place.period = Period(item.month)
      place.filter = ""
      place.open(.packaging)
      place.indicator = item.indicator
      move(to: place, .into)
      session.spot.selection = .area(item.area.code)
    }
  }

  /// From a figure to its rows, from a row to the figures it feeds.
  mutating func enterSheet() {
    switch session.sheet {
    case .explain?:
      guard evidenceShown?.total != 0 else {
        session.notice = Notice(text: handbook.words["sources.none"], isError: false)
        return
      }
      session.sheets.append(.sources(cursor: 0))
    case .sources(let cursor)?:
      guard let rows = evidenceShown?.rows, rows.indices.contains(cursor) else { return }
      session.sheets.append(.source(rows[cursor].key, cursor: 0))
    case .source(let key, let cursor)?:
      guard let feeds = (memory.sources[key] ?? nil)?.feeds, feeds.indices.contains(cursor) else { return }
      let feed = feeds[cursor]
      var place = session.spot.place
      let panel = handbook.indicator(feed.indicator).flatMap { PanelKind(rawValue: $0.panel) } ?? .overview
      // A figure stands in the list of the area above it; those that areas send themselves, in their own.
      place.area = panel.listsMeasures ? feed.area.code : feed.area.parent.map(AreaCode.init(number:)) ?? feed.area.code
      place.outlet = nil
      place.period = feed.period
      place.filter = ""
      place.indicator = feed.indicator
      place.open(panel)
      move(to: place, .into)
      session.spot.selection = .area(feed.area.code)
    case .item?: beginStep()
    case .brands(let look)?: enterBrands(look)
    case .assessment(let request, let cursor)?:
      guard let parts = assessment(request)?.parts, parts.indices.contains(cursor) else { return }
      session.sheets.append(.assessmentLines(request, part: parts[cursor].area.code, cursor: 0))
    case .assessmentLines?: enterAssessedLine()
    case .clause?, .imported?, .compare?: session.sheet = nil
    default: break
    }
  }

  // MARK: Files

  /// A key while a file is chosen: letters narrow the list. nil for keys that the table of keys knows.
  mutating func choose(_ key: Key, _ picker: FilePicker) -> [Effect]? {
    var picker = picker
    switch key {
    case .character(let character):
      picker.filter.append(character)
      picker.cursor = 0
    case .backspace, .delete, .left:
      if key != .left, !picker.filter.isEmpty {
        picker.filter.removeLast()
      } else if let parent = memory.folder?.parent {
        picker = FilePicker(folder: parent, map: picker.map)
      }
    case .escape, .control("u"):
      guard !picker.filter.isEmpty else { return nil }
      picker.filter = ""
    case .enter, .right:
      guard let folder = memory.folder else { return [] }
      let entries = folder.matching(picker.filter)
      guard entries.indices.contains(picker.cursor) else { return [] }
      let entry = entries[picker.cursor]
      let path = (folder.path == "/" ? "" : folder.path) + "/" + entry.name
      if entry.isFolder {
        picker = FilePicker(folder: path, map: picker.map)
      } else if key == .right {
        return []
      } else if entry.name.lowercased().hasSuffix(".toml") {
        picker.map = picker.map == path ? nil : path
        picker.filter = ""
        picker.cursor = 0
      } else {
        return start(ImportOrder(path: path, map: picker.map))
      }
    default: return nil
    }
    session.sheet = .files(picker)
    return []
  }

  /// Puts a file on its way; the sheet on top gives way to its progress.
  private mutating func start(_ order: ImportOrder) -> [Effect] {
    if case .files? = session.sheet {
      session.sheets.append(.importing(order, .reading(0)))
    } else {
      session.sheet = .importing(order, .reading(0))
    }
    return [.importFile(order)]
  }

  mutating func ended(_ report: ImportReport) {
    guard let place = session.sheets.lastIndex(where: { if case .importing = $0 { true } else { false } }) else {
      return
    }
    if report.isCancelled {
      session.sheets.remove(at: place)
      session.notice = Notice(text: handbook.words["import.cancelled"], isError: false)
      return
    }
    session.sheets[place] = .imported(report, offset: 0)
    guard !report.order.isDryRun, !report.isRefused else { return }
    // The files have done their part; the ledger under the result has the new import on top.
    if session.spot.place.panel != .data || session.spot.place.indicator != nil {
      session.sheets = []
      leave(.panel)
      session.spot.place.open(.data)
      session.spot.place.outlet = nil
      session.spot.place.indicator = nil
      session.spot.place.filter = ""
    }
    session.spot.cursor = 0
    session.sheets = [.imported(report, offset: 0)]
    forget()
  }

  /// Why nothing can be taken in or back here; nil where it can.
  var refusalToWrite: String? {
    guard let facts = board?.facts else { return nil }
    if let day = facts.asOf { return handbook.words["import.pastDay", day.description] }
    return facts.isDemonstration ? handbook.words["import.demo"] : nil
  }

  /// A key while it is shown what a file would do, or while it is on its way.
  mutating func decide(_ command: Command) -> [Effect] {
    if case .importing? = session.sheet { return command == .cancel ? [.cancelImport] : [] }
    guard case .imported(let report, _)? = session.sheet, report.order.isDryRun else { return [] }
    var order = report.order
    switch command {
    case .store:
      guard !report.isRefused, report.problems.isEmpty || report.order.isPartial,
        report.parts.contains(where: { $0.sameAs == nil })
      else {
        session.notice = Notice(text: handbook.words["import.cannotStore"], isError: true)
        return []
      }
      order.isDryRun = false
    case .storeGood:
      guard report.wrong < report.read else {
        session.notice = Notice(text: handbook.words["import.cannotStore"], isError: true)
        return []
      }
      order.isPartial = true
      // What would be kept out is shown once before it is.
      order.isDryRun = !report.order.isPartial
    case .giveMonth: order.month = order.month == nil ? board?.period.last : nil
    case .giveScope:
      guard let area = session.spot.place.area else {
        session.notice = Notice(text: handbook.words["import.noScope"], isError: true)
        return []
      }
      order.scope = order.scope == nil ? area : nil
    case .giveForm:
      let ring: [Form?] = [nil] + Form.allCases
      order.form = ring[((ring.firstIndex(of: order.form) ?? 0) + 1) % ring.count]
    default: return []
    }
    return start(order)
  }

  // MARK: Undo

  /// The import that the cursor is on, or that is open.
  private var importMeant: LedgerEntry? {
    if let id = importShown { return (memory.imports[id] ?? nil)?.entry }
    guard let board else { return nil }
    let entries = LedgerPanel.entries(memory.ledger ?? [], of: showing(session.spot, board))
    return entries.indices.contains(session.spot.cursor) ? entries[session.spot.cursor] : nil
  }

  mutating func askUndo() {
    if case .item(let key, _, _)? = session.sheet { return askUndoStep(key) }
    if let day = board?.facts.asOf {
      session.notice = Notice(text: handbook.words["import.pastDay", day.description], isError: true)
      return
    }
    if case .imported(let report, _)? = session.sheet, let part = report.parts.first, let id = part.importID {
      session.input = .confirm(
        question: handbook.words["undo.ask", String(id), report.order.name, String(part.kept), String(part.replaced)],
        effect: .undo(id))
      return
    }
    guard let entry = importMeant else { return }
    guard entry.undoneAt == nil else {
      session.notice = Notice(text: handbook.words["undo.already", String(entry.id)], isError: true)
      return
    }
    session.input = .confirm(
      question: handbook.words["undo.ask", String(entry.id), entry.file, String(entry.kept), String(entry.replaced)],
      effect: .undo(entry.id))
  }

  mutating func askSignOff() {
    guard let board, let area = board.area else {
      session.notice = Notice(text: handbook.words["signOff.noArea"], isError: true)
      return
    }
    guard board.period.length == 1 else {
      session.notice = Notice(text: handbook.words["signOff.noMonth"], isError: true)
      return
    }
    let month = board.period.first
    if let signed = board.signOff?.signOff, signed.area.code == area.code {
      session.input = .confirm(
        question: handbook.words["signOff.withdraw", area.name, month.description, signed.at],
        effect: .withdrawSignOff(area.code, month))
      return
    }
    let due = memory.due?.board.completeness.filter { $0.month == month } ?? []
    let (came, expected) = due.reduce((0, 0)) { ($0.0 + $1.came, $0.1 + $1.expected) }
    session.input = .confirm(
      question: handbook.words["signOff.ask", area.name, month.description, String(came), String(expected)],
      effect: .signOff(area.code, month))
  }

  mutating func writeRejected() -> [Effect] {
    let id: Int?
    if case .imported(let report, _)? = session.sheet {
      id = report.parts.first { $0.rejected > 0 }?.importID
    } else {
      id = importMeant.flatMap { $0.rejected > 0 ? $0.id : nil }
    }
    guard let id else {
      session.notice = Notice(text: handbook.words["rejected.none"], isError: false)
      return []
    }
    return [.writeRejected(id)]
  }
}
