import Drawing
import PostalModel

/// Lines under the list of open items: where most of a gap lies, and how the loop goes.
struct ItemCounts {
  let showing: Showing
  let items: [WorkItem]

  private var words: Words { showing.words }

  /// 3 个地方占缺口 80 %: the fewest parts that make four fifths of what all lack of the same; empty where there is one.
  func concentration(of item: WorkItem) -> [Span] {
    var units: [AreaCode: (area: Area, units: Int)] = [:]
    for other in items
    where other.kind == item.kind && (item.kind != .shortfall || other.key.subject == item.key.subject)
      && other.area != showing.board.area
    {
      units[other.area.code, default: (other.area, 0)].units += other.units ?? 0
    }
    let parts = units.values.filter { $0.units > 0 }.sorted {
      $0.units == $1.units ? $0.area.code < $1.area.code : $0.units > $1.units
    }
    let whole = parts.reduce(0) { $0 + $1.units }
    guard parts.count > 1, whole > 0 else { return [] }
    var sum = 0
    var fewest = 0
    while sum * 5 < whole * 4 {
      sum += parts[fewest].units
      fewest += 1
    }
    var spans = [
      Span(
        words[
          "open.share", "\(fewest)/\(parts.count)", String(sum * 100 / whole), showing.wording.grouped(whole)], .text)
    ]
    for part in parts.prefix(min(fewest, 6)) {
      spans.append(Span("  \(showing.wording.name(part.area))", .label))
      spans.append(Span(" \(showing.wording.grouped(part.units))", .value))
    }
    return spans
  }

  /// 办理中 5 逾期 2 复发 1; empty while nothing was done about any.
  var loop: [Span] {
    guard items.contains(where: { $0.state != nil }) else { return [] }
    let standing = LoopStanding(items, on: showing.board.itemDay)
    var spans = [Span(words["loop.open", String(standing.open)], .text)]
    if standing.overdue > 0 { spans.append(Span("  \(words["loop.overdue"]) \(standing.overdue)", .short)) }
    if standing.back > 0 { spans.append(Span("  \(words["loop.back"]) \(standing.back)", .notice)) }
    if let age = standing.oldest { spans.append(Span("  \(words["loop.age", String(age)])", .dim)) }
    if standing.closed > 0 { spans.append(Span("  \(words["act.closed"]) \(standing.closed)", .dim)) }
    return spans
  }
}
