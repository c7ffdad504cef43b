-- utf8.char of very many codes.
-- ends: memory time error
while true do utf8.char(table.unpack({}, 1, 200000)) end
