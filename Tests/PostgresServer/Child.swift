import Foundation

/// Another process. That of Foundation is taken to run until all that it started has ended, which a server does not.
struct Child {
  private let number: pid_t

  /// - Parameters:
  ///   - command: its program, by its path, and arguments.
  ///   - input: what it reads; nothing without.
  ///   - output: the file that all it says is written to; nowhere without.
  ///   - keeps: which variables of the environment it has.
  init(
    _ command: [String], in folder: String, input: Int32? = nil, output: String = "/dev/null",
    keeps: (String) -> Bool = { _ in true }
  ) throws {
    #if os(Linux)
      var files = posix_spawn_file_actions_t()
    #else
      var files: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    if let input {
      posix_spawn_file_actions_adddup2(&files, input, 0)
    } else {
      posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_addopen(&files, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_adddup2(&files, 1, 2)
    // A server would hold the pipes of other tests open, and their readers wait for it.
    for file in Self.openFiles where file > 2 { posix_spawn_file_actions_addclose(&files, file) }
    let environment = ProcessInfo.processInfo.environment.filter { keeps($0.key) }.map { "\($0.key)=\($0.value)" }
    let command = ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, folder] + command
    let words = command.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    var number: pid_t = 0
    let fault = posix_spawn(&number, command[0], &files, nil, words, variables)
    guard fault == 0 else { throw Hindrance("\(command[0]): \(String(cString: strerror(fault)))") }
    self.number = number
  }

  private static var openFiles: [Int32] {
    let list = try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd")
    return (list ?? []).compactMap { Int32($0) }.filter { fcntl($0, F_GETFD) >= 0 }
  }

  /// Waits for its end.
  ///
  /// - Returns: its exit status; -1 where a signal ended it.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(number, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
  }
}
