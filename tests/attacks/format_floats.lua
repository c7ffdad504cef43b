-- Floats with all their digits.
-- ends: time
while true do ('%.99f%.99f%.99f'):format(1e308, -1e308, 5e-324) end
