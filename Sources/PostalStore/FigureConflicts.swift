import GRDB
import PostalModel

extension ImportWriter {
  /// 指标数据 with parts for an area and for a place inside it, same month and indicator, would be counted twice. Values
  /// alone are never added up and may stand at both.
  ///
  /// - Parameters:
  ///   - inside: SQL that chooses the rows `o` to be looked at from below.
  ///   - ownOnly: tells only of pairs of which one is a row of this import.
  func figuresCountedTwice(inside: String, ownOnly: Bool) throws -> [Problem] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        WITH RECURSIVE up(row, area, month, indicator) AS (
          SELECT o.rowid, a.parent, o.month, o.indicator FROM figure o JOIN area a ON a.id = o.area
          WHERE \(inside) AND o.live = 1 AND o.numerator IS NOT NULL AND a.parent IS NOT NULL
          UNION ALL
          SELECT up.row, a.parent, up.month, up.indicator FROM up JOIN area a ON a.id = up.area
          WHERE a.parent IS NOT NULL)
        SELECT n.area, n.line, n.import, o.area, o.line, o.import, o.month, o.indicator,
          \(SourcePlace.file("n")), \(SourcePlace.file("o", of: "j"))
        FROM up JOIN figure o ON o.area = up.area AND o.month = up.month AND o.indicator = up.indicator
          AND o.live = 1 AND o.numerator IS NOT NULL
        JOIN figure n ON n.rowid = up.row
        JOIN import i ON i.id = n.import JOIN import j ON j.id = o.import
        \(ownOnly ? "WHERE n.import = \(id) OR o.import = \(id)" : "")
        ORDER BY n.line, o.line
        """)
    var told: Set<Int> = []
    var problems: [Problem] = []
    for row in rows {
      let (inner, outer) = (try PostalStore.area(row[0], db), try PostalStore.area(row[3], db))
      let isInnerOurs = (row[2] as Int) == id
      let line: Int = isInnerOurs ? row[1] : row[4]
      guard told.insert(line).inserted else { continue }
      let (here, there) = isInnerOurs ? (named(inner), named(outer)) : (named(outer), named(inner))
      let place =
        isInnerOurs
        ? "\(row[9] as String):\(SheetLine.row(of: row[4]))" : "\(row[8] as String):\(SheetLine.row(of: row[1]))"
      let (month, indicator) = (Month(index: row[6]), row[7] as String)
      problems.append(
        Problem(
          file: file, line: line,
          zh: "\(here) 与 \(there)(\(place))\(month) 都报了指标 \(indicator) 的分子分母,会重复计算;只留一级,或其中一级只填数值",
          en: "\(here) and \(there) (\(place)) both give numerator and denominator of \(indicator) for \(month), which "
            + "counts twice; keep one level, or give the value alone at one"))
    }
    return problems
  }

  /// Against all that is stored, for the rows of this import.
  func figuresCountedTwice() throws -> [Problem] {
    try figuresCountedTwice(
      inside: """
        (o.month, o.indicator) IN (
          SELECT month, indicator FROM figure WHERE import = \(id) AND numerator IS NOT NULL)
        """,
      ownOnly: true)
  }
}
