// swift-tools-version: 6.0
import PackageDescription

let package = Package(
  name: "yilan",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "yilan", targets: ["yilan"]),
    .library(name: "PostalModel", targets: ["PostalModel"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    // The shared model: values and arithmetic, no input or output.
    .target(name: "PostalModel"),
    // The database behind one door; nothing else knows SQLite.
    .target(
      name: "PostalStore",
      dependencies: [
        "PostalModel", "CPostgres", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"), .product(name: "Crypto", package: "swift-crypto"),
      ]),
    // The client library of PostgreSQL: types and a table of functions of what is opened at the first connection.
    .target(name: "CPostgres"),
    // Forms: bytes to checked rows.
    .target(name: "Intake", dependencies: ["PostalModel", "CWorkbook"]),
    // What an XLSX file is made of, from archives: a library more to load would be paid at every start.
    .target(
      name: "CWorkbook",
      linkerSettings: [
        .linkedLibrary(":libz.a", .when(platforms: [.linux])),
        .linkedLibrary(":libexpat.a", .when(platforms: [.linux])),
        .linkedLibrary("z", .when(platforms: [.macOS])), .linkedLibrary("expat", .when(platforms: [.macOS])),
      ]),
    // What writes XLSX files: types and a table of functions of a library that is opened at first use (DECISIONS.md).
    .target(name: "CXLSXWriter"),
    // Sheets of values to XLSX.
    .target(name: "WorkbookWriting", dependencies: ["PostalModel", "CXLSXWriter"]),
    // Cells and pictures; knows no policy.
    .target(name: "Drawing"),
    // Documents and tables as values, and what writes them as text.
    .target(name: "Documents", dependencies: ["PostalModel", "Drawing"]),
    .target(name: "Panels", dependencies: ["PostalModel", "Drawing", "Documents"]),
    .target(name: "Dashboard", dependencies: ["PostalModel", "Drawing", "Documents", "Panels"]),
    // The only reader of Data/ and Themes/.
    .target(name: "Catalog", dependencies: ["PostalModel", "Drawing"]),
    // Demonstration returns from a seed, as the text of the ordinary forms.
    .target(name: "Demonstration", dependencies: ["PostalModel"]),
    .target(
      name: "CNcurses",
      cSettings: [
        .define("_GNU_SOURCE"), .define("_XOPEN_SOURCE_EXTENDED"),
        .define("NCURSES_WIDECHAR", to: "1"), .define("NCURSES_NOMACROS"),
      ],
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    // The only Swift that calls ncurses.
    .target(name: "Terminal", dependencies: ["Drawing", "CNcurses"]),
    .executableTarget(
      name: "yilan",
      dependencies: [
        "PostalModel", "PostalStore", "Intake", "Drawing", "Documents", "Panels", "Dashboard", "Catalog",
        "Demonstration", "Terminal", "WorkbookWriting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    // Returns of a whole country from a seed, for measuring; no part of what is installed.
    .executableTarget(
      name: "yilan-bench",
      dependencies: [
        "PostalModel", "PostalStore", "Intake", "Drawing", "Panels", "Dashboard", "Catalog", "Demonstration",
        "Terminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(name: "PostalModelTests", dependencies: ["PostalModel"]),
    .testTarget(
      name: "PostalStoreTests",
      dependencies: ["PostalStore", "PostalModel", "Intake", "Catalog", "TestWorkbooks", "PostgresServer"]),
    // For tests alone: a PostgreSQL server of their own.
    .target(name: "PostgresServer", path: "Tests/PostgresServer"),
    // For tests alone: a writer of workbooks that is not ours.
    .target(
      name: "CWorkbookWriter", path: "Tests/CWorkbookWriter", linkerSettings: [.linkedLibrary("xlsxwriter")]),
    .target(name: "TestWorkbooks", dependencies: ["CWorkbookWriter"], path: "Tests/TestWorkbooks"),
    .testTarget(
      name: "IntakeTests", dependencies: ["Intake", "PostalModel", "CWorkbook", "TestWorkbooks"],
      exclude: ["Fixtures"]),
    .testTarget(name: "WorkbookWritingTests", dependencies: ["WorkbookWriting", "PostalModel", "Intake"]),
    .testTarget(name: "DrawingTests", dependencies: ["Drawing"]),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents", "PostalModel"]),
    .testTarget(name: "PanelsTests", dependencies: ["Panels", "Drawing", "PostalModel", "Catalog"]),
    .testTarget(
      name: "DashboardTests",
      dependencies: ["Dashboard", "Panels", "Documents", "Drawing", "PostalModel", "Catalog"], exclude: ["Golden"]),
    .testTarget(name: "CatalogTests", dependencies: ["Catalog", "Drawing", "PostalModel"]),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal", "Drawing"]),
    .testTarget(
      name: "DemonstrationTests", dependencies: ["Demonstration", "Intake", "PostalModel"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "yilan", "yilan-bench", "Documents", "Intake", "PostalModel", "PostalStore", "Drawing", "PostgresServer",
      ],
      exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
