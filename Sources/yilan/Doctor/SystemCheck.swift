import Foundation
import PostalModel

/// The machine: its clock, its disk.
struct SystemCheck {
  let language: Language

  private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  // MARK: Clock

  /// - Parameters:
  ///   - today: by the machine's clock.
  ///   - newest: the day of the last import; nil where nothing came.
  ///   - offset: seconds that the time zone is ahead of Greenwich.
  ///   - isSynchronized: nil where the machine does not tell.
  func clock(today: Day, newest: Day?, offset: Int, isSynchronized: Bool?) -> [Finding] {
    let setting = "sudo timedatectl set-time '2025-07-08 14:30:00'; sudo timedatectl set-ntp true"
    let name = say("日期", "date")
    var findings: [Finding] = []
    if !(2025...2099).contains(today.year) {
      findings.append(
        Finding(
          "date", .fault, name,
          say("\(today):年份不对,期限和“未报”都会判错", "\(today): not the year; deadlines and returns due would be judged wrongly"),
          remedy: setting))
    } else if let newest, newest > today {
      findings.append(
        Finding(
          "date", .fault, name,
          say(
            "\(today) 早于末次导入 \(newest):时钟慢了", "\(today) is before the last import, of \(newest): the clock is behind"),
          remedy: setting))
    } else {
      findings.append(Finding("date", .ok, name, today.description))
    }
    let hours = Double(offset) / 3600
    let zone = "UTC" + (hours < 0 ? "-" : "+") + (hours == hours.rounded() ? "\(Int(abs(hours)))" : "\(abs(hours))")
    findings.append(
      offset == 8 * 3600
        ? Finding("zone", .ok, say("时区", "time zone"), zone)
        : Finding(
          "zone", .warning, say("时区", "time zone"),
          say("\(zone),不是北京时间:钟点和换日会差", "\(zone) is not Beijing's: hours and the change of day are off"),
          remedy: "sudo timedatectl set-timezone Asia/Shanghai"))
    let sync = say("对时", "time service")
    switch isSynchronized {
    case true?: findings.append(Finding("time_service", .ok, sync, say("已同步", "synchronized")))
    case false?:
      findings.append(
        Finding(
          "time_service", .warning, sync, say("没有同步,时钟会慢慢走偏", "not synchronized; the clock will drift"),
          remedy: "sudo timedatectl set-ntp true"))
    case nil:
      findings.append(
        Finding(
          "time_service", .skipped, sync, say("本机不能告知(没有 timedatectl)", "this machine does not tell (no timedatectl)")))
    }
    return findings
  }

  /// The clock of this machine.
  func clock(today: Day, newest: Day?) -> [Finding] {
    var now = Glibc.time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return clock(today: today, newest: newest, offset: parts.tm_gmtoff, isSynchronized: Self.isSynchronized())
  }

  private static func isSynchronized() -> Bool? {
    if access("/run/systemd/timesync/synchronized", F_OK) == 0 { return true }
    guard let program = OutsideProgram.find("timedatectl"),
      let told = OutsideProgram.output(program, ["show", "--property=NTPSynchronized", "--value"])
    else { return nil }
    switch told.trimmingCharacters(in: .whitespacesAndNewlines) {
    case "yes": return true
    case "no": return false
    default: return nil
    }
  }

  // MARK: Disk

  /// Room where the database is.
  ///
  /// - Parameters:
  ///   - free: bytes that a user may still write; nil where the system does not tell.
  ///   - needed: bytes that the database has now: putting it in order takes as many again.
  func disk(folder: String, free: Int?, needed: Int) -> Finding {
    let name = say("磁盘空间", "disk space")
    guard let free else {
      return Finding("disk", .skipped, name, say("\(folder):系统没有告知", "\(folder): the system does not tell"))
    }
    let text = say("\(folder) 还有 \(Self.size(free))", "\(Self.size(free)) free at \(folder)")
    let remedy = say("请腾出空间,或把数据库移到别的盘(--database)", "make room, or move the database to another disk (--database)")
    if free < 50 << 20 { return Finding("disk", .fault, name, text, remedy: remedy) }
    if free < max(500 << 20, 2 * needed) { return Finding("disk", .warning, name, text, remedy: remedy) }
    return Finding("disk", .ok, name, text)
  }

  /// Bytes that a user may still write in a folder.
  static func free(in folder: String) -> Int? {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return nil }
    return Int(clamping: UInt64(status.f_bavail) &* UInt64(status.f_frsize))
  }

  /// `12.3 MB`, cut and not rounded.
  static func size(_ bytes: Int) -> String {
    let units = ["B", "kB", "MB", "GB", "TB"]
    var (scaled, unit) = (Double(bytes), 0)
    while scaled >= 1000, unit < units.count - 1 { (scaled, unit) = (scaled / 1000, unit + 1) }
    return (unit == 0 ? "\(bytes)" : "\((scaled * 10).rounded(.down) / 10)") + " " + units[unit]
  }
}
