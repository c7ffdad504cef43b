-- DeltaBlue: an incremental solver of one-way constraints with strengths (Freeman-Benson,
-- Maloney and Borning, "An incremental constraint solver"), on a chain of equalities and a
-- projection by scale and offset. Polymorphic methods, inheritance, short lists.
-- Size: variables in the chain and in the projection.

local n = tonumber(arg and arg[1]) or 2500
local ROUNDS = 3

local function class(parent)
    local new = {}
    new.__index = new
    return setmetatable(new, parent and { __index = parent } or nil)
end

-- Strengths are numbers: the smaller the stronger.
local REQUIRED, STRONG_PREFERRED, PREFERRED, STRONG_DEFAULT, NORMAL, WEAK_DEFAULT, WEAKEST =
    0, 1, 2, 3, 4, 5, 6

local function weaker(a, b) return a > b end
local function stronger(a, b) return a < b end

local function remove_value(list, value)
    for i = 1, #list do
        if list[i] == value then
            table.remove(list, i)
            return
        end
    end
end

local function pop(list)
    local size = #list
    local value = list[size]
    list[size] = nil
    return value
end

---------------------------------------------------------------------------------------------
-- Variables
---------------------------------------------------------------------------------------------

local Variable = class()

-- `determined_by` is the constraint that computes the value now, `walkabout` the strength of the
-- weakest constraint that could be revoked to change it, `stay` whether it is constant.
function Variable.new(value)
    return setmetatable({ value = value, constraints = {}, determined_by = nil, mark = 0,
                          walkabout = WEAKEST, stay = true }, Variable)
end

