/* Owns what the people look like. Every tenth has no email, every fourth no avatar. */
#include "people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AVATAR_SIZE = 16, TEXT_SIZE = 40 };

static char *make_text(const char *format, unsigned number)
{
    char *text = malloc(TEXT_SIZE);
    if (text != NULL) {
        (void)snprintf(text, TEXT_SIZE, format, number);
    }
    return text;
}

static unsigned char *make_avatar(size_t number)
{
    unsigned char *avatar = malloc(AVATAR_SIZE);
    for (size_t i = 0; avatar != NULL && i < AVATAR_SIZE; i++) {
        avatar[i] = (unsigned char)(number * 31 + i * 17);
    }
    return avatar;
}

static bool fill(struct person *person, size_t number)
{
    const bool has_email = number % 10 != 0;
    const bool has_avatar = number % 4 != 0;
    *person = (struct person){
        .id = (int64_t)number,
        .name = make_text("Person Number %06u", (unsigned)number),
        .email = has_email ? make_text("person%06u@example.com", (unsigned)number) : NULL,
        .age = PEOPLE_YOUNGEST + (int32_t)(number * 7 % PEOPLE_AGES),
        .balance = (double)number * 1.25,
        .created_at = INT64_C(1600000000) + (int64_t)number,
        .active = number % 2 != 0,
        .avatar = has_avatar ? make_avatar(number) : NULL,
        .avatar_size = has_avatar ? AVATAR_SIZE : 0,
    };
    return person->name != NULL && (person->email != NULL || !has_email) &&
           (person->avatar != NULL || !has_avatar);
}

struct person *people_new(size_t count)
{
    struct person *people = calloc(count, sizeof *people);
    bool filled = people != NULL;
    for (size_t i = 0; filled && i < count; i++) {
        filled = fill(&people[i], i + 1);
    }
    if (!filled) {
        people_free(people, count);
        return NULL;
    }
    return people;
}

void people_free(struct person *people, size_t count)
{
    for (size_t i = 0; people != NULL && i < count; i++) {
        free(people[i].name);
        free(people[i].email);
        free(people[i].avatar);
    }
    free(people);
}

static size_t common_divisor(size_t a, size_t b)
{
    while (b != 0) {
        const size_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

size_t people_shuffle(size_t k, size_t count)
{
    size_t stride = 7919;
    while (common_divisor(stride, count) != 1) {
        stride++;
    }
    return k * stride % count;
}

struct person people_changed(const struct person *person)
{
    struct person changed = *person;
    changed.balance += 1;
    changed.active = !changed.active;
    changed.email = changed.name;
    return changed;
}

uint64_t people_sum_key(const struct person *person)
{
    return (uint64_t)person->id + (uint64_t)person->age;
}

static uint64_t add_bytes(uint64_t sum, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    for (size_t i = 0; bytes != NULL && i < size; i++) {
        sum = (sum ^ bytes[i]) * UINT64_C(1099511628211);
    }
    return sum * 31 + (data != NULL);
}

uint64_t people_sum_all(const struct person *person)
{
    uint64_t sum = add_bytes(UINT64_C(14695981039346656037), &person->id, sizeof person->id);
    sum = add_bytes(sum, person->name, strlen(person->name));
    sum = add_bytes(sum, person->email, person->email != NULL ? strlen(person->email) : 0);
    sum = add_bytes(sum, &person->age, sizeof person->age);
    sum = add_bytes(sum, &person->balance, sizeof person->balance);
    sum = add_bytes(sum, &person->created_at, sizeof person->created_at);
    sum = add_bytes(sum, &person->active, sizeof person->active);
    return add_bytes(sum, person->avatar, person->avatar_size);
}
