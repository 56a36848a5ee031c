import PostalModel

/// 许可: what may be done at a wall, and what it may show. Everything is refused that is not named here.
enum KioskPermit {
  /// Commands that look and move.
  private static let commands: Set<Command> = [
    .up, .down, .left, .right, .pageUp, .pageDown, .first, .last, .nextPanel, .previousPanel, .enter, .back,
    .overview, .outlets, .packaging, .safety, .villages, .plans, .service, .scale, .openItems,
    .historyBack, .historyForward, .monthBack, .monthForward, .siblingBack, .siblingForward, .plan, .beside,
    .explain, .zoom, .heat, .tiles, .changes, .sort, .reverse, .office, .kind, .shiftLeft, .shiftRight, .mark, .compare,
  ]

  static func permits(_ command: Command, in context: Keymap.Context) -> Bool {
    guard commands.contains(command) else { return false }
    switch context {
    // Rows as they were sent name firms and persons: from a figure taken apart it goes no further.
    case .explain: return command != .enter
    case .overview, .figures, .tiles, .list, .plans, .planItem, .compare, .measures, .record, .sheet, .besideAreas,
      .start:
      return true
    // Whatever led here, there is a way out.
    case .item, .step, .ledger, .due, .reconcile, .importRecord, .palette, .sources, .source, .files, .importing,
      .preview, .result,
      .rejects, .whatIf, .brands, .assessment, .assessmentLines:
      return command == .back
    }
  }

  /// Effects that read what may be seen. All that write, open, copy or leave are refused, however they came about.
  static func permits(_ effect: Effect, firms: Bool) -> Bool {
    switch effect {
    case .loadBoard, .loadTrend, .loadSeries, .loadTileMap, .loadEvidence, .loadPlans, .loadPlanText, .loadDue,
      .loadCoverage:
      true
    case .loadOutlet: firms
    case .loadItem, .record, .loadLedger, .loadSource, .loadImport, .loadReconcile, .loadWhatIf, .loadBrands,
      .loadAssessment,
      .listFolder,
      .importFile,
      .cancelImport, .undo, .signOff, .withdrawSignOff, .writeRejected, .writeBulletin, .writeTable, .findPlace,
      .search,
      .prepareSearch, .loadThemes, .previewTheme,
      .useTheme, .useLanguage, .turnMouse, .awaitPause, .copy, .redraw, .quit, .suspend:
      false
    }
  }

  /// What came, without what nobody may read off a wall: names of persons, and unless they may be told those of firms.
  /// nil for what is not shown at all.
  static func cleaned(_ event: Event, firms: Bool) -> Event? {
    switch event {
    case .boardLoaded(let request, var board):
      board.signOff?.signOff.who = ""
      if !firms {
        board.outlets = []
        board.matters = board.matters.withoutNames
        board.states = board.states.filter { $0.key.kind.rule == nil }
      }
      return .boardLoaded(request, board)
    case .evidenceLoaded(var evidence):
      guard !firms else { return event }
      // Files and rows are called after firms; the number of the import leads the office to them.
      for place in evidence.rows.indices {
        evidence.rows[place].file = "#\(evidence.rows[place].importID)"
        evidence.rows[place].label = ""
      }
      return .evidenceLoaded(evidence)
    case .plansLoaded(let request, var standings):
      guard !firms else { return event }
      // What an office wrote in its own words may name anybody.
      for plan in standings.indices {
        for task in standings[plan].tasks.indices {
          for word in standings[plan].tasks[task].progress.indices {
            standings[plan].tasks[task].progress[word].entry.note = ""
            standings[plan].tasks[task].progress[word].origin.file = ""
          }
        }
      }
      return .plansLoaded(request, standings)
    case .outletLoaded: return firms ? event : nil
    case .trendLoaded, .seriesLoaded, .tileMapLoaded, .planTextLoaded, .dueLoaded, .coverageLoaded, .failed:
      return event
    default: return nil
    }
  }
}
