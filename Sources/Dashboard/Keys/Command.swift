import Panels

/// What a key does, and what the palette runs. The raw value is its name in a file of keys.
public enum Command: String, CaseIterable, Sendable {
  // 移动
  case up, down, left, right
  case pageUp = "page-up"
  case pageDown = "page-down"
  case first, last
  case nextPanel = "next-panel"
  case previousPanel = "previous-panel"
  case enter
  /// Closes what lies on top, then clears the filter, then goes back; where there is nothing to go back to, up.
  case back
  // 面板, by the names of addresses
  case overview, outlets, packaging, safety, villages, plans, service, scale
  case openItems = "open-items"
  case data
  // 去处
  /// One step back and forward through the places one has been at.
  case historyBack = "history-back"
  case historyForward = "history-forward"
  case monthBack = "month-back"
  case monthForward = "month-forward"
  case siblingBack = "sibling-back"
  case siblingForward = "sibling-forward"
  case palette, copy, plan, beside
  // 查看
  case explain, zoom, heat, tiles, changes, filter, sort, reverse, office
  /// Only open items of one kind.
  case kind
  case shiftLeft = "shift-left"
  case shiftRight = "shift-right"
  /// Marks an area, and sets two marked ones side by side.
  case mark, compare
  /// Tries out what a figure would be, and changes its inputs.
  case whatIf = "what-if"
  case brands
  case more, less
  case clearChanges = "clear-changes"
  /// 考核: the parts of an area by their scores.
  case assess
  case theme, language, mouse
  // 数据
  case takeIn = "take-in"
  case store
  case storeGood = "store-good"
  case giveMonth = "give-month"
  case giveScope = "give-scope"
  case giveForm = "give-form"
  case cancel, undo
  case writeRejected = "write-rejected"
  case signOff = "sign-off"
  /// What was done about an open item, and what is done next.
  case item
  // 文件
  case bulletin
  case exportXLSX = "export-xlsx"
  case exportCSV = "export-csv"
  case exportJSON = "export-json"
  case exportMarkdown = "export-md"
  // 程序
  case help, reload, redraw, suspend, quit

  /// The panel it opens.
  var panel: PanelKind? { PanelKind(rawValue: rawValue) }

  /// Whether a number typed before it says how often, or which one.
  var takesCount: Bool {
    switch self {
    case .up, .down, .left, .right, .first, .last, .enter, .monthBack, .monthForward: true
    default: false
    }
  }

  /// Done by itself, and not a step of the cursor: what is worth a line in the palette.
  var standsAlone: Bool {
    switch self {
    case .up, .down, .left, .right, .pageUp, .pageDown, .first, .last, .nextPanel, .previousPanel, .enter, .back,
      .palette, .cancel, .more, .less, .clearChanges:
      false
    default: true
    }
  }
}
