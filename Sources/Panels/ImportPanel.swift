import Drawing
import PostalModel

/// 导入: a file on its way in, and what became of it or would become of it.
public struct ImportPanel {
  public enum Content: Sendable {
    case running(ImportOrder, ImportStage)
    case ended(ImportReport)
  }

  private let showing: Handbook
  public var content: Content
  public var offset: Int
  /// Names areas for the order's scope.
  public var scopeName: String?

  public init(handbook: Handbook, content: Content, offset: Int, scopeName: String?) {
    showing = handbook
    self.content = content
    self.offset = offset
    self.scopeName = scopeName
  }

  private var words: Words { showing.words }
  private var order: ImportOrder {
    switch content {
    case .running(let order, _): order
    case .ended(let report): report.order
    }
  }

  public func draw(on surface: inout Surface) { sheet(glyphs: surface.glyphs).draw(on: &surface) }

  /// How many lines it has on a screen.
  public func rows(in size: Size, glyphs: Glyphs) -> Int { sheet(glyphs: glyphs).rows(on: size.width, glyphs: glyphs) }

  func sheet(glyphs: Glyphs) -> Overlay {
    var lines: [Facts.Line] = [
      .init(words["import.file"], [Span(order.name, .value, strong: true)]),
      .init(words["import.how"], how),
    ]
    switch content {
    case .running(_, let stage): lines += [.blank] + running(stage, glyphs)
    case .ended(let report): lines += [.blank] + ended(report, glyphs)
    }
    let title =
      switch content {
      case .running: words[order.isDryRun ? "import.title.trying" : "import.title.running"]
      case .ended: words[order.isDryRun ? "import.title.preview" : "import.title.done"]
      }
    return Overlay(title: title, facts: Facts(lines), offset: offset)
  }

  /// What was given besides the file: form, month, scope and map.
  private var how: [Span] {
    func pair(_ name: String, _ value: String?, _ missing: String) -> [Span] {
      [Span(words[name] + " ", .label), Span(value ?? words[missing], value == nil ? .dim : .text), Span("   ")]
    }
    return pair("import.form", order.form.map { words["form.\($0.rawValue)"] }, "import.form.told")
      + pair("import.month", order.month?.description, "import.month.told")
      + pair("import.scope", order.scope.map { scopeName ?? $0.description }, "import.scope.none")
      + (order.map.map { pair("import.map", String($0.split(separator: "/").last ?? ""), "") } ?? [])
  }

  private func running(_ stage: ImportStage, _ glyphs: Glyphs) -> [Facts.Line] {
    let (name, share): (String, Double?) =
      switch stage {
      case .reading(let share): ("import.stage.reading", share)
      case .storing(let share): ("import.stage.storing", share)
      case .adding: ("import.stage.adding", nil)
      }
    let width = 40
    guard let share else { return [.init(words[name], [Span(words["import.stage.wait"], .dim)])] }
    let full = min(width, max(0, Int(share * Double(width))))
    let (mark, rest) = glyphs.tier == .ascii ? ("#", ".") : ("▆", "╌")
    return [
      .init(
        words[name],
        [
          Span(String(repeating: mark, count: full), .accent),
          Span(String(repeating: rest, count: width - full), .axis), Span(" \(Int(share * 100)) %", .value),
        ])
    ]
  }

  private func ended(_ report: ImportReport, _ glyphs: Glyphs) -> [Facts.Line] {
    var lines: [Facts.Line] = []
    for part in report.parts {
      if let same = part.sameAs {
        lines.append(
          .init(words["form.\(part.form.rawValue)"], [Span(words["import.same", String(same)], .notice)]))
        continue
      }
      lines.append(.init(words["form.\(part.form.rawValue)"], counts(part)))
      for revision in part.revisions {
        let signed = revision.signOff
        lines.append(
          .init(
            words["import.revision"],
            [
              Span(
                words[
                  "import.revision.of", signed.month.description, signed.area.name, signed.at,
                  String(revision.figures.count)], .notice)
            ]))
      }
      lines += moves(part, glyphs)
    }
    if report.isRefused {
      lines.append(
        .init(
          words["import.refused"],
          [
            Span(
              report.read > 0
                ? words["import.refused.rows", String(report.read), String(report.wrong)]
                : words["import.refused.file"],
              .error)
          ]))
    }
    if !report.problems.isEmpty {
      let heading =
        report.problems.count < report.wrong
        ? words["import.problems.first", String(report.wrong), String(report.problems.count)]
        : words["import.problems", String(report.problems.count)]
      lines += [.blank, .heading(heading)]
      lines += report.problems.map { problem in
        .init(
          place(problem),
          [Span(showing.language == .zh ? problem.zh : problem.en, .text)])
      }
    }
    if !report.notes.isEmpty {
      lines += [.blank, .heading(words["import.notes"])]
      lines += report.notes.map { note in
        .init(place(note), [Span(showing.language == .zh ? note.zh : note.en, .dim)])
      }
    }
    lines += [.blank, .init("", [Span(next(report), .accent)])]
    return lines
  }

