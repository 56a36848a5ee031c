/// Splits a whole number by weights so that the parts add up to it exactly (largest remainders, earlier parts first).
public func apportion(_ total: Int, by weights: [Int]) -> [Int] {
  let sum = weights.reduce(0, +)
  guard sum > 0, total > 0 else { return weights.map { _ in 0 } }
  var parts: [Int] = []
  var remainders: [(index: Int, rest: Int)] = []
  for (index, weight) in weights.enumerated() {
    let (quotient, rest) = (total * weight).quotientAndRemainder(dividingBy: sum)
    parts.append(quotient)
    remainders.append((index, rest))
  }
  remainders.sort { $0.rest == $1.rest ? $0.index < $1.index : $0.rest > $1.rest }
  for place in 0..<(total - parts.reduce(0, +)) { parts[remainders[place].index] += 1 }
  return parts
}
