-- LuaExpat: C callbacks call Lua functions from inside the parser.
local lxp = need("lxp", "lua-expat")
local log = {}
local parser = lxp.new({
    StartElement = function(_, name, attributes)
        log[#log + 1] = "<" .. name .. (attributes.id and "#" .. attributes.id or "")
    end,
    EndElement = function(_, name) log[#log + 1] = name .. ">" end,
    CharacterData = function(_, text) if text:find("%S") then log[#log + 1] = text end end,
    Comment = function(_, text) log[#log + 1] = "!" .. text end,
})
for piece in ('<?xml version="1.0"?>\n<list><item id="1">one &amp; more</item><!--note-->'):gmatch(".") do
    assert(parser:parse(piece))
end
assert(parser:parse('<item id="2"/></list>'))
assert(parser:parse())
parser:close()
expect(table.concat(log, " "), "<list <item#1 o n e & m o r e item> !note <item#2 item> list>")

-- Damaged input is reported with its place.
local bad = lxp.new({})
local ok, problem, line = bad:parse("<a>\n<b></a>")
expect({ ok == nil or ok == false, problem, line }, { true, "mismatched tag", 2 })

-- An error in a callback.
local failing = lxp.new({ StartElement = function() error("stop here", 0) end })
local raised, message = pcall(failing.parse, failing, "<a/>")
expect({ raised, message }, { false, "stop here" })

-- The tree of its Lua part.
local lom = require "lxp.lom"
local tree = lom.parse('<r><x a="1">t</x><y/></r>')
expect({ tree.tag, tree[1].tag, tree[1].attr.a, tree[1][1], tree[2].tag }, { "r", "x", "1", "t", "y" })

-- Many elements, a handler that allocates.
local count, names = 0, {}
local big = lxp.new({ StartElement = function(_, name, a) count = count + 1; names[count] = name .. a.n end })
big:parse("<all n='0'>")
for i = 1, 2000 do big:parse(("<e n='%d'/>"):format(i)) end
big:parse("</all>")
big:close()
expect({ count, names[2001] }, { 2001, "e2000" })
print("ok")
