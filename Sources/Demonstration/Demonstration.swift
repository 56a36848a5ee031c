import PostalModel

/// 演示数据: invented returns of the five plans' areas, as the text of the ordinary forms.
///
/// They depend on the seed, the list of areas and the plans alone: the same seed gives the same bytes on every machine.
public enum Demonstration {
  public static let defaultSeed: UInt64 = 20_250_708

  /// The months returns are made for.
  public static let period = Month(2023, 6)...Month(2025, 6)

  /// The areas of the five plans.
  public static let planAreas = [520_500, 532_800, 622_901, 652_828, 653_100].map {
    AreaCode(number: $0 * 1_000_000)
  }

  /// The files in the order they are to be imported, each made when it is asked for.
  ///
  /// - Parameters:
  ///   - areas: the shipped areas, with names; areas outside the plans are left aside.
  ///   - residents: what the census found, where it is known; the rest is estimated.
  ///   - plans: their numbers set the course of 指标数据, which is made for the indicators of that form they name.
  ///   - tasks: the tasks of the plans, in their order, for 任务进展.
  public static func files(
    seed: UInt64 = defaultSeed, areas: [AreaEntry], residents: [AreaCode: Int] = [:], plans: [Plan] = [],
    indicators: [Indicator] = [], tasks: [DemonstrationTask] = []
  ) -> DemonstrationFiles {
    DemonstrationFiles(
      seed: seed, areas: areas, residents: residents, plans: plans, indicators: indicators, tasks: tasks)
  }
}

/// One return: import it as of its day.
public struct DemonstrationFile: Sendable, Equatable {
  public var name: String
  public var form: Form
  public var importedOn: Day
  /// CSV with Chinese headings, in UTF-8.
  public var text: String
}

/// The files of a demonstration, made one by one.
public struct DemonstrationFiles: Sequence, Sendable {
  let seed: UInt64
  let regions: [Region]
  /// By region: how its sent figures go.
  private let courses: [[FigureCourse]]
  /// By region: the tasks of its plan.
  private let tasks: [[DemonstrationTask]]
  private let jobs: [Job]

  /// One plan's area with its counties.
  struct Region: Sendable {
    var code: AreaCode
    var name: String
    /// Of the census; nil where the area is itself a county or its figure is not known.
    var residents: Int?
    var counties: [County]
  }

  private enum Content: Sendable {
    case areas(year: Int)
    case outlets(county: Int)
    case monthly(Form, Month)
    case tasks(Day)
  }

  private struct Job: Sendable {
    var importedOn: Day
    var region: Int
    var content: Content
  }

  init(
    seed: UInt64, areas: [AreaEntry], residents: [AreaCode: Int], plans: [Plan], indicators: [Indicator],
    tasks: [DemonstrationTask]
  ) {
    self.seed = seed
    var inside: [Int: [AreaEntry]] = [:]
    for area in areas where area.code.level > .county {
      inside[area.code.cut(at: .county).number, default: []].append(area)
    }
    regions = Demonstration.planAreas.compactMap { plan in
      guard let own = areas.first(where: { $0.code == plan }) else { return nil }
      let counties = areas.filter { area in
        area.code.level == .county && (area.code == plan || area.code.cut(at: .prefecture) == plan)
      }
      return Region(
        code: plan, name: own.name, residents: plan.level == .prefecture ? residents[plan] : nil,
        counties: counties.sorted { $0.code < $1.code }.compactMap { county in
          guard let parts = inside[county.code.number], parts.contains(where: { $0.code.level == .township }) else {
            return nil
          }
          return County(
            seed: seed, code: county.code, name: county.name, areas: parts, census: residents[county.code])
        })
    }
    let planned = regions.map { region in plans.first { $0.area == region.code } }
    let sent = indicators.filter { $0.form == .figures }
    courses = planned.map { plan in
      plan.map { plan in sent.compactMap { FigureCourse($0, of: plan, seed: seed) } } ?? []
    }
    self.tasks = planned.map { plan in tasks.filter { $0.plan == plan?.id } }
    jobs = DemonstrationFiles.jobs(
      regions, sendsFigures: courses.map { !$0.isEmpty }, hasTasks: self.tasks.map { !$0.isEmpty })
  }

