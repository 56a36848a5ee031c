#!/bin/sh
# What a screen would show of the wall: cage and foot with the settings that are installed, on a display that nobody sees.
#   Tools/kiosk-picture.sh PICTURE.png [COMMAND ...]     by default `yilan kiosk` on the demonstration returns
# By the environment: PROGRAM (the one built last), DATABASE (copied; else made anew), SCREEN (1920x1080), PIXELS and LINE
# (of foot.ini), WAIT (seconds before the picture, 8). Says columns and rows. Needs cage, foot, sway, grim and
# fonts-noto-cjk; as root it goes on as nobody, since cage refuses root.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
[ $# -gt 0 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; }
case $1 in /*) picture=$1 ;; *) picture=$PWD/$1 ;; esac
shift
for tool in cage foot sway grim; do
  command -v $tool >/dev/null || {
    echo "kiosk-picture: no $tool; sudo apt-get install cage foot foot-terminfo xwayland sway grim fonts-noto-cjk" >&2
    exit 1
  }
done
program=${PROGRAM:-}
if [ -z "$program" ]; then
  program=$here/.build/release/yilan
  [ -x "$program" ] || program=$here/.build/debug/yilan
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/run"
database=$scratch/wall.sqlite
if [ -n "${DATABASE:-}" ]; then
  cp "$DATABASE" "$database"
else
  YILAN_HOME=$here "$program" demo --database "$database" --today 2025-07-08 >/dev/null
fi
if [ $# -eq 0 ]; then set -- "$program" kiosk --today 2025-07-08; fi

sed -e "s/pixelsize=[0-9]*/pixelsize=${PIXELS:-32}/" -e "s/^line-height=.*/line-height=${LINE:-40}px/" \
  -e "s/^vertical-letter-offset=.*/vertical-letter-offset=-$(((${PIXELS:-32} * 3 / 2 - ${LINE:-40}) / 2))px/" \
  "$here/Tools/kiosk/foot.ini" >"$scratch/foot.ini"
# Within the terminal: what its size is, then the program.
{
  echo "tty >'$scratch/tty'"
  printf 'exec'
  for word in "$@"; do printf " '%s'" "$(printf %s "$word" | sed "s/'/'\\\\''/g")"; done
  echo
} >"$scratch/inside.sh"
# cage has no say in the size of a display that nobody sees; sway has, and cage is a window of it.
cat >"$scratch/outside.sh" <<END
export WLR_BACKENDS=wayland
cage -d -- foot --config='$scratch/foot.ini' sh -c 'echo "\$WAYLAND_DISPLAY" >"$scratch/display"; exec sh "$scratch/inside.sh"' \
  >"$scratch/cage.log" 2>&1 &
sleep ${WAIT:-8}
stty -F "\$(cat '$scratch/tty')" size >'$scratch/size'
WAYLAND_DISPLAY=\$(cat '$scratch/display') grim '$scratch/wall.png'
kill %1
swaymsg -s "\$SWAYSOCK" exit
END
cat >"$scratch/sway.conf" <<END
xwayland disable
output HEADLESS-1 mode ${SCREEN:-1920x1080}
default_border none
exec bash '$scratch/outside.sh' >'$scratch/outside.log' 2>&1
END
as=""
if [ "$(id -u)" = 0 ]; then
  chown -R nobody "$scratch"
  as="setpriv --reuid=nobody --regid=nogroup --clear-groups"
fi
chmod 700 "$scratch" "$scratch/run"
# shellcheck disable=SC2086
env -i PATH="$PATH" HOME="$scratch" XDG_RUNTIME_DIR="$scratch/run" LC_ALL=C.UTF-8 TZ=Asia/Shanghai YILAN_HOME="$here" \
  YILAN_DATABASE="$database" WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1 \
  $as timeout $((${WAIT:-8} + 20)) sway -c "$scratch/sway.conf" >"$scratch/sway.log" 2>&1 || true
if [ ! -s "$scratch/wall.png" ]; then
  cat "$scratch/sway.log" "$scratch/outside.log" "$scratch/cage.log" >&2
  echo "kiosk-picture: no picture was made" >&2
  exit 1
fi
cp "$scratch/wall.png" "$picture"
echo "$picture: ${SCREEN:-1920x1080}, $(awk '{ print $2 " columns, " $1 " rows" }' "$scratch/size")"
