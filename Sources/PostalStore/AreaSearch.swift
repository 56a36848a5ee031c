import PostalModel

/// One search among the names of areas. Values in, values out.
///
/// What is found is ordered by grade, then higher levels, then nearness to a place, then code. A country's names are gone
/// through in a few milliseconds, so that nothing has to be kept for each beginning.
struct AreaSearch {
  let index: NameIndex
  let near: AreaCode?

  /// An area that fits.
  struct Candidate {
    /// Grade, level, nearness, block and place, from high to low bits.
    var key: UInt64
    var id: Int
    var match: NameMatch
    var former: Int32 = -1

    /// What is the same for areas of one grade, level and nearness.
    var rank: UInt64 { key >> Self.placeBits }
    static let placeBits: UInt64 = 44
  }

  private var found: Best

  /// - Parameter limit: how many candidates are kept, the best.
  init(_ index: NameIndex, near: AreaCode?, limit: Int) {
    self.index = index
    self.near = near
    found = Best(limit: limit)
  }

  /// The best candidates, best first, each area once.
  static func candidates(for text: String, in index: NameIndex, near: AreaCode?, limit: Int) -> [Candidate] {
    var search = AreaSearch(index, near: near, limit: limit)
    search.run(text)
    var seen: Set<Int> = []
    return search.found.sorted.filter { seen.insert($0.id).inserted }
  }

  private mutating func run(_ text: String) {
    let words = Self.words(of: text)
    guard let first = words.first else { return }
    if words.count == 1 {
      find(first, in: nil, splitting: 2)
    } else {
      findLevels(words)
      // Syllables set apart are one name as well.
      let joined = words.joined()
      if NameQuery(joined)?.isLetters == true { find(joined, in: nil, splitting: 0) }
    }
  }

  /// The words of a text, from above to below; `'` only tells syllables apart.
  static func words(of text: String) -> [String] {
    text.split { $0.isWhitespace || "›>/,,、".contains($0) }.map { $0.filter { !"'’·".contains($0) } }
      .filter { !$0.isEmpty }
  }

  // MARK: levels

  private mutating func findLevels(_ words: [String]) {
    var spans: [ClosedRange<Int>]?
    for word in words.dropLast() {
      guard let query = NameQuery(word) else { return }
      let above = upperAreas(query, in: spans)
      if above.isEmpty { return }
      spans = index.spans(below: above)
    }
    find(words.last!, in: spans, splitting: 1)
  }

  /// The areas above villages that a word means; those that only hold it count where no other does.
  private func upperAreas(_ query: NameQuery, in spans: [ClosedRange<Int>]?) -> [Int] {
    var best: [Int] = []
    var inside: [Int] = []
    if let code = Self.codes(query) {
      forEachUpper(in: spans) { id, _ in if code.contains(id) { best.append(id) } }
      return best
    }
    forEachUpper(in: spans) { id, name in
      guard let match = query.match(name) else { return }
      if match.grade <= .beginning { best.append(id) } else { inside.append(id) }
    }
    for former in index.former where !former.units.isEmpty {
      guard let match = former.units.withUnsafeBufferPointer(query.match), match.grade <= .beginning else { continue }
      if spans?.contains(where: { $0.contains(former.area) }) ?? true { best.append(former.area) }
    }
    return best.isEmpty ? inside : best
  }

  /// - Parameter first: the unit that names have to begin with; nil for all.
  private func forEachUpper(
    in spans: [ClosedRange<Int>]?, beginningWith first: UInt16? = nil,
    _ body: (Int, UnsafeBufferPointer<UInt16>) -> Void
  ) {
    index.forEach(in: spans) { number, places in
      let block = index.blocks[number]
      block.units.withUnsafeBufferPointer { units in
        for upper in block.upper where places.contains(Int(upper)) {
          let place = Int(upper)
          if let first, block.firsts[place] != first { continue }
          body(block.id(place), UnsafeBufferPointer(rebasing: units[block.start(place)..<Int(block.ends[place])]))
        }
      }
    }
  }

  // MARK: one word

  private mutating func find(_ word: String, in spans: [ClosedRange<Int>]?, splitting levels: Int) {
    guard let query = NameQuery(word) else { return }
    if let codes = Self.codes(query) { find(codes: codes, digits: query.units.count, in: spans) }
    if query.isLetters { findLetters(query, in: spans) } else { findText(query, in: spans) }
    findFormer(query, in: spans)
    if levels > 0, !query.isLetters, query.units.count > 2 { findSplit(query, in: spans, levels: levels) }
  }

