import PostalModel

/// 同比、环比与位次 in the bulletin.
extension Bulletin {
  /// How the areas changed in an indicator, some of them ranked among one another.
  func compared(_ indicator: Indicator, among peers: [AreaCode] = []) -> [AreaCode: Change] {
    Comparison(series: facts.series, period: period, indicator: indicator).changes(among: peers)
  }
}
