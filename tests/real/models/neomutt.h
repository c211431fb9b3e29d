/* What a mail reader caches: emails with their flags as bit-fields, envelopes behind pointers, accounts
 * with inline texts, the header cache. In neomutt's style: two spaces, names with capitals. */
#ifndef REAL_NEOMUTT_H
#define REAL_NEOMUTT_H

#include <orm/annotations.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#define LOFF_T off_t

typedef uint16_t SecurityFlags;
typedef uint8_t MuttAccountFlags;

struct Body;
struct MuttThread;

enum MailboxType
{
  MUTT_MAILBOX_ERROR ORM_LABEL("error") = -1,
  MUTT_UNKNOWN ORM_LABEL("unknown") = 0,
  MUTT_MBOX ORM_LABEL("mbox"),
  MUTT_MAILDIR ORM_LABEL("maildir"),
  MUTT_IMAP ORM_LABEL("imap"),
};

struct ListHead
{
  struct ListNode *stqh_first;
  struct ListNode **stqh_last;
};

struct Buffer
{
  char *data;
  char *dptr;
  size_t dsize;
};

// The texts of an address list, as they are written in a header
struct Envelope
{
  struct ListHead return_path;
  char *from               ORM_COLUMN();
  char *to                 ORM_COLUMN();
  char *cc                 ORM_COLUMN();
  char *subject            ORM_COLUMN(index);
  char *real_subj;
  char *disp_subj;
  char *message_id         ORM_COLUMN();
  char *const x_label;
  const char *organization ORM_COLUMN();
  struct Buffer spam       ORM_COLUMN(columns(data = spam));
  char **references        ORM_COLUMN(count = references_num);
  size_t references_num;
  struct ListHead userhdrs;
  unsigned char changed    ORM_COLUMN(null_reads_as = 0);
};

struct ORM_TABLE(email, prefix = email, index(flagged, received),
                 check = "{zhours} <= 14") Email
{
  SecurityFlags security   ORM_COLUMN();

  bool mime : 1            ORM_COLUMN();
  bool flagged : 1         ORM_COLUMN(default = false);
  bool tagged : 1;
  bool deleted : 1         ORM_COLUMN();
  bool purge : 1;
  bool old : 1             ORM_COLUMN();
  bool read : 1            ORM_COLUMN(name = is_read, index);
  bool expired : 1         ORM_COLUMN();
  bool superseded : 1      ORM_COLUMN();
  bool replied : 1         ORM_COLUMN();
  bool trash : 1           ORM_COLUMN();

  // time zone of the sender
  unsigned int zhours : 5   ORM_COLUMN();
  unsigned int zminutes : 6 ORM_COLUMN(check = "{zminutes} < 60");
  bool zoccident : 1        ORM_COLUMN();

  bool searched : 1;
  bool matched : 1;
  bool attach_valid : 1;
  size_t num_hidden;
  short recipient          ORM_COLUMN();
  int pair;

  time_t date_sent         ORM_COLUMN(type = timestamp);
  time_t received          ORM_COLUMN(type = timestamp);
  LOFF_T offset            ORM_COLUMN();
  int lines                ORM_COLUMN();
  int index                ORM_COLUMN(primary_key, assigned);
  int msgno;
  int score                ORM_COLUMN();
  struct Envelope *env     ORM_COLUMN();
  struct Body *body;
  char *path               ORM_COLUMN(unique);
  char *tree;
  struct MuttThread *thread;
  short attach_total       ORM_COLUMN(null_if = -1);
  char *maildir_flags      ORM_COLUMN();
  struct ListHead tags;
  void *edata;
  void (*edata_free)(void **ptr);
};

struct ORM_TABLE(account, prefix = account, unique(user, host, port)) ConnAccount
{
  int64_t id               ORM_COLUMN(primary_key);
  char user[128]           ORM_COLUMN();
  char login[128]          ORM_COLUMN(null_if = "");
  char pass[256]           ORM_COLUMN(redact, null_if = "");
  char host[128]           ORM_COLUMN();
  unsigned short port      ORM_COLUMN();
  unsigned char type       ORM_COLUMN();
  MuttAccountFlags flags   ORM_COLUMN();
  const char *service      ORM_COLUMN();
  const char *(*get_field)(int field, void *gf_data);
  void *gf_data;
};

struct ORM_TABLE(mailbox, prefix = mailbox) Mailbox
{
  char *realpath           ORM_COLUMN(primary_key);
  char *name               ORM_COLUMN();
  off_t size               ORM_COLUMN();
  bool has_new             ORM_COLUMN();
  int msg_count            ORM_COLUMN();
  int msg_unread           ORM_COLUMN(check = "{msg_unread} <= {msg_count}");
  struct Email **emails;
  enum MailboxType type    ORM_COLUMN(unknown = MUTT_UNKNOWN);
  bool verbose : 1;
  bool peekonly : 1        ORM_COLUMN();
  struct timespec mtime    ORM_COLUMN();
  struct timespec last_visited ORM_COLUMN();
  int64_t account_id       ORM_COLUMN(references = account.id, on_delete = set_null, null_if = 0);
};

struct ORM_TABLE(header_cache, prefix = hcache) HCacheEntry
{
  char *folder             ORM_COLUMN(primary_key);
  uint32_t uidvalidity     ORM_COLUMN(primary_key);
  unsigned int uid         ORM_COLUMN(primary_key);
  unsigned int crc         ORM_COLUMN();
  unsigned long long modseq ORM_COLUMN(null_if = 0);
  unsigned char *data      ORM_COLUMN(size = dlen, not_null);
  size_t dlen;
  struct Email *email      ORM_COLUMN(columns(index = email_index));
};

#endif
