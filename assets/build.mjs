// Writes huiying/core/web/static/web from assets/. Run `npm install --no-package-lock && node build.mjs` here.
// NODE_PATH-like: HUIYING_NODE may name another folder that holds node_modules.
import { createRequire } from 'node:module';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(process.env.HUIYING_NODE ?? here, 'node_modules');
const out = join(here, '../huiying/core/web/static/web');
const need = createRequire(join(modules, 'x.js'));
mkdirSync(out, { recursive: true });

const sass = need('sass');
const css = sass
  .compile(join(here, 'scss/app.scss'), { style: 'compressed', loadPaths: [modules], quietDeps: true })
  .css;
if (/url\(|@font-face|GDS Transport/.test(css)) throw new Error('the style sheet would fetch something');
writeFileSync(join(out, 'app.css'), css);

const esbuild = need('esbuild');
const bundle = (entry, name, folder = out) =>
  esbuild.build({
    entryPoints: [join(here, 'js', entry)],
    outfile: join(folder, name),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2019',
    legalComments: 'inline',
    nodePaths: [modules],
    logLevel: 'error',
  });
await bundle('app.js', 'app.js');
await bundle('proof-worker.js', 'proof-worker.js');
await bundle('door-worker.js', 'door-worker.js');
// A form at a door belongs to its mechanism.
for (const [entry, mechanism] of [['door.js', 'visits'], ['door-campaign.js', 'campaigns']]) {
  const folder = join(here, `../huiying/mechanisms/${mechanism}/static/${mechanism}`);
  mkdirSync(folder, { recursive: true });
  await bundle(entry, 'door.js', folder);
}
copyFileSync(join(modules, 'htmx.org/dist/htmx.min.js'), join(out, 'htmx.min.js'));

const size = (name) => `${name} ${Math.round(readFileSync(join(out, name)).length / 1024)} KB`;
console.log(['app.css', 'app.js', 'proof-worker.js', 'htmx.min.js'].map(size).join(', '));
