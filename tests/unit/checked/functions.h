/* Every function of lua.h and lauxlib.h that takes a lua_State first, with arguments to go behind it:
** a precondition on the state comes before any other. lua_version is not among them; it looks at
** nothing. */
#ifndef FUNCTIONS_H
#define FUNCTIONS_H

/* clang-format off */
#define FUNCTIONS(X) \
    X(lua_close) \
    X(lua_newthread) \
    X(lua_closethread, NULL) \
    X(lua_resetthread) \
    X(lua_atpanic, NULL) \
    X(lua_absindex, 1) \
    X(lua_gettop) \
    X(lua_settop, 1) \
    X(lua_pushvalue, 1) \
    X(lua_rotate, 1, 1) \
    X(lua_copy, 1, 1) \
    X(lua_checkstack, 1) \
    X(lua_xmove, NULL, 1) \
    X(lua_isnumber, 1) \
    X(lua_isstring, 1) \
    X(lua_iscfunction, 1) \
    X(lua_isinteger, 1) \
    X(lua_isuserdata, 1) \
    X(lua_type, 1) \
    X(lua_typename, 1) \
    X(lua_tonumberx, 1, NULL) \
    X(lua_tointegerx, 1, NULL) \
    X(lua_toboolean, 1) \
    X(lua_tolstring, 1, NULL) \
    X(lua_rawlen, 1) \
    X(lua_tocfunction, 1) \
    X(lua_touserdata, 1) \
    X(lua_tothread, 1) \
    X(lua_topointer, 1) \
    X(lua_arith, 1) \
    X(lua_rawequal, 1, 1) \
    X(lua_compare, 1, 1, 1) \
    X(lua_concat, 1) \
    X(lua_len, 1) \
    X(lua_stringtonumber, NULL) \
    X(lua_pushnil) \
    X(lua_pushnumber, 1) \
    X(lua_pushinteger, 1) \
    X(lua_pushboolean, 1) \
    X(lua_pushlightuserdata, NULL) \
    X(lua_pushthread) \
    X(lua_pushlstring, NULL, 1) \
    X(lua_pushstring, NULL) \
    X(lua_pushvfstring, NULL, no_arguments) \
    X(lua_pushfstring, NULL) \
    X(lua_pushcclosure, NULL, 1) \
    X(lua_getglobal, NULL) \
    X(lua_gettable, 1) \
    X(lua_getfield, 1, NULL) \
    X(lua_geti, 1, 1) \
    X(lua_rawget, 1) \
    X(lua_rawgeti, 1, 1) \
    X(lua_rawgetp, 1, NULL) \
    X(lua_createtable, 1, 1) \
    X(lua_newuserdatauv, 1, 1) \
    X(lua_getmetatable, 1) \
    X(lua_getiuservalue, 1, 1) \
    X(lua_setglobal, NULL) \
    X(lua_settable, 1) \
    X(lua_setfield, 1, NULL) \
    X(lua_seti, 1, 1) \
    X(lua_rawset, 1) \
    X(lua_rawseti, 1, 1) \
    X(lua_rawsetp, 1, NULL) \
    X(lua_setmetatable, 1) \
    X(lua_setiuservalue, 1, 1) \
    X(lua_callk, 1, 1, 1, NULL) \
    X(lua_pcallk, 1, 1, 1, 1, NULL) \
    X(lua_load, NULL, NULL, NULL, NULL) \
    X(lua_dump, NULL, NULL, 1) \
    X(lua_yieldk, 1, 1, NULL) \
    X(lua_resume, NULL, 1, NULL) \
    X(lua_status) \
    X(lua_isyieldable) \
    X(lua_setwarnf, NULL, NULL) \
    X(lua_warning, NULL, 1) \
    X(lua_gc, 1) \
    X(lua_error) \
    X(lua_next, 1) \
    X(lua_toclose, 1) \
    X(lua_closeslot, 1) \
    X(lua_getallocf, NULL) \
    X(lua_setallocf, NULL, NULL) \
    X(lua_getstack, 1, NULL) \
    X(lua_getinfo, NULL, NULL) \
    X(lua_getlocal, NULL, 1) \
    X(lua_setlocal, NULL, 1) \
    X(lua_getupvalue, 1, 1) \
    X(lua_setupvalue, 1, 1) \
    X(lua_upvalueid, 1, 1) \
    X(lua_upvaluejoin, 1, 1, 1, 1) \
    X(lua_sethook, NULL, 1, 1) \
    X(lua_gethook) \
    X(lua_gethookmask) \
    X(lua_gethookcount) \
    X(lua_setcstacklimit, 1) \
    X(luaL_checkversion_, 1, 1) \
    X(luaL_getmetafield, 1, NULL) \
    X(luaL_callmeta, 1, NULL) \
    X(luaL_tolstring, 1, NULL) \
    X(luaL_newmetatable, NULL) \
    X(luaL_setmetatable, NULL) \
    X(luaL_testudata, 1, NULL) \
    X(luaL_checkudata, 1, NULL) \
    X(luaL_argerror, 1, NULL) \
    X(luaL_typeerror, 1, NULL) \
    X(luaL_where, 1) \
    X(luaL_error, NULL) \
    X(luaL_traceback, NULL, NULL, 1) \
    X(luaL_checklstring, 1, NULL) \
    X(luaL_optlstring, 1, NULL, NULL) \
    X(luaL_checknumber, 1) \
    X(luaL_optnumber, 1, 1) \
    X(luaL_checkinteger, 1) \
    X(luaL_optinteger, 1, 1) \
    X(luaL_checkstack, 1, NULL) \
    X(luaL_checktype, 1, 1) \
    X(luaL_checkany, 1) \
    X(luaL_checkoption, 1, NULL, NULL) \
    X(luaL_fileresult, 1, NULL) \
    X(luaL_execresult, 1) \
    X(luaL_ref, 1) \
    X(luaL_unref, 1, 1) \
    X(luaL_loadfilex, NULL, NULL) \
    X(luaL_loadbufferx, NULL, 1, NULL, NULL) \
    X(luaL_loadstring, NULL) \
    X(luaL_setfuncs, NULL, 1) \
    X(luaL_getsubtable, 1, NULL) \
    X(luaL_requiref, NULL, NULL, 1) \
    X(luaL_len, 1) \
    X(luaL_gsub, NULL, NULL, NULL) \
    X(luaL_buffinit, NULL) \
    X(luaL_buffinitsize, NULL, 1)

#define BUFFER_FUNCTIONS(X) \
    X(luaL_prepbuffsize, 1) \
    X(luaL_addlstring, NULL, 1) \
    X(luaL_addstring, NULL) \
    X(luaL_addvalue) \
    X(luaL_pushresult) \
    X(luaL_pushresultsize, 1) \
    X(luaL_addgsub, NULL, NULL, NULL)
/* clang-format on */

#endif
