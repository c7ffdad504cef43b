/* Metamethods and the other fields of metatables that the runtime knows: one list (DESIGN 11). That
** a metatable lacks an event is cached, one bit for each, in its prototype shape (shape.h). */
#ifndef ORRERY_EVENTS_H
#define ORRERY_EVENTS_H

/* clang-format off */
#define EVENT_LIST(EV) \
    EV(INDEX, "index") EV(NEWINDEX, "newindex") EV(GC, "gc") EV(MODE, "mode") EV(LEN, "len") \
    EV(EQ, "eq") EV(ADD, "add") EV(SUB, "sub") EV(MUL, "mul") EV(MOD, "mod") EV(POW, "pow") \
    EV(DIV, "div") EV(IDIV, "idiv") EV(BAND, "band") EV(BOR, "bor") EV(BXOR, "bxor") \
    EV(SHL, "shl") EV(SHR, "shr") EV(UNM, "unm") EV(BNOT, "bnot") EV(LT, "lt") EV(LE, "le") \
    EV(CONCAT, "concat") EV(CALL, "call") EV(CLOSE, "close") EV(NAME, "name") \
    EV(METATABLE, "metatable") EV(PAIRS, "pairs") EV(TOSTRING, "tostring")
/* clang-format on */

typedef enum Event {
#define EV(name, text) EVENT_##name,
    EVENT_LIST(EV)
#undef EV
        EVENT_COUNT
} Event;

_Static_assert(EVENT_COUNT <= 32, "one absent bit for each event");

#endif
