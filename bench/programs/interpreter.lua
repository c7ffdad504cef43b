-- An interpreter written in Lua: compiles a small language of expressions and loops to bytecode
-- for a stack machine, and runs it. Dispatch through a table of functions, arrays as stack.
-- Size: the limit up to which the interpreted program looks for primes.

local n = tonumber(arg and arg[1]) or 18000
local KNOWN = { [100] = 25, [1000] = 168, [10000] = 1229, [18000] = 2064 }

---------------------------------------------------------------------------------------------
-- Scanner
---------------------------------------------------------------------------------------------

local function scan(source)
    local tokens, position = {}, 1
    while true do
        position = source:find("%S", position)
        if not position then break end
        local text = source:match("^%a+", position) or source:match("^%d+", position)
            or source:match("^[<>=!]=", position) or source:sub(position, position)
        tokens[#tokens + 1] = text
        position = position + #text
    end
    return tokens
end

---------------------------------------------------------------------------------------------
-- Compiler: program = statement*; code is an array of operation, argument pairs
---------------------------------------------------------------------------------------------

local PRECEDENCE = { ["or"] = 1, ["and"] = 2, ["=="] = 3, ["!="] = 3, ["<"] = 3, [">"] = 3,
                     ["<="] = 3, [">="] = 3, ["+"] = 4, ["-"] = 4, ["*"] = 5, ["%"] = 5 }

local Compiler = {}
Compiler.__index = Compiler

function Compiler:next()
    self.position = self.position + 1
    return self.tokens[self.position - 1]
end

function Compiler:peek()
    return self.tokens[self.position]
end

function Compiler:expect(text)
    local found = self:next()
    if found ~= text then error(("expected %s but found %s"):format(text, tostring(found))) end
end

function Compiler:emit(operation, argument)
    local code = self.code
    code[#code + 1] = operation
    code[#code + 1] = argument or 0
    return #code -- where the argument is, for patching
end

function Compiler:slot(name)
    if not self.slots[name] then
        self.count = self.count + 1
        self.slots[name] = self.count
    end
    return self.slots[name]
end

function Compiler:primary()
    local token = self:next()
    if token == "(" then
        self:expression(1)
        self:expect(")")
    elseif token:find("^%d") then
        self:emit("push", tonumber(token))
    else
        self:emit("load", self:slot(token))
    end
end

function Compiler:expression(level)
    self:primary()
    while PRECEDENCE[self:peek()] and PRECEDENCE[self:peek()] >= level do
        local operator = self:next()
        self:expression(PRECEDENCE[operator] + 1)
        self:emit(operator)
    end
end

function Compiler:block()
    self:expect("{")
    while self:peek() ~= "}" do self:statement() end
    self:expect("}")
end

function Compiler:statement()
    local token = self:next()
    if token == "while" then
        local start = #self.code + 1
        self:expression(1)
        local exit = self:emit("branch")
        self:block()
        self:emit("jump", start)
        self.code[exit] = #self.code + 1
    elseif token == "if" then
        self:expression(1)
        local skip = self:emit("branch")
        self:block()
        self.code[skip] = #self.code + 1
    elseif token == "print" then
        self:expression(1)
        self:emit("print")
    else
        self:expect("=")
        self:expression(1)
        self:emit("store", self:slot(token))
    end
end

local function compile(source)
    local compiler = setmetatable({ tokens = scan(source), position = 1, code = {}, slots = {},
                                    count = 0 }, Compiler)
    while compiler:peek() do compiler:statement() end
    compiler:emit("halt")
    return compiler.code
end

---------------------------------------------------------------------------------------------
-- Machine: an operation gets the machine and its argument, and returns a new pc or nothing
---------------------------------------------------------------------------------------------

local operations = {}

function operations.push(machine, value)
    local top = machine.top + 1
    machine.stack[top], machine.top = value, top
end

function operations.load(machine, slot)
    local top = machine.top + 1
    machine.stack[top], machine.top = machine.variables[slot], top
end

function operations.store(machine, slot)
    machine.variables[slot] = machine.stack[machine.top]
    machine.top = machine.top - 1
end

function operations.jump(_, target) return target end

function operations.branch(machine, target)
    local top = machine.top
    machine.top = top - 1
    if not machine.stack[top] then return target end
end

function operations.print(machine)
    machine.output[#machine.output + 1] = machine.stack[machine.top]
    machine.top = machine.top - 1
end

local function binary(compute)
    return function(machine)
        local stack, top = machine.stack, machine.top - 1
        stack[top], machine.top = compute(stack[top], stack[top + 1]), top
    end
end

operations["+"] = binary(function(a, b) return a + b end)
operations["-"] = binary(function(a, b) return a - b end)
operations["*"] = binary(function(a, b) return a * b end)
operations["%"] = binary(function(a, b) return a % b end)
operations["<"] = binary(function(a, b) return a < b end)
operations[">"] = binary(function(a, b) return a > b end)
operations["<="] = binary(function(a, b) return a <= b end)
operations[">="] = binary(function(a, b) return a >= b end)
operations["=="] = binary(function(a, b) return a == b end)
operations["!="] = binary(function(a, b) return a ~= b end)
operations["and"] = binary(function(a, b) return a and b end)
operations["or"] = binary(function(a, b) return a or b end)

local function run(code)
    local machine = { stack = {}, top = 0, variables = {}, output = {} }
    local pc, executed = 1, 0
    while true do
        local operation = code[pc]
        if operation == "halt" then return machine.output, executed end
        executed = executed + 1
        pc = operations[operation](machine, code[pc + 1]) or pc + 2
    end
end

local PROGRAM = [[
    limit = %d
    count = 0
    sum = 0
    n = 2
    while n <= limit {
        prime = 1
        d = 2
        while prime == 1 and d * d <= n {
            if n %% d == 0 { prime = 0 }
            d = d + 1
        }
        if prime == 1 {
            count = count + 1
            sum = (sum * 31 + n) %% 65521
        }
        n = n + 1
    }
    print count
    print sum
]]

local output, executed = run(compile(PROGRAM:format(n)))
local sum, count = 0, 0
for i = 2, n do
    local prime = true
    for d = 2, math.floor(math.sqrt(i)) do
        if i % d == 0 then
            prime = false
            break
        end
    end
    if prime then sum, count = (sum * 31 + i) % 65521, count + 1 end
end
print(("%d primes, checksum %d, %d operations"):format(output[1], output[2], executed))
assert(output[1] == count and output[2] == sum)
assert(not KNOWN[n] or KNOWN[n] == count)
