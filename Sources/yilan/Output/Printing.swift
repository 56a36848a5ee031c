import Foundation
import PostalModel

// All that the program prints goes by here. What is printed may come from returns, files of users or a database that
// something else has written to: no text steers the terminal, and what cannot be seen is spelt out.

/// Prints one line.
func print(_ line: String) { write(line.spellingUnseen(keeping: "\t".unicodeScalars) + "\n") }

/// Prints text of any number of lines, without an end of its own.
func standardOutput(_ text: String) { write(text.spellingUnseen(keeping: "\t\n".unicodeScalars)) }

/// Tells one line on standard error.
func standardError(_ line: String) {
  // Where nobody takes it, there is nobody to tell.
  _ = write(Array((line.spellingUnseen(keeping: "\t".unicodeScalars) + "\n").utf8), to: STDERR_FILENO)
}

/// Writes bytes as they are, such as a workbook or a screen with its colours.
///
/// The program ends here where they cannot be written: quietly as by SIGPIPE where nobody reads any more, else with
/// status 1 and the reason.
func write(_ bytes: [UInt8]) {
  let fault = write(bytes, to: STDOUT_FILENO)
  if fault == 0 { return }
  if fault == EPIPE {
    // Whoever started the program may have it ignored.
    signal(SIGPIPE, SIG_DFL)
    raise(SIGPIPE)
  }
  let reason = String(cString: strerror(fault))
  standardError("标准输出写不出 · standard output cannot be written: \(reason)")
  Foundation.exit(1)
}

func write(_ text: String) { write(Array(text.utf8)) }

/// - Returns: 0, or the number of the error.
private func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count > 0 {
      rest = rest.dropFirst(count)
    } else if errno == EAGAIN {
      // Standard output is sometimes shared with what does not wait.
      var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&ready, 1, -1)
    } else if errno != EINTR {
      return errno
    }
  }
  return 0
}
