/// A value and the line of the file it came from, counted from 1.
public struct Lined<Value: Sendable & Equatable>: Sendable, Equatable {
  public var line: Int
  public var value: Value
  public init(line: Int, _ value: Value) {
    self.line = line
    self.value = value
  }
}

/// The checked rows of one return.
public enum ReturnRows: Sendable, Equatable {
  case areas([Lined<AreaEntry>])
  case outlets([Lined<OutletEntry>])
  case villages([Lined<VillageEntry>])
  case packaging([Lined<PackagingEntry>])
  case safety([Lined<SafetyEntry>])
  case figures([Lined<FigureEntry>])
  case tasks([Lined<TaskEntry>])

  public var form: Form {
    switch self {
    case .areas: .areas
    case .outlets: .outlets
    case .villages: .villages
    case .packaging: .packaging
    case .safety: .safety
    case .figures: .figures
    case .tasks: .tasks
    }
  }

  /// The rows without those of some lines.
  public func without(lines: Set<Int>) -> ReturnRows {
    switch self {
    case .areas(let rows): .areas(rows.filter { !lines.contains($0.line) })
    case .outlets(let rows): .outlets(rows.filter { !lines.contains($0.line) })
    case .villages(let rows): .villages(rows.filter { !lines.contains($0.line) })
    case .packaging(let rows): .packaging(rows.filter { !lines.contains($0.line) })
    case .safety(let rows): .safety(rows.filter { !lines.contains($0.line) })
    case .figures(let rows): .figures(rows.filter { !lines.contains($0.line) })
    case .tasks(let rows): .tasks(rows.filter { !lines.contains($0.line) })
    }
  }

  public var count: Int {
    switch self {
    case .areas(let rows): rows.count
    case .outlets(let rows): rows.count
    case .villages(let rows): rows.count
    case .packaging(let rows): rows.count
    case .safety(let rows): rows.count
    case .figures(let rows): rows.count
    case .tasks(let rows): rows.count
    }
  }

  /// The areas that the rows name, those above declared ones included; 任务进展 names none.
  public var areas: Set<AreaCode> {
    switch self {
    case .areas(let rows): Set(rows.flatMap { [$0.value.code] + ($0.value.parent.map { [$0] } ?? []) })
    case .outlets(let rows): Set(rows.map(\.value.area))
    case .villages(let rows): Set(rows.map(\.value.area))
    case .packaging(let rows): Set(rows.map(\.value.area))
    case .safety(let rows): Set(rows.map(\.value.area))
    case .figures(let rows): Set(rows.map(\.value.area))
    case .tasks: []
    }
  }

  /// The months that the rows are of; none where the form has none.
  public var months: Set<Month> {
    switch self {
    case .villages(let rows): Set(rows.map(\.value.month))
    case .packaging(let rows): Set(rows.map(\.value.month))
    case .safety(let rows): Set(rows.map(\.value.month))
    case .figures(let rows): Set(rows.map(\.value.month))
    case .areas, .outlets, .tasks: []
    }
  }
}

/// One row of 区划人口. Counts are persons; nil is missing.
public struct AreaEntry: Sendable, Equatable {
  public var code: AreaCode
  public var name: String
  public var parent: AreaCode?
  /// 城乡分类, a three-digit code such as 111 or 220.
  public var urbanRural: Int?
  public var residents: Int?
  public var urbanResidents: Int?
  /// nil where the row gives no year; it then stands for any period.
  public var year: Int?

  public init(
    code: AreaCode, name: String, parent: AreaCode? = nil, urbanRural: Int? = nil, residents: Int? = nil,
    urbanResidents: Int? = nil, year: Int? = nil
  ) {
    self.code = code
    self.name = name
    self.parent = parent
    self.urbanRural = urbanRural
    self.residents = residents
    self.urbanResidents = urbanResidents
    self.year = year
  }
}

/// 网点类型: only the first counts in density.
public enum OutletType: Int, CaseIterable, Sendable {
  case terminal = 1
  case business
  case locker
  case villageStation
  case township
  case sharedCentre
  case processing

  /// The word of the form.
  public var zh: String {
    switch self {
    case .terminal: "末端网点"
    case .business: "营业网点"
    case .locker: "智能快件箱"
    case .villageStation: "村级服务站"
    case .township: "乡镇网点"
    case .sharedCentre: "共配中心"
    case .processing: "处理场所"
    }
  }

