// The charts that were drawn last in one place, one of them shown. A choice made again puts its
// chart back as it was; drawing it anew would take plotly.js longer than all else of a click.
/** @import { Picture, PlotElement, Plotly } from "./types.d.ts" */
import { element } from "./dom.js"
import { whenIdle } from "./idle.js"

export const MOST_PLOTS = 3
const CONFIG = { responsive: true, displayModeBar: false, displaylogo: false, doubleClick: false }

/**
 * @param {HTMLElement} root where the one shown stands
 * @param {{ mark: (address: string) => void, reset: () => void }} on see `listen`
 */
export function createPlots(root, on) {
  /** @typedef {{ plot: HTMLElement, key: string, listening?: boolean }} Drawn */
  /** @type {Drawn[]} the one shown first, then the others as they were shown last */
  let drawn = [createPlotElement()]
  let sizes = 0 // how often the size has changed
  root.append(drawn[0].plot)

  // Of a double click whose first click brought another chart, plotly.js sees one click only.
  /** @type {HTMLElement | undefined} */
  let pressed
  root.addEventListener("mousedown", ({ detail }) => {
    const before = pressed
    pressed = drawn[0].plot
    if (detail === 2 && pressed !== before) on.reset()
  }, true)

  /** @param {Drawn} next */
  function bringForward(next) {
    if (next === drawn[0]) return
    drawn[0].plot.replaceWith(next.plot)
    drawn = [next, ...drawn.filter((one) => one !== next)]
  }

  /**
   * What was drawn over is drawn again aside, when the page has nothing else to do.
   * @param {Plotly} plotly
   * @param {string} key of what was drawn over
   */
  function keep(plotly, key) {
    const size = sizes
    if (!key || drawn.length >= MOST_PLOTS) return
    whenIdle(() => root.clientWidth && drawAside(plotly, key, size))
  }

  /**
   * @param {Plotly} plotly
   * @param {string} key
   * @param {number} size that it is of
   */
  async function drawAside(plotly, key, size) {
    const isWanted = () =>
      size === sizes && drawn.length < MOST_PLOTS && !drawn.some((one) => one.key === key)
    if (!isWanted()) return
    const spare = createPlotElement()
    const aside = element("div", { class: "vm-aside", inert: "" }, spare.plot)
    root.append(aside) // texts are measured on the page only
    try {
      attend(spare, await plotly.newPlot(spare.plot, ...figureOf(JSON.parse(key))))
      if (isWanted()) drawn.push({ ...spare, key })
      else plotly.purge(spare.plot)
    } catch {
      plotly.purge(spare.plot) // it is drawn when it is asked for
    }
    aside.remove()
  }

  /**
   * @param {Drawn} one
   * @param {PlotElement} plot
   */
  function attend(one, plot) {
    if (!one.listening) listen(plot, on)
    one.listening = true
  }

  return {
    shown: () => drawn[0].plot,
    isDrawn: () => drawn[0].listening === true,

    /** @param {Picture} picture */
    isShown: (picture) => drawn[0].key === JSON.stringify(picture),

    /**
     * @param {Plotly} plotly
     * @param {Picture} picture
     */
    async show(plotly, picture) {
      const key = JSON.stringify(picture)
      if (drawn[0].key === key) return // many filters change the words of a card and not its chart
      const next = drawn.find((one) => one.key === key) ?? drawn[drawn.length - 1]
      bringForward(next)
      if (next.key === key) return
      const before = next.key
      next.key = ""
      const [data, layout, config] = figureOf(picture)
      // The settings of a chart that is there stay: plotly.js compares them, and lays out the page.
      attend(next, await plotly.react(next.plot, data, layout, next.listening ? undefined : config))
      next.key = key
      keep(plotly, before)
    },

    /** What is drawn has another size, or may have: the one on the page is fitted, others go. */
    forget() {
      sizes += 1
      for (const { plot } of drawn.splice(1)) globalThis.Plotly?.purge(plot)
      drawn[0].key = ""
    },

    /** Fit the one on the page, a moment after the last change of its width. */
    fit() {
      if (!drawn[0].listening) return
      globalThis.Plotly?.Plots.resize(drawn[0].plot).catch(() => {}) // one that is out of sight
    },

    purge() {
      for (const { plot } of drawn) globalThis.Plotly?.purge(plot)
    },
  }
}

/** @returns {{ plot: HTMLElement, key: string, listening?: boolean }} */
function createPlotElement() {
  return { plot: element("div", { class: "vm-plot" }), key: "" }
}

/**
 * @param {Picture} picture
 * @returns {[data: Picture["data"], layout: Picture["layout"], config: typeof CONFIG]}
 */
function figureOf({ data, layout }) {
  return [data, layout, CONFIG]
}

/**
 * The second click of a double click opens nothing: what the first one chose is taken back. The
 * browser counts clicks also while a chart is drawn, which plotly.js misses; plotly.js tells of
 * those beside the marks. Where both tell of one, it counts once.
 * @param {import("./types.d.ts").PlotElement} plot
 * @param {{ mark: (address: string) => void, reset: () => void }} on
 */
export function listen(plot, on) {
  let resetting = false
  const reset = () => {
    if (resetting) return
    resetting = true
    queueMicrotask(() => {
      resetting = false
      on.reset()
    })
  }
  plot.on("plotly_click", ({ points, event }) => {
    if (event.detail < 2) on.mark(points[0].customdata)
    else reset()
  })
  plot.on("plotly_doubleclick", reset)
}
