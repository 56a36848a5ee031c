/// Turning the pages of something longer than the room it has, by the seconds that went by.
public struct Pages: Sendable, Hashable {
  /// From 0.
  public let page: Int
  public let count: Int
  /// What the page shows of the whole.
  public let range: Range<Int>

  /// - Parameters:
  ///   - total: how many there are.
  ///   - size: how many fit on a page.
  ///   - seconds: how long each page stays.
  public init(of total: Int, size: Int, elapsed: Int, seconds: Int) {
    let size = max(1, size)
    count = max(1, (total + size - 1) / size)
    page = max(0, elapsed) / max(1, seconds) % count
    range = min(total, page * size)..<min(total, (page + 1) * size)
  }

  /// Pages of pieces of unequal length, each filled as far as it goes; a piece too long for any has one of its own.
  ///
  /// - Parameter gap: what lies between two.
  public init(of lengths: [Int], room: Int, gap: Int, elapsed: Int, seconds: Int) {
    var pages: [Range<Int>] = []
    var start = 0
    var used = 0
    for (index, length) in lengths.enumerated() {
      if index > start, used + gap + length > room {
        pages.append(start..<index)
        (start, used) = (index, length)
      } else {
        used += (index > start ? gap : 0) + length
      }
    }
    pages.append(start..<lengths.count)
    count = pages.count
    page = max(0, elapsed) / max(1, seconds) % pages.count
    range = pages[page]
  }

  /// `2/5`; nil where there is one page only.
  public var text: String? { count > 1 ? "\(page + 1)/\(count)" : nil }
}
