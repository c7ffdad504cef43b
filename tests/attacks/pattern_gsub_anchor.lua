-- gsub whose match is empty everywhere.
-- ends: time ok
while true do ('x'):rep(100000):gsub('', 'y') end
