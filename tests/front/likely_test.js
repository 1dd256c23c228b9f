// The option that a reader may choose next: asked for when pressed, or after a rest; once.
import assert from "node:assert/strict"
import { test } from "node:test"
import { watchLikely } from "../../src/metrics/ui/front/likely.js"

/** @typedef {import("../../src/metrics/ui/front/types.d.ts").Selected} Selected */

// As much of an element as is needed to find the option that an event is on.
class Part extends EventTarget {
  /** @param {string} [option] */
  constructor(option) {
    super()
    this.option = option
  }
  closest() {
    return this.option ? this : null
  }
  /** @param {Part} other */
  contains(other) {
    return other === this
  }
}
Object.assign(globalThis, { Element: Part, Node: Part })

const REST_MS = 100 // longer than the pointer has to rest

function createWorld() {
  const root = new Part()
  /** @type {string[]} */
  const said = []
  const of = {
    after: (/** @type {any} */ part) => /** @type {Selected} */ ({ years: [part.option] }),
    options: () => [],
    expect: (/** @type {Selected[]} */ [{ years }]) => {
      said.push(`ask ${years}`)
      return () => void said.push(`drop ${years}`)
    },
  }
  const likely = watchLikely(/** @type {any} */ (root), of)
  /** @param {string} type @param {Part} target @param {Part} [relatedTarget] */
  const send = (type, target, relatedTarget) =>
    root.dispatchEvent(
      Object.defineProperties(new Event(type), {
        target: { value: target },
        relatedTarget: { value: relatedTarget },
      }),
    )
  return { said, likely, send, rest: () => new Promise((done) => setTimeout(done, REST_MS)) }
}

test("an option that is pressed is asked for at once, and once", async () => {
  const { said, send, rest } = createWorld()
  const [year, before] = [new Part("2014"), new Part("2015")]
  send("pointerover", year)
  send("pointerdown", year)
  assert.deepEqual(said, ["ask 2014"])
  send("focusout", before, year)
  send("focusin", year)
  await rest()
  assert.deepEqual(said, ["ask 2014"])
})

test("an option is asked for when the pointer rests on it, dropped when it leaves", async () => {
  const { said, send, rest } = createWorld()
  const [one, other] = [new Part("2014"), new Part("2015")]
  send("pointerover", one)
  send("pointerover", other)
  await rest()
  assert.deepEqual(said, ["ask 2015"])
  send("pointerleave", other)
  assert.deepEqual(said, ["ask 2015", "drop 2015"])
})

test("after a choice the same option is asked for again: it now does the opposite", () => {
  const { said, likely, send } = createWorld()
  const year = new Part("2014")
  send("pointerdown", year)
  likely.settle()
  send("pointerdown", year)
  likely.end()
  assert.deepEqual(said, ["ask 2014", "drop 2014", "ask 2014", "drop 2014"])
})
