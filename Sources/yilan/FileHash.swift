import Crypto

/// The SHA-256 of a file in hexadecimal, as the ledger keeps it.
enum FileHash {
  static func hexadecimal(_ bytes: [UInt8]) -> String {
    var text = ""
    for byte in SHA256.hash(data: bytes) {
      if byte < 16 { text += "0" }
      text += String(byte, radix: 16)
    }
    return text
  }
}
