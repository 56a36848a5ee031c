import Drawing
import PostalModel

/// 测算: what a figure would be with other inputs: the areas above with what becomes of them, and below them the areas
/// whose inputs are changed. It says that nothing of it is stored.
public struct WhatIfPanel {
  public var showing: Showing
  /// nil while what it starts from is being fetched.
  public var whatIf: WhatIf?
  /// The areas that can be changed, in the order shown.
  public var order: [AreaCode]
  public var cursor: Int
  /// The input the cursor is on.
  public var input: Int
  /// There is nothing to start from.
  public var isAbsent: Bool

  public init(showing: Showing, whatIf: WhatIf?, order: [AreaCode], cursor: Int, input: Int, isAbsent: Bool) {
    self.showing = showing
    self.whatIf = whatIf
    self.order = order
    self.cursor = cursor
    self.input = input
    self.isAbsent = isAbsent
  }

  private var words: Words { showing.words }
  private var wording: Wording { showing.wording }

  /// The areas above whose figures follow, from the top down.
  public var levels: [WhatIf.Line] {
    guard let whatIf, !whatIf.ground.parts.isEmpty else { return whatIf.map { Array($0.levels.dropLast()) } ?? [] }
    return whatIf.levels
  }

  public func draw(on surface: inout Surface) {
    surface.shade()
    let width = surface.width >= 60 ? min(120, surface.width - 4) : surface.width
    let tables = whatIf.map { self.tables($0, glyphs: surface.glyphs) }
    let below = (whatIf.map { notes($0) } ?? []).flatMap { surface.glyphs.wrapped($0, to: max(1, width - 4)) }
    // The results stay where they are, whatever the areas below them are scrolled by.
    let held = (whatIf.map(held) ?? []).flatMap { surface.glyphs.wrapped($0, to: max(1, width - 4)) }
    let top = held.count + (tables.map { $0.levels.rows.count + 1 } ?? 0)
    let height = min(surface.height, max(4, (tables.map { $0.parts.rows.count + 1 } ?? 1) + top + 2 + below.count))
    let rect = Rect(
      column: (surface.width - width) / 2, row: (surface.height - height) / 2, width: width, height: height)
    surface.mark(as: .name("outside"))
    surface.within(rect) { sheet in
      sheet.mark(as: .name("sheet"))
      let sign = sheet.glyphs.separator
      let detail = [
        whatIf.map { wording.name($0.ground.scope.area) }, whatIf?.indicator.name(showing.handbook.language),
        showing.board.period.description,
      ].compactMap { $0 }.joined(separator: " \(sign) ")
      let room = max(0, height - 2 - top)
      let shownBelow = min(below.count, max(0, room - 3))
      let box = Box(
        title: words["panel.whatIf"], detail: detail, note: words["whatIf.notStored"],
        footer: tables?.parts.scrollHint(height: room - shownBelow), hasFocus: true, ground: .overlay)
      sheet.panel(box, in: sheet.bounds) { inside in
        guard let tables else {
          inside.write(
            words[isAbsent ? "say.nothing" : "explain.loading"], row: 0, role: .dim, maxWidth: inside.width)
          return
        }
        let cut = inside.bounds.splitTop(top)
        inside.within(cut.top) { head in
          for (row, line) in held.enumerated() { head.write(line, row: row, maxWidth: head.width) }
          head.within(head.bounds.splitTop(held.count).rest) { levels in
            levels.draw(tables.levels, in: levels.bounds)
            levels.mark(as: .name("levels"))
          }
        }
        let rest = cut.rest.splitBottom(shownBelow)
        inside.draw(tables.parts, in: rest.rest)
        inside.within(rest.bottom) { foot in
          for (row, line) in below.prefix(foot.height).enumerated() {
            foot.write(line, row: row, maxWidth: foot.width)
          }
        }
      }
    }
  }

  /// What the figures are held against and by what, once where that is the same for all.
  func held(_ whatIf: WhatIf) -> [[Span]] {
    var told: [(areas: [String], spans: [Span])] = []
    for line in levels.isEmpty ? whatIf.levels : levels {
      var spans: [Span] = []
      if let applied = line.after.judgement.applied {
        spans = [
          Span(words["label.target"] + " ", .label), Span(wording.text(applied.target), .value), Span("  ", .text),
        ]
        spans += wording.basis(applied)
        if let deadline = applied.target.deadline {
          spans.append(Span("  " + words["headline.deadline", wording.date(deadline)], .dim))
        }
      } else {
        spans = [Span(words["explain.noTarget"], .dim)]
      }
      if let place = told.firstIndex(where: { $0.spans == spans }) {
        told[place].areas.append(wording.name(line.area))
      } else {
        told.append(([wording.name(line.area)], spans))
      }
    }
    guard told.count > 1 else { return told.map(\.spans) }
    return told.map { [Span($0.areas.joined(separator: words["say.list"]) + "  ", .text)] + $0.spans }
  }

