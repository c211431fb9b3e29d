/* Structs and unions of another project of which nobody said what to store: what to write instead. */
#include <orm/annotations.h>

struct inner {
    int a, b;
};
struct handle {
    struct inner *inner;
};
struct empty {};

struct holder {
    int id;
    struct inner value, *pointer;
    struct handle handle, *handles;
    struct hidden *hidden;
    struct empty empty;
    struct own *own;
    struct holder *next;
    union {
        int x;
        float y;
    } either;
    struct {
        union {
            int x;
            float y;
        } it;
    } boxed;
};
#define THE_HANDLE handle

struct ORM_TABLE(own) own {
    int id ORM_COLUMN(primary_key);
};

ORM_MAP(holder, struct holder)
{
    ORM_MEMBER(id, primary_key);
    ORM_MEMBER(value);
    ORM_MEMBER(pointer);
    ORM_MEMBER(THE_HANDLE);
    ORM_MEMBER(handles);
    ORM_MEMBER(hidden);
    ORM_MEMBER(empty);
    ORM_MEMBER(own);
    ORM_MEMBER(next->value);
    ORM_MEMBER(next->handles);
    ORM_MEMBER(either);
    ORM_MEMBER(boxed);
}
