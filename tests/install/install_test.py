#!/usr/bin/env python3
"""Installs a build into a scratch folder and uses it from there.

    install_test.py --build build [unittest options]
    install_test.py --package build/package/orrery_0.1.0_amd64.deb
"""
import glob
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

FOLDER = os.path.dirname(os.path.abspath(__file__))
COMPILER = os.environ.get("CC", "cc")


def option(name):
    """Takes `name VALUE` out of the command line."""
    if name not in sys.argv:
        return None
    at = sys.argv.index(name)
    value = sys.argv[at + 1]
    del sys.argv[at:at + 2]
    return os.path.abspath(value)


BUILD = option("--build")
PACKAGE = option("--package")


def run(*command, **environment):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120,
                          env={**os.environ, **environment})
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(command)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Scratch(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.mkdtemp(prefix="orrery-install-")
        self.addCleanup(shutil.rmtree, self.scratch, ignore_errors=True)

    def path(self, *parts):
        return os.path.join(self.scratch, *parts)


@unittest.skipIf(BUILD is None, "no --build")
class InstallTest(Scratch):
    """`cmake --install` with DESTDIR and a prefix."""

    def setUp(self):
        super().setUp()
        self.install()
        self.prefix = self.path("usr", "local")
        (self.libraries,) = [os.path.dirname(path) for path in
                             glob.glob(self.prefix + "/**/liborrery.a", recursive=True)]
        self.finds = {"PKG_CONFIG_PATH": os.path.join(self.libraries, "pkgconfig"),
                      "LD_LIBRARY_PATH": self.libraries}

    def install(self, *more):
        run("cmake", "--install", BUILD, "--prefix", "/usr/local", *more, DESTDIR=self.scratch)

    def compile_host(self, *flags):
        host = self.path("host")
        run(COMPILER, os.path.join(FOLDER, "host.c"), "-o", host, *flags)
        return host

    def check_host(self, host, **environment):
        answer, ident = run(host, **environment).splitlines()
        self.assertEqual(answer, "Lua 5.4 42")
        self.assertIn("Orrery", ident)

    def pkg_config(self, *arguments):
        return run("pkg-config", *arguments, **self.finds).split()

    def test_files(self):
        for name in ("bin/orrery", "include/orrery/lua.h", "include/orrery/lauxlib.h",
                     "include/orrery/orrery.h", "include/orrery/lualib.h", "include/orrery/luaconf.h",
                     "include/orrery/lua.hpp", "share/man/man1/orrery.1",
                     "share/doc/orrery/LICENSE"):
            self.assertTrue(os.path.exists(os.path.join(self.prefix, name)), name)
        for name in ("liborrery.so", "liborrery.so.0", "orrery/liblua5.4.so.0",
                     "pkgconfig/orrery.pc", "cmake/Orrery/OrreryConfig.cmake"):
            self.assertTrue(os.path.exists(os.path.join(self.libraries, name)), name)
        for name in ("liblua5.4.so", "pkgconfig/lua5.4.pc"):
            self.assertFalse(os.path.exists(os.path.join(self.libraries, name)), name)

    def test_command(self):
        self.assertEqual(run(os.path.join(self.prefix, "bin/orrery"), "-e", "print(6 * 7)"), "42\n")

    @unittest.skipUnless(shutil.which("pkg-config"), "no pkg-config")
    def test_pkg_config(self):
        flags = self.pkg_config("--cflags", "--libs", "orrery")
        self.check_host(self.compile_host(*flags), **self.finds)

    @unittest.skipUnless(shutil.which("pkg-config"), "no pkg-config")
    def test_host_of_orrery_h(self):
        host = self.path("rules")
        source = os.path.join(FOLDER, "../../examples/embedding/rules.c")
        flags = self.pkg_config("--cflags", "--libs", "orrery")
        run(COMPILER, source, "-pthread", "-o", host, *flags)
        self.assertIn("tenants: ok", run(host, **self.finds))

    @unittest.skipUnless(shutil.which("pkg-config"), "no pkg-config")
    def test_static_library(self):
        flags = self.pkg_config("--cflags", "--libs", "--static", "orrery")
        flags = ["-l:liborrery.a" if flag == "-lorrery" else flag for flag in flags]
        self.check_host(self.compile_host(*flags))

    @unittest.skipUnless(shutil.which("pkg-config"), "no pkg-config")
    def test_lua_names(self):
        self.install("--component", "lua_names")
        flags = self.pkg_config("--cflags", "--libs", "lua5.4")
        host = self.compile_host(*flags)
        self.assertIn("[liblua5.4.so.0]", run("readelf", "--dynamic", host))
        self.check_host(host, **self.finds)

    def test_cmake_package(self):
        build = self.path("consumer")
        # The compilers of the environment, not of this build.
        run("cmake", "-S", os.path.join(FOLDER, "consumer"), "-B", build,
            "-DCMAKE_PREFIX_PATH=" + self.prefix)
        run("cmake", "--build", build)
        run("ctest", "--test-dir", build, "--output-on-failure")


@unittest.skipIf(PACKAGE is None, "no --package")
class PackageTest(Scratch):
    """The Debian package, installed below a folder that stands for the root."""

    def dpkg(self, *arguments):
        # Maintainer scripts then run outside, with DPKG_ROOT saying where the root is.
        return run("dpkg", "--root=" + self.scratch, "--force-script-chrootless",
                   "--force-depends", "--force-not-root", "--force-bad-path",
                   "--log=" + self.path("log"), *arguments)

    def test_contents(self):
        names = [line.split()[5] for line in run("dpkg-deb", "--contents", PACKAGE).splitlines()]
        for name in ("./usr/bin/orrery", "./usr/include/orrery/lua.h",
                     "./usr/share/man/man1/orrery.1.gz"):
            self.assertIn(name, names)
        self.assertFalse([name for name in names if name.endswith("lua5.4.pc")])
        self.assertIn("libc6", run("dpkg-deb", "--field", PACKAGE, "Depends"))

    def test_lua_is_an_alternative(self):
        for folder in ("var/lib/dpkg/info", "var/lib/dpkg/updates", "var/lib/dpkg/alternatives",
                       "etc/alternatives", "var/log"):
            os.makedirs(self.path(folder))
        for name in ("status", "available"):
            open(self.path("var/lib/dpkg", name), "w").close()
        self.dpkg("--install", PACKAGE)
        lua = self.path("usr/bin/lua")
        self.assertEqual(os.readlink(lua), "/etc/alternatives/lua-interpreter")
        self.assertEqual(os.readlink(self.path("etc/alternatives/lua-interpreter")),
                         "/usr/bin/orrery")
        self.dpkg("--remove", "orrery")
        self.assertFalse(os.path.lexists(lua))
        self.assertFalse(os.path.exists(self.path("usr/bin/orrery")))


if __name__ == "__main__":
    unittest.main()
