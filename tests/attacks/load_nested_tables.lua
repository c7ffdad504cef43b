-- Table constructors in each other.
-- ends: error
return assert(load('return ' .. ('{'):rep(200000)))
