import Drawing
import PostalModel

extension Showing {
  /// 报送与核验 of an indicator of an area: both as shares of all villages; empty where nothing is known of it.
  func coverage(of area: AreaCode?, _ indicator: Indicator) -> [Span] {
    guard let area, let known = coverage[area], known.villages > 0, let pair = known.pair(of: indicator.id),
      let reported = Ratio(pair.reported, known.villages, scale: 100),
      let verified = Ratio(pair.verified, known.villages, scale: 100)
    else { return [] }
    func share(_ ratio: Ratio) -> String {
      "\(wording.number(ratio, indicator)) % (\(wording.counts(ratio)))"
    }
    return [
      Span(words["coverage.reported"] + " ", .label), Span(share(reported), .value), Span("  ", .text),
      Span(words["coverage.verified", String(known.days)] + " ", .label),
      Span(share(verified), pair.verified < pair.reported ? .notice : .value),
    ]
  }
}
