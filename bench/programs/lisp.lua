-- A Lisp interpreter: reads S-expressions and evaluates them over linked lists, with lexical
-- scope. Recursion, type tests, environments as chained tables, closures.
-- Size: argument of the interpreted Fibonacci function.

local n = tonumber(arg and arg[1]) or 22

-- Pairs are { head, tail }, symbols { name = ... } (one table for each name), the empty list
-- NIL; numbers, booleans and functions are Lua's own.
local NIL = { name = "nil" }
local symbols = { ["nil"] = NIL }

local function symbol(name)
    local found = symbols[name]
    if not found then
        found = { name = name }
        symbols[name] = found
    end
    return found
end

local function is_pair(value)
    return type(value) == "table" and value.name == nil
end

---------------------------------------------------------------------------------------------
-- Reader
---------------------------------------------------------------------------------------------

local function read_all(source)
    local tokens, position = {}, 1
    for token in source:gsub("[()]", " %0 "):gmatch("%S+") do tokens[#tokens + 1] = token end

    local function read()
        local token = tokens[position]
        position = position + 1
        if token ~= "(" then return tonumber(token) or symbol(token) end
        local items = {}
        while tokens[position] ~= ")" do items[#items + 1] = read() end
        position = position + 1
        local list = NIL
        for i = #items, 1, -1 do list = { items[i], list } end
        return list
    end

    local forms = {}
    while tokens[position] do forms[#forms + 1] = read() end
    return forms
end

---------------------------------------------------------------------------------------------
-- Evaluator
---------------------------------------------------------------------------------------------

local QUOTE, IF, DEFINE, LAMBDA, LET = symbol "quote", symbol "if", symbol "define",
    symbol "lambda", symbol "let"

local eval

local function lookup(environment, name)
    local value = environment[name]
    if value == nil then error("unbound " .. name.name) end
    return value
end

local function extend(environment)
    return setmetatable({}, { __index = environment })
end

local function make_closure(parameters, body, environment)
    return { name = "closure", parameters = parameters, body = body,
             meta = { __index = environment } }
end

local function apply(closure, arguments, count)
    if type(closure) == "function" then
        return closure(arguments[1], arguments[2])
    end
    local frame, parameters = setmetatable({}, closure.meta), closure.parameters
    for i = 1, count do
        frame[parameters[1]] = arguments[i]
        parameters = parameters[2]
    end
    local body, result = closure.body, NIL
    while body ~= NIL do
        result = eval(body[1], frame)
        body = body[2]
    end
    return result
end

local special = {}

special[QUOTE] = function(form) return form[2][1] end

special[IF] = function(form, environment)
    local rest = form[2]
    local condition = eval(rest[1], environment)
    if condition ~= false and condition ~= NIL then return eval(rest[2][1], environment) end
    return eval(rest[2][2][1], environment)
end

special[DEFINE] = function(form, environment)
    local target = form[2][1]
    if is_pair(target) then
        environment[target[1]] = make_closure(target[2], form[2][2], environment)
    else
        environment[target] = eval(form[2][2][1], environment)
    end
    return NIL
end

special[LAMBDA] = function(form, environment)
    return make_closure(form[2][1], form[2][2], environment)
end

special[LET] = function(form, environment)
    local frame, bindings = extend(environment), form[2][1]
    while bindings ~= NIL do
        frame[bindings[1][1]] = eval(bindings[1][2][1], environment)
        bindings = bindings[2]
    end
    return eval(form[2][2][1], frame)
end

function eval(form, environment)
    if type(form) ~= "table" then return form end
    if form == NIL then return NIL end
    if form.name then return lookup(environment, form) end
    local operator = special[form[1]]
    if operator then return operator(form, environment) end
    local closure, arguments, count = eval(form[1], environment), {}, 0
    local rest = form[2]
    while rest ~= NIL do
        count = count + 1
        arguments[count] = eval(rest[1], environment)
        rest = rest[2]
    end
    return apply(closure, arguments, count)
end

local base = {
    [symbol "+"] = function(a, b) return a + b end,
    [symbol "-"] = function(a, b) return a - b end,
    [symbol "*"] = function(a, b) return a * b end,
    [symbol "<"] = function(a, b) return a < b end,
    [symbol "="] = function(a, b) return a == b end,
    [symbol "cons"] = function(a, b) return { a, b } end,
    [symbol "head"] = function(a) return a[1] end,
    [symbol "tail"] = function(a) return a[2] end,
    [symbol "null?"] = function(a) return a == NIL end,
}

local PROGRAM = [[
    (define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
    (define (range low high) (if (< high low) nil (cons low (range (+ low 1) high))))
    (define (map f list) (if (null? list) nil (cons (f (head list)) (map f (tail list)))))
    (define (fold f start list) (if (null? list) start (fold f (f start (head list)) (tail list))))
    (define (append a b) (if (null? a) b (cons (head a) (append (tail a) b))))
    (define (keep test list)
        (if (null? list) nil
            (if (test (head list)) (cons (head list) (keep test (tail list)))
                (keep test (tail list)))))
    (define (sort list)
        (if (null? list) nil
            (let ((pivot (head list)) (rest (tail list)))
                (append (sort (keep (lambda (x) (< x pivot)) rest))
                    (cons pivot (sort (keep (lambda (x) (if (< x pivot) false true)) rest)))))))
    (define (scramble n) (map (lambda (x) (- (* x (- 53 x)) (* 7 x))) (range 1 n)))
    (define (compose f g) (lambda (x) (f (g x))))
]]

local global = extend(base)
global[symbol "true"], global[symbol "false"] = true, false
for _, form in ipairs(read_all(PROGRAM)) do eval(form, global) end

local function evaluate(source)
    return eval(read_all(source)[1], global)
end

local function to_array(list)
    local array = {}
    while list ~= NIL do
        array[#array + 1] = list[1]
        list = list[2]
    end
    return array
end

local a, b = 0, 1
for _ = 1, n do a, b = b, a + b end
local fib = evaluate(("(fib %d)"):format(n))
assert(fib == a)

for _ = 1, 10 do
    local sorted = to_array(evaluate("(sort (scramble 60))"))
    assert(#sorted == 60)
    for i = 2, 60 do assert(sorted[i - 1] <= sorted[i]) end
end
local sum = evaluate [[
    (fold + 0 (map (compose (lambda (x) (+ x 1)) (lambda (x) (* x x))) (range 1 90)))
]]
assert(sum == 90 * 91 * 181 / 6 + 90)
print(("fib(%d) = %d, sum %d"):format(n, fib, sum))
