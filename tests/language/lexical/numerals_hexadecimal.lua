print(0xff, 0XBEBADA, 0xA)                        --> 255 12499674 10
print(0x7fffffffffffffff, 0xffffffffffffffff)     --> 9223372036854775807 -1
print(0x10000000000000000, 0x123456789abcdef01)   --> 0 2541551405711093505
print(0x0.1E, 0xA23p-4, 0X1.921FB54442D18P+1)     --> 0.1171875 162.1875 3.1415926535898
print(0x.8, 0x8., 0x1p4, 0x1P-2)                  --> 0.5 8.0 16.0 0.25
print(math.type(0x10), math.type(0x10p0), math.type(0x1.))  --> integer float float
print(0xep1, 0xe+1)                               --> 28.0 15
print(0x1p1023 * 2, 0x1p-1074 > 0, 0x1p-1075)     --> inf true 0.0
