#include <string.h>

#include "base/date.h"
#include "world.h"

/* ---- dice (splitmix64) ---- */

uint64_t dice_next(struct dice *dice)
{
    uint64_t z = dice->state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

int dice_below(struct dice *dice, int sides)
{
    return (int)(dice_next(dice) % (uint64_t)sides);
}

bool dice_hit(struct dice *dice, int percent)
{
    return dice_below(dice, 100) < percent;
}

/* ---- articles ---- */

enum id {
    ID_URL,
    ID_WORD,
    ID_NONE,
    ID_MOVING,
    ID_STOLEN, /* of one that moves */
    ID_STORY,
    ID_STORY_URL,
    ID_OF_ALL,
    IDS
};
enum link { LINK_OWN, LINK_STORY, LINK_SHARED, LINK_BRIDGE, LINK_FRONT, LINKS };
enum date { DATE_PAST, DATE_NONE, DATE_TIE, DATE_SOON, DATE_FAR, DATES };

enum { DAY = 24 * 60 * 60, STORIES = 4 };

static const char *const actor_names[ACTORS] = {"ant", "bee", "cat", "dog"};
static const char *const source_names[SOURCES] = {"ant/feed", "bee/feed",
        "cat/feed", "dog/one", "dog/two"};
static const int actor_of[SOURCES] = {0, 1, 2, 3, 3};
static const char *const words[] = {"alpha", "beta", "gamma", "[pub]", "delta"};

/* Its id does; then link and title stay, else nothing would tell that it is the
 * same. */
static bool moves(const struct article *x)
{
    return x->id == ID_MOVING || x->id == ID_STOLEN;
}

static void article_make(struct article *x, struct dice *dice, int instants)
{
    int from = dice_below(dice, instants), version = 0;

    *x = (struct article){.source = dice_below(dice, SOURCES),
            .story = dice_hit(dice, 60) ? dice_below(dice, STORIES) : -1,
            .id = dice_below(dice, IDS),
            .link = dice_below(dice, LINKS),
            .date = dice_hit(dice, 50) ? DATE_PAST : dice_below(dice, DATES),
            .updated = dice_below(dice, 4),
            .words = dice_below(dice, 1000)};
    if (x->id == ID_OF_ALL) /* alone it would name one after another */
        from = 0;
    for (int t = from; t < instants; t++) {
        x->said[t] = t == from || x->id == ID_OF_ALL || dice_hit(dice, 70);
        version += t > from && dice_hit(dice, 25);
        x->version[t] = version;
    }
    if (x->link == LINK_FRONT &&
            (x->id == ID_NONE || x->id == ID_OF_ALL || moves(x)))
        x->link = LINK_OWN; /* else only its text would tell it apart */
}

/* Whether both would have one id within their source. */
static bool clashes(const struct article *x, const struct article *other)
{
    bool same_id = x->id == other->id && x->id >= ID_STORY && x->id < ID_OF_ALL;

    if (x->source != other->source)
        return false;
    same_id = same_id && x->story == other->story;
    return same_id || (x->story >= 0 && x->story == other->story);
}

static int victim_of(const struct article *x)
{
    return x->words % ARTICLES_MAX;
}

/* Within one source, an id is of one article. */
static bool can_steal(const struct world *world, const struct article *x)
{
    if (victim_of(x) >= world->article_count ||
            world->articles[victim_of(x)].source == x->source)
        return false;
    for (const struct article *y = world->articles; y < x; y++)
        if (y->source == x->source && y->id == ID_STOLEN &&
                victim_of(y) == victim_of(x))
            return false;
    return true;
}

void world_make(struct world *world, struct dice *dice, int size)
{
    int wanted = 1 +
            dice_below(dice, size < ARTICLES_MAX ? size : ARTICLES_MAX);

    *world = (struct world){.instants = 1 + dice_below(dice, INSTANTS_MAX)};
    for (int i = 0; i < wanted; i++) {
        struct article *x = &world->articles[world->article_count];
        bool apart = true;

        article_make(x, dice, world->instants);
        for (int k = 0; k < world->article_count && apart; k++)
            apart = !clashes(x, &world->articles[k]);
        world->article_count += apart;
    }
    for (int i = 0; i < world->article_count; i++)
        if (world->articles[i].id == ID_STOLEN &&
                !can_steal(world, &world->articles[i]))
            world->articles[i].id = ID_WORD;
    for (int t = 0; t < world->instants; t++)
        for (int s = 0; s < SOURCES; s++)
            world->polled[t][s] = dice_hit(dice, 80);
}

int64_t world_instant(int instant)
{
    return WORLD_START + (int64_t)instant * WORLD_STEP;
}

const char *world_source(int source)
{
    return source_names[source];
}

const char *world_token(struct arena *a, int article)
{
    return arena_printf(a, "token%dx", article);
}

/* ---- documents ---- */

static void put_id(struct buf *out, const struct article *x, int n, int version,
        bool atom)
{
    const char *open = atom ? "<id>" : "<guid isPermaLink=\"false\">";

    if (x->id == ID_NONE)
        return;
    buf_text(out, open);
    if (x->id == ID_URL)
        buf_printf(out, "https://%s.example/%d",
                actor_names[actor_of[x->source]], n);
    else if (x->id == ID_STORY)
        buf_printf(out, "tag:press.example,2026:%d", x->story);
    else if (x->id == ID_STORY_URL)
        buf_printf(out, "http%s://press.example/%d", x->source % 2 ? "s" : "",
                x->story);
    else if (x->id == ID_MOVING)
        buf_printf(out, "urn:x-%s:%d", version % 2 ? "new" : "old", n);
    else if (x->id == ID_STOLEN)
        buf_printf(out, "urn:x-%s:%d", version % 2 ? "new" : "old",
                victim_of(x));
    else if (x->id == ID_OF_ALL)
        buf_text(out, "urn:x-one:for-all");
    else
        buf_printf(out, "word-%d", n);
    buf_text(out, atom ? "</id>" : "</guid>");
}

static void put_url(struct buf *out, const struct article *x, int n,
        int version)
{
    const char *actor = actor_names[actor_of[x->source]];

    if (x->link == LINK_FRONT)
        buf_printf(out, "https://%s.example/", actor);
    else if (x->link == LINK_OWN || x->story < 0)
        buf_printf(out, "https://%s.example/%d%s", actor, n,
                x->id < ID_NONE && version % 2 ? "/moved" : "");
    else if (x->link == LINK_STORY)
        buf_printf(out, "https://press.example/%d", x->story);
    else if (x->link == LINK_SHARED)
        buf_printf(out, "http://www.press.example/%d/?utm_source=%s", x->story,
                actor);
    else
        buf_printf(out, "https://press.example/bridge/%d", x->story);
}

static int64_t date_of(const struct article *x, int version)
{
    int64_t from = WORLD_START;

    switch (x->date) {
    case DATE_NONE:
        return 0;
    case DATE_TIE:
        return from - DAY;
    case DATE_SOON:
        return from + DAY + x->words % 7 * (DAY / 2);
    case DATE_FAR:
        return from + 40 * (int64_t)DAY;
    default:
        return from - (x->words % 60) * (int64_t)DAY - x->words +
                (version == 2 ? DAY : 0);
    }
}

static void put_date(struct buf *out, const char *open, const char *close,
        int64_t when)
{
    char date[DATE_SIZE];

    if (!when)
        return;
    date_write(date, when);
    buf_printf(out, "%s%s%s", open, date, close);
}

static void put_dates(struct buf *out, const struct article *x, int version,
        bool atom)
{
    int64_t published = date_of(x, version);
    int64_t updated = x->updated == 0 ? 0
            : x->updated == 1         ? published
            : x->updated == 2         ? WORLD_START + version * (int64_t)DAY
                              : WORLD_START + (3 + x->words % 9) * (int64_t)DAY;

    put_date(out, atom ? "<published>" : "<dc:date>",
            atom ? "</published>" : "</dc:date>", published);
    put_date(out, "<a:updated>", "</a:updated>", updated);
}

static void put_article(struct buf *out, const struct article *x, int n,
        int version, bool atom)
{
    buf_text(out, atom ? "<entry>" : "<item>");
    put_id(out, x, n, version, atom);
    buf_printf(out, "<title>%s %s of %d%s</title>", words[x->words % 5],
            words[x->words / 5 % 5], x->words,
            version > 0 && !moves(x) ? ", mended" : "");
    buf_text(out, atom ? "<link href=\"" : "<link>");
    put_url(out, x, n, version);
    buf_text(out, atom ? "\"/>" : "</link>");
    put_dates(out, x, version, atom);
    if (x->words % 3 == 0)
        buf_printf(out,
                atom ? "<category term=\"%s\"/>" : "<category>%s</category>",
                words[x->words % 4]);
    buf_printf(out, atom ? "<summary>" : "<description>");
    buf_printf(out, "token%dx", n);
    for (int i = 0; i < x->words % 11 + version; i++)
        buf_printf(out, " %s", words[(x->words + i) % 5]);
    buf_text(out, atom ? "</summary></entry>" : "</description></item>");
}

void world_document(struct buf *out, const struct world *world, int source,
        int instant)
{
    bool atom = source % 2 == 0;

    buf_text(out,
            atom ? "<feed xmlns=\"http://www.w3.org/2005/Atom\""
                   " xmlns:a=\"http://www.w3.org/2005/Atom\">"
                 : "<rss version=\"2.0\""
                   " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                   " xmlns:a=\"http://www.w3.org/2005/Atom\"><channel>");
    if (!atom && instant % 3 > 0)
        buf_printf(out, "<language>%s</language>", instant == 1 ? "en" : "fr");
    buf_printf(out, "<title>%s%s</title>", source_names[source],
            instant % 3 == 2 ? " renamed" : "");
    for (int n = 0; n < world->article_count; n++) {
        const struct article *x = &world->articles[n];

        if (x->source == source && x->said[instant] && !x->left_out)
            put_article(out, x, n, x->version[instant], atom);
    }
    buf_text(out, atom ? "</feed>" : "</channel></rss>");
}

/* ---- the operator ---- */

static const char *const rule_lines[] = {
        "tag t1 when title contains \"alpha\"",
        "tag t2 when category = \"beta\" or older than 20d",
        "drop when title contains \"[pub]\" and not tag = t1",
        "drop from bee when older than 30d",
        "replace title /gamma/ \"GAMMA\"",
        "untag t1 from cat",
        "set lang \"en\" from dog/one",
        "keep when title matches /delta.*delta/",
        "drop from ant, cat when text contains \"gamma\"",
};

static const char *const selects[] = {
        "title contains \"beta\"",
        "tag = t1 and older than 4d",
        "actor in (ant, dog) or tag = t2",
        "not lang = en",
        "source = dog/one and not actor = ant",
};

static const char *const prefers[] = {"order", "original", "longest",
        "earliest"};

void setting_make(struct setting *setting, struct dice *dice)
{
    *setting = (struct setting){.rules = (unsigned)dice_next(dice) &
                    (unsigned)dice_next(dice),
            .prefer = dice_below(dice, COUNT(prefers)),
            .select = dice_below(dice, COUNT(selects)),
            .limit = 1 + dice_below(dice, 5),
            .share = 1 + dice_below(dice, 100),
            .swapped = dice_hit(dice, 50),
            .removed = dice_hit(dice, 20) ? dice_below(dice, ACTORS) : -1};
}

/* Who is not there cannot be named. */
static bool can_be_said(const struct setting *s, const char *text)
{
    return s->removed < 0 || !strstr(text, actor_names[s->removed]);
}

void setting_config(struct buf *out, const struct setting *s)
{
    const char *select =
            selects[can_be_said(s, selects[s->select]) ? s->select : 0];

    buf_printf(out,
            "[site]\ntitle = T\nurl = https://t.example/\nlanguage = fr\n"
            "contact = mailto:t@t.example\n[fetch]\nfirst = "
            "3\n[doubles]\nprefer = %s\n"
            "[stream s1]\nselect = %s\n[stream s2]\nlimit = %d\nshare = %d%%\n",
            prefers[s->prefer], select, s->limit, s->share);
}

void setting_rules(struct buf *out, const struct setting *s)
{
    buf_text(out, "theme t1 \"One\"\ntheme t2 \"Two\"\n");
    for (size_t i = 0; i < COUNT(rule_lines); i++)
        if (s->rules >> i & 1 && can_be_said(s, rule_lines[i]))
            buf_printf(out, "%s\n", rule_lines[i]);
}

static void put_source(struct buf *out, int source, bool named)
{
    const char *name = strchr(source_names[source], '/') + 1;

    buf_printf(out, "[feed%s%s]\nurl = https://feeds.example/%d\n",
            named ? " " : "", named ? name : "", source);
}

void setting_actor(struct buf *out, const struct setting *s, int actor)
{
    if (s->removed == actor)
        return;
    buf_printf(out, "name = The %s\nsite = https://%s.example/\n",
            actor_names[actor], actor == 2 ? "press" : actor_names[actor]);
    if (actor == 1)
        buf_text(out, "themes = t2\n");
    if (actor < 3)
        put_source(out, actor, false);
    else
        for (int i = 0; i < 2; i++)
            put_source(out, (i == 0) == s->swapped ? 4 : 3, true);
}

const char *setting_actor_name(int actor)
{
    return actor_names[actor];
}

int setting_actor_of(int source)
{
    return actor_of[source];
}

const char *world_hideable(int what)
{
    static const char *const all[HIDEABLE] = {"https://press.example/1",
            "http://www.press.example/2", "https://ant.example/0",
            "https://press.example/bridge/0", "dog/two", "bee"};

    return all[what];
}
