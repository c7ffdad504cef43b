-- A key that is a long string, or not a name at all, still appears.
local function why(source) print((select(2, pcall(load(source, "=s"))))) end
why "local t = {} return t['a b'].c"   --> s:1: attempt to index a nil value (field 'a b')
why "local t = {} t['']()"             --> s:1: attempt to call a nil value (field '')
why("local t = {} return t." .. ("k"):rep(60) .. ".x")   --> s:1: attempt to index a nil value (field 'kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk')
