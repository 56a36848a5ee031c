/// What the demonstration says of a county. All of it is invented, apart from the census where it is known.
struct CountyProfile {
  /// The first six digits of the code.
  var county: Int
  /// Stands in for residents where no census figure is known.
  var residents: Int
  /// At the end of 2024.
  var urban: Int
  /// Terminal outlets open at the end of the period.
  var outlets: Int
  /// Rates in the last month, in hundredths of a percent.
  var tape: Int
  var noRepack: Int
  var bags: Int
  var materials: Int
  var waybills: Int
  var reach: Int
  var stations: Int
  var complete: Int
  /// How often in 1,000 a monthly check of a township finds an item not opened as it should be.
  var failures: Int
  /// Items in 100,000 without a real name.
  var nameless: Int

  /// Enough outlets everywhere for the least density of 4.
  var hasEnoughOutlets: Bool { outlets * 10_000 >= 4 * urban }

  static func of(_ county: Int) -> CountyProfile {
    all.first { $0.county == county }
      ?? CountyProfile(
        county: county, residents: 200_000, urban: 60_000, outlets: 24, tape: 9800, noRepack: 9500, bags: 9400,
        materials: 9100, waybills: 9970, reach: 9400, stations: 9000, complete: 8200, failures: 60, nameless: 20)
  }

  private init(
    county: Int, residents: Int, urban: Int, outlets: Int, tape: Int, noRepack: Int, bags: Int, materials: Int,
    waybills: Int, reach: Int, stations: Int, complete: Int, failures: Int, nameless: Int
  ) {
    self.county = county
    self.residents = residents
    self.urban = urban
    self.outlets = outlets
    self.tape = tape
    self.noRepack = noRepack
    self.bags = bags
    self.materials = materials
    self.waybills = waybills
    self.reach = reach
    self.stations = stations
    self.complete = complete
    self.failures = failures
    self.nameless = nameless
  }

  private init(_ row: [Int]) {
    self.init(
      county: row[0], residents: row[1], urban: row[2], outlets: row[3], tape: row[4], noRepack: row[5], bags: row[6],
      materials: row[7], waybills: row[8], reach: row[9], stations: row[10], complete: row[11], failures: row[12],
      nameless: row[13])
  }

  // The residents of a prefecture's counties add up to its census total.
  private static let all: [CountyProfile] = rows.map(CountyProfile.init)
  private static let rows: [[Int]] = [
    // code, residents, urban, outlets, tape, repack, bags, materials, waybills, reach, stations, complete, fail, name
    [520502, 1_330_000, 640_000, 321, 9950, 9680, 9660, 9370, 9990, 9860, 9600, 9100, 10, 5],
    [520521, 857_578, 330_000, 138, 9930, 9600, 9590, 9280, 9988, 9760, 9400, 8800, 0, 0],
    [520523, 530_000, 270_000, 122, 9960, 9750, 9700, 9450, 9993, 9900, 9650, 9200, 0, 0],
    [520524, 815_661, 301_000, 103, 9780, 9410, 9100, 8960, 9961, 9420, 8800, 7900, 120, 0],
    [520525, 680_000, 251_500, 102, 9910, 9580, 9520, 9210, 9982, 9610, 9100, 8400, 0, 0],
    [520526, 1_280_116, 384_000, 123, 9610, 9300, 8840, 8620, 9935, 9170, 8300, 7300, 270, 90],
    [520527, 648_471, 231_900, 90, 9820, 9530, 9370, 9050, 9970, 9480, 8900, 8000, 0, 160],
    [520581, 757_810, 330_000, 143, 9940, 9620, 9630, 9320, 9989, 9800, 9450, 8900, 0, 0],
    [532801, 642_737, 330_000, 152, 9860, 9790, 9610, 9330, 9994, 9830, 9300, 8600, 40, 10],
    [532822, 353_720, 115_000, 51, 9790, 9640, 9430, 9160, 9985, 9610, 9000, 8100, 60, 0],
    [532823, 304_950, 130_000, 56, 9810, 9660, 9480, 9190, 9987, 9650, 9100, 8200, 0, 20],
    [622901, 355_968, 298_000, 126, 9880, 9570, 9540, 8810, 9986, 9720, 9430, 8500, 30, 10],
    [652828, 59_299, 33_412, 13, 9760, 9520, 9360, 9080, 9972, 8890, 8890, 8200, 0, 0],
    [653101, 780_000, 560_000, 298, 9910, 9630, 9600, 9290, 9990, 9850, 9500, 8900, 20, 0],
    [653121, 263_014, 57_912, 21, 9790, 9480, 9320, 9020, 9968, 9510, 8900, 8000, 80, 0],
    [653122, 355_544, 68_445, 29, 9850, 9560, 9490, 9170, 9981, 9680, 9200, 8500, 0, 0],
    [653123, 290_000, 70_000, 27, 9780, 9460, 9290, 8990, 9965, 9460, 8800, 7900, 90, 30],
    [653124, 210_000, 80_000, 37, 9900, 9620, 9570, 9260, 9988, 9790, 9450, 8800, 0, 0],
    [653125, 860_800, 283_622, 94, 9730, 9390, 9180, 8900, 9956, 9340, 8600, 7700, 140, 40],
    [653126, 525_436, 150_000, 56, 9760, 9440, 9260, 8960, 9963, 9430, 8700, 7800, 100, 0],
    [653127, 250_000, 75_000, 32, 9860, 9580, 9510, 9200, 9983, 9700, 9250, 8500, 0, 0],
    [653128, 160_000, 40_000, 14, 9770, 9450, 9270, 8980, 9964, 9440, 8750, 7850, 70, 0],
    [653129, 420_000, 90_000, 28, 9710, 9370, 9150, 8870, 9953, 9290, 8500, 7600, 160, 60],
    [653130, 340_000, 110_000, 46, 9840, 9550, 9470, 9150, 9979, 9660, 9150, 8400, 20, 0],
    [653131, 41_583, 12_000, 4, 9640, 9280, 8950, 8700, 9940, 9060, 8200, 7200, 0, 110],
  ]
}
