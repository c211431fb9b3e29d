/* The annotations: what a program writes into its structs. Outside of orm-scan they expand to
 * nothing, so a struct keeps its layout, its type and its use. docs/annotations.md lists the
 * arguments. Owns no declaration; needs no other header.
 *
 *     struct ORM_TABLE(customer) customer {
 *         int64_t id   ORM_COLUMN(primary_key);
 *         char   *name ORM_COLUMN(not_null);
 *     };
 *
 * ORM_TABLE stands between "struct" and the tag; ORM_COLUMN behind the member. A member without
 * ORM_COLUMN is not a column.
 *
 *     enum tier { TIER_BASIC ORM_LABEL("basic"), TIER_GOLD ORM_LABEL("gold") = 5 };
 *
 * ORM_LABEL stands behind an enumerator: the text that is stored instead of its name. */
#ifndef ORM_ANNOTATIONS_H
#define ORM_ANNOTATIONS_H

/* orm-scan defines ORM_SCAN. The arguments are stringised raw: macros in them are not expanded, so
 * that a program's own macro called "unique" or "check" does no harm. */
#ifdef ORM_SCAN
#define ORM_TABLE(...) __attribute__((annotate("orm.table:" #__VA_ARGS__)))
#define ORM_COLUMN(...) __attribute__((annotate("orm.column:" #__VA_ARGS__)))
#define ORM_LABEL(...) __attribute__((annotate("orm.label:" #__VA_ARGS__)))
#else
#define ORM_TABLE(...)
#define ORM_COLUMN(...)
#define ORM_LABEL(...)
#endif

#endif
