// The first page: what the document is, and each topic's finding with the way to its page.
import { element, linked, pageLink, saying } from "./dom.js"
import { withPanel } from "./panel.js"

export function mount(parent) {
  const view = { root: element("section", { class: "vm-card" }), said: saying() }
  view.words = element("div")
  view.findings = element("div", { class: "vm-findings" })
  view.root.append(view.words, withPanel(view), view.said, view.findings)
  parent.append(view.root)
  return view
}

export function update(view, content) {
  view.words.replaceChildren(
    element("h2", {}, content.title),
    element("p", {}, content.how_read),
    element("p", { "data-rows": "" }, content.trust, " ", pageLink("sources", "All figures"), " · ", pageLink("checks", "All checks")),
  )
  view.findings.replaceChildren(element("h3", {}, "What it says"), ...content.findings.map(finding))
}

function finding({ page, link, pieces }) {
  return element("article", {}, element("p", {}, ...linked(pieces)), pageLink(page, link))
}
