/// A screen as lines of plain words, for a screen reader, a braille display or a terminal that cannot draw: where one
/// is, what is said there, and what can be opened by its number. One piece of information a line.
public struct LinearPage: Sendable, Equatable {
  /// Where one is: area, period, panel, plan, and whether the data are invented.
  public var place: [String]
  /// What is told.
  public var lines: [String]
  /// What can be opened, in the order of the numbers.
  public var items: [String]
  /// Lines that stand above items, by the place of the item.
  public var headings: [Int: String]

  public init(place: [String], lines: [String], items: [String] = [], headings: [Int: String] = [:]) {
    self.place = place
    self.lines = lines
    self.items = items
    self.headings = headings
  }

  /// Everything but the place, the items under their numbers from 1.
  public var body: [String] {
    lines
      + items.enumerated().flatMap { number, item in (headings[number].map { [$0] } ?? []) + ["\(number + 1) \(item)"] }
  }
}
