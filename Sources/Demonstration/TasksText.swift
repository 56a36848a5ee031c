import PostalModel

/// 任务进展: what came of a plan's tasks by a day. About a third of the tasks tell nothing.
enum TasksText {
  /// The ends of the quarters for which progress is returned.
  static let days = [Day(2024, 6, 30)!, Day(2024, 12, 31)!, Day(2025, 3, 31)!, Day(2025, 6, 30)!]

  private static let headings = ["规划", "任务", "日期", "进度", "说明"]

  /// By progress reached: up to 25, 50, 75 and 99 percent.
  private static let onTheWay = [
    ["已定分工，月底前报方案", "开了一次协调会，正在摸底", "方案在征求各县意见"],
    ["已选点，正在办手续", "两个乡镇先试，其余下季度跟上", "文件已发，各县在对照排查"],
    ["过半完成，剩下的在偏远乡镇", "设备到了一半，安装跟着走", "已签协议，正在施工"],
    ["主体完成，等验收", "只差两个乡镇，下月补齐", "已试运行，材料在整理"],
  ]
  private static let behind = ["经费没有到位，比计划慢", "选址没有定，推后一个季度", "人手不够，只做了一部分", "企业有顾虑，协议还没有签"]
  private static let done = ["已完成，材料已归档", "已通过验收", "已完成，转为日常工作"]

  static func make(_ tasks: [DemonstrationTask], day: Day, seed: UInt64) -> String {
    var csv = CSVText(title: DemonstrationFiles.title(.tasks, seed), headings: headings, reserving: tasks.count)
    for task in tasks {
      var random = RandomStream(seed, RandomStream.key(task.plan), 30, RandomStream.key(task.id))
      // 0 to 2 tell nothing, 3 and 4 are done, 5 and 6 lag.
      let kind = random.below(9)
      let finish = kind <= 4 ? 100 : kind <= 6 ? random.number(15...45) : random.number(55...95)
      guard kind > 2, let place = days.firstIndex(of: day) else { continue }
      let shares = kind <= 4 ? [40, 75, 100, 100] : [30, 60, 80, 100]
      let progress = finish * shares[place] / 100
      var words = RandomStream(seed, RandomStream.key(task.plan), 31, RandomStream.key(task.id), place)
      let notes = progress == 100 ? done : kind == 5 || kind == 6 ? behind : onTheWay[progress / 26]
      csv.add(task.plan)
      csv.add(task.id)
      csv.add(Optional(day))
      csv.add(progress)
      csv.add(notes[words.below(notes.count)])
      csv.endRow()
    }
    return csv.text
  }
}
