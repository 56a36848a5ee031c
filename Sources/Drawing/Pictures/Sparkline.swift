/// A series in one row: how it went, without figures. The last values stand at the right edge of the room used.
public struct Sparkline: Picture {
  /// nil where nothing was reported.
  public var values: [Double?]
  /// The values of the lowest and the highest step; nil for those of the series.
  public var domain: ClosedRange<Double>?
  public var role: Role

  public init(values: [Double?], domain: ClosedRange<Double>? = nil, role: Role = .trend) {
    self.values = values
    self.domain = domain
    self.role = role
  }

  /// The line as text: one column for each value.
  public func text(glyphs: Glyphs) -> String {
    let known = values.compactMap { $0 }.filter(\.isFinite)
    guard let low = domain?.lowerBound ?? known.min(), let high = domain?.upperBound ?? known.max() else {
      return String(repeating: " ", count: values.count)
    }
    let steps = glyphs.verticalSteps
    return values.map { value -> String in
      guard let value, value.isFinite else { return " " }
      // A level series is drawn at a middle height: it is neither low nor high.
      let part = high > low ? (value - low) / (high - low) : 0.5
      return steps[min(steps.count - 1, max(0, Int((part * Double(steps.count - 1)).rounded())))]
    }.joined()
  }

  public func draw(on surface: inout Surface) {
    guard surface.width > 0 else { return }
    var shown = self
    shown.values = Array(values.suffix(surface.width))
    surface.write(shown.text(glyphs: surface.glyphs), row: max(0, surface.height - 1), role: role)
  }
}
