/// Series through time as lines, with targets across, values at the left and periods below.
public struct Trend: Picture {
  public struct Series: Sendable, Hashable {
    /// One for each period; nil where there is none, which leaves a gap.
    public var values: [Double?]
    public var role: Role
    public var stroke: Stroke

    public init(_ values: [Double?], role: Role = .trend, stroke: Stroke = .solid) {
      self.values = values
      self.role = role
      self.stroke = stroke
    }
  }

  /// How a line is drawn: what is known solid, what is wanted dotted, what is reckoned dashed.
  public enum Stroke: Sendable, Hashable {
    case solid, dotted, dashed
  }

  public struct Target: Sendable, Hashable {
    /// One for each period, where it is not the same for all; nil where there is none.
    public var steps: [Double?]
    /// The same for all periods, or the last of its steps: where the label stands.
    public var value: Double
    /// At the right end of the line.
    public var label: String

    public init(_ value: Double, label: String) {
      self.value = value
      self.label = label
      steps = []
    }

    /// A line that steps where the target changes; nil where there is none in any period.
    public init?(steps: [Double?], label: String) {
      guard let last = steps.last(where: { $0 != nil }) else { return nil }
      value = last!
      self.label = label
      self.steps = Set(steps) == [last] ? [] : steps
    }

    func value(at period: Int) -> Double? {
      steps.isEmpty ? value : steps.indices.contains(period) ? steps[period] : nil
    }
  }

  public struct Tick: Sendable, Hashable {
    /// The period it stands under, from 0.
    public var index: Int
    public var label: String

    public init(_ index: Int, _ label: String) {
      self.index = index
      self.label = label
    }
  }

  public var series: [Series]
  public var targets: [Target]
  public var ticks: [Tick]
  /// The values at the bottom and at the top; nil for those of series and targets.
  public var domain: ClosedRange<Double>?
  /// Digits after the point in the values at the left.
  public var decimals: Int
  /// Lines from top to bottom, such as a deadline, each with its label at the top.
  public var marks: [Tick]
  /// Widens the domain so that the values at the left are round and stand at equal distances.
  public var isRounded: Bool
  /// What the values at the left never pass, such as 0 and 100 of a share; nil: whatever rounding makes of the domain.
  public var limits: ClosedRange<Double>?

  public init(
    series: [Series], targets: [Target] = [], ticks: [Tick] = [], domain: ClosedRange<Double>? = nil, decimals: Int = 0,
    marks: [Tick] = [], isRounded: Bool = false, limits: ClosedRange<Double>? = nil
  ) {
    self.series = series
    self.targets = targets
    self.ticks = ticks
    self.domain = domain
    self.decimals = decimals
    self.marks = marks
    self.isRounded = isRounded
    self.limits = limits
  }

  public func draw(on surface: inout Surface) {
    let glyphs = surface.glyphs
    let rows = surface.height - (ticks.isEmpty || surface.height < 4 ? 0 : 1)
    guard rows > 0, surface.width > 0, let plain = Scale(domain: extent, rows: rows) else { return }

    let rounded = isRounded ? plain.rounded(within: limits) : nil
    let scale = rounded?.scale ?? plain
    let step = rounded?.step ?? plain.niceStep
    let decimals = max(decimals, step.decimals)
    var labels: [Int: String] = [:]
    var value = (scale.low / step.value).rounded(.up) * step.value
    while value <= scale.high + step.value * 1e-9 {
      let row = scale.row(of: value)
      if labels[row] == nil { labels[row] = fixed(value, decimals: decimals) }
      value += step.value
    }
    let labelWidth = labels.values.map { glyphs.columns(of: $0) }.max() ?? 0
    let axis = surface.width >= labelWidth + 12 ? labelWidth + 1 : -1
    let left = axis + 1
    var right = targets.map { glyphs.columns(of: $0.label) + 1 }.max() ?? 0
    if surface.width - left - right < 10 { right = 0 }
    let width = surface.width - left - right
    guard width > 0 else { return }

    let periods = series.map(\.values.count).max() ?? 0
    for target in targets {
      draw(target, periods: periods, left: left, width: width, scale: scale, on: &surface)
      let row = scale.row(of: target.value)
      guard row >= 0, row < rows, right > 0 else { continue }
      surface.write(target.label, row: row, column: left + width + 1, role: .dim)
    }
    if axis >= 0 {
      let crossed = Set(targets.compactMap { $0.value(at: 0).map(scale.row) })
      for row in 0..<rows {
        if let label = labels[row] {
          surface.write([Span(label, .dim)], row: row, width: labelWidth, alignment: .right)
        }
        let sign =
          crossed.contains(row) ? glyphs.tickCrossed : labels[row] != nil ? glyphs.tick : glyphs.vertical
        surface.write(sign, row: row, column: axis, role: .axis)
      }
    }
    for mark in marks where mark.index >= 0 && mark.index < periods {
      let column = left + Self.position(of: mark.index, periods: periods, length: width)
      for row in 0..<rows { surface.write(glyphs.dashedVertical, row: row, column: column, role: .target) }
    }
    for series in series { draw(series, periods: periods, left: left, width: width, scale: scale, on: &surface) }
    // Labels come last: a line behind them is still a line.
    for mark in marks where mark.index >= 0 && mark.index < periods && !mark.label.isEmpty {
      let column = left + Self.position(of: mark.index, periods: periods, length: width)
      let columns = glyphs.columns(of: mark.label)
      let taken = targets.map { scale.row(of: $0.value) }
      let start = column - columns - 1
      guard start >= left else { continue }
      // Where no line runs, or else with a blank at both ends.
      let open = (0..<rows).filter { !taken.contains($0) }
      func isBlank(_ row: Int) -> Bool {
        (max(left, start - 1)..<column).allSatisfy { surface.cell(row: row, column: $0)?.scalar == " " }
      }
      guard let row = open.first(where: isBlank) ?? open.first else { continue }
      if start > left { surface.write(" ", row: row, column: start - 1) }
      surface.write(mark.label + " ", row: row, column: start, role: .dim)
    }
    if rows < surface.height { drawTicks(periods: periods, left: left, width: width, on: &surface) }
  }

