/// What a table can be written as; the raw value is the ending of its file.
public enum FileKind: String, CaseIterable, Hashable, Sendable {
  case xlsx, csv, json, md
}
