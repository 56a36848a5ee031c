/// 拼音: the readings of characters, without tones, by which names are found as they are typed on a keyboard.
///
/// A character with several readings (多音字) has them all: 重庆 is found by `chongqing` and by `zhongqing`.
public struct Pinyin: Sendable {
  /// The readings in lower-case ASCII; their place is their number.
  let syllables: [[UInt8]]
  /// Sets of readings that characters have, as numbers of syllables; set 0 is empty.
  let sets: [[UInt16]]
  /// The set of each UTF-16 unit; 0 where its reading is not known.
  let setOfUnit: [UInt16]

  /// The readings that come with the program.
  public static let standard = Pinyin(PinyinReadings.text)

  /// Reads a table: a syllable a line, then the characters that are read so. `ü` is written v, and `lü` is found by `lu`
  /// too, since keyboards differ.
  public init(_ table: String) {
    var syllables: [[UInt8]] = []
    var numbers: [[UInt8]: UInt16] = [:]
    var readings: [UInt16: [UInt16]] = [:]
    func number(_ letters: [UInt8]) -> UInt16 {
      if let known = numbers[letters] { return known }
      numbers[letters] = UInt16(syllables.count)
      syllables.append(letters)
      return UInt16(syllables.count - 1)
    }
    for line in table.utf8.split(separator: 0x0A) {
      guard let blank = line.firstIndex(of: 0x20) else { continue }
      let letters = Array(line[..<blank])
      var all = [number(letters)]
      if letters.contains(0x76) { all.append(number(letters.map { $0 == 0x76 ? 0x75 : $0 })) }
      let characters = String(decoding: line[line.index(after: blank)...], as: UTF8.self)
      for unit in characters.utf16 where unit > 0x7F && !UTF16.isSurrogate(unit) {
        for reading in all where readings[unit]?.contains(reading) != true {
          readings[unit, default: []].append(reading)
        }
      }
    }
    var sets: [[UInt16]] = [[]]
    var setNumbers: [[UInt16]: UInt16] = [:]
    var setOfUnit = [UInt16](repeating: 0, count: 0x1_0000)
    for (unit, found) in readings {
      let set = found.sorted()
      if let known = setNumbers[set] {
        setOfUnit[Int(unit)] = known
      } else {
        setNumbers[set] = UInt16(sets.count)
        setOfUnit[Int(unit)] = UInt16(sets.count)
        sets.append(set)
      }
    }
    self.syllables = syllables
    self.sets = sets
    self.setOfUnit = setOfUnit
  }

  /// The readings of a character, in the order of letters; none where they are not known.
  public func readings(of character: Character) -> [String] {
    guard let unit = character.utf16.first, character.utf16.count == 1 else { return [] }
    return sets[Int(setOfUnit[Int(unit)])].map { String(decoding: syllables[Int($0)], as: UTF8.self) }.sorted()
  }
}

/// Letters typed for a name: whole syllables, the last of which may be begun; first letters; or both in turn.
public struct PinyinQuery: Sendable {
  /// How letters fit a name.
  public enum Fit: Sendable, Equatable { case full, initials, mixed }

  /// What one set of readings does with the letters from each place on; bit n stands for the n-th letter.
  private struct Steps: Sendable {
    /// Which of `wholes` are its own.
    var wholes: Range<Int> = 0..<0
    /// The places of a first letter, and of zh, ch, sh.
    var initial: UInt64 = 0
    var double: UInt64 = 0
    /// The places from which the rest of the letters begins a syllable.
    var begun: UInt64 = 0
  }

  private let pinyin: Pinyin
  private let letters: [UInt8]
  private let steps: [Steps]
  /// Letters taken by a whole syllable, with the places where they are: end to end, since most sets have none.
  private let wholes: [(length: UInt64, places: UInt64)]
  private let end: UInt64

