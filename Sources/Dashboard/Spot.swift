import Panels
import PostalModel

/// A place with the cursor in it: what going back returns to.
struct Spot: Equatable, Sendable {
  var place: Place
  /// The panel of the overview that the cursor is in.
  var focus: PanelKind
  var selection: Selection?
  /// The position in lists that are not of areas, and the first line shown of a record.
  var cursor = 0
  /// The panel in focus takes most of the overview.
  var isHalf = false
  /// Columns a table is moved sideways by.
  var shift = 0

  init(_ place: Place, indicators: [Indicator]) {
    self.place = place
    let home = place.indicator.flatMap { id in indicators.first { $0.id == id } }.flatMap {
      PanelKind(rawValue: $0.panel)
    }
    focus = place.panel.listsFigures || place.panel.listsMeasures ? place.panel : home ?? .outlets
    if place.panel == .overview, !PanelKind.headline.contains(focus) { focus = .outlets }
  }
}

/// A spot left behind, and by what kind of move: a run of the same kind is one step back.
struct Step: Equatable, Sendable {
  enum Move: Equatable, Sendable {
    case into, panel, period, sibling, plan, address, item, view
  }

  var spot: Spot
  var move: Move
  /// The sheets that lay over it.
  var sheets: [Sheet] = []
}

/// A sheet over the screen.
enum Sheet: Equatable, Sendable {
  case explain(offset: Int)
  case palette(Palette)
  /// The two areas marked, side by side.
  case compare(offset: Int)
  /// The office's text of a plan; the offset counts from the clause, upwards below 0.
  case clause(plan: String, clause: String, offset: Int)
  /// 测算: what if an input were another.
  case whatIf(Trial)
  /// 分品牌: the figures by brand.
  case brands(BrandLook)
  /// 考核: the parts by their scores, and the lines of one.
  case assessment(AssessmentRequest, cursor: Int)
  case assessmentLines(AssessmentRequest, part: AreaCode, cursor: Int)
  /// The rows behind the figure taken apart.
  case sources(cursor: Int)
  /// One of them, with the figures it feeds; the cursor is among those.
  case source(SourceKey, cursor: Int)
  /// An open item with its history; the cursor is among what can be done next.
  case item(ItemKey, title: String, cursor: Int)
  /// A step of it while it is typed.
  case step(StepDraft)
  /// A file to be taken in is chosen.
  case files(FilePicker)
  /// A file is on its way in.
  case importing(ImportOrder, ImportStage)
  case imported(ImportReport, offset: Int)

  /// The first line shown, or where the cursor is.
  var offset: Int {
    get {
      switch self {
      case .explain(let offset), .clause(_, _, let offset), .imported(_, let offset), .compare(let offset): offset
      case .sources(let cursor), .source(_, let cursor), .item(_, _, let cursor), .assessment(_, let cursor),
        .assessmentLines(_, _, let cursor):
        cursor
      case .files(let picker): picker.cursor
      case .whatIf(let trial): trial.cursor
      case .brands(let look): look.cursor
      case .palette(let palette): palette.cursor
      case .importing, .step: 0
      }
    }
    set {
      switch self {
      case .sources: self = .sources(cursor: newValue)
      case .source(let key, _): self = .source(key, cursor: newValue)
      case .files(var picker):
        picker.cursor = newValue
        self = .files(picker)
      case .whatIf(var trial):
        trial.cursor = newValue
        self = .whatIf(trial)
      case .brands(var look):
        look.cursor = newValue
        self = .brands(look)
      case .assessment(let request, _): self = .assessment(request, cursor: newValue)
      case .assessmentLines(let request, let part, _):
        self = .assessmentLines(request, part: part, cursor: newValue)
      case .importing, .step: break
      case .item(let key, let title, _): self = .item(key, title: title, cursor: newValue)
      case .imported(let report, _): self = .imported(report, offset: newValue)
      case .explain: self = .explain(offset: newValue)
      case .compare: self = .compare(offset: newValue)
      case .palette(var palette):
        palette.cursor = newValue
        self = .palette(palette)
      case .clause(let plan, let clause, _): self = .clause(plan: plan, clause: clause, offset: newValue)
      }
    }
  }
}

/// A what-if under way: of which figure, and what was changed. It lives as long as its sheet.
struct Trial: Equatable, Sendable {
  var request: WhatIfRequest
  var indicator: String
  /// The areas in the order of the screen it was opened from.
  var order: [AreaCode]
  /// Among the areas that can be changed.
  var cursor = 0
  /// Among the inputs of the indicator.
  var input = 0
  var changes: [WhatIf.Key: Int] = [:]
  /// Digits go on with the number.
  var isTyping = false
}

/// Choosing a file: the folder, what is typed of its name, and the map of columns chosen for it.
struct FilePicker: Equatable, Sendable {
  /// nil: where the program was started.
  var folder: String?
  var filter = ""
  var cursor = 0
  var map: String?
}

/// Text being typed, or a question to be answered.
enum Input: Equatable, Sendable {
  /// What is to be done if the answer is yes.
  case confirm(question: String, effect: Effect)
  /// The filter, with what it was before.
  case filter(before: String)
}

/// What is told in the last line until the next key.
struct Notice: Equatable, Sendable {
  var text: String
  var isError: Bool
}
