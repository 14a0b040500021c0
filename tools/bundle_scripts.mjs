// Bundles the scripts of src/routemap/page/js; `make scripts` runs it. Takes the folder to write.

import { build } from "esbuild";

const SOURCES = "src/routemap/page/js";
const [folder = "src/routemap/page/bundles"] = process.argv.slice(2);
const options = {
  outdir: folder,
  bundle: true,
  minify: true,
  target: "es2022",
  logLevel: "warning",
  // Streamlit takes a script of one line for the name of a file.
  banner: { js: "// Made by `make scripts`." },
};
const entries = (...names) => names.map((name) => `${SOURCES}/${name}.js`);

// A page that was opened from a disk may load no module.
const pages = entries(
  ...["page", "present", "travellers", "annotations", "media", "dashboard_map", "embed_height", "follows_page"],
);
await build({ ...options, format: "iife", entryPoints: pages });
const components = entries("dashboard_page", "dashboard_media", "copy", "place_map", "drafts", "follows_part");
await build({ ...options, format: "esm", entryPoints: components });
