print(string.packsize("b"), string.packsize("h"), string.packsize("i"), string.packsize("l"), string.packsize("j"))  --> 1 2 4 8 8
print(string.packsize("T"), string.packsize("f"), string.packsize("d"), string.packsize("n"), string.packsize("c10"))  --> 8 4 8 8 10
print(string.packsize(""), string.packsize("i3 i5 x"))   --> 0 9
print(string.packsize("<i4>i4=i4"))                      --> 12
