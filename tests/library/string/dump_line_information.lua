local f = load("local x = 1\n\nlocal y = nil\nreturn y.z", "=lines")
print(pcall(load(string.dump(f))))                 --> false lines:4: attempt to index a nil value (local 'y')
print(pcall(load(string.dump(f, true), "=given"))) --~ false \?:(-1|\?): attempt to index a nil value.*
