import Drawing
import Panels
import PostalModel

/// 考核: from the ranking to the lines of a part, and from a line to where its figure stands.
extension Dashboard {
  mutating func openAssessment() {
    guard let board else { return }
    guard let area = board.area, !board.rows.isEmpty else {
      session.notice = Notice(text: handbook.words["assess.noParts"], isError: false)
      return
    }
    // The one looked at last is opened again.
    session.sheets.append(
      .assessment(
        AssessmentRequest(
          area: area.code, period: board.period, plan: session.spot.place.plan,
          name: memory.assessment?.request.name), cursor: 0))
  }

  /// What came of a request; nil while it is on its way.
  func assessment(_ request: AssessmentRequest) -> AssessmentBoard? {
    memory.assessment.flatMap { $0.request == request ? $0.answer.board : nil }
  }

  mutating func keep(_ answer: AssessmentAnswer, for request: AssessmentRequest) {
    memory.asked.remove(.loadAssessment(request))
    memory.assessment = (request, answer)
    if let fault = answer.faults.first {
      session.notice = Notice(text: handbook.language == .zh ? fault.zh : fault.en, isError: true)
    }
    // Without one there is nothing to wait for.
    if answer.board == nil, case .assessment(request, _)? = session.sheet { session.sheet = nil }
  }

  /// Another assessment of the same parts; false for commands that are not of this sheet.
  mutating func turn(_ command: Command, _ request: AssessmentRequest) -> Bool {
    let step: Int
    switch command {
    case .left, .previousPanel: step = -1
    case .right, .nextPanel: step = 1
    case .assess:
      session.sheet = nil
      return true
    default: return false
    }
    guard let answer = memory.assessment, answer.request == request else { return true }
    let names = answer.answer.names
    guard names.count > 1 else {
      session.notice = Notice(text: handbook.words["assess.one"], isError: false)
      return true
    }
    let now = names.firstIndex { $0 == answer.answer.board?.assessment.id } ?? 0
    var next = request
    next.name = names[(now + step + names.count) % names.count]
    session.sheet = .assessment(next, cursor: 0)
    return true
  }

  func assessmentPanel(_ showing: Showing) -> AssessmentPanel? {
    guard case .assessment(let request, let cursor)? = session.sheet else { return nil }
    return AssessmentPanel(
      showing: showing, board: assessment(request), cursor: cursor,
      choices: memory.assessment?.answer.names.count ?? 1)
  }

  func assessmentLinesPanel(_ showing: Showing) -> AssessmentLinesPanel? {
    guard case .assessmentLines(_, let part, let cursor)? = session.sheet else { return nil }
    return AssessmentLinesPanel(
      showing: showing, board: assessmentShown, part: part, cursor: cursor,
      address: assessedPlace?.description ?? "")
  }

  private var assessmentShown: AssessmentBoard? {
    guard case .assessmentLines(let request, _, _)? = session.sheet else { return nil }
    return assessment(request)
  }

  /// The line that the cursor is on.
  private var assessedLine: AssessedLine? {
    guard case .assessmentLines(_, let part, let cursor)? = session.sheet else { return nil }
    let lines = AssessmentLinesPanel.lines(of: assessmentShown, part: part, handbook: handbook)
    return lines.indices.contains(cursor) ? lines[cursor] : nil
  }

  /// Where its figure stands.
  private var assessedPlace: Place? {
    guard case .assessmentLines(let request, let part, _)? = session.sheet, let line = assessedLine else { return nil }
    return Place(
      of: line, in: part, below: request.area, period: request.period, plan: request.plan, handbook: handbook)
  }

  mutating func enterAssessedLine() {
    guard case .assessmentLines(_, let part, _)? = session.sheet, var place = assessedPlace else { return }
    // In its list the cursor tells the part; an address has no cursor, and names it by the filter.
    if place.area != part { place.filter = "" }
    move(to: place, .into)
    if place.area != part { session.spot.selection = .area(part) }
  }
}

extension Place {
  /// Where the figure of a line of an assessment stands: an indicator in the list of the area above, what areas send
  /// themselves in their own, returns among those owed, what is overdue among the open items.
  ///
  /// - Parameter whole: the area whose parts are scored.
  public init(
    of line: AssessedLine, in part: AreaCode, below whole: AreaCode, period: Period, plan: String?, handbook: Handbook
  ) {
    self.init(area: part, period: period, plan: plan)
    switch line.line.subject {
    case .indicator(let id):
      open(indicator: id, of: handbook)
      if panel == .plans, case .figure(let figure) = line.basis {
        indicator = figure?.judgement.applied?.target.id
      } else if panel.listsFigures {
        area = whole
        filter = part.short
      }
    case .returns:
      open(.data)
      indicator = DataView.due.rawValue
    case .items(let kinds):
      open(.openItems)
      // Of several kinds the list shows all.
      if kinds.count == 1 { filter = handbook.words["item.kind.\(kinds[0].rawValue)"] }
    }
  }
}
