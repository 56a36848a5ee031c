/// 数据库地址: a postgres:// address as it may be shown.
enum PostgresAddress {
  /// The address with `***` in place of its passwords.
  static func withoutPassword(_ address: String) -> String {
    guard let scheme = address.firstRange(of: "://") else { return address }
    let rest = address[scheme.upperBound...]
    let place = rest.prefix { $0 != "?" }
    var shown = String(address[..<scheme.upperBound])
    // The last of the signs: a password that should have been encoded may hold others.
    if let at = place.lastIndex(of: "@"), let colon = place[..<at].firstIndex(of: ":") {
      shown += place[..<colon] + ":***" + rest[at...]
    } else {
      shown += rest
    }
    return shown.replacing(#/([?&](?:ssl)?password=)[^&]*/#) { "\($0.output.1)***" }
  }
}
