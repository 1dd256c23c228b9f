// A view that loads later shows what it was given last, and nothing once it is gone.
import assert from "node:assert/strict"
import { test } from "node:test"
import { later } from "../../src/metrics/ui/front/later.js"

// As much of an element as the view uses.
class Part {
  /** @type {string[]} */
  texts = []
  /** @type {Part | undefined} */
  by
  /** @type {Record<string, string>} */
  attributes = {}
  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.attributes[name] = value
  }
  /** @param {string[]} texts */
  append(...texts) {
    this.texts.push(...texts)
  }
  /** @param {Part} other */
  replaceWith(other) {
    this.by = other
  }
}
Object.assign(globalThis, { document: { createElement: () => new Part() } })

function modules() {
  /** @type {unknown[]} */
  const shown = []
  let made = 0
  const root = new Part()
  const view = {
    root,
    /** @param {unknown} one */
    update: (one) => shown.push(one),
    destroy: () => shown.push("destroyed"),
  }
  const createView = () => (made++, view)
  return { root, shown, createView, made: () => made }
}

/** @param {() => Promise<unknown>} load */
const begun = (load) => later(/** @type {any} */ (load))()
const first = /** @type {any} */ ({ kind: "desk", stamp: "1" })
const second = /** @type {any} */ ({ kind: "desk", stamp: "2" })

test("what was given last is shown once the modules are in, and all that follows", async () => {
  const { root, shown, createView } = modules()
  const view = begun(() => Promise.resolve({ createView }))
  const empty = /** @type {any} */ (view.root)
  view.update(first)
  view.update(second)
  assert.deepEqual(shown, [])
  await Promise.resolve()
  assert.deepEqual(shown, [second])
  assert.equal(empty.by, root)
  assert.equal(view.root, root)
  view.update(first)
  view.destroy?.()
  assert.deepEqual(shown, [second, first, "destroyed"])
})

test("a view that is gone before its modules came is never made", async () => {
  const { createView, made } = modules()
  const view = begun(() => Promise.resolve({ createView }))
  view.update(first)
  view.destroy?.()
  await Promise.resolve()
  assert.equal(made(), 0)
})

test("modules that do not come are said", async () => {
  const view = begun(() => Promise.reject(new Error("no server")))
  await Promise.resolve()
  await Promise.resolve()
  const root = /** @type {any} */ (view.root)
  assert.equal(root.attributes.role, "alert")
  assert.match(root.texts[0], /did not load/)
})