function Variable:add(constraint)
    self.constraints[#self.constraints + 1] = constraint
end

function Variable:remove(constraint)
    remove_value(self.constraints, constraint)
    if self.determined_by == constraint then self.determined_by = nil end
end

---------------------------------------------------------------------------------------------
-- Constraints
---------------------------------------------------------------------------------------------

local Constraint = class()

function Constraint:post(planner)
    self:connect()
    planner:incremental_add(self)
end

function Constraint:destroy(planner)
    if self:is_satisfied() then planner:incremental_remove(self) end
    self:disconnect()
end

function Constraint:is_input() return false end

-- Tries to enforce the constraint; returns the constraint it displaces, if any.
function Constraint:satisfy(mark, planner)
    self:choose_method(mark)
    if not self:is_satisfied() then
        if self.strength == REQUIRED then error("a required constraint cannot be satisfied") end
        return nil
    end
    self:mark_inputs(mark)
    local output = self:output()
    local displaced = output.determined_by
    if displaced then displaced:mark_unsatisfied() end
    output.determined_by = self
    if not planner:propagate(self, mark) then error("a cycle of constraints") end
    output.mark = mark
    return displaced
end

-- A constraint on one variable.
local Unary = class(Constraint)

function Unary.init(self, variable, strength)
    self.variable, self.strength, self.satisfied = variable, strength, false
    return self
end

function Unary:connect()
    self.variable:add(self)
    self.satisfied = false
end

function Unary:disconnect()
    self.variable:remove(self)
    self.satisfied = false
end

function Unary:choose_method(mark)
    self.satisfied = self.variable.mark ~= mark
        and stronger(self.strength, self.variable.walkabout)
end

function Unary:is_satisfied() return self.satisfied end
function Unary:mark_unsatisfied() self.satisfied = false end
function Unary:mark_inputs() end
function Unary:inputs_known() return true end
function Unary:output() return self.variable end

function Unary:recalculate()
    local variable = self.variable
    variable.walkabout = self.strength
    variable.stay = not self:is_input()
    if variable.stay then self:execute() end
end

local Stay = class(Unary)

function Stay.new(variable, strength)
    return Unary.init(setmetatable({}, Stay), variable, strength)
end

function Stay:execute() end

local Edit = class(Unary)

function Edit.new(variable, strength)
    return Unary.init(setmetatable({}, Edit), variable, strength)
end

function Edit:is_input() return true end
function Edit:execute() end

-- A constraint between two variables; it computes one from the other, as `direction` says.
local Binary = class(Constraint)

function Binary.init(self, first, second, strength)
    self.first, self.second, self.strength, self.direction = first, second, strength, nil
    return self
end

function Binary:connect()
    self.first:add(self)
    self.second:add(self)
    self.direction = nil
end

function Binary:disconnect()
    self.first:remove(self)
    self.second:remove(self)
    self.direction = nil
end

local function usable(constraint, variable)
    return stronger(constraint.strength, variable.walkabout)
end

function Binary:choose_method(mark)
    local first, second = self.first, self.second
    self.direction = nil
    if first.mark == mark then
        if second.mark ~= mark and usable(self, second) then self.direction = "forward" end
    elseif second.mark == mark then
        if usable(self, first) then self.direction = "backward" end
    elseif weaker(first.walkabout, second.walkabout) then
        if usable(self, first) then self.direction = "backward" end
    elseif usable(self, second) then
        self.direction = "forward"
    end
end

function Binary:is_satisfied() return self.direction ~= nil end
function Binary:mark_unsatisfied() self.direction = nil end

function Binary:input()
    return self.direction == "forward" and self.first or self.second
end

function Binary:output()
    return self.direction == "forward" and self.second or self.first
end

function Binary:mark_inputs(mark)
    self:input().mark = mark
end

function Binary:inputs_known(mark)
    local input = self:input()
    return input.mark == mark or input.stay or input.determined_by == nil
end

function Binary:recalculate()
    local input, output = self:input(), self:output()
    output.walkabout = math.max(self.strength, input.walkabout)
    output.stay = input.stay
    if output.stay then self:execute() end
end

local Equality = class(Binary)

function Equality.new(first, second, strength)
    return Binary.init(setmetatable({}, Equality), first, second, strength)
end

function Equality:execute()
    self:output().value = self:input().value
end

-- second = first * scale + offset
local Scale = class(Binary)

function Scale.new(source, scale, offset, result, strength)
    local self = setmetatable({ scale = scale, offset = offset }, Scale)
    return Binary.init(self, source, result, strength)
end

function Scale:connect()
    Binary.connect(self)
    self.scale:add(self)
    self.offset:add(self)
end

function Scale:disconnect()
    Binary.disconnect(self)
    self.scale:remove(self)
    self.offset:remove(self)
end

function Scale:mark_inputs(mark)
    Binary.mark_inputs(self, mark)
    self.scale.mark, self.offset.mark = mark, mark
end

function Scale:execute()
    if self.direction == "forward" then
        self.second.value = self.first.value * self.scale.value + self.offset.value
    else
        self.first.value = (self.second.value - self.offset.value) / self.scale.value
    end
end

function Scale:recalculate()
    local input, output = self:input(), self:output()
    output.walkabout = math.max(self.strength, input.walkabout)
    output.stay = input.stay and self.scale.stay and self.offset.stay
    if output.stay then self:execute() end
end

---------------------------------------------------------------------------------------------
-- The planner
---------------------------------------------------------------------------------------------

local Planner = class()

function Planner.new()
    return setmetatable({ mark = 0 }, Planner)
end

function Planner:new_mark()
    self.mark = self.mark + 1
    return self.mark
end

function Planner:incremental_add(constraint)
    local mark = self:new_mark()
    local displaced = constraint:satisfy(mark, self)
    while displaced do displaced = displaced:satisfy(mark, self) end
end

function Planner:incremental_remove(constraint)
    local output = constraint:output()
    constraint:mark_unsatisfied()
    constraint:disconnect()
    local unsatisfied = self:retract_from(output)
    for strength = REQUIRED, WEAKEST do
        for _, candidate in ipairs(unsatisfied) do
            if candidate.strength == strength then self:incremental_add(candidate) end
        end
    end
end

-- Adds to `list` the constraints that read a variable (all its constraints that are satisfied
-- but the one that computes it).
local function add_consumers(list, variable)
    local determining = variable.determined_by
    for _, constraint in ipairs(variable.constraints) do
        if constraint ~= determining and constraint:is_satisfied() then
            list[#list + 1] = constraint
        end
    end
end

-- Recomputes everything downstream of a constraint; false if it meets itself.
function Planner:propagate(constraint, mark)
    local todo = { constraint }
    while #todo > 0 do
        local current = pop(todo)
        if current:output().mark == mark then
            self:incremental_remove(constraint)
            return false
        end
        current:recalculate()
        add_consumers(todo, current:output())
    end
    return true
end

-- Frees a variable from its constraint and recomputes what depended on it; returns the
-- constraints that could now be satisfied.
function Planner:retract_from(variable)
    variable.determined_by, variable.walkabout, variable.stay = nil, WEAKEST, true
    local unsatisfied, todo = {}, { variable }
    while #todo > 0 do
        local current = pop(todo)
        for _, constraint in ipairs(current.constraints) do
            if not constraint:is_satisfied() then unsatisfied[#unsatisfied + 1] = constraint end
        end
        local consumers = {}
        add_consumers(consumers, current)
        for _, constraint in ipairs(consumers) do
            constraint:recalculate()
            todo[#todo + 1] = constraint:output()
        end
    end
    return unsatisfied
end

-- An order of execution for everything that depends on the given inputs.
function Planner:extract_plan(inputs)
    local mark, plan, todo = self:new_mark(), {}, {}
    for _, constraint in ipairs(inputs) do
        if constraint:is_input() and constraint:is_satisfied() then todo[#todo + 1] = constraint end
    end
    while #todo > 0 do
        local constraint = pop(todo)
        local output = constraint:output()
        if output.mark ~= mark and constraint:inputs_known(mark) then
            plan[#plan + 1] = constraint
            output.mark = mark
            add_consumers(todo, output)
        end
    end
    return plan
end

local function execute(plan)
    for i = 1, #plan do plan[i]:execute() end
end

function Planner:change(variable, value)
    local edit = Edit.new(variable, PREFERRED)
    edit:post(self)
    local plan = self:extract_plan { edit }
    for _ = 1, 10 do
        variable.value = value
        execute(plan)
    end
    edit:destroy(self)
end

---------------------------------------------------------------------------------------------

local function chain_test(size)
    local planner = Planner.new()
    local variables = {}
    for i = 0, size do variables[i] = Variable.new(0) end
    for i = 1, size do
        Equality.new(variables[i - 1], variables[i], REQUIRED):post(planner)
    end
    Stay.new(variables[size], STRONG_DEFAULT):post(planner)
    local edit = Edit.new(variables[0], PREFERRED)
    edit:post(planner)
    local plan = planner:extract_plan { edit }
    for value = 0, 99 do
        variables[0].value = value
        execute(plan)
        assert(variables[size].value == value, "the chain failed")
    end
    edit:destroy(planner)
    return #plan
end

local function projection_test(size)
    local planner = Planner.new()
    local scale, offset = Variable.new(10), Variable.new(1000)
    local sources, results = {}, {}
    for i = 1, size do
        sources[i], results[i] = Variable.new(i), Variable.new(i)
        Stay.new(sources[i], NORMAL):post(planner)
        Scale.new(sources[i], scale, offset, results[i], REQUIRED):post(planner)
    end
    planner:change(sources[1], 17)
    assert(results[1].value == 1170, "projection 1 failed")
    planner:change(results[1], 1050)
    assert(sources[1].value == 5, "projection 2 failed")
    planner:change(scale, 5)
    for i = 1, size - 1 do
        assert(results[i].value == sources[i].value * 5 + 1000, "projection 3 failed")
    end
    planner:change(offset, 2000)
    local sum = 0
    for i = 1, size do
        assert(results[i].value == sources[i].value * 5 + 2000, "projection 4 failed")
        sum = sum + results[i].value
    end
    return sum
end

local length, sum
for _ = 1, ROUNDS do
    length = chain_test(n)
    sum = projection_test(n)
end
print(("a plan of %d constraints, projected sum %d"):format(length, sum))
assert(length == n + 1)
assert(sum == 5 * (n * (n + 1) / 2 + 4) + 2000 * n)
