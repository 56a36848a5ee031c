import Foundation
import Testing

@testable import yilan

/// What a service manager hears, by a real socket.
@Suite struct ServiceNotifierTests {
  /// A manager's end of the socket.
  private final class Manager {
    let name: String
    private let socket: Int32

    /// - Parameter name: a path, or a name that begins with @.
    init(_ name: String) throws {
      self.name = name
      socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      var bytes = Array(name.utf8)
      if bytes.first == 0x40 { bytes[0] = 0 }
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
      let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
      let bound = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, length) }
      }
      try #require(bound == 0)
    }

    deinit {
      close(socket)
      if name.hasPrefix("/") { unlink(name) }
    }

    /// The messages that wait.
    func heard() -> [String] {
      var messages: [String] = []
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        guard count >= 0 else { return messages }
        messages.append(String(decoding: buffer.prefix(count), as: UTF8.self))
      }
    }
  }

  private static func names() -> [String] {
    let unique = UUID().uuidString.prefix(8)
    return [FileManager.default.temporaryDirectory.path + "/yilan-notify-\(unique)", "@yilan-notify-\(unique)"]
  }

  @Test func aManagerHearsEachThingOnce() throws {
    for name in Self.names() {
      let manager = try Manager(name)
      let notifier = ServiceNotifier(["NOTIFY_SOCKET": name, "WATCHDOG_USEC": "40000000"])
      #expect(notifier.isHeard)
      #expect(notifier.interval == .seconds(10))
      for _ in 0..<3 {
        notifier.ready()
        notifier.watchdog()
        notifier.status("毕节市\n第 3 屏")
      }
      notifier.status("喀什地区")
      notifier.stopping()
      #expect(
        manager.heard() == ["READY=1", "WATCHDOG=1", "STATUS=毕节市 第 3 屏", "STATUS=喀什地区", "STOPPING=1"])
    }
  }

  @Test func theWatchdogIsFedInLessThanHalfItsTime() throws {
    let manager = try Manager(Self.names()[1])
    let notifier = ServiceNotifier([
      "NOTIFY_SOCKET": manager.name, "WATCHDOG_USEC": "40000", "WATCHDOG_PID": "\(getpid())",
    ])
    let interval = try #require(notifier.interval)
    #expect(interval * 2 <= .milliseconds(20))
    let start = ContinuousClock.now
    var beats = 0
    // A loop that turns without a pause is held back to one beat an interval.
    while start.duration(to: .now) < .milliseconds(200) {
      notifier.watchdog()
      beats += manager.heard().count
    }
    #expect((2...21).contains(beats))
  }

  @Test func aWatchdogForAnotherProcessIsNotOurs() throws {
    let manager = try Manager(Self.names()[1])
    let notifier = ServiceNotifier(["NOTIFY_SOCKET": manager.name, "WATCHDOG_USEC": "1000", "WATCHDOG_PID": "1"])
    #expect(notifier.interval == nil)
    notifier.watchdog()
    notifier.ready()
    #expect(manager.heard() == ["READY=1"])
  }

  @Test(arguments: ["", "relative", "@", "/no/such/socket", "/" + String(repeating: "x", count: 200)])
  func withoutAManagerNothingIsSaid(name: String) {
    let notifier = ServiceNotifier(["NOTIFY_SOCKET": name, "WATCHDOG_USEC": "nonsense"])
    #expect(notifier.interval == nil)
    notifier.ready()
    notifier.watchdog()
    notifier.status("x")
    notifier.stopping()
    #expect(ServiceNotifier(["WATCHDOG_USEC": "1000000"]).interval == nil)
  }

  @Test func aManagerThatDoesNotReadStopsNothing() throws {
    let manager = try Manager(Self.names()[0])
    let notifier = ServiceNotifier(["NOTIFY_SOCKET": manager.name])
    for number in 0..<2000 { notifier.status("\(number)") }
    #expect(manager.heard().first == "STATUS=0")
  }

  @Test func aWallFeedsHeartbeatAndWatchdogWithItsPictures() throws {
    let manager = try Manager(Self.names()[1])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("yilan-watch-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("heartbeat").path
    let watch = KioskWatch(
      path: path, .zh, environment: ["NOTIFY_SOCKET": manager.name, "WATCHDOG_USEC": "60000000"])
    #expect(watch.longestPause == .seconds(10))
    let start = Date(timeIntervalSince1970: 1_751_000_000)
    watch.shown(scene: ("毕节市", 0), database: nil, at: start)
    watch.shown(scene: ("毕节市", 0), database: nil, at: start.addingTimeInterval(0.1))
    watch.shown(scene: ("喀什地区", 1), database: "另一程序正在写入", at: start.addingTimeInterval(1))
    watch.ending()
    #expect(
      manager.heard() == [
        "READY=1", "WATCHDOG=1", "STATUS=第 1 屏 毕节市", "STATUS=第 2 屏 喀什地区 · 另一程序正在写入", "STOPPING=1",
      ])
    let beat = try #require(Heartbeat.last(path: path))
    #expect(beat.frame == 3 && beat.scene == "喀什地区" && beat.position == 1 && beat.database == "另一程序正在写入")
    // The next run: what it was at stays until something is shown, or nothing is for long.
    let next = KioskWatch(path: path, .zh, environment: ["NOTIFY_SOCKET": manager.name])
    next.shown(scene: nil, database: nil, at: start.addingTimeInterval(100))
    next.shown(scene: nil, database: nil, at: start.addingTimeInterval(109))
    #expect(manager.heard().isEmpty)
    #expect(Heartbeat.last(path: path) == beat)
    next.shown(scene: nil, database: nil, at: start.addingTimeInterval(110))
    #expect(manager.heard() == ["READY=1", "STATUS=第 2 屏 喀什地区"])
    #expect(Heartbeat.last(path: path)?.scene == "喀什地区")
    #expect(Heartbeat.last(path: path)?.at == 1_751_000_110)
    // Out of hours, once something was shown.
    next.shown(scene: ("毕节市", 0), database: nil, at: start.addingTimeInterval(111))
    next.shown(scene: nil, database: nil, at: start.addingTimeInterval(112))
    #expect(Heartbeat.last(path: path)?.frame == 5)
    _ = manager.heard()
    // A short watchdog shortens the longest wait.
    let hurried = KioskWatch(path: path, .en, environment: ["NOTIFY_SOCKET": "@x", "WATCHDOG_USEC": "8000000"])
    #expect(hurried.longestPause == .seconds(2))
    // A heartbeat that cannot be written is told to the manager.
    KioskWatch(path: "/proc/no/heartbeat", .en, environment: ["NOTIFY_SOCKET": manager.name])
      .shown(scene: ("Bijie", 0), database: nil)
    #expect(manager.heard().last?.hasPrefix("STATUS=scene 1, Bijie · no heartbeat: /proc/no/heartbeat") == true)
  }
}
