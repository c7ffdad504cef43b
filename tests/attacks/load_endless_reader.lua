-- A reader of load that always has more.
-- ends: memory time
return load(function() return 'x = 1 ' end)
