// Makes webapp/static/vendor from our sources and the npm packages: one stylesheet per reading direction,
// one script of our own, htmx, and a manifest that names each file by its content. Run by `make setup`.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import rtlcss from "rtlcss";
import * as sass from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(here, "../../node_modules");
const vendor = path.join(here, "vendor");
const manifest = {};

/** Write one file under a name that holds its hash, and its gzipped twin for servers that send it as it is. */
function emit(name, content) {
  const bytes = Buffer.from(content);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const { name: stem, ext } = path.parse(name);
  const file = `${stem}.${hash}${ext}`;
  fs.writeFileSync(path.join(vendor, file), bytes);
  fs.writeFileSync(path.join(vendor, `${file}.gz`), gzipSync(bytes, { level: 9 }));
  manifest[name] = `vendor/${file}`;
}

/** A stylesheet, and its mirror image for languages read from right to left. */
function emitStyles(name, css) {
  emit(`css/${name}.css`, css);
  emit(`css/${name}.rtl.css`, rtlcss.process(css));
}

function compile(file) {
  const loadPaths = [path.join(modules, "@uswds/uswds/packages")];
  const { css } = sass.compile(file, { loadPaths, style: "compressed", quietDeps: true, logger: sass.Logger.silent });
  return inlinePictures(css.replace(/^\uFEFF/, ""));
}

/** The design system's few small drawings travel inside the stylesheet: no request, no path to get wrong. */
function inlinePictures(css) {
  return css.replace(/url\("?img\/([^")]+\.svg)"?\)/g, (_, name) => {
    const svg = fs.readFileSync(path.join(modules, "@uswds/uswds/dist/img", name), "utf8");
    return `url("data:image/svg+xml,${encodeURIComponent(svg.trim())}")`;
  });
}

/** Our modules have no imports of their own: each is one block of one script, so that one request brings them all. */
function joinModules(folder) {
  const files = fs.readdirSync(folder).filter((file) => file.endsWith(".mjs")).sort();
  return files.map((file) => `{\n${fs.readFileSync(path.join(folder, file), "utf8")}}\n`).join("");
}

/** One module under a name that holds its hash, after those it imports: their names in it hold theirs. */
function emitModule(folder, file, done = new Map()) {
  if (!done.has(file)) {
    const text = fs.readFileSync(path.join(folder, file), "utf8");
    const linked = text.replace(/(from|import) "\.\/([^"]+)"/g, (_, word, other) => {
      return `${word} "./${emitModule(folder, other, done)}"`;
    });
    emit(`js/${file}`, linked);
    done.set(file, path.basename(manifest[`js/${file}`]));
  }
  return done.get(file);
}

/** Pages that are still open ask for the files they were made with: those stay for a month. */
function removeOldFiles() {
  for (const file of fs.readdirSync(vendor)) {
    const { mtimeMs } = fs.statSync(path.join(vendor, file));
    if (Date.now() - mtimeMs > 30 * 24 * 60 * 60 * 1000) fs.rmSync(path.join(vendor, file));
  }
}

fs.mkdirSync(vendor, { recursive: true });

for (const name of ["public", "desk", "editor"]) emitStyles(name, compile(path.join(here, `scss/${name}.scss`)));
emit("js/public.mjs", joinModules(path.join(here, "js/enhance")));
emitModule(path.join(here, "js/edit"), "editor.mjs");
emit("js/htmx.js", fs.readFileSync(path.join(modules, "htmx.org/dist/htmx.min.js")));
for (const file of fs.readdirSync(path.join(here, "images"))) {
  emit(`images/${file}`, fs.readFileSync(path.join(here, "images", file)));
}
removeOldFiles();
// Last and in one move: whoever reads the manifest finds every file it names.
const draft = path.join(vendor, `manifest.${process.pid}.json`);
fs.writeFileSync(draft, `${JSON.stringify(manifest, null, 1)}\n`);
fs.renameSync(draft, path.join(vendor, "manifest.json"));
