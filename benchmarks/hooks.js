// Runs before a page's own scripts: notes on the page's clock when each step up to a painted chart
// happens: ours asks for cards (fetch) or through Streamlit (a WebSocket), Dash by fetch. Other
// frameworks keep Plotly to themselves: there a chart is drawn whenever something changes in its
// SVG, and the last change counts.
window.bench = { steps: {}, painted: 0 }

function first(name) {
  bench.steps[name] ??= performance.now()
}

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

// What a click starts is timed from the click's own time stamp.
bench.arm = () => {
  const clicked = (event) => (bench.steps = { clicked: event.timeStamp })
  bench.painted = 0
  addEventListener("click", clicked, { capture: true, once: true })
}

window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given)
    this.addEventListener("message", () => {
      if (!bench.steps.drawing) last("received")
      last("finished")
    })
  }
  send(message) {
    if (!bench.steps.drawing) first("sent") // what follows the chart is no wait for it
    super.send(message)
  }
}

const fetched = window.fetch
window.fetch = async (...given) => {
  const url = String(given[0]?.url ?? given[0])
  const counts = /_dash-update-component|\.card\?/.test(url) && !bench.steps.drawing
  if (counts) first("sent")
  const answer = await fetched(...given)
  if (counts && !bench.painted) { for (const name of ["received", "finished"]) last(name) }
  return answer
}

// Both call Plotly.react. Our card says when it is drawn; a Dash graph tells the event of Plotly.
Object.defineProperty(window, "Plotly", {
  configurable: true,
  set(library) {
    const { react } = library
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
const inChart = ({ target, addedNodes }) =>
  target.closest?.(SVG) || [...addedNodes].some((node) => node.querySelector?.(SVG))
const svg = new MutationObserver((changes) => {
  if (!bench.timed && changes.some(inChart)) drawn()
})
const everything = { subtree: true, childList: true, attributes: true }
svg.observe(document, everything)
const { attachShadow } = Element.prototype
Element.prototype.attachShadow = function (...given) {
  const root = attachShadow.apply(this, given)
  svg.observe(root, everything)
  return root
}
