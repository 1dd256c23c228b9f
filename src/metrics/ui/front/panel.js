// The panel that an address opens: the printed figure, the formula or the check behind a number.
import { figureCitations } from "./citing.js"
import { addressed, button, element, say, saying } from "./dom.js"
import { pageLink } from "./page_link.js"

const STORY = {
  figure: "Printed in the document",
  formula: "Worked out from printed numbers",
  statement: "Named in the document",
  check: "A cross-check of the document",
  several: "Given more than once",
}

const WHERE = "Stands in"

// Give a view a panel that every number with an address in its root opens.
export function withPanel(view, changed = () => {}) {
  view.panel = element("aside", {
    class: "vm-panel",
    role: "region",
    "aria-label": "Where this number comes from",
    hidden: "",
  })
  view.changed = changed
  view.root.addEventListener("click", (event) => {
    const found = event.target.closest("[data-address]")
    if (!found || found === view.panel || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    open(view, found.dataset.address, found)
  })
  view.root.addEventListener("keydown", (event) => event.key === "Escape" && close(view))
  followHistory(view)
  return view.panel
}

export function open(view, address, opener) {
  const from = opener && view.panel.contains(opener) ? view.panel.dataset.address : undefined
  if (from && from !== address && view.content?.addresses[address]) pushStep(from, address)
  if (!fill(view, address)) return
  if (opener && !view.panel.contains(opener)) view.opener = opener
  head(view)?.focus({ preventScroll: true })
  view.panel.scrollIntoView({ block: "nearest" })
}

// ---- a step from one number's panel to another's is a step of the browser's history

/**
 * @param {string} from the address that the panel shows
 * @param {string} to the one that it will show
 * @param {History} target
 */
export function pushStep(from, to, target = history) {
  target.replaceState({ ...target.state, vmPanel: from }, "")
  target.pushState({ vmPanel: to, vmFrom: from }, "")
}

function followHistory(view) {
  const show = ({ state }) => {
    if (!view.root.isConnected) return removeEventListener("popstate", show)
    const open = !view.panel.hidden && state?.vmPanel
    if (!open || state.vmPanel === view.panel.dataset.address) return
    if (fill(view, state.vmPanel)) head(view)?.focus({ preventScroll: true })
  }
  addEventListener("popstate", show)
}

function backStep(address) {
  const { vmPanel, vmFrom } = history.state ?? {}
  if (vmPanel !== address || !vmFrom) return []
  return [button(`← Back to ${vmFrom}`, { class: "vm-back" }, () => history.back())]
}

// Of a mark's panel only the head comes into view, and a moment later: the chart stays where it is,
// and a double click still meets it.
const MOMENT = 400

export function openMark(view, address) {
  if (!fill(view, address)) return
  head(view).focus({ preventScroll: true })
  setTimeout(() => head(view)?.scrollIntoView({ block: "nearest" }), MOMENT)
}

// Fill the panel with what an address says now; say whether it says anything.
export function fill(view, address) {
  const entry = view.content?.addresses[address]
  if (!entry) return false
  const focused = view.panel.contains(document.activeElement)
  view.panel.dataset.address = address
  view.panel.replaceChildren(...contents(view, address, entry))
  view.panel.hidden = false
  // What had the focus is gone: Escape must still be heard.
  if (focused) head(view)?.focus({ preventScroll: true })
  view.changed(entry.kind === "figure" ? address : undefined)
  return true
}

function head(view) {
  return view.panel.querySelector("h3")
}

export function close(view) {
  if (view.panel.hidden) return
  view.panel.hidden = true
  view.changed()
  if (view.opener?.isConnected) view.opener.focus()
}

function contents(view, address, entry) {
  const name = { figure: `Figure ${address}`, check: `Check ${address}` }[entry.kind]
  return [
    button("Close", { class: "vm-close" }, () => close(view)),
    ...backStep(address),
    element("p", { class: "vm-kind" }, [STORY[entry.kind], name].filter(Boolean).join(" · ")),
    element("h3", { tabindex: "-1" }, entry.title),
    element("p", {}, entry.counts),
    element("dl", {}, ...[...places(entry), ...entry.facts].flatMap(fact)),
    ...narrowing(view, address),
    ...readings(entry),
    ...history(entry),
    ...others(view, entry.kind === "several" ? "One of" : "Made of", entry.parts),
    ...others(view, "Cross-checks", entry.checks),
    ...uses(entry),
    ...taking(view, address, entry),
  ]
}

// ---- a number's year or village as a filter: the same as a click on its mark

export function choose(view, chosen) {
  if (chosen) view.choose(...chosen)
}

function narrowing(view, address) {
  const chosen = view.content.choices?.[address]
  if (!chosen) return []
  const [name, value] = chosen
  const only = button(`Show only ${value}`, {}, () => choose(view, chosen))
  const all = button("Show all", { "data-reset": name }, () => choose(view, [name, null]))
  return [element("p", { class: "vm-taking" }, only, all)]
}

function places(entry) {
  return entry.place ? [[WHERE, entry.place]] : []
}

function fact([label, text]) {
  return [
    element("dt", {}, label),
    element("dd", label === WHERE ? { "data-place": "" } : {}, text),
  ]
}

function list(title, lines) {
  return lines.length ? [element("h4", {}, title), element("ul", {}, ...lines)] : []
}

function readings(entry) {
  return list("Candidate readings", (entry.readings ?? []).map((text) => element("li", {}, text)))
}

function history(entry) {
  return list("History", (entry.history ?? []).map((text) => element("li", {}, text)))
}

function others(view, title, names = []) {
  const line = (name) => {
    const { title, counts } = view.content.addresses[name] ?? { title: "", counts: "" }
    return element("li", { "data-address": name }, addressed(name, name), ` ${title}: ${counts}`)
  }
  return list(title, names.map(line))
}

function uses(entry) {
  const link = ([page, title]) => element("li", {}, pageLink(page, title))
  return list("Shown on", (entry.uses ?? []).map(link))
}

// ---- a figure to take away

// What the address of a figure asks of the page of sources: the figure, and the dataset in view.
export function figureQuery(figure) {
  const dataset = new URLSearchParams(location.search).get("dataset")
  return `?${new URLSearchParams({ ...(dataset && { dataset }), figure })}`
}

function taking(view, address, entry) {
  if (!entry.copy) return []
  const link = new URL(`sources${figureQuery(address)}`, new URL(".", location.href)).href
  const status = saying() // beside the button, and gone with the figure that it speaks of
  const text = `${entry.copy}\nLink: ${link}`
  const copy = button("Copy figure", {}, () => copied({ said: status }, text))
  const way = element("a", { href: link }, "Link to this figure")
  const row = element("div", { class: "vm-taking" }, copy, " ", way, status)
  return [row, ...figureCitations(view, address)]
}

export async function copied(view, text) {
  try {
    await navigator.clipboard.writeText(text)
    say(view, "Copied.")
  } catch {
    // Some browsers keep the clipboard closed: then the text stands there to be marked by hand.
    const field = element("textarea", { readonly: "", rows: "6", "aria-label": "The text" }, text)
    say(view, "This browser keeps the clipboard closed. The text to copy: ", field)
  }
}
