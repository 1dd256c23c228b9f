// The first page: what the document is, and each page's finding with a small chart that leads there.
import { element, linked, pageLink, saying } from "./dom.js"
import { plotly, themed } from "./draw.js"
import { withPanel } from "./panel.js"

export function mount(parent) {
  const view = { root: element("section", { class: "vm-card vm-overview" }), said: saying() }
  view.words = element("div")
  view.findings = element("div", { class: "vm-findings" })
  view.nothing = element("p", { class: "vm-subtitle" })
  view.root.append(view.words, withPanel(view), view.said, view.findings, view.nothing)
  parent.append(view.root)
  return view
}

export function update(view, content) {
  view.words.replaceChildren(
    element("h2", {}, content.title),
    element("p", { class: "vm-subtitle" }, content.place),
    element("p", {}, content.how_read),
    element("p", { "data-rows": "" }, content.trust, " ", pageLink("sources", "All figures"), " · ", pageLink("checks", "All checks")),
  )
  view.findings.replaceChildren(...content.findings.map((one) => finding(view, one)))
  const links = content.nothing.flatMap(({ page, link }) => [pageLink(page, link), " · "])
  view.nothing.replaceChildren(...(links.length ? ["Nothing to show of: ", ...links.slice(0, -1)] : []))
}

function finding(view, { page, link, pieces, data, layout, alt }) {
  const made = element("article", {}, element("h3", {}, ...linked(pieces)))
  const plot = element("div", { class: "vm-plot vm-mini", role: "img", "aria-label": alt })
  const way = pageLink(page, plot)
  way.setAttribute("aria-label", `${link}: see the chart`)
  made.append(way, element("p", {}, pageLink(page, link)))
  small(view, plot, data, layout)
  return made
}

async function small(view, plot, data, original) {
  try {
    const library = await plotly()
    const layout = themed(view, original)
    layout.showlegend = false
    layout.margin = { ...layout.template.layout.margin, ...layout.margin, t: 24 }
    await library.newPlot(plot, structuredClone(data), layout, { staticPlot: true, responsive: true })
    plot.dataset.drawn = "small"
  } catch {
    plot.remove() // its words stay, and lead to the page
  }
}
