/* The annotations: what a program writes into its structs. Outside of orm-scan they expand to
 * nothing, so a struct keeps its layout, its type and its use; ORM_MAP expands to a function that
 * does nothing. docs/annotations.md lists the arguments. Owns no declaration; needs no other
 * header.
 *
 *     struct ORM_TABLE(customer) customer {
 *         int64_t id   ORM_COLUMN(primary_key);
 *         char   *name ORM_COLUMN(not_null);
 *     };
 *
 * ORM_TABLE stands between "struct" and the tag; the others behind the member. A member without
 * ORM_COLUMN is not a column. A relation is a pointer to a related row, or to many of them with a
 * count beside it:
 *
 *     struct customer *customer ORM_BELONGS_TO(customer_id);
 *     struct profile *profile   ORM_HAS_ONE(profile.customer_id);
 *     struct invoice **invoices ORM_HAS_MANY(invoice.customer_id, count = invoice_count);
 *     struct tag **tags         ORM_MANY_TO_MANY(customer_tag, count = tag_count);
 *
 *     enum tier { TIER_BASIC ORM_LABEL("basic"), TIER_GOLD ORM_LABEL("gold") = 5 };
 *
 * ORM_LABEL stands behind an enumerator: the text that is stored instead of its name.
 *
 * A struct in a header that is not yours to change is mapped in one that is:
 *
 *     ORM_MAP(st, struct stat, name = files) {
 *         ORM_MEMBER(st_ino, primary_key, assigned);
 *         ORM_MEMBER(st_mtime, type = timestamp);
 *     }
 *
 * "st" is what the generated names begin with. A member is named as one would read it from a row:
 * with points and arrows, and with macros that stand for such. Any compiler checks that it exists.
 *
 * ORM_CONVERTER(struct amount, ...); is what orm/converter.h tells of: it stands among
 * declarations, with a semicolon, and declares nothing else than a struct that is none. */
#ifndef ORM_ANNOTATIONS_H
#define ORM_ANNOTATIONS_H

/* orm-scan defines ORM_SCAN. The arguments are stringised raw: macros in them are not expanded, so
 * that a program's own macro called "unique" or "check" does no harm. */
#ifdef ORM_SCAN
#define ORM_TABLE(...) __attribute__((annotate("orm.table:" #__VA_ARGS__)))
#define ORM_COLUMN(...) __attribute__((annotate("orm.column:" #__VA_ARGS__)))
#define ORM_LABEL(...) __attribute__((annotate("orm.label:" #__VA_ARGS__)))
#define ORM_BELONGS_TO(...) __attribute__((annotate("orm.belongs_to:" #__VA_ARGS__)))
#define ORM_HAS_ONE(...) __attribute__((annotate("orm.has_one:" #__VA_ARGS__)))
#define ORM_HAS_MANY(...) __attribute__((annotate("orm.has_many:" #__VA_ARGS__)))
#define ORM_MANY_TO_MANY(...) __attribute__((annotate("orm.many_to_many:" #__VA_ARGS__)))
#define ORM_MAP(alias, ...) \
    ORM_MAP_(orm_map_##alias, "orm.map:" #alias ", " #__VA_ARGS__, __VA_ARGS__, )
#define ORM_MAP_(function, text, type, ...) \
    __attribute__((annotate(text))) static inline void function(const type *orm_self)
#define ORM_MEMBER(...) ORM_MEMBER_("orm.member:" #__VA_ARGS__, __VA_ARGS__, )
#define ORM_MEMBER_(text, path, ...)                                \
    {                                                               \
        const unsigned orm_member __attribute__((annotate(text))) = \
            (unsigned)sizeof(((void)orm_self->path, 0));            \
    }
#define ORM_CONVERTER(...) ORM_CONVERTER_("orm.converter:" #__VA_ARGS__, __COUNTER__, __VA_ARGS__, )
#define ORM_CONVERTER_(text, number, ...) ORM_CONVERTER_OF_(text, number, __VA_ARGS__)
#define ORM_CONVERTER_OF_(text, number, type, ...) \
    extern type *orm_converter_##number __attribute__((annotate(text)))
#else
#define ORM_TABLE(...)
#define ORM_COLUMN(...)
#define ORM_LABEL(...)
#define ORM_BELONGS_TO(...)
#define ORM_HAS_ONE(...)
#define ORM_HAS_MANY(...)
#define ORM_MANY_TO_MANY(...)
#if defined(__GNUC__)
#define ORM_MAP_UNUSED_ __attribute__((unused))
#else
#define ORM_MAP_UNUSED_
#endif
/* The comma behind the arguments is for compilers that want something in the place of the dots. */
#define ORM_MAP(alias, ...) ORM_MAP_(orm_map_##alias, __VA_ARGS__, )
#define ORM_MAP_(function, type, ...) \
    static inline ORM_MAP_UNUSED_ void function(const type *orm_self ORM_MAP_UNUSED_)
/* The function is there to be compiled: that it names members that there are. Nobody calls it. */
#define ORM_MEMBER(...) ORM_MEMBER_(__VA_ARGS__, )
#define ORM_MEMBER_(path, ...) (void)orm_self->path;
#define ORM_CONVERTER(...) struct orm_converter
#endif

#endif
