import Drawing
import PostalModel

/// 事项: an item with what is known of it, all that was done about it, and what can be done next.
public struct ItemSheetPanel {
  public var showing: Showing
  public var key: ItemKey
  /// What the key's subject was called when the sheet was opened.
  public var title: String
  /// nil while it is being fetched, and nil inside where nothing was done yet.
  public var history: ItemHistory??
  /// Among what can be done next.
  public var cursor: Int

  public init(showing: Showing, key: ItemKey, title: String, history: ItemHistory??, cursor: Int) {
    self.showing = showing
    self.key = key
    self.title = title
    self.history = history
    self.cursor = cursor
  }

  private var words: Words { showing.words }
  private var wording: ItemWording { ItemWording(showing: showing) }
  private var day: Day { showing.board.itemDay }

  /// What can be done next, once the history has come.
  public static func acts(after history: ItemHistory??) -> [ItemAct] {
    guard let known = history else { return [] }
    return ItemStage.acts(after: known?.episodes.last?.stage)
  }

  public func draw(on surface: inout Surface) {
    surface.shade()
    let width = surface.width >= 60 ? min(112, surface.width - 4) : surface.width
    let inner = Box.interior(of: Rect(width: width, height: 3)).width
    let facts = Facts(facts()).rows(width: inner, glyphs: surface.glyphs)
    let steps = Facts(steps()).rows(width: inner, glyphs: surface.glyphs)
    let acts = Self.acts(after: history)
    let height = min(surface.height, facts.count + steps.count + acts.count + 5)
    let rect = Rect(
      column: (surface.width - width) / 2, row: (surface.height - height) / 2, width: width, height: height)
    surface.mark(as: .name("outside"))
    surface.within(rect) { sheet in
      sheet.mark(as: .name("sheet"))
      let item = OpenItemsPanel.item(key, of: showing)
      let name = item.map { wording.title($0) } ?? wording.name(of: key, title: title)
      let place = item?.area ?? (history ?? nil)?.area
      let box = Box(
        title: words["panel.item"],
        detail: [place.map(showing.wording.name), name].compactMap { $0 }.joined(
          separator: " \(sheet.glyphs.separator) "), hasFocus: true, ground: .overlay)
      sheet.panel(box, in: sheet.bounds) { inside in
        // What can be done next has its room; of a long history the newest is kept.
        let (rest, foot) = inside.bounds.splitBottom(min(inside.height, acts.count + 1))
        let shown = min(facts.count, max(3, rest.height - steps.count - 1))
        inside.within(rest) { above in
          for (row, spans) in facts.prefix(shown).enumerated() { above.write(spans, row: row, maxWidth: above.width) }
          let room = max(0, rest.height - shown - 1)
          for (row, spans) in steps.suffix(room).enumerated() {
            above.write(spans, row: shown + 1 + row, maxWidth: above.width)
          }
        }
        inside.within(foot) { below in
          guard history != nil else {
            below.write(words["explain.loading"], row: 0, role: .dim, maxWidth: below.width)
            return
          }
          let rows = acts.map { [Table.Cell(words["step.\($0.rawValue)"], .text, strong: true)] }
          var table = Table(
            columns: [Table.Column(words["item.next"], priority: Table.Column.always, stretches: true)], rows: rows)
          table.selection = cursor
          table.hasFocus = true
          below.draw(table, in: below.bounds)
        }
      }
    }
  }

  /// What is known of it.
  func facts() -> [Facts.Line] {
    var lines: [Facts.Line] = []
    func add(_ name: String, _ spans: [Span]) {
      if spans.contains(where: { !$0.text.isEmpty }) { lines.append(.init(words[name], spans)) }
    }
    if let item = OpenItemsPanel.item(key, of: showing) {
      let role = wording.role(item)
      add("column.status", [Span("\(wording.mark(item, glyphs: Glyphs())) \(wording.status(item))", role)])
      add(
        "column.now",
        [Span(wording.way(item, glyphs: Glyphs()), .value)]
          + [wording.lack(item), wording.days(item)].filter { !$0.isEmpty }.map { Span("  \($0)", role) }
          + (item.share == nil ? [] : [Span("  \(words["column.share"]) \(wording.share(item))", .label)]))
      if let due = item.due { add("column.deadline", [Span(due.description, .value)]) }
      add("column.lead", [Span(item.lead, .text)])
      add("explain.basis", [Span(wording.basis(item), .dim)])
      if let matter = item.matter, matter.repeats > 0 {
        add("loop.back", [Span(words["say.repeats", String(matter.repeats)], .notice)])
      }
      if item.isBack, item.state?.isOpen == false { add("column.loop", [Span(words["item.isBack"], .notice)]) }
    } else {
      add("column.status", [Span(words["item.gone"], .dim)])
    }
    if let last = (history ?? nil)?.episodes.last {
      var spans = [
        Span(words["item.age", last.noticedOn.description, String(last.age(on: day))], .text)
      ]
      if let due = last.due, last.closedOn == nil {
        let over = day.ordinal - due.ordinal
        spans.append(
          Span(
            "  " + words[over > 0 ? "item.due.over" : "item.due.left", due.description, String(abs(over))],
            over > 0 && last.stage != .passed ? .short : .label))
      }
      if last.isRepeat { spans.append(Span("  \(words["loop.back"])", .notice)) }
      add("column.loop", spans)
    }
    add("item.key", [Span(key.description, .dim)])
    return lines
  }

