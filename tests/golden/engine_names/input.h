/* Names that differ per engine, and from C's. */
#include <orm/annotations.h>
#include <stdint.h>

struct ORM_TABLE(name = "Artist", postgresql_name = artist, prefix = music_artist) artist {
    int64_t id  ORM_COLUMN(primary_key, sqlite_name = "ArtistId", postgresql_name = artist_id);
    char *name  ORM_COLUMN(name = "Name", postgresql_name = name, not_null);
};

struct ORM_TABLE("Album") album {
    int64_t id        ORM_COLUMN(primary_key, sqlite_name = "AlbumId");
    int64_t artist_id ORM_COLUMN(references = music_artist.id, on_delete = cascade,
                                 on_update = restrict, index = "IFK_AlbumArtistId");
    char *title       ORM_COLUMN(unique = album_title);
};
