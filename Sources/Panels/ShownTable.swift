import Documents
import Drawing
import PostalModel

/// 屏上的表: the table of a panel in the order and with the filter of the screen, as values for a file.
public struct ShownTable: FigureCells {
  public var showing: Showing
  let glyphs = Glyphs()
  var handbook: Handbook { showing.handbook }

  public init(showing: Showing) { self.showing = showing }

  /// The panel's own list; nil where its list is of the panel of data, and where nothing is listed.
  public var table: OutputTable? {
    let table: OutputTable? =
      switch showing.panel {
      // Of the tables on it the one the cursor is in: those of several natures are not to be one.
      case .overview: figures(handbook.indicators(of: showing.focus), part: showing.focus.tab(words))
      case .outlets where showing.rows.isEmpty || showing.board.rows.isEmpty: outlets
      case .outlets, .packaging, .safety, .villages:
        showing.view == .changes
          ? changes(handbook.indicators(of: showing.panel)) : figures(handbook.indicators(of: showing.panel))
      case .service, .scale: showing.view == .changes ? measureChanges : measures
      case .openItems: openItems
      case .plans: plans
      case .data: nil
      }
    return table.flatMap { $0.rows.isEmpty ? nil : $0 }
  }

  func made(_ headings: [String], _ rows: [[OutputTable.Cell]], part: String? = nil) -> OutputTable {
    let board = showing.board
    let place = board.area?.name ?? words["place.top"]
    let title = [place, part ?? showing.panel.title(words), board.period.description].joined(separator: " ")
    var titles: [String] = []
    if board.facts.isDemonstration { titles.append(words["bulletin.demonstration"]) }
    if let day = board.facts.asOf { titles.append(words["header.asOf", day.description]) }
    titles.append([title, showing.listNote ?? ""].filter { !$0.isEmpty }.joined(separator: "  "))
    return OutputTable(
      name: "\(place)-\(part ?? showing.panel.tab(words))-\(board.period)", titles: titles, headings: headings,
      rows: rows)
  }

  /// Areas by figures, each with what it is made of and how it stands.
  private func figures(_ indicators: [Indicator], part: String? = nil) -> OutputTable {
    var headings = [words["bulletin.code"], wording.heading(of: showing.rows)]
    for indicator in indicators {
      let short = indicator.short(language)
      headings.append(name(indicator))
      headings += [
        "explain.numerator", "explain.denominator", "column.reported", "column.target", "column.status", "export.gap",
      ].map { "\(short) \(words[$0])" }
    }
    headings.append(words["column.plan"])
    let rows = showing.rows.map { row -> [OutputTable.Cell] in
      var cells: [OutputTable.Cell] = [code(row.area), .text(row.area.name)]
      for indicator in indicators {
        let figure = row.figures[indicator.id]
        cells += [
          value(figure, indicator), numerator(figure), denominator(figure), text(wording.coverage(figure)),
          target(figure), status(figure), need(figure, indicator),
        ]
      }
      cells.append(text(row.plan.flatMap { handbook.planBook.plan($0)?.name(language) } ?? ""))
      return cells
    }
    return made(headings, rows, part: part)
  }

  private var outlets: OutputTable {
    made(
      ["id", "name", "type", "area", "brand", "filing", "filedOn", "opened", "closed", "licence"].map {
        words["outlet.\($0)"]
      },
      showing.outlets.map { outlet -> [OutputTable.Cell] in
        let entry = outlet.entry
        return [
          .code(entry.id), text(entry.name), text(wording.type(entry.type)), code(outlet.area), text(entry.brand),
          text(entry.filingNumber), day(entry.filedOn), day(entry.openedOn), day(entry.closedOn),
          day(entry.licenceUntil),
        ]
      })
  }

  private var measures: OutputTable {
    let rows = showing.board.own.map { [$0] } ?? showing.board.rows
    return made(
      [
        words["bulletin.code"], words["level.mixed"], words["column.indicator"], words["export.value"],
        words["explain.numerator"], words["explain.denominator"], words["column.growth"], words["column.target"],
        words["column.expected"], words["export.gap"], words["column.deadline"], words["column.status"],
        words["column.plan"],
      ],
      MeasuresPanel.items(of: showing, panel: showing.panel).compactMap { item -> [OutputTable.Cell]? in
        guard let row = rows.first(where: { $0.area.code == item.area }), let figure = row.figures[item.indicator],
          let indicator = handbook.indicator(item.indicator)
        else { return nil }
        let growth = figure.reading.growth(of: indicator, last: showing.board.period.last)
        return [
          code(row.area), .text(row.area.name), text(name(indicator)), value(figure, indicator), numerator(figure),
          denominator(figure), text(growth.map { wording.growth($0, indicator) } ?? ""), target(figure),
          figure.judgement.expectedValue.map { text(wording.decimals(Amount($0), indicator)) } ?? .empty,
          need(figure, indicator), deadline(figure), status(figure), basis(figure),
        ]
      })
  }

  private var openItems: OutputTable {
    let items = ItemWording(showing: showing)
    return made(
      [
        words["bulletin.code"], words["level.mixed"], words["bulletin.what"], words["column.now"],
        words["explain.numerator"], words["explain.denominator"], words["column.target"], words["column.need"],
        words["export.gap"], words["column.status"], words["column.deadline"], words["column.lead"],
        words["column.plan"],
      ],
      OpenItemsPanel.allItems(of: showing).map { item -> [OutputTable.Cell] in
        let figure = item.figure
        let indicator = item.indicator.flatMap(handbook.indicator)
        return [
          code(item.area), .text(item.area.name), text(items.title(item)),
          figure.flatMap { figure in indicator.map { value(figure, $0) } } ?? .empty,
          figure.map(numerator) ?? .empty, figure.map(denominator) ?? .empty, figure.map(target) ?? .empty,
          text(items.lack(item)), figure.flatMap { figure in indicator.map { need(figure, $0) } } ?? .empty,
          text(items.status(item)), day(item.due), text(item.lead), text(items.basis(item)),
        ]
      })
  }

