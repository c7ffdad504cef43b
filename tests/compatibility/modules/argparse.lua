-- argparse: options, commands, usage, errors.
local argparse = need("argparse", "lua-argparse")
local parser = argparse("tool", "A tool."):add_help(true)
parser:option("-o --output", "Where to."):default("a.out")
parser:flag("-v --verbose", "Say more."):count("*"):target("verbosity")
parser:option("-I --include"):count("*")
local build = parser:command("build b", "Build it.")
build:argument("files"):args("+")
build:option("--jobs"):convert(tonumber)
parser:command("clean")

local found = parser:parse { "-vv", "-I", "x", "--include=y", "build", "--jobs", "4", "one", "two" }
expect({ found.output, found.verbosity, found.include, found.files, found.jobs, found.build },
    { "a.out", 2, { "x", "y" }, { "one", "two" }, 4, true })
expect(parser:get_usage():match("^Usage: tool"), "Usage: tool")
expect(parser:get_help():find("-o OUTPUT, --output OUTPUT", 1, true) ~= nil
    or parser:get_help():find("--output", 1, true) ~= nil, true)
local ok, problem = parser:pparse { "buidl" }
expect({ ok, problem:match("unknown command 'buidl'") }, { false, "unknown command 'buidl'" })
ok, problem = parser:pparse { "build", "--jobs", "many", "x" }
expect({ ok, problem:match("malformed argument 'many'") }, { false, "malformed argument 'many'" })
expect({ (parser:pparse { "build" }) }, { false })
expect(#parser:get_bash_complete() > 500, true)
print("ok")