  /// - Returns: nil for no letters, or more than any name has.
  public init?(_ text: some Sequence<UInt8>, pinyin: Pinyin = .standard) {
    let letters = Array(text)
    guard !letters.isEmpty, letters.count <= 60 else { return nil }
    self.pinyin = pinyin
    self.letters = letters
    end = 1 << UInt64(letters.count)
    let ofSyllables = pinyin.syllables.map { syllable in
      var whole: UInt64 = 0
      var begun: UInt64 = 0
      for place in letters.indices where letters[place] == syllable[0] {
        let rest = letters[place...]
        if rest.starts(with: syllable) {
          whole |= 1 << UInt64(place)
        } else if rest.count < syllable.count, syllable.starts(with: rest) {
          begun |= 1 << UInt64(place)
        }
      }
      return (whole, begun)
    }
    var wholes: [(length: UInt64, places: UInt64)] = []
    steps = pinyin.sets.map { set in
      var steps = Steps()
      let first = wholes.count
      for number in set {
        let syllable = pinyin.syllables[Int(number)]
        let (whole, begun) = ofSyllables[Int(number)]
        if whole != 0 { wholes.append((UInt64(syllable.count), whole)) }
        steps.begun |= begun
        for place in letters.indices where letters[place] == syllable[0] {
          steps.initial |= 1 << UInt64(place)
          if syllable.count > 1, syllable[1] == 0x68, place + 1 < letters.count, letters[place + 1] == 0x68 {
            steps.double |= 1 << UInt64(place)
          }
        }
      }
      steps.wholes = first..<wholes.count
      return steps
    }
    self.wholes = wholes
  }

  /// Can a name that begins with this unit fit at all?
  public func canBegin(_ unit: UInt16) -> Bool {
    steps[Int(pinyin.setOfUnit[Int(unit)])].initial & 1 != 0 || (unit < 0x80 && letters[0] == UInt8(unit))
  }

  /// For each unit whether a name can begin with it.
  public var beginnings: [Bool] { (0...UInt16.max).map(canBegin) }

  /// Fits the letters to a name from its beginning.
  ///
  /// - Returns: how many units of the name they stand for, how, and whether the last of them is whole.
  public func fit(_ name: UnsafeBufferPointer<UInt16>) -> (units: Int, fit: Fit, isWhole: Bool)? {
    guard let first = name.first, canBegin(first) else { return nil }
    return steps.withUnsafeBufferPointer { steps in
      wholes.withUnsafeBufferPointer { wholes in
        pinyin.setOfUnit.withUnsafeBufferPointer { sets in fit(name, steps, wholes, sets) }
      }
    }
  }

  private func fit(
    _ name: UnsafeBufferPointer<UInt16>, _ steps: UnsafeBufferPointer<Steps>,
    _ wholes: UnsafeBufferPointer<(length: UInt64, places: UInt64)>, _ sets: UnsafeBufferPointer<UInt16>
  ) -> (units: Int, fit: Fit, isWhole: Bool)? {
    var full: UInt64 = 1
    var initials: UInt64 = 1
    var mixed: UInt64 = 0
    var found: (units: Int, fit: Fit, isWhole: Bool)?
    for index in 0..<name.count {
      let unit = name[index]
      if unit < 0x80 {
        // Digits and letters in names stand for themselves.
        let places = literalPlaces(UInt8(unit))
        (full, initials, mixed) = ((full & places) << 1, (initials & places) << 1, (mixed & places) << 1)
      } else {
        let set = Int(sets[Int(unit)])
        // What cannot be typed, such as brackets, is passed over.
        if set == 0 { continue }
        let step = steps[set]
        let (wasFull, wasMixed) = (full, mixed)
        let any = full | initials | mixed
        if found == nil, (wasFull | wasMixed) & step.begun != 0 {
          found = (index + 1, wasFull & step.begun != 0 ? .full : .mixed, false)
        }
        initials = (initials & step.initial) << 1 | (initials & step.double) << 2
        mixed = (any & step.initial) << 1 | (any & step.double) << 2
        full = 0
        for place in step.wholes {
          full |= (wasFull & wholes[place].places) << wholes[place].length
          mixed |= (any & wholes[place].places) << wholes[place].length
        }
      }
      if full & end != 0 { return (index + 1, .full, true) }
      if found?.fit == .full { return found }
      if initials & end != 0 { return (index + 1, .initials, true) }
      if found == nil, mixed & end != 0 { found = (index + 1, .mixed, true) }
      if full | initials | mixed == 0 { break }
    }
    return found
  }

  private func literalPlaces(_ unit: UInt8) -> UInt64 {
    var places: UInt64 = 0
    for (place, letter) in letters.enumerated() where letter == unit { places |= 1 << UInt64(place) }
    return places
  }
}
