import PostalModel

/// The areas and code changes that come with the program.
public struct ShippedAreas: Sendable {
  public var areas: [(code: AreaCode, name: String, parent: AreaCode?)]
  public var changes: [CodeChange]

  public init(
    areas: [(code: AreaCode, name: String, parent: AreaCode?)] = [],
    changes: [CodeChange] = []
  ) {
    self.areas = areas
    self.changes = changes
  }
}

extension PostalStore {
  static func install(_ shipped: ShippedAreas, _ db: Database) throws {
    let known = Set(shipped.areas.map(\.code))
    let insert = try db.makeStatement(
      sql: """
        INSERT OR IGNORE INTO area (id, name, level, kind, parent, anchor, base_name, base_parent, shipped, used)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, 1)
        """)
    for area in shipped.areas.sorted(by: { $0.code < $1.code }) {
      let parent = area.parent ?? area.code.ancestors.first(where: known.contains)
      let anchor = anchorCode(
        area.code,
        parents: { code in
          code.ancestors.first(where: known.contains)
        })
      try insert.execute(arguments: [
        area.code.number, area.name, area.code.level.rawValue, AreaKind(code: area.code, name: area.name).rawValue,
        parent?.number, anchor.number, area.name, parent?.number,
      ])
    }
  }

  /// The county an area belongs to, or the lowest area at or above it that is no lower than a county.
  static func anchorCode(_ code: AreaCode, parents: (AreaCode) -> AreaCode?) -> AreaCode {
    var current = code
    while current.level > .county, let parent = parents(current) { current = parent }
    return current
  }
}
