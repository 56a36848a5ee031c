import Drawing
import Panels
import PostalModel

/// The one table of keys: which keys a command has, where it is in force, and the words for it. The line of hints, the
/// list of keys, the palette, the manual, completion and the conflict check are made of it.
public enum KeyTable {
  public enum Group: String, CaseIterable, Sendable {
    case move, place, look, program
  }

  /// What the keys of a command are unless the office says otherwise, by their names.
  private static let names: [Command: String] = [
    .up: "Up k", .down: "Down j", .left: "Left h", .right: "Right l", .pageUp: "PgUp Ctrl-B", .pageDown: "PgDn Ctrl-F",
    .first: "g Home", .last: "G End", .nextPanel: "Tab", .previousPanel: "Shift-Tab", .enter: "Enter",
    .back: "Esc Backspace", .historyBack: "H Ctrl-O", .historyForward: "L", .monthBack: "[", .monthForward: "]",
    .siblingBack: "{", .siblingForward: "}", .palette: ": Ctrl-P", .copy: "y", .plan: "p", .beside: "P",
    .whatIf: "w", .brands: "B", .assess: "a", .more: "+ =", .less: "- _", .clearChanges: "r",
    .explain: "e", .zoom: "z", .filter: "/", .sort: "s", .reverse: "R", .shiftLeft: "<", .shiftRight: ">",
    .mark: "Space", .compare: "=", .heat: "t", .tiles: "m", .changes: "c", .office: "o", .kind: "K", .item: "d",
    .theme: "T",
    .mouse: "M", .takeIn: "i",
    .store: "Enter", .storeGood: "b", .giveMonth: "m", .giveScope: "c", .giveForm: "f", .cancel: "Esc Backspace",
    .undo: "u", .writeRejected: "w", .signOff: "S", .bulletin: "b", .exportXLSX: "X", .help: "? F1", .reload: "r F5",
    .redraw: "Ctrl-L",
    .suspend: "Ctrl-Z", .quit: "q Ctrl-C",
  ]

  static let keys: [Command: [Key]] = {
    var keys = names.mapValues { $0.split(separator: " ").compactMap { KeyName.key(String($0)) } }
    for kind in PanelKind.allCases {
      if let command = Command(rawValue: kind.rawValue) { keys[command] = [.character(kind.key)] }
    }
    return keys
  }()

  struct Entry: Sendable {
    /// The key of its words: short in the line of hints, `.long` in the manual.
    var word: String
    var group: Group
    var contexts: Set<Keymap.Context>
    /// Its place in the line of hints; nil: only in the list of keys.
    var hint: Int?
    /// What it does, each direction a slot of its own.
    var slots: [Slot]

    /// Commands that do the same thing here.
    struct Slot: Sendable {
      /// Says which of several directions it is; nil where there is one.
      var side: String?
      var commands: [Command]
    }

    var commands: [Command] { slots.flatMap(\.commands) }

    func text(of slot: Slot, _ words: Words) -> String {
      if word == "key.digits", let panel = slot.commands[0].panel { return panel.title(words) }
      return words[slot.side.map { "\(word).\($0).long" } ?? "\(word).long"]
    }

    init(
      _ word: String, _ group: Group, _ contexts: Set<Keymap.Context>, hint: Int? = nil, _ commands: Command...
    ) {
      self.init(word, group, contexts, hint: hint, slots: [Slot(side: nil, commands: commands)])
    }

    init(_ word: String, _ group: Group, _ contexts: Set<Keymap.Context>, hint: Int? = nil, slots: [Slot]) {
      self.word = word
      self.group = group
      self.contexts = contexts
      self.hint = hint
      self.slots = slots
    }
  }

  /// Commands that are in force together with one somewhere.
  static func rivals(of command: Command) -> Set<Command> {
    let contexts = entries.filter { $0.commands.contains(command) }.reduce(into: Set()) { $0.formUnion($1.contexts) }
    var rivals: Set<Command> = []
    for entry in entries where !entry.contexts.isDisjoint(with: contexts) { rivals.formUnion(entry.commands) }
    rivals.remove(command)
    return rivals
  }

