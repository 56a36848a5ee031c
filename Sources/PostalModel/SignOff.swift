/// A figure as it was judged at some time, kept word for word.
public struct FigureRecord: Sendable, Equatable {
  public var indicator: String
  /// The value as it was shown, with the indicator's decimals; nil where there was no figure.
  public var value: String?
  public var ratio: Ratio?
  /// The numerator and denominator only hold a value.
  public var isValueOnly: Bool
  public var reported: Int
  public var expected: Int
  public var status: Status?

  public init(
    indicator: String, value: String?, ratio: Ratio?, isValueOnly: Bool, reported: Int, expected: Int, status: Status?
  ) {
    self.indicator = indicator
    self.value = value
    self.ratio = ratio
    self.isValueOnly = isValueOnly
    self.reported = reported
    self.expected = expected
    self.status = status
  }

  public init(_ figure: Figure, of indicator: Indicator) {
    let reading = figure.reading
    self.init(
      indicator: indicator.id,
      value: reading.ratio.map(indicator.text),
      ratio: reading.ratio, isValueOnly: reading.isValueOnly, reported: reading.reported, expected: reading.expected,
      status: figure.status)
  }

  public var isPartial: Bool { ratio != nil && reported < expected }

  /// The same figure of the same units. Without a figure the status changes with the days alone (未报 once it is due),
  /// which is no change of the figure.
  public func isSame(as other: FigureRecord) -> Bool {
    ratio == other.ratio && isValueOnly == other.isValueOnly && reported == other.reported
      && expected == other.expected && (ratio == nil || status == other.status)
  }
}

/// 签收: a month of an area taken as final, with the figures of that moment.
public struct SignOff: Sendable, Equatable, Identifiable {
  public var id: Int
  public var area: Area
  public var month: Month
  /// `2025-07-15 09:12`
  public var at: String
  public var who: String
  /// The newest import of that moment; nil where there was none.
  public var newestImport: Int?
  /// Monthly returns that had come, of those owed.
  public var reported: Int
  public var expected: Int
  /// 撤回: when and by whom it was taken back; it stays on record.
  public var withdrawnAt: String?
  public var withdrawnBy: String?
  /// Imports and undos since that touched it.
  public var revisions: Int

  public init(
    id: Int, area: Area, month: Month, at: String, who: String, newestImport: Int?, reported: Int, expected: Int,
    withdrawnAt: String? = nil, withdrawnBy: String? = nil, revisions: Int = 0
  ) {
    self.id = id
    self.area = area
    self.month = month
    self.at = at
    self.who = who
    self.newestImport = newestImport
    self.reported = reported
    self.expected = expected
    self.withdrawnAt = withdrawnAt
    self.withdrawnBy = withdrawnBy
    self.revisions = revisions
  }
}

/// A figure that is not what it was.
public struct RevisedFigure: Sendable, Equatable {
  public var area: Area
  public var indicator: String
  /// nil where the area had no such figure.
  public var before: FigureRecord?
  public var after: FigureRecord?

  public init(area: Area, indicator: String, before: FigureRecord?, after: FigureRecord?) {
    self.area = area
    self.indicator = indicator
    self.before = before
    self.after = after
  }
}

/// 修订: an import, or an undo, that touched a signed month.
public struct Revision: Sendable, Equatable {
  public var signOff: SignOff
  /// The import in the ledger; nil for a dry run.
  public var importID: Int?
  public var isUndo: Bool
  public var at: String
  /// The figures that it moved.
  public var figures: [RevisedFigure]

  public init(signOff: SignOff, importID: Int?, isUndo: Bool, at: String, figures: [RevisedFigure]) {
    self.signOff = signOff
    self.importID = importID
    self.isUndo = isUndo
    self.at = at
    self.figures = figures
  }
}

/// What a screen tells of the sign-off its figures stand under.
public struct SignOffFacts: Sendable, Equatable {
  public var signOff: SignOff
  /// The signed figures that the board shows otherwise, by area and indicator.
  public var revised: [AreaCode: [String: FigureRecord]]
  /// 签收后修订: a figure shown is not the signed one; or, far below the signed area where none were kept, some may be.
  public var isRevised: Bool

  public init(signOff: SignOff, revised: [AreaCode: [String: FigureRecord]], isRevised: Bool) {
    self.signOff = signOff
    self.revised = revised
    self.isRevised = isRevised
  }
}

/// 变动: an import or an undo at which a figure changed.
public struct FigureChange: Sendable, Equatable {
  public var importID: Int
  public var isUndo: Bool
  public var at: String
  public var who: String
  public var file: String
  public var form: Form
  public var before: FigureRecord?
  public var after: FigureRecord?

  public init(
    importID: Int, isUndo: Bool, at: String, who: String, file: String, form: Form, before: FigureRecord?,
    after: FigureRecord?
  ) {
    self.importID = importID
    self.isUndo = isUndo
    self.at = at
    self.who = who
    self.file = file
    self.form = form
    self.before = before
    self.after = after
  }
}

/// What figures are judged by.
public struct Yardstick: Sendable {
  public var plans: PlanBook
  public var indicators: [Indicator]
  public var today: Day

  public init(plans: PlanBook, indicators: [Indicator], today: Day) {
    self.plans = plans
    self.indicators = indicators
    self.today = today
  }
}
