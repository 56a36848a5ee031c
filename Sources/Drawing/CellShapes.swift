/// Lines, blocks and braille as shapes instead of characters, so that they join whatever the font. A cell is
/// ``across`` wide and ``down`` high.
enum CellShape: Hashable {
  /// A line from here to there.
  case line(x: Double, y: Double, toX: Double, toY: Double)
  /// A quarter of a rounded corner, from the middle of one side to that of another, bent about the middle of the cell.
  case corner(x: Double, y: Double, toX: Double, toY: Double)
  case block(x: Double, y: Double, width: Double, height: Double)
  case dot(x: Double, y: Double)

  static let across = 9.0
  static let down = 21.0

  /// The shapes of a character; nil for one that is written as text.
  static func shapes(of scalar: Unicode.Scalar) -> [CellShape]? {
    let (right, bottom) = (across, down)
    let (middle, center) = (across / 2, down / 2)
    func line(_ x: Double, _ y: Double, _ toX: Double, _ toY: Double) -> CellShape {
      .line(x: x, y: y, toX: toX, toY: toY)
    }
    func block(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> CellShape {
      .block(x: x, y: y, width: width, height: height)
    }
    switch scalar.value {
    case 0x2500: return [line(0, center, right, center)]
    case 0x2502: return [line(middle, 0, middle, bottom)]
    case 0x250A:
      return (0..<4).map { line(middle, bottom / 4 * (Double($0) + 0.25), middle, bottom / 4 * (Double($0) + 0.75)) }
    case 0x254C:
      return (0..<2).map { line(right / 2 * (Double($0) + 0.2), center, right / 2 * (Double($0) + 0.8), center) }
    case 0x256D: return [.corner(x: right, y: center, toX: middle, toY: bottom)]
    case 0x256E: return [.corner(x: 0, y: center, toX: middle, toY: bottom)]
    case 0x256F: return [.corner(x: 0, y: center, toX: middle, toY: 0)]
    case 0x2570: return [.corner(x: right, y: center, toX: middle, toY: 0)]
    case 0x2524: return [line(middle, 0, middle, bottom), line(0, center, middle, center)]
    case 0x2534: return [line(0, center, right, center), line(middle, 0, middle, center)]
    case 0x253C: return [line(middle, 0, middle, bottom), line(0, center, right, center)]
    case 0x2580: return [block(0, 0, right, center)]
    case 0x2581...0x2588:
      let height = bottom / 8 * Double(scalar.value - 0x2580)
      return [block(0, bottom - height, right, height)]
    case 0x2589...0x258F: return [block(0, 0, right / 8 * Double(0x2590 - scalar.value), bottom)]
    case 0x2800...0x28FF:
      let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
      return places.indices.filter { scalar.value >> $0 & 1 == 1 }.map {
        .dot(x: right / 4 * Double(places[$0].0 * 2 + 1), y: bottom / 8 * Double(places[$0].1 * 2 + 1))
      }
    default: return nil
    }
  }
}
