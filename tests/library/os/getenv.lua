--@ env ORRERY_TEST_VARIABLE="some value"
print(os.getenv("ORRERY_TEST_VARIABLE"), os.getenv("ORRERY_NO_SUCH_VARIABLE"))  --> some value nil
print(pcall(os.getenv))                              --> false bad argument #1 to 'os.getenv' (string expected, got no value)