  /// Across, and up or down where it steps.
  private func draw(
    _ target: Target, periods: Int, left: Int, width: Int, scale: Scale, on surface: inout Surface
  ) {
    let glyphs = surface.glyphs
    var last: Int?
    for column in 0..<width {
      let period = width < 2 ? 0 : (column * max(0, periods - 1) * 2 + width - 1) / (2 * (width - 1))
      guard let row = target.value(at: period).map(scale.row) else {
        last = nil
        continue
      }
      if let last, last != row {
        for between in (min(last, row) + 1)..<max(last, row) where between >= 0 && between < scale.rows {
          surface.write(glyphs.dashedVertical, row: between, column: left + column, role: .target)
        }
      }
      last = row
      guard row >= 0, row < scale.rows else { continue }
      surface.write(glyphs.dashed, row: row, column: left + column, role: .target)
    }
  }

  private func draw(
    _ series: Series, periods: Int, left: Int, width: Int, scale: Scale, on surface: inout Surface
  ) {
    let isASCII = surface.glyphs.tier == .ascii
    if isASCII {
      for (index, value) in series.values.enumerated() {
        guard let value, value.isFinite else { continue }
        let column = left + Self.position(of: index, periods: periods, length: width)
        let sign =
          switch series.stroke {
          case .solid: "*"
          case .dotted: "."
          case .dashed: "o"
          }
        surface.write(sign, row: scale.row(of: value), column: column, role: series.role)
      }
      return
    }
    var grid = DotGrid(columns: width, rows: scale.rows)
    var previous: (x: Int, y: Int)?
    for (index, value) in series.values.enumerated() {
      guard let value, value.isFinite else {
        previous = nil
        continue
      }
      let point = (
        x: Self.position(of: index, periods: periods, length: grid.width), y: scale.dot(of: value)
      )
      if let previous {
        grid.line(from: previous, to: point, stroke: series.stroke)
        // A line of one dot falls apart into steps; of two it holds together.
        if isRounded, series.stroke == .solid {
          let shift = previous.y > 0 && point.y > 0 ? -1 : 1
          grid.line(
            from: (x: previous.x, y: previous.y + shift), to: (x: point.x, y: point.y + shift))
        }
      } else {
        grid.set(x: point.x, y: point.y)
      }
      previous = point
    }
    for row in 0..<scale.rows {
      for column in 0..<width {
        guard let glyph = grid.glyph(row: row, column: column) else { continue }
        surface.write(glyph, row: row, column: left + column, role: series.role)
      }
    }
  }

  private func drawTicks(periods: Int, left: Int, width: Int, on surface: inout Surface) {
    var free = 0
    for tick in ticks where tick.index >= 0 && tick.index < max(1, periods) {
      let columns = surface.glyphs.columns(of: tick.label)
      let center = left + Self.position(of: tick.index, periods: periods, length: width)
      let start = max(left, min(surface.width - columns, center - columns / 2))
      guard start >= free, columns <= surface.width else { continue }
      surface.write(tick.label, row: surface.height - 1, column: start, role: .dim)
      free = start + columns + 1
    }
  }

