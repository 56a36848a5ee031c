import PostalModel

extension Intake {
  /// A row as it came, put under the form's own columns in the order of the template: what was given for the whole file
  /// stands in it, and areas that a map lets be named stand by their codes where the name is of one area, so that the
  /// row can be sent by itself.
  ///
  /// - Parameter context: what the file was read with.
  public static func formCells(of row: OriginalRow, form: Form, context: IntakeContext) -> [String] {
    let columns = columns(of: form)
    var texts: [String: String] = [:]
    for cell in row.cells {
      if let column = cell.column, texts[column] == nil { texts[column] = cell.text }
    }
    // A number stands for a day in a sheet alone.
    if row.sheet != nil {
      for column in columns where column.content == .month || column.content == .day {
        if let text = texts[column.zh], let day = dayOfSerial(text, is1904: row.is1904) {
          texts[column.zh] = column.content == .month ? Month(day).description : day.description
        }
      }
    }
    if let wide = context.map?.wide, let value = row.value {
      for column in columns {
        switch column.key {
        case "month": texts[column.zh] = row.month?.description
        case "indicator": texts[column.zh] = wide.indicator
        case "value": texts[column.zh] = inUnit(row.cells[value].text, wide)
        default: break
        }
      }
    }
    return columns.map { column in
      let text = texts[column.zh] ?? ""
      if column.need == .month, text.isEmpty { return context.defaultMonth?.description ?? "" }
      guard let map = context.map, ["area_code", "parent_code"].contains(column.key), !text.isEmpty,
        AreaCode(text) == nil
      else { return text }
      let areas = context.directory.areas(called: text).filter { map.areaLevel == nil || $0.level == map.areaLevel }
      return areas.count == 1 ? areas[0].code.description : text
    }
  }

  private static func dayOfSerial(_ text: String, is1904: Bool) -> Day? {
    guard case .failure(.serial(let day)) = readDay(Array(text.utf8)) else { return nil }
    return is1904 ? Day(ordinal: day.ordinal + 1462) : day
  }

  /// A value of a table with one column a period in the unit of its indicator; as written where it is no number.
  private static func inUnit(_ text: String, _ wide: ColumnMap.Wide) -> String {
    guard wide.factor != Amount(1), let number = try? readNumber(Array(foldedHeading(text).utf8)).get() else {
      return text
    }
    return (wide.times(number.amount)?.description ?? text) + (number.hasPercent ? "%" : "")
  }

  /// The cells of a row that is known by its text alone, as far as the form has columns.
  public static func formCells(ofRaw raw: String, form: Form) -> [String] {
    let scanner = RowScanner(Array(raw.utf8), separator: .comma)
    _ = scanner.next()
    return zip(columns(of: form), scanner.cells).map { scanner.text(scanner.trimmed($1)) }
  }
}

extension ColumnMap.Wide {
  /// An amount of the table in the indicator's unit; nil where it is too large.
  func times(_ amount: Amount) -> Amount? {
    let product = (Int128(amount.micro) * Int128(factor.micro) + 500_000) / 1_000_000
    return product <= Int128(largestWhole) * 1_000_000 ? Amount(micro: Int(product)) : nil
  }
}
