import Documents
import PostalModel

extension Bulletin {
  /// 报送: what was owed, what came, and what came late.
  var returns: Document.Section? {
    let parts = facts.completeness.filter { $0.expected > 0 }
    guard !parts.isEmpty else { return nil }
    let forms = Form.allCases.compactMap { form in DueBoard.sum(parts.filter { $0.form == form }) }
    let ordered = parts.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      return (b.absent, b.late, left.offset) < (a.absent, a.late, right.offset)
    }.map(\.element)
    return Document.Section(
      title: words["bulletin.returns"],
      text: forms.map { sum in
        words[
          "bulletin.returns.form", words["form.\(sum.form.rawValue)"], wording.grouped(sum.expected),
          wording.grouped(sum.came), wording.grouped(sum.late), wording.grouped(sum.absent)]
      },
      columns: [
        column("bulletin.code", .workbook), column("level.mixed"), column("ledger.form"),
        column("sources.month"), column("due.by"), column("bulletin.expected"), column("bulletin.came"),
        column("bulletin.late"), column("bulletin.absent"), column("bulletin.mostLate"),
      ],
      parts: [
        listed(
          ordered.map { part in
            [
              code(part.area), .text(wording.name(part.area)), text(words["form.\(part.form.rawValue)"]),
              .text(part.month.description), .day(part.due), count(part.expected), count(part.came),
              part.late > 0 ? .told(wording.grouped(part.late), number: String(part.late), .fair) : count(0),
              part.absent > 0
                ? .told(
                  wording.grouped(part.absent), number: String(part.absent),
                  part.isOpen(on: board.today) ? .plain : .bad)
                : count(0),
              part.mostDaysLate > 0 ? .number(String(part.mostDaysLate)) : .empty,
            ]
          })
      ])
  }

  /// 未报: by name, those that are late before those that have time.
  var absent: Document.Section? {
    guard !facts.due.isEmpty else { return nil }
    let rows = facts.due.enumerated().sorted { left, right in
      (left.element.due, left.offset) < (right.element.due, right.offset)
    }.map(\.element).map { item -> [OutputTable.Cell] in
      let late = item.daysLate(on: board.today)
      return [
        code(item.area), .text(wording.name(item.area)), text(item.parent.map(wording.name) ?? ""),
        text(item.county.map(wording.name) ?? ""), text(words["form.\(item.form.rawValue)"]),
        .text(item.month.description), .day(item.due),
        late > 0
          ? .told(words["due.late", String(late)], number: String(late), .bad)
          : .told(words["due.inTime"], number: nil),
      ]
    }
    return Document.Section(
      title: words["bulletin.due"],
      columns: [
        column("bulletin.code", .workbook), column("due.absent", isWhole: false), column("due.parent", isWhole: false),
        column("level.county", isWhole: false), column("ledger.form"), column("sources.month"), column("due.by"),
        column("bulletin.daysLate"),
      ], parts: [listed(rows)])
  }

  /// Rows of which paper has the first; the workbook has all of them.
  func listed(_ rows: [[OutputTable.Cell]], most: Int = 40) -> Document.Part {
    Document.Part(
      rows: rows, paperRows: rows.count > most ? most : nil,
      more: words["bulletin.more", String(most), wording.grouped(rows.count)])
  }

  // MARK: Outlets

  /// An outlet that has to file, or whose licence ends.
  struct OutletFault {
    enum Kind: String {
      /// 超期未备案, 备案期内, 许可已到期, 许可将到期
      case unfiled, filingDue, expired, expiring
    }

    var kind: Kind
    var outlet: Outlet
    /// Days over, or left.
    var days: Int?
  }

  /// The day whose register is meant: the end of the month that stands for the period.
  private var registerDay: Day { period.stockMonth(today: board.today)?.lastDay ?? period.lastDay }

  /// The same terms as those of the list of open items.
  var registerTerms: RegisterTerms { RegisterTerms(law: handbook.planBook.law, settings: handbook.settings) }

  /// Of the outlets open on that day, each as often as something is wrong with it.
  var outletFaults: [OutletFault] {
    let end = registerDay
    let terms = registerTerms
    var found: [OutletFault] = []
    for outlet in facts.outlets where outlet.entry.isOpen(on: end) {
      if outlet.entry.isUnfiled {
        let open = outlet.entry.openedOn.map { end.ordinal - $0.ordinal }
        let over = open.map { $0 - terms.filing }
        let isInTime = over.map { $0 <= 0 } ?? false
        found.append(
          OutletFault(kind: isInTime ? .filingDue : .unfiled, outlet: outlet, days: over.map { abs($0) }))
      }
      if let until = outlet.entry.licenceUntil {
        let left = until.ordinal - end.ordinal
        if left < 0 {
          found.append(OutletFault(kind: .expired, outlet: outlet, days: -left))
        } else if left <= terms.licence {
          found.append(OutletFault(kind: .expiring, outlet: outlet, days: left))
        }
      }
    }
    let order: [OutletFault.Kind] = [.unfiled, .expired, .expiring, .filingDue]
    return found.enumerated().sorted { left, right in
      let (a, b) = (order.firstIndex(of: left.element.kind)!, order.firstIndex(of: right.element.kind)!)
      if a != b { return a < b }
      // Of what is over the longest, of what is to come the nearest.
      let isOver = left.element.kind == .unfiled || left.element.kind == .expired
      let (x, y) = (left.element.days ?? .max, right.element.days ?? .max)
      if x != y { return isOver ? x > y : x < y }
      return left.offset < right.offset
    }.map(\.element)
  }

  /// 备案与许可
  var outlets: Document.Section? {
    let found = outletFaults
    guard !found.isEmpty else { return nil }
    let rows = found.map { fault -> [OutputTable.Cell] in
      let entry = fault.outlet.entry
      let isOver = fault.kind == .unfiled || fault.kind == .expired
      let word: String
      if let days = fault.days {
        word = words["bulletin.outlet.\(fault.kind.rawValue)", String(days)]
      } else {
        word = words["bulletin.outlet.unfiledUndated"]
      }
      return [
        .code(entry.id), text(entry.name), text(wording.type(entry.type)), text(entry.brand), code(fault.outlet.area),
        .text(wording.name(fault.outlet.area)), .told(word, number: nil, isOver ? .bad : .fair), day(entry.openedOn),
        day(entry.licenceUntil),
      ]
    }
    return Document.Section(
      title: words["bulletin.outlets"],
      text: [
        words[
          "bulletin.outlets.rule", registerDay.description, String(registerTerms.filing), String(registerTerms.licence)]
      ],
      columns: [
        column("outlet.id"), column("outlet.name", isWhole: false), column("outlet.type"), column("outlet.brand"),
        column("bulletin.code", .workbook), column("outlet.area", isWhole: false),
        column("column.status"), column("outlet.opened"), column("outlet.licence"),
      ], parts: [listed(rows)])
  }
}