  private static func position(of index: Int, periods: Int, length: Int) -> Int {
    periods < 2 ? 0 : (index * (length - 1) + (periods - 1) / 2) / (periods - 1)
  }

  private var extent: ClosedRange<Double>? {
    if let domain { return domain }
    let wanted = targets.flatMap { $0.steps.compactMap { $0 } + [$0.value] }
    let values = series.flatMap { $0.values.compactMap { $0 } }.filter(\.isFinite) + wanted
    guard let low = values.min(), let high = values.max() else { return nil }
    // A level line needs some height around it.
    return low < high ? low...high : (low - 1)...(high + 1)
  }

  /// A value with fixed decimals, without Foundation.
  private func fixed(_ value: Double, decimals: Int) -> String {
    var unit = 1
    for _ in 0..<decimals { unit *= 10 }
    let scaled = Int((abs(value) * Double(unit)).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    if decimals == 0 { return sign + String(scaled) }
    let part = String(scaled % unit)
    return sign + String(scaled / unit) + "." + String(repeating: "0", count: decimals - part.count) + part
  }

  /// Values to rows and dots, the highest at the top.
  struct Scale {
    let low: Double
    let high: Double
    let rows: Int

    init?(domain: ClosedRange<Double>?, rows: Int) {
      guard let domain, domain.lowerBound < domain.upperBound, domain.lowerBound.isFinite, domain.upperBound.isFinite
      else { return nil }
      low = domain.lowerBound
      high = domain.upperBound
      self.rows = rows
    }

    func dot(of value: Double) -> Int {
      let part = (high - value) / (high - low)
      // A row below or above stands for everything farther out.
      return Int((min(2, max(-1, part)) * Double(rows * 4 - 1)).rounded())
    }

    func row(of value: Double) -> Int {
      let dot = dot(of: value)
      return dot < 0 ? -1 : dot / 4
    }

    /// The least round step whose ticks stand at least two rows apart, with all of the domain inside; the rows left
    /// over are at the top, or below where the values start above zero.
    func rounded(within limits: ClosedRange<Double>?) -> (scale: Scale, step: (value: Double, decimals: Int))? {
      guard rows >= 5 else { return nil }
      var unit = 1.0
      var decimals = 0
      while unit > (high - low) / Double(rows) && decimals < 6 {
        unit /= 10
        decimals += 1
      }
      while unit * 100 < high - low { unit *= 10 }
      for factor in [1.0, 2, 5, 10, 20, 50, 100, 200, 500, 1000] {
        let value = unit * factor
        let first = (low / value + 1e-9).rounded(.down)
        let last = (high / value - 1e-9).rounded(.up)
        let steps = max(1, Int(last - first))
        let each = (rows - 1) / steps
        guard each >= 2 else { continue }
        var perRow = value / Double(each)
        var spare = rows - 1 - steps * each
        if let limits, spare > 0, last * value + Double(spare) * perRow > limits.upperBound,
          first * value - Double(spare) * perRow < limits.lowerBound
        {
          // Neither end has room: the ticks share the rows as evenly as rows allow.
          perRow = Double(steps) * value / Double(rows - 1)
          spare = 0
        }
        let isRoomBelow = first * value - Double(spare) * perRow > -perRow / 4
        // The lowest tick lies on the third of the four dots of its row, and so do all others.
        let bottom = first * value - Double(isRoomBelow ? spare : 0) * perRow - perRow / 4
        let top = bottom + perRow / 4 * Double(rows * 4 - 1)
        guard let scale = Scale(domain: bottom...top, rows: rows) else { return nil }
        return (scale, (value, max(0, decimals - (factor >= 1000 ? 3 : factor >= 100 ? 2 : factor >= 10 ? 1 : 0))))
      }
      return nil
    }

    /// A step of 1, 2 or 5 times a power of ten that leaves at least two rows between labels.
    var niceStep: (value: Double, decimals: Int) {
      let least = (high - low) / Double(max(1, (rows + 1) / 2))
      var unit = 1.0
      var decimals = 0
      while unit > least && decimals < 6 {
        unit /= 10
        decimals += 1
      }
      while unit * 10 <= least { unit *= 10 }
      for factor in [1.0, 2, 5, 10] where unit * factor >= least {
        return (unit * factor, factor == 10 ? max(0, decimals - 1) : decimals)
      }
      return (unit * 10, max(0, decimals - 1))
    }
  }
}
