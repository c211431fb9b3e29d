/* A mail reader's cache as rows: emails, envelopes behind pointers, accounts, folders. */
#include "models/neomutt.h"

#include <string.h>

#include "real_neomutt.orm.h"
#include "support/engine.h"

static void begin(engine_fixture *fx)
{
    assert_ok(fx->db, orm_create_all(fx->db, &real_neomutt_schema));
}

/* ---- emails ---- */

static char from[] = "Ada <ada@example.org>", subject[] = "Gr\xC3\xBC\xC3\x9F",
            path[] = "cur/1:2,S";
static char first[] = "<1@x>", second[] = "";

static struct Email email_of(int index)
{
    return (struct Email){ .security = UINT16_MAX,
                           .mime = true,
                           .read = true,
                           .trash = true,
                           .searched = true,
                           .zhours = 14,
                           .zminutes = 59,
                           .zoccident = true,
                           .recipient = INT16_MIN,
                           .date_sent = -1,
                           .received = 253402300799,
                           .offset = INT64_MAX,
                           .lines = INT32_MAX,
                           .index = index,
                           .attach_total = -1 };
}

static struct Email find_email(engine_fixture *fx, int index)
{
    struct Email found;
    memset(&found, 0, sizeof found);
    assert_ok(fx->db, email_find(fx->db, index, &found, fx->arena));
    return found;
}

static void test_the_flags_of_an_email(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct Email row = email_of(0);
    assert_ok(fx->db, email_insert(fx->db, &row));
    struct Email found = find_email(fx, 0);
    assert_true(found.mime && found.read && found.trash && found.zoccident);
    assert_false(found.flagged || found.deleted || found.old || found.expired || found.replied);
    assert_false(found.searched || found.tagged || found.superseded);
    assert_true(found.zhours == 14 && found.zminutes == 59 && found.security == UINT16_MAX);
    assert_true(found.recipient == INT16_MIN && found.attach_total == -1);
    assert_true(found.date_sent == -1 && found.received == 253402300799);
    assert_true(found.offset == INT64_MAX && found.lines == INT32_MAX && found.index == 0);
    assert_true(found.env == NULL && found.path == NULL && found.maildir_flags == NULL);
    row.flagged = true;
    row.mime = false;
    assert_ok(fx->db, email_update(fx->db, &row));
    found = find_email(fx, 0);
    assert_true(found.flagged && !found.mime && found.read);
    row.zminutes = 60;
    assert_fails(fx->db, ORM_CHECK, email_update(fx->db, &row));
}

static void test_an_envelope(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    char *references[] = { first, second };
    struct Envelope env = { .from = from,
                            .subject = subject,
                            .organization = "",
                            .spam.data = second,
                            .references = references,
                            .references_num = 2,
                            .changed = 255 };
    struct Email row = email_of(-1);
    row.env = &env;
    row.path = path;
    assert_ok(fx->db, email_insert(fx->db, &row));
    struct Email found = find_email(fx, -1);
    assert_string_equal(found.env->from, from);
    assert_string_equal(found.env->subject, subject);
    assert_string_equal(found.env->organization, "");
    assert_string_equal(found.env->spam.data, "");
    assert_true(found.env->to == NULL && found.env->message_id == NULL);
    assert_true(found.env->references_num == 2 && found.env->changed == 255);
    assert_string_equal(found.env->references[0], "<1@x>");
    assert_string_equal(found.env->references[1], "");
    assert_ok(fx->db, email_find_by_path(fx->db, path, &found, fx->arena));
    assert_int_equal(found.index, -1);
    row.env = NULL;
    assert_ok(fx->db, email_update(fx->db, &row));
    assert_null(find_email(fx, -1).env);
}

static void expect_emails(engine_fixture *fx, const orm_expr *where, int64_t expected)
{
    int64_t count = -1;
    assert_ok(fx->db, email_count(fx->db, &(orm_query){ .where = where }, &count));
    assert_int_equal(count, expected);
}

