-- busted: a suite with passing, failing and pending specs, spies and mocks, run by its own runner.
need("busted.runner", "lua-busted")
local suite = scratch_file [[
describe("a stack", function()
    local stack
    before_each(function() stack = {} end)
    it("starts empty", function() assert.are.equal(0, #stack) end)
    it("keeps what is pushed", function()
        stack[1] = { "x" }
        assert.same({ { "x" } }, stack)
        assert.is_not.equal({ "x" }, stack[1])
    end)
    it("calls back", function()
        local callback = spy.new(function(n) return n * 2 end)
        assert.equal(8, callback(4))
        assert.spy(callback).was.called_with(4)
        local object = { greet = function() return "hello" end }
        stub(object, "greet").returns("stubbed")
        assert.equal("stubbed", object.greet())
        object.greet:revert()
        assert.equal("hello", object.greet())
    end)
    it("raises", function()
        assert.has_error(function() error("oops", 0) end, "oops")
        assert.error_matches(function() local t = nil; return t.x end, "attempt to index a nil value")
    end)
    pending("is thread safe")
    insulate("alone", function()
        it("sees its own globals", function()
            _G.leaked = true
            assert.is_true(leaked)
        end)
    end)
    it("does not leak them", function() assert.is_nil(rawget(_G, "leaked")) end)
    it("fails", function() assert.are.same({ 1, { 2 } }, { 1, { 3 } }) end)
    it("errs", function() error("an error of the test") end)
end)
]]
local runner = scratch_file 'require "busted.runner"({ standalone = false })'
local output, code = run(("'%s' --output=TAP --pattern=. '%s'"):format(runner, suite))
local counts = { ok = 0, not_ok = 0, skip = 0 }
for line in output:gmatch("[^\n]+") do
    if line:find("^ok") then
        if line:find("# SKIP") then counts.skip = counts.skip + 1 else counts.ok = counts.ok + 1 end
    elseif line:find("^not ok") then
        counts.not_ok = counts.not_ok + 1
    end
end
expect({ counts.ok, counts.not_ok, counts.skip, code }, { 6, 2, 1, 1 }, output)
expect(output:find("an error of the test", 1, true) ~= nil, true)
expect(output:find("Passed in:", 1, true) ~= nil, true)

local passing = scratch_file [[
describe("numbers", function()
    for i = 1, 100 do it("number " .. i, function() assert.equal(i, tonumber(tostring(i))) end) end
end)]]
output, code = run(("'%s' --output=plainTerminal --pattern=. --shuffle --repeat=2 '%s'"):format(runner, passing))
local total = 0
for successes in output:gmatch("(%d+) successes") do total = total + successes end
expect({ total, code }, { 200, 0 }, output)
print("ok")
