error(setmetatable({}, { __tostring = function() return "I am an error object" end }))   --! I am an error object
