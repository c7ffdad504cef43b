local Account = {}
Account.__index = Account
function Account.new(class, balance) return setmetatable({ balance = balance }, class) end
function Account:deposit(v) self.balance = self.balance + v return self end
local Savings = setmetatable({}, { __index = Account })
Savings.__index = Savings
function Savings:interest() return self.balance // 10 end
local a, s = Account:new(10), Savings:new(100)
a:deposit(5)
s:deposit(50)
print(a.balance, s.balance, s:interest())                       --> 15 150 15
function Savings:deposit(v) return Account.deposit(self, v * 2) end
s:deposit(5)
a:deposit(5)
print(a.balance, s.balance)                                     --> 20 160
print(pcall(function() return a:interest() end))                --~ false .*: attempt to call a nil value \(method 'interest'\)
