import ArgumentParser
import Foundation
import PostalModel
import PostalStore

/// `server`: SQL for who may do what in a store on a server, which is printed and never run: an administrator reads it,
/// and gives it to psql; and its sums made anew.
struct ServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "server", abstract: "Prints SQL for roles and their rights on a server, and makes its sums anew. 服务器。",
    discussion: """
      roles, grant and revoke do nothing by themselves: read what is printed and give it to psql, such as \
      yilan server roles | psql -v ON_ERROR_STOP=1 postgres://OWNER@HOST/NAME
      """,
    subcommands: [
      ServerRolesCommand.self, ServerGrantCommand.self, ServerRevokeCommand.self, ServerRebuildCommand.self,
    ])
}

struct ServerRolesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roles", abstract: "SQL for the roles, their rights and the policies of rows. 角色与行级安全。",
    discussion: "Run it once, after the store was opened first, and again after an upgrade of the program.")

  func run() { standardOutput(ServerRights.roles) }
}

struct ServerGrantCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grant", abstract: "SQL that gives a role with a login its part. 授权。",
    discussion: """
      The role is made where it is absent; its password is set by \\password in psql. An area comes to those the role has.
      """)
  @Argument(help: "The role, such as zhijin: letters, digits, and _ - . 角色名。")
  var role: String
  @Option(help: "An office: imports and undoes in this county, prefecture or province. 可导入的区划。")
  var office: AreaCode?
  @Flag(help: "A wall: reads what screens show. 大屏。")
  var wall = false
  @Flag(help: "A desk that reads all, or the area of --area. 只读。")
  var reader = false
  @Option(help: "With --reader: the area it reads, with all below it. 可读的区划。")
  var area: AreaCode?
  @Option(help: "zh or en; by default the locale's. 语言。")
  var lang: Language?

  func validate() throws {
    guard [office != nil, wall, reader].filter(\.self).count == 1 else {
      throw ValidationError("--office、--wall、--reader 须给一项 / give one of --office, --wall and --reader")
    }
    if area != nil, !reader { throw ValidationError("--area 只与 --reader 同用 / --area goes with --reader alone") }
  }

  private var part: ServerRights.Part {
    if let office { return .office(office) }
    return wall ? .wall : .reader(area)
  }

  func run() throws {
    try ServerRightsText(lang).print { try ServerRights.grant(role, part) }
  }
}

struct ServerRevokeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "SQL that takes its parts and areas from a role. 收回授权。",
    discussion: "What the role brought stays, and so does its login.")
  @Argument(help: "The role. 角色名。")
  var role: String
  @Option(help: "zh or en; by default the locale's. 语言。")
  var lang: Language?

  func run() throws { try ServerRightsText(lang).print { try ServerRights.revoke(role) } }
}

struct ServerRebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild", abstract: "Makes every sum of a store anew from its rows, by its owner. 重算合计。",
    discussion:
      "What imports keep is the same; it puts right what somebody changed by SQL. A role that reads a part is refused.")
  @OptionGroup var options: SharedOptions

  func run() throws {
    let setup = try Setup(options, parts: .targets, isWriting: true)
    let store = try setup.store(options)
    try setup.asking { try store.rebuild() }
    print(setup.say("合计已由存入的行重算", "every sum was made anew from the stored rows"))
  }
}

/// SQL on its way out, or why there is none.
private struct ServerRightsText {
  let language: Language

  init(_ language: Language?) {
    self.language = language ?? Setup.language(of: ProcessInfo.processInfo.environment)
  }

  func print(_ sql: () throws -> String) throws {
    do {
      standardOutput(try sql())
    } catch ServerRights.Fault.name {
      throw Failure.usage(
        language == .zh
          ? "角色名须以字母或 _ 开头,只用字母、数字和 _ - .,不超过 63 字节,且不是 yilan_office 等组角色"
          : "a role begins with a letter or _, has letters, digits and _ - . alone, at most 63 bytes, and is none of the "
            + "group roles such as yilan_office")
    } catch ServerRights.Fault.belowCounty {
      throw Failure.usage(
        language == .zh
          ? "--office 须是县级或以上:一县的合计要由全县的数据得出;乡镇可用 --reader --area 只读"
          : "--office takes a county or what is above one, since the sums of a county are made of all its rows; a township can "
            + "be read by --reader --area")
    }
  }
}
