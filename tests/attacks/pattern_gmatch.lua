-- gmatch that never advances far.
-- ends: time
while true do for _ in ('a'):rep(100000):gmatch('a-') do end end
