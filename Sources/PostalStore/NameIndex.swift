import Foundation
import PostalModel

/// The names of all areas in memory, by prefectures, for the search. 15 MB for the 680,000 areas of the country.
///
/// It is filled from the areas at the first search and kept current by the stamps of `AreaStamps`: only what has changed
/// since is read again.
struct NameIndex: Sendable {
  /// The areas of a prefecture by code: names end to end as folded UTF-16 units.
  struct Block: Sendable, Equatable {
    /// The code without its last eight digits.
    var number: Int
    var stamp: Int
    var units: [UInt16] = []
    /// The first unit of each name, and where each name ends.
    var firsts: [UInt16] = []
    var ends: [UInt32] = []
    /// The last eight digits of each code, times eight, and its level.
    var codes: [UInt32] = []
    /// The places of the areas that others can lie in.
    var upper: [UInt32] = []
    /// Some names begin with a digit or a letter.
    var beginsPlainly = false

    var count: Int { codes.count }
    func id(_ place: Int) -> Int { number * Self.span + Int(codes[place] >> 3) }
    func level(_ place: Int) -> Int { Int(codes[place] & 7) }
    func start(_ place: Int) -> Int { place == 0 ? 0 : Int(ends[place - 1]) }

    /// The areas of a prefecture have codes from its number times this on.
    static let span = 100_000_000

    /// The first place whose code is not below an area's.
    func place(from id: Int) -> Int {
      if id <= number * Self.span { return 0 }
      let least = id - number * Self.span
      if least >= Self.span { return count }
      var (low, high) = (0, count)
      while low < high {
        let middle = (low + high) / 2
        if Int(codes[middle] >> 3) < least { low = middle + 1 } else { high = middle }
      }
      return low
    }

    mutating func add(id: Int, name: [UInt16]) {
      let code = AreaCode(number: id)
      if code.level < .village { upper.append(UInt32(count)) }
      if name[0] < 0x80 { beginsPlainly = true }
      units.append(contentsOf: name)
      firsts.append(name[0])
      ends.append(UInt32(units.count))
      codes.append(UInt32(id - number * Self.span) << 3 | UInt32(code.level.rawValue))
    }
  }

  /// A name or code of former times.
  struct Former: Sendable, Equatable {
    var name: String
    var units: [UInt16]
    var code: Int?
    /// The area that it is now.
    var area: Int
  }

  /// By number.
  var blocks: [Block] = []
  var former: [Former] = []
  /// Areas that lie in others than their codes say, with their parents.
  var odd: [Int: Int] = [:]
  /// The newest stamp that everything is as new as.
  var stamp = 0

  /// The place of a block; nil where there is none.
  func block(of id: Int) -> Int? {
    let number = id / Block.span
    let place = firstBlock(from: number)
    return place < blocks.count && blocks[place].number == number ? place : nil
  }

  /// The place of the first block of this number or a higher one.
  func firstBlock(from number: Int) -> Int {
    var (low, high) = (0, blocks.count)
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  mutating func replace(_ block: Block, odd: [Int: Int]) {
    self.odd = self.odd.filter { $0.key / Block.span != block.number }.merging(odd) { $1 }
    let place = firstBlock(from: block.number)
    let isKnown = place < blocks.count && blocks[place].number == block.number
    switch (isKnown, block.count == 0) {
    case (true, true): blocks.remove(at: place)
    case (true, false): blocks[place] = block
    case (false, true): break
    case (false, false): blocks.insert(block, at: place)
    }
  }

  /// The codes that lie below areas: those whose codes say so, and those that hang there by their parents.
  func spans(below areas: [Int]) -> [ClosedRange<Int>] {
    var spans = areas.map { AreaCode(number: $0) }.filter { $0.level < .village }.map {
      $0.number + 1...$0.last.number
    }
    if !odd.isEmpty {
      var known = Set(areas)
      var isNew = true
      while isNew {
        isNew = false
        for (area, parent) in odd
        where !known.contains(area) && (known.contains(parent) || spans.contains { $0.contains(parent) }) {
          known.insert(area)
          spans.append(area...AreaCode(number: area).last.number)
          isNew = true
        }
      }
    }
    var merged: [ClosedRange<Int>] = []
    for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, span.lowerBound <= last.upperBound + 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
      } else {
        merged.append(span)
      }
    }
    return merged
  }

  /// Goes through the areas of spans, block by block.
  func forEach(in spans: [ClosedRange<Int>]?, _ body: (_ block: Int, _ places: Range<Int>) -> Void) {
    guard let spans else {
      for (number, block) in blocks.enumerated() { body(number, 0..<block.count) }
      return
    }
    for span in spans {
      var number = firstBlock(from: span.lowerBound / Block.span)
      while number < blocks.count, blocks[number].number * Block.span <= span.upperBound {
        let (low, high) = (blocks[number].place(from: span.lowerBound), blocks[number].place(from: span.upperBound + 1))
        if low < high { body(number, low..<high) }
        number += 1
      }
    }
  }
}
