import assert from "node:assert/strict";
import { test } from "node:test";

import { addressAt, readQuery } from "../../src/routemap/page/js/page_address.js";

const content = {
  moments: [{ id: "before" }, { id: "2023-09-12" }, { id: "2023-09-13" }],
  stops: [
    { id: "khasan", span: [1, 2] },
    { id: "beyond", span: [9, 9] },
  ],
};

test("a date in the address is the moment, and wins over a stop", () => {
  assert.deepEqual(readQuery("?date=2023-09-13", content), { number: 2, stop: null });
  assert.deepEqual(readQuery("?date=before&stop=khasan", content), { number: 0, stop: "khasan" });
});

test("a date whose stops have moments of their own means the first of them", () => {
  const years = { moments: [{ id: "1716" }, { id: "1717@sofia" }, { id: "1717@rome" }], stops: [] };
  assert.equal(readQuery("?date=1717", years).number, 1);
  assert.equal(readQuery("?date=1717@rome", years).number, 2);
  assert.equal(readQuery("?date=171", years).number, null);
});

test("a stop alone means the moment at which it is reached", () => {
  assert.deepEqual(readQuery("?stop=khasan", content), { number: 1, stop: "khasan" });
});

test("a stop that is never reached opens at the last moment", () => {
  assert.deepEqual(readQuery("?stop=beyond", content), { number: 2, stop: "beyond" });
});

test("what the journey does not know is left out", () => {
  const nothing = { number: null, stop: null };
  for (const query of ["", "?date=", "?date=1999&stop=nowhere"]) assert.deepEqual(readQuery(query, content), nothing);
});

test("an address gets moment and stop, and keeps its other words", () => {
  const address = "https://example.org/trip/?lang=ko&stop=vostochny";
  assert.equal(addressAt(address, "2023-09-12", "khasan"), `${address.replace("vostochny", "khasan")}&date=2023-09-12`);
  assert.equal(addressAt(address, ""), "https://example.org/trip/?lang=ko");
});
