-- The collector is stopped and garbage made.
-- ends: memory
collectgarbage('stop')
while true do local t = {{}, {}} end
