#ifndef CONFIG_H
#define CONFIG_H

#include <stdint.h>

#define SETTING_ID int32_t

#endif