  private typealias Slot = Entry.Slot
  static let lists: Set<Keymap.Context> = [.overview, .figures, .tiles, .list, .plans, .compare, .measures]
  private static let rows: Set<Keymap.Context> = lists.union([.ledger, .due, .reconcile])
  private static let data: Set<Keymap.Context> = rows.union([.record, .planItem, .importRecord])
  private static let screens: Set<Keymap.Context> = data.union([.start])
  /// Sheets that are scrolled, and those with a cursor.
  private static let scrolled: Set<Keymap.Context> = [
    .sheet, .besideAreas, .explain, .preview, .result, .rejects, .planItem,
  ]
  private static let pointed: Set<Keymap.Context> = [
    .sources, .source, .importRecord, .item, .brands, .assessment, .assessmentLines,
  ]
  private static let sheets: Set<Keymap.Context> = [
    .sheet, .besideAreas, .explain, .sources, .source, .files, .importing, .preview, .result, .rejects, .item, .step,
    .whatIf, .brands, .assessment, .assessmentLines,
  ]

  static let entries: [Entry] = [
    Entry(
      "key.rows", .move, rows.subtracting([.tiles]).union(pointed).union([.files, .palette, .whatIf]), hint: 1,
      slots: [Slot(side: "up", commands: [.up]), Slot(side: "down", commands: [.down])]),
    Entry(
      "key.scroll", .move, scrolled, hint: 1,
      slots: [Slot(side: "up", commands: [.up]), Slot(side: "down", commands: [.down])]),
    Entry(
      "key.walk", .move, [.tiles], hint: 1,
      slots: [
        Slot(side: "up", commands: [.up]), Slot(side: "down", commands: [.down]), Slot(side: "left", commands: [.left]),
        Slot(side: "right", commands: [.right]),
      ]),
    Entry("key.enter", .move, lists, hint: 2, .enter),
    Entry("key.open", .move, [.ledger, .due, .reconcile], hint: 2, .enter),
    Entry("key.sources", .move, [.explain], hint: 2, .enter),
    Entry("key.source", .move, [.sources, .importRecord], hint: 2, .enter),
    Entry("key.toFigure", .move, [.source], hint: 2, .enter),
    Entry("key.choose", .move, [.files], hint: 2, .enter),
    Entry("key.run", .move, [.palette], hint: 2, .enter),
    Entry("key.step", .move, [.item], hint: 2, .enter),
    Entry("key.assessed", .move, [.assessment], hint: 2, .enter),
    Entry("key.toFigure.assess", .move, [.assessmentLines], hint: 2, .enter),
    Entry(
      "key.assessments", .move, [.assessment], hint: 5,
      slots: [
        Slot(side: "left", commands: [.left, .previousPanel]), Slot(side: "right", commands: [.right, .nextPanel]),
      ]),
    Entry("key.close", .move, [.assessment], hint: 3, .back, .assess),
    Entry("key.close", .move, [.assessmentLines], hint: 3, .back),
    Entry(
      "key.fields", .move, [.step], hint: 1,
      slots: [Slot(side: "up", commands: [.up]), Slot(side: "down", commands: [.down])]),
    Entry("key.record", .move, [.step], hint: 2, .enter),
    Entry("key.brandParts", .move, [.brands], hint: 2, .enter),
    Entry("key.close", .move, [.brands], hint: 3, .back, .brands),
    Entry(
      "key.change", .look, [.whatIf], hint: 2,
      slots: [Slot(side: "more", commands: [.more]), Slot(side: "less", commands: [.less])]),
    Entry(
      "key.tens", .look, [.whatIf], hint: 4,
      slots: [Slot(side: "more", commands: [.pageUp]), Slot(side: "less", commands: [.pageDown])]),
    Entry(
      "key.inputs", .move, [.whatIf], hint: 5,
      slots: [
        Slot(side: "left", commands: [.left, .previousPanel]), Slot(side: "right", commands: [.right, .nextPanel]),
      ]),
    Entry("key.fill", .look, [.whatIf], hint: 6, .enter),
    Entry("key.clearChanges", .look, [.whatIf], hint: 7, .clearChanges),
    Entry("key.close", .move, [.whatIf], hint: 3, .back, .whatIf),
    Entry("key.store", .move, [.preview], hint: 2, .store),
    Entry("key.storeGood", .look, [.preview], hint: 4, .storeGood),
    Entry("key.giveMonth", .look, [.preview], hint: 5, .giveMonth),
    Entry("key.giveScope", .look, [.preview], hint: 6, .giveScope),
    Entry("key.giveForm", .look, [.preview], hint: 7, .giveForm),
    Entry("key.cancel", .move, [.importing], hint: 2, .cancel),
    Entry("key.writeRejected", .look, [.rejects, .importRecord], hint: 4, .writeRejected),
    Entry("key.takeIn", .look, [.ledger, .due, .reconcile, .start], hint: 4, .takeIn),
    Entry("key.undo", .look, [.ledger, .importRecord, .result, .rejects], hint: 5, .undo),
    Entry("key.undoStep", .look, [.item], hint: 5, .undo),
    Entry("key.item", .look, [.list], hint: 4, .item),
    Entry("key.kind", .look, [.list], hint: 5, .kind),
    Entry("key.signOff", .look, [.due], hint: 5, .signOff),
    Entry(
      "key.dataViews", .move, [.ledger, .due, .reconcile], hint: 3,
      slots: [
        Slot(side: "left", commands: [.left, .previousPanel]), Slot(side: "right", commands: [.right, .nextPanel]),
      ]),
    Entry("key.clause", .move, [.planItem], hint: 2, .enter),
    Entry("key.close", .move, [.sheet, .result, .rejects], hint: 2, .back, .enter),
    Entry("key.close", .move, [.besideAreas], hint: 3, .back, .compare),
    Entry("key.close", .move, [.explain], hint: 3, .back, .explain),
    Entry("key.close", .move, [.sources, .source, .files, .preview, .palette, .item, .step], hint: 3, .back),
    Entry("key.back", .move, data, hint: 3, .back),
    Entry(
      "key.panels", .move, [.overview], hint: 4,
      slots: [
        Slot(side: "next", commands: [.nextPanel, .right]), Slot(side: "previous", commands: [.previousPanel, .left]),
      ]),
    Entry(
      "key.columns", .move, [.figures], hint: 4,
      slots: [Slot(side: "left", commands: [.left]), Slot(side: "right", commands: [.right])]),
    Entry(
      "key.columns", .move, [.tiles], hint: 4,
      slots: [Slot(side: "right", commands: [.nextPanel]), Slot(side: "left", commands: [.previousPanel])]),
    Entry(
      "key.nextPanel", .move, [.figures],
      slots: [Slot(side: "next", commands: [.nextPanel]), Slot(side: "previous", commands: [.previousPanel])]),
    Entry(
      "key.page", .move, rows.union(scrolled).union(pointed).union([.files, .palette]),
      slots: [Slot(side: "up", commands: [.pageUp]), Slot(side: "down", commands: [.pageDown])]),
    Entry(
      "key.ends", .move, rows.union(scrolled).union(pointed),
      slots: [Slot(side: "first", commands: [.first]), Slot(side: "last", commands: [.last])]),
    Entry(
      "key.digits", .place, screens,
      slots: PanelKind.allCases.compactMap { kind in
        Command(rawValue: kind.rawValue).map { Slot(side: kind.rawValue, commands: [$0]) }
      }),
    Entry("key.palette", .place, screens, hint: 4, .palette),
    Entry(
      "key.items", .place, [.planItem], hint: 5,
      slots: [Slot(side: "back", commands: [.siblingBack]), Slot(side: "forward", commands: [.siblingForward])]),
    Entry(
      "key.siblings", .place, data.subtracting([.planItem, .ledger, .importRecord]), hint: 5,
      slots: [Slot(side: "back", commands: [.siblingBack]), Slot(side: "forward", commands: [.siblingForward])]),
    Entry(
      "key.months", .place, data.subtracting([.ledger, .importRecord]), hint: 6,
      slots: [Slot(side: "back", commands: [.monthBack]), Slot(side: "forward", commands: [.monthForward])]),
    Entry(
      "key.history", .place, screens.union([.sheet, .explain, .sources, .source, .brands]),
      slots: [Slot(side: "back", commands: [.historyBack]), Slot(side: "forward", commands: [.historyForward])]),
    Entry("key.plan", .place, lists, hint: 9, .plan),
    Entry("key.beside", .place, [.figures, .tiles, .plans, .compare], hint: 9, .beside),
    Entry("key.office", .look, [.plans, .list], hint: 6, .office),
    Entry("key.copy", .place, data, .copy),
    Entry("key.explain", .look, [.overview, .figures, .tiles, .list, .measures, .planItem], hint: 7, .explain),
    Entry("key.enter", .look, [.plans, .compare], .explain),
    Entry("key.whatIf", .look, [.overview, .figures, .tiles, .list, .explain], hint: 7, .whatIf),
    Entry("key.brands", .look, [.overview, .figures, .tiles], hint: 8, .brands),
    Entry("key.assess", .look, lists, .assess),
    Entry("key.zoom", .look, [.overview, .figures, .tiles], hint: 8, .zoom),
    Entry("key.heat", .look, [.overview, .figures, .tiles, .measures], hint: 8, .heat),
    Entry("key.tiles", .look, [.overview, .figures, .tiles], hint: 8, .tiles),
    Entry("key.changes", .look, [.overview, .figures, .tiles, .measures], hint: 8, .changes),
    Entry("key.filter", .look, rows, hint: 10, .filter),
    Entry("key.sort", .look, [.overview, .figures, .tiles, .list, .plans, .measures], hint: 11, .sort),
    Entry("key.sortBrands", .look, [.brands], hint: 11, .sort),
    Entry("key.reverse", .look, [.overview, .figures, .tiles, .list, .brands], .reverse),
    Entry(
      "key.shift", .look, [.figures, .list, .ledger, .due, .reconcile],
      slots: [Slot(side: "left", commands: [.shiftLeft]), Slot(side: "right", commands: [.shiftRight])]),
    Entry("key.mark", .look, [.overview, .figures, .tiles, .list], .mark),
    Entry("key.compare", .look, screens, .compare),
    Entry("key.bulletin", .program, data, .bulletin),
    Entry(
      "key.exportTable", .program, rows,
      slots: [
        Slot(side: "xlsx", commands: [.exportXLSX]), Slot(side: "csv", commands: [.exportCSV]),
        Slot(side: "json", commands: [.exportJSON]), Slot(side: "md", commands: [.exportMarkdown]),
      ]),
    Entry("key.theme", .program, screens, .theme),
    Entry("key.language", .program, screens, .language),
    Entry("key.mouse", .program, screens.union(sheets), .mouse),
    Entry("key.reload", .program, screens, .reload),
    Entry("key.redraw", .program, screens.union(sheets).union([.palette]), .redraw),
    Entry("key.suspend", .program, screens.union(sheets).union([.palette]), .suspend),
    Entry("key.quit", .program, screens.union(sheets), hint: 13, .quit),
    Entry(
      "key.help", .program,
      screens.union([
        .explain, .sources, .source, .preview, .result, .rejects, .sheet, .besideAreas, .item, .whatIf, .brands,
        .assessment, .assessmentLines,
      ]),
      hint: 14, .help),
  ]
}
