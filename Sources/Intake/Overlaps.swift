import PostalModel

/// The areas that returns of a file are for, to find figures that would be counted twice.
struct Overlaps: Sendable {
  private struct Group: Hashable {
    var area: AreaCode
    var month: Month
    var source: Int
  }

  private struct Returned {
    var row: Int
    var place: Int
    var group: Group
    var brand: Int
  }

  private var rows: [Returned] = []
  private var areas: [AreaCode: Area] = [:]

  mutating func add(_ area: Area, month: Month, source: Int = 0, brand: Int = 0, sheet: Sheet) {
    if areas[area.code] == nil { areas[area.code] = area }
    rows.append(
      Returned(
        row: sheet.row, place: sheet.place, group: Group(area: area.code, month: month, source: source), brand: brand))
  }

  /// Tells of returns for an area beside one for a place inside it, of the same month and source, and of the same
  /// brand or one of them for all brands. Both rows are at fault: which of the two counts only the sender knows.
  func tellInside(_ sheet: Sheet, column: Int) {
    let enclosing = enclosingAreas(sheet)
    if enclosing.isEmpty { return }
    let outerCodes = Set(enclosing.values.joined())
    var outers: [Group: [Int]] = [:]
    for (index, row) in rows.enumerated() where outerCodes.contains(row.group.area) {
      outers[row.group, default: []].append(index)
    }
    var inside: [Int: (first: Int, count: Int)] = [:]
    for (index, inner) in rows.enumerated() {
      guard let around = enclosing[inner.group.area] else { continue }
      var isTold = false
      for code in around {
        let group = Group(area: code, month: inner.group.month, source: inner.group.source)
        for other in outers[group] ?? [] where rows[other].brand == inner.brand || rows[other].brand * inner.brand == 0
        {
          inside[other] = inside[other].map { ($0.first, $0.count + 1) } ?? (index, 1)
          if isTold { continue }
          isTold = true
          let outer = rows[other]
          sheet.fault(
            row: inner.row, column,
            zh:
              "\(name(inner))在\(name(outer))之内,而第 \(sheet.name(ofPlace: outer.place, from: inner.place)) 行已报\(name(outer)) \(inner.group.month);会重复计算,两者只能报其一",
            en:
              "\(name(inner)) lies inside \(name(outer)), which line \(sheet.name(ofPlace: outer.place, from: inner.place)) returns for \(inner.group.month) "
              + "too; that would count twice, return only one of them")
        }
      }
    }
    for (index, found) in inside {
      let outer = rows[index]
      let inner = rows[found.first]
      let more = found.count > 1 ? ("等 \(found.count) 行", " and \(found.count - 1) more") : ("", "")
      sheet.fault(
        row: outer.row, column,
        zh:
          "\(name(outer)) \(outer.group.month) 与其下的\(name(inner))(第 \(sheet.name(ofPlace: inner.place, from: outer.place)) 行)\(more.0)同时报送;会重复计算,两者只能报其一",
        en:
          "\(name(outer)) is returned for \(outer.group.month) beside \(name(inner)) inside it (line \(sheet.name(ofPlace: inner.place, from: outer.place)))"
          + "\(more.1); that would count twice, return only one of them")
    }
  }

  /// Tells of a return for all brands beside one for a named brand, of the same area, month and source.
  func tellAllBrands(_ sheet: Sheet, column: Int, brands: [String]) {
    var all: [Group: Int] = [:]
    for (index, row) in rows.enumerated() where row.brand == 0 && all[row.group] == nil { all[row.group] = index }
    if all.isEmpty { return }
    var beside: Set<Int> = []
    for row in rows where row.brand != 0 {
      guard let index = all[row.group] else { continue }
      let whole = rows[index]
      let brand = showable(brands[row.brand])
      sheet.fault(
        row: row.row, column,
        zh:
          "品牌「\(brand)」与第 \(sheet.name(ofPlace: whole.place, from: row.place)) 行的全部品牌(品牌为空)同报\(name(row)) \(row.group.month);会重复计算,请只留一种",
        en:
          "brand '\(brand)' stands beside line \(sheet.name(ofPlace: whole.place, from: row.place)) for all brands (empty brand) of \(name(row)), "
          + "\(row.group.month); that would count twice, keep only one kind")
      if beside.insert(index).inserted {
        sheet.fault(
          row: whole.row, column,
          zh:
            "品牌为空表示全部品牌,而第 \(sheet.name(ofPlace: row.place, from: whole.place)) 行另报\(name(row)) \(row.group.month) 的「\(brand)」;会重复计算,请只留一种",
          en:
            "an empty brand means all brands, but line \(sheet.name(ofPlace: row.place, from: whole.place)) returns '\(brand)' for \(name(row)), "
            + "\(row.group.month); that would count twice, keep only one kind")
      }
    }
  }

  private func name(_ row: Returned) -> String {
    showable(areas[row.group.area]?.name ?? row.group.area.description)
  }

  /// By area of the file: those of the file's areas that it lies in, nearest first; areas in none are left out.
  private func enclosingAreas(_ sheet: Sheet) -> [AreaCode: [AreaCode]] {
    // Parents are numbers of the store. An area moved under a user-made one lies in that and no longer in the county
    // of its code, so numbers are followed as far as they are known.
    var numbered: [Int: Area] = [:]
    for area in areas.values {
      numbered[area.id] = area
      for code in area.code.ancestors {
        if case .known(let upper) = sheet.standing(of: code) { numbered[upper.id] = upper }
      }
    }
    var enclosing: [AreaCode: [AreaCode]] = [:]
    for area in areas.values {
      var around: [AreaCode] = []
      var present = area
      for _ in AreaLevel.allCases {
        guard let parent = present.parent else {
          around += present.code.ancestors
          break
        }
        guard let upper = numbered[parent] else {
          around += present.code.ancestors.filter { $0.level < .county }
          break
        }
        around.append(upper.code)
        present = upper
      }
      let inFile = around.filter { areas[$0] != nil }
      if !inFile.isEmpty { enclosing[area.code] = inFile }
    }
    return enclosing
  }
}
