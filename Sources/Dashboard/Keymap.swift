import Drawing
import Panels
import PostalModel

/// What a key does.
enum Command: Hashable, Sendable {
  case up, down, left, right, pageUp, pageDown, first, last
  case nextPanel, previousPanel
  case enter, back
  case panel(PanelKind)
  case monthBack, monthForward, siblingBack, siblingForward
  case filter, sort, plan, beside, office, explain, zoom, help, address, copy
  case redraw, reload, quit, suspend
  /// Files on their way in: choosing one, storing it or its good rows, what is given besides it, giving it up.
  case takeIn, store, storeGood, giveMonth, giveScope, giveForm, cancel
  case undo, writeRejected
  /// A month is signed off, or that is taken back.
  case signOff
}

/// The keys: one table that binds them, fills the line of hints and writes the help.
struct Keymap: Sendable {
  /// Where a key is in force.
  enum Context: CaseIterable, Sendable {
    /// The overview.
    case overview
    /// A table of figures on a full screen.
    case figures
    /// The open items.
    case list
    /// The panel of data: what was imported, what is owed, where sources differ, and one import.
    case ledger, due, reconcile, importRecord
    /// What plans ask, one item of it, and two plans side by side.
    case plans, planItem, compare
    /// The figures of an area, one a line.
    case measures
    /// The record of an outlet.
    case record
    /// A sheet over the screen that is only read: help, or a clause.
    case sheet
    /// A figure taken apart, its rows, and one of them.
    case explain, sources, source
    /// A file is chosen, on its way in, tried, and stored or refused.
    case files, importing, preview, result
    /// The result of an import with rows kept out.
    case rejects
    /// An empty database.
    case start
  }

  enum Group: String, CaseIterable, Sendable {
    case move, place, look, program
  }

  struct Entry: Sendable {
    /// The keys as they are shown.
    var shown: String
    /// The key of their words.
    var word: String
    var group: Group
    var contexts: Set<Context>
    /// Their place in the line of hints; nil: only in the help.
    var hint: Int?
    var bindings: [(key: Key, command: Command)]
  }

  private static let lists: Set<Context> = [.overview, .figures, .list, .plans, .compare, .measures]
  private static let rows: Set<Context> = lists.union([.ledger, .due, .reconcile])
  private static let data: Set<Context> = rows.union([.record, .planItem, .importRecord])
  private static let screens: Set<Context> = data.union([.start])
  /// Sheets that are scrolled, and those with a cursor.
  private static let scrolled: Set<Context> = [.sheet, .explain, .preview, .result, .rejects, .planItem]
  private static let pointed: Set<Context> = [.sources, .source, .importRecord]
  private static let sheets: Set<Context> = [
    .sheet, .explain, .sources, .source, .files, .importing, .preview, .result,
  ]

