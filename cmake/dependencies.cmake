# What the runtime links. The names of these targets are part of the installed package, so that
# corm-config.cmake must find them under the same names.
find_package(SQLite3 3.37 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(CORM_LIBPQ REQUIRED IMPORTED_TARGET libpq)
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
