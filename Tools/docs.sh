#!/bin/sh
# Writes the table of keys into the README anew: docs.sh PROGRAM
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
table=$(mktemp)
trap 'rm -f "$table"' EXIT
# Not the keys of whoever runs this.
env XDG_CONFIG_HOME=/nonexistent YILAN_HOME="$here" "$1" keys --format markdown > "$table"
awk -v table="$table" '
  /^<!-- keys:/ { print; while ((getline line < table) > 0) print line; inside = 1 }
  /^<!-- \/keys/ { inside = 0 }
  !inside && !/^<!-- keys:/ { print }
' "$here/README.md" > "$table.new"
cp "$table.new" "$here/README.md"
rm -f "$table.new"
