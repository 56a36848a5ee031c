internal import CPostgres
import Foundation

/// The functions of libpq, the client library of PostgreSQL, which is opened at the first connection.
final class PostgresLibrary: Sendable {
  let functions: yilan_libpq

  /// The first library of these names that fits.
  ///
  /// - Throws: `PostgresAbsence`.
  init(_ names: [String]) throws {
    var table = yilan_libpq()
    guard names.contains(where: { yilan_libpq_open($0, &table) }) else { throw PostgresAbsence() }
    functions = table
  }

  /// The library of this machine, opened once.
  static func shared() throws -> PostgresLibrary { try opened.get() }

  private static let opened = Result { try PostgresLibrary(names) }

  #if os(macOS)
    private static let names =
      ["/opt/homebrew/opt/libpq/lib/", "/usr/local/opt/libpq/lib/", "/opt/homebrew/lib/", "/usr/local/lib/", ""].flatMap
    {
      ["\($0)libpq.5.dylib", "\($0)libpq.dylib"]
    }
  #else
    private static let names = ["libpq.so.5"]
  #endif
}

/// libpq is not on this machine.
struct PostgresAbsence: Error, Equatable {
  #if os(macOS)
    private static let remedy = (zh: "brew install libpq", en: "brew install libpq")
  #else
    private static let remedy = (
      zh: "Debian、Ubuntu:apt install libpq5;Fedora:dnf install libpq",
      en: "Debian and Ubuntu: apt install libpq5; Fedora: dnf install libpq"
    )
  #endif

  var zh: String { "连接 PostgreSQL 需要客户端库 libpq(10 版或更新),本机没有;请安装(\(Self.remedy.zh))" }
  var en: String {
    "connecting to PostgreSQL needs its client library, libpq of version 10 or later, which is not installed; install it "
      + "(\(Self.remedy.en))"
  }
}