  public var en: String {
    switch self {
    case .terminal: "terminal outlet"
    case .business: "business outlet"
    case .locker: "parcel locker"
    case .villageStation: "village station"
    case .township: "township outlet"
    case .sharedCentre: "shared centre"
    case .processing: "processing site"
    }
  }

  /// Screening by x-ray is asked of processing sites and of the county-town outlets that screen in their place, never
  /// of terminal or township outlets, village stations or lockers (和硕方案 二(六)11; 喀什方案 二(一)1).
  public var owesScreening: Bool {
    switch self {
    case .processing, .sharedCentre, .business: true
    case .terminal, .locker, .villageStation, .township: false
    }
  }
}

/// One row of 网点台账.
public struct OutletEntry: Sendable, Equatable {
  public var id: String
  public var name: String
  public var type: OutletType
  public var area: AreaCode
  public var brand: String
  public var filingNumber: String
  public var filedOn: Day?
  /// nil: open always.
  public var openedOn: Day?
  public var closedOn: Day?
  public var licenceUntil: Day?

  public init(
    id: String, name: String, type: OutletType, area: AreaCode, brand: String = "", filingNumber: String = "",
    filedOn: Day? = nil, openedOn: Day? = nil, closedOn: Day? = nil, licenceUntil: Day? = nil
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.area = area
    self.brand = brand
    self.filingNumber = filingNumber
    self.filedOn = filedOn
    self.openedOn = openedOn
    self.closedOn = closedOn
    self.licenceUntil = licenceUntil
  }

  /// 未备案: only terminal outlets owe a filing (《快递末端网点备案暂行规定》 art. 2, 5).
  public var isUnfiled: Bool { type == .terminal && filingNumber.isEmpty }

  /// Open at the end of a day: opened on or before it, and closed later or not at all.
  public func isOpen(on day: Day) -> Bool {
    (openedOn.map { $0 <= day } ?? true) && (closedOn.map { $0 > day } ?? true)
  }
}

/// 服务方式: how parcels come to the village.
public enum VillageMode: Int, CaseIterable, Sendable {
  case post = 1
  case shared
  case bus
  case resident
  case none

  /// The word of the form.
  public var zh: String {
    switch self {
    case .post: "邮快"
    case .shared: "快快"
    case .bus: "交快"
    case .resident: "驻村"
    case .none: "无"
    }
  }
}

/// One row of 进村台账: a village's state in a month. nil is missing.
public struct VillageEntry: Sendable, Equatable {
  public var area: AreaCode
  public var month: Month
  public var brands: Int?
  public var mode: VillageMode?
  public var weeklyTrips: Int?
  public var staff: Bool?
  public var premises: Bool?
  public var shelves: Bool?
  public var equipment: Bool?
  public var sign: Bool?
  public var camera: Bool?
  public var verifiedOn: Day?
  public var verifiedBy: String

  public init(
    area: AreaCode, month: Month, brands: Int? = nil, mode: VillageMode? = nil, weeklyTrips: Int? = nil,
    staff: Bool? = nil, premises: Bool? = nil, shelves: Bool? = nil, equipment: Bool? = nil, sign: Bool? = nil,
    camera: Bool? = nil, verifiedOn: Day? = nil, verifiedBy: String = ""
  ) {
    self.area = area
    self.month = month
    self.brands = brands
    self.mode = mode
    self.weeklyTrips = weeklyTrips
    self.staff = staff
    self.premises = premises
    self.shelves = shelves
    self.equipment = equipment
    self.sign = sign
    self.camera = camera
    self.verifiedOn = verifiedOn
    self.verifiedBy = verifiedBy
  }
}

/// 来源: a firm's return, a sample taken on site, or a system's count. They are never added up.
public enum ReturnSource: Int, CaseIterable, Sendable {
  case reported = 1
  case sampled
  case system

  /// The word of the form.
  public var zh: String {
    switch self {
    case .reported: "报送"
    case .sampled: "抽查"
    case .system: "系统"
    }
  }
}

