import PostalModel

/// `[[fact]]` of a plan: a figure it states as present or past.
enum FactEntry {
  private static let keys: Set<String> = [
    "id", "clause", "zh", "en", "value", "unit_zh", "unit_en", "year", "times", "times_word", "growth", "span",
  ]

  static func read(_ entry: TOMLEntry) throws(CatalogError) -> PlanFact {
    try entry.allow(keys)
    return PlanFact(
      id: try entry.name("id"), clause: try entry.neededText("clause"), zh: try entry.neededText("zh"),
      en: try entry.neededText("en"), value: try entry.amount("value"), unitZh: try entry.text("unit_zh") ?? "",
      unitEn: try entry.text("unit_en") ?? "", year: try entry.whole("year", in: 1949...2100),
      times: try entry.amount("times"), timesWord: try entry.text("times_word") ?? "",
      growth: try entry.amount("growth"), span: try entry.whole("span", in: 1...100),
      noteZh: try entry.text("note_zh") ?? "", noteEn: try entry.text("note_en") ?? "")
  }
}

/// `[[conflict]]` of a plan: what it says twice and not alike.
enum ConflictEntry {
  private static let keys: Set<String> = ["id", "about", "kind", "statements", "used", "why_zh", "why_en"]

  static func read(_ entry: TOMLEntry) throws(CatalogError) -> PlanConflict {
    try entry.allow(keys)
    var statements: [PlanConflict.Statement] = []
    for part in try entry.tables("statements") {
      try part.allow(["clause", "value", "min", "max", "unit", "zh", "en"])
      let value = try part.amount("value")
      statements.append(
        PlanConflict.Statement(
          clause: try part.neededText("clause"), minimum: try part.amount("min") ?? value,
          maximum: try part.amount("max") ?? value, unit: try part.text("unit") ?? "", zh: try part.text("zh") ?? "",
          en: try part.text("en") ?? ""))
    }
    let used = try entry.neededText("used")
    guard statements.count > 1 else { throw entry.missing("statements") }
    guard statements.contains(where: { $0.clause == used }) else {
      throw entry.wrong(
        "used", "须为其中一处的条款:\(statements.map(\.clause).joined(separator: " "))",
        "must be one of the clauses: \(statements.map(\.clause).joined(separator: " "))")
    }
    return PlanConflict(
      id: try entry.name("id"), about: try entry.neededText("about"),
      kind: try entry.choice("kind", PlanConflict.Kind.allCases) ?? .body, statements: statements, used: used,
      whyZh: try entry.text("why_zh") ?? "", whyEn: try entry.text("why_en") ?? "")
  }
}
