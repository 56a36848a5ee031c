import ArgumentParser
import PostalModel
import PostalStore

struct SignOffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-off", abstract: "Signs a month of an area off: its figures are kept as they are now. 签收。",
    discussion:
      "It covers all in the area. A month with returns missing can be signed, and what is missing is told. What "
      + "comes later is a revision, and told as one.")
  @Option(help: "The area. 区划代码。")
  var scope: AreaCode
  @Option(help: "The month, such as 2025-06. 月份。")
  var period: Period
  @Option(name: .customLong("by"), help: "Who signs; by default the user's name. 签收人。")
  var who: String?
  @Flag(help: "Takes the sign-off back; it stays on record. 撤回签收。")
  var withdraw = false
  @OptionGroup var options: SharedOptions

  func validate() throws {
    guard period.length == 1 else {
      throw ValidationError("--period \(period): 须为一个月 / must be a month, such as 2025-06")
    }
  }

  func run() throws {
    let setup = try Setup(options, isWriting: true)
    let store = try setup.store(options)
    let (month, who, at) = (period.first, who ?? ReturnImport.who, "\(setup.today) \(Clock.time())")
    if withdraw {
      let signed = try setup.asking { try store.withdrawSignOff(scope, month: month, who: who, at: at) }
      print(
        setup.say(
          "\(month) \(signed.area.name) 的签收(\(signed.at))已撤回",
          "the sign-off of \(month) of \(signed.area.name) (\(signed.at)) was withdrawn"))
      return
    }
    let signing = try setup.asking {
      try store.signOff(scope, month: month, who: who, at: at, by: setup.yardstick)
    }
    let signed = signing.signOff
    print(
      setup.say(
        "\(month) \(signed.area.name) 已签收,报表 \(signed.reported)/\(signed.expected)",
        "\(month) of \(signed.area.name) is signed off, returns \(signed.reported)/\(signed.expected)"))
    guard !signing.missing.isEmpty else { return }
    for returned in signing.returns where returned.reported < returned.expected {
      let names = signing.missing.filter { $0.form == returned.form }.map { item in
        (item.parent.map { "\($0.name)›" } ?? "") + item.area.name
      }
      let more = names.count > 12 ? setup.say(" 等 \(names.count) 家", " and others, \(names.count) in all") : ""
      standardError(
        setup.say("\(returned.form.zh) 缺", "\(returned.form.rawValue) missing: ")
          + " \(returned.expected - returned.reported)/\(returned.expected): "
          + names.prefix(12).joined(separator: ", ")
          + more)
    }
  }
}

struct SignOffsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign-offs", abstract: "Lists the months that were signed off, withdrawn ones too. 签收记录。")
  @Option(help: "The area, with all in it; by default all. 区划代码。")
  var scope: AreaCode?
  @OptionGroup var list: ListOptions
  @OptionGroup var options: SharedOptions

  func run() throws {
    let setup = try Setup(options)
    let store = try setup.store(options)
    let found = try setup.asking { try store.signOffs(below: scope) }
    try list.print(setup, store) { isDemonstration in
      found.map { signed in
        var object = JSONObject()
        object.add("sign_off", .whole(signed.id))
        object.add("area", .text(signed.area.code.description))
        object.add("name", .text(signed.area.name))
        object.add("period", .text(signed.month.description))
        object.add("at", .text(signed.at))
        object.add("who", .text(signed.who))
        object.add("newest_import", .optional(signed.newestImport))
        object.add("reported", .whole(signed.reported))
        object.add("expected", .whole(signed.expected))
        object.add("revisions", .whole(signed.revisions))
        object.add("withdrawn_at", .optional(signed.withdrawnAt))
        object.add("withdrawn_by", .optional(signed.withdrawnBy))
        object.add("demonstration", .truth(isDemonstration))
        return object
      }
    } table: {
      let headings = [
        setup.say("月份", "month"), setup.say("区划", "area"), setup.say("签收", "signed"), setup.say("签收人", "by"),
        setup.say("报表", "returns"), setup.say("修订", "revisions"), setup.say("撤回", "withdrawn"),
      ]
      let rows = found.map { signed in
        [
          signed.month.description, "\(signed.area.name) \(signed.area.code.short)", signed.at, signed.who,
          "\(signed.reported)/\(signed.expected)", signed.revisions > 0 ? String(signed.revisions) : "",
          [signed.withdrawnAt, signed.withdrawnBy].compactMap { $0 }.joined(separator: " "),
        ]
      }
      return (headings, rows)
    }
  }
}
