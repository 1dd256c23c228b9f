// What the desk keeps of each number: which cell is free, what is written, what is decided.
import assert from "node:assert/strict"
import { test } from "node:test"
import { EMPTY } from "../../src/metrics/ui/front/desk_decision.js"
import { Model } from "../../src/metrics/ui/front/desk_model.js"

/** @typedef {import("../../src/metrics/ui/front/desk_api.js").Candidate} Candidate */

const CELL = { table: "training", column: "quantity", keys: { activity: "lectures" } }

/** @param {number} number */
function candidate(number) {
  return /** @type {Candidate} */ (/** @type {unknown} */ ({
    ...{ number, figure_id: `F0${number}`, kind: "statistic", queue: "clean", unit: "people" },
    ...{ readings: [{ value: 12, upper: null, rules: [] }], evidence: [], cells: [CELL] },
    ...{ counts: "people", place: { value: "County", start: 0, end: 0 } },
  }))
}

function modelOfTwo() {
  const document = { text: "", numbers: [candidate(1), candidate(2)], edition: null, sample: [] }
  const report = { document, entries: [], kinds: [], reader: 1 }
  const model = new Model("r", /** @type {any} */ (report))
  model.send = () => Promise.resolve()
  return { model, first: document.numbers[0], second: document.numbers[1] }
}

test("a cell is taken at the place that a number was decided for, not at the one proposed", () => {
  const { model, first, second } = modelOfTwo()
  model.decide(first, { ...EMPTY, state: "confirmed", place: "County", cell: CELL })
  model.decide(second, { ...EMPTY, state: "confirmed", place: "Village", cell: CELL })
  assert.equal(model.takenBy(CELL, second), "")
  assert.equal(model.takenBy(CELL, candidate(3)), "F01")
  model.write(second, { place: "County" })
  assert.equal(model.takenBy(CELL, second), "F01")
})
