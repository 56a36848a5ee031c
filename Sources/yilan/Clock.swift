import Foundation
import PostalModel

/// The door to the time of day.
enum Clock {
  private static func parts() -> tm {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return parts
  }

  static func today() -> Day {
    let now = parts()
    return Day(Int(now.tm_year) + 1900, Int(now.tm_mon) + 1, Int(now.tm_mday))!
  }

  /// `14:32`
  static func time() -> String {
    let now = parts()
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(now.tm_hour)):\(two(now.tm_min))"
  }

  /// Minutes since midnight, 0 to 1439.
  static func minute() -> Int {
    let now = parts()
    return Int(now.tm_hour) * 60 + Int(now.tm_min)
  }

  /// Since the machine was started, time asleep included; never set back.
  static func monotonicMilliseconds() -> Int {
    var now = timespec()
    clock_gettime(CLOCK_BOOTTIME, &now)
    return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
  }

  /// Seconds until the next minute begins, 1 to 60.
  static func secondsToNextMinute() -> Int { 60 - min(59, Int(parts().tm_sec)) }

  private static func time(_ pointer: UnsafeMutablePointer<time_t>?) -> time_t { Glibc.time(pointer) }
}
