import Intake
import PostalModel

/// The tasks of all plans at hand, as rows of 任务进展 may name them.
func knownTasks(_ setup: Setup) -> [IntakeTask] {
  let isChinese = setup.language == .zh
  return setup.plans.plans.flatMap { plan in
    plan.tasks.map { task in
      IntakeTask(
        plan: plan.id, planNames: isChinese ? [plan.zh, plan.en, plan.title] : [plan.en, plan.zh, plan.title],
        id: task.id, clauses: task.clauses, titles: isChinese ? [task.zh, task.en] : [task.en, task.zh])
    }
  }
}
