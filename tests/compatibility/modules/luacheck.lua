-- luacheck: a linter in plain Lua, on a file with known mistakes, and on its own sources.
look_in_older_folders()
local luacheck = need("luacheck", "lua-check")
local report = luacheck.check_strings({ [[
local unused = 1
local function f(a, b)
    print(a)
    return undefined_name
end
f(1)
local x = 1
x = 2
]], "return 1 +", "return nil" }, { std = "lua54" })
local codes = {}
for i, warning in ipairs(report[1]) do codes[i] = ("%d:%s"):format(warning.line, warning.code) end
expect(codes, { "1:211", "2:212", "4:113", "7:231" })
expect({ report.warnings > 3, report.errors, #report[3] }, { true, 1, 0 })
expect(report[2][1].code, "011")

-- Its command, as installed but for the interpreter.
local program = scratch_file 'require "luacheck.main"'
local clean = scratch_file "local n = ...\nreturn n + 1\n"
local path = ("LUA_PATH='%s' "):format(package.path)
local process = io.popen(("%s '%s' '%s' --std lua54 --no-color --no-cache --codes '%s'"):format(path, interpreter, program, clean))
local output = process:read("a")
expect({ output:match("Total: (%d+) warnings") or output, (select(3, process:close())) }, { "0", 0 })
local folder = package.searchpath("luacheck.init", package.path):match("^(.*)/init.lua$")
process = io.popen(("%s '%s' '%s' --std max --no-color --no-cache -q '%s/lexer.lua' '%s/parser.lua' '%s/stages'"):format(
    path, interpreter, program, folder, folder, folder))
output = process:read("a")
expect(output:match("Total: %d+ warnings / (%d+) error"), "0", output)
process:close()
print("ok")
