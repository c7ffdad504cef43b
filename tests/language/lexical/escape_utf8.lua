local function hex(s) return (s:gsub(".", function(c) return ("%02X"):format(c:byte()) end)) end
print(hex("\u{0}"))           --> 00
print(hex("\u{7F}"))          --> 7F
print(hex("\u{80}"))          --> C280
print(hex("\u{7ff}"))         --> DFBF
print(hex("\u{800}"))         --> E0A080
print(hex("\u{FFFF}"))        --> EFBFBF
print(hex("\u{10000}"))       --> F0908080
print(hex("\u{1FFFFF}"))      --> F7BFBFBF
print(hex("\u{200000}"))      --> F888808080
print(hex("\u{3FFFFFF}"))     --> FBBFBFBFBF
print(hex("\u{4000000}"))     --> FC8480808080
print(hex("\u{7FFFFFFF}"))    --> FDBFBFBFBFBF
print(hex("\u{000000000041}b")) --> 4162
