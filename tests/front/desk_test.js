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

/**
 * Have a server answer in turn, each answer a status and what it holds; waiting takes no time.
 * @param {[number, unknown][]} answers
 * @param {(posted: any[]) => Promise<void>} run is given what was posted
 */
async function served(answers, run) {
  const before = { fetch: globalThis.fetch, setTimeout: globalThis.setTimeout }
  /** @type {any[]} */
  const posted = []
  Object.defineProperty(globalThis, "location", {
    value: { href: "http://desk.test/read_a_report" },
    configurable: true,
  })
  Object.assign(globalThis, {
    setTimeout: (/** @type {() => void} */ then) => queueMicrotask(then),
    fetch: (/** @type {URL} */ _, /** @type {RequestInit} */ options) => {
      posted.push(JSON.parse(String(options.body)))
      const [status, content] = answers.shift() ?? [200, { entries: [] }]
      return Promise.resolve(new Response(JSON.stringify(content), { status }))
    },
  })
  try {
    await run(posted)
  } finally {
    Object.assign(globalThis, before)
  }
}

/** @param {number} count */
function modelOf(count) {
  const numbers = Array.from({ length: count }, (_, at) => candidate(at + 1))
  const document = { text: "", numbers, edition: null, sample: [] }
  const report = { document, entries: [], kinds: [], reader: 1 }
  const model = new Model("r", /** @type {any} */ (report))
  model.who = "Ann"
  /** @type {string[]} */
  const failures = []
  model.failed = (words) => failures.push(words)
  return { model, numbers, failures }
}

const BUSY = { title: "The server", which: "it makes as many files as it can", do: "Try again." }
const CONFIRMED = { ...EMPTY, state: "confirmed", value: "12" }

for (const status of [408, 429, 500, 503]) {
  test(`decisions wait and are sent again where the server answers ${status}`, async () => {
    await served([[status, BUSY], [status, BUSY]], async (posted) => {
      const { model, numbers, failures } = modelOf(1)
      model.send = () => Promise.resolve()
      model.decide(numbers[0], CONFIRMED)
      await Model.prototype.send.call(model)
      assert.equal(posted.length, 3)
      assert.deepEqual(posted[2].entries.map((/** @type {any} */ one) => one.figure_id), ["F01"])
      assert.equal(model.decided[1].get("F01")?.value, "12")
      assert.deepEqual(model.pending, [])
      assert.equal(
        failures[0],
        "Not saved yet. The server: it makes as many files as it can. Try again. " +
          "Your decisions wait and are sent again.",
      )
      assert.equal(failures.at(-1), "")
    })
  })
}

test("what is wrong in a decision is not sent again", async () => {
  await served([[400, BUSY]], async (posted) => {
    const { model, numbers, failures } = modelOf(1)
    model.send = () => Promise.resolve()
    model.decide(numbers[0], CONFIRMED)
    await Model.prototype.send.call(model)
    assert.equal(posted.length, 1)
    assert.equal(model.decided[1].has("F01"), false)
    assert.match(failures[0], /^Not kept \(F01\): The server/)
  })
})

test("more decisions than the server takes at once are sent in parts, each in order", async () => {
  await served([], async (posted) => {
    const { model, numbers } = modelOf(9)
    model.send = () => Promise.resolve()
    for (const one of numbers) {
      model.decide(one, { ...CONFIRMED, reason: "县".repeat(100_000) }) // 300,000 bytes
    }
    await Model.prototype.send.call(model)
    const sent = posted.map(({ entries }) => entries.map((/** @type {any} */ e) => e.figure_id))
    assert.deepEqual(sent, [["F01", "F02", "F03"], ["F04", "F05", "F06"], ["F07", "F08", "F09"]])
    assert.deepEqual(Object.keys(posted[0].entries[0]).sort(), [
      ...["after", "before", "evidence", "figure_id", "reader", "rule"],
    ])
  })
})

test("a reader sees, and takes back, nothing that another has written or decided", () => {
  const { model, numbers: [first, second] } = modelOf(2)
  model.send = () => Promise.resolve()
  model.write(first, { value: "13", reason: "seen so" })
  model.decide(second, { ...CONFIRMED, place: "County", cell: CELL })
  assert.equal(model.freeCell(first), null)
  Object.assign(model, { checks: [{ says: "", arithmetic: "", verdict: "holds" }], checked: "F02" })
  model.readAs(2)
  assert.deepEqual([model.draft(first).value, model.draft(first).reason], ["12", undefined])
  assert.deepEqual([model.checks, model.checked], [[], ""])
  assert.equal(model.freeCell(first), CELL)
  assert.equal(model.takeBack(), undefined)
  model.write(first, { value: "14" })
  model.decide(first, CONFIRMED)
  model.readAs(1)
  assert.deepEqual([model.draft(first).value, model.draft(first).reason], ["13", "seen so"])
  assert.equal(model.takeBack(), second)
  assert.equal(model.decided[2].get("F01")?.value, "12")
})
