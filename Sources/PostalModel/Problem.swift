/// One thing that is wrong with a return: where, what, and what would be right, in both languages.
public struct Problem: Error, Sendable, Equatable {
  public var file: String
  /// From 1; 0 where the whole file is meant.
  public var line: Int
  /// From 1, a column of the table; 0 where the whole line is meant.
  public var column: Int
  public var zh: String
  public var en: String

  public init(file: String, line: Int = 0, column: Int = 0, zh: String, en: String) {
    self.file = file
    self.line = line
    self.column = column
    self.zh = zh
    self.en = en
  }

  /// `file:line:column: what is wrong and what would be right`.
  public func text(_ language: Language) -> String {
    "\(file.spellingUnseen()):\(max(line, 1)):\(max(column, 1)): \(language == .zh ? zh : en)"
  }
}

/// The two languages of the program.
public enum Language: String, Sendable, CaseIterable {
  case zh
  case en
}
