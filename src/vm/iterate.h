/* Steps of generic loops over the plain `next` and ipairs, without a call.
**
** A loop whose function is the native itself does not call it: the instruction takes the next key
** and value from the table. Where the control variable's place is known (an element, the slot or
** the entry visited last) that is a few loads. Places without a value are passed by the slow way
** only, which pays for them (manual 3.3.5 and 6.1, docs/cost-model.md).
*/
#ifndef ORRERY_ITERATE_H
#define ORRERY_ITERATE_H

#include "state.h"
#include "word.h"

typedef enum IterateStep {
    ITERATE_END,  /* there is no further key: the loop is over */
    ITERATE_MORE, /* the loop goes on */
    ITERATE_ELSE  /* the function must be called */
} IterateStep;

/* One step of the TFORCALL `instruction`, whose C says how many variables there are and whose B is
** changed (word.h). Registers ra to ra + 2 hold the function, its state and the control variable;
** the key goes to ra + 2 and ra + 4, the value to ra + 5, nil to further variables. May raise
** "invalid key to 'next'", or when a budget is spent. */
IterateStep iterate(lua_State *L, Word *instruction, Value *ra);

#endif
