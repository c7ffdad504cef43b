-- Texts without a token, of which only the beginning costs.
-- ends: time
while true do load("", "", "t", {}) end
