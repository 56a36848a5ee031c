import PostalModel

/// The tables. Areas carry their 12-digit code as their number; months are counted from year 0, days from 1970.
///
/// Returns are kept as the rows they came as, one table a form; of all rows of a key the one with `live = 1` stands.
/// A database of an earlier version is brought up by the migrations it lacks; one that was released is never changed.
/// `*_sum`, `outlet_stock` and `density_gap` are roll-ups: they can always be made again from the rows.
enum Schema {
  static var migrator: SchemaSteps {
    var migrator = SchemaSteps()
    migrator.registerMigration("1 returns, ledger and roll-ups") { db in
      try db.execute(
        sql: """
          CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
          CREATE TABLE area (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, level INTEGER NOT NULL, kind INTEGER NOT NULL,
            parent INTEGER, anchor INTEGER NOT NULL,
            base_name TEXT, base_parent INTEGER,
            shipped INTEGER NOT NULL DEFAULT 0, used INTEGER NOT NULL DEFAULT 1, covered INTEGER NOT NULL DEFAULT 0);
          CREATE INDEX area_parent ON area (parent);
          CREATE INDEX area_anchor ON area (anchor);
          CREATE INDEX area_name ON area (name);
          CREATE TABLE code_change (
            old INTEGER PRIMARY KEY, new INTEGER NOT NULL, old_name TEXT, new_name TEXT, ended INTEGER NOT NULL);
          CREATE TABLE import (
            id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, file TEXT NOT NULL, hash TEXT NOT NULL,
            form TEXT NOT NULL, scope INTEGER, read INTEGER NOT NULL, kept INTEGER NOT NULL,
            replaced INTEGER NOT NULL, rejected INTEGER NOT NULL, undone_at TEXT);
          CREATE INDEX import_hash ON import (hash);
          CREATE TABLE rejected_row (
            import INTEGER NOT NULL, line INTEGER NOT NULL, raw TEXT NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL);
          CREATE TABLE coverage (import INTEGER NOT NULL, area INTEGER NOT NULL);

          CREATE TABLE area_entry (
            import INTEGER NOT NULL, line INTEGER NOT NULL, live INTEGER NOT NULL, area INTEGER NOT NULL,
            name TEXT NOT NULL, parent INTEGER, urban_rural INTEGER, residents INTEGER, urban_residents INTEGER,
            year INTEGER NOT NULL);
          CREATE UNIQUE INDEX area_entry_live ON area_entry (area, year) WHERE live = 1;
          CREATE INDEX area_entry_import ON area_entry (import);

          CREATE TABLE outlet (
            import INTEGER NOT NULL, line INTEGER NOT NULL, live INTEGER NOT NULL, outlet TEXT NOT NULL,
            name TEXT NOT NULL, type INTEGER NOT NULL, area INTEGER NOT NULL, brand TEXT NOT NULL,
            filing_no TEXT NOT NULL, filed_on INTEGER, opened_on INTEGER, closed_on INTEGER, licence_until INTEGER,
            open_month INTEGER NOT NULL, close_month INTEGER);
          CREATE UNIQUE INDEX outlet_live ON outlet (outlet) WHERE live = 1;
          CREATE INDEX outlet_area ON outlet (area) WHERE live = 1;
          CREATE INDEX outlet_import ON outlet (import);

          CREATE TABLE village (
            import INTEGER NOT NULL, line INTEGER NOT NULL, live INTEGER NOT NULL, area INTEGER NOT NULL,
            month INTEGER NOT NULL, brands INTEGER, mode INTEGER, weekly_trips INTEGER, staff INTEGER,
            premises INTEGER, shelves INTEGER, equipment INTEGER, sign INTEGER, camera INTEGER,
            verified_on INTEGER, verified_by TEXT NOT NULL);
          CREATE UNIQUE INDEX village_live ON village (area, month) WHERE live = 1;
          CREATE INDEX village_import ON village (import);

          CREATE TABLE packaging (
            import INTEGER NOT NULL, line INTEGER NOT NULL, live INTEGER NOT NULL, area INTEGER NOT NULL,
            month INTEGER NOT NULL, brand TEXT NOT NULL, source INTEGER NOT NULL, taped INTEGER, slim_taped INTEGER,
            ecommerce INTEGER, no_repack INTEGER, bags INTEGER, reusable_bags INTEGER, materials INTEGER,
            standard_materials INTEGER, waybills INTEGER, e_waybills INTEGER);
          CREATE UNIQUE INDEX packaging_live ON packaging (area, month, brand, source) WHERE live = 1;
          CREATE INDEX packaging_import ON packaging (import);

          CREATE TABLE safety (
            import INTEGER NOT NULL, line INTEGER NOT NULL, live INTEGER NOT NULL, area INTEGER NOT NULL,
            month INTEGER NOT NULL, outlet TEXT NOT NULL, inspected_on INTEGER NOT NULL, inspected INTEGER,
            opened_ok INTEGER, real_name_due INTEGER, real_name_done INTEGER, xray_due INTEGER, xray_done INTEGER,
            findings INTEGER, rectify_by INTEGER, rectified_on INTEGER);
          CREATE UNIQUE INDEX safety_live ON safety (area, month, outlet, inspected_on) WHERE live = 1;
          CREATE INDEX safety_import ON safety (import);

          CREATE TABLE form_level (
            anchor INTEGER NOT NULL, form TEXT NOT NULL, level INTEGER NOT NULL, first INTEGER NOT NULL,
            PRIMARY KEY (anchor, form)) WITHOUT ROWID;
          CREATE TABLE owing (
            area INTEGER NOT NULL, form TEXT NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY (area, form, first)) WITHOUT ROWID;
          CREATE TABLE density_gap (
            area INTEGER NOT NULL, standard INTEGER NOT NULL, month INTEGER NOT NULL, outlets INTEGER NOT NULL,
            met INTEGER NOT NULL, units INTEGER NOT NULL, expected INTEGER NOT NULL,
            PRIMARY KEY (area, standard, month)) WITHOUT ROWID;
          CREATE TABLE outlet_stock (
            area INTEGER NOT NULL, month INTEGER NOT NULL, terminals INTEGER NOT NULL, register INTEGER NOT NULL,
            has_residents INTEGER NOT NULL, urban_outlets INTEGER NOT NULL, urban_residents INTEGER NOT NULL,
            units_reported INTEGER NOT NULL, units_expected INTEGER NOT NULL, villages INTEGER NOT NULL,
            villages_registered INTEGER NOT NULL, villages_with_station INTEGER NOT NULL, unfiled INTEGER NOT NULL,
            expired INTEGER NOT NULL, type1 INTEGER NOT NULL, type2 INTEGER NOT NULL, type3 INTEGER NOT NULL,
            type4 INTEGER NOT NULL, type5 INTEGER NOT NULL, type6 INTEGER NOT NULL, type7 INTEGER NOT NULL,
            PRIMARY KEY (area, month)) WITHOUT ROWID;
          """)
      for sums in MonthlySums.all { try db.execute(sql: sums.creation) }
    }
    migrator.registerMigration("2 figures and task progress") { db in
      try db.execute(
        sql: """
          CREATE TABLE figure (
            import INTEGER NOT NULL, line INTEGER NOT NULL, live INTEGER NOT NULL, area INTEGER NOT NULL,
            month INTEGER NOT NULL, indicator TEXT NOT NULL, value INTEGER, numerator INTEGER, denominator INTEGER);
          CREATE UNIQUE INDEX figure_live ON figure (area, month, indicator) WHERE live = 1;
          CREATE INDEX figure_month ON figure (month, indicator) WHERE live = 1;
          CREATE INDEX figure_import ON figure (import);

          CREATE TABLE task_progress (
            import INTEGER NOT NULL, line INTEGER NOT NULL, live INTEGER NOT NULL, plan TEXT NOT NULL,
            task TEXT NOT NULL, date INTEGER NOT NULL, progress INTEGER, note TEXT NOT NULL);
          CREATE UNIQUE INDEX task_progress_live ON task_progress (plan, task, date) WHERE live = 1;
          CREATE INDEX task_progress_import ON task_progress (import);

          CREATE TABLE figure_sum (
            area INTEGER NOT NULL, month INTEGER NOT NULL, indicator TEXT NOT NULL, own INTEGER NOT NULL,
            value INTEGER, numerator INTEGER, denominator INTEGER, areas INTEGER NOT NULL, expected INTEGER NOT NULL,
            level INTEGER, PRIMARY KEY (area, month, indicator)) WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("3 sheets of workbooks") { db in
      // How a file was read tells two imports of it apart: its sheets, and the hash of the map where one was given.
      try db.execute(
        sql: """
          CREATE TABLE import_sheet (
            import INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL,
            PRIMARY KEY (import, number)) WITHOUT ROWID;
          ALTER TABLE import ADD COLUMN map TEXT;
          """)
    }
    migrator.registerMigration("4 files kept as they came") { db in
      // By their hash, so that a file sent twice is kept once; maps of columns are among them.
      try db.execute(
        sql: """
          CREATE TABLE kept_file (hash TEXT PRIMARY KEY, size INTEGER NOT NULL, packed BLOB NOT NULL);
          ALTER TABLE import ADD COLUMN month INTEGER;
          CREATE INDEX rejected_row_import ON rejected_row (import);
          """)
    }
    migrator.registerMigration("5 rows that were replaced") { db in
      // The first import that brought a return tells whether it came in time.
      for table in ["village", "packaging", "safety"] {
        try db.execute(sql: "CREATE INDEX \(table)_replaced ON \(table) (area, month) WHERE live = 0")
      }
    }
    migrator.registerMigration("6 area changes") { db in
      // What a list of changes moved, so that it can be taken back: rows by import and line (0 for what a register
      // covers), areas as they were, and those that the changes made.
      try db.execute(
        sql: """
          CREATE TABLE former_name (name TEXT NOT NULL, area INTEGER NOT NULL, PRIMARY KEY (name, area)) WITHOUT ROWID;
          CREATE TABLE moved_row (
            form TEXT NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL, area INTEGER NOT NULL,
            PRIMARY KEY (form, import, line)) WITHOUT ROWID;
          CREATE TABLE former_area (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, level INTEGER NOT NULL, kind INTEGER NOT NULL,
            parent INTEGER, anchor INTEGER NOT NULL, base_name TEXT, base_parent INTEGER, shipped INTEGER NOT NULL,
            used INTEGER NOT NULL, covered INTEGER NOT NULL);
          CREATE TABLE created_area (id INTEGER PRIMARY KEY, old INTEGER NOT NULL);
          CREATE TABLE ended_area (area INTEGER PRIMARY KEY, until INTEGER NOT NULL);
          INSERT INTO former_name SELECT DISTINCT old_name, new FROM code_change WHERE old_name <> '';
          """)
    }
    migrator.registerMigration("7 workbooks that were converted") { db in
      // The hash of the workbook that the file was read as; both are kept.
      try db.execute(sql: "ALTER TABLE import ADD COLUMN converted TEXT")
    }
    migrator.registerMigration("8 sign-offs") { db in
      // The columns that a register did not have, so that what its outlets keep can be told again from what stands.
      try db.execute(sql: "ALTER TABLE import ADD COLUMN absent TEXT")
      // A withdrawn sign-off stays. The figures are those of its moment; of a revision side 0 is before it, 1 after.
      try db.execute(
        sql: """
          CREATE TABLE sign_off (
            id INTEGER PRIMARY KEY, area INTEGER NOT NULL, month INTEGER NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
            newest_import INTEGER, reported INTEGER NOT NULL, expected INTEGER NOT NULL, withdrawn_at TEXT,
            withdrawn_by TEXT);
          CREATE INDEX sign_off_month ON sign_off (month, area);
          CREATE TABLE signed_figure (
            sign_off INTEGER NOT NULL, area INTEGER NOT NULL, indicator TEXT NOT NULL, \(FigureColumns.definition),
            PRIMARY KEY (sign_off, area, indicator)) WITHOUT ROWID;
          CREATE TABLE revision (
            id INTEGER PRIMARY KEY, sign_off INTEGER NOT NULL, import INTEGER NOT NULL, undo INTEGER NOT NULL,
            at TEXT NOT NULL);
          CREATE INDEX revision_sign_off ON revision (sign_off);
          CREATE TABLE revised_figure (
            revision INTEGER NOT NULL, place INTEGER NOT NULL, side INTEGER NOT NULL, area INTEGER NOT NULL,
            indicator TEXT NOT NULL, \(FigureColumns.definition),
            PRIMARY KEY (revision, place, side)) WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("9 safety rows by outlet") { db in
      try db.execute(sql: "CREATE INDEX safety_outlet ON safety (outlet) WHERE live = 1 AND outlet <> ''")
    }
    migrator.registerMigration("10 the order of undos") { db in
      // Times are kept to the minute: the newest import of the moment tells which imports an undo came after.
      try db.execute(
        sql: """
          ALTER TABLE import ADD COLUMN undone_after INTEGER;
          UPDATE import SET undone_after = MAX(id, IFNULL((
            SELECT MAX(n.id) FROM import n WHERE n.at <= import.undone_at), 0)) WHERE undone_at IS NOT NULL
          """)
    }
    migrator.registerMigration("11 parents by area changes") { db in
      // Where a list of changes in force has put an area, whatever a list of areas says of it for a time.
      try db.execute(
        sql: """
          CREATE TABLE changed_parent (area INTEGER PRIMARY KEY, parent INTEGER);
          INSERT INTO changed_parent SELECT id, parent FROM area
            WHERE id IN (SELECT id FROM former_area UNION SELECT id FROM created_area)
          """)
    }
    migrator.registerMigration("12 which areas changed when") { db in try db.execute(sql: AreaStamps.creation) }
    migrator.registerMigration("13 open items and the loop") { db in
      // A step of the loop is an import of one row of its own key; indexes hold what is open alone.
      try db.execute(sql: ItemQuery.creation + MatterQuery.creation + OutletChanges.creation)
      try OutletChanges(db).rebuild()
    }
    migrator.registerMigration("14 the lowest level returned at") { db in
      try db.execute(sql: "DELETE FROM density_gap WHERE units = 0")
      // Nothing of the form lies below it in the county. Of counties not looked at since, any level may have returns.
      try db.execute(
        sql: """
          ALTER TABLE form_level ADD COLUMN deepest INTEGER NOT NULL DEFAULT \(AreaLevel.village.rawValue);
          CREATE INDEX packaging_system ON packaging (area, month)
            WHERE live = 1 AND source = \(ReturnSource.system.rawValue);
          """)
    }
    migrator.registerMigration("15 open items by their indexes alone") { db in
      try db.execute(sql: MatterQuery.covering + AreaRanges.creation)
    }
    migrator.registerMigration("16 roles of servers") { db in
      // The role an import was made by, where a server has roles. Whose outlets a role may not read it may still have to
      // know the types of: a view is read with the rights of whoever made it.
      try db.execute(
        sql: """
          ALTER TABLE import ADD COLUMN role TEXT;
          CREATE VIEW outlet_type AS SELECT outlet, type FROM outlet WHERE live = 1;
          """)
      if db.dialect == .postgres { try db.execute(sql: "CREATE INDEX outlet_number ON outlet (outlet, import)") }
    }
    return migrator
  }
}
