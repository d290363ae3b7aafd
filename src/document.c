#include "document.h"

static const struct member name_members[] = {
        ROW(name_of, text, MEMBER_TEXT),
};
static const struct shape name_shape = SHAPE(struct name_of, name_members);

static const struct member selector_members[] = {
        ROW(selector, part, MEMBER_TEXT),
        ROW(selector, text, MEMBER_TEXT),
};
static const struct shape selector_shape = SHAPE(struct selector,
        selector_members);

static const struct member known_members[] = {
        ROW(known, key, MEMBER_INT),
        ROW(known, digest, MEMBER_INT),
};
static const struct shape known_shape = SHAPE(struct known, known_members);

static const struct member document_members[] = {
        ROW(document, kind, MEMBER_TEXT),
        ROW(document, url, MEMBER_TEXT),
        ROW(document, content_type, MEMBER_TEXT),
        ROW(document, bytes, MEMBER_BYTES),
        ROW(document, now, MEMBER_TIME),
        ROW(document, lang, MEMBER_TEXT),
        ROW(document, timezone, MEMBER_TEXT),
        ROW(document, actor, MEMBER_TEXT),
        ROW_OF(document, aliases, MEMBER_LIST, name_shape),
        ROW_OF(document, selectors, MEMBER_LIST, selector_shape),
        ROW_OF(document, known, MEMBER_LIST, known_shape),
        ROW(document, as_said, MEMBER_FLAG),
        ROW(document, content_coding, MEMBER_TEXT),
        ROW(document, probe, MEMBER_FLAG),
        ROW(document, chrome, MEMBER_BYTES),
        ROW(document, format, MEMBER_TEXT),
        ROW(document, head, MEMBER_BYTES),
        ROW(document, zone_said, MEMBER_FLAG),
};
const struct shape document_shape = SHAPE(struct document, document_members);

static const struct member yield_members[] = {
        ROW(yield, key, MEMBER_INT),
        ROW(yield, digest, MEMBER_INT),
        ROW(yield, known, MEMBER_FLAG),
        ROW(yield, item, MEMBER_BYTES),
        ROW(yield, entry, MEMBER_BYTES),
        ROW(yield, blocks, MEMBER_BYTES),
};
static const struct shape yield_shape = SHAPE(struct yield, yield_members);

static const struct member answer_members[] = {
        ROW(answer, error, MEMBER_TEXT),
        ROW(answer, format, MEMBER_TEXT),
        ROW(answer, version, MEMBER_TEXT),
        ROW(answer, encoding, MEMBER_TEXT),
        ROW_OF(answer, feed, MEMBER_ONE, entry_shape),
        ROW_OF(answer, problems, MEMBER_LIST, problem_shape),
        ROW_OF(answer, yields, MEMBER_LIST, yield_shape),
        ROW(answer, complete, MEMBER_FLAG),
        ROW(answer, cut, MEMBER_FLAG),
};
const struct shape answer_shape = SHAPE(struct answer, answer_members);
