-- Runs the programs of this folder on real input, each of which checks its own results, and
-- prints a line for each. Exits with status 1 if any result is wrong.
--
--   lua showcase.lua

local here = arg and arg[0] and arg[0]:match("^(.*[/\\])") or "./"
package.path = here .. "?.lua;" .. package.path

local wordcount = require "wordcount"

-- Each part: its name, and a function that returns a line about its work or raises an error.
local parts = {
    { "wordcount", function() return wordcount.selftest(2000000) end },
    { "json", function() return require("json_demo").selftest(2000) end },
    { "tokenizer", require("tokenizer").selftest },
    { "simulation", function() return require("simulation").selftest(12) end },
    { "pipeline", function() return require("pipeline").selftest(1000000) end },
    { "numeric", require("numeric").selftest },
}

local failed, start = 0, os.clock()
print(("Orrery showcase on %s"):format(_VERSION))
for _, part in ipairs(parts) do
    local name, run = part[1], part[2]
    local begun = os.clock()
    local ok, result = xpcall(run, debug.traceback)
    local mark = ok and "ok  " or "FAIL"
    print(("%s  %-11s %6.2f s  %s"):format(mark, name, os.clock() - begun, result))
    if not ok then failed = failed + 1 end
end
print(("%d of %d parts ok, %.2f s"):format(#parts - failed, #parts, os.clock() - start))
os.exit(failed == 0)
