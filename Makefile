# make run    installs what is missing, builds, and opens the dashboard on the demonstration returns
# make test   the same for the tests
# make fuzz TIME=600   the readers of files on what a fuzzer makes of the seeds, each so many seconds
# make bench  how fast files come in, against sqlite3's own import; areas found; keys beside tig; a file and a PostgreSQL
#             server side by side; a whole country at 1 and 10 %, and at 100 % by YILAN_BENCH_SIZE=100. YILAN_BENCH_DIVISIONS names a national list; the table goes to
#             Docs/bench.md. BENCH="--only country" for a part. Before it instructions are counted, where valgrind is
#             installed, and changes of more than a tenth from Docs/instructions.txt told
# make check DATABASE=FILE   whether the kept sums of a database are those of its returns, 1,000 drawn by SEED
# make soak   the wall through 10,000 scenes with imports, locks, lost files and keys; SOAK="--scenes 500" for fewer
# make kill   the program ended by kill -9 in the middle of what it writes, 500 times; KILL="--kills 50" for fewer
# make disk   a disk that loses power, fills up and fails beneath it; DISK="--cuts 50 --failures 50" for fewer
# make together   ten readers and two importers at once for a minute. These and the crowd keep their figures in
#             RELIABILITY.md
# make crowd  fifty importers and two hundred readers on a PostgreSQL server that is killed five times; CROWD="--seconds 20"
# make servers   one server, tables in parts, parts on three servers and a replica: what works, and Docs/servers.md's figures
# make check-deep TIME=60   the tests under sanitizers, the readers under a fuzzer for so many seconds each, and a million
#             random events; DEEP="--only fuzz walk" for a part
# make docs   the table of keys of the README and the manual page, made of the program's own table
# make install PREFIX=/usr/local    one program and its share folder
# make kiosk-install    on the machine of a wall, as root and after install: its user, units and terminal (Docs/kiosk.md)
# make kiosk-picture OUT=wall.png    what a screen of 1920 by 1080 would show of it, by a display that nobody sees
PREFIX ?= /usr/local
TIME ?= 60
DESTDIR ?=
OUT ?= wall.png
SWIFT ?= swift
# Debian and Ubuntu packages by what they are for: the terminal library, the database, ZIP and XML, the writer of
# workbooks, and, for tests, a terminal, the database's own command, what watches system calls, and a server of databases.
BUILD_PACKAGES = libncurses-dev libsqlite3-dev zlib1g-dev libexpat1-dev libxlsxwriter-dev g++ git
TEST_PACKAGES = tmux sqlite3 strace postgresql
BENCH_PACKAGES = tig ncdu postgresql
SERVER_PACKAGES = postgresql
# Not position-independent: no relocations to work through, a fifth of the time to the first screen (DECISIONS.md).
RELEASE = -c release --static-swift-stdlib -Xswiftc -Xclang-linker -Xswiftc -no-pie

.PHONY: run demo build test fuzz bench check check-deep soak kill disk together crowd servers docs format lint arrows install uninstall kiosk-install \
  kiosk-uninstall kiosk-picture \
  packages test-packages clean

run: build
	@exec "$$($(SWIFT) build $(RELEASE) --show-bin-path)/yilan" demo

build: packages
	@$(SWIFT) build $(RELEASE) --product yilan

test: packages test-packages
	@$(SWIFT) build --build-tests --explicit-target-dependency-import-check error
	@$(SWIFT) test --skip-build
	@YILAN_TEST_STORE=postgres $(SWIFT) test --skip-build --filter PostalStoreTests
	@Tools/fuzz.sh runs 5000
	@program="$$($(SWIFT) build --show-bin-path)/yilan"; \
	  Tools/kill-test.py "$$program" --kills 27 --rows 300 && \
	  Tools/disk-test.py "$$program" --cuts 24 --failures 24 --rows 100 && \
	  Tools/together.py "$$program" --seconds 5 --rows 3000

fuzz: packages
	@Tools/fuzz.sh time $(TIME)

