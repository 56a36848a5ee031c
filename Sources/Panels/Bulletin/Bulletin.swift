import Documents
import Drawing
import PostalModel

/// 通报: the notice of a period for an area: where it stands, its parts ranked by every figure, what falls short and by
/// how much, what was not returned, what is due, and what all of it rests on. Each figure is the one on the screen.
public struct Bulletin: FigureCells {
  let facts: BulletinFacts
  let area: Area
  let glyphs = Glyphs()

  /// nil at the top of the plans, where nothing is added up.
  public init?(_ facts: BulletinFacts) {
    guard let area = facts.board.area else { return nil }
    self.facts = facts
    self.area = area
  }

  var board: Board { facts.board }
  var handbook: Handbook { facts.handbook }
  var period: Period { board.period }

  /// The period in words: `2025 年 6 月`.
  var periodName: String { wording.period(period) }

  public var document: Document {
    let sections = [
      headline, ranking, shortfalls, changes, returns, absent, outlets, findings, rectifications, tasks, revisions,
      sources, methods,
    ].compactMap { $0 }
    return Document(
      language: language, title: words["bulletin.title", area.name, periodName], marks: marks, lead: lead,
      sections: numbered(sections.filter { !$0.isEmpty }),
      foot: words["bulletin.foot", area.name, period.description, facts.madeAt, String(facts.fingerprint.prefix(12))])
  }

  private var marks: [String] {
    var marks: [String] = []
    if board.facts.isDemonstration { marks.append(words["bulletin.demonstration"]) }
    if let day = board.facts.asOf { marks.append(words["header.asOf", day.description]) }
    if let plan = facts.plan.flatMap(handbook.planBook.plan), usesBorrowed {
      marks.append(words["bulletin.borrowed", plan.name(language)])
    }
    return marks
  }

  private var usesBorrowed: Bool {
    (board.rows + (board.own.map { [$0] } ?? [])).contains { row in
      row.figures.values.contains { $0.judgement.applied?.isBorrowed == true }
    }
  }

  private var lead: [String] {
    let signed: String
    if let signOff = board.signOff?.signOff {
      signed = words["bulletin.signed", signOff.at, signOff.who]
    } else {
      signed = words["bulletin.unsigned"]
    }
    return [
      words["bulletin.judged", period.lastDay.description, facts.madeAt]
        + (board.facts.dataAsOf.map { words["bulletin.dataAsOf", $0.description] } ?? ""),
      signed,
    ]
  }

  private func numbered(_ sections: [Document.Section]) -> [Document.Section] {
    let numbers = words["bulletin.numbers"].split(separator: " ").map(String.init)
    return sections.enumerated().map { place, section in
      var section = section
      let number = numbers.indices.contains(place) ? numbers[place] : String(place + 1)
      section.title = words["bulletin.numbered", number, section.title]
      return section
    }
  }

  func column(_ word: String, _ place: Document.Column.Place = .both, isWhole: Bool = true) -> Document.Column {
    // English words for how a figure stands are long; names need the room.
    let isLong = language == .en && (word == "column.status" || word == "column.need")
    return Document.Column(words[word], place, isWhole: isWhole && !isLong)
  }

  /// Rows in tables by the nature of their returns, which are never mixed.
  func parts(_ rows: [(indicator: Indicator, cells: [OutputTable.Cell])]) -> [Document.Part] {
    FormNature.allCases.compactMap { nature in
      let own = rows.filter { $0.indicator.form.nature == nature }.map(\.cells)
      return own.isEmpty ? nil : Document.Part(group: group(nature), rows: own)
    }
  }

  func group(_ nature: FormNature) -> Document.Group {
    Document.Group(title: wording.nature(nature), text: wording.natureNote(nature))
  }

  /// The indicators told of: the gap is told as the need of the density.
  var indicators: [Indicator] { handbook.indicators.filter { $0.id != Indicator.gap } }
}
