import PostalModel

/// Which areas changed when: a rising number for each prefecture, by which what is kept of areas in memory knows what to
/// read again. Written in the transaction that changes them.
enum AreaStamps {
  static let creation = """
    CREATE TABLE area_stamp (block INTEGER PRIMARY KEY, stamp INTEGER NOT NULL);
    INSERT INTO area_stamp SELECT DISTINCT id / \(NameIndex.Block.span), 1 FROM area;
    """

  /// - Parameter select: gives the areas.
  static func note(_ select: String, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO area_stamp (block, stamp)
        SELECT DISTINCT n.area / \(NameIndex.Block.span), (SELECT IFNULL(MAX(stamp), 0) + 1 FROM area_stamp)
        FROM (\(select)) n WHERE TRUE
        ON CONFLICT (block) DO UPDATE SET stamp = excluded.stamp
        """)
  }

  /// All of them, and the names of former times.
  static func noteAll(_ db: Database) throws {
    try note(
      """
      SELECT block * \(NameIndex.Block.span) AS area FROM area_stamp UNION ALL SELECT id FROM area
      UNION ALL SELECT area FROM former_name
      """, db)
  }
}