bench: build test-packages
	@sh Tools/install-packages.sh $(BENCH_PACKAGES)
	@$(SWIFT) build $(RELEASE) --product yilan-bench
	@folder="$$($(SWIFT) build $(RELEASE) --show-bin-path)"; \
	  Tools/instructions.py "$$folder/yilan-bench" || true; \
	  Tools/bench.py "$$folder/yilan" --generator "$$folder/yilan-bench" --report Docs/bench.md $(BENCH)

check:
	@Tools/check.py "$(DATABASE)" --seed $(or $(SEED),1)

soak: build
	@Tools/soak.py "$$($(SWIFT) build $(RELEASE) --show-bin-path)/yilan" $(SOAK)

kill: build test-packages
	@Tools/kill-test.py "$$($(SWIFT) build $(RELEASE) --show-bin-path)/yilan" --report RELIABILITY.md $(KILL)

disk: build test-packages
	@Tools/disk-test.py "$$($(SWIFT) build $(RELEASE) --show-bin-path)/yilan" --report RELIABILITY.md $(DISK)

together: build test-packages
	@Tools/together.py "$$($(SWIFT) build $(RELEASE) --show-bin-path)/yilan" --report RELIABILITY.md $(TOGETHER)

crowd: build test-packages
	@sh Tools/install-packages.sh $(SERVER_PACKAGES)
	@Tools/crowd.py "$$($(SWIFT) build $(RELEASE) --show-bin-path)/yilan" --report RELIABILITY.md $(CROWD)

servers: build test-packages
	@sh Tools/install-packages.sh $(SERVER_PACKAGES)
	@$(SWIFT) build $(RELEASE) --product yilan-bench
	@folder="$$($(SWIFT) build $(RELEASE) --show-bin-path)"; \
	  Tools/servers.py "$$folder/yilan" --generator "$$folder/yilan-bench" --report Docs/servers.md $(SERVERS)

check-deep: build test-packages
	@Tools/check-deep.py --program "$$($(SWIFT) build $(RELEASE) --show-bin-path)/yilan" --time $(TIME) \
	  --report RELIABILITY.md $(DEEP)

docs: build
	@Tools/docs.sh "$$($(SWIFT) build $(RELEASE) --show-bin-path)/yilan"

format:
	@$(SWIFT) format -i -r Sources Tests Package.swift

lint:
	@$(SWIFT) format lint --strict -r Sources Tests Package.swift

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/yilan"
	install -s -m 755 "$$($(SWIFT) build $(RELEASE) --show-bin-path)/yilan" "$(DESTDIR)$(PREFIX)/bin/yilan"
	cp -R Data Themes "$(DESTDIR)$(PREFIX)/share/yilan/"
	install -d "$(DESTDIR)$(PREFIX)/share/man/man1" "$(DESTDIR)$(PREFIX)/share/bash-completion/completions"
	install -d "$(DESTDIR)$(PREFIX)/share/zsh/site-functions" "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d"
	"$(DESTDIR)$(PREFIX)/bin/yilan" manual > "$(DESTDIR)$(PREFIX)/share/man/man1/yilan.1"
	"$(DESTDIR)$(PREFIX)/bin/yilan" --generate-completion-script bash > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/yilan"
	"$(DESTDIR)$(PREFIX)/bin/yilan" --generate-completion-script zsh > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_yilan"
	"$(DESTDIR)$(PREFIX)/bin/yilan" --generate-completion-script fish > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/yilan.fish"
	install -m 644 LICENSE "$(DESTDIR)$(PREFIX)/share/yilan/LICENSE"

uninstall:
	rm -rf "$(DESTDIR)$(PREFIX)/bin/yilan" "$(DESTDIR)$(PREFIX)/share/yilan" "$(DESTDIR)$(PREFIX)/share/man/man1/yilan.1" \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/yilan" "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_yilan" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/yilan.fish"

kiosk-install kiosk-uninstall:
	@PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" sh Tools/kiosk/install.sh $(@:kiosk-%=%)

kiosk-picture:
	@Tools/kiosk-picture.sh "$(OUT)"

packages:
	@sh Tools/install-packages.sh $(BUILD_PACKAGES)

test-packages:
	@sh Tools/install-packages.sh $(TEST_PACKAGES)

clean:
	rm -rf .build
