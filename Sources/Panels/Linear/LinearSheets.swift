import Drawing
import PostalModel

/// Records and sheets as linear pages.
extension LinearText {
  func sheet(_ title: String, _ lines: [String], _ items: [String] = []) -> LinearPage {
    LinearPage(place: place(showing.panel), lines: [plain.clean(title)] + lines, items: items)
  }

  /// 网点登记. The outer nil: it is being fetched.
  public func outlet(_ id: String, _ outlet: Outlet??) -> LinearPage {
    guard let known = outlet else { return sheet(words["panel.outlet"], [words["explain.loading"]]) }
    guard let outlet = known else { return sheet(words["panel.outlet"], [words["outlet.unknown", id]]) }
    let panel = OutletRecordPanel(showing: showing, outlet: outlet, id: id)
    return sheet(words["panel.outlet"], plain.lines(panel.lines(outlet)))
  }

  /// 依据: the figure taken apart; its rows are opened by a number.
  public func explain(_ evidence: Evidence?) -> LinearPage {
    guard let row = showing.subject, let indicator = showing.subjectIndicator else {
      return sheet(words["panel.explain"], [words["say.nothing"]])
    }
    let panel = ExplainPanel(showing: showing, evidence: evidence)
    var lines = plain.lines(panel.lines(row, indicator, glyphs: Self.glyphs))
    lines.insert(plain.text(SentencePanel(showing: showing).spans), at: 0)
    return sheet(
      plain.pair(words["panel.explain"], "\(wording.name(row.area)) \(showing.board.period)"), lines,
      evidence.map { $0.total > 0 ? [words["linear.openRows"]] : [] } ?? [])
  }

  /// 来源行
  public func sources(_ evidence: Evidence?) -> LinearPage {
    let rows = plain.lines(SourceListPanel.table(evidence?.rows ?? [], showing, selection: nil))
    let none = rows.isEmpty ? [words[evidence == nil ? "explain.loading" : "sources.none"]] : []
    return sheet(words["panel.sources"], none, rows)
  }

  /// 原行
  public func source(_ key: SourceKey, _ record: SourceRecord??) -> LinearPage {
    guard let known = record else { return sheet(words["panel.source"], [words["explain.loading"]]) }
    guard let record = known else { return sheet(words["panel.source"], [words["source.absent"]]) }
    let panel = SourceRecordPanel(showing: showing, key: key, record: record, cursor: 0)
    var lines =
      [plain.pair(words["source.row"], "\(record.row.file):\(record.row.line)")] + plain.lines(panel.facts(record))
    lines.append(words[record.cells.isEmpty ? "source.notKept" : "source.cells"])
    lines += record.cells.map { cell in
      let heading = SourceRecordPanel.printable(cell.heading)
      let name = cell.column.map { $0 == heading ? heading : "\(heading) (\($0))" } ?? heading
      return plain.pair(plain.clean(name), cell.text.isEmpty ? words["linear.blank"] : plain.clean(cell.text))
    }
    lines.append(words[record.feeds.isEmpty ? "source.feedsNothing" : "source.feeds"])
    return sheet(words["panel.source"], lines, plain.lines(panel.feeds(record)))
  }

  /// 原文: an office's text of a plan from a clause on. The outer nil: it is being fetched.
  public func clause(_ plan: String, _ clause: String, _ text: String??) -> LinearPage {
    let name = showing.handbook.planBook.plan(plan)?.name(showing.handbook.language) ?? plan
    let title = "\(words["panel.clause"]) \(name) \(clause)"
    guard let known = text else { return sheet(title, [words["explain.loading"]]) }
    guard let text = known else {
      return sheet(title, [words["clause.none"], "yilan plans attach \(plan) FILE.txt", words["clause.local"]])
    }
    let finder = ClauseFinder(text)
    let found = finder.line(of: clause)
    let lines = finder.lines.dropFirst(found ?? 0).map { plain.clean(String($0)) }.filter { !$0.isEmpty }
    return sheet(title, (found == nil ? [words["clause.notFound"]] : []) + lines)
  }

  /// Files to choose from.
  public func files(_ listing: FolderListing?, filter: String) -> LinearPage {
    guard let listing else { return sheet(words["panel.files"], [words["explain.loading"]]) }
    let entries = listing.matching(filter).map { entry in
      plain.clean(entry.isFolder ? words["linear.folder", entry.name] : entry.name)
    }
    return sheet(words["panel.files"], [plain.clean(listing.path)], entries)
  }

  /// What is offered for a text typed.
  public func palette(_ rows: [PaletteRow], title: String) -> LinearPage {
    let items = rows.map { row in
      [row.title, row.detail, row.keys].filter { !$0.isEmpty }.map(plain.clean).joined(separator: words["say.comma"])
    }
    return sheet(title, items.isEmpty ? [words["palette.none"]] : [], items)
  }

  /// A file on its way in, or what became of it.
  public func importing(_ panel: ImportPanel) -> LinearPage {
    if case .running(let order, let stage) = panel.content {
      let (name, share): (String, Double?) =
        switch stage {
        case .reading(let share): ("import.stage.reading", share)
        case .storing(let share): ("import.stage.storing", share)
        case .adding: ("import.stage.adding", nil)
        }
      return sheet(
        order.name, [[words[name], share.map { "\(Int($0 * 100)) %" }].compactMap { $0 }.joined(separator: " ")])
    }
    let overlay = panel.sheet(glyphs: Self.glyphs)
    return sheet(overlay.title, plain.lines(overlay.facts.lines))
  }
}
