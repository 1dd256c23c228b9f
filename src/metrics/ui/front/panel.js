// The panel that an address opens: the printed figure, the formula or the check behind a number.
/** @import { Choice, Entries, Entry, Lists, Panel, SetFilter, Source } from "./types.d.ts" */
import { figureCitations } from "./citations.js"
import { copyText } from "./clipboard.js"
import { addressed, button, element, statusLine } from "./dom.js"
import { figureLink } from "./figure_link.js"
import { pageLink } from "./page_link.js"
import { isForAnotherWindow } from "./streamlit_dom.js"

const KINDS = {
  figure: "Printed in the document",
  formula: "Worked out from printed numbers",
  statement: "Named in the document",
  check: "A cross-check of the document",
  several: "Given more than once",
}

/**
 * Give a part of a page a panel that every number with an address in it opens.
 * @param {HTMLElement} host
 * @param {() => Source | undefined} source what its numbers open
 * @param {object} [on]
 * @param {SetFilter} [on.filter]
 * @param {(figure: string | undefined) => void} [on.change] called with the figure that is shown
 * @returns {Panel}
 */
export function createPanel(host, source, on = {}) {
  const root = element("aside", {
    class: "vm-panel",
    role: "region",
    "aria-label": "Where this number comes from",
    hidden: "",
  })
  /** @type {HTMLElement | SVGElement | undefined} */
  let opener

  /**
   * @param {string} address
   * @returns {boolean} whether the address says anything
   */
  function render(address) {
    const origin = source()
    const entry = origin?.addresses[address]
    if (!origin || !entry) return false
    const focused = root.contains(document.activeElement)
    root.dataset.address = address
    root.replaceChildren(
      button("Close", { class: "vm-close" }, close),
      ...backStep(address),
      ...parts(address, entry, origin, on.filter),
    )
    root.hidden = false
    if (focused) focusHead(root) // what had the focus is gone: Escape must still be heard
    on.change?.(entry.kind === "figure" ? address : undefined)
    return true
  }

  function close() {
    if (root.hidden) return
    const focused = root.contains(document.activeElement)
    root.hidden = true
    on.change?.(undefined)
    if (focused && opener?.isConnected) opener.focus()
  }

  /**
   * @param {string} address
   * @param {Element} [from] what was pressed
   */
  function open(address, from) {
    const inside = from !== undefined && root.contains(from)
    const before = inside ? root.dataset.address : undefined
    if (before && before !== address && source()?.addresses[address]) pushStep(before, address)
    if (!render(address)) return
    if (!inside && (from instanceof HTMLElement || from instanceof SVGElement)) opener = from
    focusHead(root)
    root.scrollIntoView({ block: "nearest" })
  }

  host.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("[data-address]")
    if (!link || link === root || isForAnotherWindow(event)) return
    event.preventDefault()
    open(link.getAttribute("data-address") ?? "", link)
  })
  host.addEventListener("keydown", ({ key, target }) => {
    const isDialog = target instanceof Element && target.closest("dialog") // which closes itself
    if (key === "Escape" && !isDialog) close()
  })
  followHistory(root, render)
  return {
    root,
    open,
    openBelowChart(address) {
      if (!render(address)) return
      opener = undefined // a mark has no focus to go back to
      showBelowChart(root)
    },
    refresh: () => root.hidden || render(root.dataset.address ?? "") || close(),
    opener: () => opener,
  }
}

/** @param {HTMLElement} root */
function focusHead(root) {
  root.querySelector("h3")?.focus({ preventScroll: true })
}

/**
 * Of the panel of a mark only the head comes into view, when its opening has been played: until
 * then the chart stays where it is, and the second click of a double click still meets the mark.
 * @param {HTMLElement} root
 */
