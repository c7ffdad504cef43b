-- inspect: readable forms of tables, in an order of its own.
look_in_older_folders()
local inspect = need("inspect", "lua-inspect")
expect(inspect { 1, 2, 3 }, "{ 1, 2, 3 }")
expect(inspect { a = 1, [10] = "x", "y", [true] = false },
    '{ "y",\n  [10] = "x",\n  [true] = false,\n  a = 1\n}')
local loop = { name = "loop" }
loop.self = loop
expect(inspect(loop), '<1>{\n  name = "loop",\n  self = <table 1>\n}')
expect(inspect(setmetatable({ 1 }, { __index = { x = 2 } })),
    "{ 1,\n  <metatable> = {\n    __index = {\n      x = 2\n    }\n  }\n}")
expect(inspect("quo\"te\n\1"), "'quo\"te\\n\\1'")
expect(inspect({ 1, { 2, { 3 } } }, { depth = 2 }), "{ 1, { 2, {...} } }")
expect(inspect({ secret = 1, open = 2 }, { process = function(item, path)
    if path[#path] ~= "secret" then return item end
end }), "{\n  open = 2\n}")
print("ok")
