/* What a bit-field cannot hold, and what it cannot be. */
#include <orm/annotations.h>
#include <stdbool.h>
#include <stdint.h>

enum level { LEVEL_LOW, LEVEL_HIGH = 9 };
enum sign { SIGN_MINUS = -4, SIGN_NONE, SIGN_PLUS = 4 };

struct ORM_TABLE(s) s {
    int64_t id         ORM_COLUMN(primary_key);
    unsigned a : 3     ORM_COLUMN(default = 8);
    int b : 3          ORM_COLUMN(null_if = -5);
    unsigned c : 3     ORM_COLUMN(null_reads_as = -1);
    char d : 3         ORM_COLUMN();
    int64_t e : 48     ORM_COLUMN(type = timestamp);
    int f              ORM_COLUMN(null_flag = f_is_null);
    enum { NO, YES } f_is_null : 1;
    char *g            ORM_COLUMN(size = g_size);
    unsigned g_size : 8;
    int h : 20         ORM_COLUMN(type = date);
    bool i : 1         ORM_COLUMN(null_if = false);
    int j : 1          ORM_COLUMN(default = 1);
    enum level k : 3   ORM_COLUMN(unknown = LEVEL_HIGH);
    enum level l : 3   ORM_COLUMN(as = number, unknown = LEVEL_HIGH);
    enum level m : 3   ORM_COLUMN(default = LEVEL_HIGH);
    enum level n : 4   ORM_COLUMN(default = LEVEL_HIGH);
    enum sign o : 3    ORM_COLUMN(unknown = SIGN_PLUS);
    enum sign p : 3    ORM_COLUMN(unknown = SIGN_MINUS);
};