  static let entries: [Entry] = [
    Entry(
      shown: "↑↓ j k", word: "key.rows", group: .move, contexts: rows.union(pointed), hint: 1,
      bindings: [(.up, .up), (.down, .down), (.character("k"), .up), (.character("j"), .down)]),
    Entry(
      shown: "↑↓ j k", word: "key.scroll", group: .move, contexts: scrolled, hint: 1,
      bindings: [(.up, .up), (.down, .down), (.character("k"), .up), (.character("j"), .down)]),
    Entry(
      shown: "Enter", word: "key.enter", group: .move, contexts: lists, hint: 2, bindings: [(.enter, .enter)]),
    Entry(
      shown: "Enter", word: "key.open", group: .move, contexts: [.ledger, .due, .reconcile], hint: 2,
      bindings: [(.enter, .enter)]),
    Entry(
      shown: "Enter", word: "key.sources", group: .move, contexts: [.explain], hint: 2, bindings: [(.enter, .enter)]),
    Entry(
      shown: "Enter", word: "key.source", group: .move, contexts: [.sources, .importRecord], hint: 2,
      bindings: [(.enter, .enter)]),
    Entry(
      shown: "Enter", word: "key.toFigure", group: .move, contexts: [.source], hint: 2, bindings: [(.enter, .enter)]),
    Entry(
      shown: "↑↓", word: "key.rows", group: .move, contexts: [.files], hint: 1,
      bindings: [(.up, .up), (.down, .down)]),
    Entry(
      shown: "Enter", word: "key.choose", group: .move, contexts: [.files], hint: 2, bindings: [(.enter, .enter)]),
    Entry(
      shown: "Backspace", word: "key.folderUp", group: .move, contexts: [.files], hint: 3,
      // Taken before this table, like the letters that narrow the list.
      bindings: []),
    Entry(
      shown: "Enter", word: "key.store", group: .move, contexts: [.preview], hint: 2, bindings: [(.enter, .store)]),
    Entry(
      shown: "b", word: "key.storeGood", group: .look, contexts: [.preview], hint: 4,
      bindings: [(.character("b"), .storeGood)]),
    Entry(
      shown: "m", word: "key.giveMonth", group: .look, contexts: [.preview], hint: 5,
      bindings: [(.character("m"), .giveMonth)]),
    Entry(
      shown: "c", word: "key.giveScope", group: .look, contexts: [.preview], hint: 6,
      bindings: [(.character("c"), .giveScope)]),
    Entry(
      shown: "f", word: "key.giveForm", group: .look, contexts: [.preview], hint: 7,
      bindings: [(.character("f"), .giveForm)]),
    Entry(
      shown: "Esc", word: "key.cancel", group: .move, contexts: [.importing], hint: 2,
      bindings: [(.escape, .cancel), (.backspace, .cancel)]),
    Entry(
      shown: "w", word: "key.writeRejected", group: .look, contexts: [.rejects, .importRecord], hint: 4,
      bindings: [(.character("w"), .writeRejected)]),
    Entry(
      shown: "i", word: "key.takeIn", group: .look, contexts: [.ledger, .due, .reconcile, .start], hint: 4,
      bindings: [(.character("i"), .takeIn)]),
    Entry(
      shown: "u", word: "key.undo", group: .look, contexts: [.ledger, .importRecord, .result, .rejects], hint: 5,
      bindings: [(.character("u"), .undo)]),
    Entry(
      shown: "S", word: "key.signOff", group: .look, contexts: [.due], hint: 5,
      bindings: [(.character("S"), .signOff)]),
    Entry(
      shown: "←→ Tab", word: "key.dataViews", group: .move, contexts: [.ledger, .due, .reconcile], hint: 3,
      bindings: [(.tab, .nextPanel), (.backTab, .previousPanel), (.right, .right), (.left, .left)]),
    Entry(
      shown: "Enter", word: "key.clause", group: .move, contexts: [.planItem], hint: 2, bindings: [(.enter, .enter)]),
    Entry(
      shown: "Esc", word: "key.close", group: .move, contexts: [.sheet, .result, .rejects], hint: 2,
      bindings: [(.escape, .back), (.backspace, .back), (.enter, .back)]),
    Entry(
      shown: "Esc", word: "key.close", group: .move, contexts: [.explain, .sources, .source, .files, .preview], hint: 3,
      bindings: [(.escape, .back), (.backspace, .back)]),
    Entry(
      shown: "Esc", word: "key.back", group: .move, contexts: data, hint: 3,
      bindings: [(.escape, .back), (.backspace, .back)]),
    Entry(
      shown: "Tab ←→", word: "key.panels", group: .move, contexts: [.overview], hint: 4,
      bindings: [
        (.tab, .nextPanel), (.backTab, .previousPanel), (.right, .right), (.left, .left), (.character("l"), .right),
        (.character("h"), .left),
      ]),
    Entry(
      shown: "←→ h l", word: "key.columns", group: .move, contexts: [.figures], hint: 4,
      bindings: [(.right, .right), (.left, .left), (.character("l"), .right), (.character("h"), .left)]),
    Entry(
      shown: "Tab", word: "key.nextPanel", group: .move, contexts: [.figures], hint: nil,
      bindings: [(.tab, .nextPanel), (.backTab, .previousPanel)]),
    Entry(
      shown: "PgUp PgDn", word: "key.page", group: .move, contexts: rows.union(scrolled).union(pointed).union([.files]),
      hint: nil,
      bindings: [
        (.pageUp, .pageUp), (.pageDown, .pageDown), (.control("b"), .pageUp), (.control("f"), .pageDown),
      ]),
    Entry(
      shown: "g G Home End", word: "key.ends", group: .move, contexts: rows.union(scrolled).union(pointed), hint: nil,
      bindings: [(.character("g"), .first), (.character("G"), .last), (.home, .first), (.end, .last)]),
    Entry(
      shown: "1-9 0", word: "key.digits", group: .place, contexts: screens, hint: nil,
      bindings: PanelKind.allCases.map { (.character($0.key), .panel($0)) }),
    Entry(
      shown: "{ }", word: "key.items", group: .place, contexts: [.planItem], hint: 5,
      bindings: [(.character("{"), .siblingBack), (.character("}"), .siblingForward)]),
    Entry(
      shown: "{ }", word: "key.siblings", group: .place,
      contexts: data.subtracting([.planItem, .ledger, .importRecord]), hint: 5,
      bindings: [(.character("{"), .siblingBack), (.character("}"), .siblingForward)]),
    Entry(
      shown: "[ ]", word: "key.months", group: .place, contexts: data.subtracting([.ledger, .importRecord]), hint: 6,
      bindings: [(.character("["), .monthBack), (.character("]"), .monthForward)]),
    Entry(
      shown: "p", word: "key.plan", group: .place, contexts: lists, hint: 9, bindings: [(.character("p"), .plan)]),
    Entry(
      shown: "P", word: "key.beside", group: .place, contexts: [.figures, .plans, .compare], hint: 9,
      bindings: [(.character("P"), .beside)]),
    Entry(
      shown: "o", word: "key.office", group: .look, contexts: [.plans], hint: 4,
      bindings: [(.character("o"), .office)]),
    Entry(
      shown: ":", word: "key.address", group: .place, contexts: screens, hint: 12,
      bindings: [(.character(":"), .address)]),
    Entry(
      shown: "y", word: "key.copy", group: .place, contexts: data, hint: nil, bindings: [(.character("y"), .copy)]),
    Entry(
      shown: "e", word: "key.explain", group: .look, contexts: [.overview, .figures, .list, .measures, .planItem],
      hint: 7,
      bindings: [(.character("e"), .explain)]),
    Entry(
      shown: "e", word: "key.enter", group: .look, contexts: [.plans, .compare], hint: nil,
      bindings: [(.character("e"), .enter)]),
    Entry(
      shown: "e", word: "key.close", group: .look, contexts: [.explain], hint: nil,
      bindings: [(.character("e"), .back)]),
    Entry(
      shown: "z", word: "key.zoom", group: .look, contexts: [.overview, .figures], hint: 8,
      bindings: [(.character("z"), .zoom)]),
    Entry(
      shown: "/", word: "key.filter", group: .look, contexts: rows, hint: 10, bindings: [(.character("/"), .filter)]),
    Entry(
      shown: "s", word: "key.sort", group: .look, contexts: [.overview, .figures, .plans, .measures], hint: 11,
      bindings: [(.character("s"), .sort)]),
    Entry(
      shown: "r", word: "key.reload", group: .program, contexts: screens, hint: nil,
      bindings: [(.character("r"), .reload)]),
    Entry(
      shown: "Ctrl-L", word: "key.redraw", group: .program, contexts: screens.union(sheets), hint: nil,
      bindings: [(.control("l"), .redraw)]),
    Entry(
      shown: "Ctrl-Z", word: "key.suspend", group: .program, contexts: screens.union(sheets), hint: nil,
      bindings: [(.control("z"), .suspend)]),
    Entry(
      shown: "q", word: "key.quit", group: .program, contexts: screens.union(sheets).subtracting([.files]), hint: 13,
      bindings: [(.character("q"), .quit), (.control("c"), .quit)]),
    Entry(
      shown: "?", word: "key.help", group: .program,
      contexts: screens.union([.explain, .sources, .source, .preview, .result, .rejects]), hint: 14,
      bindings: [(.character("?"), .help), (.function(1), .help)]),
    Entry(
      shown: "?", word: "key.close", group: .program, contexts: [.sheet], hint: nil,
      bindings: [(.character("?"), .back)]),
  ]

  static func command(_ key: Key, in context: Context) -> Command? {
    for entry in entries where entry.contexts.contains(context) {
      if let found = entry.bindings.first(where: { $0.key == key }) { return found.command }
    }
    return nil
  }

  static func hints(in context: Context, words: Words) -> [HintLine.Hint] {
    entries.filter { $0.contexts.contains(context) && $0.hint != nil }.sorted { $0.hint! < $1.hint! }
      .map { HintLine.Hint(brief($0.shown), words[$0.word]) }
  }

  /// The help of a context. Keys that only close what is open are left out of it.
  static func help(in context: Context, words: Words) -> [HelpPanel.Group] {
    Group.allCases.map { group in
      HelpPanel.Group(
        title: words["help.group.\(group.rawValue)"],
        keys: entries.filter { $0.group == group && $0.contexts.contains(context) }
          .map { HintLine.Hint($0.shown, words["\($0.word).long"]) })
    }
  }

  /// In the line of hints the arrows are enough.
  private static func brief(_ shown: String) -> String {
    switch shown {
    case "↑↓ j k": "↑↓"
    case "←→ h l": "←→"
    case "Tab ←→": "Tab"
    case "←→ Tab": "←→"
    default: shown
    }
  }
}
