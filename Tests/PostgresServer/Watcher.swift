import Foundation

/// Ends a server and takes its folder away once the process of the tests is gone: a shell that reads from a pipe whose
/// other end this process alone holds, and which no signal from the keyboard reaches.
final class Watcher: Sendable {
  private let held: Int32

  /// - Parameter stop: the command that ends the server.
  init(folder: String, stop: [String]) throws {
    let script = """
      trap '' HUP INT QUIT TERM
      folder=$1
      shift
      while read -r _; do :; done
      cd /
      "$@" || :
      rm -rf "$folder"
      """
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Hindrance("no pipe can be made") }
    // Other processes that the tests start must not hold it.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    held = ends[1]
    defer { close(ends[0]) }
    _ = try Child(["/bin/sh", "-c", script, "sh", folder] + stop, in: "/", input: ends[0])
  }

  deinit { close(held) }
}
