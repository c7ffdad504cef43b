-- A deep stack is shown by its two ends.
local text
local function deep(n) if n == 0 then text = debug.traceback("T") else deep(n - 1) end return 1 end
deep(100)
local lines = {}
for l in text:gmatch("[^\n]+") do lines[#lines + 1] = l end
print(#lines)                          --> 24
print(lines[13])                       --~ \s*\.\.\.\s*\(skipping (\d+) levels\)
print(lines[#lines])                   --~ \s*\[C\]: in \?
