-- Strings that are numerals serve as numbers; only integers as such make an integer loop.
for i = "1", 2 do io.write(i, " ") end print()     --> 1 2
for i = 1, "2" do io.write(i, " ") end print()     --> 1 2
for i = 1, 2, "1" do io.write(i, " ") end print()  --> 1 2
for i = "0x3", "1", "-1" do io.write(i, " ") end print()  --> 3 2 1
for i = 1, "2.5" do io.write(i, " ") end print()   --> 1 2
