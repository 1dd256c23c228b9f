// @ts-check
// What the desk shows of the number in hand, and going from number to number.
import { QUEUES } from "./desk_decision.js"
import { panel } from "./desk_panel.js"
import { drawText } from "./desk_text.js"
import { button, element } from "./dom.js"

/** @import { Model } from "./desk_model.js" */
/** @import { Candidate } from "./desk_api.js" */

const CHECKS = 4 // shown at once

/**
 * @typedef {{
 *   root: HTMLElement, content?: any, model?: Model, current?: Candidate, queue: string,
 *   act: (name: string) => void,
 *   parts?: Record<string, HTMLElement>,
 *   drawn?: string, isPressed?: boolean, isDue?: boolean
 * }} View
 */

/**
 * @param {View} view
 * @param {string} name
 */
export function part(view, name) {
  const panelPart = view.parts?.[name]
  if (!panelPart) throw new Error(`no part ${name}`)
  return panelPart
}

/**
 * Draw once the focus has moved and what is pressed has come up: neither is to lose what it is on.
 * @param {View} view
 */
export function drawSoon(view) {
  view.isDue = true
  setTimeout(() => view.isDue && !view.isPressed && draw(view))
}

/**
 * What is pressed on the desk is drawn anew when it has come up.
 * @param {View} view
 * @param {AbortSignal} signal that the desk is gone
 */
export function watchPresses(view, signal) {
  const options = { capture: true, signal }
  view.root.addEventListener("pointerdown", () => (view.isPressed = true), options)
  for (const name of ["pointerup", "pointercancel"]) {
    addEventListener(name, () => {
      view.isPressed = false
      if (view.isDue) drawSoon(view)
    }, options)
  }
}

/** @param {View} view */
export function draw(view) {
  const { model, current } = view
  view.isDue = false
  if (!model || !current) return
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement : null
  const selected = focused instanceof HTMLInputElement
    ? /** @type {const} */ ([focused.selectionStart, focused.selectionEnd])
    : undefined
  // What has the focus may be drawn anew, and the keys have to go on working.
  const isKey = ["queues", "panel"].some((name) => part(view, name).contains(focused))
  drawQueues(view, model)
  drawText(part(view, "text"), model, current)
  drawPanel(view, model, current)
  if (isKey && focused && !focused.isConnected) refocus(view, focused, selected)
  part(view, "checks").replaceChildren(...checkLines(model))
  const waiting = model.pending.length
  part(view, "saved").replaceChildren(
    waiting
      ? `Saving ${waiting} …`
      : `Saved: ${model.decided[model.reader].size.toLocaleString("en")} decisions on disk.`,
  )
  part(view, "saved").dataset.pending = String(waiting)
}

/**
 * @param {View} view
 * @param {HTMLElement} gone what had the focus
 * @param {readonly [number | null, number | null]} [selected] in a field
 */
function refocus(view, { dataset }, selected) {
  const field = dataset.field ? input(view, dataset.field) : null
  const next = field ?? part(view, "work")
  next.focus({ preventScroll: true })
  if (selected) field?.setSelectionRange(...selected)
}

/**
 * What shows the same stays, with what is being typed in it.
 * @param {View} view
 * @param {Model} model
 * @param {Candidate} current
 */
function drawPanel(view, model, current) {
  const parts = panel(model, current, view.act)
  const html = parts.map((one) => one instanceof Element ? one.outerHTML : one)
  const drawn = JSON.stringify([current.figure_id, model.draft(current), html])
  if (drawn === view.drawn) return
  view.drawn = drawn
  part(view, "panel").replaceChildren(...parts)
}

/**
 * The cross-checks of what was decided last, those that fail first.
 * @param {Model} model
 */
function checkLines({ checks, checked }) {
  const failing = checks.filter((one) => one.verdict === "fails")
  const shown = [...failing, ...checks.filter((one) => one.verdict !== "fails")].slice(0, CHECKS)
  return shown.map((one) =>
    element(
      "p",
      { "data-verdict": one.verdict },
      `${checked}: ${one.verdict}: ${one.says} (${one.arithmetic})`,
    )
  )
}

/**
 * @param {View} view
 * @param {Model} model
 */
function drawQueues(view, model) {
  const left = model.left()
  const total = QUEUES.slice(0, 3).reduce((sum, name) => sum + left[name], 0)
  const one = (
    /** @type {string} */ name,
    /** @type {string} */ label,
    /** @type {number} */ count,
  ) =>
    button(`${label}: ${count.toLocaleString("en")} left`, {
      "aria-pressed": String(view.queue === name),
      "data-queue": name,
    }, () => {
      view.queue = name
      step(view, 1, true)
    })
  part(view, "queues").replaceChildren(
    one("", "All numbers", total),
    one("open", "Open", left.open),
    one("repaired", "Repaired", left.repaired),
    one("clean", "Clean", left.clean),
    one("none", "No statistic", left.none),
  )
}

/**
 * @param {View} view
 * @param {string} words
 */
export function tell(view, words) {
  part(view, "said").replaceChildren(words)
}

/**
 * @param {View} view
 * @param {Candidate | undefined} one
 */
export function go(view, one) {
  if (!one) return
  view.current = one
  draw(view)
}

// ---- from number to number

/**
 * @param {View} view
 * @returns {Candidate[]} the numbers of the queue in view
 */
function row(view) {
  const { model, queue } = view
  if (!model) return []
  return queue ? model.inQueue(queue) : model.own.filter((one) => one.queue)
}

/**
 * Go to the next number of the queue, or to the next that is left; round at its end.
 * @param {View} view
 * @param {number} by 1 or -1
 * @param {boolean} [isLeft]
 */
export function step(view, by, isLeft = false) {
  const { model, current } = view
  if (!model || !current) return
  const all = row(view)
  const listed = isLeft ? all.filter((one) => model.isLeft(one)) : all
  if (!listed.length) {
    draw(view)
    return tell(view, isLeft ? "Nothing is left in this queue." : "This queue is empty.")
  }
  const ahead = listed.filter((
    one,
  ) => (by > 0 ? one.number > current.number : one.number < current.number))
  go(view, by > 0 ? ahead[0] ?? listed[0] : ahead.at(-1) ?? listed.at(-1))
}

/**
 * @param {View} view
 * @param {string} name
 */
export function input(view, name) {
  return /** @type {HTMLInputElement | null} */ (part(view, "panel").querySelector(
    `[data-field="${name}"]`,
  ))
}
