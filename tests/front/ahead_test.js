// Cards asked for ahead of the click: few at once, dropped when unlikely, never while saving data.
import assert from "node:assert/strict"
import { test } from "node:test"
import { AT_ONCE, createAhead, FRESH_MS, MOST_KEPT } from "../../src/metrics/ui/front/ahead.js"

/** @typedef {import("../../src/metrics/ui/front/types.d.ts").CardContent} CardContent */

/** @param {{ saving?: boolean }} [options] */
function createWorld({ saving = false } = {}) {
  let time = 0
  /** @type {Map<string, { done: (content: CardContent) => void, failed: (why: Error) => void }>} */
  const asked = new Map()
  /** @type {string[]} */
  const dropped = []
  const ahead = createAhead({
    load: ({ query }, signal) =>
      new Promise((done, failed) => {
        asked.set(query, { done, failed })
        signal.addEventListener("abort", () => {
          dropped.push(query)
          failed(new Error("dropped"))
        })
      }),
    now: () => time,
    isSaving: () => saving,
  })
  const answer = async (/** @type {string} */ query) => {
    asked.get(query)?.done(/** @type {CardContent} */ ({ kind: "card", stamp: query }))
    for (let turn = 0; turn < 5; turn++) await Promise.resolve()
  }
  return { ahead, asked, dropped, answer, later: (/** @type {number} */ ms) => void (time += ms) }
}

/** @param {string} query */
function card(query) {
  return { dataset: "d", topic: "exits", query }
}

test("few are asked for at once, the others as these are here", async () => {
  const { ahead, asked, answer } = createWorld()
  ahead.expect(["a", "b", "c", "e"].map(card))
  assert.deepEqual([...asked.keys()], ["a", "b", "c", "e"].slice(0, AT_ONCE))
  await answer("a")
  assert.equal(asked.size, AT_ONCE + 1)
})

test("what is no longer likely is dropped, unless it is here or was taken", async () => {
  const { ahead, dropped, answer, asked } = createWorld()
  const unlikely = ahead.expect([card("a"), card("b"), card("c")])
  await answer("a")
  const taken = ahead.take(card("b"))
  unlikely()
  unlikely()
  await Promise.resolve()
  assert.deepEqual(dropped, ["c"])
  assert.equal((await ahead.take(card("a")))?.stamp, "a")
  await answer("b")
  assert.equal((await taken)?.stamp, "b")
  assert.ok(asked.has("c"))
})

test("a card that is here is kept in place of an older one, and not asked for again", async () => {
  const { ahead, asked, later } = createWorld()
  const cardWithStamp = (/** @type {string} */ stamp) => /** @type {CardContent} */ ({
    kind: "card",
    stamp,
  })
  ahead.keep(card("a"), cardWithStamp("older"))
  ahead.keep(card("a"), cardWithStamp("newer"))
  ahead.expect([card("a")])()
  assert.equal((await ahead.take(card("a")))?.stamp, "newer")
  assert.equal(asked.size, 0)
  later(FRESH_MS + 1)
  assert.equal(ahead.take(card("a")), undefined)
})

test("one that failed is asked for again at the click", async () => {
  const { ahead, asked } = createWorld()
  ahead.expect([card("a")])
  asked.get("a")?.failed(new Error("no"))
  for (let turn = 0; turn < 5; turn++) await Promise.resolve()
  assert.equal(ahead.take(card("a")), undefined)
})

test("another dataset's card is another card", async () => {
  const { ahead, answer } = createWorld()
  ahead.expect([card("a")])
  await answer("a")
  assert.equal(ahead.take({ ...card("a"), dataset: "other" }), undefined)
})

test("nothing is asked for while data are to be saved", () => {
  const { ahead, asked } = createWorld({ saving: true })
  ahead.expect([card("a")])()
  assert.equal(asked.size, 0)
})

test("what is kept is few and young, and can be forgotten", async () => {
  const { ahead, answer, later } = createWorld()
  for (let nth = 0; nth < 2 * MOST_KEPT; nth++) {
    ahead.expect([card(`${nth}`)])
    await answer(`${nth}`)
  }
  assert.equal(ahead.take(card("0")), undefined)
  assert.ok(ahead.take(card(`${2 * MOST_KEPT - 1}`)))
  later(FRESH_MS + 1)
  assert.equal(ahead.take(card(`${2 * MOST_KEPT - 1}`)), undefined)
  ahead.expect([card("x")])
  await answer("x")
  ahead.forget()
  assert.equal(ahead.take(card("x")), undefined)
})
