import Foundation

/// Programs of the machine that help where they are there.
enum OutsideProgram {
  /// The first of some names that is on the PATH, with its folder.
  static func find(_ names: String...) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    for name in names {
      for folder in folders where FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") {
        return "\(folder)/\(name)"
      }
    }
    return nil
  }

  /// What a program prints, if it ends well and in time; its errors go nowhere.
  static func output(_ path: String, _ arguments: [String], within time: Duration = .seconds(5)) -> String? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var argv: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for pointer in argv { free(pointer) } }
    var process = pid_t()
    let code = posix_spawn(&process, path, &actions, nil, &argv, environ)
    close(ends[1])
    guard code == 0 else { return nil }
    let end = ContinuousClock.now + time
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var isInTime = false
    while bytes.count < 1 << 22 {
      let (seconds, attoseconds) = max(.zero, end - .now).components
      var waiting = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, Int32(seconds * 1000 + attoseconds / 1_000_000_000_000_000)) > 0 else { break }
      let count = read(ends[0], &buffer, buffer.count)
      guard count > 0 else {
        isInTime = count == 0
        break
      }
      bytes += buffer.prefix(count)
    }
    if !isInTime { kill(process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return isInTime && status == 0 ? String(decoding: bytes, as: UTF8.self) : nil
  }
}
