import Intake
import PostalModel
import Testing

@Suite("任务进展 progress of a plan's tasks")
struct TasksTests {
  let header = "规划,任务,日期,进度,说明\n"

  func rows(_ text: String) -> [TaskEntry] {
    guard case .tasks(let rows)? = read(header + text).rows else { return [] }
    return rows.map(\.value)
  }

  @Test("plans and tasks by id, name, clause or title")
  func names() {
    let day = Day(2025, 6, 30)!
    #expect(
      rows(
        """
        bijie,7,2025-06-30,60,两个示范项目已开工
        毕节方案,三(四)3,2025-06-30,45%,
        Linxia Plan,完善末端网点,2025年6月30日,,尚未开始
        毕节方案,三（四）2,2025-05-31,５,
        """)
        == [
          TaskEntry(plan: "bijie", task: "7", date: day, progress: 60, note: "两个示范项目已开工"),
          TaskEntry(plan: "bijie", task: "8", date: day, progress: 45),
          TaskEntry(plan: "linxia", task: "3-1", date: day, note: "尚未开始"),
          TaskEntry(plan: "bijie", task: "7", date: Day(2025, 5, 31)!, progress: 5),
        ])
  }

  @Test("a later date may have less progress")
  func back() { #expect(rows("bijie,7,2025-05-30,60,\nbijie,7,2025-06-30,40,返工\n").count == 2) }

  @Test(
    "what is wrong is told with its place and what is allowed",
    arguments: [
      ("毕节,7,2025-06-30,60,", "2:1: 没有规划「毕节」;可填 bijie(毕节方案)、linxia(临夏方案)", "the plans: bijie, linxia"),
      ("bijie,9,2025-06-30,60,", "2:2: 规划 bijie 没有任务「9」;", "has no task '9'"),
      ("bijie,建设共配中,2025-06-30,60,", "2:2: 规划 bijie 没有任务「建设共配中」;相近的有 8 建设共配中心", "near ones: 8 Shared"),
      ("linxia,三(一),2025-06-30,60,", "2:2: 任务「三(一)」在该规划中不止一项:3-1 完善末端网点、3-2", "more than one task"),
      ("bijie,7,2025-02-30,60,", "2:3: 日期「2025-02-30」不是真实的日期", "no day of the calendar"),
      ("bijie,7,2025-07-09,60,", "2:3: 日期 2025-07-09 晚于今天", "later than today"),
      ("bijie,7,,60,", "2:3: 日期为空", "date is empty"),
      ("bijie,7,2025-06-30,60.5,", "2:4: 进度 60.5 应为 0 到 100 的整数", "whole number from 0 to 100"),
      ("bijie,7,2025-06-30,101,", "2:4: 进度 101 应为 0 到 100 的整数", "progress 101"),
      ("bijie,7,2025-06-30,-1,", "2:4: 进度「-1」是负数", "is negative"),
      ("bijie,7,2025-06-30,,", "2:2: 本行没有任何数据", "no figures"),
    ])
  func wrong(row: String, zh: String, en: String) {
    let found = read(header + row + "\n").problems
    #expect(found.count == 1)
    #expect(found.first?.text(.zh).hasPrefix("报表.csv:" + zh) == true, "\(found.map(\.zh))")
    #expect(found.first?.en.contains(en) == true, "\(found.map(\.en))")
  }

  @Test("one row a task and day, under whatever name")
  func twice() {
    let found = read(header + "bijie,7,2025-06-30,60,\n毕节方案,附件 7,2025-06-30,70,\n").problems
    #expect(found.map(\.line) == [3] && found[0].zh.contains("第 2 行已有"))
  }

  @Test("without a plan that lists tasks the error says so")
  func noTasks() {
    let result = Intake.read(
      Array((header + "bijie,7,2025-06-30,60,\n").utf8), file: "a.csv", form: nil,
      context: IntakeContext(today: today, directory: SmallDirectory()))
    #expect(result.problems.count == 1 && result.problems[0].en.contains("no plan at hand lists tasks"))
  }
}
