error(nil)                                --!~ nil
