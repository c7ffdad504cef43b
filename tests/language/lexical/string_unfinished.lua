local function why(source) return (select(2, load(source)):gsub("^.-:(%d+): ", "%1 ")) end
print(why('return "abc'))            --> 1 unfinished string near <eof>
print(why('\nreturn "abc\n"'))       --> 2 unfinished string near '"abc'
print(why("return 'abc\r'"))         --> 1 unfinished string near ''abc'
print(why("return [[abc"))           --> 1 unfinished long string (starting at line 1) near <eof>
print(why("return [==[a\nb]=]\n"))   --> 3 unfinished long string (starting at line 1) near <eof>
print(why("return [=abc"))           --> 1 invalid long string delimiter near '[='
print(why("return [="))              --> 1 invalid long string delimiter near '[='
