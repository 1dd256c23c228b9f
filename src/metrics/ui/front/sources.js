// The list of sources: every figure of the document, found by text and by filter, each with a link.
/** @import { ListedFigure, SourcesContent, View } from "./types.d.ts" */
import { copyText } from "./clipboard.js"
import { addressed, button, element, statusLine } from "./dom.js"
import { figureQuery } from "./figure_link.js"
import { listLinks } from "./jobs.js"
import { createPanel } from "./panel.js"

/** @returns {View<SourcesContent>} */
export function createView() {
  /** @type {SourcesContent | undefined} */
  let content
  const root = element("section", { class: "vm-card" })
  const says = element("p", { "data-rows": "" })
  const parts = element("ul", { "data-rows": "" })
  const search = createSearch()
  const cite = element("div", { class: "vm-buttons" })
  const files = element("div")
  const panel = createPanel(root, () => content, { change: rememberFigure })
  root.append(says, parts, search.form, cite, files, panel.root, search.count, search.list)
  return {
    root,
    update(next) {
      content = next
      const any = next.figures.length > 0
      says.textContent = next.says
      parts.replaceChildren(...next.parts.map((text) => element("li", {}, text)))
      for (const part of [search.form, cite, search.count, search.list]) part.hidden = !any
      cite.replaceChildren(...citationButtons(next))
      files.replaceChildren(...(any ? [listLinks(next.export, "figures")] : []))
      search.render(next)
      panel.refresh()
      panel.open(new URLSearchParams(location.search).get("figure") ?? "")
    },
  }
}

// The figures as a list, and what searches it.
function createSearch() {
  const form = element("form", { class: "vm-controls", role: "search" })
  const count = element("p", { role: "status", "data-rows": "" })
  const head = element("tr")
  const body = element("tbody")
  const rows = element("table", {}, element("thead", {}, head), body)
  const list = element("div", { class: "vm-scroll vm-list", tabindex: "0" }, rows)
  /** @type {[figure: ListedFigure, row: HTMLElement][]} */
  let lines = []

  function narrow() {
    const fields = new FormData(form)
    const filters = [...fields].map(([name, value]) => [name, String(value)])
    const { words = "", ...chosen } = Object.fromEntries(filters)
    let shown = 0
    for (const [figure, row] of lines) {
      const isShown = matches(figure, words, chosen)
      row.hidden = !isShown
      shown += Number(isShown)
    }
    count.textContent = counted(shown, lines.length)
  }

  /** @param {SourcesContent} content */
  function render({ figures, filters, columns }) {
    const field = element("input", {
      type: "search",
      name: "words",
      placeholder: "719, households, kloc …",
      "aria-label": "Search the figures",
    })
    form.replaceChildren(labelled("Search", field), ...filters.map(select))
    head.replaceChildren(...columns.map((text) => element("th", { scope: "col" }, text)))
    lines = figures.map((figure) => [figure, line(figure)])
    body.replaceChildren(...lines.map(([, row]) => row))
    narrow()
  }

  form.addEventListener("input", narrow)
  form.addEventListener("submit", (event) => event.preventDefault())
  return { form, count, list, render }
}

/**
 * @param {Pick<ListedFigure, "search" | "of">} figure
 * @param {string} words all of which must occur in the figure
 * @param {Record<string, string>} filters by name the value asked for, "" for any
 */
export function matches({ search, of }, words, filters) {
  const searched = words.toLowerCase().split(/\s+/).filter(Boolean)
  return searched.every((word) => search.includes(word)) &&
    Object.entries(filters).every(([name, value]) => !value || of[name] === value)
}

/**
 * @param {number} shown
 * @param {number} all
 * @returns {string} how many figures match, or that none does
 */
export function counted(shown, all) {
  if (!all) return ""
  if (shown) return `${shown} of ${all} figures`
  return "No figure matches: shorten the search, or set a choice back to “all”."
}

/** @param {SourcesContent} content */
function citationButtons({ citations, cite_note }) {
  const status = statusLine()
  const copies = Object.entries(citations).map(([name, text]) =>
    button(`Copy ${name}`, {}, () => copyText(status, text))
  )
  const hint = cite_note ? [element("span", { class: "vm-hint" }, cite_note)] : []
  return [...copies, status, ...hint]
}

/**
 * The URL of the page is the figure's own link.
 * @param {string | undefined} figure
 */
function rememberFigure(figure) {
  const url = new URL(location.href)
  if (figure) url.searchParams.set("figure", figure)
  else url.searchParams.delete("figure")
  history.replaceState(history.state, "", url)
}

/**
 * @param {string} text
 * @param {HTMLElement} control
 */
function labelled(text, control) {
  return element("label", {}, element("span", {}, text), control)
}

/** @param {SourcesContent["filters"][number]} filter */
function select({ name, label: title, choices }) {
  const options = choices.map((one) => element("option", { value: one }, one))
  const all = element("option", { value: "" }, "all")
  return labelled(title, element("select", { name, title }, all, ...options))
}

/** @param {ListedFigure} figure */
function line({ id, value, counts, printed, place, certainty }) {
  const link = element("a", { href: figureQuery(id), "data-address": id }, id)
  return element(
    "tr",
    { "data-address": id },
    element("td", {}, link),
    element("td", {}, addressed(value, id)),
    element("td", {}, counts),
    element("td", {}, printed),
    element("td", { "data-place": "" }, place),
    element("td", {}, certainty),
  )
}
