/* Labels that are alike, against a search that compares each with all before it. */
#include "meta/labels.h"
#include "support/unit.h"

#include <stdio.h>
#include <string.h>

enum { MOST = UINT16_MAX };

static orm_enum_label labels[MOST];
static char names[MOST][8];

/* All different. */
static orm_enum fill(uint16_t count)
{
    for (uint16_t i = 0; i < count; i++) {
        (void)snprintf(names[i], sizeof names[i], "L%u", (unsigned)i);
        labels[i] = (orm_enum_label){ .name = names[i], .value = (int64_t)i * 65536 - 7 };
    }
    return (orm_enum){ .name = "e", .labels = labels, .label_count = count };
}

static void different_labels_are_told_apart(void **state)
{
    static const uint16_t counts[] = { 0, 1, 2, 2047, 2048, 2049, 4096, 4097, MOST };
    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        orm_enum all = fill(counts[i]);
        assert_int_equal(orm__labels_find_same_name(&all), counts[i]);
        assert_int_equal(orm__labels_find_same_value(&all), counts[i]);
    }
}

static void the_first_of_those_that_are_alike_is_found(void **state)
{
    static const uint16_t pairs[][2] = { { 0, 1 },         { 0, MOST - 1 },       { 2047, 2048 },
                                         { 2046, 2047 },   { 2048, 2049 },        { 5, 4096 },
                                         { 40000, 50000 }, { MOST - 2, MOST - 1 } };
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        orm_enum all = fill(MOST);
        labels[pairs[i][1]].name = names[pairs[i][0]];
        assert_int_equal(orm__labels_find_same_name(&all), pairs[i][1]);
        assert_int_equal(orm__labels_find_same_value(&all), MOST);
        labels[pairs[i][1]].value = labels[pairs[i][0]].value;
        assert_int_equal(orm__labels_find_same_value(&all), pairs[i][1]);
    }
}

static bool has_before(const orm_enum *all, uint16_t label)
{
    uint16_t i = 0;
    while (i < label && all->labels[i].value != all->labels[label].value) {
        i++;
    }
    return i < label;
}

static uint16_t find_slowly(const orm_enum *all)
{
    uint16_t i = 0;
    while (i < all->label_count && !has_before(all, i)) {
        i++;
    }
    return i;
}

static void random_labels_are_judged_as_by_comparing_all(void **state)
{
    uint32_t random = 1;
    (void)state;
    for (int round = 0; round < 50; round++) {
        orm_enum all = fill(3000);
        for (uint16_t i = 0; i < all.label_count; i++) {
            random = random * 1664525 + 1013904223;
            labels[i].value = (int64_t)(random >> 8);
        }
        assert_int_equal(orm__labels_find_same_value(&all), find_slowly(&all));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(different_labels_are_told_apart),
        cmocka_unit_test(the_first_of_those_that_are_alike_is_found),
        cmocka_unit_test(random_labels_are_judged_as_by_comparing_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
