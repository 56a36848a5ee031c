import PostalModel

extension PostalStore {
  /// 数据来源: the imports whose rows stand behind the figures of an area and all in it over some months, in the order they
  /// came: the returns of these months, the registers and lists of areas as they stand, and what was told of tasks.
  ///
  /// - Parameter plans: the plans whose tasks are meant, told up to the end of the last month.
  public func feeds(of code: AreaCode, months: ClosedRange<Month>, plans: [String]) throws -> [ImportFeed] {
    let rows: [Int: Int] = try read { db in
      var rows: [Int: Int] = [:]
      func count(_ sql: String, _ arguments: StatementArguments) throws {
        for row in try Row.fetchAll(db, sql: sql, arguments: arguments) { rows[row[0], default: 0] += row[1] }
      }
      let below = """
        WITH RECURSIVE sub(id) AS (VALUES (?) UNION ALL SELECT a.id FROM sub JOIN area a ON a.parent = sub.id)
        SELECT t.import, COUNT(*) FROM sub JOIN
        """
      for table in ["village", "packaging", "safety", "figure"] {
        try count(
          "\(below) \(table) t ON t.area = sub.id AND t.live = 1 AND t.month BETWEEN ? AND ? GROUP BY t.import",
          [code.number, months.lowerBound.index, months.upperBound.index])
      }
      for table in ["outlet", "area_entry"] {
        try count("\(below) \(table) t ON t.area = sub.id AND t.live = 1 GROUP BY t.import", [code.number])
      }
      for plan in plans {
        try count(
          "SELECT import, COUNT(*) FROM task_progress WHERE live = 1 AND plan = ? AND date <= ? GROUP BY import",
          [plan, months.upperBound.lastDay.ordinal])
      }
      return rows
    }
    return try ledger(limit: .max).reversed().compactMap { entry in
      rows[entry.id].map { ImportFeed(entry: entry, rows: $0) }
    }
  }
}
