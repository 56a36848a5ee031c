/// How well a text fits a name; what comes first is shown first.
public enum MatchGrade: Int, Sendable, Comparable {
  /// The whole name, or all but its generic ending (毕节 of 毕节市).
  case exact
  /// The same of a name or code of former times.
  case former
  case beginning
  case formerBeginning
  case inside
  /// Syllables and first letters in turn.
  case mixed

  public static func < (left: MatchGrade, right: MatchGrade) -> Bool { left.rawValue < right.rawValue }
}

/// Where a text fits a name.
public struct NameMatch: Sendable, Equatable {
  public enum Way: UInt8, Sendable { case name, code, pinyin, initials }

  public var grade: MatchGrade
  public var way: Way
  /// UTF-16 units of the name.
  public var start: Int
  public var length: Int

  public init(grade: MatchGrade, way: Way, start: Int, length: Int) {
    self.grade = grade
    self.way = way
    self.start = start
    self.length = length
  }
}

/// One word of what somebody types to find a name: characters of it, or letters of its 拼音.
public struct NameQuery: Sendable {
  /// As `NameQuery.folded` gives it.
  public let units: [UInt16]
  public let isLetters: Bool
  /// What the letters stand for; nil for anything else.
  public let pinyin: PinyinQuery?
  /// The text without its last unit, and that unit, where short names end so: 威宁 and 县 of 威宁县, which is
  /// 威宁彝族回族苗族自治县.
  private let shortEnding: UInt16?

  /// - Returns: nil for an empty text.
  public init?(_ text: some StringProtocol, pinyin: Pinyin = .standard) {
    units = Self.folded(text)
    guard !units.isEmpty else { return nil }
    isLetters = units.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    self.pinyin = isLetters ? PinyinQuery(units.map { UInt8($0) }, pinyin: pinyin) : nil
    shortEnding = units.count > 2 && Self.shortEndings.contains(units.last!) ? units.last : nil
  }

  private static let shortEndings: Set<UInt16> = Set("县州旗乡".utf16)

  /// Lower case, and full-width letters and digits as ASCII, unit by unit, so that places stay what they are.
  public static func folded(_ text: some StringProtocol) -> [UInt16] { text.utf16.map(folded) }

  public static func folded(_ unit: UInt16) -> UInt16 {
    var unit = unit
    if (0xFF01...0xFF5E).contains(unit) { unit -= 0xFEE0 }
    if (0x41...0x5A).contains(unit) { unit += 0x20 }
    return unit
  }

  /// Fits a folded name.
  public func match(_ name: UnsafeBufferPointer<UInt16>) -> NameMatch? {
    if let pinyin, let found = pinyin.fit(name) {
      let isStem =
        found.isWhole && (found.fit == .full || found.units > 1)
        && NameEndings.isEnding(name, from: found.units)
      let way: NameMatch.Way = found.fit == .initials ? .initials : .pinyin
      let grade: MatchGrade = found.fit == .mixed ? .mixed : isStem ? .exact : .beginning
      return NameMatch(grade: grade, way: way, start: 0, length: found.units)
    }
    guard let start = Self.find(units, in: name) else { return matchShort(name) }
    let grade: MatchGrade =
      start > 0 ? .inside : NameEndings.isEnding(name, from: units.count) ? .exact : .beginning
    return NameMatch(grade: grade, way: .name, start: start, length: units.count)
  }

  private func matchShort(_ name: UnsafeBufferPointer<UInt16>) -> NameMatch? {
    guard let shortEnding, name.count > units.count, name.last == shortEnding, name[0] == units[0] else { return nil }
    let stem = units.count - 1
    for place in 0..<stem where name[place] != units[place] { return nil }
    guard NameEndings.isAutonomous(name, from: stem) else { return nil }
    return NameMatch(grade: .exact, way: .name, start: 0, length: stem)
  }

  static func find(_ part: [UInt16], in name: UnsafeBufferPointer<UInt16>) -> Int? {
    guard name.count >= part.count else { return nil }
    return part.withUnsafeBufferPointer { part in
      let first = part[0]
      outer: for start in 0...(name.count - part.count) where name[start] == first {
        var place = 1
        while place < part.count {
          if name[start + place] != part[place] { continue outer }
          place += 1
        }
        return start
      }
      return nil
    }
  }
}

/// Generic endings of names of areas.
public enum NameEndings {
  private static let plain: [[UInt16]] = [
    "省", "市", "县", "区", "州", "盟", "旗", "镇", "乡", "村", "社区", "街道", "地区", "新区", "林区", "特区", "村委会", "居委会", "办事处", "街道办事处",
    "村民委员会", "村村民委员会", "村村委会", "居民委员会", "社区居委会", "社区居民委员会", "社区村委会", "自治区", "自治州", "自治县", "自治旗",
  ].map { Array($0.utf16) }
  private static let autonomous: [[UInt16]] = ["自治区", "自治州", "自治县", "自治旗", "族乡", "民族乡", "族苏木"].map { Array($0.utf16) }

  /// Is the rest of a name nothing but its ending?
  public static func isEnding(_ name: UnsafeBufferPointer<UInt16>, from start: Int) -> Bool {
    if start == name.count { return true }
    let count = name.count - start
    for ending in plain where ending.count == count {
      if (0..<count).allSatisfy({ name[start + $0] == ending[$0] }) { return true }
    }
    return start > 1 && isAutonomous(name, from: start)
  }

  /// Does the rest of a name hold a people and an autonomous ending? 彝族回族苗族自治县 of 威宁.
  static func isAutonomous(_ name: UnsafeBufferPointer<UInt16>, from start: Int) -> Bool {
    let count = name.count - start
    for ending in autonomous where ending.count <= count {
      let from = name.count - ending.count
      if ending.indices.allSatisfy({ name[from + $0] == ending[$0] }) { return true }
    }
    return false
  }
}
