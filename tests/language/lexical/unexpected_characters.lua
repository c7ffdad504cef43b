local function why(source) return (select(2, load(source)):gsub("^.-: ", "")) end
print(why "x = @")           --> unexpected symbol near '@'
print(why "x = 1 $ 2")       --> unexpected symbol near '$'
print(why "x = `a`")         --> unexpected symbol near '`'
print(why "x ! y")           --> syntax error near '!'
print(why "x = a ? b")       --> unexpected symbol near '?'
print(why "x = \1")          --> unexpected symbol near '<\1>'
print(why "\127")            --> unexpected symbol near '<\127>'
print(why "x = \200")        --> unexpected symbol near '<\200>'
