// The first page: what the document is, how far to trust it, and each page's finding with what shows
// it best: big numbers, a short table or a small chart, which leads to the page.
import { addressed, element, linked, saying } from "./dom.js"
import { plotly, themed } from "./draw.js"
import { pageLink } from "./page_link.js"
import { withPanel } from "./panel.js"

const SMALL_FONT_PX = 12
const SMALL_HEIGHT_PX = 320

export function mount(parent) {
  const view = { root: element("section", { class: "vm-card vm-overview" }), said: saying() }
  view.words = element("header")
  view.trust = element("ul", { class: "vm-trust", "data-rows": "" })
  view.findings = element("div", { class: "vm-findings" })
  view.nothing = element("p", { class: "vm-subtitle" })
  view.root.append(view.words, view.trust, withPanel(view), view.said, view.findings, view.nothing)
  parent.append(view.root)
  return view
}

export function update(view, content) {
  view.words.replaceChildren(
    element("p", { class: "vm-about" }, content.place),
    element("h1", {}, content.title),
    element("p", { class: "vm-subtitle" }, content.how_read),
  )
  view.trust.replaceChildren(...content.trust.map(count))
  const [lead, ...rest] = content.findings.map((one) => finding(view, one))
  const columns = element("div", { class: "vm-columns" }, ...rest)
  view.findings.replaceChildren(...(lead ? [lead, columns] : []))
  const links = content.nothing.flatMap(({ page, link }) => [pageLink(page, link), " · "])
  view.nothing.replaceChildren(...(links.length ? ["No data for: ", ...links.slice(0, -1)] : []))
}

function count({ page, count: number, label }) {
  return element("li", {}, pageLink(page, element("strong", {}, number), ` ${label}`))
}

function finding(view, one) {
  const words = element("div", {}, element("h2", {}, ...linked(one.pieces)))
  const way = element("p", {}, pageLink(one.page, `${one.link} →`))
  return element("article", { "data-topic": one.page }, words, shown(view, one), way)
}

function shown(view, one) {
  if (one.numbers) return element("ul", { class: "vm-numbers" }, ...one.numbers.map(bigNumber))
  if (one.table) return lines(one)
  const plot = element("div", { class: "vm-plot vm-mini", role: "img", "aria-label": one.alt })
  const way = pageLink(one.page, plot)
  way.setAttribute("aria-label", `${one.link}: see the chart`)
  drawSmall(view, plot, one)
  return way
}

function bigNumber({ cell: [text, address], label }) {
  return element("li", {}, element("strong", {}, addressed(text, address)), " ", label)
}

function lines({ table, more, link }) {
  const cells = (part) =>
    part.flatMap(([text, address], i) => [i ? " " : "", addressed(text, address)])
  const row = ([name, value]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, ...names(name)),
      element("td", {}, ...cells(value)),
    )
  const rest = more > 0 ? [element("caption", { "data-rows": "" }, `and ${more} more`)] : []
  return element("table", { "aria-label": link }, ...rest, element("tbody", {}, ...table.map(row)))
}

function names(part) {
  return part.flatMap(([text, address], i) => [i ? ", " : "", addressed(text, address)])
}

async function drawSmall(view, plot, { data, layout: original }) {
  try {
    const library = await plotly()
    const layout = smaller(themed(view, original), plot.clientWidth)
    const options = { staticPlot: true, responsive: true }
    await library.newPlot(plot, structuredClone(data), layout, options)
    plot.dataset.drawn = "small"
  } catch {
    plot.remove() // its words stay, and lead to the page
  }
}

// Room for a legend is not needed where none stands; a chart of squares is as high as they are.
function smaller(layout, width) {
  const { ratio } = layout.meta
  layout.template.layout.font.size = SMALL_FONT_PX
  layout.height = Math.min(layout.height, ratio ? width * ratio + 60 : SMALL_HEIGHT_PX)
  layout.showlegend = false
  layout.margin = { ...layout.template.layout.margin, ...layout.margin, t: 28 }
  return layout
}
