import Foundation
import PostalModel

/// The lines of a file, or of what `gzip` makes of it, cut at commas; never the whole of it at once.
struct TextLines {
  let path: String

  /// - Parameter body: takes the number of the line, from 1, and its cells.
  func visit(_ body: (Int, [Substring]) throws -> Void) throws {
    let unreadable = Problem(file: path, zh: "读不了这个文件;请核对路径", en: "the file cannot be read; check the path")
    guard let file = FileHandle(forReadingAtPath: path) else { throw unreadable }
    guard path.hasSuffix(".gz") else { return try read(file, body) }
    try? file.close()
    let pipe = Pipe()
    let unpacking = Process()
    unpacking.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    unpacking.arguments = ["gzip", "-dc", "--", path]
    unpacking.standardOutput = pipe
    try unpacking.run()
    defer {
      // A reader that stopped early would leave the other side waiting.
      try? pipe.fileHandleForReading.close()
      unpacking.waitUntilExit()
    }
    try read(pipe.fileHandleForReading, body)
    unpacking.waitUntilExit()
    guard unpacking.terminationStatus == 0 else { throw unreadable }
  }

  private func read(_ file: FileHandle, _ body: (Int, [Substring]) throws -> Void) throws {
    var rest: [UInt8] = []
    var number = 0
    func take(_ bytes: ArraySlice<UInt8>) throws {
      number += 1
      let line = bytes.last == 13 ? bytes.dropLast() : bytes
      if !line.isEmpty {
        try body(number, String(decoding: line, as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false))
      }
    }
    while let chunk = try file.read(upToCount: 1 << 18), !chunk.isEmpty {
      rest += chunk
      var start = 0
      while let end = rest[start...].firstIndex(of: 10) {
        try take(rest[start..<end])
        start = end + 1
      }
      rest.removeFirst(start)
    }
    if !rest.isEmpty { try take(rest[...]) }
  }
}
