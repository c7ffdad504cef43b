# The short way to the CMake presets: see `cmake --list-presets` for the long one.

MAKEFLAGS += --no-print-directory
STRESS := stress-gc stress-stack tiny

.PHONY: all run test sanitize fuzz stress $(STRESS) format clean
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

sanitize $(STRESS):
	@cmake --preset $@
	@cmake --build --preset $@
	@ctest --preset $@

stress:
	@for mode in $(STRESS); do $(MAKE) $$mode || exit 1; done

# Each fuzz target for FUZZ_TIME seconds, with clang: see docs/testing.md.
FUZZ_TIME ?= 60
FUZZ_TARGETS ?=
fuzz:
	@cmake --preset fuzz
	@cmake --build --preset fuzz
	@python3 tests/fuzz/run.py --build build/fuzz --time $(FUZZ_TIME) $(FUZZ_TARGETS)

format:
	@git ls-files '*.c' '*.h' | xargs clang-format -i

clean:
	@rm -rf build
