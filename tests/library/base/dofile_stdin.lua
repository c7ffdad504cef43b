--@ stdin return 6 * 7, 'from stdin'
print(dofile())                                        --> 42 from stdin
