// A chart by plotly.js: the theme's colours, the width of the screen, clicks on marks.
/** @import { CardContent, Chart, Figure, Picture, Plain } from "./types.d.ts" */
import { element, messageOf } from "./dom.js"
import { loadPlotly } from "./libraries.js"
import { createPlots } from "./plots.js"

/**
 * @param {HTMLElement} host whose colours, font and width the chart takes
 * @param {object} on
 * @param {(address: string) => void} on.mark called once for a click or a double click on a mark
 * @param {() => void} on.reset called for a double click
 * @param {(words: string) => void} on.failure
 * @returns {Chart}
 */
export function createChart(host, on) {
  const root = element("div", { class: "vm-plots", role: "figure" })
  const plots = createPlots(root, on)
  /** @type {CardContent | undefined} */
  let latest
  /** @type {Look | undefined} asked of the page once and after each change, as its width is */
  let look

  let inView = true
  const view = new IntersectionObserver((seen) => {
    inView = seen.at(-1)?.isIntersecting ?? true
  }, { rootMargin: "100px" })
  view.observe(root)

  // Asked of the page once and after each change: asking lays out the whole page.
  let width = 0
  const size = new ResizeObserver(() => {
    const before = width
    width = host.clientWidth
    if (!before || before === width) return
    plots.forget()
    if (latest && liesOtherwise(latest, before, width)) redraw()
    plots.fit() // plotly.js fits it to a window only, and not to a menu that is folded
  })
  size.observe(host)

  /**
   * A chart out of view is drawn again when those in view are painted.
   * @param {CardContent} content
   */
  async function draw(content) {
    latest = content
    if (plots.isDrawn() && !inView && !plots.isShown(pictureOf(content))) await nextPaint()
    if (latest === content) await paint(content)
  }

  /**
   * @param {CardContent} content
   * @returns {Picture}
   */
  function pictureOf(content) {
    look ??= lookOf(host)
    const { data, layout } = fitted(content, width)
    return { data, layout: themed(look, layout, width), width }
  }

  /** @param {CardContent} content */
  async function paint(content) {
    width ||= host.clientWidth
    const { layout } = fitted(content, width)
    root.setAttribute("aria-label", content.alt)
    root.style.minHeight = layout.meta.ratio ? "" : `${layout.height}px`
    try {
      // Without a wait where the library is there: a click is answered in the same frame.
      const plotly = globalThis.Plotly ?? (await loadPlotly())
      if (latest !== content) return
      await plots.show(plotly, pictureOf(content))
      if (latest === content) plots.shown().dataset.drawn = content.stamp
    } catch (error) {
      on.failure(
        `The chart could not be drawn (${messageOf(error)}). The data tab has the same numbers; ` +
          "reload the page to try again.",
      )
    }
  }

  const redraw = () => {
    look = undefined
    if (latest && root.isConnected) draw(latest)
  }
  const theme = followTheme(host, redraw)
  return {
    root,
    draw,
    leave(stamp) {
      latest = undefined
      plots.shown().dataset.drawn = stamp
    },
    isDrawn: (content) => plots.shown().dataset.drawn === content.stamp,
    destroy() {
      view.disconnect()
      size.disconnect()
      theme.disconnect()
      plots.purge()
    },
  }
}

/** @returns {Promise<void>} */
function nextPaint() {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
}

/**
 * @param {Figure} figure
 * @param {number} width
 * @returns {boolean} whether it lies otherwise on a screen so wide
 */
function isNarrow({ layout: { meta: { narrow } } }, width) {
  return Boolean(narrow) && width < narrow.below
}

/**
 * @param {Figure} figure
 * @param {number} before
 * @param {number} width
 * @returns {boolean} whether more of it than its width changes with that
 */
function liesOtherwise(figure, before, width) {
  return isNarrow(figure, before) !== isNarrow(figure, width) || Boolean(figure.layout.meta.ratio)
}

/**
 * @param {Figure} figure
 * @param {number} width
 * @returns {Figure} as it lies on a screen so wide: layout.meta.narrow says below which, and how
 */
export function fitted({ data, layout }, width) {
  if (!isNarrow({ data, layout }, width)) return { data, layout }
  const { narrow } = layout.meta
  const parts = Object.entries(narrow.layout).map(([name, part]) => [
    name,
    Array.isArray(part) ? part : { ...layout[name], ...part },
  ])
  return { data, layout: { ...layout, ...Object.fromEntries(parts), height: narrow.height } }
}

/** @typedef {{ color: string, family: string, grid: string }} Look colours and font of a page */

/**
 * @param {HTMLElement} host
 * @returns {Look}
 */
export function lookOf(host) {
  const style = getComputedStyle(host)
  const grid = style.getPropertyValue("--vm-grid").trim()
  return { color: style.color, family: style.fontFamily, grid }
}

/**
 * @param {Look} look
 * @param {Plain} original
 * @param {number} width of what holds the chart
 * @returns {Plain} a copy of a layout in the colours and the font of the page
 */
export function themed({ color, family, grid }, original, width) {
  const layout = structuredClone(original)
  const inner = layout.template.layout
  Object.assign(inner.font, { color, family })
  inner.hoverlabel.font.family = family
  const { ratio } = layout.meta
  if (ratio) layout.height = Math.min(layout.height, width * ratio + 60)
  inner.paper_bgcolor = "rgba(0,0,0,0)"
  const lines = { gridcolor: grid, linecolor: grid, zerolinecolor: grid }
  for (const axis of [inner.xaxis, inner.yaxis]) {
    Object.assign(axis, lines, { tickfont: { color } })
  }
  return layout
}

/**
 * @param {HTMLElement} host
 * @param {() => void} redraw called when the colour of its text has changed
 */
function followTheme(host, redraw) {
  /** @type {string | undefined} */
  let ink
  const look = () => {
    const now = getComputedStyle(host).color
    if (ink !== undefined && now !== ink) redraw()
    ink = now
  }
  const watch = new MutationObserver(() => requestAnimationFrame(look))
  watch.observe(document.head, { childList: true, subtree: true, characterData: true })
  // What holds the card is known once it is on the page.
  requestAnimationFrame(() => {
    if (!host.isConnected) return
    look()
    const attributes = { attributes: true, attributeFilter: ["style", "class"] }
    for (let up = host.parentElement; up; up = up.parentElement) watch.observe(up, attributes)
  })
  return watch
}
