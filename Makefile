# The short way to the CMake presets: see `cmake --list-presets` for the long one.

MAKEFLAGS += --no-print-directory
STRESS := stress-gc stress-stack tiny

.PHONY: all run test bench install install-lua package checked sanitize fuzz stress $(STRESS) stress-alloc format clean
all:
	@cmake --preset release
	@cmake --build --preset release

run:
	@cmake --preset release
	@cmake --build --preset release --target orrery
	@build/orrery examples/showcase.lua

# Everything built, every test run; ends with the summary of CTest.
test: all
	@ctest --preset release

# PREFIX is where it will be looked for, DESTDIR a folder that stands for the root meanwhile.
PREFIX ?= /usr/local
install: all
	@DESTDIR=$(DESTDIR) cmake --install build --prefix $(PREFIX)

# liblua5.4.so and lua5.4.pc under the same prefix, where no other Lua has them.
install-lua: install
	@DESTDIR=$(DESTDIR) cmake --install build --prefix $(PREFIX) --component lua_names

# A Debian package, in build/package.
package:
	@cmake --preset package
	@cmake --build --preset package
	@cd build/package && cpack

# checked: builds that stop where a host misuses the C API; see docs/embedding.md.
checked sanitize $(STRESS):
	@cmake --preset $@
	@cmake --build --preset $@
	@ctest --preset $@

stress:
	@for mode in $(STRESS); do $(MAKE) $$mode || exit 1; done

# STRESS_ALLOC=n for every n, with sanitizers: programs of the library, then the command itself.
# STARVATION="--most 50" tries at most 50 n of each program in each way.
STARVATION ?=
stress-alloc:
	@cmake --preset $@
	@cmake --build --preset $@ --target starvation orrery
	@build/$@/tests/starvation $(STARVATION) tests/starvation
	@python3 tests/tools/starve.py --command build/$@/orrery tests/tools/starved.lua argument

# Each fuzz target for FUZZ_TIME seconds, with clang: see docs/testing.md.
FUZZ_TIME ?= 60
FUZZ_TARGETS ?=
fuzz:
	@cmake --preset fuzz
	@cmake --build --preset fuzz --target fuzz_all
	@python3 tests/fuzz/run.py --build build/fuzz --time $(FUZZ_TIME) $(FUZZ_TARGETS)

# Programs and rows against the peers that are installed: see bench/README.md.
BENCH_RUNS ?= 3
bench: all
	@mkdir -p build/bench
	@python3 bench/run.py --runs $(BENCH_RUNS) --chart build/bench/programs.svg
	@python3 bench/rows/run.py --runs $(BENCH_RUNS) --chart build/bench/rows.svg

format:
	@git ls-files '*.c' '*.h' | xargs clang-format -i

clean:
	@rm -rf build
