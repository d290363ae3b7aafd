#include "output/tame.h"
#include "test.h"

/* Markup, and what of it is told among other articles. */
/* clang-format off */
static const struct row {
    const char *name, *markup, *want;
} rows[] = {
        {"nothing", "", NULL},
        {"text", "a &lt; b", "a &lt; b"},
        {"an image", "<p>a<img src=\"https://i.example/1\" alt=\"a &quot;b&quot; &gt;\" width=\"1\">b</p>", "<p>aa &quot;b&quot; &gt;b</p>"},
        {"an image that says nothing", "<img src=\"https://i.example/1\">", NULL},
        {"an image whose text has a tag's end", "<img src=\"x\" alt=\"a>b\">c", "a>bc"},
        {"a film", "<video controls poster=\"https://i.example/1\"><source src=\"https://i.example/2\">See it</video>", "See it"},
        {"headings", "<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h6 dir=\"rtl\">e</h6>",
         "<h3>a</h3><h4>b</h4><h5>c</h5><h6>d</h6><h6 dir=\"rtl\">e</h6>"},
        {"ranks that are left out", "<h2>a</h2><h5>b</h5><h1>c</h1><h3>d</h3>",
         "<h3>a</h3><h4>b</h4><h3>c</h3><h4>d</h4>"},
        {"headings in which nothing is seen", "<h1>\xC2\xA0</h1><h1><img src=\"x\" alt=\"\"></h1><h1><b> </b><br></h1><h4>a</h4>",
         "<h3>a</h3>"},
        {"blocks", "<hr><p>a</p><pre>b\n</pre><blockquote>c</blockquote>", "<hr><p>a</p><pre>b\n</pre><blockquote>c</blockquote>"},
        {"what pages have once", "<header><nav>a</nav></header><section><article>b</article></section><address>c</address><footer>d</footer><aside>e</aside>",
         "<div><div>a</div></div><div><div>b</div></div><div>c</div><div>d</div><div>e</div>"},
        {"space between blocks", "<div><p>a</p>\n<p> </p>\n<p>b</p></div>", "<div><p>a</p>\n\n<p>b</p></div>"},
        {"space in phrases", "<p>a<b> </b>b<i>c<u> </u>d</i></p>", "<p>a b<i>c d</i></p>"},
        {"a line's end in phrases", "<p>a<b><br>c</b></p>", "<p>a<br><b>c</b></p>"},
        {"a line's end in nothing", "<p><br></p>", NULL},
        {"phrases", "<p><b>a</b><bdo dir=\"rtl\">b</bdo><mark>c</mark><dfn>d<dfn>e</dfn></dfn></p>", "<p><b>a</b><bdi dir=\"rtl\">b</bdi>cde</p>"},

        {"a link", "<a href=\"https://x.example/\" title=\"t\">a</a>", "<a href=\"https://x.example/\" rel=\"noopener ugc\" title=\"t\">a</a>"},
        {"a link with an image", "<p><a href=\"https://x.example/\"><img src=\"x\"></a></p>", NULL},
        {"a link with an image that says something", "<a href=\"https://x.example/\"><img src=\"x\" alt=\"a\"></a>",
         "<a href=\"https://x.example/\" rel=\"noopener ugc\">a</a>"},
        {"a link with white space", "a<a href=\"https://x.example/\">\xC2\xA0</a>b", "a\xC2\xA0" "b"},
        {"a link with what is not seen", "<a href=\"https://x.example/\">\xE2\x80\x8B</a>", "\xE2\x80\x8B"},

        {"a list", "<ul>\n<li>a</li>\xC2\xA0<li> </li></ul>", "<ul><li>a</li></ul>"},
        {"numbers", "<ol start=\"3\" type=\"a\" reversed><li value=\"7\">a</li></ol>", "<ol start=\"3\" type=\"a\" reversed><li>a</li></ol>"},
        {"a list in a list", "<ul><li><p>a</p><ol><li>b</li></ol></li></ul>", "<ul><li><p>a</p><ol><li>b</li></ol></li></ul>"},
        {"lists that go too deep", "<ul><li><ul><li><blockquote><ul><li><ol start=\"2\"><li>a</li></ol></li></ul></blockquote></li></ul></li></ul>",
         "<ul><li><ul><li><blockquote><ul><li><div><div>a</div></div></li></ul></blockquote></li></ul></li></ul>"},
        {"an item outside", "<li>a</li>", "<div>a</div>"},

        {"terms", "<dl><dt>a</dt><dd>b</dd></dl>", "<div><div>a</div><div>b</div></div>"},
        {"terms alone", "<dl><dd>b</dd></dl>", "<div><div>b</div></div>"},
        {"details", "<details>a<summary>b</summary><summary> </summary></details><summary>c</summary>",
         "<div>a<div>b</div></div><div>c</div>"},
        {"captions", "<figcaption>a</figcaption><figure><img src=\"x\" alt=\"\"><figcaption>b</figcaption><figcaption>c</figcaption></figure>",
         "<div>a</div><div><div>b</div><div>c</div></div>"},
        {"a table", "<table><caption>a</caption><tbody><tr><th scope=\"col\"></th><th abbr=\"x\">b</th></tr><tr><td colspan=\"9\">c</td></tr></tbody></table>",
         "<div><div>a</div><div><div><div>b</div></div><div><div>c</div></div></div></div>"},
        {"ruby", "<ruby>a<rp>(</rp><rt>b</rt><rp><b>)</b></rp></ruby><rt>c</rt><rp>d</rp>", "a (b) (c)"},
        {"times", "<time datetime=\"x\">a</time><ins datetime=\"x\" cite=\"x\">b</ins><del datetime=\"x\">c</del><q cite=\"x\">d</q>",
         "a<ins>b</ins><del>c</del><q>d</q>"},

        {"languages", "<p lang=\"fr\">a</p><p lang=\"pt-BR\">b</p><p lang=\"ZH-Hant\">c</p>", "<p lang=\"fr\">a</p><p lang=\"pt\">b</p><p lang=\"zh-Hant\">c</p>"},
        {"what is no language", "<p lang=\"xx\">a</p><p lang=\"french\">b</p><p lang=\"f\">c</p><p lang=\"-\">d</p><p lang=\"a a\">e</p>",
         "<p>a</p><p>b</p><p>c</p><p>d</p><p>e</p>"},
        {"attributes that are not for all", "<b href=\"x\" id=\"y\" start=\"1\" reversed>a</b>", "<b>a</b>"},

        {"a tag that stays open", "a<p", "a"},
        {"an attribute that stays open", "<p title=\"a", NULL},
        {"elements that stay open", "<p><b>a", "<p><b>a</b></p>"},
        {"ends of nothing", "a</p></b>", "a"},
        {"a block in a phrase", "<b><div>a</div></b><p><p>b</p></p>", "<b>a</b><p>b</p>"},
};
/* clang-format on */

static void check(void **state)
{
    const struct row *row = *state;
    AUTO(buf) struct buf out = {0};

    tame_markup(&out, row->markup);
    if (row->want)
        assert_string_equal(out.data, row->want);
    else
        assert_int_equal(out.size, 0);
}

int main(void)
{
    return RUN_TABLE(rows, check);
}
