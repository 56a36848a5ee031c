import PostalModel

extension PostalStore {
  /// What was returned of a plan's tasks up to and with a day, oldest first; of one day in the order of tasks.
  public func taskProgress(plan: String, until day: Day) throws -> [TaskProgress] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT t.task, t.date, t.progress, t.note, i.id, \(SourcePlace.file("t")), \(SourcePlace.line("t")),
            i.hash, i.at
          FROM task_progress t JOIN import i ON i.id = t.import
          WHERE t.plan = ? AND t.live = 1 AND t.date <= ? ORDER BY t.date, t.task
          """, arguments: [plan, day.ordinal]
      ).map { row in
        TaskProgress(
          entry: TaskEntry(
            plan: plan, task: row[0], date: Day(ordinal: row[1]), progress: row[2], note: row[3]),
          origin: RowOrigin(importID: row[4], file: row[5], line: row[6], hash: row[7], importedAt: row[8]))
      }
    }
  }
}