static void test_emails_are_asked_for(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct Envelope env = { .subject = subject };
    for (int index = 0; index < 4; index++) {
        struct Email row = email_of(index);
        row.read = index % 2 == 0;
        row.env = index == 3 ? &env : NULL;
        row.attach_total = (short)(index - 1);
        assert_ok(fx->db, email_insert(fx->db, &row));
    }
    expect_emails(fx, orm_eq(email_.read, false), 2);
    expect_emails(fx, orm_and(orm_eq(email_.read, true), orm_ge(email_.zhours, 14)), 2);
    expect_emails(fx, orm_contains(email_.env_subject, "\xC3\xBC"), 1);
    expect_emails(fx, orm_is_null(email_.env_subject), 3);
    expect_emails(fx, orm_eq(email_.attach_total, -1), 1);
    expect_emails(fx, orm_lt(email_.date_sent, 0), 4);
    assert_ok(fx->db, email_delete_key(fx->db, 3));
    expect_emails(fx, NULL, 3);
}

/* ---- accounts and folders ---- */

static void test_accounts_and_mailboxes(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    struct ConnAccount account = {
        .user = "ada", .host = "imap.example.org", .port = UINT16_MAX, .type = 255, .flags = 255
    };
    memset(account.pass, 'x', sizeof account.pass - 1);
    struct ConnAccount twin = account, found;
    assert_ok(fx->db, account_insert(fx->db, &account));
    assert_fails(fx->db, ORM_UNIQUE, account_insert(fx->db, &twin));
    assert_ok(fx->db, account_find_by_user_and_host_and_port(fx->db, "ada", "imap.example.org",
                                                             UINT16_MAX, &found, fx->arena));
    assert_string_equal(found.pass, account.pass);
    assert_string_equal(found.login, "");
    assert_true(found.port == UINT16_MAX && found.type == 255 && found.flags == 255);
    struct Mailbox box = { .realpath = path, .type = MUTT_MAILBOX_ERROR, .peekonly = true };
    box.mtime = (struct timespec){ -1, 999999000 };
    box.account_id = account.id;
    assert_ok(fx->db, mailbox_insert(fx->db, &box));
    struct Mailbox read;
    assert_ok(fx->db, mailbox_find(fx->db, path, &read, fx->arena));
    assert_true(read.type == MUTT_MAILBOX_ERROR && read.peekonly && read.account_id == account.id);
    assert_true(read.mtime.tv_sec == -1 && read.mtime.tv_nsec == 999999000);
    assert_string_equal(engine_ask(fx, fx->db, "(SELECT type FROM mailbox)"), "error");
    assert_ok(fx->db, account_delete(fx->db, &account));
    assert_ok(fx->db, mailbox_find(fx->db, path, &read, fx->arena));
    assert_int_equal(read.account_id, 0);
    box.msg_unread = 1;
    assert_fails(fx->db, ORM_CHECK, mailbox_update(fx->db, &box));
}

static void test_the_header_cache(void **state)
{
    engine_fixture *fx = *state;
    begin(fx);
    unsigned char data[] = { 0, 255, 0 };
    struct Email email = { .index = 42, .path = path };
    struct HCacheEntry row = { .folder = path,
                               .email = &email,
                               .uidvalidity = UINT32_MAX,
                               .uid = UINT32_MAX,
                               .crc = UINT32_MAX,
                               .data = data,
                               .dlen = 3 };
    struct HCacheEntry found;
    assert_ok(fx->db, hcache_insert(fx->db, &row));
    assert_ok(fx->db, hcache_find(fx->db, path, UINT32_MAX, UINT32_MAX, &found, fx->arena));
    assert_true(found.crc == UINT32_MAX && found.modseq == 0 && found.dlen == 3);
    assert_memory_equal(found.data, data, 3);
    assert_true(found.email->index == 42 && found.email->path == NULL);
    row.email = NULL;
    assert_ok(fx->db, hcache_update(fx->db, &row));
    assert_ok(fx->db, hcache_find(fx->db, path, UINT32_MAX, UINT32_MAX, &found, fx->arena));
    assert_null(found.email);
    row.data = NULL;
    assert_fails(fx->db, ORM_NOT_NULL, hcache_update(fx->db, &row));
    assert_ok(fx->db, hcache_delete_key(fx->db, path, UINT32_MAX, UINT32_MAX));
}

static const struct CMUnitTest tests[] = {
    ENGINE_TEST(test_the_flags_of_an_email), ENGINE_TEST(test_an_envelope),
    ENGINE_TEST(test_emails_are_asked_for),  ENGINE_TEST(test_accounts_and_mailboxes),
    ENGINE_TEST(test_the_header_cache),
};

ENGINE_MAIN(tests)
