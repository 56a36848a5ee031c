import Documents
import PostalModel

extension Bulletin {
  /// What falls short with a figure, as the panel of open items has it.
  func shortItems(of board: Board) -> [OpenItem] {
    board.openItems(indicators: handbook.indicators).filter { $0.figure.reading.ratio != nil }
  }

  /// 缺口: every shortfall, the worst first, with what closes it and by when.
  var shortfalls: Document.Section? {
    let rows = shortItems(of: board).compactMap { item -> (indicator: Indicator, cells: [OutputTable.Cell])? in
      guard let indicator = handbook.indicator(item.indicator) else { return nil }
      let figure = item.figure
      return (
        indicator,
        [
          code(item.area), .text(wording.name(item.area)), text(name(indicator)), value(figure, indicator),
          counts(figure), numerator(figure), denominator(figure), target(figure), need(figure, indicator),
          status(figure), deadline(figure), text(figure.judgement.applied?.target.lead ?? ""), basis(figure),
        ]
      )
    }
    return Document.Section(
      title: words["bulletin.shortfalls"], text: rows.isEmpty ? [words["open.none"]] : [],
      columns: [
        column("bulletin.code", .workbook), column("level.mixed"),
        column("column.indicator", isWhole: false), column("column.now"), column("column.counts", .paper),
        column("explain.numerator", .workbook), column("explain.denominator", .workbook), column("column.target"),
        column("column.need"), column("column.status"), column("column.deadline"),
        column("column.lead", isWhole: false), column("column.plan", isWhole: false),
      ], parts: parts(rows), notes: rows.isEmpty ? [] : [words["bulletin.shortfalls.note"]])
  }

  // MARK: Changes

  /// A shortfall that came, went or fell silent since the period before.
  struct ItemChange {
    var area: Area
    var indicator: Indicator
    var before: Figure?
    var now: Figure?
  }

  /// Since the period before: shortfalls that are new, those that are met now, and those of which nothing is known now.
  var itemChanges: (opened: [ItemChange], closed: [ItemChange], silent: [ItemChange]) {
    guard let last = facts.before else { return ([], [], []) }
    func figures(_ board: Board) -> [AreaCode: [String: Figure]] {
      Dictionary(
        (board.rows + (board.own.map { [$0] } ?? [])).map { ($0.area.code, $0.figures) },
        uniquingKeysWith: { first, _ in first })
    }
    func change(_ item: OpenItem, _ before: Figure?, _ now: Figure?) -> ItemChange? {
      handbook.indicator(item.indicator).map {
        ItemChange(area: item.area, indicator: $0, before: before, now: now)
      }
    }
    func isOpen(_ figure: Figure?) -> Bool {
      guard let figure, figure.reading.ratio != nil else { return false }
      return figure.status?.isShortfall == true && !(figure.isYearToDate && figure.status == .short)
    }
    let (then, now) = (figures(last), figures(board))
    let opened = shortItems(of: board).compactMap { item -> ItemChange? in
      let before = then[item.area.code]?[item.indicator]
      return isOpen(before) ? nil : change(item, before, item.figure)
    }
    let gone = shortItems(of: last).compactMap { item -> ItemChange? in
      let figure = now[item.area.code]?[item.indicator]
      return isOpen(figure) ? nil : change(item, item.figure, figure)
    }
    return (
      opened, gone.filter { $0.now?.reading.ratio != nil }, gone.filter { $0.now?.reading.ratio == nil }
    )
  }

  /// 变化: what is open now and was not before, and the other way round.
  var changes: Document.Section? {
    guard let last = facts.before else { return nil }
    let found = itemChanges
    func rows(_ changes: [ItemChange], _ word: String) -> [(indicator: Indicator, cells: [OutputTable.Cell])] {
      changes.map { change in
        (
          change.indicator,
          [
            .told(words[word], number: nil, word == "bulletin.closed" ? .good : .fair), code(change.area),
            .text(wording.name(change.area)), text(name(change.indicator)), value(change.before, change.indicator),
            status(change.before), value(change.now, change.indicator), status(change.now),
          ]
        )
      }
    }
    let all =
      rows(found.opened, "bulletin.opened") + rows(found.closed, "bulletin.closed")
      + rows(found.silent, "bulletin.silent")
    guard !all.isEmpty else { return nil }
    return Document.Section(
      title: words["bulletin.changes", last.period.description],
      columns: [
        column("bulletin.change"), column("bulletin.code", .workbook), column("level.mixed"),
        column("column.indicator", isWhole: false), Document.Column(last.period.description),
        column("column.status"), Document.Column(period.description),
        column("column.status"),
      ], parts: parts(all))
  }
}