  /// The results and the changes, with columns of the same widths.
  private func tables(_ whatIf: WhatIf, glyphs: Glyphs) -> (levels: Table, parts: Table) {
    let inputs = WhatIf.inputs(of: whatIf.indicator)
    let above = levels.map { cells($0, whatIf, inputs, isLevel: true, isSelected: false, glyphs) }
    let below = ordered(whatIf).enumerated().map {
      cells($1, whatIf, inputs, isLevel: false, isSelected: $0 == cursor, glyphs)
    }
    func column(_ heading: String, right: Bool = true, minimum: Int? = nil, priority: Int) -> Table.Column {
      Table.Column(heading, alignment: right ? .right : .left, minimum: minimum, priority: priority)
    }
    var columns =
      [
        column(words["whatIf.area"], right: false, minimum: 8, priority: Table.Column.always),
        column(words["whatIf.now"], priority: 40), column(words["whatIf.then"], priority: Table.Column.always),
        column(words["column.counts"], priority: 30), column(words["column.reported"], priority: 55),
        column(words["whatIf.status"], right: false, minimum: 8, priority: 60),
        column(words["whatIf.need"], priority: 50),
      ]
      + inputs.map {
        column(name(of: $0, whatIf.indicator) + " ", priority: Table.Column.always)
      }
    for place in columns.indices {
      let texts = (above + below).map { row in row[place].spans.map(\.text).joined() } + [columns[place].heading]
      columns[place].ideal = texts.map { glyphs.columns(of: $0) }.max()
    }
    let parts = Table(
      columns: columns, rows: below, selection: cursor, hasFocus: true, showsHeadings: above.isEmpty,
      sections: above.isEmpty ? [:] : [0: [words["whatIf.inputs"]]])
    return (Table(columns: columns, rows: above, showsHeadings: true), parts)
  }

  /// The lines of the areas that can be changed.
  func ordered(_ whatIf: WhatIf) -> [WhatIf.Line] {
    let lines = Dictionary(whatIf.parts.map { ($0.area.code, $0) }, uniquingKeysWith: { first, _ in first })
    return order.compactMap { lines[$0] }
  }

  private func cells(
    _ line: WhatIf.Line, _ whatIf: WhatIf, _ inputs: [WhatIf.Input], isLevel: Bool, isSelected: Bool, _ glyphs: Glyphs
  ) -> [Table.Cell] {
    let indicator = whatIf.indicator
    let isChanged = line.before != line.after
    let role = wording.role(line.after)
    return [
      Table.Cell("  " + wording.name(line.area), .text, strong: isLevel),
      Table.Cell(wording.value(line.before, indicator, glyphs: glyphs), .dim),
      Table.Cell(
        wording.value(line.after, indicator, glyphs: glyphs), role == .noTarget ? .value : role, strong: isChanged),
      Table.Cell(line.after.reading.ratio.map(wording.counts) ?? "", .dim),
      Table.Cell(
        wording.coverage(line.after), line.after.reading.isPartial || line.after.reading.ratio == nil ? .notice : .dim),
      Table.Cell(status(line, glyphs)), Table.Cell(need(line, indicator, glyphs)),
    ]
      + inputs.enumerated().map { place, input in
        guard !isLevel else { return .empty }
        let key = WhatIf.Key(line.area.code, input)
        guard whatIf.limits(of: key) != nil else { return Table.Cell(glyphs.none, .dim) }
        let added = whatIf[key]
        let text = (added > 0 ? "+" : "") + wording.grouped(added)
        let isHere = isSelected && place == self.input
        return Table.Cell(
          isHere ? "[\(text)]" : text + " ", added != 0 || isHere ? .accent : .dim, strong: added != 0 || isHere)
      }
  }

  /// How it stood, and how it would.
  private func status(_ line: WhatIf.Line, _ glyphs: Glyphs) -> [Span] {
    let after = wording.status(line.after, glyphs: glyphs)
    guard wording.word(line.before) != wording.word(line.after) else { return after }
    return wording.status(line.before, glyphs: glyphs).map { Span($0.text, .dim) } + [Span(" > ", .dim)] + after
  }

  private func need(_ line: WhatIf.Line, _ indicator: Indicator, _ glyphs: Glyphs) -> [Span] {
    let (before, after) = (wording.shortNeed(line.before, indicator), wording.shortNeed(line.after, indicator))
    if before == after { return [Span(after, .text)] }
    return [Span(before + " > ", .dim), Span(after.isEmpty ? "0" : after, .text, strong: true)]
  }

  /// The word of an input; units are called by what is counted of them.
  private func name(of input: WhatIf.Input, _ indicator: Indicator) -> String {
    let own = "whatIf.input.\(input == .units ? indicator.numerator.first ?? "" : input.rawValue)"
    return words[words.contains(own) ? own : "whatIf.input.units"]
  }

  /// Below the table: the smallest set, and where added outlets would stand.
  func notes(_ whatIf: WhatIf) -> [[Span]] {
    var notes: [[Span]] = []
    if let set = whatIf.smallestSet, let whole = whatIf.levels.last {
      notes.append(
        wording.smallest(set, whole.before, whatIf.indicator, names: 4) + [Span("  \(words["whatIf.fill"])", .dim)])
    }
    if order.indices.contains(cursor), WhatIf.inputs(of: whatIf.indicator).contains(.outlets) {
      let placed = whatIf.placement(of: WhatIf.Key(order[cursor], .outlets)).filter {
        $0.area != order[cursor].number
      }
      if !placed.isEmpty {
        let names = placed.prefix(4).map { place in
          "\(AreaNames.short(whatIf.ground.nodes[place.area]?.name ?? "")) +\(wording.grouped(place.outlets))"
        }
        let more =
          placed.count > names.count ? " " + words["explain.smallest.all", String(placed.count - names.count)] : ""
        notes.append([Span(words["whatIf.placed", names.joined(separator: words["say.list"]) + more], .dim)])
      }
    }
    return notes
  }
}
