import Drawing
import PostalModel

/// A table with a row of targets under its headings, and one column that the cursor is in.
struct FigureTable {
  var table: Table
  /// One text for each column.
  var targets: [String]
  /// Whether the row of targets is drawn. Without any target it says nothing, unless rows must lie beside those of
  /// another table that has them.
  var showsTargets: Bool
  /// The column whose heading stands out.
  var chosen: Int?

  /// Rows above the body.
  var headingRows: Int { showsTargets ? 2 : 1 }

  func draw(on surface: inout Surface) {
    let placements = table.placements(in: surface.width, glyphs: surface.glyphs)
    for place in placements {
      let column = table.columns[place.index]
      let isChosen = place.index == chosen
      // The blanks that stand over the marks give way before a letter of the heading does.
      var heading = column.heading
      while heading.last == " ", surface.glyphs.columns(of: heading) > place.width { heading.removeLast() }
      surface.write(
        [Span(heading, isChosen ? .accent : .heading, strong: isChosen)], row: 0, column: place.start,
        width: place.width, alignment: column.alignment)
      guard headingRows > 1, place.index < targets.count else { continue }
      surface.write(
        [Span(targets[place.index], .dim)], row: 1, column: place.start, width: place.width,
        alignment: column.alignment)
    }
    hint(placements, on: &surface)
    var body = table
    body.showsHeadings = false
    let room = surface.bounds.splitTop(headingRows).rest
    surface.draw(body, in: room)
  }

  /// In the heading of the names: that columns lie to the left or right of those shown.
  private func hint(_ placements: [Table.Placement], on surface: inout Surface) {
    guard let first = placements.first, let last = placements.last, placements.count > 1 else { return }
    let hidesLeft = placements[1].index > first.index + 1
    let hidesRight = table.columns.indices.contains {
      $0 > last.index && table.columns[$0].priority == Table.Column.always
    }
    guard hidesLeft || hidesRight else { return }
    let glyphs = surface.glyphs
    let text = (hidesLeft ? glyphs.arrowLeft : "") + (hidesRight ? glyphs.arrowRight : "")
    surface.write(
      [Span(text, .accent)], row: 0, column: first.start, width: first.width, alignment: .right)
  }
}

/// Builds the tables of figures: the same rows and columns on the overview and on a full screen, as far as there is
/// room.
struct FigureTables {
  let showing: Showing
  let glyphs: Glyphs
  /// The room there is.
  let width: Int
  /// On a full screen every column is wanted; on the overview those that fit without crowding.
  var isFull: Bool
  /// False where the names stand in the panel to the left.
  var showsNames = true
  /// False where the marks beside the figures are enough.
  var showsStatus = true
  var hasFocus: Bool

  private var wording: Wording { showing.wording }
  private var words: Words { showing.words }
  private var rows: [BoardRow] { showing.rows }
  private var isTop: Bool { showing.board.own == nil }

  func nameColumn(least: Int) -> (column: Table.Column, cells: [Table.Cell]) {
    let names = rows.map { row in
      wording.name(row.area) + (showing.marked.contains(row.area.code) ? " \(glyphs.bullet)" : "")
    }
    let heading = wording.heading(of: rows)
    let widest = (names + [heading]).map { glyphs.columns(of: $0) }.max() ?? 4
    let column = Table.Column(
      heading, minimum: min(least, widest), ideal: min(widest, isFull ? 32 : 16), priority: Table.Column.always)
    return (column, names.map { Table.Cell($0) })
  }

  /// Density: value, bar, gap and status of one indicator.
  func single(_ indicator: Indicator) -> FigureTable {
    placed(showing.keep("single", options, [indicator.id], glyphs: glyphs) { makeSingle(indicator) })
  }

  /// Several indicators side by side, each a value with its mark. On a wide table what one of them is made of and
  /// lacks stands beside: the chosen one, or where the cursor is elsewhere the one counted.
  func group(_ indicators: [Indicator], chosen: Indicator?, counted: Indicator? = nil) -> FigureTable {
    placed(
      showing.keep("group", options, [chosen?.id, counted?.id] + indicators.map(\.id), glyphs: glyphs) {
        makeGroup(indicators, chosen: chosen, counted: counted)
      })
  }

