/* harmless_names.c - the words of HTML, SVG and MathML that only describe. */
#include <string.h>

#include "normalise/harmless.h"

static const char *const html_elements[] = {
        /* HTML */
        "a", "abbr", "address", "area", "article", "aside", "audio", "b", "bdi",
        "bdo", "blockquote", "br", "button", "canvas", "caption", "cite",
        "code", "col", "colgroup", "data", "datalist", "dd", "del", "details",
        "dfn", "dialog", "div", "dl", "dt", "em", "fieldset", "figcaption",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "hr", "i", "img", "input", "ins", "kbd", "label",
        "legend", "li", "main", "map", "mark", "menu", "meter", "nav",
        "noscript", "ol", "optgroup", "option", "output", "p", "picture", "pre",
        "progress", "q", "rp", "rt", "ruby", "s", "samp", "search", "section",
        "select", "small", "source", "span", "strong", "sub", "summary", "sup",
        "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "time",
        "tr", "track", "u", "ul", "var", "video", "wbr",
        /* HTML 4 and before, and drafts of HTML 5 */
        "acronym", "big", "center", "command", "datagrid", "dir",
        "event-source", "font", "keygen", "m", "multicol", "nextid", "sound",
        "spacer", "strike", "tt"};

static const char *const html_attributes[] = {
        /* HTML */
        "abbr", "accept", "accept-charset", "accesskey", "action", "align",
        "alt", "autocomplete", "autofocus", "autoplay", "axis", "border",
        "cellpadding", "cellspacing", "char", "charoff", "charset", "checked",
        "cite", "class", "clear", "color", "cols", "colspan", "compact",
        "contenteditable", "controls", "coords", "data", "datetime", "dir",
        "disabled", "draggable", "enctype", "face", "for", "form", "frame",
        "headers", "height", "hidden", "high", "href", "hreflang", "hspace",
        "icon", "id", "inputmode", "ismap", "itemid", "itemprop", "itemref",
        "itemscope", "itemtype", "label", "lang", "list", "longdesc", "loop",
        "low", "max", "maxlength", "media", "method", "min", "minlength",
        "multiple", "muted", "name", "nohref", "noshade", "nowrap", "open",
        "optimum", "pattern", "ping", "placeholder", "poster", "preload",
        "prompt", "radiogroup", "readonly", "rel", "required", "rev",
        "reversed", "role", "rows", "rowspan", "rules", "scope", "selected",
        "shape", "size", "sizes", "span", "spellcheck", "src", "srclang",
        "srcset", "start", "step", "style", "summary", "tabindex", "target",
        "title", "translate", "type", "usemap", "valign", "value", "vspace",
        "width", "wrap", "xml:lang",
        /* Web Forms 2, and drafts of HTML 5 */
        "default", "delay", "end", "loopcount", "loopend", "loopstart",
        "repeat-max", "repeat-min", "repeat-start", "replace", "template",
        "unselectable",
        /* of browsers before there was a standard */
        "background", "balance", "bgcolor", "bgproperties", "bordercolor",
        "bordercolordark", "bordercolorlight", "bottompadding", "ch",
        "challenge", "choff", "datafld", "datapagesize", "datasrc", "dynsrc",
        "galleryimg", "gutter", "hidefocus", "keytype", "leftspacing", "lowsrc",
        "point-size", "pqg", "rightspacing", "suppress", "toppadding", "urn",
        "variable", "volume", "vrml"};

static const char *const svg_elements[] = {"circle", "defs", "desc", "ellipse",
        "font-face", "font-face-name", "font-face-src", "g", "glyph", "hkern",
        "line", "lineargradient", "marker", "metadata", "missing-glyph", "path",
        "polygon", "polyline", "radialgradient", "rect", "stop", "svg",
        "switch", "text", "title", "tspan"};

