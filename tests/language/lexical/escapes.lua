local function codes(s) return table.concat({ s:byte(1, -1) }, " ") end
print(codes("\a\b\f\n\r\t\v\\\"\'"))     --> 7 8 12 10 13 9 11 92 34 39
print(codes("\0\00\000"))               --> 0 0 0
print(codes("\1\12\123\1234"))          --> 1 12 123 123 52
print(codes("\255\x00\xFf\x7aB"))       --> 255 0 255 122 66
print(codes("a\
b"))                                      --> 97 10 98
print(codes('it\'s "so"') == codes("it's \"so\""))  --> true
