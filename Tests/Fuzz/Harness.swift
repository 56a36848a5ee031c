import Foundation
import Intake
import PostalModel

/// What an input of the fuzzer stands for; `YILAN_FUZZ` names it.
private enum Target: String {
  /// The bytes of a text.
  case csv
  /// The parts of a workbook, which the harness packs: the readers of XML lie behind checksums that no fuzzer guesses.
  case sheet
  /// The bytes of a workbook.
  case xlsx
  /// The bytes of a file of the office's own: a plan, words, a theme and the like.
  case toml
  /// An address as it is typed.
  case address
  /// What a terminal sends.
  case keys
}

private let target: Target = {
  let name = ProcessInfo.processInfo.environment["YILAN_FUZZ"] ?? "csv"
  guard let target = Target(rawValue: name) else {
    fatalError("YILAN_FUZZ=\(name): csv, sheet, xlsx, toml, address or keys")
  }
  return target
}()

/// The first byte says how the rest is read: `@` by its headings, `A` to `G` as one form; `H` as a table with one column a
/// year, `I` to `O` as one form by a map. From `P` on there is a month for all rows, and from a grave accent on the same
/// with the parts of a workbook deflated; the last eight read one sheet alone.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard count > 1, let start else { return 0 }
  let way = Int(start[0] & 0x3F)
  let rest = [UInt8](UnsafeBufferPointer(start: start + 1, count: count - 1))
  switch target {
  case .toml:
    checkFile(rest, way: way)
    return 0
  case .address:
    checkAddress(rest)
    return 0
  case .keys:
    checkKeys(rest)
    return 0
  case .csv, .sheet, .xlsx: break
  }
  let bytes = target == .sheet ? workbook(ofParts: rest, isDeflated: way & 0x20 != 0) : rest
  let form = way & 7 == 0 ? nil : Form.allCases[(way & 7) - 1]
  let hasMap = way & 8 != 0
  let isWide = hasMap && form == nil
  let context = IntakeContext(
    today: today, defaultMonth: way & 0x10 == 0 || isWide ? nil : Month(2025, 6), directory: SmallDirectory(),
    sheet: target != .csv && way & 0x38 == 0x38 ? "表1" : nil, map: isWide ? wideMap : hasMap ? namesMap : nil,
    indicators: sentIndicators, tasks: knownTasks)
  check(Intake.readAll(bytes, file: fileName, form: form, context: context), form: form)
  if target == .csv { checkKept(rest) }
  return 0
}

private let wideMap = ColumnMap(
  columns: ["地区": "area_code"],
  wide: ColumnMap.Wide(periods: .years, indicator: "express_volume", factor: Amount(micro: 100)),
  skippedAreas: ["全国"])

private let namesMap = ColumnMap(columns: ["地区": "area_code", "时间": "month"], skippedAreas: ["全国"])