  private var plans: OutputTable {
    let list = PlanList.of(showing)
    return made(
      [
        words["column.plan"], words["column.clause"], words["bulletin.what"], words["column.item"],
        words["column.lead"], words["column.supporting"], words["column.deadline"], words["column.target"],
        words["column.now"], words["column.expected"], words["column.status"], words["column.atDeadline"],
      ],
      list.entries.map { entry -> [OutputTable.Cell] in
        let item = entry.item
        return [
          text(list.standings[entry.plan].plan.name(language)), text(item.clause),
          text(words["plans.kind.\(item.kind)"]), text(item.title(handbook)), text(item.lead),
          text(item.supporting.joined(separator: words["say.list"])),
          text(item.deadline.map(wording.date) ?? ""),
        ] + standing(entry, list)
      })
  }

  /// Target, figure, what is expected, how it stands, and how it stood at the deadline.
  private func standing(_ entry: PlanList.Entry, _ list: PlanList) -> [OutputTable.Cell] {
    switch entry.item {
    case .rule: return Array(repeating: .empty, count: 5)
    case .target(let standing):
      guard let indicator = handbook.indicator(standing.target.indicator), let figure = standing.figure else {
        return [text(wording.text(standing.target))] + Array(repeating: .empty, count: 4)
      }
      let then = standing.atDeadline
      return [
        target(figure), value(figure, indicator),
        text(figure.judgement.expectedValue.map { wording.decimals(Amount($0), indicator) } ?? ""), status(figure),
        then == nil ? .empty : value(then, indicator),
      ]
    case .task(let standing):
      let said = wording.status(of: standing, isContradicted: list.isContradicted(entry), glyphs: glyphs)
      return [
        .empty, standing.percent.map { .told("\($0) %", number: String($0)) } ?? .empty,
        standing.percent == nil ? .empty : text(standing.expected.map { "\(Int($0)) %" } ?? ""),
        text(said.map(\.text).joined()), text(standing.atDeadline.map { words["status.\($0.rawValue)"] } ?? ""),
      ]
    }
  }

  // MARK: The panel of data

  public func ledger(_ entries: [LedgerEntry]) -> OutputTable {
    made(
      ["id", "at", "form", "file", "kept", "replaced", "rejected", "state", "who"].map { words["ledger.\($0)"] }
        + [words["bulletin.hash"]],
      LedgerPanel.entries(entries, of: showing).map { entry -> [OutputTable.Cell] in
        [
          .number(String(entry.id)), .text(entry.at), text(words["form.\(entry.form.rawValue)"]), text(entry.file),
          count(entry.kept), count(entry.replaced), count(entry.rejected),
          text(
            entry.undoneAt.map { words["ledger.undone", $0] }
              ?? (entry.revised.isEmpty
                ? "" : words["ledger.revises", entry.revised.joined(separator: words["say.list"])])),
          text(entry.who), .code(entry.hash),
        ]
      })
  }

  public func due(_ returns: [DueReturn]) -> OutputTable {
    made(
      [
        words["bulletin.code"], words["due.absent"], words["due.parent"], words["level.county"], words["ledger.form"],
        words["sources.month"], words["due.by"], words["bulletin.daysLate"],
      ],
      DuePanel.listed(returns, of: showing).map { item -> [OutputTable.Cell] in
        [
          code(item.area), .text(item.area.name), text(item.parent?.name ?? ""), text(item.county?.name ?? ""),
          text(words["form.\(item.form.rawValue)"]), .text(item.month.description), .day(item.due),
          .number(String(item.daysLate(on: showing.today))),
        ]
      }, part: words["bulletin.due"])
  }

  public func reconcile(_ differences: [SourceDifference]) -> OutputTable {
    let sources: [ReturnSource] = [.reported, .system, .sampled]
    let headings =
      [
        words["bulletin.code"], words["sources.area"], words["sources.month"], words["outlet.brand"],
        words["explain.indicator"],
      ]
      + sources.flatMap { source in
        let name = words["reconcile.\(source)"]
        return [name, "\(name) \(words["explain.numerator"])", "\(name) \(words["explain.denominator"])"]
      } + [words["reconcile.points"]]
    return made(
      headings,
      ReconcilePanel.listed(differences, of: showing).map { item -> [OutputTable.Cell] in
        let indicator = handbook.indicator(item.indicator)
        var cells: [OutputTable.Cell] = [
          code(item.area), .text(item.area.name), .text(item.month.description), text(item.brand),
          text(indicator?.name(language) ?? item.indicator),
        ]
        for source in sources {
          let given = item.given[source]
          if let indicator, let ratio = item.ratio(source) {
            cells.append(.told(wording.number(ratio, indicator), number: indicator.text(ratio)))
          } else {
            cells.append(.empty)
          }
          cells.append(given.map { .number(String($0.numerator)) } ?? .empty)
          cells.append(given.map { .number(String($0.denominator)) } ?? .empty)
        }
        cells.append(item.points.map { .number(wording.tenths($0)) } ?? .empty)
        return cells
      }, part: words["data.reconcile"])
  }
}
