-- Finalizers that raise errors.
-- ends: time
while true do setmetatable({}, {__gc = function() error({}) end}) end