  /// How many files there are.
  public var count: Int { jobs.count }
  public var underestimatedCount: Int { jobs.count }

  public func makeIterator() -> Iterator { Iterator(files: self) }

  public struct Iterator: IteratorProtocol {
    fileprivate let files: DemonstrationFiles
    fileprivate var place = 0

    fileprivate init(files: DemonstrationFiles) { self.files = files }

    public mutating func next() -> DemonstrationFile? {
      guard place < files.jobs.count else { return nil }
      defer { place += 1 }
      return files.file(files.jobs[place])
    }
  }

  private static func jobs(_ regions: [Region], sendsFigures: [Bool], hasTasks: [Bool]) -> [Job] {
    var jobs: [Job] = []
    for region in regions.indices {
      for year in [2023, 2024] {
        jobs.append(Job(importedOn: Day(year + 1, 1, 20)!, region: region, content: .areas(year: year)))
      }
      for county in regions[region].counties.indices {
        jobs.append(Job(importedOn: Day(2025, 7, 5)!, region: region, content: .outlets(county: county)))
      }
      for month in Demonstration.period {
        let next = month.advanced(by: 1)
        for form in [Form.villages, .packaging, .safety] + (sendsFigures[region] ? [.figures] : []) {
          jobs.append(
            Job(importedOn: Day(next.year, next.month, 8)!, region: region, content: .monthly(form, month)))
        }
      }
      for day in TasksText.days where hasTasks[region] {
        let next = Month(day).advanced(by: 1)
        jobs.append(Job(importedOn: Day(next.year, next.month, 8)!, region: region, content: .tasks(day)))
      }
    }
    let order = jobs.indices.sorted { left, right in
      let (a, b) = (jobs[left].importedOn, jobs[right].importedOn)
      return a == b ? left < right : a < b
    }
    return order.map { jobs[$0] }
  }

  private func file(_ job: Job) -> DemonstrationFile {
    let region = regions[job.region]
    switch job.content {
    case .areas(let year):
      return DemonstrationFile(
        name: "\(region.name)-\(Form.areas.zh)-\(year).csv", form: .areas, importedOn: job.importedOn,
        text: AreasText.make(region, year: year, seed: seed))
    case .outlets(let index):
      let county = region.counties[index]
      return DemonstrationFile(
        name: "\(county.name)-\(Form.outlets.zh)-\(job.importedOn).csv", form: .outlets, importedOn: job.importedOn,
        text: OutletsText.make(county, seed: seed, received: job.importedOn))
    case .tasks(let day):
      return DemonstrationFile(
        name: "\(region.name)-\(Form.tasks.zh)-\(day).csv", form: .tasks, importedOn: job.importedOn,
        text: TasksText.make(tasks[job.region], day: day, seed: seed))
    case .monthly(let form, let month):
      let counties = region.counties.filter { !Stories.isSilent($0.number, month) }
      let text =
        switch form {
        case .villages: VillagesText.make(counties, month: month, seed: seed)
        case .figures: FiguresText.make(region, courses[job.region], month: month, seed: seed)
        case .packaging: PackagingText.make(counties, month: month, seed: seed)
        default: SafetyText.make(counties, month: month, seed: seed, received: job.importedOn)
        }
      return DemonstrationFile(
        name: "\(region.name)-\(form.zh)-\(month).csv", form: form, importedOn: job.importedOn, text: text)
    }
  }

  static func title(_ form: Form, _ seed: UInt64, _ more: String = "") -> String {
    "演示数据 \(form.zh) 虚构 非真实报送 种子\(seed)\(more)"
  }
}
