/// Why a cell cannot be read.
protocol CellFault: Error {
  /// What is wrong and what would be right, to follow the column and what the cell holds.
  var remark: (zh: String, en: String) { get }
}

extension CellFault {
  /// The whole message, with the column and what the cell holds.
  func words(_ column: Column, _ shown: String) -> (zh: String, en: String) {
    let (zh, en) = remark
    return ("\(column.zh)「\(shown)」\(zh)", "\(column.key) '\(shown)' \(en)")
  }
}
