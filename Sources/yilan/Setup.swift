import Catalog
import Foundation
import Panels
import PostalModel
import PostalStore

/// What a command needs of the outside: language, clock, data files, and the store where one is wanted.
struct Setup: Sendable {
  let language: Language
  /// The pinned day, or today.
  let today: Day
  let isPinned: Bool
  /// The past day at whose end the store is shown as it stood.
  let asOf: Day?
  let catalog: Catalog
  let indicators: [Indicator]
  var plans: PlanBook
  let settings: Settings

  /// - Parameters:
  ///   - parts: how much of the plans is read at once; see `wholePlans`.
  ///   - isWriting: the command changes the store, which a past day's cannot be.
  init(_ options: SharedOptions, parts: PlanParts = .all, isWriting: Bool = false) throws {
    let environment = ProcessInfo.processInfo.environment
    let language = options.lang ?? Self.language(of: environment)
    self.language = language
    if isWriting, let day = options.asOf { throw Self.pastDayRefusal(day, language) }
    asOf = options.asOf
    today = options.today ?? options.asOf ?? Clock.today()
    isPinned = options.today != nil || options.asOf != nil
    let read = try Self.read(options, environment, language)
    catalog = read.catalog
    settings = read.settings
    indicators = read.indicators
    let (book, problems) = catalog.planBook(indicators: indicators, parts: parts)
    for problem in problems {
      standardError(problem.text(language) + (language == .zh ? ";此文件未采用" : "; this file is left out"))
    }
    plans = book
  }

  /// Why a past day's store is not written to.
  static func pastDayRefusal(_ day: Day, _ language: Language) -> Failure {
    .usage(
      "--as-of \(day): "
        + (language == .zh
          ? "往日的库只能看,不能改;请去掉 --as-of" : "the store of a past day can be looked at, not changed; leave --as-of out"))
  }

  /// The plans with all that is in them, and what is wrong with their files.
  func wholePlans() -> (PlanBook, [CatalogError]) { catalog.planBook(indicators: indicators) }

  /// Apart from the initializer: a `do` around its properties with a typed error upsets the compiler (6.3).
  private static func read(_ options: SharedOptions, _ environment: [String: String], _ language: Language) throws -> (
    catalog: Catalog, settings: Settings, indicators: [Indicator]
  ) {
    do throws(CatalogError) {
      let catalog = Catalog(try CatalogPaths.find(named: options.data, environment: environment))
      return (catalog, try catalog.settings(), try catalog.indicators())
    } catch {
      throw Failure.usage(error.text(language))
    }
  }

