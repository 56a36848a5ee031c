import PostalModel

extension NameIndex {
  /// Brings the index to what the areas are, inside a read.
  mutating func refresh(_ db: Database) throws {
    let changed = try Self.stamps(above: stamp, db)
    guard let newest = changed.map(\.stamp).max() else { return }
    for (number, stamp) in changed where isStale(number, stamp) { try read(number, stamp, db) }
    former = try Self.formerNames(db)
    stamp = newest
  }

  func isStale(_ number: Int, _ stamp: Int) -> Bool {
    let place = firstBlock(from: number)
    return !(place < blocks.count && blocks[place].number == number && blocks[place].stamp == stamp)
  }

  static func stamps(above stamp: Int, _ db: Database) throws -> [(number: Int, stamp: Int)] {
    try Row.fetchAll(
      db.cachedStatement(sql: "SELECT block, stamp FROM area_stamp WHERE stamp > ? ORDER BY block"), arguments: [stamp]
    ).map { ($0[0], $0[1]) }
  }

  /// Reads the areas of a prefecture as one text, since stepping through hundreds of thousands of rows takes longer.
  mutating func read(_ number: Int, _ stamp: Int, _ db: Database) throws {
    let span = Block.span
    let bounds: StatementArguments = [number * span, number * span + span - 1]
    let above = [1000, 1_000_000, 100_000_000, 10_000_000_000].map { "id / \($0) * \($0)" }.joined(separator: ", ")
    let odd = try Row.fetchAll(
      db.cachedStatement(
        sql: "SELECT id, parent FROM area WHERE id BETWEEN ? AND ? AND parent NOT IN (\(above))"),
      arguments: bounds
    ).map { ($0[0] as Int, $0[1] as Int) }
    let text = try String.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT group_concat((id % \(span)) || ':' || replace(name, char(10), ' '), char(10)) FROM (
            SELECT id, name FROM area WHERE id BETWEEN ? AND ? ORDER BY id)
          """), arguments: bounds)
    var block = Block(number: number, stamp: stamp)
    if var text {
      text.withUTF8 { block.add($0) }
      // Without the room to spare.
      block.units = Array(block.units)
    }
    replace(block, odd: Dictionary(odd, uniquingKeysWith: { first, _ in first }))
  }

  private static func formerNames(_ db: Database) throws -> [Former] {
    let names = try Row.fetchAll(db, sql: "SELECT name, area FROM former_name ORDER BY name, area").map { row in
      let name: String = row[0]
      return Former(name: name, units: NameQuery.folded(name), code: nil, area: row[1])
    }
    let codes = try Row.fetchAll(db, sql: "SELECT old, new, old_name FROM code_change ORDER BY old").map { row in
      Former(name: row[2] ?? "", units: [], code: row[0], area: row[1])
    }
    return names + codes
  }
}

extension NameIndex.Block {
  /// Adds lines of a code's last digits, a colon and a name.
  fileprivate mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    var place = 0
    var name: [UInt16] = []
    while place < text.count {
      var digits = 0
      while text[place] != 0x3A {
        digits = digits * 10 + Int(text[place] & 0x0F)
        place += 1
      }
      place += 1
      name.removeAll(keepingCapacity: true)
      while place < text.count, text[place] != 0x0A {
        let lead = text[place]
        func tail(_ offset: Int) -> UInt32 { UInt32(text[place + offset] & 0x3F) }
        if lead < 0x80 {
          name.append(NameQuery.folded(UInt16(lead)))
          place += 1
        } else if lead < 0xE0 {
          name.append(UInt16((UInt32(lead & 0x1F) << 6) | tail(1)))
          place += 2
        } else if lead < 0xF0 {
          name.append(NameQuery.folded(UInt16((UInt32(lead & 0x0F) << 12) | tail(1) << 6 | tail(2))))
          place += 3
        } else {
          let scalar = (UInt32(lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3)) - 0x1_0000
          name.append(UInt16(0xD800 + scalar >> 10))
          name.append(UInt16(0xDC00 + scalar & 0x3FF))
          place += 4
        }
      }
      place += 1
      // A name of nothing still stands for itself.
      if name.isEmpty { name.append(0x20) }
      add(id: number * Self.span + digits, name: name)
    }
  }
}
