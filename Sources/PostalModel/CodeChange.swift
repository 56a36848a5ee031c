/// 区划变更: a code that ended after a month, and the one that replaced it; with the same code twice, a change of name.
public struct CodeChange: Sendable, Equatable {
  public var old: AreaCode
  public var new: AreaCode
  public var oldName: String
  public var newName: String
  /// The last month of the old code or name.
  public var ended: Month
  /// Where it is written, as problems show it.
  public var file: String
  public var line: Int

  public init(
    old: AreaCode, new: AreaCode, oldName: String, newName: String, ended: Month, file: String = "", line: Int = 0
  ) {
    self.old = old
    self.new = new
    self.oldName = oldName
    self.newName = newName
    self.ended = ended
    self.file = file
    self.line = line
  }

  /// 更名: the area keeps its code.
  public var isRenaming: Bool { old == new }
}

/// 区划变更表: all changes, in the order in which they took place.
///
/// A code that alone goes over into another is the same place under a new code (改码). Several codes that go over into
/// one are a merger (合并): they were areas of their own until then.
public struct ChangeBook: Sendable, Equatable {
  /// By month, those of higher levels first.
  public let changes: [CodeChange]
  private let byOld: [AreaCode: CodeChange]
  private let origins: [AreaCode: Int]

  /// Everything that makes a list of changes no book is among `problems`.
  public init(_ changes: [CodeChange]) {
    self.changes = changes.sorted { left, right in
      (left.ended, left.old.level, left.old) < (right.ended, right.old.level, right.old)
    }
    let moved = self.changes.filter { !$0.isRenaming }
    byOld = Dictionary(moved.map { ($0.old, $0) }, uniquingKeysWith: { first, _ in first })
    origins = Dictionary(grouping: byOld.values, by: \.new).mapValues(\.count)
  }

  /// The change by which a code ended; nil for one that did not.
  public func change(of code: AreaCode) -> CodeChange? { byOld[code] }

  /// Is the code one of several that went over into one?
  public func isMerged(_ change: CodeChange) -> Bool { (origins[change.new] ?? 0) > 1 }

  /// The code that stands at the end of a chain of changes; the code itself where it did not end.
  public func successor(of code: AreaCode) -> AreaCode {
    var current = code
    var steps = 0
    while let next = byOld[current], steps < byOld.count {
      current = next.new
      steps += 1
    }
    return current
  }

  /// A code that goes over into two, into one of another level, into itself by way of others, or that ends before it
  /// begins.
  public var problems: [Problem] {
    var found: [Problem] = []
    func tell(_ change: CodeChange, _ zh: String, _ en: String) {
      found.append(Problem(file: change.file, line: change.line, zh: zh, en: en))
    }
    for change in changes where !change.isRenaming {
      if let first = byOld[change.old], first != change, first.new != change.new {
        tell(
          change, "\(change.old) 已改为 \(first.new),又改为 \(change.new);拆分不能按代码对应,请删去一行,新区划用区划人口表(areas)登记",
          "\(change.old) went over into \(first.new) and into \(change.new) as well; a split cannot follow codes: remove "
            + "one row and declare the new areas by the areas form")
        continue
      }
      if change.old.level != change.new.level {
        tell(
          change, "\(change.old) 与 \(change.new) 级别不同;请改正代码,升降级的区划用区划人口表(areas)登记",
          "\(change.old) and \(change.new) are of different levels; correct a code, or declare areas of another level by "
            + "the areas form")
      }
      if byOld[successor(of: change.old)] != nil {
        tell(
          change, "\(change.old) 经几次变更又回到原代码;请改正其中一行",
          "\(change.old) comes back to itself by several changes; correct one of the rows")
      } else if let next = byOld[change.new], next.ended < change.ended {
        tell(
          change, "\(change.new) 在 \(next.ended) 已停用,而 \(change.old) 到 \(change.ended) 才改为它;请改正月份",
          "\(change.new) ended in \(next.ended), before \(change.old) went over into it in \(change.ended); correct a month"
        )
      }
    }
    return found
  }
}
