#!/bin/sh
# Draws the pictures of Docs anew, on the demonstration returns and a pinned day.
#   Tools/pictures.sh [PROGRAM [FOLDER]]    by default the program built last for release, or else for debugging, and Docs
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
program=${1:-}
if [ -z "$program" ]; then
  program=$here/.build/release/yilan
  [ -x "$program" ] || program=$here/.build/debug/yilan
fi
folder=${2:-$here/Docs}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# Nothing of the user's may show: settings, themes, words, plans.
HOME=$scratch
YILAN_HOME=$here
LC_ALL=C.UTF-8
TZ=Asia/Shanghai
export HOME YILAN_HOME LC_ALL TZ
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME YILAN_DATABASE NO_COLOR
demo=$scratch/demo.sqlite
day=2025-07-08

"$program" demo --database "$demo" --today "$day" >/dev/null
mkdir -p "$folder"

# NAME ADDRESS SIZE THEME LANGUAGE
draw() {
  "$program" screen "$2" --size "$3" --theme "$4" --lang "$5" --format svg --database "$demo" --today "$day" \
    >"$folder/$1.svg"
}
draw overview '毕节市@2025-06?plan=hoxud' 120x36 dusk zh
draw overview-en '毕节市@2025-06?plan=hoxud' 120x36 dusk en
draw packaging 毕节市/packaging@2025-06 120x36 paper zh
draw target 威宁县/plans/slim_tape@2025-06 120x36 ricepaper zh
draw reconcile 毕节市/data/reconcile@2025-06 120x36 fjord zh
draw wall /@2025-06 200x56 wall zh
