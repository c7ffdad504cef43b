local function why(t) print((select(2, pcall(os.time, t)))) end
why { year = 2000, month = 1 }                       --> field 'day' missing in date table
why { month = 1, day = 1 }                           --> field 'year' missing in date table
why { year = "x", month = 1, day = 1 }               --> field 'year' is not an integer
why { year = 2000, month = 1.5, day = 1 }            --> field 'month' is not an integer
why { year = 1 << 60, month = 1, day = 1 }           --> field 'year' is out-of-bound
why { year = 2000, month = 1, day = 1 << 40 }        --> field 'day' is out-of-bound
why { year = 2147483647 + 1900, month = 12, day = 31, sec = 2147483647 }   --~ time result cannot be represented.*|\d+
why(5)                                               --> bad argument #1 to 'os.time' (table expected, got number)
