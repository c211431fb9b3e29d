/* Compiler attributes that the public headers use. Owns no type and no function. */
#ifndef ORM_EXPORT_H
#define ORM_EXPORT_H

#ifdef __cplusplus
#define ORM_BEGIN_DECLS extern "C" {
#define ORM_END_DECLS }
#else
#define ORM_BEGIN_DECLS
#define ORM_END_DECLS
#endif

#if defined(__GNUC__)
#define ORM_API __attribute__((visibility("default")))
#define ORM_HIDDEN __attribute__((visibility("hidden")))
#define ORM_MUST_CHECK __attribute__((warn_unused_result))
#define ORM_PRINTF(format_index, first_argument) \
    __attribute__((format(printf, format_index, first_argument)))
#else
#define ORM_API
#define ORM_HIDDEN
#define ORM_MUST_CHECK
#define ORM_PRINTF(format_index, first_argument)
#endif

#endif
