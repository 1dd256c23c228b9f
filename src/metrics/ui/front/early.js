// The page's contents, shown before Streamlit runs: by the same views, as they will stand on its
// page. The components take the views over, all at once: nothing moves, nothing is drawn again.
/** @import { Content, View } from "./types.d.ts" */
import * as card from "./card.js"
import { element } from "./dom.js"
import * as filters from "./filters.js"
import * as heading from "./heading.js"
import { loadPlotly } from "./libraries.js"
import * as overview from "./overview.js"
import { hasAlert, hasComponents, hasRun, isAsConfigured, scrollPage } from "./streamlit_dom.js"

const LOOK_MS = 250
const MOST_LOOKS = 80 // at a page whose run has ended, until it is taken to show something else

/** @type {Record<string, { createView: () => View<any> }>} */
const KINDS = { card, filters, heading, overview }

/** @typedef {{ view: View<any>, stamp: string, parent?: HTMLElement }} Early */

/** @type {Map<string, Early>} those that no component has taken over, or not all of them have */
const waiting = new Map()
const root = element("div", { class: "vm-early" })

/**
 * @param {Promise<Response>} asked the contents of the page that the URL names
 * @returns {Promise<void>} settled when the first chart is painted, or nothing can be shown
 */
export async function showEarly(asked) {
  if (!isAsConfigured(localStorage, location.search)) return
  const library = loadPlotly()
  const answer = await asked
  if (answer.status !== 200) return
  /** @type {Content[]} */
  const contents = await answer.json()
  await library
  if (hasComponents()) return // Streamlit was faster
  document.body.append(root)
  for (const content of contents) show(content)
  watchStreamlit()
  await firstPaint()
}

// What a run shows in place of these contents, as an error, is not to stay hidden.
function watchStreamlit() {
  let looks = 0
  const watch = setInterval(() => {
    looks = hasRun() ? looks + 1 : 0
    if (hasAlert() || looks === MOST_LOOKS) handOver()
    if (!root.isConnected) clearInterval(watch)
  }, LOOK_MS)
}

/** @param {Content} content */
function show(content) {
  const view = KINDS[content.kind].createView()
  waiting.set(keyOf(content), { view, stamp: content.stamp })
  root.append(element("div", {}, view.root))
  view.update(content)
}

/** @param {Content & { name?: string }} content */
function keyOf({ kind, name }) {
  return `${kind} ${name ?? ""}`
}

/** @returns {Promise<void>} */
async function firstPaint() {
  const firstDrawn = () => root.querySelector(".vm-plot[data-drawn]")
  if (root.querySelector(".vm-plot") && !firstDrawn()) {
    await new Promise((done) => {
      const watch = new MutationObserver(() => firstDrawn() && done(watch.disconnect()))
      watch.observe(root, { subtree: true, childList: true, attributeFilter: ["data-drawn"] })
    })
  }
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
}

/**
 * The view that shows a content already; it moves to its component when all have theirs.
 * @param {Content} content
 * @param {HTMLElement} parent of the component
 * @returns {{ view: View<any>, stamp: string } | undefined}
 */
export function takeEarly(content, parent) {
  if (!(content.kind in KINDS)) return undefined
  const early = waiting.get(keyOf(content))
  if (!early || early.parent) {
    handOver() // the page shows something else
    return undefined
  }
  early.parent = parent
  if ([...waiting.values()].every((one) => one.parent)) queueMicrotask(handOver)
  return { view: early.view, stamp: early.stamp }
}

/** Put each view where its component stands, with the focus and the place scrolled to. */
function handOver() {
  if (!root.isConnected) return
  const { activeElement: focused } = document
  const { scrollTop } = root
  const dialogs = /** @type {HTMLDialogElement[]} */ ([...root.querySelectorAll("dialog:modal")])
  for (const { view, parent } of waiting.values()) {
    if (parent?.isConnected) parent.append(view.root)
    else view.destroy?.()
  }
  waiting.clear()
  root.remove()
  scrollPage(scrollTop)
  for (const dialog of dialogs) { // one that is moved lies over the page no more
    dialog.removeAttribute("open")
    dialog.showModal()
  }
  if (focused instanceof HTMLElement && focused !== document.activeElement) {
    focused.focus({ preventScroll: true })
  }
}
