import PostalModel

extension PostalStore {
  /// Coverage as reported and as verified of an area and each of its parts at the end of a period; areas without a
  /// village are left out, and all where no month of the period has closed.
  public func villageCoverage(of code: AreaCode, period: Period, today: Day) throws -> [AreaCode: VillageCoverage] {
    guard let month = period.stockMonth(today: today) else { return [:] }
    let end = min(month.lastDay, today)
    return try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          WITH RECURSIVE sub(id, part) AS (
            SELECT id, id FROM area WHERE id = ?1 OR parent = ?1 AND used = 1
            UNION ALL SELECT a.id, sub.part FROM sub JOIN area a ON a.parent = sub.id AND a.used = 1),
          v AS (SELECT sub.part AS part,
              EXISTS (SELECT 1 FROM village r WHERE r.area = a.id AND r.live = 1 AND r.month = ?2
                AND r.brands >= ?5) AS reached,
              EXISTS (SELECT 1 FROM outlet o WHERE o.area = a.id AND o.live = 1
                AND o.type = \(OutletType.villageStation.rawValue) AND o.open_month <= ?2
                AND (o.close_month IS NULL OR o.close_month > ?2)) AS station,
              EXISTS (SELECT 1 FROM village r WHERE r.area = a.id AND r.live = 1 AND r.month BETWEEN 0 AND ?6
                AND r.verified_on BETWEEN ?3 - ?4 AND ?3) AS verified
            FROM sub JOIN area a ON a.id = sub.id AND a.kind = \(AreaKind.village.rawValue))
          SELECT part, COUNT(*), COUNT(CASE WHEN reached THEN 1 END), COUNT(CASE WHEN reached AND verified THEN 1 END),
            COUNT(CASE WHEN station THEN 1 END), COUNT(CASE WHEN station AND verified THEN 1 END)
          FROM v GROUP BY part
          """,
        arguments: [
          code.number, month.index, end.ordinal, settings.verifiedDays, settings.brandsReached, Month(today).index,
        ])
      return Dictionary(
        uniqueKeysWithValues: rows.map { row in
          (
            AreaCode(number: row[0]),
            VillageCoverage(
              villages: row[1], reached: .init(reported: row[2], verified: row[3]),
              station: .init(reported: row[4], verified: row[5]), days: settings.verifiedDays)
          )
        })
    }
  }
}
