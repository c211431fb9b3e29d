/* Owns the file system that stands before SQLite's own. */
#include "faults/disk.h"

#include <sqlite3.h>
#include <stddef.h>

static disk own;
static sqlite3_vfs shim;
static sqlite3_vfs *real;

typedef struct file {
    sqlite3_file base;
    sqlite3_file *inner; /* behind this struct */
} file;

static sqlite3_file *inner_of(sqlite3_file *base)
{
    return ((file *)base)->inner;
}

static bool fails(void)
{
    own.calls++;
    return own.fail_at != 0 && own.calls >= own.fail_at;
}

static int close_file(sqlite3_file *base)
{
    sqlite3_file *inner = inner_of(base);
    return inner->pMethods == NULL ? SQLITE_OK : inner->pMethods->xClose(inner);
}

static int read_file(sqlite3_file *base, void *data, int size, sqlite3_int64 offset)
{
    sqlite3_file *inner = inner_of(base);
    return inner->pMethods->xRead(inner, data, size, offset);
}

static int write_file(sqlite3_file *base, const void *data, int size, sqlite3_int64 offset)
{
    sqlite3_file *inner = inner_of(base);
    return fails() ? own.code : inner->pMethods->xWrite(inner, data, size, offset);
}

static int truncate_file(sqlite3_file *base, sqlite3_int64 size)
{
    sqlite3_file *inner = inner_of(base);
    return fails() ? own.code : inner->pMethods->xTruncate(inner, size);
}

static int sync_file(sqlite3_file *base, int flags)
{
    sqlite3_file *inner = inner_of(base);
    return fails() ? own.code : inner->pMethods->xSync(inner, flags);
}

static int find_size(sqlite3_file *base, sqlite3_int64 *size_out)
{
    sqlite3_file *inner = inner_of(base);
    return inner->pMethods->xFileSize(inner, size_out);
}

static int lock(sqlite3_file *base, int level)
{
    sqlite3_file *inner = inner_of(base);
    return inner->pMethods->xLock(inner, level);
}

static int unlock(sqlite3_file *base, int level)
{
    sqlite3_file *inner = inner_of(base);
    return inner->pMethods->xUnlock(inner, level);
}

static int check_lock(sqlite3_file *base, int *is_reserved_out)
{
    sqlite3_file *inner = inner_of(base);
    return inner->pMethods->xCheckReservedLock(inner, is_reserved_out);
}

static int control(sqlite3_file *base, int op, void *arg)
{
    sqlite3_file *inner = inner_of(base);
    return inner->pMethods->xFileControl(inner, op, arg);
}

static int find_sector(sqlite3_file *base)
{
    sqlite3_file *inner = inner_of(base);
    return inner->pMethods->xSectorSize(inner);
}

static int find_device(sqlite3_file *base)
{
    sqlite3_file *inner = inner_of(base);
    return inner->pMethods->xDeviceCharacteristics(inner);
}

static int map_shared(sqlite3_file *base, int page, int size, int extend, void volatile **at_out)
{
    sqlite3_file *inner = inner_of(base);
    return inner->pMethods->xShmMap(inner, page, size, extend, at_out);
}

static int lock_shared(sqlite3_file *base, int offset, int count, int flags)
{
    sqlite3_file *inner = inner_of(base);
    return inner->pMethods->xShmLock(inner, offset, count, flags);
}

static void fence_shared(sqlite3_file *base)
{
    sqlite3_file *inner = inner_of(base);
    inner->pMethods->xShmBarrier(inner);
}

static int unmap_shared(sqlite3_file *base, int deletes)
{
    sqlite3_file *inner = inner_of(base);
    return inner->pMethods->xShmUnmap(inner, deletes);
}

static const sqlite3_io_methods methods = { .iVersion = 2,
                                            .xClose = close_file,
                                            .xRead = read_file,
                                            .xWrite = write_file,
                                            .xTruncate = truncate_file,
                                            .xSync = sync_file,
                                            .xFileSize = find_size,
                                            .xLock = lock,
                                            .xUnlock = unlock,
                                            .xCheckReservedLock = check_lock,
                                            .xFileControl = control,
                                            .xSectorSize = find_sector,
                                            .xDeviceCharacteristics = find_device,
                                            .xShmMap = map_shared,
                                            .xShmLock = lock_shared,
                                            .xShmBarrier = fence_shared,
                                            .xShmUnmap = unmap_shared };

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags,
                     int *flags_out)
{
    file *opened = (file *)base;
    (void)vfs;
    opened->inner = (sqlite3_file *)(opened + 1);
    opened->inner->pMethods = NULL;
    int code = real->xOpen(real, name, opened->inner, flags, flags_out);
    base->pMethods = opened->inner->pMethods == NULL ? NULL : &methods;
    return code;
}

disk *disk_use(void)
{
    if (real == NULL) {
        real = sqlite3_vfs_find(NULL);
        shim = *real;
        shim.zName = "orm_test_disk";
        shim.szOsFile = real->szOsFile + (int)sizeof(file);
        shim.xOpen = open_file;
        shim.pNext = NULL;
        (void)sqlite3_vfs_register(&shim, 1);
    }
    own = (disk){ .calls = 0 };
    return &own;
}
