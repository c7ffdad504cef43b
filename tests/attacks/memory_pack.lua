-- table.pack of a huge unpack.
-- ends: memory time error
while true do local t = table.pack(table.unpack({}, 1, 900000)) end
