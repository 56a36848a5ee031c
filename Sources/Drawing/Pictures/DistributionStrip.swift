/// Where one value stands among its like: each a dot on a line, the own one marked, with the target and the median.
public struct DistributionStrip: Picture {
  /// All values, the own one among them; those that are not finite are left out.
  public var values: [Double]
  /// nil: only the others are known.
  public var own: Double?
  public var target: Double?
  /// How the own value stands.
  public var role: Role
  /// Below the line: the least, the median and the greatest, as they are to be read; empty ones are left out.
  public var labels: (low: String, middle: String, high: String)

  public init(
    values: [Double], own: Double?, target: Double? = nil, role: Role = .value,
    labels: (low: String, middle: String, high: String) = ("", "", "")
  ) {
    self.values = values.filter(\.isFinite).sorted()
    self.own = own
    self.target = target
    self.role = role
    self.labels = labels
  }

  /// The middle one, or the mean of the two; nil of none.
  public static func median(_ values: [Double]) -> Double? {
    let sorted = values.filter(\.isFinite).sorted()
    guard let last = sorted.indices.last else { return nil }
    return (sorted[last / 2] + sorted[(last + 1) / 2]) / 2
  }

  private var domain: ClosedRange<Double>? {
    let all = values + [own, target].compactMap { $0 }.filter(\.isFinite)
    guard let low = all.min(), let high = all.max() else { return nil }
    return low < high ? low...high : (low - 1)...(high + 1)
  }

  public func draw(on surface: inout Surface) {
    let glyphs = surface.glyphs
    let width = surface.width
    guard width >= 8, surface.height > 0, let domain else { return }
    func column(_ value: Double) -> Int {
      let part = (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
      return min(width - 1, max(0, Int((part * Double(width - 1)).rounded())))
    }
    // Above the line the own value points down at its dot where there is a row for it.
    let line = surface.height >= 3 ? 1 : 0
    surface.fill(glyphs.track, row: line, column: 0, columns: width, role: .axis)
    if let target { surface.write(glyphs.targetMark, row: line, column: column(target), role: .target) }
    var counts: [Int: Int] = [:]
    for value in values { counts[column(value), default: 0] += 1 }
    for (at, count) in counts {
      // Several at one place are one fuller dot.
      surface.write(count > 1 ? glyphs.bullet : glyphs.bulletOpen, row: line, column: at, role: .label)
    }
    if let own {
      surface.write(glyphs.timeMark, row: line, column: column(own), role: role, strong: true)
      if line == 1 { surface.write(glyphs.timeNow, row: 0, column: column(own), role: role, strong: true) }
    }
    guard surface.height > line + 1 else { return }
    var free = 0
    let middle = Self.median(values).map(column) ?? width / 2
    let low = glyphs.columns(of: labels.low)
    let high = glyphs.columns(of: labels.high)
    free = surface.write(labels.low, row: line + 1, role: .dim, maxWidth: width)
    guard low + high + 2 <= width else { return }
    surface.write(labels.high, row: line + 1, column: width - high, role: .dim)
    let columns = glyphs.columns(of: labels.middle)
    let start = max(free + 2, min(width - high - 2 - columns, middle - columns / 2))
    guard !labels.middle.isEmpty, start >= free + 1, start + columns + 1 <= width - high else { return }
    surface.write(labels.middle, row: line + 1, column: start, role: .dim)
  }
}