  private var options: [Int] {
    [width] + [isFull, showsNames, showsStatus, hasFocus].map { $0 ? 1 : 0 }
  }

  /// A table with the cursor in it, moved sideways as the screen is.
  private func placed(_ made: FigureTable) -> FigureTable {
    var made = made
    made.table.selection = showing.selectedIndex
    made.table.hasFocus = hasFocus
    made.table.fixedColumns = showsNames ? 1 : 0
    made.table.stressesFirst = showsNames && hasFocus
    made.table.shift = isFull ? showing.shift : 0
    made.table.anchor = made.chosen
    return made
  }

  private func makeSingle(_ indicator: Indicator) -> FigureTable {
    var columns: [Table.Column] = []
    var cells = Array(repeating: [Table.Cell](), count: rows.count)
    var targets: [String] = []
    func add(_ column: Table.Column, target: String = "", _ cell: (BoardRow, Figure?) -> Table.Cell) {
      columns.append(column)
      targets.append(target)
      for (index, row) in rows.enumerated() { cells[index].append(cell(row, row.figures[indicator.id])) }
    }
    let figures = rows.map { $0.figures[indicator.id] }
    if showsNames {
      let names = nameColumn(least: width >= 34 ? 10 : width >= 18 ? 8 : 6)
      columns.append(names.column)
      targets.append(words["label.target"])
      for index in rows.indices { cells[index].append(names.cells[index]) }
    }
    let bound = figures.compactMap { $0?.judgement.applied?.target.bound?.number }.max()
    let highest = max(figures.compactMap { $0?.value }.max() ?? 0, (bound ?? 0) * 1.25)
    let domain = 0...max(highest, 0.01)
    let isShared = Set(figures.compactMap { $0?.judgement.applied?.target.text }).count <= 1 && !isTop
    let shared = isShared ? figures.compactMap { wording.target($0) }.first { !$0.isEmpty } ?? "" : ""
    add(Table.Column("", minimum: 6, ideal: isFull ? 24 : 12, priority: 30, stretches: true)) { _, figure in
      guard let value = figure?.value else { return .empty }
      return Table.Cell(
        picture: Bar(
          value: value, domain: domain, target: figure?.judgement.applied?.target.bound?.number,
          role: figure?.status?.isJudged == true ? wording.role(figure) : .trend))
    }
    let values = figures.map { wording.value($0, indicator, glyphs: glyphs) }
    add(
      Table.Column(
        indicator.short(showing.handbook.language), alignment: .right,
        minimum: min(7, widest(values + [indicator.short(showing.handbook.language)], least: 5)),
        ideal: widest(values + [indicator.short(showing.handbook.language), shared], least: 5),
        priority: Table.Column.always), target: shared.isEmpty && !isTop ? glyphs.none : shared
    ) { _, figure in
      let text = wording.value(figure, indicator, glyphs: glyphs)
      return figure?.reading.ratio == nil
        ? Table.Cell(text, wording.role(figure)) : Table.Cell(text, .value, strong: true)
    }
    if isFull {
      let counts = figures.map { $0?.reading.ratio.map(wording.counts) ?? "" }
      add(column(words["column.counts"], counts, priority: 60)) { _, figure in
        Table.Cell(figure?.reading.ratio.map(wording.counts) ?? "", .dim)
      }
      let texts = figures.map { wording.target($0) }
      if showsStatus || !isShared, texts.contains(where: { !$0.isEmpty }) {
        add(column(words["column.target"], texts, priority: 40)) { _, figure in
          Table.Cell(wording.target(figure), .dim)
        }
      }
    }
    if bound != nil {
      let needs = figures.map { isFull ? wording.need($0, indicator) : wording.shortNeed($0, indicator) }
      add(column(words["column.need"], needs, priority: 90)) { _, figure in
        let text = isFull ? wording.need(figure, indicator) : wording.shortNeed(figure, indicator)
        return Table.Cell(figure?.judgement.status?.isShortfall == true ? text : "", wording.role(figure))
      }
    }
    if isFull {
      let coverage = figures.map { wording.coverage($0) }
      add(column(words["column.reported"], coverage, priority: showsStatus ? 50 : 25)) { _, figure in
        Table.Cell(
          wording.coverage(figure), figure?.reading.isPartial == true || figure?.status == .notReported ? .notice : .dim
        )
      }
    }
    addStatus(to: &columns, &cells, &targets, indicator)
    addPlan(to: &columns, &cells, &targets)
    return FigureTable(
      table: Table(columns: columns, rows: cells, showsHeadings: false, gap: isFull ? 3 : 1), targets: targets,
      showsTargets: !(isFull && showsStatus) && !shared.isEmpty, chosen: nil)
  }

