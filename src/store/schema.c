#include "store/schema.h"

/* What an archive holds changed, from `since` on: see the table. */
#define MONTH_OF(time) \
    "CAST(strftime('%s', " time ", 'unixepoch', 'start of month') AS INTEGER)"
#define MARK_ARCHIVE(row, since)                                         \
    "INSERT INTO archive (stream, month, since) VALUES (" row            \
    ".stream, " MONTH_OF(                                                \
            row ".arrived") ", " since                                   \
                            ")"                                          \
                            " ON CONFLICT (stream, month) DO UPDATE SET" \
                            " since = excluded.since"                    \
                            " WHERE since = 0 OR since > excluded.since;"

/*
 * PRAGMA user_version counts the steps that a database has had. A step that was
 * released is never edited: a new one is added at the end.
 *
 * All times are Unix seconds, UTC; 0 is never. Packed columns hold records of
 * the shapes in feed.h.
 */
const char *const schema_steps[] = {
        /* 1 */
        "CREATE TABLE fingerprint ("
        " name TEXT PRIMARY KEY,"
        " value INTEGER NOT NULL"
        ") WITHOUT ROWID;"

        /* one URL that is polled; the configuration's, so rows are never lost
         * when it is edited */
        "CREATE TABLE source ("
        " id INTEGER PRIMARY KEY,"
        " name TEXT NOT NULL UNIQUE,"
        " url TEXT,"       /* that was asked */
        " validated TEXT," /* where redirects led: gave the validators */
        " health TEXT NOT NULL DEFAULT 'new',"
        " reason TEXT,"
        " since INTEGER NOT NULL DEFAULT 0,"
        " failures INTEGER NOT NULL DEFAULT 0,"
        " polled INTEGER NOT NULL DEFAULT 0,"
        " next_poll INTEGER NOT NULL DEFAULT 0,"
        " not_before INTEGER NOT NULL DEFAULT 0," /* the server's wish */
        " newest INTEGER NOT NULL DEFAULT 0,"
        " etag TEXT,"
        " last_modified TEXT,"
        " body INTEGER NOT NULL DEFAULT 0," /* hash of the last one read */
        " moved_to TEXT,"
        " judged INTEGER NOT NULL DEFAULT 0,"   /* fingerprints that its */
        " derived INTEGER NOT NULL DEFAULT 0,"  /* entries were made under */
        " settings INTEGER NOT NULL DEFAULT 0," /* that it was asked under */
        " entries INTEGER NOT NULL DEFAULT 0,"
        " position INTEGER NOT NULL DEFAULT -1," /* -1: not configured */
        " head BLOB" /* its feed's own fields, packed */
        ");"

        "CREATE TABLE fetch ("
        " id INTEGER PRIMARY KEY,"
        " source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,"
        " at INTEGER NOT NULL,"
        " status INTEGER NOT NULL,"
        " outcome TEXT NOT NULL,"
        " bytes INTEGER NOT NULL,"
        " added INTEGER NOT NULL"
        ");"
        "CREATE INDEX fetch_by_source ON fetch (source, id);"

        /* what was said, as it was said */
        "CREATE TABLE item ("
        " id INTEGER PRIMARY KEY,"
        " source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,"
        " key INTEGER NOT NULL," /* hash of its id within the source */
        " digest INTEGER NOT NULL,"
        " iri TEXT NOT NULL," /* its published id, minted once */
        " first_seen INTEGER NOT NULL,"
        " last_seen INTEGER NOT NULL,"
        " changed INTEGER NOT NULL,"
        " packed BLOB NOT NULL,"
        " UNIQUE (source, key)"
        ");"

        /* what is derived of it; may be thrown away */
        "CREATE TABLE entry ("
        " id INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE,"
        " url TEXT,"
        " key1 INTEGER NOT NULL," /* its rows in entry_key; 0: none */
        " key2 INTEGER NOT NULL,"
        " published INTEGER NOT NULL,"
        " updated INTEGER NOT NULL,"
        " kept INTEGER NOT NULL,"  /* no rule dropped it, nothing holds it */
        " until INTEGER NOT NULL," /* to be judged again then; 0: never */
        " winner INTEGER NOT NULL DEFAULT 0," /* another entry, or 0 */
        " reason TEXT,"
        " packed BLOB NOT NULL,"
        " shown BLOB" /* as rules changed it, where they did */
        ");"
        "CREATE INDEX entry_due ON entry (until) WHERE until > 0;"
        "CREATE INDEX entry_stood_for ON entry (winner) WHERE winner > 0;"

        "CREATE TABLE entry_key ("
        " key INTEGER NOT NULL," /* hash of what identifies an article */
        " entry INTEGER NOT NULL REFERENCES entry ON DELETE CASCADE,"
        " PRIMARY KEY (key, entry)"
        ") WITHOUT ROWID;"

        "CREATE TABLE entry_tag ("
        " entry INTEGER NOT NULL REFERENCES entry ON DELETE CASCADE,"
        " tag TEXT NOT NULL,"
        " rule TEXT," /* file:line; NULL: the actor's file */
        " PRIMARY KEY (entry, tag)"
        ") WITHOUT ROWID;"

        "CREATE TABLE stream ("
        " id INTEGER PRIMARY KEY,"
        " name TEXT NOT NULL UNIQUE,"
        " iri TEXT NOT NULL,"
        " created INTEGER NOT NULL,"
        " changed INTEGER NOT NULL DEFAULT 1"
        ");"

        "CREATE TABLE stream_entry ("
        " entry INTEGER NOT NULL REFERENCES entry ON DELETE CASCADE,"
        " stream INTEGER NOT NULL REFERENCES stream ON DELETE CASCADE,"
        " published INTEGER NOT NULL,"
        " entered INTEGER NOT NULL,"
        " PRIMARY KEY (entry, stream)"
        ") WITHOUT ROWID;"
        "CREATE INDEX stream_by_date ON stream_entry (stream, published);"

        "CREATE TABLE output ("
        " path TEXT PRIMARY KEY,"
        " stamp INTEGER NOT NULL" /* file_stamp() of it, as it was written */
        ") WITHOUT ROWID;",

        /* 2: when feeds ask to be asked; a 304 does not say it again */
        ("ALTER TABLE source ADD COLUMN wish INTEGER NOT NULL DEFAULT 0;"
         "ALTER TABLE source ADD COLUMN skip_hours INTEGER NOT NULL DEFAULT 0;"
         "ALTER TABLE source ADD COLUMN skip_days INTEGER NOT NULL DEFAULT 0;"),

        /* 3: since when, and how often, redirects agreed */
        ("ALTER TABLE source ADD COLUMN moved_since INTEGER NOT NULL DEFAULT 0;"
         "ALTER TABLE source ADD COLUMN moved_polls INTEGER NOT NULL DEFAULT "
         "0;"),

        /* 4: which hub is still to be told of which feed */
        ("CREATE TABLE ping ("
         " hub TEXT NOT NULL,"
         " url TEXT NOT NULL,"
         " owed INTEGER NOT NULL,"
         " failures INTEGER NOT NULL DEFAULT 0,"
         " next_try INTEGER NOT NULL DEFAULT 0,"
         " PRIMARY KEY (hub, url)"
         ") WITHOUT ROWID;"),

        /* 5: articles that are pages: what their lists said of them, and when
         * to look at them again; what stands on which, so that what stands on
         * several is known as chrome; entries that are to be derived again */
        ("CREATE TABLE article ("
         " item INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE,"
         " source INTEGER NOT NULL,"
         " listed INTEGER NOT NULL,"
         " next_visit INTEGER NOT NULL,"
         " visits INTEGER NOT NULL,"
         " etag TEXT,"
         " last_modified TEXT"
         ");"
         "CREATE INDEX article_due ON article (source, next_visit)"
         " WHERE next_visit > 0;"
         "ALTER TABLE source ADD COLUMN format TEXT;" /* of its document */
         "ALTER TABLE source ADD COLUMN made INTEGER NOT NULL DEFAULT 0;"
         "CREATE TABLE block ("
         " source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,"
         " hash INTEGER NOT NULL," /* of its text */
         " item INTEGER NOT NULL,"
         " PRIMARY KEY (source, hash, item)"
         ") WITHOUT ROWID;"
         "ALTER TABLE entry ADD COLUMN stale INTEGER NOT NULL DEFAULT 0;"
         "CREATE INDEX entry_stale ON entry (stale) WHERE stale > 0;"
         "CREATE TABLE suppression (" /* what was taken down, and stays so */
         " what TEXT PRIMARY KEY,"    /* as it was said */
         " key INTEGER NOT NULL,"     /* hash of what identifies it */
         " reason TEXT NOT NULL,"
         " since INTEGER NOT NULL"
         ") WITHOUT ROWID;"
         "CREATE INDEX entry_shown ON entry (id) WHERE shown IS NOT NULL;"),

        /* 6: where articles were asked for, which is not always what they call
         * themselves, and with which selectors they were read; those that lists
         * name and that could not be read yet */
        ("ALTER TABLE article ADD COLUMN url TEXT;"
         "ALTER TABLE article ADD COLUMN selected INTEGER NOT NULL DEFAULT 0;"
         "UPDATE article SET next_visit = 0;" /* nobody knows where */
         "CREATE INDEX article_by_source ON article (source);"
         "DROP INDEX entry_stale;" /* they are looked at in this order: */
         "CREATE INDEX entry_stale ON entry (id) WHERE stale > 0;"
         "CREATE TABLE absent ("
         " source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,"
         " key INTEGER NOT NULL,"
         " failures INTEGER NOT NULL,"
         " next_try INTEGER NOT NULL,"
         " PRIMARY KEY (source, key)"
         ") WITHOUT ROWID;"),

        /* 7: what was told of sources' health, to tell each change once; what
         * their last polls brought */
        ("ALTER TABLE source ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;"
         "ALTER TABLE source ADD COLUMN told TEXT NOT NULL DEFAULT 'ok';"
         "ALTER TABLE source ADD COLUMN told_at INTEGER NOT NULL DEFAULT 0;"
         "ALTER TABLE source ADD COLUMN tellings INTEGER NOT NULL DEFAULT 0;"
         "ALTER TABLE source ADD COLUMN told_moved TEXT;"
         "UPDATE source SET told = health, told_at = since"
         " WHERE health IN ('failing', 'gone');"
         "ALTER TABLE source ADD COLUMN status INTEGER NOT NULL DEFAULT 0;"
         "ALTER TABLE source ADD COLUMN answer TEXT;"
         "ALTER TABLE source ADD COLUMN problems BLOB;"
         "CREATE TABLE event ("
         " id INTEGER PRIMARY KEY,"
         " source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,"
         " at INTEGER NOT NULL,"
         " what TEXT NOT NULL,"
         " since INTEGER NOT NULL," /* what ended then had begun */
         " words TEXT,"
         " UNIQUE (source, at, what)"
         ");"),

        /* 8: what is looked for by date is found by it; what is known as chrome
         * has a row of its own, and no longer one for each page; blocks are
         * found by their page */
        ("ALTER TABLE source ADD COLUMN placed INTEGER NOT NULL DEFAULT 0;"
         "CREATE INDEX entry_by_date ON entry (published);"
         "DROP INDEX entry_shown;"
         "CREATE INDEX entry_shown ON entry (published) WHERE shown IS NOT "
         "NULL;"
         "CREATE TABLE chrome ("
         " source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,"
         " hash INTEGER NOT NULL,"
         " PRIMARY KEY (source, hash)"
         ") WITHOUT ROWID;"
         "INSERT INTO chrome SELECT source, hash FROM block"
         " GROUP BY source, hash HAVING count(*) >= 3;"
         "DELETE FROM block WHERE EXISTS (SELECT 1 FROM chrome"
         " WHERE chrome.source = block.source AND chrome.hash = block.hash);"
         "CREATE INDEX block_of ON block (item);"),

        /* 9: when an item was first read to say what it says (0: not known);
         * the id that it claims and that is another's; whether it is of its
         * source's back catalogue */
        ("ALTER TABLE item ADD COLUMN read INTEGER NOT NULL DEFAULT 0;"
         "ALTER TABLE item ADD COLUMN claimed TEXT;"
         "CREATE INDEX item_claimed ON item (source) WHERE claimed IS NOT NULL;"
         "CREATE INDEX item_by_iri ON item (iri);"
         "ALTER TABLE item ADD COLUMN old INTEGER NOT NULL DEFAULT 0;"),

        /* 10: the condition that a stream's entries were chosen by; texts, in
         * pieces of three characters, without their places: entries up to the
         * fingerprint "indexed" are there, but those in unindexed, which say
         * something else since, or may have a number that was another's */
        ("ALTER TABLE stream ADD COLUMN selected INTEGER NOT NULL DEFAULT 0;"
         "CREATE VIRTUAL TABLE texts USING fts5 (text, content = '',"
         " columnsize = 0, detail = none, tokenize = 'trigram case_sensitive "
         "1');"
         "CREATE TABLE unindexed (entry INTEGER PRIMARY KEY);"
         "CREATE TRIGGER item_is_gone AFTER DELETE ON item"
         " WHEN old.id <= (SELECT value FROM fingerprint"
         "  WHERE name = 'indexed')"
         " BEGIN INSERT OR IGNORE INTO unindexed VALUES (old.id); END;"),

        /* 11: what else copies are found by: the address that redirects led
         * from, the title, the text; how long that is */
        ("ALTER TABLE item ADD COLUMN address TEXT;"
         "ALTER TABLE entry ADD COLUMN key3 INTEGER NOT NULL DEFAULT 0;"
         "ALTER TABLE entry ADD COLUMN key4 INTEGER NOT NULL DEFAULT 0;"
         "ALTER TABLE entry ADD COLUMN key5 INTEGER NOT NULL DEFAULT 0;"
         "ALTER TABLE entry ADD COLUMN key6 INTEGER NOT NULL DEFAULT 0;"
         "ALTER TABLE entry ADD COLUMN key7 INTEGER NOT NULL DEFAULT 0;"
         "ALTER TABLE entry ADD COLUMN words INTEGER NOT NULL DEFAULT 0;"),

        /* 12: editions: their issues, which are kept as they came out, and whom
         * they are owed to */
        ("CREATE TABLE edition ("
         " id INTEGER PRIMARY KEY,"
         " name TEXT NOT NULL UNIQUE,"
         " iri TEXT NOT NULL,"
         " begins INTEGER NOT NULL,"          /* its first period */
         " print INTEGER NOT NULL DEFAULT 0," /* that it was written under */
         " hidden INTEGER NOT NULL DEFAULT 0" /* the same of what is hidden */
         ");"
         "CREATE TABLE edition_issue ("
         " id INTEGER PRIMARY KEY,"
         " edition INTEGER NOT NULL REFERENCES edition ON DELETE CASCADE,"
         " key TEXT NOT NULL,"
         " state INTEGER NOT NULL,"  /* enum issue_state */
         " number INTEGER NOT NULL," /* of those that came out; from 1 */
         " iri TEXT NOT NULL,"
         " title TEXT NOT NULL,"
         " starts INTEGER NOT NULL,"
         " ends INTEGER NOT NULL,"
         " published INTEGER NOT NULL," /* as its period has it */
         " updated INTEGER NOT NULL,"
         " frozen INTEGER NOT NULL," /* from then on */
         " changed INTEGER NOT NULL DEFAULT 1,"
         " UNIQUE (edition, key)"
         ");"
         "CREATE INDEX edition_issue_by_end ON edition_issue (edition, ends);"
         "CREATE TABLE edition_entry ("
         " edition INTEGER NOT NULL REFERENCES edition ON DELETE CASCADE,"
         " entry INTEGER NOT NULL," /* in one issue of an edition at most, */
         " again INTEGER NOT NULL," /* but for its updates, dated; else 0 */
         " issue INTEGER NOT NULL REFERENCES edition_issue ON DELETE CASCADE,"
         " position INTEGER NOT NULL,"
         " state INTEGER NOT NULL," /* enum part_state */
         " packed BLOB NOT NULL,"   /* part_shape */
         " PRIMARY KEY (edition, entry, again)"
         ") WITHOUT ROWID;"
         "CREATE INDEX edition_entry_by_issue"
         " ON edition_entry (issue, position);"
         "CREATE TABLE delivery ("
         " issue INTEGER NOT NULL REFERENCES edition_issue ON DELETE CASCADE,"
         " recipient TEXT NOT NULL,"
         " state TEXT NOT NULL DEFAULT 'pending',"
         " failures INTEGER NOT NULL DEFAULT 0,"
         " next_try INTEGER NOT NULL DEFAULT 0,"
         " reason TEXT," /* why not, in words */
         " PRIMARY KEY (issue, recipient)"
         ") WITHOUT ROWID;"
         "CREATE INDEX delivery_pending ON delivery (issue)"
         " WHERE state = 'pending';"),

        /* 13: whose an id is, however many claim it; the first URL of what has
         * another now */
        ("ALTER TABLE item ADD COLUMN first_url TEXT;"
         "ALTER TABLE entry ADD COLUMN key8 INTEGER NOT NULL DEFAULT 0;"
         "DROP INDEX item_by_iri;"
         "CREATE INDEX item_by_claim"
         " ON item (coalesce(claimed, iri), first_seen);"
         "CREATE INDEX item_renamed ON item (iri) WHERE claimed IS NOT NULL;"),

        /* 14: what is asked for: what stands for its article, by date; what is
         * kept from being published; what has a tag; what has a link that rules
         * made, which those are derived again for that have one already */
        ("ALTER TABLE entry ADD COLUMN link INTEGER NOT NULL DEFAULT 0;"
         "CREATE INDEX entry_by_link ON entry (link) WHERE link <> 0;"
         "UPDATE entry SET stale = 1 WHERE shown IS NOT NULL;"
         "CREATE INDEX entry_standing ON entry (published)"
         " WHERE kept > 0 AND winner = 0;"
         "CREATE INDEX entry_dropped ON entry (published) WHERE kept = 0;"
         "CREATE INDEX entry_tag_by_tag ON entry_tag (tag);"),

        /* 15: when entries came to streams, which is when they were first seen
         * or, later, due; the months of that, UTC, with the entries that they
         * had and in how many documents they were written, and from when on
         * that is no longer true (0: it is); what was taken down */
        /* clang-format off */
        ("ALTER TABLE stream ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;"
         "ALTER TABLE stream_entry"
         " ADD COLUMN arrived INTEGER NOT NULL DEFAULT 0;"
         "UPDATE stream_entry SET arrived = max(published,"
         " (SELECT first_seen FROM item WHERE item.id = entry));"
         "CREATE INDEX stream_by_arrival"
         " ON stream_entry (stream, arrived, published);"
         "CREATE TABLE archive ("
         " stream INTEGER NOT NULL REFERENCES stream ON DELETE CASCADE,"
         " month INTEGER NOT NULL," /* its first instant */
         " entries INTEGER NOT NULL DEFAULT 0,"
         " documents INTEGER NOT NULL DEFAULT 0,"
         " since INTEGER NOT NULL,"
         " PRIMARY KEY (stream, month)"
         ") WITHOUT ROWID;"
         "INSERT INTO archive (stream, month, since)"
         " SELECT stream, " MONTH_OF("arrived") ", min(arrived)"
         " FROM stream_entry GROUP BY 1, 2;"
         "CREATE TRIGGER stream_entry_comes AFTER INSERT ON stream_entry"
         " BEGIN " MARK_ARCHIVE("new", "new.arrived") " END;"
         "CREATE TRIGGER stream_entry_changes AFTER UPDATE ON stream_entry"
         " BEGIN " MARK_ARCHIVE("old", "old.arrived")
         MARK_ARCHIVE("new", "new.arrived") " END;"
         "CREATE TRIGGER stream_entry_goes AFTER DELETE ON stream_entry"
         " BEGIN " MARK_ARCHIVE("old", "old.arrived") " END;"
         "CREATE TABLE tombstone ("
         " stream INTEGER NOT NULL REFERENCES stream ON DELETE CASCADE,"
         " iri TEXT NOT NULL,"
         " arrived INTEGER NOT NULL," /* when the entry had */
         " at INTEGER NOT NULL,"
         " what TEXT NOT NULL REFERENCES suppression ON DELETE CASCADE,"
         " PRIMARY KEY (stream, iri)"
         ") WITHOUT ROWID;"
         "CREATE INDEX tombstone_by_time ON tombstone (at);"
         "CREATE INDEX tombstone_by_cause ON tombstone (what);"
         /* they stand in the first document of a month */
         "CREATE TRIGGER tombstone_comes AFTER INSERT ON tombstone"
         " BEGIN " MARK_ARCHIVE("new", MONTH_OF("new.arrived")) " END;"
         "CREATE TRIGGER tombstone_goes AFTER DELETE ON tombstone"
         " BEGIN " MARK_ARCHIVE("old", MONTH_OF("old.arrived")) " END;"),
        /* clang-format on */
};

const size_t schema_step_count = COUNT(schema_steps);
