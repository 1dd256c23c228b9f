// The box that searches: a combobox whose list the server fills, each entry a link.
/** @import { Group, SearchContent, SearchHit, View } from "./types.d.ts" */
import { element, messageOf } from "./dom.js"
import { pageLink } from "./page_link.js"

const WAIT_MS = 120
const SLOW_MS = 400
const WIDTH = 420
const EDGE = 8 // pixels kept free beside the list
const LABEL = "Search numbers, places, pages"

/** @returns {View<SearchContent>} */
export function createView() {
  const input = element("input", {
    ...{ type: "search", role: "combobox", placeholder: LABEL, "aria-label": LABEL },
    ...{ "aria-autocomplete": "list", "aria-expanded": "false", autocomplete: "off" },
    ...{ "aria-controls": "vm-found", spellcheck: "false" },
  })
  const list = element("div", { role: "listbox", id: "vm-found", "aria-label": "What is found" })
  const says = element("p", { role: "status" })
  const popup = element("div", { class: "vm-search-popup", popover: "manual" }, says, list)
  const root = element("div", { class: "vm-search", role: "search" }, input, popup)
  const box = { input, list, says, popup, dataset: "", request: new AbortController() }
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting
  const stop = () => {
    clearTimeout(waiting)
    box.request.abort()
  }
  input.addEventListener("input", () => {
    stop()
    box.list.replaceChildren() // it is of another text: Enter is not to open one of it
    waiting = setTimeout(() => ask(box), WAIT_MS)
  })
  const leave = () => {
    stop() // an answer that comes late opens nothing
    close(box)
  }
  input.addEventListener("keydown", (event) => press(box, event))
  input.addEventListener("focus", () => list.children.length && open(box))
  root.addEventListener("focusout", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node) || !root.contains(relatedTarget)) leave()
  })
  return {
    root,
    update({ dataset, longest }) {
      box.dataset = dataset
      input.maxLength = longest
      stop()
      empty(box)
    },
    destroy: stop,
  }
}

/**
 * @typedef {object} Box
 * @property {HTMLInputElement} input
 * @property {HTMLElement} list
 * @property {HTMLElement} says
 * @property {HTMLElement} popup
 * @property {string} dataset
 * @property {AbortController} request
 */

/** @param {Box} box */
async function ask(box) {
  box.request.abort()
  const text = box.input.value.trim()
  if (!text) return empty(box)
  box.request = new AbortController()
  const slow = setTimeout(() => say(box, "Searching …"), SLOW_MS)
  try {
    const answer = await fetch(searchUrl(box.dataset, text), { signal: box.request.signal })
    if (!answer.ok) throw new Error(await answer.text())
    const { groups } = await answer.json()
    show(box, groups, text)
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return
    const why = error instanceof TypeError ? "The server does not answer." : messageOf(error)
    say(box, `This cannot be searched now. ${why}`)
  } finally {
    clearTimeout(slow)
  }
}

/**
 * @param {Box} box
 * @param {string} text said in place of a list
 */
function say(box, text) {
  box.list.replaceChildren()
  box.says.textContent = text
  open(box)
}

/**
 * @param {string} dataset
 * @param {string} text
 * @param {string} [page] the URL of the page in view
 */
export function searchUrl(dataset, text, page = location.href) {
  const query = new URLSearchParams({ text })
  return new URL(`search/${encodeURIComponent(dataset)}?${query}`, new URL(".", page))
}

/**
 * @param {Group[]} groups
 * @param {string} text
 * @returns {string} what is found, in words
 */
export function summaryOf(groups, text) {
  const parts = groups.map(({ heading, hits, more }) =>
    `${(hits.length + more).toLocaleString("en")} in ${heading}`
  )
  if (parts.length) return parts.join(", ")
  return `Nothing begins with “${text}”. Try part of a name, a number, or the id of a figure.`
}

/**
 * @param {Box} box
 * @param {Group[]} groups
 * @param {string} text
 */
function show(box, groups, text) {
  let count = 0
  box.says.textContent = summaryOf(groups, text)
  box.list.replaceChildren(...groups.map(({ heading, hits, more }) => {
    const rest = more ? `${heading} (${more.toLocaleString("en")} more)` : heading
    const name = element("div", { class: "vm-search-heading", "aria-hidden": "true" }, rest)
    const options = hits.map((hit) => optionOf(hit, count++))
    return element("div", { role: "group", "aria-label": rest }, name, ...options)
  }))
  open(box)
}

/**
 * @param {SearchHit} hit
 * @param {number} nth
 */
function optionOf({ label, detail, link, page }, nth) {
  const children = [
    element("span", { class: "vm-search-label" }, label),
    ...(detail ? [element("span", { class: "vm-search-detail" }, detail)] : []),
  ]
  const option = page ? pageLink(link, ...children) : element("a", { href: link }, ...children)
  for (const [name, value] of Object.entries({ role: "option", tabindex: "-1" })) {
    option.setAttribute(name, value)
  }
  option.id = `vm-found-${nth}`
  option.setAttribute("aria-selected", "false")
  return option
}

/** @param {Box} box */
function open({ input, popup }) {
  if (!popup.matches(":popover-open")) popup.showPopover()
  input.setAttribute("aria-expanded", "true")
  input.removeAttribute("aria-activedescendant")
  const { left, bottom } = input.getBoundingClientRect()
  const width = Math.min(WIDTH, innerWidth - 2 * EDGE)
  popup.style.width = `${width}px`
  popup.style.left = `${Math.min(left, innerWidth - width - EDGE)}px`
  popup.style.top = `${bottom + 4}px`
  popup.style.maxHeight = `${innerHeight - bottom - 2 * EDGE}px`
}

/** @param {Box} box */
function close({ input, popup }) {
  if (popup.matches(":popover-open")) popup.hidePopover()
  input.setAttribute("aria-expanded", "false")
  input.removeAttribute("aria-activedescendant")
}

/** @param {Box} box */
function empty(box) {
  box.request.abort()
  box.list.replaceChildren()
  close(box)
}

/**
 * @param {Box} box
 * @param {KeyboardEvent} event
 */
function press(box, event) {
  /** @type {HTMLElement[]} */
  const options = [...box.list.querySelectorAll("a")]
  const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true")
  if (event.key === "Escape") {
    if (box.popup.matches(":popover-open")) event.preventDefault()
    close(box)
  } else if (event.key === "Enter" && options.length) {
    event.preventDefault()
    options[Math.max(at, 0)].click()
  } else if (["ArrowDown", "ArrowUp"].includes(event.key) && options.length) {
    event.preventDefault()
    if (!box.popup.matches(":popover-open")) open(box)
    select(box, options, neighbourOf(at, options.length, event.key === "ArrowDown"))
  }
}

/**
 * @param {number} at the option selected, -1 for none
 * @param {number} count
 * @param {boolean} down
 * @returns {number} the option that an arrow key leads to, round the ends
 */
export function neighbourOf(at, count, down) {
  if (down) return (at + 1) % count
  return at > 0 ? at - 1 : count - 1
}

/**
 * @param {Box} box
 * @param {HTMLElement[]} options
 * @param {number} at
 */
function select({ input }, options, at) {
  options.forEach((one, nth) => one.setAttribute("aria-selected", String(nth === at)))
  input.setAttribute("aria-activedescendant", options[at].id)
  options[at].scrollIntoView({ block: "nearest" })
}
