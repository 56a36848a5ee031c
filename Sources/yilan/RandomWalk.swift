import Dashboard
import Drawing
import Foundation
import PostalModel

/// 随机走查: random keys, pastes, mouse, sizes and changes of data through the dashboard, each answered by a screen.
///
/// Nothing is written: imports, steps and files are answered as if they had been done, or had failed.
struct RandomWalk {
  /// What was done and seen.
  struct Count {
    var events = 0
    var screens = 0
    /// States from which the way out was tried.
    var ways = 0
    /// The most Esc that were needed before `q` ended it.
    var mostEscapes = 0
    var ended = 0
    /// What must not be; the walk ends at the first.
    var fault: String?
  }

  private var loop: WalkLoop
  private var random: SplitMix64
  private var size = Size(width: 80, height: 24)
  private(set) var count = Count()
  private let first: Dashboard
  /// The last events, for the report of a fault.
  private var trail: [String] = []

  /// More of them would be a maze to who only wants to leave.
  private static let mostEscapes = 12

  init(dashboard: Dashboard, door: Door, seed: UInt64) {
    first = dashboard
    loop = WalkLoop(dashboard: dashboard, door: door)
    random = SplitMix64(seed: seed)
    loop.start()
  }

  /// - Parameter progress: told the events now and then.
  mutating func walk(events: Int, progress: (Int) -> Void = { _ in }) {
    while count.events < events, count.fault == nil {
      let event = nextEvent()
      trail = trail.suffix(30) + ["\(event)"]
      loop.send(event, random: &random)
      count.events += 1
      look()
      if loop.isOver {
        count.ended += 1
        begin()
      }
      if count.events.isMultiple(of: 40) { tryWayOut() }
      if count.events.isMultiple(of: 500), random.below(3) == 0 { begin() }
      if count.events.isMultiple(of: 10_000) { progress(count.events) }
    }
  }

  private mutating func begin() {
    loop = WalkLoop(dashboard: first, door: loop.door)
    loop.start()
    loop.send(.resized(size), random: &random)
  }

  private mutating func look() {
    let surface = loop.dashboard.view(size)
    count.screens += 1
    if surface.size != size { return fail("a screen of \(surface.size) was made for \(size)") }
    for row in 0..<size.height {
      var columns = 0
      surface.withRow(row) { cells in
        for cell in cells { columns += Int(cell.columns) }
      }
      if columns != size.width { return fail("row \(row) of \(size) has \(columns) columns") }
    }
    if random.below(50) == 0 {
      for line in loop.dashboard.linearPage.body where line.contains(where: \.isNewline) {
        return fail("a line of plain words is two: \(line)")
      }
    }
  }

  /// From wherever one is, Esc a few times and then `q` end it.
  private mutating func tryWayOut() {
    var other = loop
    var generator = random
    count.ways += 1
    for escapes in 0...Self.mostEscapes {
      var leaving = other
      leaving.send(.key(.character("q")), random: &generator)
      if leaving.isOver {
        count.mostEscapes = max(count.mostEscapes, escapes)
        return
      }
      other.send(.key(.escape), random: &generator)
      if other.isOver { return }
    }
    fail("\(Self.mostEscapes) times Esc and q do not end it")
  }

  private mutating func fail(_ what: String) {
    count.fault = "event \(count.events): \(what)\nat \(loop.dashboard.place)\n" + trail.joined(separator: "\n")
  }

  // MARK: Events

  private mutating func nextEvent() -> Event {
    switch random.below(100) {
    case 0..<5:
      size = Size(width: 1 + random.below(random.below(2) == 0 ? 30 : 240), height: 1 + random.below(70))
      return .resized(size)
    case 5..<7: return .storeChanged
    case 7: return .clockTicked(day: Day(ordinal: loop.door.today.ordinal + random.below(40)), time: "08:00")
    case 8: return .failed(zh: "数据库被占用", en: "the database is locked")
    case 9: return .paused
    case 10: return random.below(2) == 0 ? .shown : .rested
    case 11: return .chosen(random.below(60))
    case 12..<18: return .key(.mouse(mouse()))
    case 18..<22: return .key(.pasted(text()))
    default: return .key(key())
    }
  }

  private mutating func mouse() -> Mouse {
    let actions = Mouse.Action.allCases
    // Also over what is no longer there.
    return Mouse(
      actions[random.below(actions.count)], column: random.below(size.width + 20), row: random.below(size.height + 5))
  }

