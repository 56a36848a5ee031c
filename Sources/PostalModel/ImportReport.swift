/// 导入任务: which file is to be taken in, and how.
public struct ImportOrder: Hashable, Sendable {
  public var path: String
  /// nil to tell the form by the headings.
  public var form: Form?
  /// The month of rows that give none.
  public var month: Month?
  /// The area the file is for.
  public var scope: AreaCode?
  /// The path of a map of columns.
  public var map: String?
  /// Everything is tried, and nothing stored.
  public var isDryRun: Bool
  /// Bad rows are kept out, and the others stored.
  public var isPartial: Bool

  public init(
    path: String, form: Form? = nil, month: Month? = nil, scope: AreaCode? = nil, map: String? = nil,
    isDryRun: Bool = true, isPartial: Bool = false
  ) {
    self.path = path
    self.form = form
    self.month = month
    self.scope = scope
    self.map = map
    self.isDryRun = isDryRun
    self.isPartial = isPartial
  }

  /// The name of the file without its folders.
  public var name: String { String(path.split(separator: "/").last ?? "") }
}

/// How far an import has come; shares are of the rows, 0 to 1.
public enum ImportStage: Sendable, Equatable {
  case reading(Double)
  case storing(Double)
  /// Sums and indexes are being made; how long is not known.
  case adding
}

/// 导入结果: what became of a file, or would become of it.
public struct ImportReport: Sendable, Equatable {
  /// What one form of the file came to.
  public struct Part: Sendable, Equatable {
    public var form: Form
    /// The number in the ledger; nil for a dry run and where nothing was stored.
    public var importID: Int?
    public var read: Int
    public var kept: Int
    public var replaced: Int
    /// Of the replaced rows, those that say what the earlier ones said.
    public var unchanged: Int
    public var rejected: Int
    /// The import that had stored the same file already.
    public var sameAs: Int?
    /// The figures it moves, the weightiest first; nil where they were not watched.
    public var moves: [FigureMove]?
    /// Signed months that it revises.
    public var revisions: [Revision]

    public init(
      form: Form, importID: Int?, read: Int, kept: Int, replaced: Int, unchanged: Int = 0, rejected: Int,
      sameAs: Int? = nil, moves: [FigureMove]? = nil, revisions: [Revision] = []
    ) {
      self.form = form
      self.importID = importID
      self.read = read
      self.kept = kept
      self.replaced = replaced
      self.rejected = rejected
      self.unchanged = unchanged
      self.sameAs = sameAs
      self.moves = moves
      self.revisions = revisions
    }
  }

  public var order: ImportOrder
  public var parts: [Part]
  /// All that is wrong, at most a few hundred; `wrong` counts the rows.
  public var problems: [Problem]
  public var read: Int
  public var wrong: Int
  /// Worth knowing: `file:line` and what, in both languages.
  public var notes: [Problem]
  /// Nothing of the file was stored, or would be.
  public var isRefused: Bool
  /// It was given up by hand.
  public var isCancelled = false

  public init(
    order: ImportOrder, parts: [Part] = [], problems: [Problem] = [], read: Int = 0, wrong: Int = 0,
    notes: [Problem] = [], isRefused: Bool
  ) {
    self.order = order
    self.parts = parts
    self.problems = problems
    self.read = read
    self.wrong = wrong
    self.notes = notes
    self.isRefused = isRefused
  }
}
