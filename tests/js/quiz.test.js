import assert from "node:assert/strict";
import { test } from "node:test";

import { greatCircle } from "../../src/routemap/page/js/great_circle.js";
import { isRight, nextStop } from "../../src/routemap/page/js/quiz.js";

const stops = [{ span: [0, 1] }, { span: [2, 4] }, { span: [4, 5] }];

test("the next stop is the first that has not been reached", () => {
  assert.deepEqual(
    [-1, 0, 1, 2, 3, 4].map((moment) => nextStop(stops, moment)),
    [0, 1, 1, 2, 2, -1],
  );
});

test("a guess is right within a kilometre, or within the circle that the stop lies in", () => {
  assert.ok(isRight(1, {}));
  assert.ok(!isRight(1.1, {}));
  assert.ok(isRight(24, { accuracy_km: 25 }));
  assert.ok(!isRight(26, { accuracy_km: 25 }));
});

test("the line of a guess is the great circle, from the guess to the stop", () => {
  const line = greatCircle({ lat: 0, lng: 0 }, { lat: 0, lng: 90 });
  assert.deepEqual(line[0], [0, 0]);
  const near = ([latitude, longitude], lat, lng) => Math.hypot(latitude - lat, longitude - lng) < 1e-9;
  assert.ok(near(line.at(-1), 0, 90));
  assert.ok(near(line[24], 0, 45));
  const [latitude] = greatCircle({ lat: 60, lng: 0 }, { lat: 60, lng: 90 })[24];
  assert.ok(latitude > 67 && latitude < 68); // nearer to the pole than both ends
});

test("across the date line longitudes run on", () => {
  const longitudes = greatCircle({ lat: 10, lng: 170 }, { lat: 10, lng: -170 }).map(([, longitude]) => longitude);
  assert.ok(longitudes.every((longitude, n) => n === 0 || longitude > longitudes[n - 1]));
  assert.ok(Math.abs(longitudes.at(-1) - 190) < 1e-9);
});

test("a guess on the very place is a line of no length", () => {
  assert.deepEqual(greatCircle({ lat: 1, lng: 2 }, { lat: 1, lng: 2 }), [
    [1, 2],
    [1, 2],
  ]);
});
