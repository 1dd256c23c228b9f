// Charts drawn before are put back; what was drawn over is drawn aside; another size forgets all.
import assert from "node:assert/strict"
import { test } from "node:test"
import { createPlots, MOST_PLOTS } from "../../src/metrics/ui/front/plots.js"

/** @typedef {import("../../src/metrics/ui/front/types.d.ts").Plotly} Plotly */

// As much of an element as the charts use: its children, in their order.
class Part extends EventTarget {
  clientWidth = 800
  /** @type {Part[]} */
  children = []
  /** @type {Part | undefined} */
  parent
  setAttribute() {}
  on() {}
  /** @param {Part[]} parts */
  append(...parts) {
    for (const one of parts) one.parent = this
    this.children.push(...parts)
  }
  /** @param {Part} other */
  replaceWith(other) {
    if (this.parent) this.parent.children[this.parent.children.indexOf(this)] = other
    other.parent = this.parent
  }
  remove() {
    if (this.parent) this.parent.children = this.parent.children.filter((one) => one !== this)
  }
}

function createWorld() {
  Object.assign(globalThis, { document: { createElement: () => new Part() } })
  const root = new Part()
  /** @type {[how: string, title: unknown][]} */
  const calls = []
  /** @type {unknown[]} */
  const configured = [] // the charts whose settings were given
  const calling = (/** @type {string} */ how) => {
    /** @type {Plotly["react"]} */
    const act = (plot, _, { title }, config) => {
      calls.push([how, title])
      if (config) configured.push(title)
      return Promise.resolve(/** @type {any} */ (plot))
    }
    return act
  }
  /** @type {Plotly} */
  const plotly = {
    react: calling("react"),
    newPlot: calling("newPlot"),
    toImage: () => Promise.resolve(""),
    purge() {},
    Plots: {
      resize() {
        calls.push(["resize", undefined])
        return Promise.reject(new Error("it is out of sight"))
      },
    },
  }
  let resets = 0
  const on = { mark() {}, reset: () => (resets += 1) }
  const plots = createPlots(/** @type {any} */ (root), on)
  return {
    root,
    plots,
    plotly,
    calls,
    configured,
    resets: () => resets,
    /** @param {string} title */
    async show(title) {
      await plots.show(plotly, { data: [], layout: { title }, width: root.clientWidth })
      await new Promise((done) => setTimeout(done, 5)) // the page has nothing else to do
    },
  }
}

test("a chart drawn over is drawn aside once, and put back without drawing", async () => {
  const { show, calls, root, plots } = createWorld()
  for (const title of ["all", "2014", "all", "2014", "all"]) {
    await show(title)
    assert.deepEqual(root.children, [plots.shown()]) // one alone stands on the page
  }
  assert.deepEqual(calls, [["react", "all"], ["react", "2014"], ["newPlot", "all"]])
})

test("only the last charts are kept, the one not shown for longest is drawn over", async () => {
  const { show, calls } = createWorld()
  for (const title of ["1", "2", "3", "4"]) await show(title)
  calls.length = 0
  await show("4")
  await show("3")
  assert.equal(MOST_PLOTS, 3)
  assert.deepEqual(calls, [])
  await show("1")
  assert.deepEqual(calls, [["react", "1"]])
})

test("settings are given where there was no chart: at first, and aside", async () => {
  const { show, calls, configured } = createWorld()
  for (const title of ["1", "2", "3", "4", "5"]) await show(title)
  const aside = calls.filter(([how]) => how === "newPlot").map(([, title]) => title)
  assert.deepEqual(configured, ["1", ...aside])
})

test("another size forgets what was drawn; where there is no room nothing is drawn", async () => {
  const { show, calls, root, plots } = createWorld()
  root.clientWidth = 0
  await show("all")
  await show("2014")
  assert.deepEqual(calls, [["react", "all"], ["react", "2014"]])
  root.clientWidth = 500
  plots.forget()
  await show("2014")
  assert.deepEqual(calls.at(-1), ["react", "2014"])
})

test("the chart on the page is fitted once it is drawn", async () => {
  const { show, calls, plots, plotly } = createWorld()
  Object.assign(globalThis, { Plotly: plotly })
  plots.fit()
  await show("all")
  plots.fit()
  Object.assign(globalThis, { Plotly: undefined })
  assert.deepEqual(calls, [["react", "all"], ["resize", undefined]])
})

test("a chart that was drawn aside in another size is not brought back to the page", async () => {
  const { show, calls, root, plots } = createWorld()
  await show("all")
  await show("2014")
  const shown = plots.shown()
  root.clientWidth = 500
  plots.forget()
  await show("all")
  assert.equal(plots.shown(), shown) // plotly.js fits what is on the page only
  assert.deepEqual(calls.at(-1), ["react", "all"])
})

test("a chart that is being drawn aside while the size changes is not kept", async () => {
  const { show, plots, plotly, calls } = createWorld()
  const { newPlot } = plotly
  plotly.newPlot = (...figure) => {
    plots.forget()
    return newPlot(...figure)
  }
  await show("all")
  await show("2014")
  await show("all")
  assert.deepEqual(calls, [["react", "all"], ["react", "2014"], ["newPlot", "all"], [
    "react",
    "all",
  ]])
})

test("the second press of a double click on another chart resets", async () => {
  const { show, root, resets } = createWorld()
  await show("all")
  await show("2014")
  const press = (/** @type {number} */ detail) =>
    root.dispatchEvent(Object.assign(new Event("mousedown"), { detail }))
  press(1)
  press(2)
  assert.equal(resets(), 0) // plotly.js tells of these itself
  press(1)
  await show("all")
  press(2)
  assert.equal(resets(), 1)
})
