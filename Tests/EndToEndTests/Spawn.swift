import Foundation

/// Runs a command to its end. Foundation's `Process` waits for every descendant that keeps its descriptors, and a tmux
/// server does.
enum Spawn {
  struct Failure: Error {
    var path: String
    var code: Int32
  }

  /// - Parameters:
  ///   - output, errors: files that are written anew.
  /// - Returns: the exit status, or 128 and the signal.
  static func run(
    _ path: String, _ arguments: [String], environment: [String: String], input: String = "/dev/null",
    output: String, errors: String = "/dev/null"
  ) throws -> Int32 {
    let process = try start(path, arguments, environment: environment) { actions in
      posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
      posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return exitStatus(status)
  }

  /// The exit status of what `waitpid` tells, or 128 and the signal.
  static func exitStatus(_ status: Int32) -> Int32 {
    status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  /// Starts a command.
  ///
  /// - Parameters:
  ///   - isLeader: in a session of its own, whose terminal is the first one that it opens.
  ///   - files: says what its descriptors are.
  static func start(
    _ path: String, _ arguments: [String], environment: [String: String], isLeader: Bool = false,
    files: (inout posix_spawn_file_actions_t) -> Void
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    files(&actions)
    // The threads of a test runner block signals, and a child would inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let session: Int16 = isLeader ? 0x80 : 0  // POSIX_SPAWN_SETSID
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | session)
    var argv: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var process = pid_t()
    let code = posix_spawn(&process, path, &actions, &attributes, &argv, &envp)
    guard code == 0 else { throw Failure(path: path, code: code) }
    return process
  }
}
