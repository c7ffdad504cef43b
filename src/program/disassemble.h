/* Readable listings of Programs: for `orrery dis`, for golden tests, for people who write code
** generators. */
#ifndef ORRERY_DISASSEMBLE_H
#define ORRERY_DISASSEMBLE_H

#include <stdio.h>

#include "program.h"

/* Prints all functions of a verified Program in the order of their numbers, in this form:
**
**   function 1 <shapes.lua:3-5>  2 parameters, 4 registers, 1 constant, 0 caches
**     U0    limit            outer R0
**     R0    width            pc 0 to 6
**        0  [4]   MUL           R2 R0 R1
**        1  [4]   JLTK          R2 10 -> 5
**
** A line of code shows pc, source line, opcode and operands in the order A, B, C, extra word; K and
** KEY operands as the constants themselves, jumps as the pc they go to, names from debug
** information behind a semicolon. */
void program_disassemble(const Program *p, FILE *out);

/* The same for one function. */
void program_disassemble_function(const Program *p, uint32_t index, FILE *out);

/* Prints the instruction at `pc` on one line. */
void program_disassemble_instruction(const Program *p, const ProgramFunction *f, uint32_t pc,
                                     FILE *out);

#endif
