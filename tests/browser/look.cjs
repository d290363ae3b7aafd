/*
 * usage: node look.cjs TOOLS FOLDER URL PATH...
 *
 * Looks at pages and feeds of a published FOLDER in Chromium, as if URL served
 * it: in light and dark, and in a window that is 320 px wide. Prints a line for
 * whatever is wrong, and fails where something is. With $SHOTS, a folder, it
 * leaves pictures there.
 */
const fs = require('fs');
const path = require('path');

const [tools, folder, site, ...paths] = process.argv.slice(2);
const {chromium} = require(path.join(tools, 'node_modules/playwright-core'));
const axe = require(path.join(tools, 'node_modules/axe-core'));

/* Contrasts are what differs in the dark, sizes what differs in a small window. */
const LARGE = {width: 1200, height: 900};
const MODES = {
  light: {colorScheme: 'light', size: LARGE, rules: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',
    'wcag22aa', 'best-practice']},
  dark: {colorScheme: 'dark', size: LARGE, rules: ['color-contrast', 'link-in-text-block']},
  '320px': {colorScheme: 'light', size: {width: 320, height: 800},
    rules: ['scrollable-region-focusable', 'target-size']},
};
const TYPES = {'.html': 'text/html; charset=utf-8', '.css': 'text/css', '.atom': 'application/xml',
  '.rss': 'application/xml'};

let wrong = 0;
function tell(where, what) {
  wrong++;
  console.log(`${where}: ${what}`);
}

/* Gives what is published; whatever else is asked for is told. */
function serve(where) {
  return async route => {
    const url = route.request().url();
    const file = path.join(folder, decodeURI(url.slice(site.length)).split('#')[0]);
    if (url.startsWith(site) && fs.existsSync(file))
      return route.fulfill({body: fs.readFileSync(file), contentType: TYPES[path.extname(file)]});
    tell(where(), `asks for ${url}`);
    return route.abort();
  };
}

/* A page must be fit for all who read it. */
async function judge(page, where, rules) {
  const run = {runOnly: rules, rules: {'target-size': {enabled: true}}, resultTypes: ['violations']};
  const result = await page.evaluate(run => window.axe.run(run), run);
  for (const v of result.violations)
    for (const node of v.nodes)
      tell(where, `${v.impact}: ${v.id}: ${v.help}: ${node.html.slice(0, 160)}`);
  if (result.passes.length === 0)
    tell(where, 'no rule found anything to look at');
}

/* A feed must show what is in it, and no more than its styles can show well. */
async function judgeFeed(page, where) {
  const shown = await page.evaluate(() => {
    const seen = selector => [...document.querySelectorAll(selector)]
        .filter(e => e.getClientRects().length > 0).length;
    return {titles: seen('entry > title, item > title'), texts: seen('content, description, id, guid'),
      says: getComputedStyle(document.documentElement, '::before').content};
  });
  if (shown.titles === 0 || shown.texts > 0 || shown.says.length < 20)
    tell(where, `shows ${JSON.stringify(shown)}`);
}

async function look(page, file) {
  const isPage = file.endsWith('.html');
  let where = file;
  page.on('console', m => ['error', 'warning'].includes(m.type()) && tell(where, m.text()));
  page.on('pageerror', e => tell(where, `error: ${e.message}`));
  page.on('dialog', d => { tell(where, `dialog: ${d.message()}`); d.dismiss(); });
  await page.route('**/*', serve(() => where));
  await page.goto(site + file);
  if (isPage)
    await page.evaluate(axe.source);
  for (const [mode, {colorScheme, size, rules}] of Object.entries(MODES)) {
    where = `${file}: ${mode}`;
    await page.emulateMedia({colorScheme});
    await page.setViewportSize(size);
    await (isPage ? judge : judgeFeed)(page, where, rules);
    const over = await page.evaluate(() =>
        document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0)
      tell(where, `is ${over} px wider than the window`);
    if (process.env.SHOTS && isPage)
      await page.screenshot({path: path.join(process.env.SHOTS,
          `${path.basename(folder)}-${file.replace(/[/.]/g, '-')}-${mode}.png`), fullPage: true});
  }
}

(async () => {
  const browser = await chromium.launch({executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--no-first-run']});
  for (const file of paths) {
    const page = await browser.newPage();
    await look(page, file);
    await page.close();
  }
  await browser.close();
  console.log(`looked at ${paths.length} files: ${wrong} wrong`);
  process.exit(wrong ? 1 : 0);
})().catch(e => {
  console.log(`${e.name}: ${e.message}`);
  process.exit(1);
});