static const char *const svg_attributes[] = {"accent-height", "alphabetic",
        "arabic-form", "ascent", "baseprofile", "bbox", "cap-height",
        "color-rendering", "content", "cx", "cy", "d", "descent", "display",
        "dx", "dy", "fill", "fill-opacity", "fill-rule", "font-family",
        "font-size", "font-stretch", "font-style", "font-variant",
        "font-weight", "fx", "fy", "g1", "g2", "glyph-name", "gradientunits",
        "hanging", "horiz-adv-x", "horiz-origin-x", "ideographic", "k", "lang",
        "marker-end", "marker-mid", "marker-start", "markerheight",
        "markerunits", "markerwidth", "mathematical", "offset", "opacity",
        "orient", "origin", "overline-position", "overline-thickness",
        "panose-1", "pathlength", "points", "preserveaspectratio", "r", "refx",
        "refy", "rotate", "rx", "ry", "slope", "stemh", "stemv", "stop-color",
        "stop-opacity", "strikethrough-position", "strikethrough-thickness",
        "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
        "stroke-linejoin", "stroke-miterlimit", "stroke-opacity",
        "stroke-width", "systemlanguage", "text-anchor", "transform", "u1",
        "u2", "underline-position", "underline-thickness", "unicode",
        "unicode-range", "units-per-em", "version", "viewbox", "visibility",
        "widths", "x", "x-height", "x1", "x2", "y", "y1", "y2", "zoomandpan"};

static const char *const mathml_elements[] = {"maction", "maligngroup",
        "malignmark", "math", "menclose", "merror", "mfenced", "mfrac",
        "mglyph", "mi", "mlabeledtr", "mmultiscripts", "mn", "mo", "mover",
        "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms", "mspace",
        "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext",
        "mtr", "munder", "munderover", "none", "semantics"};

static const char *const mathml_attributes[] = {"accent", "accentunder",
        "actiontype", "close", "columnalign", "columnlines", "columnspacing",
        "columnspan", "depth", "display", "displaystyle", "edge", "encoding",
        "equalcolumns", "equalrows", "fence", "fontfamily", "fontsize",
        "fontstyle", "fontweight", "framespacing", "groupalign", "largeop",
        "linebreak", "linethickness", "lspace", "mathbackground", "mathcolor",
        "mathsize", "mathvariant", "maxsize", "minlabelspacing", "minsize",
        "notation", "other", "rowalign", "rowlines", "rowspacing", "rspace",
        "rquote", "lquote", "scriptlevel", "scriptminsize",
        "scriptsizemultiplier", "selection", "separator", "separators", "side",
        "stretchy", "subscriptshift", "superscriptshift", "symmetric",
        "voffset"};

static const char *const xml_attributes[] = {"xlink:actuate", "xlink:arcrole",
        "xlink:href", "xlink:role", "xlink:show", "xlink:title", "xlink:type",
        "xml:lang", "xml:space"};

struct names {
    const char *const *names;
    size_t count;
};

#define NAMES(list)       \
    {                     \
        list, COUNT(list) \
    }

static const char *find(const struct names *names, struct slice name)
{
    for (size_t i = 0; i < names->count; i++)
        if (slice_is(name, names->names[i]))
            return names->names[i];
    return NULL;
}

const char *harmless_element(struct slice name, enum harmless_place place)
{
    static const struct names places[] = {
            [IN_HTML] = NAMES(html_elements),
            [IN_SVG] = NAMES(svg_elements),
            [IN_MATHML] = NAMES(mathml_elements),
    };
    const char *found = find(&places[place], name);

    return found ? found : find(&places[IN_HTML], name);
}

const char *harmless_attribute(struct slice name, enum harmless_place place)
{
    static const struct names places[] = {
            [IN_HTML] = NAMES(html_attributes),
            [IN_SVG] = NAMES(svg_attributes),
            [IN_MATHML] = NAMES(mathml_attributes),
    };
    static const struct names xml = NAMES(xml_attributes);
    const char *found = find(&places[IN_HTML], name);

    if (!found && place != IN_HTML)
        found = find(&places[place], name);
    return found || place == IN_HTML ? found : find(&xml, name);
}
