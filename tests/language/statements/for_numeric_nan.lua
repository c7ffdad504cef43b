-- NaN is neither greater nor less than a limit: a float loop that starts with it, or is to end with
-- it, has one turn. An integer loop counts its turns before, and has none.
local nan = 0 / 0
for i = nan, 1 do print("start", i ~= i) end --> start true
for i = nan, 1, -1 do print("down", i ~= i) end --> down true
for i = 1.0, nan do print("limit", i) end --> limit 1.0
for i = nan, nan, 1 do print("both", i ~= i) end --> both true
for i = 1, nan do print("integer", i) end
for i = 1.0, 2, nan do print("step", i) end
