-- Sources with errors: what was compiled so far is given back, the message is made.
local sources = {"x = = 1", "for i = 1 do end", "local x <foo> = 1", "goto nowhere", "break", "::a:: ::a::", "x = 'abc", "x = [[open",
    "x = '\\q'", "x = 0x", "local t = {1, 2, f = function() return {", "local c <const> = 1; c = 2", "return ... , function() return ... end",
    "if x then y() else", "a.b:c = 1", ("x = " .. ("{"):rep(300)), "x = " .. ("y"):rep(200) .. " z"}
for i = 1, #sources do
    local f, message = load(sources[i], "@" .. ("name"):rep(30) .. ".lua")
    if message == "not enough memory" then error(message, 0) end
    assert(not f and message:find("^%.%.%.name") or message:find("name"))
end
