/// 每月须增: what each month up to the deadline has to bring for a target to be met in time.
public struct RequiredPace: Sendable, Equatable {
  /// The months left after the figure's own, the deadline's among them.
  public var months: Int
  /// Rounded up: whole units where the need is one of units, else as fine as the need itself.
  public var perMonth: Judgement.Need

  /// nil where nothing is lacking, nothing has to be met by a day, or that day has passed.
  ///
  /// - Parameter period: the period of the figure. A total of a year has to be complete in its December.
  public init?(_ figure: Figure, of indicator: Indicator, in period: Period) {
    guard let need = figure.judgement.need, let target = figure.judgement.applied?.target else { return nil }
    let now = figure.reading.stockMonth ?? period.last
    var last = target.deadline.map(Month.init)
    if indicator.kind == .yearly {
      // What is lacking is lacking of this year's total, whatever later years are to bring.
      guard target.deadline == nil || last?.year == now.year else { return nil }
      last = Month(now.year, 12)
    }
    guard let last, last > now else { return nil }
    months = last.index - now.index
    switch need {
    case .units(let units):
      guard units > 0 else { return nil }
      perMonth = .units((units + months - 1) / months)
    case .points(let amount):
      perMonth = .points(Self.share(of: amount, months, decimals: max(1, indicator.decimals)))
    case .amount(let amount): perMonth = .amount(Self.share(of: amount, months, decimals: indicator.decimals))
    }
  }

  /// One month's share of an amount, rounded up to so many decimals.
  private static func share(of amount: Amount, _ months: Int, decimals: Int) -> Amount {
    let step = Ratio.micro(ofDecimals: decimals)
    let whole = months * step
    return Amount(micro: (amount.micro + whole - 1) / whole * step)
  }
}
