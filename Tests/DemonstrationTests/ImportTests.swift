import Demonstration
import Intake
import PostalModel
import Testing

/// The files pass the same door as a user's own.
@Suite struct ImportTests {
  private struct Directory: AreaDirectory {
    let areas: [AreaCode: Area]

    init() {
      let codes = Set(Made.areas.map(\.code))
      areas = Dictionary(
        uniqueKeysWithValues: Made.areas.map { entry in
          let parent = entry.code.ancestors.first(where: codes.contains)
          let area = Area(id: entry.code.number, code: entry.code, name: entry.name, parent: parent?.number)
          return (entry.code, area)
        })
    }

    func standing(of code: AreaCode) -> AreaStanding { areas[code].map { .known($0) } ?? .unknown(near: []) }
  }

  @Test func everyFileIsReadWithoutAProblem() {
    let directory = Directory()
    for file in Made.files {
      let context = IntakeContext(today: file.importedOn, directory: directory)
      let result = Intake.read(Array(file.text.utf8), file: file.name, form: file.form, context: context)
      let problems = result.problems.prefix(3).map { $0.text(.en) }
      #expect(result.problems.isEmpty, "\(problems)")
      #expect(result.rows?.count == file.text.utf8.count { $0 == 10 } - 2, "\(file.name)")
    }
  }

  @Test func theFormIsKnownByItsHeadings() {
    let directory = Directory()
    for form in Form.allCases where form != .figures && form != .tasks {
      guard let file = Made.files.first(where: { $0.form == form }) else {
        Issue.record("no file of \(form)")
        continue
      }
      let context = IntakeContext(today: file.importedOn, directory: directory)
      #expect(Intake.read(Array(file.text.utf8), file: file.name, form: nil, context: context).form == form)
    }
  }
}
