// The first page: what the document is, how far to trust it, and each page's finding with what
// shows it best: big numbers, a short table or a small chart, which leads to the page.
/** @import { Finding, OverviewContent, Piece, Plain, View } from "./types.d.ts" */
import { fitted, lookOf, themed } from "./chart.js"
import { addressed, element, linked } from "./dom.js"
import { loadPlotly } from "./libraries.js"
import { pageLink } from "./page_link.js"
import { createPanel } from "./panel.js"

const SMALL_FONT_PX = 12
const SMALL_HEIGHT_PX = 320
const STACKED_HEIGHT_PX = 460 // of two panels, one below the other

/** @returns {View<OverviewContent>} */
export function createView() {
  /** @type {OverviewContent | undefined} */
  let content
  const root = element("section", { class: "vm-card vm-overview" })
  const words = element("header")
  const trust = element("ul", { class: "vm-trust", "data-rows": "" })
  const findings = element("div", { class: "vm-findings" })
  const nothing = element("p", { class: "vm-subtitle" })
  const panel = createPanel(root, () => content)
  root.append(words, trust, panel.root, findings, nothing)
  const size = new ResizeObserver(() => fitCharts(findings))
  size.observe(findings)
  return {
    root,
    update(next) {
      content = next
      purgeCharts(findings)
      words.replaceChildren(
        element("p", { class: "vm-about" }, next.place),
        element("h1", {}, next.title),
        element("p", { class: "vm-subtitle" }, next.how_read),
      )
      trust.replaceChildren(...next.trust.map(trustLine))
      const [lead, ...rest] = next.findings.map((one) => findingOf(root, one))
      const columns = element("div", { class: "vm-columns" }, ...rest)
      findings.replaceChildren(...(lead ? [lead, columns] : []))
      const links = next.nothing.flatMap(({ page, link }) => [pageLink(page, link), " · "])
      nothing.replaceChildren(...(links.length ? ["No data for: ", ...links.slice(0, -1)] : []))
      panel.refresh()
    },
    destroy() {
      size.disconnect()
      purgeCharts(findings)
    },
  }
}

/**
 * A chart that goes leaves nothing behind.
 * @param {HTMLElement} findings
 */
function purgeCharts(findings) {
  for (const plot of drawnIn(findings)) globalThis.Plotly?.purge(plot)
}

/**
 * plotly.js fits a chart to a window only, and not to a menu that is folded.
 * @param {HTMLElement} findings
 */
function fitCharts(findings) {
  for (const plot of drawnIn(findings)) globalThis.Plotly?.Plots.resize(plot).catch(() => {})
}

/**
 * @param {HTMLElement} findings
 * @returns {HTMLElement[]} its charts
 */
function drawnIn(findings) {
  return /** @type {HTMLElement[]} */ ([...findings.querySelectorAll(".vm-plot[data-drawn]")])
}

/** @param {OverviewContent["trust"][number]} line */
function trustLine({ page, count, label }) {
  return element("li", {}, pageLink(page, element("strong", {}, count), ` ${label}`))
}

/**
 * @param {HTMLElement} root
 * @param {Finding} one
 */
function findingOf(root, one) {
  const words = element("div", {}, element("h2", {}, ...linked(one.pieces)))
  const more = element("p", {}, pageLink(one.page, `${one.link} →`))
  return element("article", { "data-topic": one.page }, words, evidence(root, one), more)
}

/**
 * @param {HTMLElement} root
 * @param {Finding} one
 */
function evidence(root, one) {
  if (one.numbers) return element("ul", { class: "vm-numbers" }, ...one.numbers.map(bigNumber))
  if (one.table) return shortTable(one.table, one.more ?? 0, one.link)
  const plot = element("div", {
    class: "vm-plot vm-mini",
    role: "img",
    "aria-label": one.alt ?? "",
  })
  const link = pageLink(one.page, plot)
  link.setAttribute("aria-label", `${one.link}: see the chart`)
  drawSmall(root, plot, one.data ?? [], one.layout ?? {})
  return link
}

/** @param {{ cell: Piece, label: string }} number */
function bigNumber({ cell: [text, address], label }) {
  return element("li", {}, element("strong", {}, addressed(text, address)), " ", label)
}

/**
 * @param {[name: Piece[], value: Piece[]][]} lines
 * @param {number} more how many are left out
 * @param {string} label
 */
function shortTable(lines, more, label) {
  const rows = lines.map(([name, value]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, ...joined(name, ", ")),
      element("td", {}, ...joined(value, " ")),
    )
  )
  const rest = more > 0 ? [element("caption", { "data-rows": "" }, `and ${more} more`)] : []
  return element("table", { "aria-label": label }, ...rest, element("tbody", {}, ...rows))
}

/**
 * @param {Piece[]} pieces
 * @param {string} between
 */
function joined(pieces, between) {
  return pieces.flatMap(([text, address], at) => [at ? between : "", addressed(text, address)])
}

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} plot
 * @param {Plain[]} data
 * @param {Plain} original
 */
async function drawSmall(root, plot, data, original) {
  try {
    const plotly = await loadPlotly()
    const width = plot.clientWidth
    const lying = fitted(
      { data: structuredClone(data), layout: themed(lookOf(root), original, width) },
      width,
    )
    await plotly.newPlot(plot, lying.data, smaller(lying.layout, width), {
      staticPlot: true,
      responsive: true,
    })
    plot.dataset.drawn = "small"
  } catch {
    plot.remove() // its words stay, and lead to the page
  }
}

/**
 * Room for a legend is not needed where none stands; a chart of squares is as high as they are.
 * @param {Plain} layout
 * @param {number} width
 */
export function smaller(layout, width) {
  const { narrow, ratio } = layout.meta
  layout.template.layout.font.size = SMALL_FONT_PX
  const most = narrow && width < narrow.below ? STACKED_HEIGHT_PX : SMALL_HEIGHT_PX
  layout.height = Math.min(layout.height, ratio ? width * ratio + 60 : most)
  layout.showlegend = false
  layout.margin = { ...layout.template.layout.margin, ...layout.margin, t: 28 }
  return layout
}
