#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "input/chrome.h"

/* A class is made of words: "jp-relatedposts", "node__comment_form". These
 * words make it chrome wherever they stand in it. */
static const char chrome_words[] =
        "ad ads advert advertisement arbo ariane banner breadcrumb breadcrumbs "
        "comment comments commentaire commentaires consent cookie cookies "
        "disqus forum modal newsletter newsletters pager pagination paywall "
        "popup promo pub publicite related relatedposts respond share "
        "sharedaddy sharing signup similaires similar social sociaux sponsored "
        "subscribe subscription toolbar";

/* These are chrome as a whole class or id. */
static const char chrome_names[] =
        "menu nav navbar navigation main-menu main-nav site-nav sidebar "
        "skip-link skip-links skiplink visually-hidden element-invisible "
        "sr-only screen-reader-text screen-reader hidden-print noprint "
        "feed-icon tags-links post-navigation nav-links nav-below";

static const char margin_names[] =
        "aside footer site-header site-footer colophon entry-footer "
        "post-footer article-footer wp-block-buttons author-box author-bio "
        "kg-signup-card";

/* Classes that start so name what a page is about. */
static const char *const topics[] = {"category-", "format-", "hashtag-",
        "node-", "page-", "path-", "post-", "postid-", "status-", "tag-",
        "taxonomy-", "term-", "type-"};

/* Folded. A star stands for the rest. */
static const char *const labels[] = {
        "a lire aussi*",
        "abonnez-vous*",
        "advertentie",
        "advertisement",
        "aller a la navigation",
        "aller au contenu*",
        "anzeige",
        "article precedent*",
        "article reserve *",
        "article suivant*",
        "back to top",
        "ce contenu est reserve*",
        "cliquez pour vous inscrire*",
        "close",
        "compartilhar",
        "compartir",
        "condividi",
        "deja abonne*",
        "delen",
        "derniere mise a jour du site*",
        "drucken",
        "ecouter cet article*",
        "ecouter l'article*",
        "fermer",
        "haut de page",
        "il vous reste * de cet article*",
        "imprimer",
        "imprimir",
        "inscrivez-vous a *newsletter*",
        "l'hebdo",
        "l'hebdo *",
        "la quotidienne",
        "lee tambien*",
        "lees ook*",
        "leggi anche*",
        "leia tambem*",
        "lesen sie auch*",
        "lire aussi*",
        "lire egalement*",
        "lire la suite*",
        "lire plus tard",
        "pagination",
        "partager",
        "partager cet*",
        "partager sur*",
        "partagez *",
        "partilhar",
        "print",
        "printen",
        "pubblicita",
        "publicidad",
        "publicidade",
        "publicite",
        "read more",
        "recevoir les news",
        "repondre a cet article",
        "reserve a nos abonnes*",
        "reserve aux abonnes*",
        "retour en haut*",
        "s'abonner",
        "share",
        "share on*",
        "share this*",
        "sign up *newsletter*",
        "skip to *content",
        "stampa",
        "suivez-nous*",
        "sur le meme sujet*",
        "teilen",
        "tous les articles de l'acteur",
        "voir aussi*",
        "vous devez etre connecte*",
};

enum { LABEL_MAX = 160 }; /* bytes of a block that may be a label */

static bool is_topic(const char *name)
{
    for (size_t i = 0; i < COUNT(topics); i++)
        if (strncasecmp(name, topics[i], strlen(topics[i])) == 0)
            return true;
    return false;
}

/* Whether one of the words of a class is chrome. */
static bool has_chrome_word(const char *name, size_t size)
{
    for (size_t at = 0, length; at < size; at += length + 1) {
        length = 0;
        while (at + length < size && name[at + length] != '-' &&
                name[at + length] != '_')
            length++;
        if (html_is_among(name + at, length, chrome_words))
            return true;
    }
    return false;
}

static bool is_chrome_list(const char *names)
{
    for (names += strspn(names, " \t\r\n"); *names;
            names += strspn(names, " \t\r\n")) {
        size_t size = strcspn(names, " \t\r\n");

        if (html_is_among(names, size, chrome_names) ||
                (!is_topic(names) && has_chrome_word(names, size)))
            return true;
        names += size;
    }
    return false;
}

bool chrome_is(const xmlNode *node)
{
    static const char roles[] =
            "alert alertdialog complementary dialog menu menubar navigation "
            "search toolbar";
    const char *role;

    if (html_is_one(node, "nav form dialog menu"))
        return true;
    if (html_is_one(node, "html body main"))
        return false;
    role = html_raw(node, "role");
    return html_is_among(role, strlen(role), roles) ||
            is_chrome_list(html_raw(node, "class")) ||
            is_chrome_list(html_raw(node, "id"));
}

bool chrome_is_margin(const xmlNode *node)
{
    const char *id, *role = html_raw(node, "role");

    if (html_is_one(node, "header footer aside"))
        return true;
    id = html_raw(node, "id");
    return html_is_among(role, strlen(role), "banner contentinfo") ||
            html_is_among(id, strlen(id), margin_names) ||
            html_has_class(node, margin_names);
}

