import Drawing
import PostalModel

extension Wording {
  /// 补齐这 3 处即达标: 甲镇 +3、乙镇 +2 ….
  ///
  /// - Parameter names: how many of the parts are named at most.
  func smallest(_ set: SmallestSet, _ figure: Figure, _ indicator: Indicator, names: Int) -> [Span] {
    var spans = [
      Span(words["explain.smallest.set", String(set.parts.count), grouped(set.units)], .text)
    ]
    for part in set.parts.prefix(names) {
      spans.append(Span("  \(name(part.area))", .text))
      if part.units > 0 { spans.append(Span(" +\(grouped(part.units))", .value)) }
      if part.isUnreported { spans.append(Span(" \(words["explain.smallest.unreported"])", .notice)) }
    }
    if set.parts.count > names {
      spans.append(Span("  \(words["explain.smallest.all", String(set.parts.count - names)])", .dim))
    }
    return spans
  }
}
