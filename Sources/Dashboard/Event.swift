import Documents
import Drawing
import Panels
import PostalModel

/// Names the board of a place.
public struct BoardRequest: Hashable, Sendable {
  /// nil: the top of the plans.
  public var area: AreaCode?
  /// nil: the newest month with a return.
  public var period: Period?
  /// The plan borrowed as the measure.
  public var plan: String?

  public init(area: AreaCode?, period: Period?, plan: String?) {
    self.area = area
    self.period = period
    self.plan = plan
  }
}

/// Names what a what-if starts from.
public struct WhatIfRequest: Hashable, Sendable {
  public var area: AreaCode
  public var period: Period
  /// Outlets or people are to be changed.
  public var withStocks: Bool

  public init(area: AreaCode, period: Period, withStocks: Bool) {
    self.area = area
    self.period = period
    self.withStocks = withStocks
  }
}

/// Names an assessment of the parts of an area.
public struct AssessmentRequest: Hashable, Sendable {
  public var area: AreaCode
  public var period: Period
  /// The plan borrowed as the measure.
  public var plan: String?
  /// The name of the assessment's file; nil: the first at hand.
  public var name: String?

  public init(area: AreaCode, period: Period, plan: String?, name: String? = nil) {
    self.area = area
    self.period = period
    self.plan = plan
    self.name = name
  }
}

/// What came of it.
public struct AssessmentAnswer: Sendable {
  /// nil where there is no assessment that can be read, or no such area.
  public var board: AssessmentBoard?
  /// The names of all at hand, in their order.
  public var names: [String]
  /// What is wrong with those that cannot be read, in both languages.
  public var faults: [(zh: String, en: String)]

  public init(board: AssessmentBoard?, names: [String], faults: [(zh: String, en: String)] = []) {
    self.board = board
    self.names = names
    self.faults = faults
  }
}

/// What happened outside.
public enum Event: Sendable {
  case key(Key)
  case resized(Size)
  /// The line of a list that the cursor goes to, from 0.
  case chosen(Int)
  case boardLoaded(BoardRequest, Board)
  case trendLoaded(PostalModel.Trend)
  case seriesLoaded(SeriesRequest, SeriesBoard)
  /// nil: nobody drew where its parts lie.
  case tileMapLoaded(AreaCode, TileMap?)
  case evidenceLoaded(Evidence)
  case coverageLoaded(BoardRequest, [AreaCode: VillageCoverage])
  case assessmentLoaded(AssessmentRequest, AssessmentAnswer)
  /// nil: there is no such area.
  case whatIfLoaded(WhatIfRequest, WhatIfGround?)
  /// nil: there is no such area.
  case brandsLoaded(BrandRequest, BrandBoard?)
  /// nil: the register has no outlet of this id.
  case outletLoaded(id: String, Outlet?)
  /// The areas that fit, best first.
  case placesFound([Area])
  /// What answers a text typed into the palette, best first.
  case searched(text: String, [FoundPlace])
  case themesLoaded([ThemeChoice])
  /// The words of another language.
  case wordsLoaded(Words)
  /// No key has come for a moment: a number typed before is no count any more.
  case paused
  case ledgerLoaded([LedgerEntry])
  /// How the plans of a place stand.
  case plansLoaded(BoardRequest, [PlanStanding])
  /// An office's own text of a plan; nil where it has attached none.
  case planTextLoaded(plan: String, String?)
  /// A stored row with what it feeds; nil where there is none.
  case sourceLoaded(SourceKey, SourceRecord?)
  /// One import; nil where there is none of that number.
  case importLoaded(Int, ImportRecord?)
  /// What was done about an item; nil where nothing was.
  case itemLoaded(ItemKey, ItemHistory?)
  /// A step of the loop is in the ledger.
  case stepRecorded(ItemKey)
  case dueLoaded(BoardRequest, DueBoard)
  case reconcileLoaded(BoardRequest, ReconcileBoard)
  case folderListed(FolderListing)
  case importMoved(ImportStage)
  case importEnded(ImportReport)
  /// What was asked for was done, in words.
  case done(zh: String, en: String)
  case clockTicked(day: Day, time: String)
  /// The screen is shown, and no key waits: what the next key will most likely need may be fetched.
  case shown
  /// Nor has a key come since: what a page may lead to can be fetched too.
  case rested
  /// Something was imported or undone, here or by another program.
  case storeChanged
  /// The last effect could not be carried out.
  case failed(zh: String, en: String)
}

/// What is to be done outside. Those that load answer with an event.
public enum Effect: Hashable, Sendable {
  case loadBoard(BoardRequest)
  /// The `months` months that end with `last`.
  case loadTrend(area: AreaCode, indicator: String, last: Month, months: Int, plan: String?)
  /// Indicators of many areas over a run of periods.
  case loadSeries(SeriesRequest)
  /// Where the parts of an area lie as tiles.
  case loadTileMap(AreaCode)
  /// With at most `limit` of its rows.
  case loadEvidence(area: AreaCode, indicator: String, period: Period, plan: String?, limit: Int)
  case loadWhatIf(WhatIfRequest)
  /// The figures of a form by brand.
  case loadBrands(BrandRequest)
  case loadAssessment(AssessmentRequest)
  /// Villages as reported and as verified, of an area and its parts.
  case loadCoverage(BoardRequest)
  case loadOutlet(String)
  case loadLedger
  case loadPlans(BoardRequest)
  case loadPlanText(String)
  case loadSource(SourceKey, period: Period, plan: String?)
  case loadImport(Int)
  case loadItem(ItemKey)
  /// Records a step of the loop, under a name in the ledger; answered by `stepRecorded`, `storeChanged` and `done`.
  case record(ItemStep, named: String)
  /// What is owed and absent in an area over a period.
  case loadDue(BoardRequest)
  /// Where sources differ in an area over a period.
  case loadReconcile(BoardRequest)
  /// nil: the folder the program was started in.
  case listFolder(String?)
  /// Answered by `importMoved` now and then, and once by `importEnded`.
  case importFile(ImportOrder)
  /// The import under way leaves nothing behind; it ends by `importEnded`.
  case cancelImport
  /// Takes an import back; answered by `done` and `storeChanged`.
  case undo(Int)
  /// Signs a month of an area off; answered by `done` and `storeChanged`.
  case signOff(AreaCode, Month)
  case withdrawSignOff(AreaCode, Month)
  /// Writes the rows kept out of an import as a form with their reasons; answered by `done`.
  case writeRejected(Int)
  /// Writes the bulletin of an area and a period; answered by `done`.
  case writeBulletin(BoardRequest, Language)
  /// Writes a table as a file; answered by `done`.
  case writeTable(OutputTable, FileKind)
  /// Names from above to below, joined by `›`; answered by `placesFound`.
  case findPlace(String)
  /// Areas and outlets for a text as it is typed, those near an area first; answered by `searched`.
  case search(String, near: AreaCode?)
  /// Names may be searched for soon.
  case prepareSearch
  case loadThemes
  /// Shows a theme for now; nil goes back to the one in use.
  case previewTheme(String?)
  case useTheme(String)
  /// Answered by `wordsLoaded`.
  case useLanguage(Language)
  case turnMouse
  /// Answered by `paused` when no key comes for a moment.
  case awaitPause
  case copy(String)
  case redraw
  case quit
  case suspend
}
