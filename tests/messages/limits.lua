local function why(source) print((tostring(select(2, load(source, "=s"))):match("[^\n]*"))) end
local function many(n, f, sep) local t = {} for i = 1, n do t[i] = f(i) end return table.concat(t, sep) end
why("local " .. many(201, function(i) return "a" .. i end, ","))  --> s:1: too many local variables (limit is 200) in main function near <eof>
why("function f(" .. many(201, function(i) return "a" .. i end, ",") .. ") end")  --~ s:1: too many local variables \(limit is 200\) in function at line 1 near .*
why(("("):rep(300) .. "1" .. (")"):rep(300))  --~ .*(overflow|limit|levels).*
why("x = " .. ("("):rep(300) .. "1" .. (")"):rep(300))  --~ .*(overflow|limit|levels).*
why(("do "):rep(300) .. ("end "):rep(300))    --~ .*(overflow|limit|levels).*
why("x = " .. ("{"):rep(300) .. ("}"):rep(300))  --~ .*(overflow|limit|levels).*
why("x = " .. ("-"):rep(3):gsub("-", "- ") .. ("not "):rep(300) .. "1")  --~ .*(overflow|limit|levels).*
why("x = " .. ("function() return "):rep(300) .. "1 " .. ("end "):rep(300))  --~ .*(overflow|limit|levels).*
why("x = 1 " .. (".. 1 "):rep(300))           --~ .*(overflow|limit|levels).*|nil
why("x = 2" .. ("^2"):rep(300))               --~ .*(overflow|limit|levels).*
