// The editor's modules, each for one surface. Every page works before they run.
import "./conditions.mjs";
import "./grid.mjs";
import "./json.mjs";
import "./place.mjs";
import "./try.mjs";
import "./keeping.mjs";
import "./autosave.mjs";
import "./find.mjs";
import "./shortcuts.mjs";
import "./map.mjs";
import "./tabs.mjs";
