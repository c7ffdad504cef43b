local function count(...) return select("#", ...) end
local function f(...)
    return count(...), count(..., 0), count((...)), count(0, ...)
end
print(f(1, 2, 3))                --> 3 2 1 4
print(f())                       --> 0 2 1 1
local function sum(...)
    local s = 0
    for _, v in ipairs { ... } do s = s + v end
    return s
end
print(sum(1, 2, 3), sum())       --> 6 0
local function add(...) return ... + 1 end
print(add(5, 6))                 --> 6
local function t(...) return { n = select("#", ...), ... } end
print(t(1, nil, 3).n, t(1, nil, 3)[3])   --> 3 3
local function concat(...) return "<" .. ... .. ">" end
print(concat("a", "b"))          --> <a>
