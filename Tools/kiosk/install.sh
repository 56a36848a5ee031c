#!/bin/sh
# Installs or removes what runs the wall (大屏) on a machine of its own: a user, systemd units, a terminal's settings.
#   Tools/kiosk/install.sh install|uninstall       PREFIX (/usr/local): where yilan is; DESTDIR: written below it, and then
#                                                  nothing of this machine is touched
set -eu
here=$(cd "$(dirname "$0")" && pwd)
checkout=$(cd "$here/../.." && pwd)
PREFIX=${PREFIX:-/usr/local}
DESTDIR=${DESTDIR:-}
conf=/etc/yilan-kiosk
share=$PREFIX/share/yilan

# As the program chooses its language.
case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in en*) language=en ;; *) language=zh ;; esac
say() { if [ $language = zh ]; then echo "$1"; else echo "$2"; fi; }
fail() { say "yilan: $1" "yilan: $2" >&2; exit 1; }

# write FILE TARGET WHAT-ZH WHAT-EN: with the places filled in, always anew.
write() {
  mkdir -p "$DESTDIR$(dirname "$2")"
  sed -e "s|@BIN@|$PREFIX/bin|g" -e "s|@SHARE@|$share|g" -e "s|@CONF@|$conf|g" "$1" >"$DESTDIR$2"
  chmod 644 "$DESTDIR$2"
  say "写入 $DESTDIR$2:$3" "wrote $DESTDIR$2: $4"
}
# keep FILE TARGET WHAT-ZH WHAT-EN: only where there is none, since the office edits it.
keep() {
  if [ -e "$DESTDIR$2" ]; then
    say "保留 $DESTDIR$2(已有,未改动)" "kept $DESTDIR$2 (was there, not changed)"
  else
    write "$@"
  fi
}
drop() {
  for file in "$@"; do
    [ -e "$DESTDIR$file" ] || continue
    rm -f "$DESTDIR$file"
    say "删除 $DESTDIR$file" "removed $DESTDIR$file"
  done
}
on_this_machine() { [ -z "$DESTDIR" ] && [ -d /run/systemd/system ]; }
units="yilan-kiosk.service yilan-kiosk-kmscon.service yilan-backup.timer yilan-backup.service"

case ${1:-} in
install)
  if [ -z "$DESTDIR" ]; then
    [ "$(id -u)" = 0 ] || fail "须以 root 运行:sudo make kiosk-install" "needs root: sudo make kiosk-install"
    [ -x "$PREFIX/bin/yilan" ] ||
      fail "没有 $PREFIX/bin/yilan,请先 make install PREFIX=$PREFIX" "there is no $PREFIX/bin/yilan; make install PREFIX=$PREFIX first"
    # cage will not start without Xwayland; foot-terminfo is the description of foot; kbd has chvt.
    YILAN_NO_SWIFT=1 sh "$checkout/Tools/install-packages.sh" cage foot foot-terminfo seatd xwayland fonts-noto-cjk kbd
  fi
  write "$here/sysusers.conf" /etc/sysusers.d/yilan-kiosk.conf \
    "大屏自己的用户 yilan-kiosk,无密码、不能登录" "the wall's own user yilan-kiosk, without password or login"
  write "$here/tmpfiles.conf" /etc/tmpfiles.d/yilan-kiosk.conf \
    "数据库文件夹 /var/lib/yilan-kiosk" "the database's folder /var/lib/yilan-kiosk"
  write "$here/yilan-kiosk.service" /etc/systemd/system/yilan-kiosk.service \
    "开机即启动、停了就重来的大屏(cage 加 foot)" "the wall, from the start of the machine on, started again whenever it ends (cage and foot)"
  write "$here/yilan-kiosk-kmscon.service" /etc/systemd/system/yilan-kiosk-kmscon.service \
    "备用方式:kmscon(需 apt-get install kmscon)" "the second way: kmscon (needs apt-get install kmscon)"
  write "$here/yilan-backup.service" /etc/systemd/system/yilan-backup.service \
    "备份数据库,留最近 14 份" "a backup of the database, of which the last 14 are kept"
  write "$here/yilan-backup.timer" /etc/systemd/system/yilan-backup.timer \
    "每夜三点备份" "the backup each night at three"
  keep "$here/foot.ini" $conf/foot.ini "字号、行高,关闭终端自己的按键" "size of letters and lines; no keys of the terminal's own"
  keep "$here/kiosk.env" $conf/kiosk.env "数据库、播放表、时区" "database, playlist, time zone"
  write "$checkout/Docs/kiosk.md" "$share/Docs/kiosk.md" "说明" "the manual"
  if on_this_machine; then
    systemd-sysusers yilan-kiosk.conf
    systemd-tmpfiles --create yilan-kiosk.conf
    systemctl daemon-reload
    systemctl enable --now seatd.service
  fi
  say "下一步:1 按屏幕和距离改 $conf/foot.ini 的 pixelsize;2 在 $conf/kiosk.env 写数据库和播放表;3 yilan doctor;4 sudo systemctl enable --now yilan-kiosk yilan-backup.timer;5 yilan kiosk --status" \
    "next: 1 set pixelsize in $conf/foot.ini for screen and distance; 2 database and playlist in $conf/kiosk.env; 3 yilan doctor; 4 sudo systemctl enable --now yilan-kiosk yilan-backup.timer; 5 yilan kiosk --status"
  ;;
uninstall)
  if on_this_machine; then
    # shellcheck disable=SC2086
    systemctl disable --now $units 2>/dev/null || true
  fi
  for unit in $units; do drop "/etc/systemd/system/$unit"; done
  drop /etc/sysusers.d/yilan-kiosk.conf /etc/tmpfiles.d/yilan-kiosk.conf "$share/Docs/kiosk.md"
  if on_this_machine; then systemctl daemon-reload; fi
  say "保留 $DESTDIR$conf、/var/lib/yilan-kiosk 和用户 yilan-kiosk:其中有本局的设置和数据;不要时自行删除" \
    "kept $DESTDIR$conf, /var/lib/yilan-kiosk and the user yilan-kiosk: they hold the office's settings and data; remove them by hand"
  ;;
*)
  echo "usage: $0 install|uninstall" >&2
  exit 2
  ;;
esac
