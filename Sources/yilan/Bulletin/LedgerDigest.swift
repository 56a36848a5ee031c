import Foundation
import PostalStore

/// 台账指纹: SHA-256 of the import ledger, one line an import in order: its number, the hash of its file, its form, the rows
/// kept and when it was undone, parted by tabs. Two stores with the same one took in the same files in the same way.
enum LedgerDigest {
  static func of(_ store: PostalStore) throws -> String {
    let lines = try store.ledger(limit: .max).reversed().map { entry in
      [String(entry.id), entry.hash, entry.form.rawValue, String(entry.kept), entry.undoneAt ?? ""]
        .joined(separator: "\t") + "\n"
    }
    return FileHash.hexadecimal(Array(lines.joined().utf8))
  }
}
