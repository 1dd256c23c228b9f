// Drawing: plotly.js from our own server, the theme's colours, a click on a mark.
import { element, say } from "./dom.js"

const LIBRARY = "./assets/plotly/plotly.min.js"
const CONFIG = { responsive: true, displayModeBar: false, displaylogo: false, doubleClick: false }
const IMAGE_FONT = "./assets/image_font/image_font.js"
const loading = {}

export function plotly() {
  return script(LIBRARY, () => window.Plotly, "plotly.js")
}

// What draws an image in the product's own font: asked for with the first image only.
export function imageFont() {
  return script(IMAGE_FONT, () => window.imageInFont, "the font of images")
}

function script(src, found, name) {
  loading[src] ??= new Promise((done, failed) => {
    const made = element("script", { src })
    made.onload = () => (found() ? done(found()) : failed(new Error(`no ${name}`)))
    made.onerror = () => failed(new Error(`${name} did not load`))
    document.head.append(made)
  })
  loading[src].catch(() => delete loading[src])
  return loading[src]
}

export async function draw(card) {
  const { alt, empty, stamp } = card.content
  if (empty) return void (card.plot.dataset.drawn = stamp)
  const { data, layout } = fitted(card.content, card.root.clientWidth)
  card.plot.setAttribute("aria-label", alt)
  card.plot.style.minHeight = layout.meta.ratio ? "" : `${layout.height}px`
  try {
    const found = window.Plotly ?? (await plotly())
    if (card.content.stamp !== stamp) return
    await found.react(card.plot, data, themed(card, layout), CONFIG)
    listen(card)
    card.plot.dataset.drawn = stamp
  } catch (error) {
    say(
      card,
      `The chart could not be drawn (${
        error?.message ?? error
      }). The data tab has the same numbers; reload the page to try again.`,
    )
  }
}

function listen(card) {
  if (card.listens) return
  card.listens = true
  card.plot.on("plotly_click", ({ points }) => card.clicked(points[0].customdata))
  card.plot.on("plotly_doubleclick", () => card.clickedTwice())
}

// On a phone some charts lie otherwise: layout.meta.narrow says below which width, and how.
export function fitted({ data, layout }, width) {
  const { narrow } = layout.meta
  if (!narrow || width >= narrow.below) return { data, layout }
  const parts = Object.entries(narrow.layout).map((
    [name, part],
  ) => [name, Array.isArray(part) ? part : { ...layout[name], ...part }])
  return { data, layout: { ...layout, ...Object.fromEntries(parts), height: narrow.height } }
}

export function forget(card) {
  window.Plotly?.purge(card.plot)
}

export function themed(card, original) {
  const style = getComputedStyle(card.root)
  const layout = structuredClone(original)
  const inner = layout.template.layout
  const grid = style.getPropertyValue("--vm-grid").trim()
  Object.assign(inner.font, { color: style.color, family: style.fontFamily })
  inner.hoverlabel.font.family = style.fontFamily
  const { ratio } = layout.meta
  if (ratio) layout.height = Math.min(layout.height, card.root.clientWidth * ratio + 60)
  inner.paper_bgcolor = "rgba(0,0,0,0)"
  for (const axis of [inner.xaxis, inner.yaxis]) {
    Object.assign(axis, {
      gridcolor: grid,
      linecolor: grid,
      zerolinecolor: grid,
      tickfont: { color: style.color },
    })
  }
  return layout
}

export function followTheme(card) {
  let ink = getComputedStyle(card.root).color
  const redraw = () => {
    const now = getComputedStyle(card.root).color
    if (now !== ink && card.content) draw(card)
    ink = now
  }
  const watch = new MutationObserver(() => requestAnimationFrame(redraw))
  watch.observe(document.head, { childList: true, subtree: true, characterData: true })
  for (let up = card.root.parentElement; up; up = up.parentElement) {
    watch.observe(up, { attributes: true, attributeFilter: ["style", "class"] })
  }
  return watch
}
