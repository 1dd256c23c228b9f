// Runs before a page's own scripts: notes on the page's clock when each step up to a painted chart
// happens, the same way for both: each fetches what a click draws. What comes after the paint (the
// run of Streamlit, cards fetched ahead of a click) does not count.
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

const fetched = window.fetch
window.fetch = async (...given) => {
  const url = String(given[0]?.url ?? given[0])
  const counts = !bench.painted && /_dash-update-component|\.card\?/.test(url)
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