  /// The line and column, with the sheet before them in a workbook.
  private func place(_ problem: Problem) -> String {
    let sheet = problem.file.split(separator: "/").last.flatMap {
      $0.split(separator: ":", maxSplits: 1).dropFirst().first
    }
    let line = problem.line == 0 ? "" : problem.column == 0 ? "\(problem.line)" : "\(problem.line):\(problem.column)"
    return [sheet.map(String.init), line.isEmpty ? nil : line].compactMap { $0 }.joined(separator: ":")
  }

  private func counts(_ part: ImportReport.Part) -> [Span] {
    var spans = [
      Span(words["import.counts", String(part.read), String(part.kept - part.replaced), String(part.replaced)], .text)
    ]
    if part.unchanged > 0 { spans.append(Span(" " + words["import.unchanged", String(part.unchanged)], .dim)) }
    if part.rejected > 0 { spans.append(Span("  " + words["import.counts.rejected", String(part.rejected)], .notice)) }
    if let id = part.importID { spans.append(Span("  " + words["import.number", String(id)], .met)) }
    return spans
  }

  /// Moves listed before the others are only counted.
  private static let mostMoves = 24

  /// The figures that move, and their lights.
  private func moves(_ part: ImportReport.Part, _ glyphs: Glyphs) -> [Facts.Line] {
    guard let moves = part.moves else { return [] }
    guard !moves.isEmpty else { return [.init("", [Span(words["import.moves.none"], .dim)])] }
    let lights = moves.count(where: \.changesLight)
    var lines: [Facts.Line] = [
      .blank, .heading(words["import.moves", String(moves.count), String(lights)]),
    ]
    let wording = Wording(handbook: showing)
    let shown = moves.prefix(Self.mostMoves)
    func name(_ move: FigureMove) -> String {
      showing.indicator(move.indicator)?.name(showing.language) ?? move.indicator
    }
    let widest = shown.map { glyphs.columns(of: name($0)) }.max() ?? 0
    for move in shown {
      let indicator = showing.indicator(move.indicator)
      let isHidden =
        indicator.map { indicator in
          guard let before = move.before.ratio, let after = move.after.ratio else { return false }
          return wording.valueWithUnit(before, indicator) == wording.valueWithUnit(after, indicator)
        } ?? false
      func state(_ state: FigureMove.State) -> [Span] {
        var spans: [Span] = []
        if let ratio = state.ratio, let indicator {
          spans.append(Span((state.isPartial ? "~" : "") + wording.valueWithUnit(ratio, indicator) + " ", .value))
          // Where both show the same, the counts tell what moved.
          if isHidden { spans.append(Span(wording.counts(ratio) + " ", .dim)) }
        }
        if move.changesLight || spans.isEmpty {
          let status = wording.status(state.figure, glyphs: glyphs)
          spans += status.isEmpty ? [Span(words["import.moves.noFigure"], .dim)] : status
        }
        return spans
      }
      let padding = String(repeating: " ", count: widest - glyphs.columns(of: name(move)) + 2)
      lines.append(
        .init(
          wording.name(move.area),
          [Span(name(move) + padding, .text), Span("\(move.period)  ", .dim)] + state(move.before)
            + [Span("  →  ", .dim)] + state(move.after)))
    }
    if moves.count > Self.mostMoves {
      lines.append(.init("", [Span(words["import.moves.more", String(moves.count - Self.mostMoves)], .dim)]))
    }
    return lines
  }

  private func next(_ report: ImportReport) -> String {
    if !report.order.isDryRun {
      return words[report.parts.contains { $0.rejected > 0 } ? "import.next.rejected" : "import.next.done"]
    }
    if report.parts.contains(where: { $0.sameAs != nil }) { return words["import.next.same"] }
    if report.isRefused {
      return words[report.wrong > 0 && report.wrong < report.read ? "import.next.partial" : "import.next.refused"]
    }
    if report.order.isPartial, !report.problems.isEmpty { return words["import.next.partialReady"] }
    return words[report.problems.isEmpty ? "import.next.store" : "import.next.partial"]
  }
}
