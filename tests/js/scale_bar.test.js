import assert from "node:assert/strict";
import { test } from "node:test";

import { lengthText } from "../../src/routemap/page/js/scale_bar.js";

const CONTENTS = {
  en: { language: "en", words: { kilometres: "{number} km", metres: "{number} m" } },
  de: { language: "de", words: { kilometres: "{number} km", metres: "{number} m" } },
  ko: { language: "ko", words: { kilometres: "{number}km", metres: "{number}m" } },
  ru: { language: "ru", words: { kilometres: "{number} км", metres: "{number} м" } },
};

test("the length of a bar is written as its language writes it", () => {
  assert.equal(lengthText(200, CONTENTS.en), "200 m");
  assert.equal(lengthText(1_000_000, CONTENTS.en), "1,000 km");
  assert.equal(lengthText(1_000_000, CONTENTS.de), "1.000 km");
  assert.equal(lengthText(500, CONTENTS.ko), "500m");
  assert.equal(lengthText(2_000_000, CONTENTS.ru), "2\u00a0000 км");
});