  /// All that was done, oldest first, a round after another.
  func steps() -> [Facts.Line] {
    guard let known = history else { return [] }
    guard let history = known else { return [.init(words["item.history"], [Span(words["item.nothingDone"], .dim)])] }
    var lines: [Facts.Line] = [.heading(words["item.history"])]
    for (number, episode) in history.episodes.enumerated() {
      for (place, recorded) in episode.steps.enumerated() {
        let step = recorded.step
        var spans = [Span(words["act.\(step.act.rawValue)"], .text, strong: true)]
        if place == 0, number > 0 {
          spans.append(
            Span(" \(words[episode.isRepeat ? "item.round.back" : "item.round", String(number + 1)])", .notice))
        }
        if let due = step.due { spans.append(Span("  \(words["step.field.due"]) \(due)", .label)) }
        if !step.note.isEmpty { spans.append(Span("  \(step.note)", .text)) }
        if !step.evidence.isEmpty { spans.append(Span("  \(words["step.field.evidence"]) \(step.evidence)", .label)) }
        if !step.who.isEmpty { spans.append(Span("  \(step.who)", .dim)) }
        spans.append(Span("  #\(recorded.importID)", .dim))
        lines.append(.init(step.on.description, spans))
      }
    }
    return lines
  }
}

/// 办理: the form of one step, typed into.
public struct StepPanel {
  public var showing: Showing
  public var draft: StepDraft

  public init(showing: Showing, draft: StepDraft) {
    self.showing = showing
    self.draft = draft
  }

  public func draw(on surface: inout Surface) {
    surface.shade()
    let words = showing.words
    let width = surface.width >= 60 ? min(90, surface.width - 6) : surface.width
    let height = min(surface.height, draft.fields.count + 5)
    let rect = Rect(
      column: (surface.width - width) / 2, row: (surface.height - height) / 2, width: width, height: height)
    surface.mark(as: .name("outside"))
    surface.within(rect) { sheet in
      sheet.mark(as: .name("sheet"))
      let name = ItemWording(showing: showing).name(of: draft.key, title: draft.title)
      let box = Box(title: words["step.\(draft.act.rawValue)"], detail: name, hasFocus: true, ground: .overlay)
      sheet.panel(box, in: sheet.bounds) { inside in
        let glyphs = inside.glyphs
        let widest = draft.fields.map { glyphs.columns(of: words["step.field.\($0.rawValue)"]) }.max() ?? 0
        for (row, field) in draft.fields.enumerated() {
          let isTyped = field == draft.field
          let label = words["step.field.\(field.rawValue)"]
          let padding = String(repeating: " ", count: widest - glyphs.columns(of: label) + 2)
          // Of a long text its end is seen, where it is typed.
          let room = max(4, inside.width - widest - 4)
          var text = draft[field]
          while glyphs.columns(of: text) > room { text.removeFirst() }
          var spans = [Span(label, isTyped ? .accent : .label, strong: isTyped), Span(padding), Span(text, .value)]
          if isTyped { spans.append(Span("_", .accent)) }
          if text.isEmpty, !isTyped { spans.append(Span(words["step.blank.\(field.rawValue)"], .dim)) }
          inside.write(spans, row: row, maxWidth: inside.width)
        }
        let hint = words["step.hint.\(draft.field.rawValue)"]
        inside.write([Span(hint, .dim)], row: draft.fields.count + 1, maxWidth: inside.width)
      }
    }
  }
}