  private static let plain: [Key] = [
    .up, .down, .left, .right, .enter, .enter, .enter, .escape, .escape, .tab, .backTab, .home, .end, .pageUp,
    .pageDown,
    .backspace, .delete, .insert,
  ]
  /// All that a command could be on; `q` is rare, or no walk would come far.
  private static let letters = Array("abcdefghijklmnoprstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789[]{}<>/:=?!;,.~ ")

  private mutating func key() -> Key {
    switch random.below(40) {
    case 0: return .control(Self.letters[random.below(25)])
    case 1: return .alt(Self.letters[random.below(Self.letters.count)])
    case 2: return .function(1 + random.below(20))
    case 3:
      let (arrows, held) = (Key.Arrow.allCases, Key.Modifier.allCases)
      return .arrow(arrows[random.below(arrows.count)], held[random.below(held.count)])
    case 4: return .character(random.below(20) == 0 ? "q" : "驿")
    case 5: return .character(Character(scalar()))
    case 6..<20: return Self.plain[random.below(Self.plain.count)]
    default: return .character(Self.letters[random.below(Self.letters.count)])
    }
  }

  private mutating func scalar() -> Unicode.Scalar {
    let ends: [UInt32] = [0x80, 0x300, 0x3000, 0xFFFF, 0x1FFFF, 0x10FFFF]
    return Unicode.Scalar(UInt32(random.below(Int(ends[random.below(ends.count)])))) ?? "\u{FEFF}"
  }

  /// Addresses, codes and names, whole, cut, or with what a terminal would obey.
  private mutating func text() -> String {
    let words = [
      "毕节市", "520526", "5205/packaging/slim_tape@2025-06", "qxg", "9999999999", "2025-07-12", "-1", "未达", "?view=heat",
      "\u{1B}[2J", "\u{202E}乡", "a\u{300}\u{301}\u{302}\u{303}\u{304}", "\u{E000}\u{FFFF}", "\u{9B}31m", "/", "@", "%",
    ]
    var text = ""
    for _ in 0...random.below(4) { text += words[random.below(words.count)] }
    return random.below(60) == 0 ? String(repeating: text, count: 400) : String(text.prefix(random.below(40)))
  }
}

/// The loop of events of a walk: what would change anything is answered and left undone.
private struct WalkLoop {
  var dashboard: Dashboard
  var door: Door
  var isOver = false
  private var isImporting: ImportOrder?

  init(dashboard: Dashboard, door: Door) {
    self.dashboard = dashboard
    self.door = door
  }

  mutating func start() {
    var random = SplitMix64(seed: 0)
    carryOut(dashboard.start(), &random)
  }

  mutating func send(_ event: Event, random: inout SplitMix64) {
    carryOut(dashboard.update(event), &random)
    // An import ends some time.
    if let order = isImporting, random.below(4) == 0 {
      isImporting = nil
      let isRefused = random.below(2) == 0
      let problem = Problem(
        file: order.name, line: 3, column: 2, zh: "「\u{1B}[31m」不是数", en: "'\u{1B}[31m' is no number")
      carryOut(
        dashboard.update(
          .importEnded(ImportReport(order: order, problems: isRefused ? [problem] : [], isRefused: isRefused))), &random
      )
    }
  }

  private mutating func carryOut(_ effects: [Effect], _ random: inout SplitMix64) {
    var waiting = effects[...]
    while let effect = waiting.popFirst() {
      switch effect {
      case .quit:
        isOver = true
        return
      case .importFile(let order):
        isImporting = order
        waiting += dashboard.update(.importMoved(.reading(0.5)))
      case .cancelImport:
        guard let order = isImporting else { continue }
        isImporting = nil
        waiting += dashboard.update(.importEnded(ImportReport(order: order, problems: [], isRefused: true)))
      case .undo, .signOff, .withdrawSignOff, .writeRejected, .writeBulletin, .writeTable:
        waiting += dashboard.update(
          random.below(2) == 0
            ? .done(zh: "已写入 /tmp/\u{1B}[31m", en: "written") : .failed(zh: "没有空间", en: "no space left"))
        waiting += dashboard.update(.storeChanged)
      case .record(let step, _):
        waiting += dashboard.update(.stepRecorded(step.key))
        waiting += dashboard.update(.storeChanged)
      default:
        // Now and then what is asked for cannot be had.
        if random.below(200) == 0 {
          waiting += dashboard.update(.failed(zh: "数据库被占用", en: "the database is locked"))
        } else if let event = door.answer(effect) {
          waiting += dashboard.update(event)
        }
      }
    }
  }
}