  private func makeGroup(_ indicators: [Indicator], chosen marked: Indicator?, counted: Indicator?) -> FigureTable {
    let chosen = marked ?? counted
    var columns: [Table.Column] = []
    var cells = Array(repeating: [Table.Cell](), count: rows.count)
    var targets: [String] = []
    var chosenColumn: Int?
    var hasTargets = false
    let counts = Dictionary(
      uniqueKeysWithValues: indicators.map { indicator in
        (indicator.id, rows.map { $0.figures[indicator.id]?.reading.ratio.map(wording.counts) ?? "" })
      })
    // What each figure is made of stands beside all of them or beside the chosen one only.
    let needed = indicators.reduce(20) { $0 + 13 + widest((counts[$1.id] ?? []) + [words["column.counts"]], least: 1) }
    let showsAllCounts = width >= needed + 20
    if showsNames {
      let names = nameColumn(least: isFull ? 10 : 8)
      columns.append(names.column)
      targets.append(words["label.target"])
      for index in rows.indices { cells[index].append(names.cells[index]) }
    }
    for indicator in indicators {
      let figures = rows.map { $0.figures[indicator.id] }
      if indicator.id == marked?.id { chosenColumn = columns.count }
      let texts = Set(figures.compactMap { $0?.judgement.applied?.target.text })
      let heading = indicator.short(showing.handbook.language)
      columns.append(
        Table.Column(
          heading + (isFull ? "  " : " "), alignment: .right, minimum: 7,
          ideal: max(9, glyphs.columns(of: heading) + 2), priority: Table.Column.always))
      targets.append((isTop || texts.count > 1 ? "" : texts.first ?? glyphs.none) + "  ")
      hasTargets = hasTargets || (!isTop && texts.count == 1)
      for (index, figure) in figures.enumerated() { cells[index].append(markedValue(figure, indicator)) }
      guard isFull, showsAllCounts || indicator.id == chosen?.id, let texts = counts[indicator.id] else { continue }
      columns.append(column(words["column.counts"], texts, priority: 70))
      targets.append("")
      for index in rows.indices { cells[index].append(Table.Cell(texts[index], .dim)) }
    }
    if isFull, let chosen {
      let figures = rows.map { $0.figures[chosen.id] }
      let needs = figures.map { $0?.judgement.status?.isShortfall == true ? wording.need($0, chosen) : "" }
      columns.append(column(words["column.need"], needs, priority: 60))
      targets.append("")
      for (index, figure) in figures.enumerated() {
        cells[index].append(Table.Cell(needs[index], wording.role(figure)))
      }
      let coverage = figures.map { wording.coverage($0) }
      columns.append(column(words["column.reported"], coverage, priority: 50))
      targets.append("")
      for (index, figure) in figures.enumerated() {
        cells[index].append(
          Table.Cell(
            coverage[index], figure?.reading.isPartial == true || figure?.status == .notReported ? .notice : .dim))
      }
      if showsStatus { addStatus(to: &columns, &cells, &targets, chosen, named: true) }
    }
    addPlan(to: &columns, &cells, &targets)
    return FigureTable(
      table: Table(columns: columns, rows: cells, showsHeadings: false, gap: isFull ? 2 : 0),
      targets: targets, showsTargets: hasTargets, chosen: isFull || hasFocus ? chosenColumn : nil)
  }

