/// A value as a length, with a thin line behind and a mark where the target is.
public struct Bar: Picture {
  public var value: Double?
  /// The values at the left and at the right edge.
  public var domain: ClosedRange<Double>
  public var target: Double?
  public var role: Role
  /// Full cells with fine steps, instead of cells with air above them.
  public var isSolid: Bool

  public init(
    value: Double?, domain: ClosedRange<Double>, target: Double? = nil, role: Role = .trend, isSolid: Bool = false
  ) {
    self.value = value
    self.domain = domain
    self.target = target
    self.role = role
    self.isSolid = isSolid
  }

  public func draw(on surface: inout Surface) {
    let width = surface.width
    guard width > 0, surface.height > 0 else { return }
    let glyphs = surface.glyphs
    let mark = target.map { column(of: $0, width: width) }
    surface.fill(glyphs.track, row: 0, column: 0, columns: width, role: .axis)
    if let value {
      let exact = position(of: value, width: width)
      var full = Int(exact)
      if isSolid {
        let steps = glyphs.horizontalSteps
        let part = Int((exact - Double(full)) * Double(steps.count))
        surface.fill(glyphs.block, row: 0, column: 0, columns: full, role: role)
        if part > 0 { surface.write(steps[part - 1], row: 0, column: full, role: role) }
      } else {
        full = Int(exact.rounded())
        // The least value is still something.
        if full == 0 && value > domain.lowerBound { full = 1 }
        // Short of the target there is always a gap before its mark, and at the target never.
        if let target, let mark { full = value < target ? min(full, mark - 1) : max(full, mark) }
        full = max(0, min(full, width))
        surface.fill(glyphs.bar, row: 0, column: 0, columns: full, role: role)
        // Half a cell more, where there is a sign for it and it comes not to lie at the mark.
        if let half = glyphs.barHalf, full > 0, full < width, mark.map({ full < $0 - 1 || full > $0 }) ?? true {
          if exact - Double(full) >= 0.25 {
            surface.write(half, row: 0, column: full, role: role)
          } else if Double(full) - exact > 0.25, full > 1 {
            surface.write(half, row: 0, column: full - 1, role: role)
          }
        }
      }
    }
    if let mark { surface.write(glyphs.targetMark, row: 0, column: mark, role: .target) }
  }

  private func position(of value: Double, width: Int) -> Double {
    let length = domain.upperBound - domain.lowerBound
    guard length > 0, value.isFinite else { return 0 }
    return min(1, max(0, (value - domain.lowerBound) / length)) * Double(width)
  }

  private func column(of value: Double, width: Int) -> Int {
    min(width - 1, Int(position(of: value, width: width).rounded()))
  }
}
