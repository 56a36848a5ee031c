#!/bin/sh
# Installs the Debian or Ubuntu packages that are named and missing; asks nothing. YILAN_NO_SWIFT=1 where nothing is built.
set -eu

if [ -z "${YILAN_NO_SWIFT:-}" ] && ! command -v swift >/dev/null 2>&1; then
  echo "yilan: no Swift toolchain on the PATH; install Swift 6 or later (https://swift.org/install) and try again" >&2
  exit 1
fi
command -v dpkg-query >/dev/null 2>&1 || exit 0

missing=""
for package in "$@"; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  as_root="sudo -n"
else
  echo "yilan: missing system packages; run: sudo apt-get install -y$missing" >&2
  exit 1
fi
echo "yilan: installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
# The list may be old or empty on a new machine.
# shellcheck disable=SC2086
$as_root apt-get install -y --no-install-recommends $missing >/dev/null 2>&1 || {
  $as_root apt-get update >/dev/null
  $as_root apt-get install -y --no-install-recommends $missing >/dev/null
}
