#!/usr/bin/env bash
# Reads what a fuzzer makes of the seeds in Tests/Fuzz/Seeds: texts, the parts of workbooks, workbooks, files of the
# office's own, addresses, and what a terminal sends.
#   Tools/fuzz.sh time SECONDS    each for so long, keeping what was found under .build/fuzz
#   Tools/fuzz.sh runs COUNT      each so often with the same random numbers, from the seeds alone
# A crash, a fault of memory, 512 MB or ten seconds spent on one input end it; the input is told and kept.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:-}
amount=${2:-}
case $kind in time | runs) ;; *) sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2 ;; esac
out=.build/fuzz
mkdir -p "$out/objects"

# Each module is compiled as one, with counters of the branches taken and checks of each access to memory; those that read
# returns for speed too, the others, which take minutes so, plainly.
flags=(-wmo -parse-as-library -swift-version 6 -sanitize=fuzzer,address -I "$out" -I Sources/CWorkbook/include)
module() {
  local name=$1
  shift
  local speed=-Onone
  case $name in PostalModel | Intake) speed=-O ;; esac
  swiftc "$speed" "${flags[@]}" -module-name "$name" -emit-module -emit-module-path "$out/$name.swiftmodule" \
    -c "$@" -o "$out/objects/$name.o"
}
module_map="$out/CWorkbook"
mkdir -p "$module_map"
for name in CWorkbook CNcurses; do
  printf 'module %s { header "%s" export * }\n' "$name" "$PWD/Sources/$name/include/$name.h"
done > "$module_map/module.modulemap"
flags+=(-I "$module_map")
modules=(PostalModel Drawing Documents Panels Dashboard Catalog Intake)
# The reader of keys alone: the rest of its module is about a terminal.
sources=(Tests/Fuzz/*.swift Tests/IntakeTests/{Support,ZipWriting}.swift Sources/Terminal/{KeyReader,Questions}.swift)
# What the harness is made of; it is made again only where that changed.
sum=$(cat Tools/fuzz.sh "${sources[@]}" Sources/{CWorkbook,CNcurses}/include/*.h \
  $(find "${modules[@]/#/Sources/}" -name '*.swift' | sort) | sha256sum)
if [ "$(cat "$out/sum" 2>/dev/null)" != "$sum" ]; then
  for name in "${modules[@]}"; do module "$name" $(find "Sources/$name" -name '*.swift'); done
  objects=("${modules[@]/#/$out/objects/}")
  objects=("${objects[@]/%/.o}")
  swiftc -O "${flags[@]}" -module-name Fuzz "${sources[@]}" "${objects[@]}" \
    -lz -lexpat -use-ld=lld -o "$out/fuzz"
  echo "$sum" > "$out/sum"
fi

# Address checks keep freed memory back; so little of it that the limit is that of the readers.
export YILAN_FUZZ_ROOT=$PWD
export ASAN_OPTIONS=quarantine_size_mb=16:detect_leaks=0
for target in csv sheet xlsx toml address keys; do
  export YILAN_FUZZ=$target
  options=(-rss_limit_mb=512 -timeout=10 -max_len=8192 -dict=Tests/Fuzz/tokens.dict -artifact_prefix="$out/$target-")
  if [ "$kind" = runs ]; then
    options+=(-runs="$amount" -seed=1)
    found=$out/$target-run
    rm -rf "$found"
  else
    options+=(-max_total_time="$amount" -print_final_stats=1)
    found=$out/$target
  fi
  mkdir -p "$found"
  echo "== $target"
  if ! "$out/fuzz" "${options[@]}" "$found" "Tests/Fuzz/Seeds/$target" > "$out/$target.log" 2>&1; then
    tail -60 "$out/$target.log"
    exit 1
  fi
  grep -E '^(#[0-9]+.DONE|stat::)' "$out/$target.log"
done