/// One row of 包装月报. Counts of parcels, bags, purchases and waybills; nil is missing.
public struct PackagingEntry: Sendable, Equatable {
  public var area: AreaCode
  public var month: Month
  /// Empty: all brands.
  public var brand: String
  public var source: ReturnSource
  public var taped: Int?
  public var slimTaped: Int?
  public var ecommerce: Int?
  public var noRepack: Int?
  public var bags: Int?
  public var reusableBags: Int?
  public var materials: Int?
  public var standardMaterials: Int?
  public var waybills: Int?
  public var eWaybills: Int?

  public init(
    area: AreaCode, month: Month, brand: String = "", source: ReturnSource = .reported, taped: Int? = nil,
    slimTaped: Int? = nil, ecommerce: Int? = nil, noRepack: Int? = nil, bags: Int? = nil, reusableBags: Int? = nil,
    materials: Int? = nil, standardMaterials: Int? = nil, waybills: Int? = nil, eWaybills: Int? = nil
  ) {
    self.area = area
    self.month = month
    self.brand = brand
    self.source = source
    self.taped = taped
    self.slimTaped = slimTaped
    self.ecommerce = ecommerce
    self.noRepack = noRepack
    self.bags = bags
    self.reusableBags = reusableBags
    self.materials = materials
    self.standardMaterials = standardMaterials
    self.waybills = waybills
    self.eWaybills = eWaybills
  }
}

/// One row of 安全检查. Counts of parcels; nil is missing.
public struct SafetyEntry: Sendable, Equatable {
  public var area: AreaCode
  public var month: Month
  /// Empty: the area as a whole.
  public var outlet: String
  public var inspectedOn: Day?
  public var inspected: Int?
  public var openedOK: Int?
  public var realNameDue: Int?
  public var realNameDone: Int?
  public var xrayDue: Int?
  public var xrayDone: Int?
  public var findings: Int?
  public var rectifyBy: Day?
  public var rectifiedOn: Day?

  public init(
    area: AreaCode, month: Month, outlet: String = "", inspectedOn: Day? = nil, inspected: Int? = nil,
    openedOK: Int? = nil, realNameDue: Int? = nil, realNameDone: Int? = nil, xrayDue: Int? = nil,
    xrayDone: Int? = nil, findings: Int? = nil, rectifyBy: Day? = nil, rectifiedOn: Day? = nil
  ) {
    self.area = area
    self.month = month
    self.outlet = outlet
    self.inspectedOn = inspectedOn
    self.inspected = inspected
    self.openedOK = openedOK
    self.realNameDue = realNameDue
    self.realNameDone = realNameDone
    self.xrayDue = xrayDue
    self.xrayDone = xrayDone
    self.findings = findings
    self.rectifyBy = rectifyBy
    self.rectifiedOn = rectifiedOn
  }
}

/// One row of 指标数据: a figure that an office sends itself, in the indicator's unit.
///
/// It has a value, or a numerator with its denominator, or all three, which then agree.
public struct FigureEntry: Sendable, Equatable {
  public var area: AreaCode
  public var month: Month
  /// The id of an indicator of the form `figures`.
  public var indicator: String
  /// Exact, not below 0; of a percentage 99.5, not 0.995. nil where the row gives only the parts.
  public var value: Amount?
  /// The parts (分子、分母): both or neither, the denominator above 0. Only they are added up over areas and months.
  public var numerator: Int?
  public var denominator: Int?

  public init(
    area: AreaCode, month: Month, indicator: String, value: Amount? = nil, numerator: Int? = nil,
    denominator: Int? = nil
  ) {
    self.area = area
    self.month = month
    self.indicator = indicator
    self.value = value
    self.numerator = numerator
    self.denominator = denominator
  }
}

/// One row of 任务进展: how far a task of a plan had come on a day.
public struct TaskEntry: Sendable, Equatable {
  /// The plan's id, such as `bijie`.
  public var plan: String
  /// The task's id within its plan, such as `3-1`.
  public var task: String
  public var date: Day
  /// In percent, 0 to 100; nil where the row only has a note.
  public var progress: Int?
  /// Empty where there is none.
  public var note: String

  public init(plan: String, task: String, date: Day, progress: Int? = nil, note: String = "") {
    self.plan = plan
    self.task = task
    self.date = date
    self.progress = progress
    self.note = note
  }
}
