/* The tables of Chinook, a music shop: PascalCase on SQLite, snake_case on PostgreSQL. */
#ifndef REAL_CHINOOK_H
#define REAL_CHINOOK_H

#include <orm/annotations.h>
#include <stdint.h>

#include "moment.h"

struct ORM_TABLE(artist, sqlite_name = Artist) artist {
    int32_t artist_id ORM_COLUMN(primary_key, assigned, sqlite_name = ArtistId);
    char *name ORM_COLUMN(sqlite_name = Name);
};

struct ORM_TABLE(album, sqlite_name = Album) album {
    int32_t album_id ORM_COLUMN(primary_key, assigned, sqlite_name = AlbumId);
    char *title ORM_COLUMN(sqlite_name = Title, not_null);
    int32_t artist_id ORM_COLUMN(sqlite_name = ArtistId, references = artist.artist_id, index);
};

struct ORM_TABLE(employee, sqlite_name = Employee) employee {
    int32_t employee_id ORM_COLUMN(primary_key, assigned, sqlite_name = EmployeeId);
    char *last_name ORM_COLUMN(sqlite_name = LastName, not_null);
    char *first_name ORM_COLUMN(sqlite_name = FirstName, not_null);
    char *title ORM_COLUMN(sqlite_name = Title);
    int32_t *reports_to ORM_COLUMN(sqlite_name = ReportsTo, references = employee.employee_id, index);
    struct moment *birth_date ORM_COLUMN(sqlite_name = BirthDate, postgresql_type = timestamp);
    struct moment *hire_date ORM_COLUMN(sqlite_name = HireDate, postgresql_type = timestamp);
    char *address ORM_COLUMN(sqlite_name = Address);
    char *city ORM_COLUMN(sqlite_name = City);
    char *state ORM_COLUMN(sqlite_name = State);
    char *country ORM_COLUMN(sqlite_name = Country);
    char *postal_code ORM_COLUMN(sqlite_name = PostalCode);
    char *phone ORM_COLUMN(sqlite_name = Phone);
    char *fax ORM_COLUMN(sqlite_name = Fax);
    char *email ORM_COLUMN(sqlite_name = Email);
};

struct ORM_TABLE(customer, sqlite_name = Customer) customer {
    int32_t customer_id ORM_COLUMN(primary_key, assigned, sqlite_name = CustomerId);
    char *first_name ORM_COLUMN(sqlite_name = FirstName, not_null);
    char *last_name ORM_COLUMN(sqlite_name = LastName, not_null);
    char *company ORM_COLUMN(sqlite_name = Company);
    char *address ORM_COLUMN(sqlite_name = Address);
    char *city ORM_COLUMN(sqlite_name = City);
    char *state ORM_COLUMN(sqlite_name = State);
    char *country ORM_COLUMN(sqlite_name = Country);
    char *postal_code ORM_COLUMN(sqlite_name = PostalCode);
    char *phone ORM_COLUMN(sqlite_name = Phone);
    char *fax ORM_COLUMN(sqlite_name = Fax);
    char *email ORM_COLUMN(sqlite_name = Email, not_null);
    int32_t *support_rep_id ORM_COLUMN(sqlite_name = SupportRepId, references = employee.employee_id, index);
};

struct ORM_TABLE(genre, sqlite_name = Genre) genre {
    int32_t genre_id ORM_COLUMN(primary_key, assigned, sqlite_name = GenreId);
    char *name ORM_COLUMN(sqlite_name = Name);
};

struct ORM_TABLE(media_type, sqlite_name = MediaType) media_type {
    int32_t media_type_id ORM_COLUMN(primary_key, assigned, sqlite_name = MediaTypeId);
    char *name ORM_COLUMN(sqlite_name = Name);
};

struct ORM_TABLE(track, sqlite_name = Track) track {
    int32_t track_id ORM_COLUMN(primary_key, assigned, sqlite_name = TrackId);
    char *name ORM_COLUMN(sqlite_name = Name, not_null);
    int32_t *album_id ORM_COLUMN(sqlite_name = AlbumId, references = album.album_id, index);
    int32_t media_type_id ORM_COLUMN(sqlite_name = MediaTypeId, references = media_type.media_type_id, index);
    int32_t *genre_id ORM_COLUMN(sqlite_name = GenreId, references = genre.genre_id, index);
    char *composer ORM_COLUMN(sqlite_name = Composer);
    int32_t milliseconds ORM_COLUMN(sqlite_name = Milliseconds);
    int32_t *bytes ORM_COLUMN(sqlite_name = Bytes);
    double unit_price ORM_COLUMN(sqlite_name = UnitPrice);
};

struct ORM_TABLE(invoice, sqlite_name = Invoice) invoice {
    int32_t invoice_id ORM_COLUMN(primary_key, assigned, sqlite_name = InvoiceId);
    int32_t customer_id ORM_COLUMN(sqlite_name = CustomerId, references = customer.customer_id, index);
    struct moment invoice_date ORM_COLUMN(sqlite_name = InvoiceDate, postgresql_type = timestamp);
    char *billing_address ORM_COLUMN(sqlite_name = BillingAddress);
    char *billing_city ORM_COLUMN(sqlite_name = BillingCity);
    char *billing_state ORM_COLUMN(sqlite_name = BillingState);
    char *billing_country ORM_COLUMN(sqlite_name = BillingCountry);
    char *billing_postal_code ORM_COLUMN(sqlite_name = BillingPostalCode);
    double total ORM_COLUMN(sqlite_name = Total);
};

struct ORM_TABLE(invoice_line, sqlite_name = InvoiceLine) invoice_line {
    int32_t invoice_line_id ORM_COLUMN(primary_key, assigned, sqlite_name = InvoiceLineId);
    int32_t invoice_id ORM_COLUMN(sqlite_name = InvoiceId, references = invoice.invoice_id, index);
    int32_t track_id ORM_COLUMN(sqlite_name = TrackId, references = track.track_id, index);
    double unit_price ORM_COLUMN(sqlite_name = UnitPrice);
    int32_t quantity ORM_COLUMN(sqlite_name = Quantity);
};

struct ORM_TABLE(playlist, sqlite_name = Playlist) playlist {
    int32_t playlist_id ORM_COLUMN(primary_key, assigned, sqlite_name = PlaylistId);
    char *name ORM_COLUMN(sqlite_name = Name);
};

struct ORM_TABLE(playlist_track, sqlite_name = PlaylistTrack) playlist_track {
    int32_t playlist_id ORM_COLUMN(primary_key, sqlite_name = PlaylistId, references = playlist.playlist_id, index);
    int32_t track_id ORM_COLUMN(primary_key, sqlite_name = TrackId, references = track.track_id, index);
};

#endif