  /// A value right-aligned with two columns for its mark, so that figures and marks stand under one another.
  func markedValue(_ figure: Figure?, _ indicator: Indicator) -> Table.Cell {
    let role = wording.role(figure)
    guard let figure, figure.reading.ratio != nil else {
      let word = wording.value(figure, indicator, glyphs: glyphs)
      return Table.Cell([Span(word + (glyphs.columns(of: word) > 5 ? "" : "  "), role)])
    }
    let mark = wording.mark(figure, glyphs: glyphs)
    let padding = String(repeating: " ", count: max(0, 2 - glyphs.columns(of: mark)))
    return Table.Cell([
      Span(wording.value(figure, indicator, glyphs: glyphs), role == .noTarget ? .value : role),
      Span(mark + padding, role),
    ])
  }

  private func addStatus(
    to columns: inout [Table.Column], _ cells: inout [[Table.Cell]], _ targets: inout [String], _ indicator: Indicator,
    named: Bool = false
  ) {
    // Beside several figures it is said of which it speaks.
    let short = indicator.short(showing.handbook.language)
    let heading = words["column.status"] + (named ? " \(glyphs.separator) \(short)" : "")
    let figures = rows.map { $0.figures[indicator.id] }
    let statuses = figures.map { wording.status($0, glyphs: glyphs) }
    if isFull, showsStatus {
      let texts = statuses.map { $0.map(\.text).joined() }
      columns.append(
        Table.Column(
          heading, minimum: min(22, widest(texts + [heading], least: 4)), ideal: widest(texts + [heading], least: 4),
          priority: 80))
      for index in rows.indices { cells[index].append(Table.Cell(statuses[index])) }
      if let beside = showing.beside {
        targets.append("")
        addBeside(beside, to: &columns, &cells, indicator)
      }
    } else {
      guard figures.contains(where: { !wording.mark($0, glyphs: glyphs).isEmpty }) else { return }
      columns.append(Table.Column("", minimum: 2, ideal: 2, priority: Table.Column.always))
      for (index, figure) in figures.enumerated() {
        cells[index].append(Table.Cell(wording.mark(figure, glyphs: glyphs), wording.role(figure)))
      }
    }
    targets.append("")
  }

  /// How the same figures stand by a second plan.
  private func addBeside(
    _ beside: Showing.Beside, to columns: inout [Table.Column], _ cells: inout [[Table.Cell]], _ indicator: Indicator
  ) {
    let isBorrowed = rows.contains { row in
      beside.rows[row.area.code]?.figures[indicator.id]?.judgement.applied?.isBorrowed == true
    }
    let name = wording.name(beside.plan, isBorrowed: isBorrowed)
    let figures = rows.map { beside.rows[$0.area.code]?.figures[indicator.id] }
    let spans = figures.map { figure -> [Span] in
      let target = wording.target(figure)
      return wording.status(figure, glyphs: glyphs) + (target.isEmpty ? [] : [Span("  \(target)", .dim)])
    }
    let width = widest(spans.map { $0.map(\.text).joined() } + [name], least: 4)
    columns.append(Table.Column(name, minimum: min(14, width), ideal: width, priority: 78))
    for index in rows.indices { cells[index].append(Table.Cell(spans[index])) }
  }

  private func addPlan(to columns: inout [Table.Column], _ cells: inout [[Table.Cell]], _ targets: inout [String]) {
    guard isTop, isFull || showsNames else { return }
    let names = rows.map { row in
      row.plan.flatMap { showing.handbook.planBook.plan($0)?.name(showing.handbook.language) } ?? ""
    }
    columns.append(
      Table.Column(
        words["column.plan"], minimum: min(12, widest(names, least: 4)),
        ideal: widest(names + [words["column.plan"]], least: 4),
        priority: isFull ? 65 : 20))
    targets.append("")
    for index in rows.indices { cells[index].append(Table.Cell(names[index], .dim)) }
  }

  private func column(_ heading: String, _ texts: [String], priority: Int) -> Table.Column {
    let width = widest(texts + [heading], least: 1)
    return Table.Column(heading, alignment: .right, minimum: width, ideal: width, priority: priority)
  }

  private func widest(_ texts: [String], least: Int) -> Int {
    max(least, texts.map { glyphs.columns(of: $0) }.max() ?? 0)
  }
}
