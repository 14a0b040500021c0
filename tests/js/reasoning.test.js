// The page “What follows” tells what Python tells: reasoning.json, which tests/reasoning_cases.py writes.

import assert from "node:assert";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { told } from "../../src/routemap/page/js/bound_dates.js";
import {
  assumedTexts,
  becauseParts,
  boundParts,
  contradictionParts,
  plain,
} from "../../src/routemap/page/js/bound_words.js";
import { whatFollows } from "../../src/routemap/page/js/time_bounds.js";

const { words, cases } = JSON.parse(readFileSync(new URL("reasoning.json", import.meta.url)));

function linesOf(stated, speeds) {
  const { bounds, contradictions } = whatFollows(stated, speeds);
  const because = (parts, grounds) => [plain(parts), ...assumedTexts(grounds, stated)];
  if (contradictions.length) {
    return contradictions.map((grounds) => because(contradictionParts(grounds, stated), grounds).join(" "));
  }
  return told(bounds, stated).map((found) =>
    [plain(boundParts(found, stated)), ...because(becauseParts(found.grounds, stated), found.grounds)].join(" "),
  );
}

for (const [number, { name, language, stated, told: tellings }] of cases.entries()) {
  test(`the script infers what Python does: ${name || number} (${language})`, () => {
    for (const { speeds, lines } of tellings) {
      assert.deepEqual(linesOf({ ...stated, ...words[language] }, speeds), lines, `at ${speeds} km/h`);
    }
  });
}
