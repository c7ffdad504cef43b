print(os.setlocale(), os.setlocale("C"), os.setlocale(nil, "all"))   --> C C C
print(os.setlocale("no_such_locale"), os.setlocale("C", "numeric"))  --> nil C
print(pcall(os.setlocale, "C", "bad"))  --> false bad argument #2 to 'os.setlocale' (invalid option 'bad')