  /// The codes that digits begin; nil for anything but digits.
  private static func codes(_ query: NameQuery) -> ClosedRange<Int>? {
    guard query.units.count <= 12, query.units.allSatisfy({ (0x30...0x39).contains($0) }), query.units[0] != 0x30
    else { return nil }
    var number = query.units.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    var unit = 1
    for _ in query.units.count..<12 {
      number *= 10
      unit *= 10
    }
    return number...number + unit - 1
  }

  private mutating func find(codes: ClosedRange<Int>, digits: Int, in spans: [ClosedRange<Int>]?) {
    let within = spans?.filter { $0.overlaps(codes) }.map { $0.clamped(to: codes) } ?? [codes]
    let isCode = [2, 4, 6, 9, 12].contains(digits)
    let index = index
    index.forEach(in: within) { number, places in
      for place in places {
        let isExact = isCode && index.blocks[number].id(place) == codes.lowerBound
        take(number, place, NameMatch(grade: isExact ? .exact : .beginning, way: .code, start: 0, length: 0))
      }
    }
    // A code of former times, and what lay below it under the same digits.
    for (number, former) in index.former.enumerated() {
      guard let old = former.code else { continue }
      let code = AreaCode(number: old)
      if codes.contains(old) {
        let isExact = isCode && old == codes.lowerBound
        take(
          former.area, number,
          NameMatch(grade: isExact ? .former : .formerBeginning, way: .code, start: 0, length: 0), in: spans)
      } else if (old...code.last.number).contains(codes.lowerBound) {
        let shift = former.area - old
        let moved = codes.lowerBound + shift...codes.upperBound + shift
        index.forEach(in: [moved]) { block, places in
          for place in places {
            take(block, place, NameMatch(grade: .former, way: .code, start: 0, length: 0), former: number)
          }
        }
      }
    }
  }

  /// By the first unit most names are passed over.
  private mutating func findLetters(_ query: NameQuery, in spans: [ClosedRange<Int>]?) {
    guard let pinyin = query.pinyin else { return }
    let index = index
    // Digits stand in few names, and in front.
    let isPlain = query.units[0] < 0x61
    let canBegin = isPlain ? [] : pinyin.beginnings
    index.forEach(in: spans) { number, places in
      let block = index.blocks[number]
      if isPlain, !block.beginsPlainly { return }
      block.units.withUnsafeBufferPointer { units in
        block.firsts.withUnsafeBufferPointer { firsts in
          canBegin.withUnsafeBufferPointer { canBegin in
            for place in places {
              let first = firsts[place]
              guard isPlain ? first == query.units[0] : canBegin[Int(first)] else { continue }
              let name = UnsafeBufferPointer(rebasing: units[block.start(place)..<Int(block.ends[place])])
              if let match = query.match(name) { take(number, place, match) }
            }
          }
        }
      }
    }
  }

  /// Looks for the first unit alone over all names end to end, and for the rest only where it stands.
  private mutating func findText(_ query: NameQuery, in spans: [ClosedRange<Int>]?) {
    let index = index
    let text = query.units
    index.forEach(in: spans) { number, places in
      let block = index.blocks[number]
      block.units.withUnsafeBufferPointer { units in
        block.ends.withUnsafeBufferPointer { ends in
          var place = places.lowerBound
          let last = Int(ends[places.upperBound - 1])
          var unit = Self.next(text[0], in: units, from: block.start(place), to: last)
          while unit < last {
            while Int(ends[place]) <= unit { place += 1 }
            let (start, end) = (place == 0 ? 0 : Int(ends[place - 1]), Int(ends[place]))
            var next = end
            if unit == start {
              if let match = query.match(UnsafeBufferPointer(rebasing: units[start..<end])) {
                take(number, place, match)
              }
            } else if unit + text.count <= end, text.indices.allSatisfy({ units[unit + $0] == text[$0] }) {
              take(number, place, NameMatch(grade: .inside, way: .name, start: unit - start, length: text.count))
            } else {
              next = unit + 1
            }
            unit = Self.next(text[0], in: units, from: next, to: last)
          }
        }
      }
    }
  }

