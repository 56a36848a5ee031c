import PostalModel

/// What is wrong with a file of Data or Themes: where, what, and what would be right, in both languages.
public struct CatalogError: Error, Sendable, Equatable {
  public var file: String
  /// From 1; 0 where the whole file is meant.
  public var line: Int
  public var zh: String
  public var en: String

  public init(file: String, line: Int = 0, zh: String, en: String) {
    self.file = file
    self.line = line
    self.zh = zh
    self.en = en
  }

  /// `file:line: what is wrong and what would be right`; without a line where the whole file is meant.
  public func text(_ language: Language) -> String {
    let place = line > 0 ? "\(file):\(line)" : file
    // A value that is told may hold anything.
    return "\(place): \(language == .zh ? zh : en)".spellingUnseen()
  }
}
