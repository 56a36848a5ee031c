import Catalog
import Dashboard
import Drawing
import Foundation
import Glibc
import Intake
import Panels
import PostalModel
import PostalStore
import Terminal

/// A small office with returns that are the same at each run: what the hot paths are gone with.
struct BenchOffice {
  private let catalog: Catalog
  private let handbook: Handbook
  private let store: PostalStore
  private let today = Day(2025, 7, 12)!
  private let month = Month(2025, 6)
  private let prefecture = AreaCode("5205")!
  private let villages: [AreaCode]

  init(data: String?) throws {
    catalog = Catalog(try CatalogPaths.find(named: data, environment: [:]))
    let indicators = try catalog.indicators()
    let (book, _) = catalog.planBook(indicators: indicators)
    handbook = Handbook(indicators: indicators, planBook: book, words: try catalog.words(.zh))
    let areas = try catalog.shippedAreas()
    let prefecture = prefecture
    villages = Array(
      areas.map(\.code).filter { $0.level == .village && $0.cut(at: .prefecture) == prefecture }.prefix(400))
    store = try PostalStore(
      path: ":memory:", settings: Settings(), standards: book.densityStandards,
      areas: { ShippedAreas(areas: areas.map { ($0.code, $0.name, $0.parent) }) })
    let rows = villages.enumerated().map { number, area in
      Lined(
        line: number + 2,
        PackagingEntry(
          area: area, month: month, taped: 100 + number, slimTaped: 90, ecommerce: 50, noRepack: 45, bags: 60,
          reusableBags: number % 50, materials: 200, standardMaterials: 180, waybills: 300, eWaybills: 300))
    }
    _ = try store.importReturn(
      .packaging(rows),
      file: ImportFile(name: "bench.csv", hash: "bench", at: "2025-07-05 09:12", who: "bench", read: rows.count))
  }

  func rollUp(_ times: Int) throws {
    for _ in 0..<times { try store.rebuild() }
  }

  func scan(_ times: Int) throws {
    let heading =
      "area_code,month,brand,source,taped,slim_taped,ecommerce,no_repack,bags,reusable_bags,materials,"
      + "standard_materials,waybills,e_waybills\n"
    let lines = villages.enumerated().map { number, area in
      "\(area),2025-06,,报送,\(100 + number),90,50,45,60,\(number % 50),200,180,300,300\n"
    }
    let bytes = Array((heading + lines.joined()).utf8)
    try store.withAreas { areas in
      for _ in 0..<times {
        let result = Intake.read(
          bytes, file: "bench.csv", form: .packaging, context: IntakeContext(today: today, directory: areas))
        guard result.problems.isEmpty else { throw ValidationFault(result.problems[0].en) }
      }
    }
  }

  /// The overview of a prefecture as it is after its board came.
  private func dashboard() throws -> Dashboard {
    var dashboard = Dashboard(
      place: Place(area: prefecture), handbook: handbook, today: today, time: "09:12")
    _ = dashboard.update(.resized(DashboardSize.usual))
    for effect in dashboard.start() {
      guard case .loadBoard(let request) = effect else { continue }
      guard
        let board = try store.board(
          at: request.area, period: request.period, borrowing: request.plan, plans: handbook.planBook,
          indicators: handbook.indicators, today: today)
      else { throw ValidationFault("no board of \(prefecture)") }
      _ = dashboard.update(.boardLoaded(request, board))
    }
    return dashboard
  }

  private enum DashboardSize {
    static let usual = Size(width: 120, height: 36)
  }

  func overview(_ times: Int) throws {
    var dashboard = try dashboard()
    _ = dashboard.view(DashboardSize.usual)
    for number in 0..<times {
      _ = dashboard.update(.key(number % 2 == 0 ? .down : .up))
      _ = dashboard.view(DashboardSize.usual)
    }
  }

  @MainActor
  func blit(_ times: Int) throws {
    var dashboard = try dashboard()
    let first = dashboard.view(DashboardSize.usual)
    _ = dashboard.update(.key(.down))
    let frames = [first, dashboard.view(DashboardSize.usual)]
    let theme = try catalog.theme(named: Settings().darkTheme)
    let ends = try PseudoTerminal(size: DashboardSize.usual)
    let screen = try Screen(options: Screen.Options(input: ends.inner, output: ends.inner, term: "xterm-256color"))
    defer { screen.stop() }
    screen.show(frames[0], theme: theme)
    ends.drain()
    for number in 0..<times {
      screen.show(frames[(number + 1) % 2], theme: theme)
      ends.drain()
    }
  }
}

/// What the tool cannot go on after.
struct ValidationFault: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// A terminal that nobody looks at.
private struct PseudoTerminal {
  let outer: Int32
  let inner: Int32

  init(size: Size) throws {
    outer = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (number, isLocked) = (Int32(0), Int32(0))
    // TIOCSPTLCK and TIOCGPTN: of Linux, and not seen from Swift.
    guard outer >= 0, ioctl(outer, 0x4004_5431, &isLocked) == 0, ioctl(outer, 0x8004_5430, &number) == 0 else {
      throw ValidationFault("no pseudo-terminal")
    }
    let name = "/dev/pts/\(number)"
    inner = open(name, O_RDWR | O_NOCTTY)
    var window = winsize()
    (window.ws_col, window.ws_row) = (UInt16(size.width), UInt16(size.height))
    guard inner >= 0, ioctl(inner, UInt(TIOCSWINSZ), &window) == 0 else { throw ValidationFault("no pseudo-terminal") }
    _ = fcntl(outer, F_SETFL, O_NONBLOCK)
  }

  /// Takes what was written, so that there is room for more.
  func drain() {
    var bytes = [UInt8](repeating: 0, count: 65536)
    while read(outer, &bytes, bytes.count) > 0 {}
  }
}