  /// The first place of a unit from one place on; the end where there is none.
  private static func next(_ unit: UInt16, in units: UnsafeBufferPointer<UInt16>, from start: Int, to end: Int) -> Int {
    var place = start
    let wanted = SIMD32(repeating: unit)
    let raw = UnsafeRawBufferPointer(units)
    while place + 32 <= end {
      let found = raw.loadUnaligned(fromByteOffset: place * 2, as: SIMD32<UInt16>.self) .== wanted
      if any(found) { break }
      place += 32
    }
    while place < end, units[place] != unit { place += 1 }
    return place
  }

  private mutating func findFormer(_ query: NameQuery, in spans: [ClosedRange<Int>]?) {
    for (number, former) in index.former.enumerated() where !former.units.isEmpty {
      guard var match = former.units.withUnsafeBufferPointer(query.match) else { continue }
      switch match.grade {
      case .exact: match.grade = .former
      case .beginning: match.grade = .formerBeginning
      default: match.grade = .mixed
      }
      take(former.area, number, match, in: spans)
    }
  }

  /// Two levels without a blank: 毕节七星关.
  private mutating func findSplit(_ query: NameQuery, in spans: [ClosedRange<Int>]?, levels: Int) {
    var above: [Int: [Int]] = [:]
    let units = query.units
    forEachUpper(in: spans, beginningWith: units[0]) { id, name in
      // What the name and the text begin with alike has to be the name, or all but its ending.
      var alike = 1
      while alike < min(name.count, units.count - 1), name[alike] == units[alike] { alike += 1 }
      for length in 1...alike where length > 1 || name.count <= 2 {
        if NameEndings.isEnding(name, from: length) { above[length, default: []].append(id) }
      }
    }
    for (length, areas) in above {
      // 毕节市 is not what lies in 毕节 and holds 市.
      if units.withUnsafeBufferPointer({ NameEndings.isEnding($0, from: length) }) { continue }
      let rest = String(decoding: units[length...], as: UTF16.self)
      find(rest, in: index.spans(below: areas), splitting: levels - 1)
    }
  }

  // MARK: taking

  private mutating func take(_ block: Int, _ place: Int, _ match: NameMatch, former: Int = -1) {
    let (id, level) = (index.blocks[block].id(place), index.blocks[block].level(place))
    let rank = UInt64(match.grade.rawValue) << 16 | UInt64(level) << 8 | UInt64(distance(of: id))
    let key = rank << Candidate.placeBits | UInt64(block) << 24 | UInt64(place)
    if found.isTooLate(key) { return }
    found.add(Candidate(key: key, id: id, match: match, former: Int32(former)))
  }

  private mutating func take(_ area: Int, _ former: Int, _ match: NameMatch, in spans: [ClosedRange<Int>]?) {
    guard spans?.contains(where: { $0.contains(area) }) ?? true, let block = index.block(of: area) else { return }
    let place = index.blocks[block].place(from: area)
    guard place < index.blocks[block].count, index.blocks[block].id(place) == area else { return }
    take(block, place, match, former: former)
  }

  /// 0 in the same county, 1 in the same prefecture, 2 in the same province, 3 elsewhere.
  private func distance(of id: Int) -> Int {
    guard let near else { return 3 }
    if near.level >= .county, id / 1_000_000 == near.number / 1_000_000 { return 0 }
    if near.level >= .prefecture, id / 100_000_000 == near.number / 100_000_000 { return 1 }
    return id / 10_000_000_000 == near.number / 10_000_000_000 ? 2 : 3
  }
}

/// The best candidates of many, at most so many: a heap with the worst on top.
private struct Best {
  let limit: Int
  private var heap: [AreaSearch.Candidate] = []

  init(limit: Int) { self.limit = limit }

  func isTooLate(_ key: UInt64) -> Bool { heap.count == limit && key >= heap[0].key }

  mutating func add(_ candidate: AreaSearch.Candidate) {
    if heap.count < limit {
      heap.append(candidate)
      var place = heap.count - 1
      while place > 0, heap[(place - 1) / 2].key < heap[place].key {
        heap.swapAt(place, (place - 1) / 2)
        place = (place - 1) / 2
      }
      return
    }
    heap[0] = candidate
    var place = 0
    while true {
      var worst = place
      for child in [2 * place + 1, 2 * place + 2] where child < limit && heap[child].key > heap[worst].key {
        worst = child
      }
      if worst == place { return }
      heap.swapAt(place, worst)
      place = worst
    }
  }

  var sorted: [AreaSearch.Candidate] { heap.sorted { $0.key < $1.key } }
}
