-- Penlight: classes, comprehensions, templates (load with an environment), pretty printing.
local List = need("pl.List", "lua-penlight")
local class, tablex, stringx, pretty = require "pl.class", require "pl.tablex", require "pl.stringx", require "pl.pretty"
local utils, data, lexer, path = require "pl.utils", require "pl.data", require "pl.lexer", require "pl.path"

expect(List { 3, 1, 2 }:sorted():map(function(x) return x * 10 end):reverse(), { 30, 20, 10 })
expect(List.range(1, 10):filter(function(x) return x % 3 == 0 end), { 3, 6, 9 })
expect(tostring(List { 1, "a", { 2 } }:slice(1, 2)), "{1,a}")

local Animal = class()
function Animal:_init(name) self.name = name end
function Animal:__tostring() return self.name .. " says " .. self:speak() end
local Dog = class(Animal)
function Dog:speak() return "bark" end
expect({ tostring(Dog("Rex")), Dog:class_of(Dog("x")), Animal:is_a(Dog) }, { "Rex says bark", true, false })

expect(stringx.split("a,b,,c", ","), { "a", "b", "", "c" })
expect({ stringx.strip("  x "), stringx.partition("k=v", "=") }, { "x", "k", "=", "v" })
expect(tablex.deepcompare(pretty.read("{1, {a = 'x'}, [5] = 2.5}"), { 1, { a = "x" }, [5] = 2.5 }), true)
expect(tablex.deepcompare(pretty.read(pretty.write { 1, 2, k = { "v" } }), { 1, 2, k = { "v" } }), true)

local template = require "pl.template"
local text = assert(template.substitute([[
# for i, name in ipairs(names) do
$(i): $(name:upper())
# end
]], { names = { "ann", "bob" }, ipairs = ipairs }))
expect(text, "1: ANN\n2: BOB\n")

local comprehension = require("pl.comprehension").new()
expect(comprehension "x * y for x = 1, 3 for y = 1, 2 if x ~= 2" (), { 1, 2, 3, 6 })
expect(utils.string_lambda "|x, y| x + y" (3, 4), 7)

local rows = data.read(require("pl.stringio").open("name,age\nann,30\nbob,25\n"))
expect(rows:column_by_name("age"), { 30, 25 })
local kinds = {}
for kind in lexer.lua("local x = 1.5 -- note\n", { space = true }) do kinds[#kinds + 1] = kind end
expect(kinds, { "keyword", "iden", "=", "number", "comment" })
expect(path.normpath("/a/./b/../c"), "/a/c")

local Set, OrderedMap, Date = require "pl.Set", require "pl.OrderedMap", require "pl.Date"
expect(Set.values(Set { 1, 2, 3 } * Set { 2, 3, 4 }):sort(), { 2, 3 })
local map = OrderedMap { { z = 1 }, { a = 2 } }
expect(map:keys(), { "z", "a" })
expect(Date { year = 2024, month = 2, day = 28 }:add { day = 2 }:month(), 3)
local lapp = require "pl.lapp"
expect(lapp("A test\n -n,--number (default 7)\n <words...> (string)\n", { "-n", "9", "a", "b" }).number, 9)
local xml = require "pl.xml"
expect(xml.parse("<a x='1'><b>t</b></a>")[1][1], "t")
require "pl.strict"
expect((pcall(load "return undeclared_name")), false)
print("ok")