function showBelowChart(root) {
  focusHead(root)
  root.toggleAttribute("data-opening", true)
  root.onanimationend = () => {
    root.removeAttribute("data-opening")
    root.querySelector("h3")?.scrollIntoView({ block: "nearest" })
  }
  root.onanimationcancel = () => root.removeAttribute("data-opening")
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

/**
 * @param {HTMLElement} root
 * @param {(address: string) => boolean} render
 */
function followHistory(root, render) {
  const show = (/** @type {PopStateEvent} */ { state }) => {
    if (!root.isConnected) return removeEventListener("popstate", show)
    if (root.hidden || !state?.vmPanel || state.vmPanel === root.dataset.address) return
    if (render(state.vmPanel)) focusHead(root)
  }
  addEventListener("popstate", show)
}

/** @param {string} address */
function backStep(address) {
  const { vmPanel, vmFrom } = history.state ?? {}
  if (vmPanel !== address || !vmFrom) return []
  return [button(`← Back to ${vmFrom}`, { class: "vm-back" }, () => history.back())]
}

// ---- what the panel holds

/**
 * @param {string} address
 * @param {Entry} entry
 * @param {Source} source
 * @param {SetFilter} [setFilter]
 * @returns {Node[]}
 */
function parts(address, entry, source, setFilter) {
  return [
    element("p", { class: "vm-kind" }, kindOf(address, entry)),
    element("h3", { tabindex: "-1" }, entry.title),
    element("p", {}, entry.counts),
    element("dl", {}, ...position(entry), ...entry.facts.flatMap(fact)),
    ...filterButtons(source.choices?.[address], setFilter),
    ...list("Candidate readings", (entry.readings ?? []).map((text) => element("li", {}, text))),
    ...list("History", (entry.history ?? []).map((text) => element("li", {}, text))),
    ...list(
      entry.kind === "several" ? "One of" : "Made of",
      others(source.addresses, entry.parts),
    ),
    ...list("Cross-checks", others(source.addresses, entry.checks)),
    ...list("Shown on", (entry.uses ?? []).map(use)),
    ...figureActions(address, entry, source.export),
  ]
}

/**
 * @param {string} address
 * @param {Pick<Entry, "kind">} entry
 * @returns {string} what kind of number it is, and its id where it has one
 */
export function kindOf(address, { kind }) {
  const name = { figure: ` · Figure ${address}`, check: ` · Check ${address}` }
  return KINDS[kind] + (kind === "figure" || kind === "check" ? name[kind] : "")
}

/** @param {Entry} entry */
function position({ place }) {
  if (!place) return []
  return [element("dt", {}, "Stands in"), element("dd", { "data-place": "" }, place)]
}

/** @param {[label: string, text: string]} pair */
function fact([label, text]) {
  return [element("dt", {}, label), element("dd", {}, text)]
}

/**
 * @param {string} title
 * @param {Node[]} lines
 */
function list(title, lines) {
  return lines.length ? [element("h4", {}, title), element("ul", {}, ...lines)] : []
}

/**
 * A number's year or village as a filter: the same as a click on its mark.
 * @param {Choice | undefined} choice
 * @param {SetFilter} [setFilter]
 */
function filterButtons(choice, setFilter) {
  if (!choice || !setFilter) return []
  const [name, value] = choice
  const only = button(`Show only ${value}`, {}, () => setFilter(name, value))
  const all = button("Show all", { "data-reset": name }, () => setFilter(name, null))
  return [element("p", { class: "vm-taking" }, only, all)]
}

/**
 * @param {Entries} entries
 * @param {string[]} [names]
 */
function others(entries, names = []) {
  return names.map((name) => {
    const { title, counts } = entries[name] ?? { title: "", counts: "" }
    return element("li", { "data-address": name }, addressed(name, name), ` ${title}: ${counts}`)
  })
}

/** @param {[page: string, title: string]} pair */
function use([page, title]) {
  return element("li", {}, pageLink(page, title))
}

/**
 * @param {string} address
 * @param {Entry} entry
 * @param {Lists} [of]
 */
function figureActions(address, entry, of) {
  if (!entry.copy) return []
  const href = figureLink(address)
  const status = statusLine() // beside the button, and gone with the figure that it speaks of
  const text = `${entry.copy}\nLink: ${href}`
  const copy = button("Copy figure", {}, () => copyText(status, text))
  const link = element("a", { href }, "Link to this figure")
  const row = element("div", { class: "vm-taking" }, copy, " ", link, status)
  return [row, ...figureCitations(of, address)]
}
