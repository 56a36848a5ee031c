import PostalModel

/// A length of time in words, its two largest units: 3 天 4 小时, 2 min 10 s.
enum ElapsedTime {
  static func text(_ seconds: Int, _ language: Language) -> String {
    let seconds = max(0, seconds)
    let units: [(length: Int, zh: String, en: String)] = [
      (86400, "天", "d"), (3600, "小时", "h"), (60, "分", "min"), (1, "秒", "s"),
    ]
    guard let first = units.firstIndex(where: { seconds >= $0.length }) else { return language == .zh ? "0 秒" : "0 s" }
    var rest = seconds
    return units[first...].prefix(2).compactMap { unit in
      let count = rest / unit.length
      rest %= unit.length
      return count == 0 ? nil : "\(count) \(language == .zh ? unit.zh : unit.en)"
    }.joined(separator: " ")
  }
}
