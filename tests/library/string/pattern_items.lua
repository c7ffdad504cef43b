-- Each kind of pattern item, one by one: manual 6.4.1.
for c in ("^$()%.[]*+-?"):gmatch(".") do assert(("a" .. c .. "b"):find("%" .. c) == 2, c) end
for i = 0, 255 do
    local c = string.char(i)
    if not c:find("%w") then assert(("a" .. c .. "b"):find("%" .. c) == 2 and ("a" .. c):find("[%" .. c .. "]") == 2, i) end
    if not c:find("[%^%$%(%)%%%.%[%]%*%+%-%?]") then assert(("\1" .. c):find(c, 2) == 2 and c:find("[" .. c .. "]") == 1, i) end
end
print(("[0-7]"):match("[%[%]]"), ("19a-"):match("[0-7%l%-]+"), ("z_9!"):match("[%w_]+"), ("z_9!"):match("[_%w]+"))  --> [ 1 z_9 z_9
print(("a-c"):match("[a%-c]+"), ("a-c"):match("[-ac]+"), ("a-c"):match("[ac-]+"), ("abc]"):match("[]a]+"), ("]^a"):match("[^]a]"))  --> a-c a-c a-c a ^
print(("^a"):match("[a^]+"), ("ab^"):match("[^^]+"), ("a%b"):match("[%%]"), ("\\"):match("[\\]"), ("a]"):match("[a]]"))  --> ^a ab % \ a]
print(("aaa"):match("a-b"), ("aaab"):match("a-b"), ("aaa"):match("^a-"), ("aaa"):match("^a-$"), ("aXbX"):match("(.-)X"))  --> nil aaab  aaa a
print(("ac"):match("ab?c"), ("abc"):match("ab?c"), ("abbc"):match("ab?c"), ("abb"):match("ab?b"), ("ab"):match("ab?b"))  --> ac abc nil abb ab
print((""):match("a*"), (""):match("a+"), (""):match("a-"), (""):match("a?"), (""):match("^$"), ("a"):match("^$"))      -->  nil    nil
print(("abcabc"):match("(a)(b)(c)%1%2%3"), ("aXa bXc"):match("(%w)X%1"), ("=="):match("(=*)%1"), ("((a))"):match("%b()"))  --> a a = ((a))
print(("a(b"):match("%b()"), (")("):match("%b()"), ("(()"):match("%b()"), ("xayb"):match("%bxy"), ("xxx"):match("%bxx"))  --> nil nil () xay xx
print(("[[a]]"):match("%b[]"), ("if x then y end"):match("%bie"), ("a\0b\0"):match("%b\0\0") == "\0b\0")                --> [[a]] if x the true
print(("abc"):find("%f[%z]"), ("abc"):find("%f[%a]"), ("1abc"):find("%f[%a]%a+%f[%A]"), (""):find("%f[%z]"), (""):find("%f[%a]"))  --> 4 1 2 nil nil
print(("a b"):gsub("%f[%w]", "<"), ("a b"):gsub("%f[%W]", ">"), ("ab"):find("%f[b]"), ("a\0b"):gsub("%f[%z]", "|") == "a|\0b|")      --> <a <b a> b> 2 true
print(("$x"):match("^%$"), ("x$"):match("x$$"), ("x^"):match("x^"), ("a\nb"):match("a.b") == "a\nb", ("ab"):match("a^b"))  --> $ x$ x^ true nil
print(("flaaap"):match("()aa()"), ("aab c  "):match("(a*(.)%w(%s*))"))                   --> 3 aab  a
print(("0123456789"):match("(((((((((.)))))))))"), (("a"):rep(32)):match(("(a)"):rep(32)))  --> 0 a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a
print(("x"):match("(()x())"), ("abc"):match("a(.*)c(.*)"), (""):match("()()"))           --> x b 1 1
print(("aaab"):match("^(a-)(a*)b$"), ("aaab"):match("^(a*)(a-)b$"), ("abab"):match("^(.+)%1$"), ("foo  "):match("^(.-)%s*$"))  -->  aaa ab foo
