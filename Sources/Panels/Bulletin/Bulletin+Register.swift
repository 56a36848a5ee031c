import Documents
import PostalModel

/// What the register and inspections leave open: the same matters, told on the same day, as the list of open items has.
extension Bulletin {
  var registerTerms: RegisterTerms { RegisterTerms(law: handbook.planBook.law, settings: handbook.settings) }

  func isOver(_ matter: Matters.Matter) -> Bool { matter.isOver(on: board.itemDay) }

  /// Those of outlets: unfiled, changed and not filed, licences.
  var outletMatters: [Matters.Matter] {
    facts.matters.listed.filter { $0.kind == .unfiled || $0.kind == .change || $0.kind == .licence }
  }

  /// 备案与许可
  var outlets: Document.Section? {
    let found = outletMatters
    guard !found.isEmpty else { return nil }
    let rows = found.map { matter -> [OutputTable.Cell] in
      let entry = matter.outlet.flatMap { facts.outlets[$0]?.entry }
      return [
        .code(matter.outlet ?? ""), text(matter.name), text(entry.map { wording.type($0.type) } ?? ""),
        text(entry?.brand ?? ""), code(matter.area), .text(wording.name(matter.area)),
        .told(said(of: matter), number: nil, isOver(matter) ? .bad : .fair), day(entry?.openedOn),
        day(entry?.licenceUntil), matter.takes > 0 ? count(matter.takes) : .empty,
      ]
    }
    return Document.Section(
      title: words["bulletin.outlets"],
      text: [
        words[
          "bulletin.outlets.rule", board.itemDay.description, String(registerTerms.filing),
          String(registerTerms.licence), clause(.unfiled), String(registerTerms.change), clause(.change)]
      ],
      columns: [
        column("outlet.id"), column("outlet.name", isWhole: false), column("outlet.type"), column("outlet.brand"),
        column("bulletin.code", .workbook), column("outlet.area", isWhole: false),
        column("column.status"), column("outlet.opened"), column("outlet.licence"), column("bulletin.takes"),
      ], parts: [listed(rows)])
  }

  private func clause(_ kind: ItemKind) -> String {
    handbook.planBook.law?.rules.first { $0.id == kind.rule }?.clause ?? words["open.noClause"]
  }

  private func said(of matter: Matters.Matter) -> String {
    guard let due = matter.due else { return words["bulletin.outlet.\(matter.kind.rawValue).undated"] }
    let over = board.itemDay.ordinal - due.ordinal
    return words["bulletin.outlet.\(matter.kind.rawValue).\(over > 0 ? "over" : "left")", String(abs(over))]
  }

  /// 检查发现的问题: those not put right.
  var findings: Document.Section? {
    let found = facts.matters.listed.filter { $0.kind == .rectification }
    guard !found.isEmpty else { return nil }
    let rows = found.map { matter -> [OutputTable.Cell] in
      [
        code(matter.area), .text(wording.name(matter.area)), .code(matter.outlet ?? ""), text(matter.name),
        count(matter.count), day(matter.since), day(matter.due),
        .told(said(of: matter), number: nil, isOver(matter) ? .bad : .fair),
        matter.repeats > 0 ? count(matter.repeats) : .empty,
      ]
    }
    return Document.Section(
      title: words["bulletin.findings"], text: [words["bulletin.findings.rule", board.itemDay.description]],
      columns: [
        column("bulletin.code", .workbook), column("level.mixed"), column("outlet.id"),
        column("outlet.name", isWhole: false), column("bulletin.findings.count"), column("bulletin.findings.first"),
        column("column.deadline"), column("column.status"), column("bulletin.findings.repeats"),
      ], parts: [listed(rows)])
  }
}
