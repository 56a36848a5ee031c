import Drawing
import PostalModel

/// One outlet on the wall: what the register has of it. Whose it is, and what it calls itself, stays out unless firms may
/// be named.
struct WallOutlet {
  let showing: Showing
  let scene: WallScene
  let outlet: Outlet

  func draw(on surface: inout Surface) {
    let words = showing.words
    let entry = outlet.entry
    let record = OutletRecordPanel(showing: showing, outlet: outlet, id: entry.id)
    let hidden = scene.showsFirms ? [] : ["outlet.name", "outlet.brand", "source.row"].map { words[$0] }
    let lines = record.lines(outlet).filter { !hidden.contains($0.name) }
    let title = scene.showsFirms ? entry.name : showing.wording.type(entry.type)
    surface.panel(Box(title: title, detail: showing.wording.name(outlet.area)), in: surface.bounds) { inside in
      // With a line of air where there is room.
      let rows = Facts(lines).rows(width: inside.width, glyphs: inside.glyphs)
      let step = rows.count * 2 - 1 <= inside.height ? 2 : 1
      for (index, spans) in rows.enumerated() { inside.write(spans, row: index * step, maxWidth: inside.width) }
    }
  }
}
