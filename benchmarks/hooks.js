// Runs before a page's own scripts: notes on the page's clock when each step up to a painted chart
// happens: ours asks for cards (fetch) or through Streamlit (a WebSocket), Dash by fetch. Other
// frameworks keep Plotly to themselves: there a chart is drawn whenever something changes in its
// SVG, and the last change counts.

/**
 * @import { PlotElement } from "../src/metrics/ui/front/types.d.ts"
 * @typedef {object} Bench
 * @property {Record<string, number>} steps milliseconds on the page's clock
 * @property {number} painted how many paints since the click
 * @property {boolean} [timed] whether the calls of Plotly tell when a chart is drawn
 * @property {() => void} arm
 */

/** @type {Bench} What a click starts is timed from the click's own time stamp. */
const bench = {
  steps: {},
  painted: 0,
  arm() {
    /** @param {Event} event */
    const clicked = (event) => (bench.steps = { clicked: event.timeStamp })
    bench.painted = 0
    addEventListener("click", clicked, { capture: true, once: true })
  },
}
Object.assign(globalThis, { bench })

/** @param {string} name */
function first(name) {
  bench.steps[name] ??= performance.now()
}

/** @param {string} name */
function last(name) {
  bench.steps[name] = performance.now()
}

function drawn() {
  last("drawn")
  requestAnimationFrame(() => {
    const channel = new MessageChannel()
    channel.port1.onmessage = () => {
      last("painted")
      bench.painted += 1
    }
    channel.port2.postMessage(0)
  })
}

window.WebSocket = class extends WebSocket {
  /** @param {ConstructorParameters<typeof WebSocket>} parameters */
  constructor(...parameters) {
    super(...parameters)
    this.addEventListener("message", () => {
      if (!bench.steps.drawing) last("received")
      last("finished")
    })
  }
  /** @override @param {Parameters<WebSocket["send"]>[0]} message */
  send(message) {
    if (!bench.steps.drawing) first("sent") // what follows the chart is no wait for it
    super.send(message)
  }
}

const ownFetch = window.fetch
window.fetch = async (...request) => {
  const [resource] = request
  const url = resource instanceof Request ? resource.url : String(resource)
  const counts = /_dash-update-component|\.card\?/.test(url) && !bench.steps.drawing
  if (counts) first("sent")
  const response = await ownFetch(...request)
  if (counts && !bench.painted) { for (const name of ["received", "finished"]) last(name) }
  return response
}

// Both call Plotly.react. Our card says when it is drawn; a Dash graph tells the event of Plotly.
Object.defineProperty(window, "Plotly", {
  configurable: true,
  set(library) {
    const { react } = library
    /** @param {PlotElement} plot @param {unknown[]} rest */
    const timed = (plot, ...rest) => {
      bench.timed = !document.querySelector("[data-root-id]") // Panel calls it at times only
      last("drawing")
      const done = react(plot, ...rest)
      if (!plot.matches(".vm-plot")) plot.once("plotly_afterplot", drawn)
      return done
    }
    const value = { ...library, react: timed }
    Object.defineProperty(window, "Plotly", { value, writable: true, configurable: true })
  },
})
new MutationObserver(drawn).observe(document, { subtree: true, attributeFilter: ["data-drawn"] })

// In shadow roots too; an app whose Plotly can be timed counts as above.
const SVG = ".js-plotly-plot .main-svg"
/** @param {MutationRecord} change */
const inChart = ({ target, addedNodes }) =>
  (target instanceof Element && target.closest(SVG)) ||
  [...addedNodes].some((node) => node instanceof Element && node.querySelector(SVG))
const svg = new MutationObserver((changes) => {
  if (!bench.timed && changes.some(inChart)) drawn()
})
const everything = { subtree: true, childList: true, attributes: true }
svg.observe(document, everything)
const { attachShadow } = Element.prototype
/** @param {ShadowRootInit} options */
Element.prototype.attachShadow = function (options) {
  const root = attachShadow.call(this, options)
  svg.observe(root, everything)
  return root
}
