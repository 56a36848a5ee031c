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
}