  /// English where the locale says so, Chinese everywhere else.
  static func language(of environment: [String: String]) -> Language {
    for key in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      if let value = environment[key], !value.isEmpty { return value.hasPrefix("en") ? .en : .zh }
    }
    return .zh
  }

  /// The folder of the user's databases.
  static var dataFolder: String {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["XDG_DATA_HOME"], named.hasPrefix("/") { return named + "/yilan" }
    return (environment["HOME"] ?? "/tmp") + "/.local/share/yilan"
  }

  static func databasePath(_ options: SharedOptions) -> String {
    if let named = options.database { return named }
    if let named = ProcessInfo.processInfo.environment["YILAN_DATABASE"], !named.isEmpty { return named }
    return dataFolder + "/yilan.sqlite"
  }

  /// The line above everything that is printed of demonstration data.
  static let demonstrationMark = "演示数据 DEMONSTRATION DATA"

  /// The line above tables of the store as it stood on a past day.
  var asOfMark: String? { asOf.map { say("按 \($0) 的库", "the store as of \($0)") } }

  static var demonstrationPath: String { dataFolder + "/demo.sqlite" }

  /// Seconds that a command waits for its turn while others write: a month of a whole country takes minutes.
  static let patience = 600.0

  /// Says that another program is waited for.
  var waitingText: (zh: String, en: String) {
    let minutes = Int(Self.patience / 60)
    return (
      "另一个程序正在写入数据库,等它写完(最多 \(minutes) 分钟)…",
      "another program is writing to the database; waiting for it (\(minutes) minutes at most)…"
    )
  }

  func shippedAreas() throws -> ShippedAreas {
    ShippedAreas(
      areas: try catalog.shippedAreas().map { ($0.code, $0.name, $0.parent) },
      changes: try catalog.shippedCodeChanges())
  }

  /// Opens a database; one that is not there is made, with its folder where it is the usual one.
  ///
  /// - Parameters:
  ///   - patience: seconds to wait while another program keeps the database to itself.
  ///   - waiting: told once such a wait takes more than a second; by default a line on standard error says so.
  func store(at path: String, patience: Double = Setup.patience, waiting: (@Sendable () -> Void)? = nil) throws
    -> PostalStore
  {
    Self.makeFolder(for: path)
    let text = say(waitingText.zh, waitingText.en)
    do {
      let store = try PostalStore(
        path: path, settings: settings, standards: plans.densityStandards, patience: patience,
        waiting: waiting ?? { standardError("\(path): \(text)") }, areas: { try shippedAreas() })
      // Whoever is told of waiting otherwise has a screen that a line would go across.
      if let kept = store.keptBefore, waiting == nil {
        standardError(
          say(
            "\(path): 由较早的版本写成,已升级;原来的留在 \(kept)",
            "\(path): was written by an earlier version and was brought up to this one; as it was it is kept in \(kept)"
          ))
      }
      try applyChanges(to: store)
      return store
    } catch let error as StoreError {
      throw failure(error)
    } catch let error as CatalogError {
      throw Failure.usage(error.text(language))
    }
  }

  /// Puts the area changes of the data and of the user in force. A list that cannot be is told of, and left out as a plan
  /// with an error is.
  private func applyChanges(to store: PostalStore) throws {
    let leftOut = say(";区划变更未采用,仍用原来的", "; the area changes are left out, those before stay in force")
    do {
      guard let outcome = try store.apply(try catalog.codeChanges()), outcome.renumbered + outcome.merged > 0 else {
        return
      }
      standardError(
        say(
          "\(store.path): 区划变更已生效:改码 \(outcome.renumbered) 个区划,合并 \(outcome.merged) 个,\(outcome.rows) 行报表随之移动",
          "\(store.path): area changes are in force: \(outcome.renumbered) areas under new codes, \(outcome.merged) "
            + "merged, \(outcome.rows) stored rows moved with them"))
    } catch StoreError.refused(let problems) {
      for problem in problems.prefix(20) { standardError(problem.text(language) + leftOut) }
    } catch let error as CatalogError {
      standardError(error.text(language) + leftOut)
    }
  }

  /// Makes the usual folder of databases, for its user alone, where a path is in it.
  static func makeFolder(for path: String) {
    guard path.hasPrefix(dataFolder) else { return }
    try? FileManager.default.createDirectory(
      atPath: dataFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// The store that a command is about, as it stands or as it stood on the day asked for.
  func store(_ options: SharedOptions) throws -> PostalStore {
    try asItStood(store(at: Self.databasePath(options)))
  }

  /// The store on the day asked for; the same one where none was.
  func asItStood(_ store: PostalStore) throws -> PostalStore {
    guard let asOf else { return store }
    return try asking { try store.asOf(asOf) }
  }

  /// Runs a body that asks the store, turning its errors into an exit status.
  func asking<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as StoreError { throw failure(error) }
  }

  func failure(_ error: StoreError) -> Failure {
    switch error {
    case .unusable(let path, let zh, let en): .database("\(path): \(say(zh, en))")
    case .refused(let problems): .refused(problems.map { $0.text(language) })
    case .cannotUndo(let zh, let en), .declined(let zh, let en): .refused([say(zh, en)])
    }
  }

  /// What figures are judged by.
  var yardstick: Yardstick { Yardstick(plans: plans, indicators: indicators, today: today) }

  /// A list as commands print it, one object a line; of a past day each says so.
  func list(_ objects: [JSONObject]) -> String {
    let lines = objects.map { object in
      var object = object
      if let asOf { object.add("as_of", .text(asOf.description)) }
      return "\n" + JSONValue.object(object).text
    }
    return "[" + lines.joined(separator: ",") + (lines.isEmpty ? "]\n" : "\n]\n")
  }

  /// Prints what has to stand above a table: invented data, a past day.
  func printMarks(of store: PostalStore) throws {
    if try asking({ try store.isDemonstration }) { print(Self.demonstrationMark) }
    if let asOfMark { print(asOfMark) }
  }

  /// The words of the language, for commands that print few of them; the keys themselves where they cannot be read.
  var words: Words { (try? catalog.words(language)) ?? Words(language, [:]) }

  /// What boards are read by, in a language.
  func handbook(_ language: Language) throws -> Handbook {
    do {
      return Handbook(
        indicators: indicators, planBook: plans, words: try catalog.words(language), settings: settings)
    } catch { throw Failure.usage(error.text(language)) }
  }

  func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  /// The period a command is about: the one named, else the newest month with a return, else the last closed month.
  func period(_ named: Period?, _ store: PostalStore) throws -> Period {
    if let named { return named }
    return Period(try asking { try store.facts() }.lastMonth ?? Month(today).advanced(by: -1))
  }
}