static bool fits(const char *text, const char *label)
{
    const char *star = strchr(label, '*');
    size_t size = star ? (size_t)(star - label) : strlen(label);

    if (strncmp(text, label, size) != 0)
        return false;
    if (!star)
        return text[size] == '\0';
    for (text += size; *text; text++)
        if (fits(text, star + 1))
            return true;
    return !star[1];
}

static const char *fold_label(struct arena *a, const char *text)
{
    static const char dots[] = "…";
    size_t size = strlen(text);
    char *folded = size > LABEL_MAX ? NULL : text_fold(a, text, size);

    size = folded ? strlen(folded) : 0;
    if (size >= strlen(dots) && strcmp(folded + size - strlen(dots), dots) == 0)
        size -= strlen(dots);
    while (size > 0 && strchr(" :.!>-", folded[size - 1]))
        size--;
    if (folded)
        folded[size] = '\0';
    return size > 0 ? folded : NULL;
}

static bool is_among(struct arena *a, const char *text, const char *const *rows,
        size_t count)
{
    const char *folded = fold_label(a, text);

    for (size_t i = 0; folded && i < count; i++)
        if (fits(folded, rows[i]))
            return true;
    return false;
}

bool chrome_says(struct arena *a, const char *text)
{
    return is_among(a, text, labels, COUNT(labels));
}

/* Parts of what asks for something. */
static const char *const appeals[] = {
        "*abbonati*",
        "*abonne-toi*",
        "*abonnez-vous*",
        "*apoie-nos*",
        "*apoyanos*",
        "*faire un don*",
        "*faites un don*",
        "*haz una donacion*",
        "*ihre spende*",
        "*infolettre*",
        "*inscrivez-vous*",
        "*iscriviti*",
        "*lettre d'information*",
        "*make a donation*",
        "*newsletter*",
        "*sostienici*",
        "*soutenez-nous*",
        "*spenden sie*",
        "*steun ons*",
        "*subscribe to*",
        "*support us*",
        "*suscribete*",
        "*unterstutzen sie uns*",
        "*uw steun*",
        "*votre don*",
        "*votre soutien*",
        "*vos dons*",
        "*your donation*",
        "*your support*",
};

bool chrome_appeals(struct arena *a, const char *text)
{
    return is_among(a, text, appeals, COUNT(appeals));
}

/* Titles of what servers show in the place of a page, and how much prose has to
 * stand below for an article that is called so: some say little else. */
enum { SURE = 1000, VAGUE = 300 };

static const struct wall {
    const char *title;
    size_t prose; /* bytes */
} walls[] = {
        {"*404*not found*",                   SURE },
        {"*access denied*",                   SURE },
        {"*acces refuse*",                    SURE },
        {"acces reserve*",                    VAGUE},
        {"are you a robot",                   SURE },
        {"*are you a robot*",                 VAGUE},
        {"*attention required*",              SURE },
        {"*checking your browser*",           SURE },
        {"*erreur 404*",                      SURE },
        {"*erreur 500*",                      SURE },
        {"just a moment",                     SURE },
        {"*just a moment*",                   VAGUE},
        {"*page * n'existe pas*",             SURE },
        {"*page * n'existe plus*",            SURE },
        {"*page introuvable*",                SURE },
        {"*page non trouvee*",                SURE },
        {"*page not found*",                  SURE },
        {"*pagina no encontrada*",            SURE },
        {"*pagina non trovata*",              SURE },
        {"*pagina nao encontrada*",           SURE },
        {"*pagina niet gevonden*",            SURE },
        {"*seite nicht gefunden*",            SURE },
        {"*service indisponible*",            SURE },
        {"*service unavailable*",             SURE },
        {"*under maintenance*",               VAGUE},
        {"*verifiez que vous etes humain*",   SURE },
        {"*verification que vous etes bien*", SURE },
        {"*verifying you are human*",         SURE },
        {"404",                               SURE },
        {"403 forbidden",                     SURE },
        {"accedi",                            VAGUE},
        {"anmelden",                          VAGUE},
        {"anmeldung",                         VAGUE},
        {"authentification",                  VAGUE},
        {"connectez-vous*",                   VAGUE},
        {"connexion",                         VAGUE},
        {"entrar",                            VAGUE},
        {"forbidden",                         SURE },
        {"identifiez-vous*",                  VAGUE},
        {"identification",                    VAGUE},
        {"iniciar sesion",                    VAGUE},
        {"inloggen",                          VAGUE},
        {"log in",                            VAGUE},
        {"login",                             VAGUE},
        {"se connecter",                      VAGUE},
        {"sign in",                           VAGUE},
        {"site en maintenance*",              VAGUE},
        {"un instant",                        SURE },
        {"un instant*",                       VAGUE},
};

bool chrome_is_wall(struct arena *a, const char *title, size_t prose)
{
    const char *folded = fold_label(a, title);

    for (size_t i = 0; folded && i < COUNT(walls); i++)
        if (prose < walls[i].prose && fits(folded, walls[i].title))
            return true;
    return false;
}
