local function why(p) print(select(2, pcall(string.match, "abc", p))) end
why "("            --> unfinished capture
why "(a"           --> unfinished capture
why ")"            --> invalid pattern capture
why "a)"           --> invalid pattern capture
why "%"            --> malformed pattern (ends with '%')
why "a%"           --> malformed pattern (ends with '%')
why "["            --> malformed pattern (missing ']')
why "[a"           --> malformed pattern (missing ']')
why "[]"           --> malformed pattern (missing ']')
why "[^]"          --> malformed pattern (missing ']')
why "[a%"          --> malformed pattern (missing ']')
why "[%a"          --> malformed pattern (missing ']')
why(("()"):rep(33))   --> too many captures
print(#{ ("abc"):match(("()"):rep(32)) })   --> 32
