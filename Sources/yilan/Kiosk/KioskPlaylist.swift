import Catalog
import Dashboard
import Drawing
import Panels
import PostalModel
import PostalStore

/// The playlist of a wall: the one named, that of the plan named or of the only plan with returns, else the common one.
struct KioskPlaylist {
  let file: PlaylistFile
  /// With what the command line says otherwise.
  var playlist: Playlist
  /// Keys that leave the kiosk.
  let exit: [Key]

  init(_ named: String?, plan: String?, every: Int?, store: PostalStore?, _ setup: Setup) throws {
    let panels = PanelKind.allCases.map(\.rawValue)
    do throws(CatalogError) {
      if let named {
        file = try setup.catalog.playlist(at: named, indicators: setup.indicators, panels: panels)
      } else {
        let name = plan ?? store.flatMap { Self.onlyPlan($0, setup) } ?? Catalog.commonPlaylist
        var found = try setup.catalog.playlist(named: name, indicators: setup.indicators, panels: panels)
        if found == nil {
          found = try setup.catalog.playlist(
            named: Catalog.commonPlaylist, indicators: setup.indicators, panels: panels)
        }
        guard let found else {
          throw CatalogError(
            file: setup.catalog.paths.share + "/Data/playlists", zh: "没有播放单,安装不完整;或用 --playlist 指明",
            en: "there is no playlist, the installation is not complete; or name one by --playlist")
        }
        file = found
      }
      playlist = file.playlist
      exit = try Self.exit(file)
      try Self.check(file, setup)
    } catch { throw Failure.usage(error.text(setup.language)) }
    if let every { playlist.every = every }
  }

  /// The plan in whose area alone something came.
  private static func onlyPlan(_ store: PostalStore, _ setup: Setup) -> String? {
    guard
      let board = try? store.board(
        at: nil, period: nil, borrowing: nil, plans: setup.plans, indicators: setup.indicators, today: setup.today)
    else { return nil }
    let live = setup.plans.plans.filter { plan in
      board.rows.contains { row in row.area.code == plan.area && row.figures.values.contains { $0.value != nil } }
    }
    return live.count == 1 ? live[0].id : nil
  }

  private static func exit(_ file: PlaylistFile) throws(CatalogError) -> [Key] {
    var keys: [Key] = []
    for name in file.playlist.exit {
      guard let key = KeyName.key(name) else {
        throw file.wrong(
          "exit", scene: nil, zh: "不认识键 \(name);可写 ctrl-q ctrl-q、F12 F12、q u i t",
          en: "there is no key \(name); write ctrl-q ctrl-q, F12 F12, or q u i t")
      }
      keys.append(key)
    }
    return keys
  }

  /// What can be told without a database: addresses that cannot be read, indicators and plans that there are not.
  private static func check(_ file: PlaylistFile, _ setup: Setup) throws(CatalogError) {
    for (number, scene) in file.playlist.scenes.enumerated() {
      do throws(AddressProblem) {
        switch scene.subject {
        case .address(let text): try check(try Address(text).place, text, setup)
        case .worst(_, _, let scope, _), .children(let scope, _), .openItems(let scope), .tasksDue(let scope):
          _ = try Address(scope)
        case .plans: break
        }
      } catch {
        var key = "scope"
        if case .address = scene.subject { key = "address" }
        let zh = error.text((try? setup.catalog.words(.zh)) ?? Words(.zh, [:]))
        let en = error.text((try? setup.catalog.words(.en)) ?? Words(.en, [:]))
        throw file.wrong(key, scene: number, zh: zh, en: en)
      }
    }
  }

  private static func check(_ place: Place, _ address: String, _ setup: Setup) throws(AddressProblem) {
    if place.panel != .plans, place.panel != .data, let indicator = place.indicator,
      !setup.indicators.contains(where: { $0.id == indicator })
    {
      throw AddressProblem("address.indicator", indicator)
    }
    for plan in [place.plan, place.beside].compactMap({ $0 }) where setup.plans.plan(plan) == nil {
      throw AddressProblem("address.plan", plan)
    }
  }
}
