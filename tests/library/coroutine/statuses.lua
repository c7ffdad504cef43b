-- Every status: manual 6.2, coroutine.status; what resume, close and isyieldable say in each.
local function try(co)
    local r = { coroutine.status(co), coroutine.isyieldable(co), coroutine.resume(co) }
    return table.concat({ tostring(r[1]), tostring(r[2]), tostring(r[3]), tostring(r[4]) }, " ")
end
local outer, inner
outer = coroutine.create(function()
    inner = coroutine.create(function()
        print("inner sees outer", try(outer))
        print("inner sees itself", try(inner))
        print("inner sees the running one", try((coroutine.running())))
        print(pcall(coroutine.close, outer))
        print(pcall(coroutine.close, inner))
        coroutine.yield()
    end)
    coroutine.resume(inner)
    print(coroutine.status(inner), coroutine.status(outer))
    coroutine.yield()
end)
print(coroutine.status(outer), coroutine.isyieldable(outer))   --> suspended true
coroutine.resume(outer)
--> inner sees outer normal true false cannot resume non-suspended coroutine
--> inner sees itself running true false cannot resume non-suspended coroutine
--> inner sees the running one running true false cannot resume non-suspended coroutine
--> false cannot close a normal coroutine
--> false cannot close a running coroutine
--> suspended running
print(coroutine.status(outer), coroutine.status(inner))        --> suspended suspended
coroutine.resume(outer)
print(coroutine.status(outer), try(outer))                     --> dead dead true false cannot resume dead coroutine
print(coroutine.close(inner), coroutine.status(inner), try(inner))  --> true dead dead true false cannot resume dead coroutine
local failed = coroutine.create(error)
print(coroutine.resume(failed, "reason"))                      --> false reason
print(coroutine.status(failed), try(failed))                   --> dead dead true false cannot resume dead coroutine
local main, is_main = coroutine.running()
print(coroutine.status(main), is_main, coroutine.isyieldable(main), try(main))  --> running true false running false false cannot resume non-suspended coroutine
print(pcall(coroutine.close, main))                            --> false cannot close a running coroutine
coroutine.wrap(function() print(coroutine.status(main), coroutine.resume(main)) end)()  --> normal false cannot resume non-suspended coroutine
coroutine.wrap(function() print(select(2, coroutine.running()), pcall(coroutine.close, main)) end)()  --> false false cannot close a normal coroutine
